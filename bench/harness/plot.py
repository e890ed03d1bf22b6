# SPDX-License-Identifier: Apache-2.0
"""Draws docs/images/performance.svg: bars with their spread, in four panels."""

from xml.sax.saxutils import escape

from harness.targets import OURS, SHOWN

PANELS = (  # title, path, digits, whether the scale is logarithmic
    ("/me, requests per second of server CPU", "me.per_cpu_second", 0, False),
    ("Logins per second, one core", "logins.per_s", 1, False),
    ("Storm: /me per second during logins", "storm.rps", 0, False),
    ("Storm: p99 of /me, ms (log scale; less is better)", "storm.p99_ms", 1, True),
)
WIDTH, PANEL_HEIGHT, BAR, GAP, LABEL, RIGHT = 760, 176, 18, 8, 84, 96
COLOURS = {OURS: "#1f6f5c"}
OTHER = "#9aa5a1"


def bar_length(value, most, room, is_logarithmic):
    """Returns the length of a bar. Logarithmic bars begin at 0.1."""
    if value <= 0 or most <= 0:
        return 0.0
    if not is_logarithmic:
        return room * value / most
    import math
    span = math.log10(max(most, 1.0) / 0.1)
    return room * min(1.0, max(0.0, math.log10(value / 0.1) / span))


def bar(name, found, most, top, digits, is_logarithmic):
    room = WIDTH - LABEL - RIGHT
    length = bar_length(found.median, most, room, is_logarithmic)
    low, high = (bar_length(value, most, room, is_logarithmic) for value in (found.least, found.most))
    middle = top + BAR / 2
    return f"""  <text x="{LABEL - 8}" y="{middle + 4:.0f}" text-anchor="end">{escape(SHOWN[name])}</text>
  <rect x="{LABEL}" y="{top}" width="{length:.1f}" height="{BAR}" fill="{COLOURS.get(name, OTHER)}"/>
  <path d="M{LABEL + low:.1f} {middle:.0f}H{LABEL + high:.1f}" stroke="#222" stroke-width="2"/>
  <text x="{LABEL + max(length, high) + 6:.1f}" y="{middle + 4:.0f}">{found.median:,.{digits}f}</text>
"""


def panel(results, title, path, digits, is_logarithmic, top):
    names = [OURS, *results.peers]
    found = {name: results.spread(name, path) for name in names}
    found = {name: seen for name, seen in found.items() if seen is not None}
    most = max((seen.most for seen in found.values()), default=0)
    text = f'  <text x="{LABEL}" y="{top + 16}" font-weight="bold">{escape(title)}</text>\n'
    for row, (name, seen) in enumerate(found.items()):
        text += bar(name, seen, most, top + 28 + row * (BAR + GAP), digits, is_logarithmic)
    return text


def render(results):
    height = PANEL_HEIGHT * len(PANELS) + 10
    body = "".join(panel(results, *settings, 10 + row * PANEL_HEIGHT) for row, settings in enumerate(PANELS))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"
     font-family="system-ui, sans-serif" font-size="13" role="img">
  <title>gatehouse beside its peers, one core each; lines show the spread over the rounds</title>
  <rect width="100%" height="100%" fill="#fff"/>
{body}</svg>
"""
