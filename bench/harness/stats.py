# SPDX-License-Identifier: Apache-2.0
"""The arithmetic of the measurement: medians with their spread, ratios, rates."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The median of some values, and their range."""

    median: float
    least: float
    most: float
    count: int


def spread(values):
    """Returns None if nothing was measured."""
    values = [value for value in values if value is not None]
    if not values:
        return None
    return Spread(statistics.median(values), min(values), max(values), len(values))


def ratio(value, base):
    if value is None or not base:
        return None
    return value / base


def paired_ratios(ours, theirs):
    """Returns the ratio of each round. Both sides of a round are slowed down when the machine is."""
    return [ratio(value, base) for value, base in zip(ours, theirs)]


def per_cpu_second(requests, cpu_seconds):
    """Returns None if no processor time was measured."""
    return ratio(requests, cpu_seconds)


def micros_each(seconds, requests):
    """Returns None if there was no request."""
    return ratio(seconds * 1e6, requests)


def login_rate(spans, opens, closes):
    """Returns the logins a second in a window, from their (start, end).

    A login that crosses an edge of the window counts by the part of it that lies inside. Otherwise a server that works
    on all logins at once, and finishes them together, would gain or lose a whole batch by chance. The load decreases
    after the window, so a login that ends there is assumed to need at least the median time.
    """
    inside = [end - start for start, end in spans if opens <= start and end <= closes]
    typical = statistics.median(inside) if inside else 0.0
    credit = 0.0
    for start, end in spans:
        whole = max(end - start, typical) if end > closes else end - start
        part = min(end, closes) - max(start, opens)
        if part > 0 and whole > 0:
            credit += part / whole
    return credit / (closes - opens)


def connections_for(rate, pause_ms, latency_ms):
    """Returns how many connections make `rate` requests a second when each pauses that long between them (Little's law)."""
    return max(1, round(rate * (pause_ms + latency_ms) / 1000))
