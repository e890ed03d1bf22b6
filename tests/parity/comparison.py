# SPDX-License-Identifier: Apache-2.0
"""Runs the application in FastAPI beside the library's, and makes a test of each request."""

import re
import tempfile
import unittest
from pathlib import Path

import exchange
import requests_list

REQUESTS = requests_list.every()


class Comparison:
    """One FastAPI, how its answers are compared, and the table of permitted differences."""

    def __init__(self, python, pydantic, compare, table):
        self.python, self.pydantic, self.compare, self.table = python, pydantic, compare, table
        self.answers = {}
        self.documents = []
        self.used = set()

    def begin(self):
        """Asks both applications everything. Raises `SkipTest` where this FastAPI is missing."""
        if why := exchange.missing_peer(self.python, self.pydantic):
            raise unittest.SkipTest(why)
        with tempfile.TemporaryDirectory() as folder:
            both = exchange.start_both(Path(folder), self.python)
            try:
                for name, *request in REQUESTS:
                    self.answers[name] = [one.ask(*request) for one in both]
                self.documents.extend(one.ask("GET", "/openapi.json", {}, None).body for one in both)
            finally:
                for one in both:
                    one.stop()

    def unexpected(self, name):
        """Returns how the answers to a request differ where the table does not permit it."""
        found = self.compare(*self.answers[name])
        for entry in self.table:
            pattern, what, _ = entry
            if re.search(pattern, name):
                for word in what.split():
                    if found.pop(word, None):
                        self.used.add(entry)
        return found

    def needless(self):
        """Returns the entries of the table that `unexpected` has not needed."""
        return [entry for entry in self.table if entry not in self.used]


def make_answers(run, module):
    """Returns a TestCase of this module, whose `setUpModule` asks, with one test for each request."""

    class Answers(unittest.TestCase):
        __module__, __qualname__ = module, "Answers"

    def make(name, request):
        def test(self):
            self.assertEqual(run.unexpected(name), {}, f"{request[0]} {request[1]}: theirs, ours")
            self.assertLess(run.answers[name][1].status, 500)

        test.__doc__ = name
        return test

    for index, (title, *asked) in enumerate(REQUESTS):
        setattr(Answers, f"test_{index:04}", make(title, asked))
    return Answers
