# SPDX-License-Identifier: Apache-2.0
"""The programs that are measured, gatehouse and four peers, and how each is started."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
BUILD = Path(os.environ.get("BUILD_FOLDER", ROOT / "build")).resolve()
PEERS_PYTHON = os.environ.get("PEERS_PYTHON", "/usr/bin/python3")  # scripts/python-env
OURS = "gatehouse"
PEERS = ("raw", "fastapi", "go", "node")
SHOWN = {OURS: "gatehouse", "raw": "raw epoll", "fastapi": "FastAPI", "go": "Go", "node": "Node"}
BCRYPT_COST = "12"


@dataclass
class Program:
    """A program to start. `{port}` and `{data}` in its command become a free port and a new folder."""

    name: str
    command: list
    folder: Path = ROOT
    environment: dict = field(default_factory=dict)


def environment_of(program):
    """Returns our environment without settings that would change a measurement or that the server refuses."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
    return {**inherited, **secrets(), **program.environment}


def secrets():
    return {"JWT_SECRET_KEY": "a bench access secret of 32 bytes or more",
            "JWT_REFRESH_SECRET_KEY": "a bench refresh secret of 32 bytes or more", "BCRYPT_ROUNDS": BCRYPT_COST}


def without_limits(binary):
    """Returns the settings that turn limits off: all logins come from one address, and their work is measured, not their
    refusal. An older server, with which one may compare, refuses this setting because it does not know it."""
    checked = subprocess.run([str(binary), "config", "check"], capture_output=True, text=True, timeout=30, check=False)
    return {"GATEHOUSE_THROTTLE_ENABLED": "false"} if "throttle" in checked.stdout else {}


def our_program(binary=None):
    """Returns the server, or the example with the same three calls if there is no server."""
    server, example = BUILD / "gatehouse", BUILD / "examples" / "tutorial"
    binary = Path(binary).resolve() if binary else server if server.exists() else example
    if binary.name == "tutorial":
        return Program(OURS, [str(binary), "127.0.0.1:{port}"])
    return Program(OURS, [str(binary), "serve", "--listen", "127.0.0.1:{port}", "--data", "{data}"],
                   environment={"GATEHOUSE_PASSWORDS_BCRYPT_COST": BCRYPT_COST, **without_limits(binary)})


def peer_program(name):
    return {
        "raw": Program("raw", [str(peer_binary("raw")), "{port}"]),
        "fastapi": Program("fastapi", [PEERS_PYTHON, "-m", "uvicorn", "--no-access-log", "--workers", "1",
                                       "--host", "127.0.0.1", "--port", "{port}", "app.main:app"],
                           BENCH / "peers" / "fastapi", {"PYTHONDONTWRITEBYTECODE": "1"}),
        "go": Program("go", [str(peer_binary("go")), "{port}"]),
        "node": Program("node", ["node", "server.js", "{port}"], BENCH / "peers" / "node",
                        {"NODE_ENV": "production"}),
    }[name]


def peer_binary(name):
    return BUILD / "bench" / "peers" / name


def missing_tools(peers):
    """Returns in words what `scripts/setup bench` would install."""
    tools = {"wrk": "wrk", "go": "go" if "go" in peers else None, "node": "node" if "node" in peers else None}
    missing = [tool for tool in tools.values() if tool and not shutil.which(tool)]
    if "node" in peers and not (BENCH / "peers" / "node" / "node_modules").is_dir():
        missing.append("the packages of bench/peers/node (npm ci)")
    if "fastapi" in peers:
        probe = "import bcrypt, fastapi, httptools, jose, multipart, passlib, uvicorn, uvloop"
        if subprocess.run([PEERS_PYTHON, "-c", probe], capture_output=True, check=False).returncode:
            missing.append("Debian's Python packages for FastAPI")
    return missing


def build_peers(peers):
    """Compiles those that need it, if their source is newer."""
    for name in {"go", "raw"} & set(peers):
        binary, folder = peer_binary(name), BENCH / "peers" / name
        if binary.exists() and all(binary.stat().st_mtime > file.stat().st_mtime for file in folder.iterdir()):
            continue
        binary.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(folder / "build.sh"), str(binary)], check=True)
    if "go" in peers and not peer_binary("go_token_check").exists():
        subprocess.run([str(BENCH / "peers" / "go" / "build.sh"), str(peer_binary("go_token_check")),
                        "token_check/main.go"], check=True)


def token_checks(peers):
    """Returns the command of each peer that checks tokens and prints how many nanoseconds one takes."""
    found = {"fastapi": [PEERS_PYTHON, "-B", str(BENCH / "peers" / "fastapi" / "token_check.py")],
             "go": [str(peer_binary("go_token_check"))],
             "node": ["node", str(BENCH / "peers" / "node" / "token_check.js")]}
    return {name: command for name, command in found.items() if name in peers}
