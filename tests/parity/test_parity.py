# SPDX-License-Identifier: Apache-2.0
"""One application written in FastAPI and with the library: equal answers to equal requests, and equal documents.

FastAPI is that of the guide's application, 0.92.
"""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import comparison  # noqa: E402
import differences as table  # noqa: E402
import document  # noqa: E402
import exchange  # noqa: E402

RUN = comparison.Comparison(exchange.PEERS_PYTHON, 1, exchange.compare, table.ANSWERS + table.ANSWERS_OF_0_92)
setUpModule = RUN.begin
Answers = comparison.make_answers(RUN, __name__)


class Document(unittest.TestCase):
    def test_differs_only_where_the_table_says(self):
        found = []
        used = set()
        for where, theirs, ours in document.differences(*(document.plain(each) for each in RUN.documents)):
            entries = [entry for entry in table.DOCUMENT if re.search(entry[0], where)]
            used.update(entries)
            if not entries:
                found.append(f"{where}: theirs {theirs}, ours {ours}")
        self.assertEqual(found, [])
        self.assertEqual([entry for entry in table.DOCUMENT if entry not in used], [])

    def test_has_the_operations(self):
        self.assertGreaterEqual(sum(len(path) for path in RUN.documents[1]["paths"].values()), 40)


class Table(unittest.TestCase):
    """Runs last because of its name."""

    def test_has_no_entry_that_nothing_needs(self):
        self.assertEqual(RUN.needless(), [])

    def test_requests_are_many(self):
        self.assertGreaterEqual(len(comparison.REQUESTS), 400)


if __name__ == "__main__":
    unittest.main()
