# SPDX-License-Identifier: Apache-2.0
"""Measures one login at a time beside two busy programs on the server's core, compared with libxcrypt in its place.

By itself, after a build: PYTHONPATH=bench python3 -B -m harness.beside [--binary PROGRAM]... [--rounds N]
"""

import argparse
import contextlib
import statistics
import subprocess
import sys
import time

from harness import stats, targets
from harness.account import FORM, Account, login_body
from harness.libxcrypt import hashes_per_second
from harness.server import Server, on_cpu

LOOPS = 2
EACH = 5  # logins and hashes in a round, in turn


@contextlib.contextmanager
def busy_core(cpu, count=LOOPS):
    """Runs programs that use the core all the time at normal priority."""
    with on_cpu(cpu):
        loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def login_seconds(account):
    begin = time.monotonic()
    account.expect(200, "POST", "/login", login_body(account.email), FORM)
    return time.monotonic() - begin


def hash_seconds(cpu):
    with on_cpu(cpu):
        return 1 / hashes_per_second(0.001)  # one hash takes longer


def measure_round(account, cpu):
    """Returns the medians of both. They are measured in turn, so that a slower machine affects both equally."""
    times = [(login_seconds(account), hash_seconds(cpu)) for _ in range(EACH)]
    login, libxcrypt = (statistics.median(column) for column in zip(*times))
    return {"login_ms": login * 1000, "libxcrypt_ms": libxcrypt * 1000, "ratio": login / libxcrypt}


def measure(programs, rounds, cpu):
    """Returns the rounds of each program. The programs take turns."""
    servers = []
    try:
        servers += [Server(program, cpu) for program in programs]
        accounts = [Account(server) for server in servers]
        found = [[] for _ in accounts]
        with busy_core(cpu):
            for number in range(rounds):
                for at in range(len(accounts)):
                    which = (at + number) % len(accounts)
                    found[which].append(measure_round(accounts[which], cpu))
        return found
    finally:
        for server in servers:
            server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", action="append", help="may be repeated; build/gatehouse if not given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--server-cpu", type=int, default=0)
    options = parser.parse_args()
    binaries = options.binary or [None]
    programs = [targets.our_program(binary) for binary in binaries]
    for binary, rounds in zip(binaries, measure(programs, options.rounds, options.server_cpu)):
        for this in rounds:
            print(f"  login {this['login_ms']:.0f} ms, libxcrypt {this['libxcrypt_ms']:.0f} ms: {this['ratio']:.2f}")
        print(f"{binary or 'gatehouse'}: {stats.spread([this['ratio'] for this in rounds])}")


if __name__ == "__main__":
    main()
