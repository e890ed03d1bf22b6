#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every suite of tests, a few at once, and adds up what they counted. scripts/test calls it.

    tools/run_suites.py [SUITE...]          every suite, or those of these names (* stands for any characters)
    tools/run_suites.py --changed [BASE]    the suites that the change since BASE touches (tools/changes.py says how)

A suite is a GoogleTest program, the rest of what CTest knows, a folder with *.test.mjs or test_*.py files (tests/...
and bench/), or the check of layers or words. What the server and the example both must pass runs once for each. One that
crashes, hangs, or runs no test counts as a failure: silence is not success. What a failed suite said ends with the
commands that repeat it, and the failed cases, alone.
"""

import concurrent.futures
import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

import changes

SUITE_SECONDS = 20 * 60
# Suites that load every processor, or wait for a server that does: they run last, one after the other.
ALONE = {"faults", "attacks", "attacks-server", "ctest"}
# Suites that take long: they begin first, so that none of them is left over when the others are done.
LONG = ["install.py", "headers.py", "compile_fail.py", "parity.py", "contract-server", "contract"]
FOR_BOTH = {"attacks", "browser", "contract", "interop", "openapi"}  # folders of tests/ that read TARGET
SHOWN_LINES = 300  # of a failed suite's output; the file has it all
REPEATED_CASES = 10  # of a failed suite: of more, the whole suite is repeated
NAMED_SKIPS = 3  # cases that are named for each reason why some were skipped

UNITTEST = """
import json, sys, unittest
tests = unittest.defaultTestLoader.discover(sys.argv[1])
result = unittest.TextTestRunner(verbosity=2).run(tests)
bad = [getattr(test, "test_case", test) for test, _ in result.failures + result.errors] + result.unexpectedSuccesses
skipped = [test for test, _ in result.skipped]
# What stands for a whole module or class is no test that ran.
ended = {test.id() for test in bad + skipped if isinstance(test, unittest.TestCase)}
names = sorted({test.id() for test in bad})
why = [[test.id(), reason] for test, reason in result.skipped]
json.dump([max(0, result.testsRun - len(ended)), len(names), len(skipped), names, why], open(sys.argv[2], "w"))
sys.exit(not result.wasSuccessful())
"""


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""
    cases: list = field(default_factory=list)  # the failed ones, as the command that repeats them names them
    reasons: list = field(default_factory=list)  # why some were skipped

    def __str__(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


@dataclass
class Suite:
    name: str
    command: list
    report: Path  # where the command writes what it counted
    read: object  # makes a Count of the report's text
    folder: Path
    environment: dict = field(default_factory=dict)  # beside what all have
    repeat: object = None  # makes the command, run in `folder`, that repeats these failed cases alone


def name_skips(skips):
    """One line for each reason of these (case, reason): the first few cases, and the reason."""
    cases = {}
    for case, reason in skips:
        cases.setdefault(reason.strip() or "no reason is given", []).append(case)
    for reason, names in cases.items():
        more = len(names) - NAMED_SKIPS
        yield f"{'; '.join(names[:NAMED_SKIPS])}{f' and {more} more' if more > 0 else ''}: {reason}"


def read_gtest(text):
    count = Count()
    for group in json.loads(text)["testsuites"]:
        for case in group["testsuite"]:
            if case.get("failures"):
                count.failed += 1
                count.cases.append(f"{case.get('classname', group.get('name'))}.{case['name']}")
            elif case["status"] != "RUN" or case["result"] != "COMPLETED":
                count.skipped += 1
            else:
                count.passed += 1
    return count


def repeat_gtest(program, environment=None):
    def repeat(cases):
        return [*(f"{name}={value}" for name, value in (environment or {}).items()),
                program, f"--gtest_filter={':'.join(cases)}"]
    return repeat


def find_skips(log):
    """The cases of a GoogleTest program's log that were skipped, and why: its report does not say that."""
    return [(case, reason) for reason, case in
            re.findall(r"^\S+:\d+: Skipped\n(.*?)\n*^\[  SKIPPED \] (\S+) \(", log, re.MULTILINE | re.DOTALL)]


def find_unended(log):
    """The case of a GoogleTest program's log that began and did not end."""
    begun = re.findall(r"^\[ RUN      \] (\S+)", log, re.MULTILINE)
    ended = set(re.findall(r"^\[ *(?:OK|FAILED|SKIPPED) *\] (\S+)", log, re.MULTILINE))
    return [case for case in begun if case not in ended]


def read_unittest(text):
    passed, failed, skipped, cases, skips = json.loads(text)
    return Count(passed, failed, skipped, cases=cases, reasons=[*name_skips(skips)])


def repeat_unittest(folder):
    def repeat(cases):
        # What failed before its first case is named "setUpClass (module.Class)" or as a module that can't be loaded.
        names = [re.sub(r"^\w+ \((.*)\)$|^unittest\.loader\._FailedTest\.", r"\1", case) for case in cases]
        return ["env", f"--chdir={folder}", "python3", "-m", "unittest", *names]
    return repeat


def read_junit(text):
    count = Count()
    for case in ElementTree.fromstring(text).iter("testcase"):
        if case.get("status") == "fail" or case.find("failure") is not None:
            count.failed += 1
        elif case.get("status") in ("notrun", "disabled") or case.find("skipped") is not None:
            count.skipped += 1
        else:
            count.passed += 1
    return count


def read_tap(text):
    """Node's closing lines. It passes a file that has no test at all under the file's name: that is a failure."""
    totals = {}
    silent = []
    cases = []
    skips = []
    for line in text.splitlines():
        if skipped := re.match(r" *ok \d+ - (.*) # SKIP(.*)", line):
            skips.append(skipped.groups())
        if failed := re.match(r"not ok \d+ - (.*)", line):
            cases.append(["", re.sub(r"\\([\\#])", r"\1", failed[1])])
        elif cases and (place := re.match(r"  location: '(.*\.test\.mjs):\d+:\d+'", line)):
            cases[-1][0] = place[1]
        words = line.split()
        if line.startswith("# ") and len(words) == 3 and words[2].isdigit():
            totals[words[1]] = int(words[2])
        elif line.startswith("ok ") and line.endswith(".test.mjs"):
            silent.append(line.split(" - ", 1)[-1])
    note = "".join(f"{name} has no test; " for name in silent)
    return Count(totals["pass"] - len(silent), totals["fail"] + totals["cancelled"] + len(silent),
                 totals["skipped"] + totals["todo"], note, cases, [*name_skips(skips)])


def repeat_node(folder, environment):
    def repeat(cases):
        files = sorted({os.path.relpath(file, folder) if file else name for file, name in cases})
        # A file that ended before its first test is named as a test of its own.
        names = [re.sub(r"[][\\^$.*+?(){}|/]", r"\\\g<0>", name) for _, name in cases if not name.endswith(".test.mjs")]
        found = shutil.which("node") or ""
        node = found if "/.tools/" in found else "node"  # scripts/node-env found one there
        return ["env", "--chdir=tests", *(f"{name}={value}" for name, value in environment.items()), node, "--test",
                *(f"--test-name-pattern=^{name}$" for name in names), *files]
    return repeat


def read_check(text):
    """A check of tools/ prints a line for each violation, or one under its own name."""
    return Count(passed=1) if re.match(r"check_\w+: ", text) else Count(failed=max(1, len(text.splitlines())))


def known_targets(build):
    """The test programs, tests/..._test, that the build makes now: one left from an older build is none of them."""
    listing = subprocess.run(["ninja", "-C", build, "-t", "targets", "all"],
                             capture_output=True, text=True, check=False)
    names = [line.split(":")[0] for line in listing.stdout.splitlines() if "CXX_EXECUTABLE_LINKER" in line]
    return sorted(name for name in names if re.fullmatch(r"tests/\w+_test", name))


def other_ctests(build):
    """What CTest knows besides the cases of the GoogleTest programs (which are run whole, and faster so)."""
    if not (build / "CTestTestfile.cmake").exists():
        return []
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"],
                             capture_output=True, text=True, check=True)
    tests = json.loads(listing.stdout)["tests"]
    programs = str(build / "tests") + "/"
    return [test["name"] for test in tests
            if "command" in test and not test["command"][0].startswith(programs)]


def find_suites(root, build, logs):
    python = sys.executable
    for name in "layers", "words":
        yield Suite(name, [python, f"tools/check_{name}.py"], logs / f"{name}.log", read_check, root)
    folders = sorted(path for path in (root / "tests").iterdir() if path.is_dir() and path.name != "node_modules")
    for folder in [*folders, root / "bench"]:
        if any(folder.glob("test_*.py")):
            report = logs / f"{folder.name}.py.json"
            yield Suite(f"{folder.name}.py", [python, "-c", UNITTEST, folder, report], report,
                        read_unittest, root, repeat=repeat_unittest(folder.relative_to(root)))
    for target in known_targets(build):
        name = target.removeprefix("tests/")
        report = logs / f"{name}.json"
        program = os.path.relpath(build / target, root)
        yield Suite(name, [build / target, f"--gtest_output=json:{report}"], report, read_gtest, root,
                    repeat=repeat_gtest(program))
        if name == "http_test":  # what waits by io_uring where it can also works where it cannot
            report = logs / f"{name}-epoll.json"
            by_epoll = {"GATEHOUSE_TEST_EPOLL": "1"}
            yield Suite(f"{name}-epoll", [build / target, f"--gtest_output=json:{report}"], report, read_gtest, root,
                        by_epoll, repeat_gtest(program, by_epoll))
    if others := other_ctests(build):
        report = logs / "ctest.xml"
        pattern = "|".join(name.replace(".", "[.]").replace("+", "[+]") for name in others)
        yield Suite("ctest", ["ctest", "--test-dir", build, "--output-on-failure", "--output-junit", report,
                              "-j", str(os.cpu_count()), "-R", f"^({pattern})$"], report, read_junit, root)
    for folder in folders:
        files = sorted(str(file.relative_to(root / "tests")) for file in folder.rglob("*.test.mjs"))
        if not files:
            continue
        for target in ("tutorial", "server") if folder.name in FOR_BOTH else ("",):
            name = f"{folder.name}-{target}" if target == "server" else folder.name
            report = logs / f"{name}.tap"
            environment = {"TARGET": target} if target else {}
            yield Suite(name, ["node", "--test", "--test-concurrency=1",
                               "--test-reporter=spec", "--test-reporter-destination=stdout",
                               "--test-reporter=tap", f"--test-reporter-destination={report}", *files],
                        report, read_tap, root / "tests", environment, repeat_node(root / "tests", environment))


class Running:
    """The process groups of the suites that run now, so that an interrupt ends all of them. Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._groups = set()
        self._is_over = False

    def start(self, suite, environment, output):
        """Starts the suite's command as a process group of its own. Raises OSError if it can't be started."""
        with self._lock:
            if self._is_over:
                raise InterruptedError("interrupted")
            process = subprocess.Popen(suite.command, cwd=suite.folder, env=environment | suite.environment,
                                       stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                       start_new_session=True)
            self._groups.add(process.pid)
            return process

    def wait(self, process, seconds):
        """The exit status; nothing if the process had to be ended after so many seconds."""
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        finally:
            with self._lock:
                self._groups.discard(process.pid)

    def end_all(self):
        with self._lock:
            self._is_over = True
            for group in self._groups:
                os.killpg(group, signal.SIGKILL)


RUNNING = Running()


def run_command(suite, log, environment):
    """The exit status, or a word for what else ended it."""
    with log.open("wb") as output:
        try:
            process = RUNNING.start(suite, environment, output)
        except OSError as error:
            return str(error)
        status = RUNNING.wait(process, SUITE_SECONDS)
    if status is None:
        return f"hung: ended after {SUITE_SECONDS} s"
    if status < 0:
        return f"ended by {signal.Signals(-status).name}"
    return status


def run_suite(suite, logs, environment):
    log = logs / f"{suite.name}.log"
    suite.report.unlink(missing_ok=True)
    status = run_command(suite, log, environment)
    try:
        count = suite.read(suite.report.read_text(encoding="utf-8", errors="replace"))
    except (OSError, ValueError, KeyError, TypeError, ElementTree.ParseError):
        # It ended before it could report; what it had passed by then is in a GoogleTest program's output.
        said = log.read_text(errors="replace")
        count = Count(passed=said.count("\n[       OK ]"), failed=1, note="no report; ", cases=find_unended(said))
    if count.skipped and suite.read is read_gtest:
        count.reasons = [*name_skips(find_skips(log.read_text(encoding="utf-8", errors="replace")))]
    if status != 0 and count.failed == 0:
        count.failed = 1
    if count.passed + count.failed == 0 and not count.reasons:
        count.failed = 1
        count.note += "no test ran; "
    if not isinstance(status, int):
        count.note += status
    elif status != 0:
        count.note += f"exit status {status}"
    return count, log


def repeating(suite, count):
    """The commands that repeat the suite, and its failed cases, alone."""
    folder = os.environ.get("BUILD_FOLDER")
    prefix = f"BUILD_FOLDER={shlex.quote(folder)} " if folder else ""
    yield f"{prefix}scripts/test {suite.name}"
    if suite.repeat and 0 < len(count.cases) <= REPEATED_CASES:
        yield prefix + shlex.join(str(word) for word in suite.repeat(count.cases))


def show_failure(suite, count, log):
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    print(f"\n----- {suite.name}: {count.note.strip('; ') or 'failed'} (all of it: {log})")
    print("\n".join(lines[-SHOWN_LINES:]))
    print(f"----- end of {suite.name}. To repeat it alone, or only what failed:")
    print("\n".join(f"  {command}" for command in repeating(suite, count)), end="\n\n", flush=True)


def run_all(suites, logs, environment):
    """Gives each suite, its count, log and seconds as it ends: first those that may run side by side, then the others."""
    def timed(suite):
        begin = time.monotonic()
        count, log = run_suite(suite, logs, environment)
        return suite, count, log, time.monotonic() - begin

    together = [suite for suite in suites if suite.name not in ALONE]
    together.sort(key=lambda suite: LONG.index(suite.name) if suite.name in LONG else len(LONG))
    alone = [suite for suite in suites if suite.name in ALONE]
    # One more than there are processors, since several suites mostly wait for time limits to pass.
    for group, at_once in (together, os.cpu_count() + 1), (alone, 1):
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            try:
                for done in concurrent.futures.as_completed([pool.submit(timed, suite) for suite in group]):
                    yield done.result()
            except BaseException:
                RUNNING.end_all()  # the pool waits for its threads, and they for their suites
                raise


def changed_suites(root, suites, base=None):
    """Those that the change since `base` touches; says which."""
    base = changes.find_base(root, base)
    files = changes.changed_files(root, base)
    picked = changes.pick_suites(root, files, [suite.name for suite in suites])
    print(changes.describe(root, base, files))
    print(f"suites: {', '.join(suite.name for suite in suites if suite.name in picked)}", flush=True)
    return [suite for suite in suites if suite.name in picked]


def main(wanted):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the running suite is ended too
    root = Path(__file__).resolve().parent.parent
    build = Path(os.environ.get("BUILD_FOLDER") or root / "build").resolve()
    logs = build / "test-logs"
    logs.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"BUILD_FOLDER": str(build)}
    summary = build / "test-summary.txt"
    summary.unlink(missing_ok=True)

    total = Count()
    failed = []
    suites = list(find_suites(root, build, logs))
    if wanted[:1] == ["--changed"]:
        suites = changed_suites(root, suites, *wanted[1:2])
    else:
        suites = [suite for suite in suites
                  if not wanted or any(fnmatch.fnmatch(suite.name, pattern) for pattern in wanted)]
    if not any(suite.read is read_gtest for suite in suites) and not wanted:
        total.failed += 1
        failed.append("no test program is built")
    started = time.monotonic()
    for suite, count, log, seconds in run_all(suites, logs, environment):
        print(f"{'FAIL' if count.failed else 'ok  '}  {suite.name:<24} {seconds:7.1f} s  {count}", flush=True)
        for reason in count.reasons:
            print(f"      skipped: {reason}", flush=True)
        if count.failed:
            failed.append(suite.name)
            show_failure(suite, count, log)
        total.passed += count.passed
        total.failed += count.failed
        total.skipped += count.skipped
    if not suites:
        total.failed += 1
        failed.append(f"there is no suite {' '.join(wanted)}")
    print(f"{len(suites)} suites in {time.monotonic() - started:.0f} s")
    if failed:
        print(f"failed: {', '.join(failed)}")
    print(total, flush=True)
    summary.write_text(f"{total}\n", encoding="utf-8")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
