# SPDX-License-Identifier: Apache-2.0
"""Measuring again while somebody else uses the machine."""

import time

from harness import proc

NOISE = 0.1  # cores that other programs, and a virtual machine's host, may take


def watched(server, cpus, run):
    """What `run` found, with the cores' share that went elsewhere meanwhile."""
    begin = time.monotonic()
    ours, (busy, stolen) = server.cpu_seconds() + proc.own_seconds(), proc.cores(cpus)
    found = run()
    seconds = time.monotonic() - begin
    ours = server.cpu_seconds() + proc.own_seconds() - ours
    busy_after, stolen_after = proc.cores(cpus)
    return {**found, "other_cpu": max(0.0, busy_after - busy - ours) / seconds,
            "stolen_cpu": (stolen_after - stolen) / seconds}


def quietest(measure, most):
    """The quietest of at most so many attempts; the first quiet one ends them."""
    attempts = []
    while len(attempts) < most:
        attempts.append(measure())
        if disturbance(attempts[-1]) <= NOISE:
            break
    return {**min(attempts, key=disturbance), "attempts": len(attempts)}


def disturbance(found):
    return found["other_cpu"] + found["stolen_cpu"]
