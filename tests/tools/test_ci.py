# SPDX-License-Identifier: Apache-2.0
"""What the continuous integration runs decides: each part, by its exit status, its count, or the time that it takes."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STUB = '#!/bin/sh\ncd "$(dirname "$0")/.." && mkdir -p build/asan && echo "$0 $*" >>ran && eval "${%s:-:}"\n'


class Ci(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "scripts").mkdir()
        (self.root / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "run", self.root / ".ci" / "run")
        (self.root / "Makefile").write_text("test:\n\t@scripts/tests\n")
        for name, variable in (("tests", "TESTS"), ("sanitize", "SANITIZE"), ("build", "BUILD"), ("setup", "SETUP"), ("lint", "LINT")):
            (self.root / "scripts" / name).write_text(STUB % variable)
            (self.root / "scripts" / name).chmod(0o755)

    def run_ci(self, limit=4800, **parts):
        """The exit status, the last line, and all that was said, if the parts do this."""
        parts = {"TESTS": "echo '5 passed, 0 failed, 2 skipped' >build/test-summary.txt"} | parts
        done = subprocess.run([self.root / ".ci" / "run"], env=os.environ | parts | {"CI_SECONDS": str(limit)},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=60)
        return done.returncode, done.stdout.splitlines()[-1], done.stdout

    def test_passes_when_every_part_does(self):
        self.assertEqual(self.run_ci()[:2], (0, "5 passed, 0 failed"))
        ran = (self.root / "ran").read_text().split("\n")
        self.assertEqual(ran, ["scripts/tests ", "scripts/sanitize --changed asan", "scripts/build clang", "scripts/setup lint",
                               "scripts/lint --changed", ""])

    def test_adds_up_the_tests_of_all_parts(self):
        status, last, _ = self.run_ci(SANITIZE="echo '7 passed, 0 failed' >build/asan/test-summary.txt")
        self.assertEqual((status, last), (0, "12 passed, 0 failed"))

    def test_each_part_decides(self):
        for name in ("SANITIZE", "BUILD", "SETUP", "LINT"):
            with self.subTest(part=name):
                status, last, said = self.run_ci(**{name: "exit 3"})
                self.assertEqual((status, last), (1, "5 passed, 1 failed"))
                self.assertRegex(said, r"\nFAILED  scripts/\w+.*: exit status 3 \(")

    def test_what_follows_a_failed_part_runs(self):
        self.assertEqual(self.run_ci(TESTS="exit 1", LINT="exit 1")[:2], (1, "0 passed, 2 failed"))

    def test_a_failed_part_that_counted_is_counted_once(self):
        status, last, _ = self.run_ci(TESTS="echo '5 passed, 2 failed' >build/test-summary.txt; exit 1", BUILD="exit 1")
        self.assertEqual((status, last), (1, "5 passed, 3 failed"))

    def test_tests_that_count_nothing_fail(self):
        self.assertEqual(self.run_ci(TESTS=":")[:2], (1, "0 passed, 1 failed"))

    def test_what_was_counted_before_is_not_counted(self):
        (self.root / "build" / "asan").mkdir(parents=True)
        (self.root / "build" / "asan" / "test-summary.txt").write_text("9 passed, 0 failed\n")
        self.assertEqual(self.run_ci()[:2], (0, "5 passed, 0 failed"))

    def test_a_part_that_does_not_fit_fails_and_so_do_those_after_it(self):
        status, last, said = self.run_ci(limit=2, SANITIZE="sleep 60")
        self.assertEqual((status, last), (1, "5 passed, 4 failed"))
        self.assertIn("sanitize --changed asan: ended: it did not fit in the", said)
        self.assertEqual(said.count(": not begun: nothing is left of 2 s"), 6, "each is said at once and at the end")


if __name__ == "__main__":
    unittest.main()
