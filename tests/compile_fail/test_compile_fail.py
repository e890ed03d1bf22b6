# SPDX-License-Identifier: Apache-2.0
"""Misuse of the library does not compile, and the first error that a user reads says why in our words.

Each *.cpp here has its message in a line "// expect: ..." (and "// expect-clang: ..." where Clang can give a better
one), or "// compiles". Any broken file fails to compile, so the test looks for the message in the first line that
is an error. Each pair of files is equal except for the mistake. g++ compiles all of them, and so does clang++-19 if
it is installed.
"""

import concurrent.futures
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["-std=c++20", "-DBOOST_ASIO_SEPARATE_COMPILATION", "-DBOOST_ASIO_NO_DEPRECATED"]
ENVIRONMENT = {**os.environ, "LC_ALL": "C"}


def run(command):
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=300, check=False)


def precompile(compiler, folder):
    """Compiles the header that all files include, once. Returns the options that use it."""
    (folder / "gatehouse").mkdir()
    is_clang = "clang" in compiler[0]
    made = folder / "gatehouse" / ("web.pch" if is_clang else "web.h.gch")
    done = run([*compiler, *FLAGS, f"-I{ROOT / 'include'}", "-x", "c++-header", ROOT / "include" / "gatehouse" / "web.h", "-o", made])
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return ["-include-pch", made] if is_clang else [f"-I{folder}"]


def compile_all(compiler):
    """Returns for each file whether it compiled, and the compiler's output."""
    with tempfile.TemporaryDirectory() as folder:
        only_first = "-ferror-limit=1" if "clang" in compiler[0] else "-fmax-errors=2"  # errors: the others take time
        options = [*FLAGS, *precompile(compiler, Path(folder)), f"-I{ROOT / 'include'}", "-fsyntax-only", only_first]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = pool.map(lambda file: run([*compiler, *options, file]), FILES)
            return {file: (each.returncode == 0, each.stderr) for file, each in zip(FILES, done)}


def first_error(errors):
    """Returns the first error. g++ 14 first says that a call is no constant expression, and its reason in a second error."""
    found = [line for line in errors.splitlines() if re.search(r"\berror: ", line)]
    if len(found) > 1 and re.search(r"error: call to consteval function .* is not a constant expression", found[0]):
        return " ".join(found[:2])
    return found[0] if found else ""


class CompileFail(unittest.TestCase):
    compiler = None

    @classmethod
    def setUpClass(cls):
        cls.results = compile_all(cls.compiler)


class WithGcc(CompileFail):
    compiler = shlex.split(os.environ.get("CXX", "g++"))


@unittest.skipUnless(shutil.which("clang++-19"), "clang++-19 is not installed")
class WithClang(CompileFail):
    compiler = ["clang++-19"]


def make_test(path):
    text = path.read_text()
    expected = re.search(r"^// expect: (.+)$", text, re.MULTILINE)
    for_clang = re.search(r"^// expect-clang: (.+)$", text, re.MULTILINE)
    compiles = re.search(r"^// compiles$", text, re.MULTILINE)

    def test(self):
        wanted = for_clang if for_clang and "clang" in self.compiler[0] else expected
        self.assertTrue(bool(expected) != bool(compiles), f"{path.name} says either what it expects or '// compiles'")
        built, errors = self.results[path]
        if compiles:
            self.assertTrue(built, errors)
        else:
            self.assertFalse(built, f"{path.name} compiled")
            self.assertIn(wanted[1], first_error(errors), errors)

    return test


FILES = sorted(HERE.glob("*.cpp"))
for each_class in WithGcc, WithClang:
    for each_file in FILES:
        setattr(each_class, f"test_{each_file.stem}", make_test(each_file))

del CompileFail, each_class  # only the two are to be found
if __name__ == "__main__":
    unittest.main()
