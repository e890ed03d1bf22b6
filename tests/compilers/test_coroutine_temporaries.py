# SPDX-License-Identifier: Apache-2.0
"""Which compilers destroy temporaries of co_await expressions twice, as docs/library/compilers.md says, and that
gatehouse-check finds these expressions and no others."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCE = HERE / "coroutine_temporaries.cpp"
PAGE = ROOT / "docs" / "library" / "compilers.md"
BUILD = Path(os.environ.get("BUILD_FOLDER") or ROOT / "build")
CHECK = ROOT / "scripts" / "gatehouse-check"
COMMANDS = {"g++": ["g++", "g++-12", "g++-13", "g++-14", "g++-15"], "Clang": ["clang++-19", "clang++-20", "clang++"]}
# A program that aborts would leave a core file.
RUN = ["sh", "-c", 'ulimit -c 0; exec "$0" "$1"']

TEXT = SOURCE.read_text(encoding="utf-8")
MARKED = [(number, match[1]) for number, line in enumerate(TEXT.splitlines(), 1) if (match := re.search(r"// found: (\w+)", line))]
FORMS = re.findall(r'^    \{"(\w+)", \w+\},$', TEXT, re.MULTILINE)
FUNCTION = re.compile(r"^Task (\w+)\(.*?^\}$", re.MULTILINE | re.DOTALL)
FAULTY = [body[1] for body in FUNCTION.finditer(TEXT) if "// found: " in body[0]]


def installed():
    """Returns the installed compilers, once each: "g++ 12" and how to call it."""
    found = {}
    for kind, names in COMMANDS.items():
        for name in names:
            if shutil.which(name) is None:
                continue
            said = subprocess.run([name, "-dumpversion"], capture_output=True, text=True, check=True).stdout
            found.setdefault(f"{kind} {said.split('.')[0].strip()}", name)
    return found


def broken_forms(compiler, folder):
    """Returns the forms that this compiler gets wrong."""
    program = folder / "program"
    subprocess.run([compiler, "-std=c++20", "-O1", "-w", SOURCE, "-o", program], check=True)
    return [form for form in FORMS if subprocess.run([*RUN, program, form], capture_output=True, check=False).returncode != 0]


def check(*arguments):
    return subprocess.run([sys.executable, CHECK, *arguments], capture_output=True, text=True, check=False)


class Compilers(unittest.TestCase):
    def test_the_table_is_true_for_each_compiler_at_hand(self):
        table = dict(re.findall(r"^\| ((?:g\+\+|Clang) \d+) \| (yes|no|not tested) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertEqual(table["g++ 12"], "yes")
        for name, compiler in installed().items():
            with self.subTest(compiler=name), tempfile.TemporaryDirectory() as folder:
                broken = broken_forms(compiler, Path(folder))
                print(f"\n{name}: {', '.join(broken) or 'every form is right'}")
                if table.get(name) == "yes":
                    self.assertEqual(broken, FAULTY)
                elif table.get(name) == "no":
                    self.assertEqual(broken, [])

    def test_the_cures_are_among_the_forms(self):
        self.assertEqual(set(FAULTY) & {"aggregate", "conditional", "lambda"}, {"aggregate", "conditional", "lambda"})
        self.assertGreaterEqual(set(FORMS) - set(FAULTY), {"aggregate_named", "conditional_named", "lambda_named"})


class GatehouseCheck(unittest.TestCase):
    def test_finds_each_form_and_nothing_else(self):
        done = check(SOURCE)
        found = [(int(line.split(":")[1]), line) for line in done.stdout.splitlines()]
        self.assertEqual([number for number, _ in found], [number for number, _ in MARKED], done.stdout + done.stderr)
        words = {"aggregate": "an aggregate made", "conditional": "?: between temporaries", "lambda": "a lambda that captures"}
        for (_, line), (_, form) in zip(found, MARKED):
            self.assertIn(words[form], line)
        self.assertEqual(done.returncode, 1)

    def test_is_content_with_clean_code(self):
        with tempfile.TemporaryDirectory() as folder:
            clean = Path(folder) / "clean.cpp"
            clean.write_text("".join(line + "\n" for line in TEXT.splitlines() if "// found: " not in line))
            done = check(clean)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_says_what_it_cannot_check(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "broken.cpp"
            broken.write_text("#include <no_such_header>\n")
            done = check(broken)
            self.assertEqual(done.returncode, 2)
            self.assertIn("no_such_header", done.stderr)
            self.assertIn("no file", check(Path(folder) / "none.cpp").stderr)
            self.assertIn("compile_commands.json", check("-p", folder).stderr)

    def test_reads_the_examples_as_they_are_built(self):
        done = check("-p", BUILD, ROOT / "examples" / "tutorial" / "main.cpp", ROOT / "examples" / "learn" / "answers.cpp")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)


if __name__ == "__main__":
    unittest.main()
