#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every file includes only what its layer may know, and that headers begin as they should.

    tools/check_layers.py [ROOT]

prints each violation as FILE:LINE: what and why, and exits with 1 if there is one.
"""

import re
import sys
from pathlib import Path

# What each layer's files may include of the others (`base` is open to all). CONTRIBUTING.md gives the reasons. A row is a
# decision, so a violation is corrected in the file and not here.
KNOWS = {
    "base": set(),
    "http": set(),
    "schema": set(),
    "crypto": set(),
    "web": {"http", "schema"},
    "verifier": {"http", "crypto"},
    "ring": {"http"},
    "store": set(),
    "auth": {"crypto", "store"},
    "api": {"web", "auth"},
    "server": {"http", "schema", "crypto", "web", "verifier", "ring", "store", "auth", "api"},
    "examples": {"web", "crypto", "verifier"},
}

# Layers of the library. Others may use what is in include/gatehouse/LAYER, but nothing in src/LAYER.
LIBRARY = {"base", "http", "schema", "crypto", "web", "verifier"}

# The rooms of a layer, from the one that knows none of the others to the one that may know them all. A room includes
# rooms to its left, and files that are in none. Rooms of web are not in order: they meet in its public headers.
ROOMS = {
    "crypto": ["json", "keys", "tokens", "lanes", "passwords", "pool"],
    "http": ["sockets", "messages", "connections"],
    "store": ["rules", "copies", "sqlite"],
    "auth": ["passwords", "clients", "keys", "audit", "accounts", "sessions", "tokens", "throttle"],
    "server": ["config", "log", "secrets", "metrics", "services", "commands", "cli"],
}

# Folders of one layer that never include one another, and why.
APART = {
    "api": ({"account", "oauth", "admin"}, "slices of api never include one another"),
    "store": ({"sqlite", "postgres"}, "stores never include one another"),
}

# Headers that a place may not include: (files below, pattern of the header, why).
FORBIDDEN = [
    ("include/", r"boost/beast(/|\.hpp)", "Beast stays out of public headers: it compiles slowly"),
    ("src/auth/", r"boost/(beast|asio/ip|asio/ssl)", "auth knows no sockets"),
    ("src/auth/", r"store/(sqlite|postgres)/", "auth knows the store by its interface"),
    ("src/store/", r"boost/beast", "store knows no HTTP"),
    ("include/", r"prometheus/", "only the server knows Prometheus"),
    *((f"src/{layer}/", r"prometheus/", "only the server knows Prometheus") for layer in KNOWS if layer != "server"),
]

# What base may include besides itself and Boost: the C++ library's headers, and the system's.
SYSTEM = re.compile(
    r"^([a-z0-9_]+|experimental/[a-z_]+|c[a-z]+|(sys|linux|net|netinet|arpa|bits)/[a-z0-9_]+\.h"
    r"|(dirent|errno|fcntl|poll|pthread|pwd|sched|signal|string|termios|time|unistd)\.h)$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LICENCE = "// SPDX-License-Identifier: Apache-2.0"
SOURCES = {".h", ".hpp", ".cpp", ".cc", ".ipp"}
FRONT_DOOR_LINES = 40


def layer_of(path):
    """Returns the layer or folder of the file at `path` (its parts below the root)."""
    if path[:2] == ("include", "gatehouse") and len(path) > 2:
        return path[2].removesuffix(".h")
    if path[0] == "src" and len(path) > 2:
        return path[1]
    return path[0]


def find_target(root, file, name):
    """Returns the project's file that `#include "name"` in `file` means, relative to the root, or None if it is not ours."""
    for base in (file.parent, root / "include", root / "src"):
        candidate = base / name
        if candidate.is_file() and root in candidate.resolve().parents:
            return candidate.resolve().relative_to(root)
    return None


def room_of(path):
    """Returns the room of a layer that a file is in (`path` is relative to the root), or None."""
    inner = path[3:] if path[0] == "include" else path[2:]
    return inner[0] if len(inner) > 1 else None


def check_rooms(layer, mine, other):
    """Returns what is wrong with an include between two rooms of a layer, or None."""
    order = ROOMS.get(layer, [])
    if mine in order and other in order and order.index(other) > order.index(mine):
        return f"in {layer}, {mine}/ does not know {other}/ (the order is {', '.join(order)})"
    return None


def check_include(root, file, name):
    """Yields what is wrong with `#include name` in `file`."""
    here = file.relative_to(root)
    layer = layer_of(here.parts)
    if layer not in KNOWS:
        return  # tests, bench and fuzz look behind every door

    for place, pattern, why in FORBIDDEN:
        if str(here).startswith(place) and re.match(pattern, name):
            yield f"{name}: {why}"

    target = find_target(root, file, name)
    if target is None:
        first = name.split("/")[0]
        if first == "gatehouse" or first in KNOWS and "/" in name:
            yield f"{name} does not exist"
        elif layer == "base" and not name.startswith("boost/") and not SYSTEM.match(name):
            yield f"{name}: base stands on the C++ library, the system and Boost alone"
        return

    there = layer_of(target.parts)
    if there not in KNOWS:
        yield f"{name}: {there}/ is not for the layers"
        return
    if there != layer:
        if there != "base" and there not in KNOWS[layer]:
            known = ", ".join(sorted(KNOWS[layer] | {"base"} - {layer}))
            yield f"{name}: {layer} does not know {there} (it knows: {known})"
        elif "detail" in target.parts:
            yield f"{name}: what is in detail/ is for its own layer only"
        elif target.parts[0] == "src" and (there in LIBRARY or layer == "examples"):
            yield f"{name}: what is in src/{there} is private; use include/gatehouse/{there}"
        return
    if here.parts[0] == "include" and target.parts[0] == "src":
        yield f"{name}: a public header can't include a private one"
    if wrong := check_rooms(layer, room_of(here.parts), room_of(target.parts)):
        yield f"{name}: {wrong}"
    if layer in APART:
        folders, why = APART[layer]
        mine, other = here.parts[2], target.parts[2]
        if mine in folders and other in folders and mine != other:
            yield f"{name}: {why}"


def check_head(here, lines):
    """Yields what is wrong with the first lines of a file of ours."""
    is_header = here.suffix in (".h", ".hpp")
    if is_header and here.parts[0] in ("include", "src"):
        if lines[:1] != ["#pragma once"]:
            yield 1, "a header begins with #pragma once"
        elif lines[1:2] != [LICENCE]:
            yield 2, f"the second line of a header is {LICENCE}"
        elif not re.match(r"// \S.{8,}", "".join(lines[2:3])):
            yield 3, "the third line of a header says in a sentence what it is for"
    elif LICENCE not in lines[:3]:
        yield 1, f"the file lacks {LICENCE}"
    if here.parts == ("include", "gatehouse", "web.h") and len(lines) > FRONT_DOOR_LINES:
        yield FRONT_DOOR_LINES + 1, f"the front door has at most {FRONT_DOOR_LINES} lines"


def check_links(here, lines):
    """Yields the targets that a layer's CMakeLists.txt links and must not."""
    layer = layer_of(here.parts)
    for number, line in enumerate(lines, 1):
        for other in re.findall(r"\bgatehouse::(\w+)", line.split("#")[0]):
            if other in KNOWS and other not in KNOWS[layer] | {"base", layer}:
                yield number, f"{layer} links gatehouse::{other}, which it does not know"


def check_tree(root):
    """Returns every violation below `root` as 'file:line: what', in order."""
    root = Path(root).resolve()
    found = []
    for folder in ("include", "src", "examples", "tests", "bench", "fuzz"):
        for file in sorted((root / folder).rglob("*")):
            here = file.relative_to(root)
            if "node_modules" in here.parts or here.parts[:2] == ("tests", "data") or not file.is_file():
                continue
            problems = []
            if file.suffix in SOURCES:
                lines = file.read_text(encoding="utf-8").splitlines()
                problems += check_head(here, lines)
                for number, line in enumerate(lines, 1):
                    if match := INCLUDE.match(line):
                        problems += [(number, what) for what in check_include(root, file, match[2])]
            elif file.name == "CMakeLists.txt" and here.parts[0] == "src" and layer_of(here.parts) in KNOWS:
                problems += check_links(here, file.read_text(encoding="utf-8").splitlines())
            found += [f"{here}:{number}: {what}" for number, what in sorted(problems)]
    for folder in sorted((root / "src").glob("*/")):
        if folder.name not in KNOWS:
            found.append(f"src/{folder.name}:1: no row of the table in tools/check_layers.py")
    return found


def main(arguments):
    root = arguments[0] if arguments else Path(__file__).resolve().parent.parent
    found = check_tree(root)
    for line in found:
        print(line)
    if not found:
        print("check_layers: every file includes only what its layer may know")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
