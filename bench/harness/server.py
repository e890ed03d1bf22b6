# SPDX-License-Identifier: Apache-2.0
"""A running program, pinned to a core, on a port of its own."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from harness import proc
from harness.targets import BUILD, environment_of

ANSWERS = {200, 307, 401, 404}  # any of them says: it serves
START_SECONDS = 30


class BenchError(Exception):
    """A reason to stop the measurement, in words for the person who started it."""


def free_port():
    """Returns a free port chosen by the system. If another program takes it first, start() tries another one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def on_cpu(cpu):
    """Pins what is started within it to this core, as taskset does, including its threads."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {cpu})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Server:
    """Starts a program. It answers when the constructor returns. Call `stop()` in the end."""

    def __init__(self, program, cpu):
        self.name, self.program = program.name, program
        (BUILD / "bench").mkdir(parents=True, exist_ok=True)
        self.process = None
        self.work = Path(tempfile.mkdtemp(prefix=f"run-{program.name}-", dir=BUILD / "bench"))
        self.log = self.work / "log.txt"
        try:
            for _ in range(3):
                if self._start(cpu):
                    return
            raise BenchError(f"{program.name} did not start:\n{self.log.read_text(errors='replace')[-2000:]}")
        except BaseException:
            self.stop()
            raise

    def _start(self, cpu):
        self.port = free_port()
        data = self.work / "data"
        command = [part.format(port=self.port, data=data) for part in self.program.command]
        environment = environment_of(self.program)
        with self.log.open("wb") as log, on_cpu(cpu):
            begin = time.monotonic()
            self.process = subprocess.Popen(command, cwd=self.program.folder, env=environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while time.monotonic() < begin + START_SECONDS and self.process.poll() is None:
            try:
                if self.call("GET", "/me", timeout=START_SECONDS)[0] in ANSWERS:
                    self.start_ms = (time.monotonic() - begin) * 1000
                    self.idle_mib = proc.rss_mib(self.pid)
                    return True
            except OSError:
                time.sleep(0.0005)
        self._end()
        return False

    @property
    def pid(self):
        return self.process.pid

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self):
        return self.work / "data"

    def call(self, method, path, body=None, fields=None, timeout=60):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, fields or {})
            response = connection.getresponse()
            return response.status, response.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def cpu_seconds(self):
        return proc.cpu_seconds(self.pid)

    def cpu_times(self):
        return proc.cpu_times(self.pid)

    def _end(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stop(self):
        self._end()
        shutil.rmtree(self.work, ignore_errors=True)
