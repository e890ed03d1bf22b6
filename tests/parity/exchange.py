# SPDX-License-Identifier: Apache-2.0
"""Runs both applications and compares the answers of each to each request, in order."""

import gzip
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = Path(os.environ.get("BUILD_FOLDER", ROOT / "build")).resolve()
# scripts/python-env names both: one with the guide's FastAPI, and one with a current FastAPI.
PEERS_PYTHON = os.environ.get("PEERS_PYTHON", "/usr/bin/python3")
CURRENT_PYTHON = os.environ.get("CURRENT_PYTHON", str(ROOT / ".tools" / "python-current" / "bin" / "python3"))
FIELDS = ("content-type", "content-disposition", "location", "allow", "www-authenticate", "set-cookie", "vary", "content-encoding", "x-total",
          "x-reason", "access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods",
          "access-control-allow-headers", "access-control-expose-headers", "access-control-max-age")


@dataclass
class Answer:
    status: int
    fields: dict
    body: object  # JSON where it is that, else text


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process, log):
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError(f"it ended: {log.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"it does not listen: {log.read_text()}")


class Application:
    """A running application. Call `stop()` in the end."""

    def __init__(self, name, command, folder):
        self.name, self.port = name, free_port()
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([part.format(port=self.port) for part in command], cwd=HERE, stdout=log, stderr=log,
                                            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        wait_for(self.port, self.process, self.log)

    def ask(self, method, target, fields, body):
        for attempt in range(2):
            try:
                self.connection.putrequest(method, target, skip_accept_encoding=True)
                data = body.encode("utf-8", "surrogatepass") if body is not None else b""
                for name, value in fields.items():
                    self.connection.putheader(name, value)
                if body is not None or method in ("POST", "PUT", "PATCH"):
                    self.connection.putheader("Content-Length", str(len(data)))
                self.connection.endheaders(data or None)
                return self.read(self.connection.getresponse())
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                self.connection.close()
                if attempt:
                    raise
        return None

    @staticmethod
    def read(response):
        data = response.read()
        fields = {}
        for name, value in response.getheaders():
            if name.lower() in FIELDS:
                fields[name.lower()] = ", ".join(filter(None, (fields.get(name.lower()), value)))
        if fields.get("content-encoding") == "gzip":
            data = gzip.decompress(data)
        text = data.decode("utf-8", "replace")
        if "json" in fields.get("content-type", "") and text:
            return Answer(response.status, fields, json.loads(text))
        return Answer(response.status, fields, text)

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(30)


def missing_peer(python, pydantic):
    """Says why this Python has no FastAPI with this major version of pydantic to compare with, or nothing."""
    name = f"FastAPI with pydantic {pydantic}"
    if not Path(python).exists():
        return f"this machine has no {name}: there is no {python}"
    probe = f"import fastapi, multipart, pydantic, uvicorn; assert pydantic.VERSION.startswith('{pydantic}.'), pydantic.VERSION"
    found = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return ""
    return f"{python} has no {name}: {found.stderr.strip().splitlines()[-1]}"


def start_both(folder, python):
    theirs = Application("fastapi", [python, "-B", "-m", "uvicorn", "--no-access-log", "--port", "{port}", "fastapi_app:app"], folder)
    try:
        return theirs, Application("gatehouse", [str(BUILD / "tests" / "parity_app"), "127.0.0.1:{port}"], folder)
    except BaseException:
        theirs.stop()
        raise


def same_field(name, theirs, ours):
    """Returns whether two values mean the same."""
    if theirs == ours:
        return True
    if theirs is None or ours is None:
        return False
    if name in ("vary", "allow", "access-control-allow-methods", "access-control-allow-headers"):
        return {word.strip().lower() for word in theirs.split(",")} == {word.strip().lower() for word in ours.split(",")}
    if name == "set-cookie":
        parts = [sorted(part.strip().lower() for part in value.split(";")) for value in (theirs, ours)]
        return parts[0] == parts[1]
    return re.sub(r";\s*", ";", theirs.lower()) == re.sub(r";\s*", ";", ours.lower())


def compare(theirs, ours):
    """Returns what differs: "status", "body" or a field's name, with both values."""
    found = {}
    if theirs.status != ours.status:
        found["status"] = (theirs.status, ours.status)
    if theirs.body != ours.body:
        found["body"] = (theirs.body, ours.body)
    for name in FIELDS:
        if not same_field(name, theirs.fields.get(name), ours.fields.get(name)):
            found[name] = (theirs.fields.get(name), ours.fields.get(name))
    return found


if __name__ == "__main__":
    # For authors of new requests: prints all differences from the guide's FastAPI, including the permitted ones.
    import tempfile

    import requests_list

    with tempfile.TemporaryDirectory() as made:
        both = start_both(Path(made), PEERS_PYTHON)
        try:
            for title, *request in requests_list.every():
                differing = compare(*(one.ask(*request) for one in both))
                if differing:
                    print(title, json.dumps(differing)[:400], file=sys.stdout)
        finally:
            for one in both:
                one.stop()
