# SPDX-License-Identifier: Apache-2.0
"""Users are changed in two places only: the administration interface, and the endpoints of their own accounts."""

import re
import unittest
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "src"

# What changes users, and the folders that may call it. The rules and the store are below both.
CHANGES = re.compile(r"\b(create_users?|import_users|edit_user|update_user|update_roles|delete_user|set_password|sign_up"
                     r"|change_email|change_password|leave|end_all|end_all_sessions)\(")
PLACES = ("api/admin/", "api/account/", "auth/", "store/")
# Commands send requests; functions of these names there are the commands themselves.
COMMANDS = {"server/commands/user_command.cpp": {"set_password"}, "server/commands/user_transfer.cpp": {"import_users"},
            "server/commands/user_transfer.h": {"import_users"}, "server/commands/transfer_command.cpp": {"import_users"}}
# What a command could change users with instead of a request.
RULES = re.compile(r"\b(auth::Accounts|auth::OwnAccount|store::UserStore|users\(\))")


def find_strays():
    for path in sorted([*SOURCES.rglob("*.h"), *SOURCES.rglob("*.cpp")]):
        name = path.relative_to(SOURCES).as_posix()
        if name.startswith(PLACES):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            code = line.split("//")[0]
            for found in CHANGES.findall(code):
                if found not in COMMANDS.get(name, set()):
                    yield f"src/{name}:{number}: {found}"
            if name.startswith(("server/commands/", "server/cli/")) and RULES.search(code):
                yield f"src/{name}:{number}: {RULES.search(code).group()}"


class UserChanges(unittest.TestCase):
    def test_are_in_two_places(self):
        self.assertEqual(list(find_strays()), [])


if __name__ == "__main__":
    unittest.main()
