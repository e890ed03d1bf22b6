# SPDX-License-Identifier: Apache-2.0
"""Runs a program on a terminal of its own and answers its questions: on_terminal.py ANSWERS PROGRAM [ARGUMENT]...

ANSWERS is a JSON list of lines. Each is typed when the program's output ends in a question, ": ". Prints as JSON the
program's exit status and everything that its terminal showed.
"""

import json
import os
import pty
import sys


def show(answers, command):
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # EIO: the program is gone
            break
        if not part:
            break
        shown += part
        if answers and shown.endswith(b": "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
            shown += b"<typed>"
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "shown": shown.decode()}


print(json.dumps(show(json.loads(sys.argv[1]), sys.argv[2:])))
