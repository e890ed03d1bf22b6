# SPDX-License-Identifier: Apache-2.0
"""Describes the machine of the measurement."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

from harness.targets import BUILD, ROOT


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False,
                              cwd=ROOT).stdout.strip().partition("\n")[0]
    except OSError:
        return ""


def cached(name):
    """Returns a variable of the build's CMakeCache.txt."""
    cache = BUILD / "CMakeCache.txt"
    found = re.search(rf"^{name}:\w+=(.*)$", cache.read_text() if cache.exists() else "", re.MULTILINE)
    return found.group(1) if found else ""


def describe(binary):
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    compiler = cached("CMAKE_CXX_COMPILER") or "g++"
    commit = first_line("git", "rev-parse", "--short", "HEAD")
    shown = Path(binary)
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "compiler": first_line(compiler, "--version"),
        "build": cached("CMAKE_BUILD_TYPE") or "unknown",
        "commit": commit,
        "binary": str(shown.relative_to(BUILD) if shown.is_relative_to(BUILD) else shown.name),
        "python": platform.python_version(),
        "node": first_line("node", "--version"),
        "go": first_line("go", "version"),
    }
