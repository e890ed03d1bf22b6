# SPDX-License-Identifier: Apache-2.0
"""Writes docs/performance.md from the measurements."""

from harness import goals, quiet, stats
from harness.targets import OURS, SHOWN

# Title, path into a round, digits after the point.
ROWS = (
    ("`/me`, requests a second of server CPU time", "me.per_cpu_second", 0),
    ("… µs of it a request, in the program", "me.program_us", 2),
    ("… in the kernel", "me.kernel_us", 2),
    ("`/me`, requests a second", "me.rps", 0),
    ("… share of the core used", "me.cpu_share", 2),
    ("… p50, ms", "me.p50_ms", 2),
    ("… p99, ms", "me.p99_ms", 2),
    ("Logins a second, 8 clients", "logins.per_s", 2),
    ("… median time of one, ms", "logins.p50_ms", 0),
    ("Storm: `/me`, requests a second", "storm.rps", 0),
    ("… of idle throughput", "storm.of_idle", 3),
    ("… p50, ms", "storm.p50_ms", 2),
    ("… p99, ms", "storm.p99_ms", 2),
    ("… logins a second", "storm.logins.per_s", 2),
    ("Half load: `/me`, of capacity", "half.of_capacity", 3),
    ("… p50, ms", "half.p50_ms", 2),
    ("… p99, ms", "half.p99_ms", 2),
    ("… logins a second", "half.logins.per_s", 2),
)
RATIO_ROWS = tuple(row for row in ROWS if row[1] in (
    "me.per_cpu_second", "me.rps", "logins.per_s", "storm.rps", "storm.p99_ms", "storm.logins.per_s",
    "half.p99_ms", "half.logins.per_s"))

MICRO_ROWS = (  # title, ours, rival, the rival's name
    ("Access-token check", "token/check", "token/check_node", "Node, fast-jwt"),
    ("", None, "token/check_go", "Go, golang-jwt"),
    ("", None, "token/check_fastapi", "FastAPI, python-jose"),
    ("… of a forged one", "token/check_forged", None, ""),
    ("Access-token signing", "token/sign", None, ""),
    ("… with its random id", "token/issue", None, ""),
    ("… of one seen before, with its user: HS256", "access/again/hs256", "access/first/hs256", "the same, not seen before"),
    ("… EdDSA", "access/again/eddsa", "access/first/eddsa", "not seen before"),
    ("… ES256", "access/again/es256", "access/first/es256", "not seen before"),
    ("… RS256", "access/again/rs256", "access/first/rs256", "not seen before"),
    ("… HS256, asking which of 10,000 sessions have ended", "access/revocable", "access/unrevocable", "not asking"),
    ("HMAC-SHA-256 of a token", "mac/ours", "mac/openssl", "OpenSSL `HMAC()`"),
    ("Sign-up body to checked struct", "json_read/ours", "json_read/boost_value_to", "Boost.JSON `value_to`"),
    ("", None, "json_read/boost_parse", "Boost.JSON `parse` alone"),
    ("Struct to JSON", "json_write/ours", "json_write/boost_serialize", "Boost.JSON `serialize`"),
    ("Request through 20 routes, fixed path", "route/fixed", None, ""),
    ("… path with a parameter", "route/parameter", None, ""),
    ("… unknown path", "route/unknown", None, ""),
    ("… `/me` with its token", "route/me", None, ""),
    ("User by id from the cache", "user/cached", "user/sqlite", "our own query of SQLite"),
    ("bcrypt 12, one password alone", "password/ours", "password/libxcrypt", "libxcrypt"),
)


def number(value, digits):
    return f"{value:,.{digits}f}"


def with_spread(found, digits):
    if found is None:
        return "–"
    if found.count == 1:
        return number(found.median, digits)
    return f"{number(found.median, digits)} ({number(found.least, digits)}–{number(found.most, digits)})"


def duration(nanoseconds):
    for limit, factor, unit in ((1e3, 1, "ns"), (1e6, 1e-3, "µs"), (1e9, 1e-6, "ms")):
        if nanoseconds < limit:
            return f"{nanoseconds * factor:.3g} {unit}"
    return f"{nanoseconds * 1e-9:.3g} s"


def duration_spread(found):
    if found is None:
        return "–"
    if found.count == 1:
        return duration(found.median)
    return f"{duration(found.median)} ({duration(found.least)}–{duration(found.most)})"


def times(found):
    if found is None:
        return "–"
    digits = 1 if found.median >= 10 else 2
    return with_spread(found, digits) + "×"


def table(rows):
    head, *body = rows
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def goal_table(results):
    rows = [["to reach", "limit", "measured", "verdict"]]
    for goal in goals.goals(results):
        digits = 3 if goal.limit < 2 and goal.unit == "×" else 2
        sign = "≥" if goal.at_least else "≤"
        unit = goal.unit if goal.unit == "×" else f" {goal.unit}"
        measured = "–" if goal.found is None else with_spread(goal.found, digits) + unit
        rows.append([goal.text, f"{sign} {goal.limit:g}{unit}", measured, goals.verdict(goal)])
    return table(rows)


def value_table(results):
    names = [OURS, *results.peers]
    rows = [["median (least–most)"] + [SHOWN[name] for name in names]]
    for title, path, digits in ROWS:
        rows.append([title] + [with_spread(results.spread(name, path), digits) for name in names])
    rows.append(["Memory, idle, MiB"] + [with_spread(results.starts(name, "idle_mib"), 1) for name in names])
    loaded = [results.loaded_mib(name) for name in names]
    rows.append(["… after the load, MiB"] + ["–" if value is None else number(value, 1) for value in loaded])
    rows.append(["Start to first answer, ms"] + [with_spread(results.starts(name, "start_ms"), 0) for name in names])
    return table(rows)


def ratio_cell(results, peer, path):
    theirs = results.spread(peer, path)
    if theirs and theirs.most == 0:
        return "∞ (theirs is 0)"
    return times(results.ratio(peer, path))


def ratio_table(results):
    rows = [["gatehouse to"] + [SHOWN[name] for name in results.peers]]
    for title, path, _ in RATIO_ROWS:
        title = title.replace("… p99, ms", f"{'Storm' if path.startswith('storm') else 'Half load'}: p99 of `/me`")
        title = title.replace("… logins", f"{'Storm' if path.startswith('storm') else 'Half load'}: logins")
        rows.append([title] + [ratio_cell(results, name, path) for name in results.peers])
    return table(rows)


def micro_table(results):
    rows = [["", "gatehouse", "rival", "", "rival's time to ours"]]
    shown = None
    for title, ours, rival, rival_name in MICRO_ROWS:
        shown = ours or shown
        rows.append([title, duration_spread(results.micro(ours)) if ours else "", rival_name,
                     duration_spread(results.micro(rival)) if rival else "",
                     times(results.micro_ratio(rival, shown)) if rival else ""])
    return table(rows)


DURABLE_ROWS = (
    ("Sign-ups, 256 at once", "sign_up/creators/256", "sign_up/one_commit_each"),
    ("… 64 at once", "sign_up/creators/64", "sign_up/one_commit_each"),
    ("… one after the other", "sign_up/creators/1", "sign_up/one_commit_each"),
    ("… SQLite called directly, one commit each", "sign_up/one_commit_each", None),
    ("Refreshes, 64 at once, tokens signed", "refresh/clients/64", "refresh/one_commit_each"),
    ("… one after the other", "refresh/clients/1", "refresh/one_commit_each"),
    ("… SQLite called directly, one commit each, no token signed", "refresh/one_commit_each", None),
)


def durable_table(results):
    rows = [["durable changes (hashing aside)", "a second", "to one commit each"]]
    for title, name, base in DURABLE_ROWS:
        rows.append([title, with_spread(results.micro(name, "per_s"), 0),
                     times(results.micro_ratio(name, base, "per_s")) if base else ""])
    return table(rows)


def lanes_table(results):
    """Compares a core's bcrypt hashes, by the number that wait, with those of libxcrypt, which makes them
    one after another."""
    rows = [["bcrypt hashes a second, one core", "cost 10", "to libxcrypt", "cost 12", "to libxcrypt"]]
    for waiting in (1, 2, 4, 5, 8, 16):
        row = [f"{waiting} waiting"]
        for cost in (10, 12):
            name = f"password/lanes/{cost}/{waiting}"
            row += [with_spread(results.micro(name, "per_s"), 1),
                    times(results.micro_ratio(name, f"password/one_by_one/{cost}", "per_s"))]
        rows.append(row)
    libxcrypt = [with_spread(results.micro(f"password/one_by_one/{cost}", "per_s"), 1) for cost in (10, 12)]
    rows.append(["libxcrypt", libxcrypt[0], "", libxcrypt[1], ""])
    rows.append(["all cores at once, by the wall clock", "", "",
                 with_spread(results.micro("password/all_cores/ours", "per_s"), 1),
                 times(results.micro_ratio("password/all_cores/ours", "password/all_cores/libxcrypt", "per_s"))])
    return table(rows)


def refused_table(results):
    found = results.tree.get("refused_logins", {})
    base = stats.spread(found.get("wrong password", []))
    rows = [["refused because of", "median, ms (least–most)", "samples", "median to wrong password's"]]
    for reason in ("wrong password", "unknown account", "disabled account"):
        seen = stats.spread(found.get(reason, []))
        rows.append([reason, with_spread(seen, 1), str(seen.count) if seen else "not measured",
                     f"{seen.median / base.median:.4f}" if seen and base else "–"])
    return table(rows)


def remarks(results):
    lines = []
    for what, count in results.errors().items():
        lines.append(f"- {count:,} requests failed: {what}.")
    for name, entry in results.tree.get("micro", {}).items():
        if "error" in entry:
            lines.append(f"- `{name}` failed: {entry['error']}.")
    noise, during = results.most_disturbed()
    if noise > quiet.NOISE:
        lines.append(f"- Other programs, or the virtual machine's host, took up to {noise:.2f} cores ({during}): "
                     "**mistrust the numbers**.")
    machine = results.tree["machine"]
    if machine["build"] != "Release":
        lines.append(f"- The build's type is {machine['build']}, not Release.")
    if machine["binary"] != "gatehouse":
        lines.append(f"- Measured is `{machine['binary']}`, which keeps users in memory, not the server.")
    return "\n".join(lines) or "None."


def render(results):
    machine, settings = results.tree["machine"], results.tree["settings"]
    libxcrypt = with_spread(stats.spread(results.tree.get("libxcrypt_per_s", [])), 2)
    return f"""# Performance

<!-- Made by `make bench` (bench/run): change that, not this. -->

Measured on {machine['date']} at commit {machine['commit']} by `{results.tree['command']}`.

| | |
|---|---|
| processor | {machine['cpu']}, {machine['cores']} cores |
| kernel | Linux {machine['kernel']} |
| compiler | {machine['compiler']}, {machine['build']} |
| ours | `{machine['binary']}` |
| peers | Node {machine['node'] or '–'}, {machine['go'] or 'no Go'}, Debian's FastAPI on Python |
| rounds | {settings['rounds']}; starts {settings['starts']}; refused logins {settings['samples']} of each kind |

![`/me` and logins of gatehouse and its peers](images/performance.svg)

## What we want to reach

{goal_table(results)}

"Missed by" is the part of the limit that is lacking or too much. A verdict goes by the median.

## Beside the peers

{value_table(results)}

## As ratios

Each is the median of the rounds' ratios, ours to theirs in the same round. For p99, less is better.

{ratio_table(results)}

libxcrypt alone, with the server's core to itself, made {libxcrypt} bcrypt hashes a second.

## Do answers tell who has an account?

{refused_table(results)}

## Parts

Google Benchmark on one core; times are of the processor. The rates of durable changes are of the wall clock, on the
disk that holds the repository; each is committed with `synchronous=FULL`.

{micro_table(results)}

{durable_table(results)}

{lanes_table(results)}

## Remarks of the run

{remarks(results)}

## How it is measured

All programs are pinned to core {settings['server_cpu']}, the load to core {settings['client_cpu']}; only one is
loaded at a time. Each round takes every program through every phase, and begins with another program than the last.
What other programs (or a virtual machine's host) disturb by more than a tenth of a core is measured again (at most
{settings['attempts']} attempts), and the quietest attempt counts.

- **`/me`**: wrk, 32 connections, a valid token, {settings['me_seconds']} s. "A second of server CPU time" is requests
  over what the server's process used of its core (user and system time, from `/proc`): wrk is often the limit, and
  then requests a second say nothing of the server.
- **Logins**: {settings['clients']} clients, one login after another, {settings['login_seconds']} s, bcrypt cost 12
  everywhere. A login across an edge of the window counts by its part inside.
- **Storm**: both at once, {settings['storm_seconds']} s. **Half load**: the same with `/me` paced to half of the
  server's capacity (requests a second of its CPU time). Times are of answered requests: a round in which none was
  answered has no p99.
- **Lone login**: one client logs in, one login after another, while two other programs want the server's core all of
  the time; in turn with libxcrypt, which makes one hash there at normal priority.
- **Memory** is the process's resident set at its first answer, and after all rounds. **Start** is from fork to first
  answer.
- The peers are in [bench/peers](../bench/peers/README.md). They keep users in memory and check input less strictly;
  the raw one gives every request the same answer, and is the limit of what a core and the loopback can carry.
"""
