# SPDX-License-Identifier: Apache-2.0
"""Reads what /proc says about a process and the machine."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def parse_cpu_times(stat):
    """Returns seconds in the program and in the kernel on its behalf, from the text of /proc/PID/stat. The name in it may
    contain spaces and brackets."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) / TICKS, int(fields[12]) / TICKS


def cpu_times(pid):
    return parse_cpu_times(Path(f"/proc/{pid}/stat").read_text())


def cpu_seconds(pid):
    return sum(cpu_times(pid))


def parse_rss_kib(status):
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def rss_mib(pid):
    return parse_rss_kib(Path(f"/proc/{pid}/status").read_text()) / 1024


def parse_cores(stat, cpus):
    """Returns the seconds that these cores were busy (user, nice and system time, without interrupts), and the seconds
    that a virtual machine's host gave to others, from the text of /proc/stat."""
    names = {f"cpu{cpu}" for cpu in cpus}
    rows = [line.split() for line in stat.splitlines()]
    rows = [[int(field) for field in row[1:]] for row in rows if row and row[0] in names]
    return sum(sum(row[:3]) for row in rows) / TICKS, sum(row[7] for row in rows) / TICKS


def cores(cpus):
    return parse_cores(Path("/proc/stat").read_text(), cpus)


def own_seconds():
    """Returns the seconds of this process and of its children that have ended, such as wrk and the login clients."""
    return sum(os.times()[:4])
