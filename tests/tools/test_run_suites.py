# SPDX-License-Identifier: Apache-2.0
"""The runner of suites must not take silence for success: each way to fail quietly is tried here."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import run_suites  # noqa: E402  (found through the line above)
from run_suites import Count, Suite  # noqa: E402


def gtest_report(*cases):
    return json.dumps({"testsuites": [{"testsuite": list(cases)}]})


PASSED = {"name": "a", "status": "RUN", "result": "COMPLETED"}
FAILED = PASSED | {"failures": [{"failure": "no"}]}
SKIPPED = PASSED | {"result": "SKIPPED"}
DISABLED = {"name": "b", "status": "NOTRUN", "result": "SUPPRESSED"}

TAP = """TAP version 13
# Subtest: signs in
ok 1 - signs in
{extra}1..2
# tests 2
# suites 0
# pass 2
# fail 0
# cancelled 0
# skipped 0
# todo 0
# duration_ms 5.25
"""


class RunSuites(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_script(self, script, read=run_suites.read_gtest):
        """What is counted for a suite that is this shell script; $1 is where it reports."""
        report = self.folder / "report"
        suite = Suite("sample", ["sh", "-c", script, "sample", str(report)], report, read, self.folder)
        return run_suites.run_suite(suite, self.folder, {})[0]

    def reporting(self, text, end="exit 0"):
        return f"printf '%s' '{text}' >\"$1\"; {end}"

    def test_counts_what_was_reported(self):
        count = self.run_script(self.reporting(gtest_report(PASSED, PASSED, SKIPPED, DISABLED)))
        self.assertEqual((count.passed, count.failed, count.skipped), (2, 0, 2))
        count = self.run_script(self.reporting(gtest_report(PASSED, FAILED), "exit 1"))
        self.assertEqual((count.passed, count.failed), (1, 1))

    def test_a_crash_before_the_report_fails(self):
        count = self.run_script('printf "x\\n[       OK ] One.a (0 ms)\\n"; kill -SEGV $$')
        self.assertEqual((count.passed, count.failed), (1, 1))
        self.assertIn("SIGSEGV", count.note)

    def test_a_crash_after_the_report_fails(self):
        count = self.run_script(self.reporting(gtest_report(PASSED), "kill -ABRT $$"))
        self.assertEqual((count.passed, count.failed), (1, 1))

    def test_an_exit_status_without_a_failure_fails(self):
        count = self.run_script(self.reporting(gtest_report(PASSED), "exit 66"))
        self.assertEqual(count.failed, 1)
        self.assertIn("66", count.note)

    def test_an_old_report_is_not_read(self):
        (self.folder / "report").write_text(gtest_report(PASSED))
        self.assertEqual(self.run_script("exit 0").failed, 1)

    def test_a_damaged_report_fails(self):
        self.assertEqual(self.run_script(self.reporting('{"testsuites"')).failed, 1)

    def test_no_test_fails(self):
        self.assertEqual(self.run_script(self.reporting(gtest_report())).failed, 1)
        self.assertEqual(self.run_script(self.reporting(gtest_report(DISABLED))).failed, 1)

    def test_a_suite_that_hangs_is_ended_and_fails(self):
        self.addCleanup(setattr, run_suites, "SUITE_SECONDS", run_suites.SUITE_SECONDS)
        run_suites.SUITE_SECONDS = 0.2
        count = self.run_script("sleep 600 & wait")
        self.assertEqual(count.failed, 1)
        self.assertIn("hung", count.note)

    def test_a_program_that_is_not_there_fails(self):
        suite = Suite("sample", [self.folder / "none"], self.folder / "report", run_suites.read_gtest, self.folder)
        self.assertEqual(run_suites.run_suite(suite, self.folder, {})[0].failed, 1)

    def test_what_is_for_both_runs_on_both(self):
        for name in ("contract", "commands"):
            (self.folder / "tests" / name).mkdir(parents=True)
            (self.folder / "tests" / name / "one.test.mjs").touch()
        (self.folder / "bench").mkdir()
        (self.folder / "bench" / "test_one.py").touch()
        found = {suite.name: suite.environment.get("TARGET")
                 for suite in run_suites.find_suites(self.folder, self.folder / "build", self.folder)}
        self.assertEqual(found, {"layers": None, "words": None, "bench.py": None, "contract": "tutorial", "contract-server": "server",
                                 "commands": None})

    def test_a_suite_has_its_own_environment(self):
        suite = Suite("sample", ["sh", "-c", f"test \"$TARGET\" = server && {self.reporting(gtest_report(PASSED))}",
                                 "sample", self.folder / "report"], self.folder / "report", run_suites.read_gtest,
                      self.folder, {"TARGET": "server"})
        self.assertEqual(run_suites.run_suite(suite, self.folder, {})[0], Count(passed=1))

    def suite_of(self, name, script):
        report = self.folder / f"{name}.report"
        return Suite(name, ["sh", "-c", script, name, str(report)], report, run_suites.read_gtest, self.folder)

    def test_suites_run_side_by_side(self):
        # Each waits until the other has begun.
        meet = 'touch "begun-$0"; for i in $(seq 400); do [ -e "begun-{0}" ] && break; sleep 0.05; done; [ -e "begun-{0}" ] && '
        suites = [self.suite_of(name, meet.format(other) + self.reporting(gtest_report(PASSED)))
                  for name, other in (("one", "two"), ("two", "one"))]
        self.addCleanup(setattr, run_suites.os, "cpu_count", run_suites.os.cpu_count)
        run_suites.os.cpu_count = lambda: 2
        counts = {suite.name: count for suite, count, _, _ in run_suites.run_all(suites, self.folder, {})}
        self.assertEqual(counts, {"one": Count(passed=1), "two": Count(passed=1)})

    def test_a_suite_that_loads_the_machine_runs_alone(self):
        slow = 'touch running; sleep 0.3; rm running; ' + self.reporting(gtest_report(PASSED))
        suites = [self.suite_of("faults", "test ! -e running && " + self.reporting(gtest_report(PASSED))),
                  self.suite_of("one", slow)]
        done = list(run_suites.run_all(suites, self.folder, {}))
        self.assertEqual([(suite.name, count.passed) for suite, count, _, _ in done], [("one", 1), ("faults", 1)])

    def test_an_interrupt_ends_what_runs(self):
        self.addCleanup(setattr, run_suites, "RUNNING", run_suites.RUNNING)
        run_suites.RUNNING = run_suites.Running()
        suites = [self.suite_of("one", self.reporting(gtest_report(PASSED))), self.suite_of("two", "sleep 600 & wait")]
        running = run_suites.run_all(suites, self.folder, {})
        next(running)
        with self.assertRaises(KeyboardInterrupt):
            running.throw(KeyboardInterrupt())

    def test_a_file_of_node_without_a_test_fails(self):
        self.assertEqual(run_suites.read_tap(TAP.format(extra="")), Count(passed=2))
        silent = run_suites.read_tap(TAP.format(extra="ok 2 - /some/where/empty.test.mjs\n"))
        self.assertEqual((silent.passed, silent.failed), (1, 1))

    def make_repository(self, **files):
        """A folder of tests, `sample`, with these files; returns its suites."""
        for name in ("tests/sample", "bench", "logs"):
            (self.folder / name).mkdir(parents=True)
        for name, text in files.items():
            (self.folder / "tests" / "sample" / name.replace("__", ".")).write_text(text)
        return {suite.name: suite for suite in
                run_suites.find_suites(self.folder, self.folder / "build", self.folder / "logs")}

    def run_and_repeat(self, suite):
        """The failed count, and what the last command says that is shown for it."""
        count, _ = run_suites.run_suite(suite, self.folder / "logs", dict(run_suites.os.environ))
        whole, part = run_suites.repeating(suite, count)
        self.assertEqual(whole.split()[-2:], ["scripts/test", suite.name])
        done = subprocess.run(part, shell=True, cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        return count.failed, done.stdout + done.stderr

    def test_names_the_command_that_repeats_a_case_of_unittest(self):
        text = """import unittest
class Some(unittest.TestCase):
    def test_good(self): pass
    def test_bad(self): self.fail("as it should")
"""
        failed, said = self.run_and_repeat(self.make_repository(test_one__py=text)["sample.py"])
        self.assertEqual(failed, 1)
        self.assertIn("as it should", said)
        self.assertIn("Ran 1 test ", said)

    def test_names_the_command_that_repeats_what_unittest_could_not_load(self):
        failed, said = self.run_and_repeat(self.make_repository(test_one__py="import no_such_module")["sample.py"])
        self.assertEqual(failed, 1)
        self.assertIn("no_such_module", said)

    def test_a_suite_that_is_skipped_whole_says_why(self):
        text = """import unittest
def setUpModule(): raise unittest.SkipTest("there is no peer")
class Some(unittest.TestCase):
    def test_one(self): pass
"""
        suite = self.make_repository(test_one__py=text)["sample.py"]
        count, _ = run_suites.run_suite(suite, self.folder / "logs", dict(run_suites.os.environ))
        self.assertEqual((count.passed, count.failed, count.reasons), (0, 0, ["setUpModule (test_one): there is no peer"]))

    def test_a_skipped_module_takes_nothing_from_what_passed(self):
        skipped = """import unittest
def setUpModule(): raise unittest.SkipTest("there is no peer")
class Some(unittest.TestCase):
    def test_one(self): pass
"""
        run = """import unittest
class Some(unittest.TestCase):
    def test_one(self): pass
    def test_two(self): self.skipTest("not here")
"""
        suite = self.make_repository(test_one__py=skipped, test_two__py=run)["sample.py"]
        count, _ = run_suites.run_suite(suite, self.folder / "logs", dict(run_suites.os.environ))
        self.assertEqual((count.passed, count.failed, count.skipped), (1, 0, 2))
        self.assertEqual(count.reasons[1], "test_two.Some.test_two: not here")

    def test_a_case_of_node_that_is_skipped_says_why(self):
        text = ("ok 1 - jose # SKIP this machine has no jose\n    ok 1 - inner # SKIP\n"
                "# pass 0\n# fail 0\n# cancelled 0\n# skipped 2\n# todo 0\n")
        count = run_suites.read_tap(text)
        self.assertEqual((count.skipped, count.reasons), (2, ["jose: this machine has no jose", "inner: no reason is given"]))

    def test_a_case_of_googletest_that_is_skipped_says_why(self):
        said = "[ RUN      ] One.a\na_test.cpp:5: Skipped\nno io_uring\nhere\n\n[  SKIPPED ] One.a (0 ms)\n[  SKIPPED ] One.a\n"
        count = self.run_script(f"printf '{said}'; {self.reporting(gtest_report(PASSED, SKIPPED))}")
        self.assertEqual((count.skipped, count.reasons), (1, ["One.a: no io_uring\nhere"]))

    def test_names_the_first_cases_that_are_skipped_for_one_reason(self):
        skips = [(f"One.case{number}", "not here") for number in range(5)]
        self.assertEqual([*run_suites.name_skips(skips)], ["One.case0; One.case1; One.case2 and 2 more: not here"])

    def test_names_the_command_that_repeats_a_case_of_node(self):
        text = """import { test } from 'node:test';
test('goes (well)', () => {});
test("doesn't go (well)? #1", () => { throw new Error('as it should'); });
"""
        files = {"one__test__mjs": text, "two__test__mjs": text.replace("doesn't go", "goes").replace("throw", "() => ")}
        failed, said = self.run_and_repeat(self.make_repository(**files)["sample"])
        self.assertEqual(failed, 1)
        self.assertIn("as it should", said)
        self.assertRegex(said, r"(?m)^. tests 1$|^# tests 1$|fail 1")
        self.assertNotIn("two.test.mjs", said)

    def test_names_the_command_that_repeats_a_file_of_node(self):
        failed, said = self.run_and_repeat(self.make_repository(one__test__mjs="throw new Error('as it should');")["sample"])
        self.assertEqual(failed, 1)
        self.assertIn("as it should", said)

    def test_names_the_command_that_repeats_cases_of_a_program(self):
        bad = FAILED | {"classname": "Of/Sizes", "name": "holds/0"}
        count = run_suites.read_gtest(gtest_report(PASSED, bad))
        repeat = run_suites.repeat_gtest("build/tests/some_test", {"BY": "1"})
        suite = Suite("some_test-by", [], None, None, None, repeat=repeat)
        self.assertEqual([*run_suites.repeating(suite, count)][-1].split("BY=1 ")[-1],
                         "build/tests/some_test --gtest_filter=Of/Sizes.holds/0")

    def test_names_the_case_that_crashed(self):
        count = self.run_script('printf "[ RUN      ] One.a\\n[       OK ] One.a (0 ms)\\n[ RUN      ] One.b\\n"; kill -SEGV $$')
        self.assertEqual(count.cases, ["One.b"])

    def test_of_many_failed_cases_the_suite_is_repeated(self):
        count = Count(failed=50, cases=[f"One.case{number}" for number in range(50)])
        suite = Suite("some_test", [], None, None, None, repeat=run_suites.repeat_gtest("build/tests/some_test"))
        self.assertEqual(len([*run_suites.repeating(suite, count)]), 1)

    def test_counts_junit(self):
        text = """<testsuite><testcase name="a" status="run"/><testcase name="b" status="fail"><failure/></testcase>
                  <testcase name="c" status="notrun"/></testsuite>"""
        count = run_suites.read_junit(text)
        self.assertEqual((count.passed, count.failed, count.skipped), (1, 1, 1))

    def test_counts_a_check(self):
        self.assertEqual(run_suites.read_check("check_words: no line is left over\n"), Count(passed=1))
        self.assertEqual(run_suites.read_check("src/a.h:1: one\nsrc/check_a: two\n"), Count(failed=2))
        self.assertEqual(run_suites.read_check(""), Count(failed=1))

    def test_prints_skips_only_if_there_are_any(self):
        self.assertEqual(str(Count(3, 0, 0)), "3 passed, 0 failed")
        self.assertEqual(str(Count(3, 1, 2)), "3 passed, 1 failed, 2 skipped")


if __name__ == "__main__":
    unittest.main()
