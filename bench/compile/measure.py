# SPDX-License-Identifier: Apache-2.0
"""What an operation costs who writes it: seconds to compile, bytes of the program, time to start.

    python3 bench/compile/measure.py [--quick]

builds generated services of 0, 1, 50 and 200 operations against an installed copy of build/, and writes
docs/library/cost.md. With --quick it takes 0, 1 and 5, prints and writes nothing.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from generate import source

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "library" / "cost.md"

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(cost CXX)
find_package(gatehouse CONFIG REQUIRED COMPONENTS web)
foreach(count {counts})
  add_library(objects_${{count}} OBJECT ops_${{count}}.cpp)
  target_link_libraries(objects_${{count}} PRIVATE gatehouse::web)
  add_executable(ops_${{count}} $<TARGET_OBJECTS:objects_${{count}}>)
  target_link_libraries(ops_${{count}} PRIVATE gatehouse::web)
endforeach()
"""


def run(*command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def processor_seconds(*command):
    """What the command and its children took, whatever else the machine did meanwhile."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def milliseconds_to_document(program, operations):
    """From the program's start to its whole document."""
    began = time.monotonic()
    process = subprocess.Popen([program, "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://[\d.]+:\d+", process.stderr.readline())[0]
        with urllib.request.urlopen(f"{address}/openapi.json", timeout=10) as answer:
            document = answer.read()
        taken = (time.monotonic() - began) * 1000
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()
    if len(json.loads(document)["paths"]) != operations:
        raise SystemExit(f"{program}: not {operations} operations in its document")
    return taken


def measure(counts, folder, rounds):
    """By count: seconds to compile, bytes of the stripped program, milliseconds to the document."""
    run("cmake", "--install", ROOT / "build", "--prefix", folder / "prefix")
    (folder / "CMakeLists.txt").write_text(PROJECT.format(counts=" ".join(map(str, counts))))
    for count in counts:
        (folder / f"ops_{count}.cpp").write_text(source(count))
    build = folder / "build"
    run("cmake", "-S", folder, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={folder / 'prefix'}",
        "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_EXE_LINKER_FLAGS=-s")
    found = {}
    for count in counts:
        seconds = []
        for _ in range(rounds):
            (folder / f"ops_{count}.cpp").touch()
            seconds.append(processor_seconds("cmake", "--build", build, "--target", f"objects_{count}"))
        run("cmake", "--build", build, "--target", f"ops_{count}")
        program = build / f"ops_{count}"
        starts = [milliseconds_to_document(program, count) for _ in range(11)]
        found[count] = (statistics.median(seconds), program.stat().st_size, statistics.median(starts))
        print(f"{count:4} operations: {found[count][0]:6.2f} s, {found[count][1]:9,} bytes, "
              f"{found[count][2]:6.1f} ms to the document", flush=True)
    return found


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.partition("\n")[0]


def page(found):
    none, most = found[0], max(found)
    rows = "".join(
        f"| {count} | {seconds:.1f} s | {(seconds - none[0]) / count if count else 0:.2f} s | {size / 1024:,.0f} KiB | "
        f"{(size - none[1]) / 1024 / count if count else 0:.1f} KiB | {start:.0f} ms |\n"
        for count, (seconds, size, start) in found.items()).replace("0.00 s", "–").replace("0.0 KiB", "–")
    machine = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"""# What an operation costs

<!-- Made by bench/compile/measure.py: change that, not this. -->

An operation is a path parameter, a query parameter, a JSON body of three members, a dependency on a bearer token, and an
answer of four members; each has structs of its own ([generated](../../bench/compile/generate.py)). All are in one
source file, compiled with `-O3`: seconds of processor for that file, bytes of the stripped program, and milliseconds
from the program's start until its whole `/openapi.json` was read.

| operations | compile | each | program | each | start to document |
|---:|---:|---:|---:|---:|---:|
{rows}
With {most} operations the document is there {found[most][2]:.0f} ms after the start; it is made before the first connection is
taken. Where compiling takes too long, split the operations over several files, each with a `web::Router` of its own.

Measured at commit {first_line("git", "rev-parse", "--short", "HEAD")} with {first_line("c++", "--version")} on {machine[1] if machine else "this machine"}, by
`python3 bench/compile/measure.py`, which needs `build/` and a quiet machine.
"""


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few operations, once; writes nothing")
    options = parser.parse_args(arguments)
    counts, rounds = ([0, 1, 5], 1) if options.quick else ([0, 1, 50, 200], 3)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(counts, Path(folder), rounds)
    if not options.quick:
        PAGE.write_text(page(found))


if __name__ == "__main__":
    main(sys.argv[1:])
