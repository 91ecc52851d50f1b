"""The child process seen from outside: it is started, asked, given so much time, and ended."""

import math
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from . import MAX_REPLY_BYTES, receive_json, send, send_json

TICK_SECONDS: Final = 0.05  # between two looks at the clock
START_SECONDS: Final = 60.0  # for a child to start, or to import what the first file of a kind needs
LONG_SECONDS: Final = 60.0  # for a step of work that takes long, such as a page that is recognised
LARGE: Final = 5_000_000  # bytes; a step of a file of twice this size may take twice as long
FILES_PER_CHILD: Final = 400  # then a fresh one: libraries keep caches, and a page may have done harm
DIED: Final = "could not be parsed: the process that tried it died"
PACKAGE_ROOT: Final = str(Path(__file__).resolve().parents[3])
# Isolated (-I), so that no environment variable and no file of the current folder says what runs;
# the child finds packages where this process does.
PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; from index.sources.sandbox.child import serve; serve()"
)


class ChildLost(Exception):
    """The child died over a file, or was killed as its time was up; ``str()`` of it is the reason."""


class ChildProcess:
    """At most one child; it starts with the first file, and again after it was lost or ended."""

    def __init__(self, seconds: float) -> None:
        """Give each step of a file so many seconds of wall time, and more where the file is large."""
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._stop_at_exit: weakref.finalize[Any, Any] | None = None
        self._files = 0

    def messages(self, header: dict[str, Any], content: bytes) -> Generator[dict[str, Any], None, None]:
        """Yield what the child says of a file, up to its last word.

        The child is ended when it is lost and when not all is listened to.

        Raises:
            ChildLost: there will be no last word.
        """
        if self._files >= FILES_PER_CHILD or (self._child and self._child.poll() is not None):
            self.end()
        complete = False
        child = self._child or self._start()
        clock = _Clock(child)
        try:
            yield from self._exchange(header, content, child, clock)
            complete = True
        except OSError:
            raise ChildLost(_late(START_SECONDS) if clock.late else DIED) from None
        finally:
            clock.stop()
            self._files += 1
            if clock.late or not complete:
                self.end()

    def end(self) -> None:
        """End the child; the next file starts another."""
        if self._stop_at_exit:
            self._stop_at_exit()
        self._child = None
        self._files = 0

    def _exchange(
        self, header: dict[str, Any], content: bytes, child: subprocess.Popen[bytes], clock: "_Clock"
    ) -> Iterator[dict[str, Any]]:
        to_child, from_child = _pipes(child)
        allowed = self._seconds * max(1.0, len(content) / LARGE)
        with clock.allowing(START_SECONDS):
            send_json(to_child, header | {"seconds": allowed})
        while "ready" not in _received(from_child, clock, START_SECONDS):
            pass
        with clock.allowing(START_SECONDS):
            send(to_child, content)
        seconds = allowed
        while True:
            message = _received(from_child, clock, seconds)
            slow = LONG_SECONDS if "long" in message else allowed
            seconds = START_SECONDS if "loading" in message else slow
            if "loading" not in message:
                yield message
            if "end" in message:
                return
            if "stopped" in message:
                raise ChildLost(str(message["stopped"]))

    def _start(self) -> subprocess.Popen[bytes]:
        path = [place for place in sys.path if Path(place).is_absolute()]
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", PROGRAM, *path, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for this process, which then ends the child
        )
        self._child = child
        self._stop_at_exit = weakref.finalize(self, _end, child)
        return child


class _Clock:
    """Kills a child, which ends all waiting for its pipes, when it takes longer than it is allowed."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.late = False
        self._child = child
        self._until = math.inf
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """Give the child so long for the block."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = math.inf

    def stop(self) -> None:
        """Kill no more; ``late`` is final."""
        with self._lock:
            self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(TICK_SECONDS):
            with self._lock:
                if time.monotonic() > self._until and not self._stopped.is_set():
                    self.late = True
                    self._child.kill()
                    return


def _received(pipe: BinaryIO, clock: _Clock, seconds: float) -> dict[str, Any]:
    with clock.allowing(seconds):
        message = receive_json(pipe, MAX_REPLY_BYTES)
    if clock.late:
        raise ChildLost(_late(seconds))
    if message is None:
        raise ChildLost(DIED)
    return message


def _late(seconds: float) -> str:
    return f"took longer than {seconds:g} s to parse and was given up"


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):  # what was not sent yet has nowhere to go
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child was started without pipes")
    return child.stdin, child.stdout  # type: ignore[return-value]
