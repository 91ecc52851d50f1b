"""The child process seen from outside: it is started, asked, given so much time, and ended."""

import os
import subprocess
import sys
import weakref
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..pictures import can_recognise
from . import MAX_REPLY_BYTES, as_json, receive_json, send
from .clock import Clock

START_SECONDS: Final = 60.0  # for a child to start, or to import what the first file of a kind needs
LONG_SECONDS: Final = 60.0  # for a step of work that takes long, such as a page that is recognised
LARGE: Final = 5_000_000  # bytes; a step of a file of twice this size may take twice as long
# Then a fresh one: libraries keep caches, and a page may have done harm. Starting one takes as long as
# parsing 500 small files.
FILES_PER_CHILD: Final = 1_000
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
        self._clock: Clock | None = None
        self._ending: weakref.finalize[Any, Any] | None = None
        self._started_for = _surroundings()
        self._files = 0
        self._heard = False  # whether it said a word on the file that it has

    @property
    def fit(self) -> bool:
        """Whether there is a child that may be given a file."""
        if not self._child or self._files >= FILES_PER_CHILD or self._child.poll() is not None:
            return False
        return self._started_for == _surroundings()

    def messages(self, header: dict[str, Any], content: bytes) -> Generator[dict[str, Any], None, None]:
        """Yield what the child says of a file, up to its last word.

        The child is ended when it is lost, when not all is listened to, and when it has grown.

        Raises:
            ChildLost: there will be no last word.
        """
        if not self.fit:
            self.end()
        rested = self._child is not None
        try:
            yield from self._said(header, content)
        except ChildLost as problem:
            if self._heard or not rested or str(problem) != DIED:
                raise
            yield from self._said(header, content)  # it died at rest: no file is to blame

    def rest(self) -> None:
        """Hold no thread while nothing is asked."""
        if self._clock:
            self._clock.stop()
        self._clock = None

    def kill(self) -> None:
        """Have the child lost over the file that another thread asks of."""
        if child := self._child:
            child.kill()

    def end(self) -> None:
        """End the child; the next file starts another."""
        self.rest()
        if self._ending:
            self._ending()
        self._child = None
        self._files = 0

    def forget(self) -> None:
        """Let go of a child that is a sibling, as this process was forked off the one that started it.

        It is not killed, and that it ends when its own parent does needs our copies of the pipes closed.
        """
        child, self._child, self._clock = self._child, None, None
        if self._ending:
            self._ending.detach()
        if child:
            child.returncode = 0  # there is nothing to wait for
            _close_pipes(child)

    def _said(self, header: dict[str, Any], content: bytes) -> Iterator[dict[str, Any]]:
        child = self._child or self._start()
        clock = self._clock = self._clock or Clock(child)
        over = True
        try:
            for message in self._exchange(header, content, child, clock):
                over = "end" not in message or bool(message.get("grown"))
                yield message
        except OSError:
            raise ChildLost(_late(START_SECONDS) if clock.late else DIED) from None
        finally:
            self._files += 1
            if over or clock.late:
                self.end()

    def _exchange(
        self, header: dict[str, Any], content: bytes, child: subprocess.Popen[bytes], clock: Clock
    ) -> Iterator[dict[str, Any]]:
        to_child, from_child = _pipes(child)
        allowed = self._seconds * max(1.0, len(content) / LARGE)
        self._heard = False
        with clock.allowing(START_SECONDS):
            send(to_child, as_json(header | {"seconds": allowed}), content)
        seconds = START_SECONDS  # up to the first word, which comes before the first step
        while True:
            message = _received(from_child, clock, seconds)
            self._heard = True
            slow = LONG_SECONDS if "long" in message else allowed
            seconds = START_SECONDS if "loading" in message else slow
            if "loading" not in message:
                yield message
            if "end" in message:
                return
            if "stopped" in message:
                raise ChildLost(str(message["stopped"]))

    def _start(self) -> subprocess.Popen[bytes]:
        self._started_for = path, *_ = _surroundings()
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", PROGRAM, *path, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # a fork would inherit what waits in a buffer, and its lock
            cwd=os.path.abspath(os.sep),  # noqa: PTH100 - it may outlive the folder that we are in
            start_new_session=True,  # Ctrl-C is for this process, which then ends the child
        )
        self._child = child
        self._ending = weakref.finalize(self, _end, child)
        _forgotten_in_forks().add(self)
        return child


def _surroundings() -> tuple[tuple[str, ...], int, bool]:
    """Return where packages are found, whose rights are had, and whether pictures are recognised.

    A child of other surroundings is of no more use.
    """
    path = tuple(place for place in sys.path if os.path.isabs(place))  # noqa: PTH117 - asked for each file
    return path, os.geteuid() if hasattr(os, "geteuid") else 0, can_recognise()


@cache
def _forgotten_in_forks() -> "weakref.WeakSet[ChildProcess]":
    """Return what every process that is forked off this one begins by forgetting."""
    started: weakref.WeakSet[ChildProcess] = weakref.WeakSet()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _forget(started))
    return started


def _forget(started: "weakref.WeakSet[ChildProcess]") -> None:
    for one in started:
        one.forget()


def _received(pipe: BinaryIO, clock: Clock, seconds: float) -> dict[str, Any]:
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
    _close_pipes(child)


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child was started without pipes")
    return child.stdin, child.stdout  # type: ignore[return-value]
