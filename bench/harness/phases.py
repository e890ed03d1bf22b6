# SPDX-License-Identifier: Apache-2.0
"""The phases of a round, which each server goes through."""

from harness import load, stats

PAUSE_MS = 5  # between the requests of a connection, at half load


def me(account, options, _round):
    """Requests /me as fast as wrk can."""
    return load.run_wrk(account, options.me_seconds, options.client_cpu)


def logins(account, options, _round):
    """Logs clients in, with no other load."""
    return load.Logins(account, options.login_seconds, options.client_cpu, options.clients).result()


def with_logins(account, options, **wrk):
    """Requests /me and logs in at the same time."""
    clients = load.Logins(account, options.storm_seconds, options.client_cpu, options.clients)
    seen = load.run_wrk(account, options.storm_seconds, options.client_cpu, **wrk)
    return {**seen, "logins": clients.result()}


def storm(account, options, this_round):
    """Requests /me as fast as wrk can, and logs in."""
    seen = with_logins(account, options)
    return {**seen, "of_idle": stats.ratio(seen["rps"], this_round["me"]["rps"])}


def half(account, options, this_round):
    """Requests /me at half of the rate that the server's core can answer, and logs in."""
    idle = this_round["me"]
    rate = (idle["per_cpu_second"] or idle["rps"]) / 2
    connections = stats.connections_for(rate, PAUSE_MS, 0.3)
    seen = with_logins(account, options, connections=connections, pause_ms=PAUSE_MS)
    return {**seen, "connections": connections, "of_capacity": stats.ratio(seen["rps"] / 2, rate)}


# Name, function, and whether it needs logins. Later phases read the results of earlier ones of the round.
PHASES = (("me", me, False), ("logins", logins, True), ("storm", storm, True), ("half", half, True))
