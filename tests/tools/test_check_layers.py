# SPDX-License-Identifier: Apache-2.0
"""The layer check itself: each rule catches what breaks it and lets through what does not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "tools" / "check_layers.py"
sys.path.insert(0, str(CHECK.parent))
from check_layers import check_tree  # noqa: E402  (found through the line above)

HEAD = "#pragma once\n// SPDX-License-Identifier: Apache-2.0\n// What a test needs to be there.\n"
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"

# A tree in order: a header for each door that a rule guards.
TREE = {
    "include/gatehouse/base/clock.h": HEAD + "#include <boost/asio/io_context.hpp>\n#include <atomic>\n",
    "include/gatehouse/http/server.h": HEAD + '#include "gatehouse/base/clock.h"\n',
    "include/gatehouse/http/detail/parser.h": HEAD,
    "include/gatehouse/schema/node.h": HEAD,
    "include/gatehouse/crypto/tokens/tokens.h": HEAD,
    "include/gatehouse/web/app.h": HEAD + '#include "gatehouse/http/server.h"\n',
    "include/gatehouse/web.h": HEAD + '#include "gatehouse/web/app.h"\n',
    "src/base/random.cpp": LICENCE + "#include <experimental/simd>\n#include <sys/random.h>\n#include <unistd.h>\n#include <cstdlib>\n",
    "src/http/connections/connection.h": HEAD,
    "src/http/connections/connection.cpp": LICENCE + '#include "http/connections/connection.h"\n#include <boost/beast/http.hpp>\n',
    "src/store/store.h": HEAD,
    "src/store/sqlite/writer/writer.h": HEAD + '#include "store/store.h"\n',
    "src/store/postgres/pool.h": HEAD,
    "src/auth/accounts/accounts.h": HEAD + '#include "store/store.h"\n#include "gatehouse/crypto/tokens/tokens.h"\n',
    "src/auth/keys/key_ring.h": HEAD + '#include "auth/scope.h"\n',
    "src/auth/scope.h": HEAD,
    "src/auth/tokens/access_checks.h": HEAD + '#include "auth/accounts/accounts.h"\n',
    "src/api/errors.h": HEAD,
    "src/api/account/login.h": HEAD + '#include "api/errors.h"\n#include "auth/accounts/accounts.h"\n',
    "src/api/admin/users.h": HEAD,
    "src/server/main.cpp": LICENCE + '#include "store/sqlite/writer/writer.h"\n#include "api/admin/users.h"\n',
    "src/web/CMakeLists.txt": "gatehouse_layer(web LINKS gatehouse::http gatehouse::base)\n",
    "examples/tutorial/main.cpp": LICENCE + "#include <gatehouse/web.h>\n#include <nlohmann/json.hpp>\n",
    "tests/http/connection_test.cpp": LICENCE + '#include "http/connections/connection.h"\n#include "store/store.h"\n',
}

# (file, what it says instead, what must be reported)
WRONG = [
    ("src/http/a.cpp", '#include "gatehouse/web.h"', "http does not know web"),
    ("src/http/a.cpp", "#include <gatehouse/crypto/tokens/tokens.h>", "http does not know crypto"),
    ("src/http/a.cpp", '# include "../web/router.h"', "http does not know web"),
    ("include/gatehouse/web/a.h", '#include "gatehouse/crypto/tokens/tokens.h"', "web does not know crypto"),
    ("src/web/a.cpp", '#include "http/connections/connection.h"', "src/http is private"),
    ("src/web/a.cpp", '#include "gatehouse/http/detail/parser.h"', "detail/ is for its own layer"),
    ("include/gatehouse/web/a.h", '#include "web/router.h"', "a public header can't include a private one"),
    ("include/gatehouse/http/a.h", "#include <boost/beast/core.hpp>", "Beast stays out of public headers"),
    ("src/store/a.cpp", '#include "gatehouse/http/server.h"', "store does not know http"),
    ("src/store/sqlite/a.cpp", '#include "store/postgres/pool.h"', "stores never include one another"),
    ("src/store/postgres/a.cpp", '#include "../sqlite/writer/writer.h"', "stores never include one another"),
    ("src/auth/a.cpp", '#include "gatehouse/http/server.h"', "auth does not know http"),
    ("src/auth/a.cpp", "#include <boost/asio/ip/tcp.hpp>", "auth knows no sockets"),
    ("src/auth/a.cpp", '#include "store/sqlite/writer/writer.h"', "auth knows the store by its interface"),
    ("src/auth/accounts/a.cpp", '#include "auth/tokens/access_checks.h"', "accounts/ does not know tokens/"),
    ("include/gatehouse/crypto/keys/a.h", '#include "gatehouse/crypto/tokens/tokens.h"', "keys/ does not know tokens/"),
    ("src/api/account/a.h", '#include "api/admin/users.h"', "slices of api never include one another"),
    ("src/api/account/a.h", '#include "store/store.h"', "api does not know store"),
    ("src/base/a.cpp", '#include "gatehouse/http/server.h"', "base does not know http"),
    ("src/base/a.cpp", "#include <openssl/evp.h>", "base stands on"),
    ("src/base/a.cpp", "#include <zlib.h>", "base stands on"),
    ("examples/other/main.cpp", '#include "http/connections/connection.h"', "examples does not know http"),
    ("examples/other/main.cpp", '#include "web/router.h"', "src/web is private"),
    ("src/server/a.cpp", '#include "../../tests/http/helper.h"', "tests/ is not for the layers"),
    ("src/server/a.cpp", '#include "gatehouse/web/gone.h"', "does not exist"),
]


class CheckLayers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name, text in TREE.items():
            self.write(name, text)
        self.write("src/web/router.h", HEAD)
        self.write("tests/http/helper.h", LICENCE)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def assert_caught(self, name, line, what):
        reports = check_tree(self.root)
        self.assertEqual(len(reports), 1, reports)
        self.assertTrue(reports[0].startswith(f"{name}:{line}: "), reports)
        self.assertIn(what, reports[0])

    def test_accepts_a_tree_in_order(self):
        self.assertEqual(check_tree(self.root), [])

    def test_tells_by_its_exit_status(self):
        def run():
            return subprocess.run([sys.executable, CHECK, self.root], capture_output=True, text=True, check=False)

        self.assertEqual(run().returncode, 0)
        self.write("src/http/a.cpp", LICENCE + '#include "gatehouse/web.h"\n')
        wrong = run()
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("src/http/a.cpp:2: ", wrong.stdout)

    def test_catches_each_wrong_include(self):
        for name, include, what in WRONG:
            with self.subTest(file=name, include=include):
                head = HEAD if name.endswith(".h") else LICENCE
                self.write(name, head + include + "\n")
                try:
                    self.assert_caught(name, head.count("\n") + 1, what)
                finally:
                    (self.root / name).unlink()

    def test_catches_a_header_without_its_head(self):
        name = "include/gatehouse/http/a.h"
        for text, line, what in [
            ("// SPDX-License-Identifier: Apache-2.0\n#pragma once\n", 1, "#pragma once"),
            ("#pragma once\n// Some purpose or other.\n", 2, "SPDX"),
            ("#pragma once\n" + LICENCE, 3, "what it is for"),
            ("#pragma once\n" + LICENCE + "\n#include <string>\n", 3, "what it is for"),
        ]:
            with self.subTest(text=text):
                self.write(name, text)
                self.assert_caught(name, line, what)

    def test_catches_a_source_without_licence(self):
        self.write("src/http/a.cpp", "int a;\n")
        self.assert_caught("src/http/a.cpp", 1, "SPDX")

    def test_catches_a_front_door_that_grows(self):
        self.write("include/gatehouse/web.h", HEAD + "\n" * 38)
        self.assert_caught("include/gatehouse/web.h", 41, "front door")

    def test_catches_a_link_to_an_unknown_layer(self):
        self.write("src/web/CMakeLists.txt", "gatehouse_layer(web\n  LINKS gatehouse::http gatehouse::auth)\n")
        self.assert_caught("src/web/CMakeLists.txt", 2, "web links gatehouse::auth")

    def test_catches_a_folder_without_a_row(self):
        self.write("src/utils/a.h", HEAD)
        self.assert_caught("src/utils", 1, "no row")


if __name__ == "__main__":
    unittest.main()
