# SPDX-License-Identifier: Apache-2.0
"""Each public header compiles alone, and brings no Beast along. The time that each takes is printed, and decides nothing."""

import concurrent.futures
import os
import re
import shlex
import subprocess
import unittest
from pathlib import Path

INCLUDE = Path(__file__).resolve().parents[2] / "include"
COMPILER = shlex.split(os.environ.get("CXX", "g++"))
FLAGS = ["-std=c++20", "-DBOOST_ASIO_SEPARATE_COMPILATION", "-DBOOST_ASIO_NO_DEPRECATED", f"-I{INCLUDE}",
         "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-H", "-x", "c++", "-"]
HEADERS = sorted(str(file.relative_to(INCLUDE)) for file in INCLUDE.rglob("*.h"))


def compile_alone(header):
    """Whether it compiles, what the compiler says, and the seconds of processor that it takes."""
    process = subprocess.Popen([*COMPILER, *FLAGS], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdin.write(f"#include <{header}>\n")
    process.stdin.close()
    said = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode == 0, said, usage.ru_utime + usage.ru_stime


class PublicHeaders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            cls.results = dict(zip(HEADERS, pool.map(compile_alone, HEADERS)))
        print("\nseconds to compile alone:")
        for header, (_, _, seconds) in sorted(cls.results.items(), key=lambda each: -each[1][2]):
            print(f"{seconds:6.2f}  {header}")

    def test_each_compiles_alone(self):
        for header, (compiles, said, _) in self.results.items():
            errors = "\n".join(line for line in said.splitlines() if not re.match(r"\.+ ", line))
            self.assertTrue(compiles, f"{header}\n{errors}")

    def test_none_brings_beast(self):
        for header, (_, said, _) in self.results.items():
            self.assertIn(header, said, "the compiler names what is included")
            self.assertNotIn("boost/beast", said, header)


if __name__ == "__main__":
    unittest.main()
