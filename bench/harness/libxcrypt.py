# SPDX-License-Identifier: Apache-2.0
"""Measures how many bcrypt hashes a second libxcrypt makes on a core of its own; logins are compared with that."""

import ctypes
import json
import subprocess
import sys
import time

from harness.server import BenchError, on_cpu
from harness.targets import BCRYPT_COST

SETTING = f"$2b${BCRYPT_COST}$abcdefghijklmnopqrstuu".encode()


def hashes_per_second(seconds):
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    begin = time.monotonic()
    count = 0
    while time.monotonic() < begin + seconds:
        if not (library.crypt(b"a passphrase of bench", SETTING) or b"").startswith(b"$2b$"):
            raise BenchError("libxcrypt makes no bcrypt hash")
        count += 1
    return count / (time.monotonic() - begin)


def measure(seconds, cpu):
    """Measures in a process of its own, on the server's core."""
    with on_cpu(cpu):
        done = subprocess.run([sys.executable, "-B", "-m", "harness.libxcrypt", str(seconds)], check=True,
                              capture_output=True, text=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    print(hashes_per_second(float(sys.argv[1])))
