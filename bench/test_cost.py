# SPDX-License-Identifier: Apache-2.0
"""The service that bench/cost/building.py generates is one that compiles."""

import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench" / "cost"))

from generate import source  # noqa: E402


class GeneratedService(unittest.TestCase):
    def test_compiles(self):
        done = subprocess.run(["g++", "-std=c++20", "-fsyntax-only", "-DBOOST_ASIO_SEPARATE_COMPILATION",
                               "-DBOOST_ASIO_NO_DEPRECATED", f"-I{ROOT / 'include'}", "-Wall", "-Wextra", "-Werror",
                               "-x", "c++", "-"], input=source(2), capture_output=True, text=True, timeout=120,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_has_as_many_operations_as_asked_for(self):
        for count in 0, 1, 3:
            self.assertEqual(source(count).count("app.put<"), count)
            self.assertEqual(source(count).count("struct In"), count)


if __name__ == "__main__":
    unittest.main()
