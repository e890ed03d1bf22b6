# SPDX-License-Identifier: Apache-2.0
"""The order of the measurements: all programs take turns, so that a slower machine affects all equally."""

import sys

from harness import libxcrypt, load, proc, quiet
from harness.account import Account
from harness.phases import PHASES
from harness.server import Server


def say(text):
    print(text, file=sys.stderr, flush=True)


def rotated(items, by):
    by %= len(items)
    return items[by:] + items[:by]


def measure_starts(programs, options):
    """Returns for each program and run: milliseconds from fork to the first answer, and MiB in use then."""
    found = {program.name: {"start_ms": [], "idle_mib": []} for program in programs}
    for number in range(options.starts):
        say(f"start {number + 1}/{options.starts}")
        for program in rotated(programs, number):
            server = Server(program, options.server_cpu)
            found[program.name]["start_ms"].append(server.start_ms)
            found[program.name]["idle_mib"].append(server.idle_mib)
            server.stop()
    return found


def quietly(run, account, options, this_round):
    cpus = (options.server_cpu, options.client_cpu)
    return quiet.quietest(
        lambda: quiet.watched(account.server, cpus, lambda: run(account, options, this_round)), options.attempts)


def measure_load(programs, options):
    """Returns each program's rounds, and libxcrypt's rate in each round."""
    servers, found, reference = [], {}, []
    try:
        for program in programs:
            servers.append(Server(program, options.server_cpu))
        accounts = [Account(server) for server in servers]
        for account in accounts:
            load.run_wrk(account, 1, options.client_cpu)  # to warm up, not counted
            found[account.server.name] = {"rounds": []}
        for number in range(options.rounds):
            say(f"round {number + 1}/{options.rounds} libxcrypt")
            reference.append(libxcrypt.measure(options.login_seconds, options.server_cpu))
            for account in accounts:
                found[account.server.name]["rounds"].append({})
            for phase, run, takes_logins in PHASES:
                for account in rotated(accounts, number):
                    name = account.server.name
                    this_round = found[name]["rounds"][-1]
                    if takes_logins and not account.has_login:
                        continue
                    say(f"round {number + 1}/{options.rounds} {phase} {name}")
                    this_round[phase] = quietly(run, account, options, this_round)
        for server in servers:
            found[server.name]["loaded_mib"] = proc.rss_mib(server.pid)
    finally:
        for server in servers:
            server.stop()
    return found, reference
