# SPDX-License-Identifier: Apache-2.0
"""What /proc says about a process and the machine."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def parse_cpu_seconds(stat):
    """User and system time, from the text of /proc/PID/stat. The name in it may hold spaces and brackets."""
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_seconds(pid):
    return parse_cpu_seconds(Path(f"/proc/{pid}/stat").read_text())


def parse_rss_kib(status):
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def rss_mib(pid):
    return parse_rss_kib(Path(f"/proc/{pid}/status").read_text()) / 1024


def parse_busy_seconds(stat, cpus):
    """User, nice and system time of these cores, from the text of /proc/stat; interrupts left out."""
    names = {f"cpu{cpu}" for cpu in cpus}
    rows = (line.split() for line in stat.splitlines())
    return sum(sum(map(int, row[1:4])) for row in rows if row and row[0] in names) / TICKS


def busy_seconds(cpus):
    return parse_busy_seconds(Path("/proc/stat").read_text(), cpus)


def children_seconds():
    """Of the children that have ended, wrk among them."""
    times = os.times()
    return times.children_user + times.children_system
