# SPDX-License-Identifier: Apache-2.0
"""An object is reused only where the compiler would make the same one."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LAUNCHER = Path(__file__).resolve().parent / "reuse_objects.py"


class ReuseObjects(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        for name in ("include", "build/src/made", "whole/gatehouse/src/made"):
            (self.root / name).mkdir(parents=True)
        (self.root / "link").symlink_to(self.root)
        (self.root / "one.cpp").write_text("int one();\n")
        (self.root / "build" / "one.o").write_text("object\n")
        os.utime(self.root / "build" / "one.o", (4e9, 4e9))  # newer than each source
        command = f"ccache g++ -DSOME=1 -I{self.root}/include -Isrc/made -O3 -DNDEBUG -Wall -Werror -o one.o -c {self.root}/one.cpp"
        self.command = command.replace("-Isrc", f"-I{self.root}/build/src")
        self.write_listing()

    def write_listing(self):
        (self.root / "build" / "compile_commands.json").write_text(json.dumps(
            [{"directory": str(self.root / "build"), "file": str(self.root / "one.cpp"), "command": self.command}]))

    def is_reused(self, options="-DSOME=1 -Wall", source="one.cpp"):
        words = f"g++ -I{self.root}/link/include -I{self.root}/whole/gatehouse/src/made {options} -MD -MT x.o -MF x.d -o x.o -c {self.root}/link/{source}"
        made = self.root / "whole" / "x.o"
        made.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, LAUNCHER, self.root / "build", *words.split()], cwd=self.root / "whole",
                              capture_output=True, text=True, check=True)
        self.assertTrue(made.exists())
        self.assertEqual(made.read_bytes() == b"object\n", "reused" in done.stdout)
        self.assertTrue((self.root / "whole" / "x.d").read_text().startswith("x.o:"))
        return "reused" in done.stdout

    def test_the_same_options_reuse_it(self):
        self.assertTrue(self.is_reused())
        self.assertTrue(self.is_reused("-O0 -g -DSOME=1 -Wall"))

    def test_other_options_do_not(self):
        for options in ("-DSOME=2 -Wall", "-DSOME=1", "-DSOME=1 -Wall -std=gnu++20", "-DSOME=1 -Wall -Iother"):
            with self.subTest(options=options):
                self.assertFalse(self.is_reused(options))

    def test_another_source_does_not(self):
        (self.root / "two.cpp").write_text("int two();\n")
        self.assertFalse(self.is_reused(source="two.cpp"))

    def test_what_is_older_than_its_source_or_absent_is_not(self):
        os.utime(self.root / "build" / "one.o", (1, 1))
        self.assertFalse(self.is_reused())
        (self.root / "build" / "one.o").unlink()
        self.assertFalse(self.is_reused())

    def test_another_compiler_does_not(self):
        self.command = self.command.replace("ccache g++", "clang++-19")
        self.write_listing()
        self.assertFalse(self.is_reused())

    def test_no_listing_compiles(self):
        (self.root / "build" / "compile_commands.json").unlink()
        self.assertFalse(self.is_reused())


if __name__ == "__main__":
    unittest.main()
