"""A real PostGIS for the tests: Debian's, in a temporary folder, on a free loopback port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from data.store import open_store

ACCOUNT = "postgres"


class NoPostgis(Exception):
    """This machine has no PostGIS to start; the message says what is missing."""


class Server:
    """A running server. Every test gets a database of its own, copied from one that has PostGIS, or an empty store, in it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._numbers = count(1)
        self._execute("CREATE DATABASE with_postgis")
        with psycopg.connect(self.url("with_postgis", driver="postgresql"), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")
        self._execute("CREATE DATABASE with_store TEMPLATE with_postgis")
        open_store(self.url("with_store")).close()

    def url(self, database: str, *, driver: str = "postgresql+psycopg") -> str:
        return f"{driver}://{ACCOUNT}@127.0.0.1:{self._port}/{database}"

    def new_database(self, *, template: str = "with_postgis") -> str:
        name = f"test_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def new_store(self) -> str:
        """A database that holds an empty store: copied, for to make its tables takes four times as long."""
        return self.new_database(template="with_store")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres", driver="postgresql"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server and stop it. Raises NoPostgis where there is none to start."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="postgis-"))
    port = _free_port()
    try:
        if os.getuid() == 0:
            try:
                account = pwd.getpwnam(ACCOUNT)
            except KeyError:
                raise NoPostgis(f"no account {ACCOUNT!r}, and initdb refuses root") from None
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, log = folder / "data", folder / "log"
        _run([binaries / "initdb", "-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        # Durability is not what is tested, speed is what tests want.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=60"
        _run([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start"])
        try:
            yield Server(port)
        finally:
            _run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    beside = shutil.which("initdb")
    if not found and not beside:
        raise NoPostgis("no PostgreSQL server (Debian: postgresql-15-postgis-3)")
    return (found[-1] if found else Path(str(beside))).parent


def _run(command: list[object]) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", ACCOUNT, "--", *words]
    # pg_ctl hands its outputs on to the server, which would keep a pipe open for ever: no pipes.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, cwd="/", stdout=said, stderr=said, check=False)
        said.seek(0)
        if done.returncode:
            raise NoPostgis(f"{words[-1]}: {said.read().decode('utf-8', 'replace')[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
