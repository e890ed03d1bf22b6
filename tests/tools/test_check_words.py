# SPDX-License-Identifier: Apache-2.0
"""The check of words itself: it finds what wrapping left over, leaves alone what was meant, and mends what it finds."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import check_words  # noqa: E402  (found through the line above)

WORDS = "Returns what the store has of a user who has this name, however the letters of it may have been written,"
assert len(WORDS) > check_words.FULL

# (lines of a file, the line with words left over)
FAULTY = [
    ([f"// {WORDS} or", "// nothing."], 2),
    ([f"  /// {WORDS} or", "  /// nothing.", "  int a;"], 2),
    (["int b;", "// Short, but it goes on", "// here.", "// And then there is more of it."], 3),
    ([f"// {WORDS} too.", "// Thread-safe."], 2),
    ([f"// - {WORDS}", "//   at least."], 2),
    ([f"// 1. {WORDS}", "//    at least.", "// 2. The next."], 2),
    (["/// ```", "/// int a = f(b,", "///           c);", "/// ```", f"/// {WORDS}", "/// at least."], 6),
]
FINE = [
    [f"// {WORDS} or", "// nothing at all."],
    ["/// Returns the name.", "/// Thread-safe."],
    ["// One line."],
    [f"// {WORDS}", "", "// That is another."],
    [f"// {WORDS}", "//", "// another"],
    [f"// {WORDS}", "/// another"],
    [f"/// {WORDS}", "/// - One.", "/// - Two."],
    [f"/// {WORDS}", "///     f(a,", "///       b);"],
    ["/// ```", f"/// call_of_something({'a' * 80},", "/// b);", "/// ```"],
    [f"// {WORDS}", "// (draft-ietf-httpapi-ratelimit-headers-10)."],
    [f"// expect: {WORDS}", "// compiles"],
    [f"// {WORDS}", "// expect: a"],
    [f'const char* a = "// {WORDS}";', "// another"],
    ["int a;  // one that has a comment", "// another"],
    ["// name    what it is for", "// a       b"],
]

SUBJECTS = [
    ("store: append audit rows in the writer's savepoint", None),
    ("web, server: publish an application below a path", None),
    ("tests: embed what is needed", None),
    ("http: focus on one connection", None),
    ("api: pass the address along", None),
    ("Let a group grow by itself", "does not begin with a layer"),
    ("store append audit rows", "does not begin with a layer"),
    ("store:append audit rows", "does not begin with a layer"),
    ("Store: append audit rows", "does not begin with a layer"),
    ("store: Append audit rows", "no verb"),
    ("store: appended audit rows", "not in the imperative"),
    ("store: appends audit rows", "not in the imperative"),
    ("store: appending audit rows", "not in the imperative"),
    ("store: append audit rows.", "ends with a full stop"),
    ("store: " + "a" * 66, "73 characters"),
    ("store: " + "a" * 65, None),
]


class Comments(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name in check_words.FOLDERS:
            (self.root / name).mkdir()

    def write(self, lines, name="src/a.h"):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text("\n".join(lines) + "\n")

    def test_finds_what_is_left_over(self):
        for lines, number in FAULTY:
            with self.subTest(lines=lines):
                self.write(lines)
                found = check_words.check_tree(self.root)
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(f"src/a.h:{number}: "), found)

    def test_leaves_alone_what_was_meant(self):
        for lines in FINE:
            with self.subTest(lines=lines):
                self.write(lines)
                self.assertEqual(check_words.check_tree(self.root), [])

    def test_mends_what_it_finds(self):
        for lines, _ in FAULTY:
            with self.subTest(lines=lines):
                self.write(lines)
                self.assertEqual(check_words.check_tree(self.root, fix=True), [])
                mended = (self.root / "src/a.h").read_text()
                self.assertEqual(check_words.check_tree(self.root), [])
                self.assertLessEqual(max(map(len, mended.splitlines())), check_words.WIDTH)
                self.assertEqual(mended.replace("/", " ").split(), "\n".join(lines).replace("/", " ").split(), "the same words")
                self.assertEqual([line for line in mended.splitlines() if "//" not in line],
                                 [line for line in lines if "//" not in line])

    def test_looks_into_each_folder_but_not_at_data(self):
        lines = FAULTY[0][0]
        for folder in check_words.FOLDERS:
            self.write(lines, f"{folder}/some/a.cpp")
        self.write(lines, "tests/data/a.cpp")
        self.write(lines, "tests/node_modules/some/a.h")
        self.write(lines, "docs/a.h")
        self.assertEqual(len(check_words.check_tree(self.root)), len(check_words.FOLDERS))

    def test_the_command_fails_with_a_finding(self):
        command = [sys.executable, check_words.__file__, self.root]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith("check_words: "))
        self.write(FAULTY[0][0])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("check_words: ", done.stdout)


class Subjects(unittest.TestCase):
    def test_each(self):
        for subject, wrong in SUBJECTS:
            with self.subTest(subject=subject):
                what = check_words.check_subject(subject)
                if wrong is None:
                    self.assertIsNone(what)
                else:
                    self.assertIn(wrong, what or "nothing")

    def test_the_command_looks_at_the_range_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org"]
            subprocess.run(["git", "init", "-q", folder], check=True)
            for subject in ("Before all rules", "store: cache users", "A bad one", "web: add a route"):
                subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", subject], check=True)
            self.assertEqual(check_words.check_commits(folder, "HEAD~1..HEAD"), [])
            found = check_words.check_commits(folder, "HEAD~3..HEAD")
            self.assertEqual(len(found), 1)
            self.assertIn("A bad one", found[0])
            self.assertNotEqual(check_words.check_commits(folder, "no..such"), [])


if __name__ == "__main__":
    unittest.main()
