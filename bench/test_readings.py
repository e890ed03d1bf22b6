# SPDX-License-Identifier: Apache-2.0
"""Tests reading the output of /proc, wrk and Google Benchmark."""

import json
import unittest

from harness import load, micro, proc


class Proc(unittest.TestCase):
    def test_processor_time_is_told_apart(self):
        stat = "42 (a (strange) name) S 1 42 42 0 -1 4194304 99 0 0 0 250 150 7 9 20 0 3 0 100 1 2 3"
        self.assertEqual(proc.parse_cpu_times(stat), (250 / proc.TICKS, 150 / proc.TICKS))

    def test_resident_memory(self):
        self.assertEqual(proc.parse_rss_kib("Name:\tx\nVmHWM:\t  999 kB\nVmRSS:\t   512 kB\n"), 512)
        self.assertEqual(proc.parse_rss_kib("Name:\tx\n"), 0)

    def test_busy_time_is_that_of_the_named_cores(self):
        stat = ("cpu  900 9 9 9 9 9 9 9 0 0\ncpu0 10 1 5 1000 0 70 80 3 0 0\ncpu1 20 2 6 1000 0 0 0 4 0 0\n"
                "cpu10 500 0 0 0 0 0 0 9 0 0\nintr 1 2 3 4\n")
        self.assertEqual(proc.parse_cores(stat, (0,)), (16 / proc.TICKS, 3 / proc.TICKS))
        self.assertEqual(proc.parse_cores(stat, (0, 1)), (44 / proc.TICKS, 7 / proc.TICKS))

    def test_this_process_uses_time(self):
        import os
        before = proc.cpu_seconds(os.getpid())
        while proc.cpu_seconds(os.getpid()) < before + 0.02:
            pass
        self.assertGreater(proc.rss_mib(os.getpid()), 1)


class Wrk(unittest.TestCase):
    def test_reads_the_exact_line(self):
        seen = load.parse_wrk("Running 5s test\n  5 requests in 5s\nEXACT 100000 5000000 120 900 3 4\n")
        self.assertEqual(seen, {"requests": 100000, "seconds": 5.0, "rps": 20000.0, "p50_ms": 0.12, "p99_ms": 0.9,
                                "errors": 7})

    def test_a_run_without_answers_has_no_times(self):
        seen = load.parse_wrk("EXACT 0 2000000 0 0 0 0\n")
        self.assertEqual((seen["rps"], seen["p50_ms"], seen["p99_ms"]), (0, None, None))

    def test_is_nothing_without_it(self):
        self.assertIsNone(load.parse_wrk("unable to connect\n"))


class GoogleBenchmark(unittest.TestCase):
    def test_gathers_repetitions_in_nanoseconds(self):
        runs = [{"run_name": "a/1/real_time", "run_type": "iteration", "real_time": 2.0, "cpu_time": 1.0,
                 "time_unit": "us", "items_per_second": 5.0},
                {"run_name": "a/1/real_time", "run_type": "iteration", "real_time": 3.0, "cpu_time": 1.0,
                 "time_unit": "us"},
                {"run_name": "a/1/real_time", "run_type": "aggregate", "real_time": 9.0, "time_unit": "us"},
                {"run_name": "c", "run_type": "iteration", "real_time": 8.0, "cpu_time": 7.0, "time_unit": "ns"},
                {"run_name": "b", "run_type": "iteration", "error_occurred": True, "error_message": "no disk",
                 "real_time": 0.0, "time_unit": "ns"}]
        found = micro.parse(json.dumps({"benchmarks": runs}))
        self.assertEqual(found, {"a/1": {"ns": [2000.0, 3000.0], "per_s": [5.0]}, "c": {"ns": [7.0], "per_s": []},
                                 "b": {"ns": [], "per_s": [], "error": "no disk"}})


if __name__ == "__main__":
    unittest.main()
