# SPDX-License-Identifier: Apache-2.0
"""One application written in FastAPI and with the library: equal answers to equal requests, and equal documents."""

import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import differences as table  # noqa: E402
import document  # noqa: E402
import exchange  # noqa: E402
import requests_list  # noqa: E402

REQUESTS = requests_list.every()
answers = {}
documents = []
used = set()


def setUpModule():
    if why := exchange.missing_peer():
        raise unittest.SkipTest(why)
    with tempfile.TemporaryDirectory() as folder:
        both = exchange.start_both(Path(folder))
        try:
            for name, *request in REQUESTS:
                answers[name] = [one.ask(*request) for one in both]
            documents.extend(one.ask("GET", "/openapi.json", {}, None).body for one in both)
        finally:
            for one in both:
                one.stop()


class Answers(unittest.TestCase):
    """One test for each request, added below."""


def make(name, request):
    def test(self):
        found = exchange.compare(*answers[name])
        for number, (pattern, what, _) in enumerate(table.ANSWERS):
            if re.search(pattern, name):
                for word in what.split():
                    if found.pop(word, None):
                        used.add(("answer", number))
        self.assertEqual(found, {}, f"{request[0]} {request[1]}: theirs, ours")
        self.assertLess(answers[name][1].status, 500)

    test.__doc__ = name
    return test


for index, (title, *asked) in enumerate(REQUESTS):
    setattr(Answers, f"test_{index:04}", make(title, asked))


class Document(unittest.TestCase):
    def test_differs_only_where_the_table_says(self):
        found = []
        for where, theirs, ours in document.differences(*(document.plain(each) for each in documents)):
            numbers = [number for number, (pattern, _) in enumerate(table.DOCUMENT) if re.search(pattern, where)]
            used.update(("document", number) for number in numbers)
            if not numbers:
                found.append(f"{where}: theirs {theirs}, ours {ours}")
        self.assertEqual(found, [])

    def test_has_the_operations(self):
        self.assertGreaterEqual(sum(len(path) for path in documents[1]["paths"].values()), 40)


class Table(unittest.TestCase):
    """Runs last because of its name."""

    def test_has_no_entry_that_nothing_needs(self):
        needless = [entry for number, entry in enumerate(table.ANSWERS) if ("answer", number) not in used]
        needless += [entry for number, entry in enumerate(table.DOCUMENT) if ("document", number) not in used]
        self.assertEqual(needless, [])

    def test_requests_are_many(self):
        self.assertGreaterEqual(len(REQUESTS), 400)


if __name__ == "__main__":
    unittest.main()
