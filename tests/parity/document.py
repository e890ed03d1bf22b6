# SPDX-License-Identifier: Apache-2.0
"""Compares two OpenAPI documents after bringing those of 3.0 (FastAPI 0.92) and of 3.1 to one notation."""


def plain(node):
    """Brings both notations to one: nullability, examples and exclusive limits. Leaves titles of references out."""
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {name: plain(value) for name, value in node.items()}
    if isinstance(node.get("type"), list):  # ["integer", "null"]: FastAPI says nothing of null
        rest = [word for word in node["type"] if word != "null"]
        node["type"] = rest[0] if len(rest) == 1 else rest
    for word in "anyOf", "oneOf":
        if isinstance(node.get(word), list):
            node[word] = [each for each in node[word] if each != {"type": "null"}]
            if len(node[word]) == 1 and word == "anyOf":
                inner = node.pop(word)[0]
                node = {**inner, **node}
    if isinstance(node.get("allOf"), list) and len(node["allOf"]) == 1:  # beside a reference 3.0 allows nothing
        inner = node.pop("allOf")[0]
        node = {**inner, **node}
    if node.get("minimum") == -2147483648 and node.get("maximum") == 2147483647:  # an int of ours has 32 bits
        del node["minimum"], node["maximum"]
    if "$ref" in node:
        node.pop("title", None)
    return node


def differences(theirs, ours, at=""):
    """Returns (where, theirs, ours) for each place that differs, with None for what is missing."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in sorted(theirs.keys() | ours.keys()):
            where = f"{at}/{name.replace('/', '~')}"
            if name not in theirs or name not in ours:
                yield where, theirs.get(name), ours.get(name)
            else:
                yield from differences(theirs[name], ours[name], where)
    elif isinstance(theirs, list) and isinstance(ours, list) and at.endswith("/parameters"):
        key = lambda each: f"{each['in']}:{each['name']}"  # noqa: E731
        yield from differences({key(each): each for each in theirs}, {key(each): each for each in ours}, at + "*")
    elif isinstance(theirs, list) and isinstance(ours, list) and at.endswith("/required"):
        if sorted(theirs) != sorted(ours):
            yield at, theirs, ours
    elif theirs != ours:
        yield at, theirs, ours
