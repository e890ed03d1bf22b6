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
    """Values of every repetition by benchmark: "ns" each took, and "per_s" where items were counted.

    Time is the thread's own of the processor, which other programs don't stretch, unless the benchmark is marked
    /real_time: those wait for a disk or for other threads.
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
    """The peers' time for checking an access token, as the micro-benchmarks' results."""
    found = {}
    for name, command in commands.items():
        entry = found[f"token/check_{name}"] = {"ns": [], "per_s": []}
        for _ in range(1 if options.quick else 5):
            with on_cpu(options.server_cpu):
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            entry["ns"].append(float(done.stdout))
    return found


def run_program(options, work, pattern):
    """Every repetition of the benchmarks that match; of all others where it begins with "-"."""
    repetitions, seconds = (1, 0.02) if options.quick else (5, 0.5)
    out = Path(work) / "out.json"
    subprocess.run([str(PROGRAM), f"--benchmark_filter={pattern}", f"--benchmark_out={out}",
                    "--benchmark_out_format=json", f"--benchmark_repetitions={repetitions}",
                    f"--benchmark_min_time={seconds}", "--benchmark_enable_random_interleaving=true"],
                   cwd=work, env={**os.environ}, stdout=subprocess.DEVNULL, check=True)
    return parse(out.read_text())


def measure(options):
    """The store's benchmarks write below build/: the disk that holds the repository, not memory."""
    with tempfile.TemporaryDirectory(prefix="micro-", dir=BUILD / "bench") as work:
        with on_cpu(options.server_cpu):
            found = run_program(options, work, "-/all_cores/")
        return {**found, **run_program(options, work, "/all_cores/")}
