# SPDX-License-Identifier: Apache-2.0
"""What scripts/sanitize builds and runs, and scripts/lint reads: everything, or what a change touches."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = "tests/base_test: CXX_EXECUTABLE_LINKER__x\ntests/web_test: CXX_EXECUTABLE_LINKER__x\ngatehouse: CXX_EXECUTABLE_LINKER__x"


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for place in ("scripts", "tools", "bin", "build/lint"):
            (self.root / place).mkdir(parents=True)
        for name in ("sanitize", "lint"):
            shutil.copy(ROOT / "scripts" / name, self.root / "scripts" / name)
        (self.root / "tools" / "changes.py").write_text(
            "import os, sys\nprint(*sys.argv[1:], file=open('asked', 'w'))\nprint(os.environ.get('CHANGED', ''))\n")
        (self.root / "contract.md").touch()  # must not be taken for a suite
        for name in ("check_layers", "check_words"):
            (self.root / "tools" / f"{name}.py").write_text(
                f"import os, sys\nprint(*sys.argv, file=open('checked', 'a'))\nsys.exit(sys.argv[1:] == ['--commits', 'origin/main..HEAD'] and os.environ.get('SUBJECT')"
                f" or len(sys.argv) == 1 and os.environ.get('{name}'))\n")
        self.stub("scripts/test", 'echo "$BUILD_FOLDER: $*" >>tested; exit ${TESTED:-0}')
        self.stub("scripts/sources", "echo src/a.cpp; echo src/b.cpp")
        self.stub("bin/cmake", 'case $1 in --build) echo "$*" >>built ;; esac')
        self.stub("bin/ninja", f"printf '{TARGETS}\\n'")
        self.stub("bin/clang-format-19", "")
        self.stub("bin/clang-tidy-19", '[ $# = 4 ] || exit "${ABSENT:-0}"; echo "$4" >>linted; if [ "$4" = "${WRONG:-}" ]; then echo "x: warning: y [misc-z]"; fi')
        rows = "".join(f'{{"file": "{self.root}/src/{name}.cpp"}}\n' for name in "ab")
        (self.root / "build" / "lint" / "compile_commands.json").write_text(rows)

    def stub(self, name, script):
        (self.root / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.root / name).chmod(0o755)

    def run_script(self, name, *arguments, **environment):
        done = subprocess.run([self.root / "scripts" / name, *arguments], capture_output=True, text=True, check=False,
                              env=os.environ | {"PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"} | environment, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def said(self, name):
        file = self.root / name
        return sorted(file.read_text().splitlines()) if file.exists() else []

    def test_sanitize_takes_all_by_default(self):
        self.assertEqual(self.run_script("sanitize", "asan", "tsan")[0], 0)
        self.assertEqual(self.said("built"), [f"--build build/{preset} --target tests/base_test tests/web_test gatehouse "
                                              "examples/tutorial tests/tutorial_with_removal" for preset in ("asan", "tsan")])
        self.assertEqual(self.said("tested"), ["build/asan: *_test contract*", "build/tsan: *_test contract*"])

    def test_sanitize_takes_what_changed(self):
        status, said = self.run_script("sanitize", "--changed", "asan", CHANGED="web_test\nhttp_test")
        self.assertEqual(status, 0)
        self.assertIn("runs web_test http_test\n", said)
        self.assertEqual(self.said("asked"), ["programs"])
        self.assertEqual(self.said("built"), ["--build build/asan --target tests/web_test tests/http_test"])
        self.assertEqual(self.said("tested"), ["build/asan: web_test http_test"])

    def test_sanitize_takes_what_changed_since_a_commit(self):
        self.assertEqual(self.run_script("sanitize", "--changed=HEAD~3", CHANGED="web_test")[0], 0)
        self.assertEqual(self.said("asked"), ["programs HEAD~3"])
        self.assertEqual(self.said("tested"), ["build/asan: web_test"])

    def test_sanitize_has_nothing_to_do_without_a_change_of_code(self):
        status, said = self.run_script("sanitize", "--changed", "asan")
        self.assertEqual(status, 0)
        self.assertIn("the change touches no layer", said)
        self.assertEqual(self.said("built"), [])

    def test_sanitize_fails_with_the_tests_of_any_preset(self):
        self.assertEqual(self.run_script("sanitize", "asan", "tsan", TESTED="1")[0], 1)
        self.assertEqual(len(self.said("tested")), 2)

    def test_sanitize_fails_where_what_changed_is_not_known(self):
        (self.root / "tools" / "changes.py").write_text("raise SystemExit('no such commit')")
        self.assertNotEqual(self.run_script("sanitize", "--changed", "asan")[0], 0)

    def test_lint_reads_all_by_default(self):
        self.assertEqual(self.run_script("lint")[0], 0)
        self.assertEqual(self.said("linted"), ["src/a.cpp", "src/b.cpp"])

    def test_lint_reads_what_is_named_or_what_changed(self):
        self.assertEqual(self.run_script("lint", "src/b.cpp")[0], 0)
        self.assertEqual(self.said("linted"), ["src/b.cpp"])
        self.assertEqual(self.run_script("lint", "--changed", CHANGED="src/a.cpp\nsrc/not_built.cpp")[0], 0)
        self.assertEqual(self.said("linted"), ["src/a.cpp", "src/b.cpp"])
        self.assertEqual(self.said("asked"), ["sources"])

    def test_lint_fails_with_a_finding(self):
        status, said = self.run_script("lint", WRONG="src/b.cpp")
        self.assertEqual(status, 1)
        self.assertIn("[misc-z]", said)

    def test_lint_fails_without_a_linter(self):
        self.assertNotEqual(self.run_script("lint", ABSENT="127")[0], 0)

    def test_lint_asks_each_check(self):
        for name in ("check_layers", "check_words"):
            with self.subTest(name=name):
                self.assertEqual(self.run_script("lint", **{name: "wrong"})[0], 1)

    def test_lint_reads_the_subjects_of_commits_that_are_not_published(self):
        self.assertEqual(self.run_script("lint", SUBJECT="wrong")[0], 0)
        git = ["git", "-C", self.root, "-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "init", "-q", self.root], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
        subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "HEAD"], check=True)
        self.assertEqual(self.run_script("lint")[0], 0)
        self.assertEqual(self.run_script("lint", SUBJECT="wrong")[0], 1)

    def test_lint_passes_without_a_source(self):
        self.assertEqual(self.run_script("lint", "--changed")[0], 0)
        self.assertEqual(self.said("linted"), [])

    def test_lint_fails_where_what_changed_is_not_known(self):
        (self.root / "tools" / "changes.py").write_text("raise SystemExit('no such commit')")
        self.assertNotEqual(self.run_script("lint", "--changed")[0], 0)


if __name__ == "__main__":
    unittest.main()
