# SPDX-License-Identifier: Apache-2.0
"""bench/run: the whole measurement and its reports.

Starts gatehouse and its four peers, each pinned to one core, loads them in turn from the other core,
runs the micro-benchmarks, and writes docs/performance.md and docs/images/performance.svg. All
measurements are in build/bench/results.json.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys

from harness import answer_times, beside, build, goals, machine, micro, plot, report, rounds, targets
from harness.results import Results
from harness.server import BenchError

DOCS = targets.ROOT / "docs"
QUICK = {"rounds": 1, "me_seconds": 1, "login_seconds": 2, "storm_seconds": 2, "starts": 1, "samples": 3,
         "attempts": 1}


def parse_options(arguments):
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round; writes nothing into docs/")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--me-seconds", type=int, default=5)
    parser.add_argument("--login-seconds", type=int, default=8)
    parser.add_argument("--storm-seconds", type=int, default=8)
    parser.add_argument("--starts", type=int, default=11, help="how often each program is started")
    parser.add_argument("--samples", type=int, default=200, help="refused logins of each kind")
    parser.add_argument("--attempts", type=int, default=3, help="at a quiet moment for each measurement")
    parser.add_argument("--clients", type=int, default=8, help="that log in at once")
    parser.add_argument("--server-cpu", type=int, default=0)
    parser.add_argument("--client-cpu", type=int, default=1)
    parser.add_argument("--binary", help="ours, if not build/gatehouse or else build/examples/tutorial")
    parser.add_argument("--without", action="append", default=[], choices=targets.PEERS, metavar="PEER",
                        help="leave a peer out; may be repeated")
    parser.add_argument("--no-build", action="store_true", help="measure what is built")
    parser.add_argument("--report", metavar="FILE", help="measure nothing: write docs/ from such a results.json")
    options = parser.parse_args(arguments)
    if options.quick:
        vars(options).update(QUICK)
    return options


def measure(options):
    peers = [name for name in targets.PEERS if name not in options.without]
    missing = targets.missing_tools(peers)
    if missing:
        raise BenchError(f"missing: {', '.join(missing)}. `scripts/setup bench` installs it; "
                         "--without PEER does without one.")
    cpus = {options.server_cpu, options.client_cpu}
    if len(cpus) < 2 or not cpus <= os.sched_getaffinity(0):
        raise BenchError("two cores are needed, one for the servers and one for the load")
    if not options.no_build:
        build.build(peers)
    ours = targets.our_program(options.binary)
    programs = [ours, *map(targets.peer_program, peers)]
    checks = targets.token_checks(peers)
    commands = [program.command for program in programs] + [*checks.values(), [str(micro.PROGRAM)]]
    unbuilt = [command[0] for command in commands if not shutil.which(command[0])]
    if unbuilt:
        raise BenchError(f"not built: {', '.join(unbuilt)}. Without --no-build, bench/run builds them.")
    found = rounds.measure_starts(programs, options)
    loaded, reference = rounds.measure_load(programs, options)
    for name, seen in loaded.items():
        found[name].update(seen)
    rounds.say("lone logins beside busy programs")
    lone = beside.measure([ours], options.rounds, options.server_cpu)[0]
    rounds.say("refused logins")
    refused = answer_times.measure(ours, options)
    rounds.say("micro-benchmarks")
    return {"command": " ".join(["bench/run", *sys.argv[1:]]), "machine": machine.describe(ours.command[0]),
            "settings": vars(options), "targets": found, "libxcrypt_per_s": reference, "refused_logins": refused,
            "beside": lone,
            "micro": {**micro.measure(options),
                      **micro.measure_token_checks(checks, options)}}


def write_docs(results):
    (DOCS / "images").mkdir(parents=True, exist_ok=True)
    (DOCS / "performance.md").write_text(report.render(results))
    (DOCS / "images" / "performance.svg").write_text(plot.render(results))


def main():
    options = parse_options(None)
    # SIGTERM ends the run as Control-C does: the servers are stopped and their folders removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench/run: terminated"))
    try:
        if options.report:
            with open(options.report, encoding="utf-8") as file:
                return write_docs(Results(json.load(file)))
        tree = measure(options)
    except (BenchError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench/run: {error}")
    kept = targets.BUILD / "bench" / "results.json"
    kept.write_text(json.dumps(tree, indent=1) + "\n")
    results = Results(tree)
    if options.quick:
        print(report.render(results))
    else:
        write_docs(results)
    verdicts = [goals.verdict(goal) for goal in goals.goals(results)]
    reached = sum(verdict.startswith("reached") for verdict in verdicts)
    print(f"{reached} of {len(verdicts)} targets reached; all values are in {kept}")
    return None
