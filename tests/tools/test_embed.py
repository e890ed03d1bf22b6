# SPDX-License-Identifier: Apache-2.0
"""gatehouse_embed and PatchFile.cmake, tried on a project of their own."""

import gzip
import subprocess
import tempfile
import unittest
from pathlib import Path

CMAKE = Path(__file__).resolve().parents[2] / "cmake"

PROJECT = f"""cmake_minimum_required(VERSION 3.25)
project(sample CXX)
set(CMAKE_CXX_STANDARD 20)
list(APPEND CMAKE_MODULE_PATH {CMAKE})
include(Embed)
add_executable(sample main.cpp)
target_include_directories(sample PRIVATE ${{CMAKE_CURRENT_SOURCE_DIR}})
target_compile_options(sample PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Werror)
gatehouse_embed(sample NAMESPACE one::two HEADER assets.h FILES /a.txt=a.txt /deep/b.js=sub/b.js)
"""

ASSETS = """#pragma once
#include <cstddef>
#include <span>
#include <string_view>
namespace one::two {
struct Asset { std::string_view path, content_type, gzip, etag; std::size_t plain_size; };
std::span<const Asset> assets() noexcept;
}
"""

# Prints each file's facts, and the compressed bytes in hexadecimal.
MAIN = """#include <cstdio>
#include "assets.h"
int main() {
  for (const auto& asset : one::two::assets()) {
    std::printf("%.*s|%.*s|%.*s|%zu|", int(asset.path.size()), asset.path.data(), int(asset.content_type.size()),
                asset.content_type.data(), int(asset.etag.size()), asset.etag.data(), asset.plain_size);
    for (const char c : asset.gzip) std::printf("%02x", static_cast<unsigned char>(c));
    std::printf("\\n");
  }
}
"""


def run(*command, check=True):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if check and result.returncode != 0:
        raise AssertionError(result.stdout + result.stderr)
    return result


class Embed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def read(self):
        """What the program holds: path to (content type, etag, plain size, content)."""
        run("cmake", "--build", self.root / "build")
        found = {}
        for line in run(self.root / "build" / "sample").stdout.splitlines():
            path, content_type, etag, size, packed = line.split("|")
            found[path] = (content_type, etag, int(size), gzip.decompress(bytes.fromhex(packed)))
        return found

    def test_embeds_files_and_embeds_them_anew_when_they_change(self):
        (self.root / "sub").mkdir()
        script = bytes(range(256)) * 40
        for name, text in {"CMakeLists.txt": PROJECT, "assets.h": ASSETS, "main.cpp": MAIN, "a.txt": "one"}.items():
            (self.root / name).write_text(text)
        (self.root / "sub" / "b.js").write_bytes(script)
        run("cmake", "-G", "Ninja", "-S", self.root, "-B", self.root / "build")

        before = self.read()
        self.assertEqual(sorted(before), ["/a.txt", "/deep/b.js"])
        self.assertEqual(before["/deep/b.js"][0], "text/javascript; charset=utf-8")
        self.assertEqual(before["/deep/b.js"][2:], (len(script), script))
        self.assertEqual(before["/a.txt"][2:], (3, b"one"))
        self.assertRegex(before["/a.txt"][1], r'^W/"[0-9a-f]{32}"$')

        (self.root / "a.txt").write_text("two")
        after = self.read()
        self.assertEqual(after["/a.txt"][3], b"two")
        self.assertNotEqual(after["/a.txt"][1], before["/a.txt"][1])
        self.assertEqual(after["/deep/b.js"], before["/deep/b.js"])

    def test_patch_replaces_what_is_there_once_and_nothing_else(self):
        text = 'a="[x];\\\\n";b="https://other.example/logo";c=\'${d};]\';\n'
        (self.root / "in.js").write_text(text)
        patch = ["cmake", "-D", f"input={self.root}/in.js", "-D", f"output={self.root}/out.js", "-D", "to=data:,"]
        run(*patch, "-D", "from=https://other.example/logo", "-P", CMAKE / "PatchFile.cmake")
        self.assertEqual((self.root / "out.js").read_text(), text.replace("https://other.example/logo", "data:,"))

        for wrong in ("https://other.example/gone", ";"):  # not there; there more than once
            failed = run(*patch, "-D", f"from={wrong}", "-P", CMAKE / "PatchFile.cmake", check=False)
            self.assertNotEqual(failed.returncode, 0)
            self.assertIn("the package changed", " ".join(failed.stderr.split()))


if __name__ == "__main__":
    unittest.main()
