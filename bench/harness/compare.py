# SPDX-License-Identifier: Apache-2.0
"""Two builds of the server side by side: /me, logins, the storm, half load, sign-ups, and lone logins beside busy programs.

PYTHONPATH=bench python3 -B -m harness.compare NEW OLD [--rounds N]: prints, for each, the ratio of NEW to OLD in each round.
"""

import argparse
import time

from harness import beside, rounds, stats, targets
from harness.account import Account
from harness.server import Server

# What is compared: phase, its figure, and the words for it.
FIGURES = [("me", lambda seen: seen["rps"], "/me, requests a second"),
           ("me", lambda seen: seen["per_cpu_second"], "/me, requests a second of processor"),
           ("logins", lambda seen: seen["per_s"], "logins a second"),
           ("storm", lambda seen: seen["rps"], "/me in the storm, requests a second"),
           ("storm", lambda seen: seen["p99_ms"], "/me in the storm, p99"),
           ("storm", lambda seen: seen["logins"]["per_s"], "logins in the storm"),
           ("half", lambda seen: seen["p99_ms"], "/me at half load, p99")]
SIGN_UPS = 8  # each costs one hash


def sign_up_seconds(account, prefix):
    begin = time.monotonic()
    for number in range(SIGN_UPS):
        account.sign_up(f"{prefix}{number}@example.org")
    return (time.monotonic() - begin) / SIGN_UPS


def measure_sign_ups(programs, options):
    servers = [Server(program, options.server_cpu) for program in programs]
    try:
        accounts = [Account(server) for server in servers]
        found = [[] for _ in programs]
        for number in range(options.rounds):
            for at in range(len(programs)):
                which = (at + number) % len(programs)
                found[which].append(sign_up_seconds(accounts[which], f"r{number}p{which}n"))
        return found
    finally:
        for server in servers:
            server.stop()


def show(words, new, old):
    ratios = stats.paired_ratios(new, old)
    seen = stats.spread(ratios)
    if seen is None:
        print(f"{words}: not measured")
        return
    middle = stats.spread(new).median, stats.spread(old).median
    print(f"{words}: {seen.median:.3f} ({seen.least:.3f} to {seen.most:.3f}); {middle[0]:.6g} and {middle[1]:.6g}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("new")
    parser.add_argument("old")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    vars(options).update(me_seconds=5, login_seconds=8, storm_seconds=8, clients=8, attempts=2, server_cpu=0, client_cpu=1)
    programs = [targets.our_program(options.new), targets.our_program(options.old)]
    for program, name in zip(programs, ("new", "old")):
        program.name = name
    found, _ = rounds.measure_load(programs, options)
    for phase, figure, words in FIGURES:
        show(words, *([figure(this[phase]) for this in found[name]["rounds"]] for name in ("new", "old")))
    show("/signup, seconds one after the other", *measure_sign_ups(programs, options))
    new, old = ([this["ratio"] for this in each] for each in beside.measure(programs, options.rounds, options.server_cpu))
    show("a lone login beside two busy programs, of libxcrypt", new, old)


if __name__ == "__main__":
    main()
