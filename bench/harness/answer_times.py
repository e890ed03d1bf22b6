# SPDX-License-Identifier: Apache-2.0
"""Measures whether the time of a refused login reveals who has an account (CWE-208)."""

import http.client
import os
import statistics
import subprocess
import time

from harness.account import FORM, Account, login_body
from harness.server import BenchError, Server
from harness.targets import environment_of

REFUSED = 400


def disable(server, email):
    """Disables a user. Returns False if the program has no such command."""
    binary = server.program.command[0]
    if not os.path.basename(binary) == "gatehouse":
        return False
    done = subprocess.run([binary, "user", "disable", email, "--data", str(server.data)], capture_output=True,
                          text=True, timeout=60, check=False, env=environment_of(server.program))
    if done.returncode:
        raise BenchError(f"gatehouse user disable failed: {done.stdout}{done.stderr}")
    return True


def measure(program, options):
    """Returns milliseconds of refused logins by reason. The reasons take turns on one connection."""
    server = Server(program, options.server_cpu)
    try:
        account = Account(server)
        bodies = {"wrong password": login_body(account.email, "not the password"),
                  "unknown account": login_body("nobody@example.com")}
        account.sign_up("disabled@example.com")
        if disable(server, "disabled@example.com"):
            bodies["disabled account"] = login_body("disabled@example.com")
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        found = {reason: [] for reason in bodies}
        for number in range(options.samples):
            reasons = list(bodies)
            by = number % len(reasons)
            for reason in reasons[by:] + reasons[:by]:
                begin = time.perf_counter()
                connection.request("POST", "/login", bodies[reason], FORM)
                response = connection.getresponse()
                response.read()
                took = (time.perf_counter() - begin) * 1000
                if response.status != REFUSED:
                    raise BenchError(f"login with {reason} answered {response.status}")
                found[reason].append(took)
        return found
    finally:
        server.stop()


def widest_gap(found):
    """Returns the largest ratio of two reasons' medians, or None if there are fewer than two."""
    medians = [statistics.median(times) for times in found.values() if times]
    return max(medians) / min(medians) if len(medians) > 1 else None
