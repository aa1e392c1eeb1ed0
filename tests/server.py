"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket in it, ended by its process id."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

OLDEST = 15
PATIENCE = 30  # seconds until a server that was started must answer
SETTINGS = ("listen_addresses=", "max_connections=40")
FAST = ("fsync=off", "shared_buffers=32MB", "autovacuum=off")


class Server:
    """A running server; makes databases."""

    def __init__(self, folder: Path, process: int) -> None:
        self.folder, self.process = folder, process
        self._numbers = count(1)

    def address(self, database: str, user: str = "postgres") -> str:
        """Where a database is, as --ledger takes it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        """A statement of the administrator."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def fresh(self, template: str = "template0") -> str:
        """The address of a new database, an empty one or a copy of another."""
        name = f"d{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)


def database_of(address: str) -> str:
    """The name of the database."""
    return str(psycopg.conninfo.conninfo_to_dict(address)["dbname"])


def programs() -> Path | None:
    """The folder with initdb and postgres of the newest PostgreSQL, None where there is none of version 15 or newer."""
    found = {int(path.parent.parent.name): path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    if found and max(found) >= OLDEST:
        return found[max(found)]
    there = shutil.which("initdb")
    if there is None:
        return None
    told = subprocess.run([there, "--version"], check=True, capture_output=True, text=True).stdout
    number = re.search(r"\d+", told)
    return Path(there).resolve().parent if number and int(number[0]) >= OLDEST else None


@contextmanager
def running(bins: Path, settings: tuple[str, ...] = FAST) -> Iterator[Server]:
    """The server for the length of the block. It runs as user postgres where the tests run as root, whom it refuses."""
    folder = Path(tempfile.mkdtemp(prefix="rashomon-server-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        make = [bins / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(make, check=True, user=user, cwd=folder, capture_output=True)
        given = [part for setting in (*SETTINGS, *settings) for part in ("-c", setting)]
        command = [bins / "postgres", "-D", folder / "data", "-k", folder, *given]
        with (folder / "log").open("wb") as told, subprocess.Popen(command, user=user, cwd=folder, stderr=told) as process:
            try:
                _wait(Server(folder, process.pid), process)
                yield Server(folder, process.pid)
            finally:
                process.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
    finally:
        shutil.rmtree(folder)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while True:
        try:
            return server.run("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > last:
                raise
            time.sleep(0.05)
