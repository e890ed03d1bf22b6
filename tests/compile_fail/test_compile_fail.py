# SPDX-License-Identifier: Apache-2.0
"""Misuse of the library does not compile, and says why in our words.

Each *.cpp here holds its message in a line "// expect: ...", or "// compiles". A plain failure would take any broken
file for a pass, so the message is looked for; and each pair shares all but the mistake.
"""

import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COMPILER = shlex.split(os.environ.get("CXX", "g++"))
FLAGS = ["-std=c++20", "-fsyntax-only", "-DBOOST_ASIO_SEPARATE_COMPILATION", "-DBOOST_ASIO_NO_DEPRECATED",
         f"-I{ROOT / 'include'}"]


def compile_file(path):
    done = subprocess.run([*COMPILER, *FLAGS, path], env={**os.environ, "LC_ALL": "C"},
                          capture_output=True, text=True, timeout=300, check=False)
    return done.returncode == 0, done.stderr


class CompileFail(unittest.TestCase):
    pass


def make_test(path):
    text = path.read_text()
    expected = re.search(r"^// expect: (.+)$", text, re.MULTILINE)
    compiles = re.search(r"^// compiles$", text, re.MULTILINE)

    def test(self):
        self.assertTrue(bool(expected) != bool(compiles), f"{path.name} says either what it expects or '// compiles'")
        built, errors = compile_file(path)
        if compiles:
            self.assertTrue(built, errors)
        else:
            self.assertFalse(built, f"{path.name} compiled")
            self.assertIn(expected.group(1), errors)

    return test


for file in sorted(HERE.glob("*.cpp")):
    setattr(CompileFail, f"test_{file.stem}", make_test(file))

if __name__ == "__main__":
    unittest.main()
