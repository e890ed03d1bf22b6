# SPDX-License-Identifier: Apache-2.0
"""Builds services of several sizes: seconds to compile, bytes of the program, time to start."""

import json
import os
import re
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path

from generate import source

ROOT = Path(__file__).resolve().parents[2]

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
    """Returns the processor time that the command and its children took, whatever else runs on the machine."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def milliseconds_to_document(program, operations):
    """Returns the time from the program's start to its whole document."""
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
    """Returns by number of operations: seconds to compile, bytes of the stripped program, milliseconds to the document."""
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
