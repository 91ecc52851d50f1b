"""Bytes -> articles, with untrusted mark-up parsed in one child process under limits."""

import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from ..article import Article
from ..errors import SourceError
from . import wire
from .files import MAX_BYTES
from .kind import kind_of

PARSE_SECONDS: Final = 10.0
START_SECONDS: Final = 60.0  # for a child to start and import what the first file of a kind needs
FILES_PER_CHILD: Final = 400  # then a fresh one: libraries keep caches, and a page may have done harm
PACKAGE_ROOT: Final = str(Path(__file__).resolve().parents[2])
# Isolated (-I), so that no environment variable and no file of the current folder says what runs;
# the child finds packages where this process does.
PROGRAM: Final = "import sys; sys.path[:] = sys.argv[1:]; from index.sources.child import serve; serve()"


class Parser:
    """A reader of articles that owns at most one child process.

    Text is read in this process. HTML and Markdown, whose parsers can be made to take for ever or
    all memory, go to the child, which starts with the first such file and again after it was
    killed. One file is parsed at a time: threads that share a parser wait for each other, so give
    each its own for speed. Leaving the ``with`` block, or the end of the program, ends the child.

    ``seconds`` is the wall time that one file may take.
    """

    def __init__(self, *, seconds: float = PARSE_SECONDS) -> None:
        if seconds <= 0:
            raise ValueError(f"seconds={seconds!r} leaves no time to parse")
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._stop_at_exit: weakref.finalize[Any, Any] | None = None
        self._files = 0

    def __enter__(self) -> "Parser":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, name: str, content: bytes) -> list[Article]:
        """Return the articles that some bytes hold, at least one.

        ``name`` is the file's: it settles ties between kinds, and errors name it.

        Raises:
            SourceError: the bytes hold no article, or the time or memory for a file did not do.
        """
        if len(content) > MAX_BYTES:
            raise SourceError(name, f"is over {MAX_BYTES / 1e6:.0f} MB")
        kind = kind_of(content, name)
        if kind == "text":
            from .decode import decode
            from .text import article_from_text

            return [article_from_text(decode(content), name)]
        with self._lock:
            return self._parse_in_child(name, kind, content)

    def close(self) -> None:
        """End the child; the next file starts another."""
        with self._lock:
            self._stop()

    def _parse_in_child(self, name: str, kind: str, content: bytes) -> list[Article]:
        if self._files >= FILES_PER_CHILD or (self._child and self._child.poll() is not None):
            self._stop()
        late = threading.Event()
        answer = None
        try:
            answer = self._exchange(name, kind, content, late)
        finally:
            # killed, dead, at its end, or this process was interrupted in the middle
            if answer is None or "last" in answer or late.is_set():
                self._stop()
        self._files += 1
        if answer is None and late.is_set():
            raise SourceError(name, f"took longer than {self._seconds:g} s to parse and was given up")
        if answer is None:
            raise SourceError(name, "could not be parsed: the process that tried it died")
        return _articles(name, answer)

    def _exchange(self, name: str, kind: str, content: bytes, late: threading.Event) -> dict[str, Any] | None:
        """Return the child's answer, ``None`` when it gives none; ``late`` is set when time ran out."""
        try:
            child = self._child or self._start()
            to_child, from_child = _pipes(child)
            with _deadline(child, START_SECONDS, late):
                wire.send_json(to_child, {"name": name, "kind": kind, "seconds": self._seconds})
                if wire.receive_json(from_child, wire.MAX_REPLY_BYTES) is None:
                    return None
            with _deadline(child, self._seconds, late):
                wire.send(to_child, content)
                return wire.receive_json(from_child, wire.MAX_REPLY_BYTES)
        except OSError:
            return None

    def _start(self) -> subprocess.Popen[bytes]:
        path = [place for place in sys.path if Path(place).is_absolute()]
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", PROGRAM, *path, PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for this process, which then ends the child
        )
        self._child, self._files = child, 0
        self._stop_at_exit = weakref.finalize(self, _end, child)
        return child

    def _stop(self) -> None:
        if self._stop_at_exit:
            self._stop_at_exit()
        self._child = None


def _articles(name: str, answer: dict[str, Any]) -> list[Article]:
    if "error" in answer:
        raise SourceError(name, str(answer["error"]))
    try:
        articles = [Article(**fields) for fields in answer["articles"]]
    except (KeyError, TypeError, ValueError) as problem:
        raise SourceError(name, f"could not be parsed: {problem}") from None
    if not articles:
        raise SourceError(name, "no article text found")
    return articles


@contextmanager
def _deadline(child: subprocess.Popen[bytes], seconds: float, late: threading.Event) -> Iterator[None]:
    """Kill the child, which ends all waiting for its pipes, when the block takes longer."""

    def give_up() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(seconds, give_up)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            with suppress(OSError):  # what was not sent yet has nowhere to go
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[Any, Any]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child was started without pipes")
    return child.stdin, child.stdout
