"""Milvus Lite's server as a process of its own, which can be killed and started again on the same files."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

STARTED_IN = 30.0  # seconds


class MilvusServer:
    """A server on this machine alone; a ``with`` block runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "MilvusServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def address(self, name: str = "quoth") -> str:
        return f"milvus://127.0.0.1:{self.port}/{name}"

    @property
    def memory(self) -> int:
        """The bytes that it holds."""
        assert self._process
        return int(psutil.Process(self._process.pid).memory_info().rss)

    def start(self) -> None:
        place = ["--data-dir", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", "server", *place],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTED_IN
        while not self._listens():
            assert self._process.poll() is None, "Milvus Lite ended as it was started"
            assert time.monotonic() < end, "Milvus Lite did not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
