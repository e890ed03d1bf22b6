# SPDX-License-Identifier: Apache-2.0
"""What is done to each server in each round."""

from harness import load, stats

PAUSE_MS = 5  # between the requests of a connection, at half load


def me(account, options, _round):
    """/me, as fast as wrk can."""
    return load.run_wrk(account, options.me_seconds, options.client_cpu)


def logins(account, options, _round):
    """Clients that log in, nothing beside them."""
    return load.Logins(account, options.login_seconds, options.client_cpu, options.clients).result()


def with_logins(account, options, **wrk):
    """/me and logins at once."""
    clients = load.Logins(account, options.storm_seconds, options.client_cpu, options.clients)
    seen = load.run_wrk(account, options.storm_seconds, options.client_cpu, **wrk)
    return {**seen, "logins": clients.result()}


def storm(account, options, this_round):
    """As many requests for /me as wrk can make, and logins."""
    seen = with_logins(account, options)
    return {**seen, "of_idle": stats.ratio(seen["rps"], this_round["me"]["rps"])}


def half(account, options, this_round):
    """Requests for /me at half of what the server's core can answer, and logins."""
    idle = this_round["me"]
    rate = (idle["per_cpu_second"] or idle["rps"]) / 2
    connections = stats.connections_for(rate, PAUSE_MS, 0.3)
    seen = with_logins(account, options, connections=connections, pause_ms=PAUSE_MS)
    return {**seen, "connections": connections, "of_capacity": stats.ratio(seen["rps"] / 2, rate)}


# Name, what it does, whether it takes logins. Later phases read what earlier ones of the round found.
PHASES = (("me", me, False), ("logins", logins, True), ("storm", storm, True), ("half", half, True))
