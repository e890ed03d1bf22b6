#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stands before the compiler where the library is built inside another project: reuse_objects.py BUILD COMPILER OPTION...

Takes the object that the folder BUILD has of the same source, if the compiler and its options are the same but for
optimization, warnings as errors and checks in debug mode. Compiles everything else.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

MATTERS_NOT = re.compile(r"-O\w*|-g\w*|-Werror|-D_FORTIFY_SOURCE=\d|-DNDEBUG|-MD")
WITH_VALUE = {"-o", "-c", "-MT", "-MF"}


def read_command(words, places):
    """The options that decide what is compiled, as a set; and the values of the others. Each path is made absolute, and
    one below one of `places` begins with that place's name."""
    options = set()
    values = {}
    rest = iter(words)
    for word in rest:
        if word in WITH_VALUE:
            values[word] = next(rest)
        elif word in ("-I", "-isystem"):
            options.add(f"{word} {rename(next(rest), places)}")
        elif word.startswith("-I"):
            options.add(f"-I {rename(word[2:], places)}")
        elif not MATTERS_NOT.fullmatch(word):
            options.add(word)
    return options, values


def rename(path, places):
    path = os.path.realpath(path)
    for name, place in places.items():
        if path == place or path.startswith(f"{place}/"):
            return name + path.removeprefix(place)
    return path


def find_object(build, words, inside):
    """The object in `build` that this command, run for the library's build folder `inside`, would make; or None."""
    listing = build / "compile_commands.json"
    if "-c" not in words or "-o" not in words or not listing.exists():
        return None
    here, values = read_command(words[1:], {"BUILD": os.path.realpath(inside)})
    source = os.path.realpath(values["-c"])
    for entry in json.loads(listing.read_text(encoding="utf-8")):
        if os.path.realpath(os.path.join(entry["directory"], entry["file"])) != source:
            continue
        command = shlex.split(entry["command"])
        compiler = next(number for number, word in enumerate(command) if re.search(r"[+]{2}(-\d+)?$", word))
        if shutil.which(command[compiler]) != shutil.which(words[0]):
            continue
        there, values = read_command(command[compiler + 1:], {"BUILD": os.path.realpath(build)})
        made = Path(entry["directory"]) / values["-o"]
        if there == here and made.exists() and made.stat().st_mtime >= os.stat(source).st_mtime:
            return made
    return None


def main(build, *words):
    made = find_object(Path(build), list(words), Path.cwd() / "gatehouse")
    if made is None:
        return subprocess.run(words, check=False).returncode
    _, values = read_command(words, {})
    shutil.copyfile(made, values["-o"])
    if "-MF" in values:
        Path(values["-MF"]).write_text(f"{values.get('-MT', values['-o'])}:\n", encoding="utf-8")
    print(f"reused {made}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
