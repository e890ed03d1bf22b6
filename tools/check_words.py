#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks how comments are laid out, and what the subjects of commits say.

    tools/check_words.py [--fix] [ROOT]        no line of a comment holds one or two words that wrapping left over
    tools/check_words.py --commits RANGE       each subject names its layer and the change: "store: cache users by id"

prints each violation and exits with 1 if there is one. With --fix, paragraphs with such a line are wrapped anew.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("include", "src", "examples", "tests", "bench", "fuzz")
WIDTH = 110  # of .clang-format
FEW_WORDS = 2
SHORT = 30  # columns: one or two words that take more fill a line, as the name of a draft does
FULL = 80  # columns: what follows a line as long as this was wrapped, and not begun anew

COMMENT = re.compile(r"^( *)(///?)(?: ( *)(\S.*?))?\s*$")
ITEM = re.compile(r"([-*]|\d+[.)]) +")
# Lines that are for a program to read stand by themselves, as headings and commands of Doxygen do.
ALONE = re.compile(r"SPDX-|expect(-clang)?: |compiles$|found: |clang-format |NOLINT|[@\\]\w|#|\||```")

LONGEST_SUBJECT = 72
SUBJECT = re.compile(r"[a-z][a-z0-9_]*((, |/)[a-z][a-z0-9_]*)*: (?P<change>\S.*)")
# What a verb in the imperative does not end in, and the verbs that do all the same.
INFLECTED = re.compile(r"\w+(ing|ed|[^su]s)$")
IMPERATIVE = {"bring", "string", "ring", "embed", "need", "shed", "feed", "seed", "speed", "exceed", "proceed", "succeed", "alias",
              "bias", "canvas"}


@dataclass
class Paragraph:
    """Lines of one comment that belong together: from line `first` of the file, each as it stands there."""
    first: int
    prefix: str  # of its first line, up to the text
    hanging: str  # of those that follow
    texts: list

    def lines(self):
        return [(self.hanging if index else self.prefix) + text for index, text in enumerate(self.texts)]


def find_paragraphs(lines):
    """Yields the paragraphs of comments that stand on lines of their own."""
    current = None
    is_code = False
    for number, line in enumerate(lines, 1):
        match = COMMENT.match(line)
        text = match[4] if match else None
        if text is None or ALONE.match(text) or is_code:
            if text is not None and text.startswith("```"):
                is_code = not is_code
            is_code = is_code and match is not None
            if current:
                yield current
            current = None
            continue
        head = f"{match[1]}{match[2]} {match[3]}"
        item = ITEM.match(text)
        if current and head == current.hanging and not item:
            current.texts.append(text)
            continue
        if current:
            yield current
        if item:
            current = Paragraph(number, head + item[0], head + " " * len(item[0]), [text[item.end():]])
        else:
            current = Paragraph(number, head, head, [text])
    if current:
        yield current


def find_left_over(paragraph):
    """The index of the first line that holds words left over from wrapping, or None."""
    lines = paragraph.lines()
    for index in range(1, len(lines)):
        before = lines[index - 1]
        was_wrapped = len(before) >= FULL or not re.search(r"[.:;!?]$", before)
        if is_short(paragraph.texts[index]) and was_wrapped:
            return index
    return None


def is_short(text):
    return len(text.split()) <= FEW_WORDS and len(text) < SHORT


def is_example(paragraph):
    """Whether it is set apart by blanks, as code or a table, and not to be wrapped."""
    return re.search(r"//  ", paragraph.prefix) is not None or any("  " in text for text in paragraph.texts)


def wrap(paragraph, width):
    """The texts of its lines, none wider than `width` if its words allow it."""
    texts = []
    for word in " ".join(paragraph.texts).split():
        if texts and len(paragraph.hanging) + len(texts[-1]) + 1 + len(word) <= width:
            texts[-1] += f" {word}"
        else:
            texts.append(word)
    return texts


def reflow(paragraph):
    """Wraps it as wide as may be without a short last line."""
    for width in range(WIDTH, WIDTH // 2, -1):
        texts = wrap(paragraph, width)
        if len(texts) == 1 or not is_short(texts[-1]):
            return Paragraph(paragraph.first, paragraph.prefix, paragraph.hanging, texts)
    return paragraph


def find_faulty(lines):
    return [paragraph for paragraph in find_paragraphs(lines)
            if not is_example(paragraph) and find_left_over(paragraph) is not None]


def find_sources(root):
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            here = file.relative_to(root)
            if file.suffix in (".h", ".cpp") and "node_modules" not in here.parts and here.parts[:2] != ("tests", "data"):
                yield file


def check_tree(root, fix=False):
    """Every violation below `root`, as 'file:line: what'. With `fix` they are mended, and what could not be is left."""
    root = Path(root).resolve()
    found = []
    for file in find_sources(root):
        lines = file.read_text(encoding="utf-8").splitlines()
        faulty = find_faulty(lines)
        if fix and faulty:
            for paragraph in reversed(faulty):
                lines[paragraph.first - 1:paragraph.first - 1 + len(paragraph.texts)] = reflow(paragraph).lines()
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            faulty = find_faulty(lines)
        for paragraph in faulty:
            index = find_left_over(paragraph)
            found.append(f"{file.relative_to(root)}:{paragraph.first + index}: '{paragraph.texts[index]}' is left over "
                         "from wrapping; wrap the paragraph anew (tools/check_words.py --fix)")
    return found


def check_subject(subject):
    """What is wrong with the subject of a commit, or None."""
    if len(subject) > LONGEST_SUBJECT:
        return f"{len(subject)} characters; at most {LONGEST_SUBJECT}"
    match = SUBJECT.fullmatch(subject)
    if match is None:
        return "does not begin with a layer, as in 'store: cache users by id'"
    first = match["change"].split()[0]
    if not re.fullmatch(r"[a-z][a-z-]*", first):
        return f"'{first}' is no verb in the imperative"
    if INFLECTED.fullmatch(first) and first not in IMPERATIVE:
        return f"'{first}' is not in the imperative"
    if subject.endswith("."):
        return "ends with a full stop"
    return None


def check_commits(root, commits):
    said = subprocess.run(["git", "-C", root, "log", "--no-merges", "--format=%h %s", commits],
                          capture_output=True, text=True, check=False)
    if said.returncode != 0:
        return [said.stderr.strip()]
    subjects = (line.split(" ", 1) for line in said.stdout.splitlines())
    return [f"{commit}: {what}: {subject}" for commit, subject in subjects if (what := check_subject(subject))]


def main(arguments):
    root = Path(__file__).resolve().parent.parent
    if arguments[:1] == ["--commits"] and len(arguments) == 2:
        found = check_commits(root, arguments[1])
    else:
        fix = arguments[:1] == ["--fix"]
        found = check_tree(*(arguments[fix:] or [root]), fix=fix)
    for line in found:
        print(line)
    if not found:
        print("check_words: no comment has a line of words left over, and each subject names a layer and a change"
              if arguments[:1] == ["--commits"] else "check_words: no comment has a line of words that were left over")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
