# SPDX-License-Identifier: Apache-2.0
"""What a change touches: no suite that it may break is left out, and few that it can't break are run."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import changes  # noqa: E402  (found through the line above)
import run_suites  # noqa: E402

PROGRAMS = {program.name for program in changes.find_programs(ROOT)}
SUITES = {suite.name for suite in run_suites.find_suites(ROOT, ROOT / "no-build", ROOT)} | PROGRAMS | {"http_test-epoll"}

# (a changed file, what must run, what must not)
CASES = [
    ("src/base/uuid.cpp", PROGRAMS | {"contract", "contract-server", "install.py", "parity.py"}, {"headers.py", "bench.py"}),
    ("include/gatehouse/base/result.h", PROGRAMS | {"headers.py", "compile_fail.py"}, {"bench.py"}),
    ("include/gatehouse/web.h", {"web_test", "headers.py", "contract", "oauth"}, {"http_test", "store_test", "auth_test"}),
    ("src/http/server.cpp", {"http_test", "http_test-epoll", "web_test", "verifier_test", "attacks"}, {"store_test", "schema_test"}),
    ("src/store/session.cpp", {"store_test", "auth_test", "api_test", "server_test", "sessions"}, {"web_test", "contract"}),
    ("src/server/serve.cpp", {"server_test", "contract-server", "commands"}, {"contract", "api_test", "parity.py"}),
    ("src/web/CMakeLists.txt", {"web_test", "contract", "server_test"}, {"store_test"}),
    ("src/new/thing.cpp", SUITES, set()),
    ("migrations/sqlite/0001_users.sql", {"store_test", "sessions"}, {"web_test", "contract"}),
    ("examples/tutorial/main.cpp", {"contract", "openapi", "docs"}, {"contract-server", "web_test"}),
    ("cmake/Layers.cmake", SUITES, set()),
    ("an/unknown.file", SUITES, set()),
    ("docs/guides/limits.md", {"docs", "tools.py", "layers"}, {"http_test", "contract", "headers.py"}),
    ("docs/library/install.md", {"docs", "install.py"}, {"http_test", "contract"}),
    ("docs/reference/configuration.md", {"docs", "server_test"}, {"http_test", "contract"}),
    ("README.md", {"docs"}, {"contract"}),
    ("tests/http/limits_test.cpp", {"http_test", "http_test-epoll"}, {"web_test", "verifier_test", "contract"}),
    ("tests/http/raw_client.h", {"http_test", "web_test"}, {"store_test"}),
    ("tests/attacks/host_confusion_test.cpp", {"http_test"}, {"web_test"}),
    ("tests/crypto/test_keys.h", {"crypto_test", "verifier_test"}, {"web_test"}),
    ("tests/support/process.mjs", {"contract", "contract-server", "oauth", "docs"}, PROGRAMS),
    ("tests/sessions/refresh.test.mjs", {"sessions"}, {"oauth", "commands"}),
    ("tests/compile_fail/two_bodies.cpp", {"compile_fail.py"}, PROGRAMS),
    ("tests/parity/bodies.cpp", {"parity.py"}, PROGRAMS),
    ("tests/package-lock.json", {"contract", "browser-server"}, PROGRAMS | {"headers.py"}),
    ("tests/peers/current.txt", {"parity.py", "install.py", "interop", "oauth"}, PROGRAMS | {"headers.py"}),
    ("tests/data/wycheproof/some.json", {"crypto_test"}, {"contract"}),
    ("tools/run_suites.py", {"tools.py"}, {"contract"}),
    (".ci/run", {"tools.py"}, {"contract"}),
    ("scripts/gatehouse-check", {"compilers.py"}, {"contract"}),
    ("bench/harness/rounds.py", {"bench.py"}, {"contract"}),
    ("fuzz/corpus/cookies/a", {"layers"}, {"contract", "tools.py"}),
]


class Picks(unittest.TestCase):
    def test_every_suite_has_a_row(self):
        known = set(changes.STANDS_ON) | changes.ALWAYS | PROGRAMS | {"http_test-epoll", "ctest"}
        self.assertEqual(SUITES - known, set())

    def test_each_case(self):
        for file, wanted, unwanted in CASES:
            with self.subTest(file=file):
                picked = changes.pick_suites(ROOT, [file], SUITES)
                self.assertEqual(wanted - picked, set(), "left out")
                self.assertEqual(unwanted & picked, set(), "needless")

    def test_several_files_touch_what_each_touches(self):
        files = ["docs/guides/limits.md", "tests/http/limits_test.cpp"]
        self.assertEqual(changes.pick_suites(ROOT, files, SUITES),
                         set.union(*(changes.pick_suites(ROOT, [file], SUITES) for file in files)))

    def test_nothing_to_compare_with_touches_everything(self):
        self.assertEqual(changes.pick_suites(ROOT, None, SUITES), SUITES)
        self.assertEqual(set(changes.pick_programs(ROOT, None)), PROGRAMS)

    def test_a_suite_without_a_row_always_runs(self):
        self.assertIn("new", changes.pick_suites(ROOT, ["docs/guides/limits.md"], SUITES | {"new"}))

    def test_programs(self):
        self.assertEqual(changes.pick_programs(ROOT, ["src/server/serve.cpp"]), ["server_test"])
        self.assertEqual(changes.pick_programs(ROOT, ["docs/guides/limits.md", "tests/commands/keys.test.mjs"]), [])

    def test_sources_are_the_changed_and_one_for_each_header(self):
        files = ["include/gatehouse/web/app.h", "tests/http/raw_client.h", "src/base/uuid.cpp", "gone.h", "gone.cpp"]
        self.assertEqual(changes.pick_sources(ROOT, files), ["src/base/uuid.cpp", "src/web/app.cpp", "tests/http/raw_client.cpp"])


class Base(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.git("init", "-q", "-b", "main")
        self.first = self.commit("first")

    def git(self, *arguments):
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", "-C", self.root, *who, *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, name):
        (self.root / name).write_text(name)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", name)
        return self.git("rev-parse", "HEAD")

    def files_since(self, named=None):
        return changes.changed_files(self.root, changes.find_base(self.root, named))

    def test_a_branch_counts_from_where_it_left_main(self):
        self.git("checkout", "-q", "-b", "work")
        self.commit("one")
        self.commit("two")
        self.git("checkout", "-q", "main")
        self.commit("of_main")
        self.git("checkout", "-q", "work")
        (self.root / "new").write_text("not added")
        (self.root / "one").write_text("not committed")
        self.assertEqual(self.files_since(), ["new", "one", "two"])

    def test_main_counts_from_what_was_published(self):
        self.git("update-ref", "refs/remotes/origin/main", self.first)
        self.commit("one")
        self.commit("two")
        self.assertEqual(self.files_since(), ["one", "two"])

    def test_main_as_published_counts_its_last_commit(self):
        self.commit("one")
        self.git("update-ref", "refs/remotes/origin/main", self.commit("two"))
        self.assertEqual(self.files_since(), ["two"])

    def test_a_named_base_counts(self):
        self.commit("one")
        self.commit("two")
        self.assertEqual(self.files_since("HEAD~2"), ["one", "two"])
        with self.assertRaises(SystemExit):
            self.files_since("no-such-branch")

    def test_removed_and_renamed_files_count(self):
        self.commit("one")
        self.git("mv", "one", "two")
        self.assertEqual(self.files_since("HEAD"), ["one", "two"])

    def test_a_first_commit_has_nothing_to_compare_with(self):
        self.assertIsNone(self.files_since())


if __name__ == "__main__":
    unittest.main()
