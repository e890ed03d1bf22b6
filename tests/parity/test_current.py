# SPDX-License-Identifier: Apache-2.0
"""The same application beside a current FastAPI, with pydantic 2: answers that mean the same, and the same operations.

The words of messages and the notation of the OpenAPI document have changed since 0.92, and are not compared.
"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import comparison  # noqa: E402
import differences as table  # noqa: E402
import exchange  # noqa: E402
import meaning  # noqa: E402

RUN = comparison.Comparison(exchange.CURRENT_PYTHON, 2, meaning.compare, table.ANSWERS + table.ANSWERS_OF_CURRENT)
setUpModule = RUN.begin
Answers = comparison.make_answers(RUN, __name__)


class Document(unittest.TestCase):
    def test_has_the_same_operations(self):
        theirs, ours = (meaning.summary(each) for each in RUN.documents)
        for operation in theirs.keys() | ours.keys():
            with self.subTest(operation):
                self.assertEqual(*(self.without_refusals(each.get(operation)) for each in (theirs, ours)))

    @staticmethod
    def without_refusals(operation):
        """The library documents what a guarded operation refuses with (401, 403). FastAPI does not."""
        if operation:
            for status in "401", "403":
                operation["answers"].pop(status, None)
        return operation


class Meaning(unittest.TestCase):
    @staticmethod
    def refusal(kind, *place):
        return {"detail": [{"type": kind, "loc": ["body", *place]}]}

    def test_tells_values_apart(self):
        refusal = self.refusal
        for theirs, ours, same in [
            ({"a": "PT1M"}, {"a": 60}, True), ({"a": "-P1DT0.5S"}, {"a": -86400.5}, True), ({"a": "PT1M"}, {"a": 61}, False),
            ({"a": [1]}, {"a": [1, 2]}, False), ({"a": 1}, {"b": 1}, False), ({"a": None}, {}, False), ("x", "y", False),
            ({"detail": "one"}, {"detail": "another"}, True), ({"detail": "one"}, {"detail": {"code": 1}}, False),
            (refusal("int_type", "a", "int"), refusal("type_error", "a"), True), (refusal("missing", "a"), refusal("missing", "b"), False),
            (refusal("json_invalid", 5), refusal("value_error.jsondecode", 6), True), (refusal("missing"), refusal("value_error.jsondecode", 6), False),
            (refusal("missing", "a"), {"a": 1}, False),
        ]:
            with self.subTest(theirs=theirs, ours=ours):
                self.assertEqual(meaning.same_body(theirs, ours), same)


class Table(unittest.TestCase):
    """Runs last because of its name."""

    def test_has_no_entry_that_nothing_needs(self):
        self.assertEqual(RUN.needless(), [])


if __name__ == "__main__":
    unittest.main()
