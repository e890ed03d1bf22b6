# SPDX-License-Identifier: Apache-2.0
"""The load: wrk on /me, and clients that log in, both on the clients' core."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from harness import stats
from harness.account import FORM, login_body
from harness.server import BenchError

LEAD = 1.0  # seconds that login clients run before their window opens
SCRIPT = Path(__file__).with_name("wrk.lua")


def parse_wrk(output):
    """Parses the line that wrk.lua adds. Returns None if it is missing. Without any answer there is no time of answers."""
    for line in output.splitlines():
        if line.startswith("EXACT "):
            requests, micros, p50, p99, bad, broken = map(int, line.split()[1:])
            return {"requests": requests, "seconds": micros / 1e6, "rps": requests / (micros / 1e6),
                    "p50_ms": p50 / 1000 if requests else None, "p99_ms": p99 / 1000 if requests else None,
                    "errors": bad + broken}
    return None


def run_wrk(account, seconds, cpu, connections=32, pause_ms=0):
    """Sends GET /me with a valid token for `seconds`. Returns what wrk reports and the server's use of its core."""
    server = account.server
    command = ["taskset", "-c", str(cpu), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s",
               "-s", str(SCRIPT), "-H", f"Authorization: Bearer {account.token}", server.url + "/me", "--",
               str(pause_ms)]
    before = server.cpu_times()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    in_program, in_kernel = (now - then for now, then in zip(server.cpu_times(), before))
    seen = parse_wrk(done.stdout)
    if done.returncode or seen is None:
        raise BenchError(f"wrk failed on {server.name}: {done.stdout}{done.stderr}")
    used = in_program + in_kernel
    return {**seen, "cpu_share": used / seen["seconds"],
            "per_cpu_second": stats.per_cpu_second(seen["requests"], used),
            "program_us": stats.micros_each(in_program, seen["requests"]),
            "kernel_us": stats.micros_each(in_kernel, seen["requests"])}


class Logins:
    """Clients that log in without a pause, in a process of their own. The measured time begins when
    the constructor returns."""

    def __init__(self, account, seconds, cpu, clients):
        job = {"port": account.server.port, "body": login_body(account.email), "clients": clients,
               "seconds": seconds, "cpu": cpu}
        self.process = subprocess.Popen([sys.executable, "-B", "-m", "harness.load", json.dumps(job)],
                                        stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def result(self):
        out, _ = self.process.communicate()
        if self.process.returncode:
            raise BenchError("the login clients failed")
        return json.loads(out)


def login_until(closes, job, spans, failures):
    """The loop of one client."""
    connection = http.client.HTTPConnection("127.0.0.1", job["port"], timeout=60)
    while time.monotonic() < closes:
        start = time.monotonic()
        try:
            connection.request("POST", "/login", job["body"], FORM)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise http.client.HTTPException(f"status {response.status}")
            spans.append((start, time.monotonic()))
        except (OSError, http.client.HTTPException) as error:
            failures.append(repr(error))
            connection.close()
            time.sleep(0.05)


def run_login_clients(job):
    os.sched_setaffinity(0, {job["cpu"]})
    opens = time.monotonic() + LEAD
    closes = opens + job["seconds"]
    spans, failures = [], []
    threads = [threading.Thread(target=login_until, args=(closes, job, spans, failures))
               for _ in range(job["clients"])]
    for thread in threads:
        thread.start()
    time.sleep(max(0.0, opens - time.monotonic()))
    print("open", flush=True)
    for thread in threads:
        thread.join()
    inside = [end - start for start, end in spans if opens <= end <= closes]
    print(json.dumps({"per_s": stats.login_rate(spans, opens, closes), "completed": len(inside),
                      "p50_ms": statistics.median(inside) * 1000 if inside else None,
                      "errors": len(failures), "first_error": failures[:1]}))


if __name__ == "__main__":
    run_login_clients(json.loads(sys.argv[1]))
