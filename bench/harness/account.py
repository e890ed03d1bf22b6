# SPDX-License-Identifier: Apache-2.0
"""An account on a server, made and checked through the three calls that all servers have."""

import json
import urllib.parse
import uuid

from harness.server import BenchError

PASSWORD = "a passphrase of bench"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def login_body(email, password=PASSWORD):
    return urllib.parse.urlencode({"username": email, "password": password})


class Account:
    """Signs up and logs in. Checks that the server refuses a wrong password; otherwise its speed would mean nothing.

    `token` is "none" on the raw responder, which gives every request one answer and has no logins.
    """

    def __init__(self, server):
        self.server = server
        self.email = f"bench-{uuid.uuid4().hex[:12]}@example.com"
        self.sign_up(self.email)
        answer = self.expect(200, "POST", "/login", login_body(self.email), FORM)
        self.token = json.loads(answer).get("access_token", "none")
        self.has_login = self.token != "none"
        if self.has_login:
            self.expect(400, "POST", "/login", login_body(self.email, "not the password"), FORM)
            self.expect(403, "GET", "/me", None, {"Authorization": "Bearer bad"})
            answer = self.expect(200, "GET", "/me", None, {"Authorization": f"Bearer {self.token}"})
            if json.loads(answer)["email"] != self.email:
                raise BenchError(f"{server.name}: /me is somebody else: {answer!r}")

    def sign_up(self, email):
        self.expect(200, "POST", "/signup", json.dumps({"email": email, "password": PASSWORD}), JSON)

    def expect(self, expected, method, path, body, fields):
        status, answer = self.server.call(method, path, body, fields)
        if status != expected:
            raise BenchError(f"{self.server.name}: {method} {path} answered {status}, not {expected}: "
                             f"{answer[:300]!r}")
        return answer
