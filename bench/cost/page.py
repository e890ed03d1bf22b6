# SPDX-License-Identifier: Apache-2.0
"""Writes docs/library/cost.md from the measurements."""

import re
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "library" / "cost.md"


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.partition("\n")[0]


def running(ran):
    rows = "".join(f"| {label} | {statistics.median(ran[name]['rates']):,.0f} | {min(ran[name]['rates']):,.0f} to "
                   f"{max(ran[name]['rates']):,.0f} | {ran[name]['allocations']:.1f} |\n"
                   for name, label in (("typed", "typed handler"), ("beast", "by hand on Beast")))
    return rows, ran["ratio"]


def compiling(compiled):
    none = compiled[0]
    rows = "".join(
        f"| {count} | {seconds:.1f} s | {(seconds - none[0]) / count if count else 0:.2f} s | {size / 1024:,.0f} KiB | "
        f"{(size - none[1]) / 1024 / count if count else 0:.1f} KiB | {start:.0f} ms |\n"
        for count, (seconds, size, start) in compiled.items())
    return rows.replace("0.00 s", "–").replace("| 0.0 KiB", "| –")


def write(ran, compiled):
    most = max(compiled)
    rows, ratio = running(ran)
    machine = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    PAGE.write_text(f"""# What a typed operation costs

<!-- Made by bench/cost/measure.py: change that, not this. -->

## Running

`GET /me` with a bearer token, a dependency that finds the caller by it, and an answer of two members:
[typed](../../bench/cost/typed.cpp), and [by hand on Boost.Beast](../../bench/cost/beast.cpp), which has no timeouts, no
validation and no document. One core serves, the other sends requests over 32 connections. The two programs run in turns.

| | answers a second of processor | least to most | allocations an answer |
|---|---:|---:|---:|
{rows}
The typed handler makes {ratio.median:.2f} times as many answers as the one by hand ({ratio.least:.2f} to {ratio.most:.2f} over {ratio.count} rounds). Its two
allocations are the handler's own copies of texts; a test checks that the library makes none (`tests/allocations`).

## Compiling and starting

An operation is a path parameter, a query parameter, a JSON body of three members, a dependency on a bearer token, and an
answer of four members; each has structs of its own ([generated](../../bench/cost/generate.py)). All are in one
source file, which is compiled with `-O3`. The table has the processor time to compile that file, the size of the stripped
program, and the time from the program's start until its whole `/openapi.json` was read.

| operations | compile | each | program | each | start to document |
|---:|---:|---:|---:|---:|---:|
{compiling(compiled)}
With {most} operations the document is available {compiled[most][2]:.0f} ms after the start; it is made before the first connection is
accepted. If compiling takes too long, split the operations over several files, each with a `web::Router` of its own.

Measured at commit {first_line("git", "rev-parse", "--short", "HEAD")} with {first_line("c++", "--version")} on {machine[1] if machine else "this machine"}, by
`PYTHONPATH=bench python3 -B bench/cost/measure.py`, which needs `bench/run`'s build in `build/` and a quiet machine.
""")
