# SPDX-License-Identifier: Apache-2.0
"""Each public header compiles alone, and brings no Beast along.

What many headers include is compiled once for all of them. This weakens nothing: a header is compiled behind a
precompiled one that holds only what the header itself includes, by itself or through others, so that a name whose
include is forgotten is still unknown. The others are compiled alone in their own turn.
"""

import concurrent.futures
import os
import re
import shlex
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

INCLUDE = Path(__file__).resolve().parents[2] / "include"
COMPILER = shlex.split(os.environ.get("CXX", "g++"))
FLAGS = ["-std=c++20", "-DBOOST_ASIO_SEPARATE_COMPILATION", "-DBOOST_ASIO_NO_DEPRECATED",
         "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Winvalid-pch", "-H"]
# Headers that include the first of these share what all of them include, then those that include the second, and so on.
# The order is by what they cost; it decides only how long this takes.
SHARED = ["gatehouse/web/detail/source.h", "gatehouse/schema/schema.h", "boost/asio/awaitable.hpp",
          "gatehouse/http/request.h", "gatehouse/schema/type.h", "boost/system/result.hpp", "string"]


def find_includes(include):
    """Each public header with the names that it includes, our own as they are found in `include`."""
    texts = {str(file.relative_to(include)): file.read_text(encoding="utf-8") for file in include.rglob("*.h")}
    found = {}
    for header, text in texts.items():
        text = re.sub(r"^#\s*if.*?^#\s*endif", "", text, flags=re.MULTILINE | re.DOTALL)  # it may not be compiled
        names = re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, re.MULTILINE)
        beside = {name: os.path.normpath(os.path.join(os.path.dirname(header), name)) for name in names}
        found[header] = {beside[name] if beside[name] in texts else name for name in names}
    return found


def find_closures(includes):
    """Each public header with all that it includes, also through other public headers."""
    def follow(header, seen):
        for name in includes.get(header, ()):
            if name not in seen:
                seen.add(name)
                follow(name, seen)
        return seen
    return {header: follow(header, set()) for header in includes}


def find_groups(closures):
    """The headers, in groups: (what all of a group include, the group)."""
    left = sorted(closures)
    for shared in SHARED:
        group = [header for header in left if shared in closures[header]]
        left = [header for header in left if header not in group]
        if len(group) > 1:
            yield sorted(set.intersection(*(closures[header] for header in group))), group
        else:
            left += group
    yield [], left


def run_compiler(include, *arguments, text=None):
    done = subprocess.run([*COMPILER, *FLAGS, f"-I{include}", *arguments], input=text, capture_output=True, text=True,
                          check=False)
    return done.returncode == 0, done.stderr


def compile_all(include):
    """Each header, and each precompiled one, with whether it compiles and what the compiler says."""
    groups = list(find_groups(find_closures(find_includes(include))))
    done = {}
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        def compile_alone(header):
            return run_compiler(include, "-fsyntax-only", "-x", "c++", "-", text=f"#include <{header}>\n")

        def compile_behind(shared, header):
            if not done[shared].result()[0]:
                return compile_alone(header)  # the fault is in a header that is compiled on its own, too
            text = f'#include "{shared}"\n#include <{header}>\n'
            return run_compiler(include, f"-I{folder}", "-fsyntax-only", "-x", "c++", "-", text=text)

        names = [f"shared{number}.h" for number in range(len(groups))]
        for name, (shared, _) in zip(names, groups):
            source = Path(folder) / name
            source.write_text("".join(f"#include <{each}>\n" for each in shared))
            done[name] = pool.submit(run_compiler, include, "-x", "c++-header", source, "-o", f"{source}.gch")
        for name, (_, group) in zip(names, groups):
            done |= {header: pool.submit(compile_behind, name, header) for header in group}
        return {name: each.result() for name, each in done.items()}


def errors_of(said):
    return "\n".join(line for line in said.splitlines() if not re.match(r"[.!x]+ ", line))


def find_beast(results):
    return [name for name, (_, said) in results.items() if "boost/beast" in said]


class PublicHeaders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        begun = time.monotonic()
        cls.results = compile_all(INCLUDE)
        print(f"\n{len(cls.results)} headers in {time.monotonic() - begun:.1f} s")

    def test_each_compiles_alone(self):
        for header, (compiles, said) in self.results.items():
            with self.subTest(header=header):
                self.assertTrue(compiles, f"{header}\n{errors_of(said)}")

    def test_none_brings_beast(self):
        self.assertEqual(find_beast(self.results), [])

    def test_none_is_left_out(self):
        for file in INCLUDE.rglob("*.h"):
            header = str(file.relative_to(INCLUDE))
            self.assertIn(header, self.results[header][1], "the compiler names what is included")


class FaultyHeaders(unittest.TestCase):
    """What is precompiled hides no fault."""

    def compile_tree(self, **headers):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "boost" / "beast").mkdir(parents=True)
            (Path(folder) / "boost" / "beast" / "core.hpp").touch()
            for name, text in headers.items():
                (Path(folder) / f"{name}.h").write_text(f"#pragma once\n{text}\n")
            return compile_all(Path(folder))

    def assert_failing(self, results, *headers):
        self.assertEqual(sorted(name for name, (compiles, _) in results.items() if not compiles), sorted(headers))

    def test_a_forgotten_include_is_found(self):
        use = "inline std::size_t {}(const std::string& text) {{ return text.size(); }}"
        results = self.compile_tree(one="#include <string>\n" + use.format("one"), two='#include "one.h"\n' + use.format("two"),
                                    bad="#include <cstddef>\n" + use.format("bad"), worse='#include "bad.h"\n')
        self.assert_failing(results, "bad.h", "worse.h")

    def test_a_fault_of_what_is_shared_is_of_that_header(self):
        results = self.compile_tree(one='#include "bad.h"\n#include <string>\n', two='#include "bad.h"\n#include <string>\n',
                                    bad="int bad(;")
        self.assert_failing(results, "bad.h", "one.h", "two.h", "shared0.h")

    def test_beast_is_found_in_what_is_shared_or_not(self):
        beast = "#include <boost/beast/core.hpp>\n"
        results = self.compile_tree(one='#include <string>\n#include "three.h"\n', two='#include <string>\n#include "three.h"\n',
                                    three=beast, four=beast)
        self.assert_failing(results)
        self.assertEqual(sorted(find_beast(results)), ["four.h", "shared0.h", "three.h"])


if __name__ == "__main__":
    unittest.main()
