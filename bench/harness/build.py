# SPDX-License-Identifier: Apache-2.0
"""Builds what is measured: our programs, the micro-benchmarks, the compiled peers."""

import subprocess
import sys

from harness import machine
from harness.targets import BUILD, ROOT, build_peers

WANTED = {"gatehouse", "example_tutorial", "gatehouse_bench", "bench_typed", "bench_beast"}


def run(*command):
    subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=True)


def targets():
    """Returns those of the wanted targets that exist in this build."""
    text = subprocess.run(["cmake", "--build", str(BUILD), "--target", "help"], cwd=ROOT, check=True,
                          capture_output=True, text=True).stdout
    known = {word.strip(".: ") for line in text.splitlines() for word in line.split()}
    return sorted(WANTED & known)


def build(peers):
    if not (BUILD / "CMakeCache.txt").exists():
        run("cmake", "--preset", "release", "-B", str(BUILD), "-DGATEHOUSE_TESTS=OFF", "-DGATEHOUSE_BENCH=ON")
    elif machine.cached("GATEHOUSE_BENCH") != "ON":
        run("cmake", "-B", str(BUILD), "-DGATEHOUSE_BENCH=ON")
    run("cmake", "--build", str(BUILD), "--target", *targets())
    build_peers(peers)
