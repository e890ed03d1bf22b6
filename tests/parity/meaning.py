# SPDX-License-Identifier: Apache-2.0
"""Compares answers, and OpenAPI documents, by what they mean: not by the words of messages or the notation of values."""

import re

import exchange

DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
# What pydantic 2 adds to the place of an error, the branch of a union, and what pydantic 1 adds for a check of the whole struct.
BRANCHES = {"int", "list[str]", "__root__"}
# Their place ends with the character at which the parser stopped. Python 3.13 stops earlier than 3.11.
NOT_JSON = {"json_invalid", "value_error.jsondecode"}


def seconds(text):
    """Returns the seconds of an ISO 8601 duration, or None."""
    if not isinstance(text, str) or not (found := DURATION.fullmatch(text)):
        return None
    days, hours, minutes, rest = (float(each or 0) for each in found.groups()[1:])
    total = ((days * 24 + hours) * 60 + minutes) * 60 + rest
    return -total if found[1] else total


def same_value(theirs, ours):
    """Returns whether two values of JSON mean the same. pydantic 1 and the library write durations as seconds."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs.keys() == ours.keys() and all(same_value(theirs[name], ours[name]) for name in theirs)
    if isinstance(theirs, list) and isinstance(ours, list):
        return len(theirs) == len(ours) and all(map(same_value, theirs, ours))
    return theirs == ours or (isinstance(ours, (int, float)) and seconds(theirs) == ours)


def failing_fields(body):
    """Returns the places of the errors of a 422, or None for another answer. Tags of unions are written as types or as values."""
    if not isinstance(body, dict) or not isinstance(body.get("detail"), list):
        return None
    return {(error["loc"][0], "no JSON") if error["type"] in NOT_JSON
            else tuple(str(part).lower() for part in error["loc"] if part not in BRANCHES) for error in body["detail"]}


def same_body(theirs, ours):
    fields = failing_fields(theirs), failing_fields(ours)
    if fields != (None, None):
        return fields[0] == fields[1]
    texts = [body["detail"] if isinstance(body, dict) and isinstance(body.get("detail"), str) else None for body in (theirs, ours)]
    return None not in texts or same_value(theirs, ours)


def compare(theirs, ours):
    """Returns what differs: "status", "body" or a field's name, with both values."""
    found = exchange.compare(theirs, ours)
    if "body" in found and same_body(*found["body"]):
        del found["body"]
    return found


def summary(document):
    """Returns what each operation takes and answers: its parameters, the types of its body and of its answers."""
    found = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            body = operation.get("requestBody", {})
            found[f"{method} {path}"] = {
                "parameters": {(each["in"], each["name"].lower(), each.get("required", False)) for each in operation.get("parameters", [])},
                "body": sorted(body.get("content", {})),
                "answers": {status: sorted(answer.get("content", {})) for status, answer in operation["responses"].items()},
            }
    return found
