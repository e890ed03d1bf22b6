# SPDX-License-Identifier: Apache-2.0
"""The arithmetic: medians with their spread, ratios, rates."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The median of some values, and how far they lie apart."""

    median: float
    least: float
    most: float
    count: int


def spread(values):
    """None where nothing was measured."""
    values = [value for value in values if value is not None]
    if not values:
        return None
    return Spread(statistics.median(values), min(values), max(values), len(values))


def ratio(value, base):
    if value is None or not base:
        return None
    return value / base


def paired_ratios(ours, theirs):
    """A ratio a round: what slows the machine for a while then slows both sides of it."""
    return [ratio(value, base) for value, base in zip(ours, theirs)]


def per_cpu_second(requests, cpu_seconds):
    """None where the clock saw no use of the processor."""
    return ratio(requests, cpu_seconds)


def micros_each(seconds, requests):
    """None where there was no request."""
    return ratio(seconds * 1e6, requests)


def login_rate(spans, opens, closes):
    """Logins a second in a window, from their (start, end).

    One that crosses an edge of the window counts by the part of it that lies inside: else a server that works on
    all logins at once, and finishes them together, would gain or lose a whole batch by chance. The load falls off
    after the window, so a login that ends there is taken to have needed at least the median time.
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
    """How many connections make `rate` requests a second when each waits so long between them (Little's law)."""
    return max(1, round(rate * (pause_ms + latency_ms) / 1000))
