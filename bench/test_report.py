# SPDX-License-Identifier: Apache-2.0
"""Tests that the page shows all numbers unchanged."""

import unittest
import xml.dom.minidom

from harness import answer_times, goals, main, plot, report
from harness.goals import Goal
from harness.results import Results
from harness.stats import Spread


def make_round(rps, logins, storm_rps, p99):
    quiet = {"other_cpu": 0.01, "stolen_cpu": 0.0}
    me = {"per_cpu_second": rps, "rps": rps * 0.8, "cpu_share": 0.8, "program_us": 2.5, "kernel_us": 5.0,
          "p50_ms": 0.2, "p99_ms": 0.4, "errors": 0, **quiet}
    made = {"me": me}
    if logins:
        made["logins"] = {"per_s": logins, "p50_ms": 8 / logins * 1000, "errors": 0, **quiet}
        made["storm"] = {"rps": storm_rps, "of_idle": storm_rps / me["rps"], "p50_ms": 0.3, "p99_ms": p99,
                         "errors": 0, **quiet, "logins": {"per_s": logins / 2, "errors": 0}}
    return made


def make_tree():
    target = {"start_ms": [10.0, 12.0], "idle_mib": [8.0, 8.5], "loaded_mib": 11.0}
    return {
        "command": "bench/run", "settings": vars(main.parse_options(["--rounds", "2"])),
        "machine": {"date": "2026-01-01 00:00 UTC", "commit": "abc1234", "cpu": "A processor", "cores": 2,
                    "kernel": "6.1", "compiler": "g++ 12", "build": "Release", "binary": "gatehouse",
                    "python": "3.11", "node": "v20", "go": "go1.19"},
        "targets": {
            "gatehouse": {**target, "rounds": [make_round(72_000, 18, 50_000, 3.0),
                                                make_round(36_000, 9, 20_000, 6.0)]},
            "raw": {**target, "rounds": [make_round(80_000, 0, 0, 0), make_round(40_000, 0, 0, 0)]},
            "go": {**target, "rounds": [make_round(30_000, 4.5, 20, 600), make_round(15_000, 2.25, 10, 700)]},
        },
        "libxcrypt_per_s": [4.5, 2.25],
        "refused_logins": {"wrong password": [200, 202, 204], "unknown account": [201, 203, 206]},
        "micro": {"token/check": {"ns": [800.0, 900.0, 850.0], "per_s": []},
                  "sign_up/creators/256": {"ns": [1.0], "per_s": [50_000.0]},
                  "sign_up/one_commit_each": {"ns": [1.0], "per_s": [2_000.0]},
                  "password/lanes/12/4": {"ns": [1.0], "per_s": [18.0]},
                  "password/one_by_one/12": {"ns": [1.0], "per_s": [4.5]}},
    }


def goal(found, limit=2.0, at_least=True):
    return Goal("", limit, "×", at_least, found)


class Verdicts(unittest.TestCase):
    def test_by_the_median_and_the_worst_round(self):
        for found, at_least, expected in (
            (Spread(2.5, 2.1, 3.0, 3), True, "reached"),
            (Spread(2.0, 2.0, 2.0, 3), True, "reached"),
            (Spread(2.5, 1.9, 3.0, 3), True, "reached, though not in every round"),
            (Spread(1.5, 1.4, 3.0, 3), True, "**missed by 25 %**"),
            (Spread(1.5, 1.0, 1.9, 3), False, "reached"),
            (Spread(1.5, 1.0, 2.1, 3), False, "reached, though not in every round"),
            (Spread(3.0, 1.0, 4.0, 3), False, "**missed by 50 %**"),
            (None, True, "not measured"),
        ):
            with self.subTest(found=found, at_least=at_least):
                self.assertEqual(goals.verdict(goal(found, at_least=at_least)), expected)


class Values(unittest.TestCase):
    def setUp(self):
        self.results = Results(make_tree())

    def found(self, text):
        return next(one.found for one in goals.goals(self.results) if one.text == text)

    def test_ratios_are_of_rounds(self):
        self.assertEqual(self.found("`/me` a second of server CPU time, to a raw epoll responder"),
                         Spread(0.9, 0.9, 0.9, 2))
        self.assertEqual(self.found("Logins a second on one core, to Go"), Spread(4.0, 4.0, 4.0, 2))

    def test_storm_logins_are_held_against_libxcrypt_of_the_round(self):
        self.assertEqual(self.found("… logins, to libxcrypt with the core to itself"), Spread(2.0, 2.0, 2.0, 2))

    def test_sign_ups_are_held_against_one_commit_each(self):
        self.assertEqual(
            self.found("Durable sign-ups (hashing aside), 256 at once, to one commit each").median, 25.0)

    def test_lanes_are_held_against_one_hash_after_another(self):
        self.assertEqual(self.found("bcrypt, four waiting on one core, to libxcrypt").median, 4.0)
        self.assertIn("| 4 waiting | – | – | 18.0 | 4.00× |", report.lanes_table(self.results))

    def test_micro_ratio_spreads_over_the_extremes(self):
        self.results.tree["micro"]["rival"] = {"ns": [1600.0, 1700.0, 1800.0], "per_s": []}
        found = self.results.micro_ratio("rival", "token/check")
        self.assertEqual((found.median, found.least, found.most), (2.0, 1600 / 900, 2.25))

    def test_answer_times_gap_is_of_medians(self):
        self.assertEqual(answer_times.widest_gap(self.results.tree["refused_logins"]), 203 / 202)
        self.assertIsNone(answer_times.widest_gap({"wrong password": [1.0]}))


class Page(unittest.TestCase):
    def setUp(self):
        self.tree = make_tree()

    def page(self):
        return report.render(Results(self.tree))

    def test_tells_every_goal(self):
        page = self.page()
        for one in goals.goals(Results(self.tree)):
            self.assertIn(one.text, page)
        self.assertIn("| 1.0050 |", page)
        self.assertIn("disabled account | – | not measured", page)
        self.assertIn("54,000 (36,000–72,000)", page)

    def test_has_nothing_to_remark_on_a_clean_run(self):
        self.assertIn("## Remarks of the run\n\nNone.\n", self.page())

    def test_remarks_what_a_reader_must_know(self):
        self.tree["targets"]["go"]["rounds"][1]["me"]["errors"] = 3
        self.tree["targets"]["go"]["rounds"][0]["storm"]["other_cpu"] = 0.7
        self.tree["machine"].update(binary="examples/tutorial", build="Debug")
        self.tree["micro"]["user/sqlite"] = {"ns": [], "per_s": [], "error": "not found"}
        page = self.page()
        for words in ("3 requests failed: go me", "0.70 cores (go storm)", "type is Debug", "keeps users in memory",
                      "`user/sqlite` failed: not found"):
            self.assertIn(words, page)

    def test_says_so_where_a_peer_answered_nothing(self):
        for this_round in self.tree["targets"]["go"]["rounds"]:
            this_round["storm"].update(rps=0.0, p99_ms=None)
        self.assertIn("| Storm: `/me`, requests a second | – | ∞ (theirs is 0) |", self.page())

    def test_tables_have_rows_of_one_length(self):
        width = None
        for line in self.page().splitlines():
            if not line.startswith("|"):
                width = None
                continue
            width = width or line.count("|")
            self.assertEqual(line.count("|"), width, line)

    def test_durations_read_well(self):
        for nanoseconds, text in ((99.94, "99.9 ns"), (850, "850 ns"), (1139, "1.14 µs"), (2.1e8, "210 ms"),
                                  (2.5e9, "2.5 s")):
            self.assertEqual(report.duration(nanoseconds), text)


class Plot(unittest.TestCase):
    def test_is_well_formed_with_a_bar_for_each_value(self):
        drawn = xml.dom.minidom.parseString(plot.render(Results(make_tree())))
        # Three programs answer /me; two of them have logins, in three panels. One more rectangle is the background.
        self.assertEqual(len(drawn.getElementsByTagName("rect")), 1 + 3 + 2 + 2 + 2)

    def test_lengths(self):
        self.assertEqual(plot.bar_length(50, 100, 400, False), 200)
        self.assertEqual(plot.bar_length(100, 100, 400, True), 400)
        self.assertAlmostEqual(plot.bar_length(1, 10, 400, True), 200)
        self.assertEqual(plot.bar_length(0.01, 10, 400, True), 0)
        self.assertEqual(plot.bar_length(0, 0, 400, False), 0)


if __name__ == "__main__":
    unittest.main()
