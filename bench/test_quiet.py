# SPDX-License-Identifier: Apache-2.0
"""Tests which of several attempts is chosen."""

import unittest

from harness import quiet


def attempts(*disturbances):
    made = iter([{"other_cpu": value / 2, "stolen_cpu": value / 2, "rps": number}
                 for number, value in enumerate(disturbances)])
    return lambda: next(made)


class Quietest(unittest.TestCase):
    def test_table(self):
        for disturbances, chosen, count in (
            ((0.02,), 0, 1),
            ((0.1,), 0, 1),
            ((0.5, 0.04), 1, 2),
            ((0.5, 0.3, 0.4), 1, 3),
            ((0.2, 0.3, 0.4, 0.0), 0, 3),
        ):
            with self.subTest(disturbances=disturbances):
                found = quiet.quietest(attempts(*disturbances), most=3)
                self.assertEqual((found["rps"], found["attempts"]), (chosen, count))

    def test_watches_time_that_went_elsewhere(self):
        class Idle:
            @staticmethod
            def cpu_seconds():
                return 0.0

        found = quiet.watched(Idle, (0,), lambda: {"rps": 1})
        self.assertEqual(found["rps"], 1)
        self.assertGreaterEqual(found["other_cpu"], 0)


if __name__ == "__main__":
    unittest.main()
