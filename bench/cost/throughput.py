# SPDX-License-Identifier: Apache-2.0
"""Compares a typed handler with the same by hand on Beast: answers per second of processor time, and
allocations per answer."""

import http.client
import json
import os
from types import SimpleNamespace

from harness import load, quiet, stats
from harness.rounds import rotated
from harness.server import Server
from harness.targets import BUILD, Program

SERVER_CPU, CLIENT_CPU = 0, 1
COUNTED = 1000  # requests between two looks at the counter

PROGRAMS = (Program("typed", [str(BUILD / "bench" / "typed"), "127.0.0.1:{port}"]),
            Program("beast", [str(BUILD / "bench" / "beast"), "{port}"]))


def allocations_an_answer(server):
    """Returns the number of calls of operator new per answer, on one connection after a warm-up."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)

    def get(path):
        connection.request("GET", path, headers={"Authorization": "Bearer token-7"})
        return json.loads(connection.getresponse().read())

    def count():
        return get("/allocations")["allocations"]

    get("/me")
    idle = count()
    idle = count() - idle  # of asking
    before = count()
    for _ in range(COUNTED):
        get("/me")
    found = (count() - before - idle) / COUNTED
    connection.close()
    return found


def measure(rounds, seconds):
    """Returns by program: answers per second of processor time in each round, and allocations per answer."""
    cpus = (SERVER_CPU, CLIENT_CPU)
    found = {program.name: {"rates": [], "allocations": None} for program in PROGRAMS}
    servers = []
    try:
        for program in PROGRAMS:
            servers.append(Server(program, SERVER_CPU))
        answers = [json.loads(server.call("GET", "/me", fields={"Authorization": "Bearer token-7"})[1])
                   for server in servers]
        if answers[0] != answers[1]:
            raise SystemExit(f"not the same answer: {answers}")
        for number in range(rounds):
            for server in rotated(servers, number):
                account = SimpleNamespace(server=server, token="token-7")
                seen = quiet.quietest(lambda account=account, server=server: quiet.watched(
                    server, cpus, lambda: load.run_wrk(account, seconds, CLIENT_CPU)), 3)
                if seen["errors"]:
                    raise SystemExit(f"{server.name}: {seen['errors']} wrong answers")
                found[server.name]["rates"].append(seen["per_cpu_second"])
        for server in servers:
            found[server.name]["allocations"] = allocations_an_answer(server)
    finally:
        for server in servers:
            server.stop()
    ratio = stats.spread(stats.paired_ratios(found["typed"]["rates"], found["beast"]["rates"]))
    return {**found, "ratio": ratio, "cores": os.cpu_count()}
