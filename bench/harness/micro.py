# SPDX-License-Identifier: Apache-2.0
"""Runs the Google Benchmark program and reads its results."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from harness.server import on_cpu
from harness.targets import BUILD

PROGRAM = BUILD / "bench" / "gatehouse_bench"
NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}


def parse(text):
    """Returns the values of every repetition by benchmark: "ns" is the time of each, and "per_s" exists if
    items were counted.

    Time is the thread's own processor time, on which other programs have no effect. Benchmarks marked /real_time are
    an exception: they wait for a disk or for other threads.
    """
    found = {}
    for run in json.loads(text)["benchmarks"]:
        if run.get("run_type") == "aggregate":
            continue
        name = run["run_name"].removesuffix("/real_time")
        time = "cpu_time" if name == run["run_name"] else "real_time"
        entry = found.setdefault(name, {"ns": [], "per_s": []})
        if run.get("error_occurred"):
            entry["error"] = run.get("error_message", "failed")
            continue
        entry["ns"].append(run[time] * NANOSECONDS[run["time_unit"]])
        if "items_per_second" in run:
            entry["per_s"].append(run["items_per_second"])
    return found


def measure_token_checks(commands, options):
    """Returns the peers' times for checking an access token, in the form of the micro-benchmarks' results."""
    found = {}
    for name, command in commands.items():
        entry = found[f"token/check_{name}"] = {"ns": [], "per_s": []}
        for _ in range(1 if options.quick else 5):
            with on_cpu(options.server_cpu):
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            entry["ns"].append(float(done.stdout))
    return found


def run_program(options, work, pattern):
    """Runs every repetition of the benchmarks that match, or of all others if the pattern begins with "-"."""
    repetitions, seconds = (1, 0.02) if options.quick else (5, 0.5)
    out = Path(work) / "out.json"
    subprocess.run([str(PROGRAM), f"--benchmark_filter={pattern}", f"--benchmark_out={out}",
                    "--benchmark_out_format=json", f"--benchmark_repetitions={repetitions}",
                    f"--benchmark_min_time={seconds}", "--benchmark_enable_random_interleaving=true"],
                   cwd=work, env={**os.environ}, stdout=subprocess.DEVNULL, check=True)
    return parse(out.read_text())


def measure(options):
    """Runs the micro-benchmarks. Those of the store write to build/, which is on a disk and not in memory."""
    with tempfile.TemporaryDirectory(prefix="micro-", dir=BUILD / "bench") as work:
        with on_cpu(options.server_cpu):
            found = run_program(options, work, "-/all_cores/")
        return {**found, **run_program(options, work, "/all_cores/")}
