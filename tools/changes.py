#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Finds what a change affects: layers, suites of tests, and sources that the linter has to read again.

    tools/changes.py programs|sources [BASE]

prints the C++ test programs of the layers that changed since BASE, or the sources for the linter, one a line. A
summary of the change goes to standard error. `scripts/test --changed` uses the same module for suites. A layer is
affected when one of its files changed, or a file of a layer that it knows according to the table in
tools/check_layers.py. A file that no rule here covers affects everything. So a suite may run without need, but none is
left out by mistake.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from check_layers import KNOWS, layer_of

# What each suite depends on that is not a test program; those say it themselves by what they link. A suite without a row
# always runs. A suite whose name ends in `-server` runs the same tests against the server instead of the examples.
STANDS_ON = {
    "admin": {"server"},
    "attacks": {"examples"}, "attacks-server": {"server"},
    "bookshelf": {"examples"},
    "browser": {"examples"}, "browser-server": {"server"},
    "commands": {"server"},
    "contract": {"examples"}, "contract-server": {"server"},
    "docs": {"examples", "server"},
    "faults": {"server"},
    "install.py": {"web", "crypto", "verifier", "server"},
    "interop": {"examples"}, "interop-server": {"server"},
    "keys": {"server"},
    "management": {"server"},
    "oauth": {"server"},
    "openapi": {"examples"}, "openapi-server": {"server"},
    "parity.py": {"web"},
    "sessions": {"server"},
    "verifier": {"examples", "server"},
    "bench.py": set(), "compilers.py": set(), "tools.py": set(),
    "compile_fail.py": set(), "headers.py": set(),
}
ALWAYS = {"layers", "words"}  # they take a moment
FOR_HEADERS = {"compile_fail.py", "headers.py"}  # they compile public headers, and nothing that is in src/
FOR_PAGES = {"docs", "tools.py"}
LAYER_OF_FOLDER = {"migrations": "store", "data": "auth"}  # what a layer embeds
TOOLS = re.compile(r"(tools|scripts|\.ci)/|Makefile$")
OF_NO_TEST = re.compile(r"fuzz/|LICENSE$|\.(clang-format|clang-tidy|editorconfig|gitattributes|gitignore)$")
BUILDS_ALL = re.compile(r"CMakeLists\.txt$|CMakePresets\.json$|cmake/|scripts/(build|setup|node-env)$|tools/node/|tests/CMakeLists\.txt$")


def git(root, *arguments):
    """Returns git's output, or None if it fails."""
    done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def find_base(root, named=None):
    """Returns the commit that the change began at: where it left `named`, or else origin/main or main. On these branches
    themselves it is the commit before the last. Returns None if there is none; then everything counts as changed."""
    if named:
        if git(root, "rev-parse", "--verify", "--quiet", f"{named}^{{commit}}") is None:
            sys.exit(f"there is no commit {named}")
        return git(root, "merge-base", named, "HEAD") or named
    head = git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    is_clean = git(root, "status", "--porcelain") == ""
    for branch in "origin/main", "main":
        base = git(root, "merge-base", branch, "HEAD")
        if base and (base != head or not is_clean):
            return base
    return git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")


def changed_files(root, base):
    """Returns every file that differs from `base`, committed or not, or None if there is no base."""
    if base is None:
        return None
    differing = git(root, "diff", "--name-only", "--no-renames", base)
    new = git(root, "ls-files", "--others", "--exclude-standard")
    if differing is None or new is None:
        return None
    return sorted({*differing.splitlines(), *new.splitlines()})


def above(layers):
    """Returns these layers and all that know one of them, directly or not."""
    touched = set(layers)
    if "base" in touched:
        return touched | set(KNOWS)
    while more := {layer for layer, known in KNOWS.items() if known & touched} - touched:
        touched |= more
    return touched


@dataclass
class Program:
    """A GoogleTest program, as a CMakeLists.txt names it."""
    name: str
    folder: Path
    sources: set
    layers: set


def find_programs(root):
    for listing in sorted([*(root / "tests").glob("*/CMakeLists.txt"), *(root / "examples").glob("CMakeLists.txt")]):
        for name, said in re.findall(r"\bgatehouse_test\(\s*(\w+)([^)]*)\)", listing.read_text(encoding="utf-8")):
            sources = {(listing.parent / word).resolve() for word in said.split() if word.endswith(".cpp")}
            yield Program(name, listing.parent.resolve(), sources, set(re.findall(r"\bgatehouse::(\w+)", said)))


class Tree:
    """The folders of tests, and what they mention."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.programs = list(find_programs(self.root))
        folders = [path for path in (self.root / "tests").glob("*/") if path.name not in ("data", "node_modules")]
        self.texts = {folder.name: "\n".join(self.read(file) for file in sorted(folder.rglob("*")))
                      for folder in [*folders, self.root / "bench"] if folder.is_dir()}

    @staticmethod
    def read(file):
        if file.suffix not in (".cpp", ".h", ".mjs", ".py", ".txt") or "node_modules" in file.parts or not file.is_file():
            return ""
        return file.read_text(encoding="utf-8", errors="replace")

    def mentioning(self, word):
        """Returns the folders with a file that contains this word."""
        return {name for name, text in self.texts.items() if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)}

    def importing(self, folder):
        """Returns this folder, and those whose scripts import from it, directly or not."""
        found = {folder}
        while more := {name for name, text in self.texts.items()
                       if any(f"'../{other}/" in text for other in found)} - found:
            found |= more
        return found

    def suites_of(self, folders, suites):
        """Returns the suites that the files of these folders belong to."""
        picked = {suite for suite in suites if suite.removesuffix("-server").removesuffix(".py") in folders}
        for program in self.programs:
            if program.folder.parent.name == "tests" and program.folder.name in folders:
                picked |= {suite for suite in suites if suite in (program.name, f"{program.name}-epoll")}
        return picked

    def programs_with(self, file):
        """Returns the programs that are built from this file of tests/."""
        place = (self.root / file).resolve()
        here = place.relative_to(self.root / "tests")
        naming = self.mentioning(str(here)) if place.suffix == ".h" else set()
        return {program.name for program in self.programs
                if place in program.sources or place.suffix in (".cpp", ".h", ".txt") and place.parent == program.folder
                or place.suffix == ".h" and (place.parent in {source.parent for source in program.sources}
                                             or program.folder.name in naming)}


def layers_touched(files):
    """Returns the layers that the change affects, or None if it affects everything."""
    if files is None:
        return set(KNOWS)
    layers = set()
    for file in files:
        parts = Path(file).parts
        if parts[0] in ("include", "src", "examples") and not file.endswith(".md"):
            layer = layer_of(parts)
            layers |= {layer} if layer in KNOWS else set(KNOWS)
        elif parts[0] in LAYER_OF_FOLDER:
            layers.add(LAYER_OF_FOLDER[parts[0]])
        elif BUILDS_ALL.match(file):
            layers |= set(KNOWS)
    return above(layers)


def pick_suites(root, files, suites):
    """Returns those of the given suites that the changed files affect."""
    suites = set(suites)
    if files is None:
        return suites
    tree = Tree(root)
    layers = layers_touched(files)
    picked = suites & ALWAYS | {suite for suite in suites if STANDS_ON.get(suite, set()) & layers}
    programs = {program.name for program in tree.programs if program.layers & layers}
    for file in files:
        parts = Path(file).parts
        if BUILDS_ALL.match(file):
            return suites
        if parts[0] in LAYER_OF_FOLDER:
            continue
        if file.endswith(".md") and parts[0] != "tests" or parts[0] == "docs":
            picked |= suites & FOR_PAGES
            if parts[-1] != "README.md":
                picked |= tree.suites_of(tree.mentioning(parts[-1]), suites)
        elif parts[0] in ("include", "src", "examples"):
            if parts[0] == "include":
                picked |= suites & FOR_HEADERS
            if layer_of(parts) not in KNOWS:
                return suites
        elif parts[0] == "tests" and len(parts) == 2:  # the packages of npm, for all that runs by Node.js
            picked |= {suite for suite in suites if not suite.endswith((".py", "_test", "-epoll"))}
        elif parts[:2] == ("tests", "peers"):  # the packages of Python
            picked |= tree.suites_of(tree.mentioning("PEERS_PYTHON") | tree.mentioning("peers_python"), suites)
        elif parts[:2] == ("tests", "data"):
            picked |= tree.suites_of({other for name in tree.mentioning(parts[2]) for other in tree.importing(name)}, suites)
        elif parts[0] == "tests":
            is_script = parts[-1].endswith((".mjs", ".py", ".ts", ".yaml"))
            folders = tree.importing(parts[1]) if is_script else {parts[1]}
            picked |= {suite for suite in tree.suites_of(folders, suites) if not suite.endswith(("_test", "-epoll"))}
            programs |= tree.programs_with(file)
        elif parts[0] == "bench":
            picked |= suites & {"bench.py"}
        elif TOOLS.match(file):
            picked |= suites & {"tools.py"}
            if re.search(r"[.-]", parts[-1]):
                picked |= tree.suites_of(tree.mentioning(parts[-1]), suites)
        elif not OF_NO_TEST.match(file):
            return suites
    rows = {program.name for program in tree.programs}
    for suite in suites:
        program = suite.removesuffix("-epoll")
        if program in programs or program not in rows and suite not in STANDS_ON and suite not in ALWAYS:
            picked.add(suite)
    return picked


def pick_programs(root, files):
    """Returns the test programs of the affected layers, and those whose own sources changed."""
    names = [program.name for program in find_programs(Path(root).resolve())]
    return sorted(set(names) & pick_suites(root, files, names))


def pick_sources(root, files):
    """Returns the changed sources, and for each changed header one source that includes it: only sources are linted."""
    root = Path(root).resolve()
    listed = (git(root, "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.cpp") or "").splitlines()
    sources = {file for file in listed if not file.startswith("tests/data/")}
    if files is None:
        return sorted(sources)
    picked = sources & set(files)
    for header in (file for file in files if file.endswith(".h") and (root / file).is_file()):
        name = header.removeprefix("include/").removeprefix("src/").removeprefix("tests/")
        including = [source for source in sorted(sources)
                     if re.search(rf'#include [<"]({re.escape(name)}|{re.escape(Path(header).name)})[>"]',
                                  (root / source).read_text(encoding="utf-8", errors="replace"))]
        own = [source for source in including if Path(source).stem == Path(header).stem]
        picked |= set((own or including)[:1])
    return sorted(picked)


def describe(root, base, files):
    """Returns a line that describes the change."""
    if files is None:
        return "changed: there is no commit to compare with, so everything counts"
    layers = ", ".join(layer for layer in KNOWS if layer in layers_touched(files)) or "none"
    return f"changed since {git(root, 'log', '-1', '--format=%h (%s)', base)}: {len(files)} files; layers: {layers}"


def main(arguments):
    picks = {"programs": pick_programs, "sources": pick_sources}
    if not arguments or arguments[0] not in picks or len(arguments) > 2:
        sys.exit("usage: tools/changes.py programs|sources [BASE]")
    root = Path(__file__).resolve().parent.parent
    base = find_base(root, *arguments[1:])
    files = changed_files(root, base)
    print(describe(root, base, files), file=sys.stderr)
    print("\n".join(picks[arguments[0]](root, files)))


if __name__ == "__main__":
    main(sys.argv[1:])
