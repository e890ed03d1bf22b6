# SPDX-License-Identifier: Apache-2.0
"""Repeats a measurement while other programs use the machine."""

import time

from harness import proc

NOISE = 0.1  # cores that other programs, and a virtual machine's host, may take


def watched(server, cpus, run):
    """Returns the result of `run`, and the share of the cores that other programs used in that time."""
    begin = time.monotonic()
    ours, (busy, stolen) = server.cpu_seconds() + proc.own_seconds(), proc.cores(cpus)
    found = run()
    seconds = time.monotonic() - begin
    ours = server.cpu_seconds() + proc.own_seconds() - ours
    busy_after, stolen_after = proc.cores(cpus)
    return {**found, "other_cpu": max(0.0, busy_after - busy - ours) / seconds,
            "stolen_cpu": (stolen_after - stolen) / seconds}


def quietest(measure, most):
    """Returns the quietest of at most `most` attempts. The first quiet one ends them."""
    attempts = []
    while len(attempts) < most:
        attempts.append(measure())
        if disturbance(attempts[-1]) <= NOISE:
            break
    return {**min(attempts, key=disturbance), "attempts": len(attempts)}


def disturbance(found):
    return found["other_cpu"] + found["stolen_cpu"]
