# SPDX-License-Identifier: Apache-2.0
"""The library from outside: installed into an empty prefix, and as a folder of somebody else's project."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS_PYTHON = os.environ.get("PEERS_PYTHON", "/usr/bin/python3")  # scripts/python-env
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "library" / "install.md"
SIGNER = """
import base64, json, jwt, time
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
key = Ed25519PrivateKey.generate()
x = base64.urlsafe_b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode().rstrip("=")
keys = {"keys": [{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "one", "x": x}]}
sign = lambda lifetime: jwt.encode({"sub": "ada", "exp": int(time.time()) + lifetime}, key, "EdDSA", {"kid": "one"})
print(json.dumps([json.dumps(keys), sign(300), sign(-300)]))
"""
BUILD = Path(os.environ.get("BUILD_FOLDER") or ROOT / "build")


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=900, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


def try_configure(source, build, *settings):
    """Whether CMake takes the project, and what it says."""
    done = subprocess.run(["cmake", "-S", source, "-B", build, "-G", "Ninja", *settings],
                          capture_output=True, text=True, timeout=300, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def configure(source, build, *settings):
    taken, said = try_configure(source, build, *settings)
    if not taken:
        raise AssertionError(said)
    return said


def blocks_of_page(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


def follow_page(folder, *numbers, **environment):
    """Runs these blocks of the page's commands in `folder`, which has what the page says is there."""
    (folder / "gatehouse").symlink_to(ROOT)
    shutil.copytree(HERE / "outside", folder / "app")
    commands = blocks_of_page("sh")
    return run("sh", "-ec", "\n".join(commands[number] for number in numbers), cwd=folder, env={**os.environ, **environment})


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


class Serving:
    """The outside project's program, on a port that the system picked."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        line = self.process.stderr.readline()
        said = re.search(r"http://[\d.]+:\d+", line)
        if not said:
            self.process.kill()
            raise AssertionError(f"it did not serve: {line}")
        return said[0]

    def __exit__(self, *_):
        self.process.terminate()
        status = self.process.wait(20)
        self.process.stderr.close()
        assert status == 0, f"exit status {status}"


class Scratch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    def check_served(self, program):
        with Serving(program) as address:
            self.assertEqual(json.loads(fetch(f"{address}/greet/Ada?loud=true")), {"text": "Hello, Ada!"})
            document = json.loads(fetch(f"{address}/openapi.json"))
            self.assertEqual(list(document["paths"]), ["/greet/{name}"])
            self.assertIn("swagger-ui", fetch(f"{address}/docs"))
            self.assertGreater(len(fetch(f"{address}/docs/swagger-ui-bundle.js")), 100_000)


class Installed(Scratch):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Installed once, then moved: what is there must not remember where it was built or put.
        first = cls.folder / "first"
        run("cmake", "--install", BUILD, "--prefix", first)
        cls.prefix = first.rename(cls.folder / "prefix")
        cls.found = f"-DCMAKE_PREFIX_PATH={cls.prefix}"

    def test_the_page_shows_this_project(self):
        project = (HERE / "outside" / "CMakeLists.txt").read_text()
        lines = [line.strip() for line in project.splitlines()]
        for block in blocks_of_page("cmake"):
            for line in block.splitlines():
                self.assertIn(line, ["", *lines])
        program = (HERE / "outside" / "main.cpp").read_text()
        self.assertEqual(blocks_of_page("cpp"), [program.split("\n\n", 1)[1]])

    def test_crypto_alone_verifies(self):
        configure(HERE / "outside_crypto", self.folder / "crypto", self.found)
        run("cmake", "--build", self.folder / "crypto")
        self.check_verifier(self.folder / "crypto" / "outside_crypto")

    def test_crypto_by_pkg_config(self):
        wanted = run("pkg-config", "--cflags", "--libs", "gatehouse-crypto",
                     env={**os.environ, "PKG_CONFIG_PATH": str(self.prefix / "lib" / "pkgconfig")}).split()
        run("g++", HERE / "outside_crypto" / "main.cpp", "-o", self.folder / "verifier", *wanted)
        self.check_verifier(self.folder / "verifier")

    def need_pyjwt(self):
        if subprocess.run([PEERS_PYTHON, "-c", "import jwt, cryptography"], capture_output=True, check=False).returncode != 0:
            self.skipTest(f"it is built, and not run: this machine has no PyJWT ({PEERS_PYTHON})")

    def check_verifier(self, verifier):
        self.need_pyjwt()
        keys, good, expired = json.loads(run(PEERS_PYTHON, "-c", SIGNER))
        for token, status, said in (good, 0, "ada\n"), (expired, 1, "refused: expired\n"):
            done = subprocess.run([verifier, keys, token], capture_output=True, text=True, timeout=20, check=False)
            self.assertEqual((done.returncode, done.stdout), (status, said), done.stderr)

    def test_verifier_brings_what_it_stands_on(self):
        configure(HERE / "outside_verifier", self.folder / "checker", self.found)
        run("cmake", "--build", self.folder / "checker")
        self.need_pyjwt()
        secret = "a secret of a test, which has 32 bytes or more"
        token = run(PEERS_PYTHON, "-c", "import jwt, sys, time; print(jwt.encode({'sub': 'ada', 'exp': "
                    "int(time.time()) + 300}, sys.argv[1], 'HS256'))", secret).strip()
        for using, status, said in (secret, 0, "ada\n"), (secret[1:], 1, "refused: bad_signature\n"):
            done = subprocess.run([self.folder / "checker" / "outside_verifier", using, token], capture_output=True,
                                  text=True, timeout=20, check=False)
            self.assertEqual((done.returncode, done.stdout), (status, said), done.stderr)

    def test_nothing_remembers_the_source_tree(self):
        for file in [*(self.prefix / "lib").rglob("*.cmake"), *(self.prefix / "lib").rglob("*.pc")]:
            text = file.read_text()
            self.assertNotIn(str(ROOT), text, file)
            self.assertNotIn(str(self.folder), text, file)

    def test_every_public_header_is_there_and_no_other(self):
        def headers(folder):
            return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
        self.assertEqual(headers(self.prefix / "include"), headers(ROOT / "include"))

    def test_the_server_and_the_licences_are_there(self):
        self.assertIn("gatehouse", run(self.prefix / "bin" / "gatehouse", "--version"))
        documents = self.prefix / "share" / "doc" / "gatehouse"
        for name in "LICENSE", "swagger-ui.LICENSE", "redoc.LICENSE":
            self.assertGreater((documents / name).stat().st_size, 0, name)

    def test_only_versions_that_fit_are_found(self):
        with_wish = self.folder / "wish"
        with_wish.mkdir()
        version = re.search(r"project\(gatehouse VERSION (\d+)\.(\d+)\.", (ROOT / "CMakeLists.txt").read_text())
        major, minor = int(version[1]), int(version[2])
        cases = ((f"{major}.{minor}", "", True), (f"{major}.{minor + 1}", "compatible with requested version", False),
                 ("", "", True), ("COMPONENTS web", "", True),
                 ("COMPONENTS webb", "gatehouse has no component 'webb'; there are web, crypto and verifier", False))
        for number, (wish, expected, fits) in enumerate(cases):
            with self.subTest(wish=wish):
                (with_wish / "CMakeLists.txt").write_text(
                    "cmake_minimum_required(VERSION 3.25)\nproject(wish CXX)\n"
                    f"find_package(gatehouse {wish} CONFIG REQUIRED)\n")
                taken, said = try_configure(with_wish, with_wish / f"build{number}", self.found)
                self.assertEqual(taken, fits, said)
                self.assertIn(expected, " ".join(said.split()))


class ByThePage(Scratch):
    def test_the_library_serves(self):
        follow_page(self.folder, 0, 1)
        self.check_served(self.folder / "app" / "build" / "outside")


class AsFolder(Scratch):
    def test_the_library_serves(self):
        # All of the library would be compiled again. What the build folder has of it, by the same options, is taken.
        launcher = f"{sys.executable};{HERE / 'reuse_objects.py'};{BUILD.resolve()}"
        said = follow_page(self.folder, 2, CMAKE_CXX_COMPILER_LAUNCHER=launcher)
        print(f"\n{said.count('reused ')} of {said.count('Building CXX object')} objects are those of {BUILD}")
        self.check_served(self.folder / "app" / "whole" / "outside")

    def test_the_project_around_it_stays_as_it_was(self):
        source = self.folder / "around"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(f"""cmake_minimum_required(VERSION 3.25)
project(around CXX)
add_subdirectory({ROOT} gatehouse)
foreach(name CMAKE_CXX_STANDARD CMAKE_CXX_FLAGS CMAKE_BUILD_TYPE CMAKE_MODULE_PATH BUILD_TESTING)
  message(STATUS "now ${{name}} is [${{${{name}}}}]")
endforeach()
foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS INCLUDE_DIRECTORIES LINK_OPTIONS)
  get_directory_property(value ${{property}})
  message(STATUS "now ${{property}} is [${{value}}]")
endforeach()
""")
        said = configure(source, source / "build", "-DBUILD_SHARED_LIBS=ON")
        self.assertEqual(set(re.findall(r"now \w+ is \[(.*)\]", said)), {""})
        targets = run("cmake", "--build", source / "build", "--target", "help")
        self.assertRegex(targets, r"libgatehouse_web\.a")
        for stranger in "gatehouse_server", "example_", "_test", "gatehouse_store":
            self.assertNotIn(stranger, targets)
        # Nor does an install of the project around it place what is ours.
        run("cmake", "--install", source / "build", "--prefix", self.folder / "nothing")
        self.assertFalse((self.folder / "nothing").exists())


if __name__ == "__main__":
    unittest.main()
