# SPDX-License-Identifier: Apache-2.0
"""Tests the arithmetic of the measurement. Run by: python3 -m unittest discover -s bench"""

import unittest

from harness import stats


class Spreads(unittest.TestCase):
    def test_tells_median_and_range(self):
        self.assertEqual(stats.spread([3, 1, 2]), stats.Spread(2, 1, 3, 3))
        self.assertEqual(stats.spread([4, 1]), stats.Spread(2.5, 1, 4, 2))

    def test_passes_over_what_was_not_measured(self):
        self.assertEqual(stats.spread([None, 5, None]), stats.Spread(5, 5, 5, 1))
        self.assertIsNone(stats.spread([None]))
        self.assertIsNone(stats.spread([]))


class Ratios(unittest.TestCase):
    def test_is_nothing_without_a_base(self):
        self.assertEqual(stats.ratio(9, 3), 3)
        self.assertIsNone(stats.ratio(9, 0))
        self.assertIsNone(stats.ratio(9, None))
        self.assertIsNone(stats.ratio(None, 3))

    def test_pairs_rounds(self):
        # The machine was half as fast in the second round, which must not change the ratio.
        self.assertEqual(stats.paired_ratios([90, 45], [100, 50]), [0.9, 0.9])
        self.assertEqual(stats.paired_ratios([90, None], [100, 50]), [0.9, None])

    def test_requests_of_a_cpu_second(self):
        self.assertEqual(stats.per_cpu_second(30_000, 0.5), 60_000)
        self.assertIsNone(stats.per_cpu_second(30_000, 0.0))
        self.assertEqual(stats.micros_each(0.5, 100_000), 5.0)
        self.assertIsNone(stats.micros_each(0.5, 0))


class LoginRate(unittest.TestCase):
    def rate(self, spans):
        return stats.login_rate(spans, opens=10.0, closes=20.0)

    def test_counts_what_lies_inside(self):
        self.assertAlmostEqual(self.rate([(11, 12), (12, 14), (18, 20)]), 0.3)

    def test_leaves_out_what_lies_outside(self):
        self.assertEqual(self.rate([(7, 9), (8, 10), (20, 21), (22, 23)]), 0)

    def test_counts_the_part_inside_at_the_opening_edge(self):
        self.assertAlmostEqual(self.rate([(8, 12)]), 0.05)  # half of one login in ten seconds

    def test_counts_the_part_inside_at_the_closing_edge(self):
        self.assertAlmostEqual(self.rate([(18, 22)]), 0.05)

    def test_takes_the_typical_time_for_one_hurried_by_the_load_falling_off(self):
        # The median inside is 4 s. The last took 2 s, but only because the others had ended. Half of it is 1 s of 4.
        self.assertAlmostEqual(self.rate([(11, 15), (15, 19), (19, 21)]), (1 + 1 + 0.25) / 10)

    def test_one_that_spans_the_window_counts_by_its_share(self):
        self.assertAlmostEqual(self.rate([(5, 25)]), 0.05)

    def test_a_batch_finishing_at_the_edge_is_neither_lost_nor_gained(self):
        # Eight logins at a time, and 4 s for each batch. Wherever the window lies, the rate is 2 a second.
        for offset in (0.0, 1.0, 2.5, 3.9):
            spans = [(start + offset, start + offset + 4) for start in range(0, 40, 4) for _ in range(8)]
            self.assertAlmostEqual(self.rate(spans), 2.0)

    def test_without_logins_it_is_nothing(self):
        self.assertEqual(self.rate([]), 0)


class HalfLoad(unittest.TestCase):
    def test_connections_by_littles_law(self):
        self.assertEqual(stats.connections_for(20_000, pause_ms=5, latency_ms=0), 100)
        self.assertEqual(stats.connections_for(10, pause_ms=5, latency_ms=1), 1)


if __name__ == "__main__":
    unittest.main()
