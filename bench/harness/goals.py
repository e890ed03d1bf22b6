# SPDX-License-Identifier: Apache-2.0
"""The numbers that we want to reach, and whether a run reached them."""

from dataclasses import dataclass

from harness import answer_times, stats
from harness.targets import OURS, PEERS, SHOWN


@dataclass(frozen=True)
class Goal:
    """A value that should be at least, or at most, a limit."""

    text: str
    limit: float
    unit: str
    at_least: bool
    found: object  # a stats.Spread, or None where it was not measured

    def is_reached_by(self, value):
        return value >= self.limit if self.at_least else value <= self.limit


def missed_by(goal, value):
    """Returns by which part of the limit the value misses it."""
    return abs(value - goal.limit) / goal.limit


def verdict(goal):
    if goal.found is None:
        return "not measured"
    if not goal.is_reached_by(goal.found.median):
        return f"**missed by {missed_by(goal, goal.found.median) * 100:.0f} %**"
    worst = goal.found.least if goal.at_least else goal.found.most
    return "reached" if goal.is_reached_by(worst) else "reached, though not in every round"


def goals(results):
    """Returns all goals, in the order of the design's table."""

    def least(text, limit, unit, found):
        return Goal(text, limit, unit, True, found)

    def most(text, limit, unit, found):
        return Goal(text, limit, unit, False, found)

    me, logins = "me.per_cpu_second", "logins.per_s"
    gap = answer_times.widest_gap(results.tree.get("refused_logins", {}))
    listed = [
        least("`/me` a second of server CPU time, to a raw epoll responder", 0.9, "×", results.ratio("raw", me)),
        least("… to FastAPI", 13, "×", results.ratio("fastapi", me)),
        least("… to Go", 2, "×", results.ratio("go", me)),
        most("Access-token check (HS256)", 1, "µs", scaled(results.micro("token/check"), 1e-3)),
    ]
    listed += [least(f"Logins a second on one core, to {SHOWN[peer]}", 3.5, "×", results.ratio(peer, logins))
               for peer in PEERS if peer != "raw"]
    alone, four = (results.micro_ratio(f"password/lanes/12/{count}", "password/one_by_one/12", "per_s")
                   for count in (1, 4))
    return listed + [
        least("bcrypt, four waiting on one core, to libxcrypt", 3.5, "×", four),
        least("… one alone", 0.909, "×", alone),
        least("… many waiting on all cores", 3.2, "×",
              results.micro_ratio("password/all_cores/ours", "password/all_cores/libxcrypt", "per_s")),
        least("Login storm: `/me` keeps of its idle throughput", 0.8, "×", results.spread(OURS, "storm.of_idle")),
        most("… p99 of `/me`", 5, "ms", results.spread(OURS, "storm.p99_ms")),
        least("… logins, to libxcrypt with the core to itself", 0.5, "×",
              results.to_libxcrypt(OURS, "storm.logins.per_s")),
        most("Lone login beside two busy programs a core, to libxcrypt at normal priority", 1.5, "×",
             results.beside_ratio()),
        most("Half load and logins: p99 of `/me`", 4, "ms", results.spread(OURS, "half.p99_ms")),
        least("… logins, to libxcrypt with the core to itself", 1.5, "×",
              results.to_libxcrypt(OURS, "half.logins.per_s")),
        least("Durable sign-ups (hashing aside), 256 at once, to one commit each", 20, "×",
              results.micro_ratio("sign_up/creators/256", "sign_up/one_commit_each", "per_s")),
        least("Durable refreshes, 64 clients, to one commit each", 10, "×",
              results.micro_ratio("refresh/clients/64", "refresh/one_commit_each", "per_s")),
        most("A token of EdDSA seen before, with its user", 1, "µs", scaled(results.micro("access/again/eddsa"), 1e-3)),
        most("… of RS256", 1, "µs", scaled(results.micro("access/again/rs256"), 1e-3)),
        least("`/me` with its look at ended sessions, to without", 0.98, "×", kept_beside_revocation(results)),
        most("Memory, idle", 20, "MiB", results.starts(OURS, "idle_mib")),
        most("Start to first answer", 100, "ms", results.starts(OURS, "start_ms")),
        most("Refused logins: slowest reason to fastest", 1.02, "×", gap and stats.Spread(gap, gap, gap, 1)),
    ]


def kept_beside_revocation(results):
    """Returns the part of the rate of `/me` that remains when each request checks whether its session has ended.

    Two runs of the server would differ by more than the difference that is measured. So this takes the time of the
    check, with and without it, from the micro-benchmarks, and compares the difference with a request's processor time.
    """
    asking, not_asking = results.micro("access/revocable"), results.micro("access/unrevocable")
    rate = results.spread(OURS, "me.per_cpu_second")
    if not (asking and not_asking and rate):
        return None
    whole = 1e9 / rate.median
    return stats.Spread(*(1 - max(0.0, extra) / whole for extra in (
        asking.median - not_asking.median, asking.most - not_asking.least, asking.least - not_asking.most)),
        asking.count)


def scaled(found, factor):
    return found and stats.Spread(found.median * factor, found.least * factor, found.most * factor, found.count)
