"""Bytes -> articles, with untrusted mark-up parsed in one child process under limits."""

import threading
import time
from base64 import b64decode
from collections.abc import Callable
from contextlib import closing
from types import TracebackType
from typing import Final, TypeVar

from ...article import Article
from ...errors import SourceError
from ..facts.defaults import dated_by_name
from ..formats import Format, Formats, Pointer
from ..formats.registry import FORMATS
from ..pictures import can_recognise
from .gathered import FILE_SECONDS, Gathered, Parsed
from .process import ChildLost, ChildProcess

P = TypeVar("P", bound="Parser")

PARSE_SECONDS: Final = 10.0
NO_WALK: Final[dict[str, object]] = {"done": 0, "lost": [], "long": False}
PNG: Final = b"\x89PNG\r\n\x1a\n"  # how one begins
RESTARTS: Final = 5  # of the child over one file


class Parser:
    """A reader of articles that has at most one child process.

    Bare text is read in this process. All else, whose parsers can be made to take for ever or all
    memory, goes to the child, which starts with the first such file and again after it was
    killed. One file is parsed at a time: threads that share a parser wait for each other, so give
    each its own for speed. Leaving the ``with`` block, or the end of the program, ends the child.

    ``seconds`` is the wall time that one page may take, be it a file or a part of one. ``formats`` are the
    kinds that are read; both processes import them. ``told`` hears of each step of work that takes long.
    """

    def __init__(
        self,
        *,
        seconds: float = PARSE_SECONDS,
        formats: Formats = FORMATS,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        if seconds <= 0:
            raise ValueError(f"seconds={seconds!r} leaves no time to parse")
        self._formats = formats
        self.told = told
        self._lock = threading.Lock()
        self._seconds = seconds
        self._child: ChildProcess | None = None

    def __enter__(self: P) -> P:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, name: str, content: bytes) -> Parsed:
        """Return the articles that some bytes hold, at least one, and what in them gave none.

        ``name`` is the file's: it settles ties between kinds, and errors name it.

        Raises:
            SourceError: the bytes hold no article, or the time or memory for a file did not do.
        """
        kind = self._kind(name, content)
        read = kind.load(self._formats).one if kind.here else None
        if read:
            found = read(content, name)
            articles = (found,) if isinstance(found, Article) else tuple(found)
            return Parsed((dated_by_name(articles[0], name),) if len(articles) == 1 else articles)
        with self._lock:
            return self._gathered(name, kind, content).parsed()

    def pointers(self, name: str, content: bytes) -> tuple[Pointer, ...]:
        """Return what some bytes say of articles that lie elsewhere; raises as ``parse``, for none too."""
        kind = self._kind(name, content)
        with self._lock:
            found = self._gathered(name, kind, content) if not kind.here else Gathered(name)
        if not found.pointers:
            raise SourceError(name, "holds no links")
        return tuple(found.pointers)

    def page_picture(self, name: str, content: bytes, number: int) -> bytes | None:
        """Return a page, counted from 1, of a file as a PNG; ``None`` where none can be drawn in time."""
        try:
            kind = self._formats.of(content, name)
        except SourceError:
            return None
        header = {"name": name, "kind": kind.name, "formats": self._formats.home, "page": number}
        with self._lock:
            self._child = self._child or self._take()
            try:
                with closing(self._child.messages(header | NO_WALK, content)) as messages:
                    drawn = b64decode(str(next(messages)["page"]))
            except (ChildLost, KeyError, ValueError):
                return None
        return drawn if drawn.startswith(PNG) else None

    def close(self) -> None:
        """Let the child go; the next file has another."""
        with self._lock:
            if self._child:
                self._leave(self._child)
            self._child = None

    def _take(self) -> ChildProcess:
        return ChildProcess(self._seconds)

    def _leave(self, child: ChildProcess) -> None:
        child.end()

    def _kind(self, name: str, content: bytes) -> Format:
        kind = self._formats.of(content, name)
        if len(content) > kind.most:
            raise SourceError(name, f"is over {kind.most / 1e6:.0f} MB")
        return kind

    def _gathered(self, name: str, kind: Format, content: bytes) -> Gathered:
        """Gather what the child finds; where it is lost over one part, another goes on behind that."""
        gathered = Gathered(name)
        end = time.monotonic() + FILE_SECONDS
        done, lost, long = 0, set[int](), can_recognise()
        for _ in range(1 + RESTARTS):
            header = {"name": name, "kind": kind.name, "formats": self._formats.home}
            on = {"done": done, "lost": sorted(lost), "long": long}
            step, place, reason = self._gather({**header, **on}, content, gathered, end)
            if not reason:
                return gathered
            if gathered.long:  # it was lost over what can be left out
                done, long, gathered.long = max(done, step - 1), False, ""
                continue
            if not place:
                gathered.fail("", reason + ("; the rest of it was not read" if gathered.some else ""))
                return gathered
            gathered.fail(place, reason)
            done, lost = max(done, step), lost | {step}
        gathered.fail("", f"was given up after {1 + RESTARTS} parts of it could not be parsed")
        return gathered

    def _gather(
        self, header: dict[str, object], content: bytes, gathered: Gathered, end: float
    ) -> tuple[int, str, str]:
        """Return at which step and place the child was lost or left, and why; no reason when all was read."""
        self._child = self._child or self._take()
        step, place = 0, ""
        try:
            with closing(self._child.messages(header, content)) as messages:
                for message in messages:
                    gathered.add(message["found"])
                    gathered.long = str(message.get("long", ""))
                    if gathered.long:
                        self.told(f"{_last_name(str(header['name']))}, {gathered.long}")
                        end = min(time.monotonic() + FILE_SECONDS, gathered.latest)
                        continue
                    step, place = int(message.get("step", step)), str(message.get("at", place))
                    if gathered.full and "end" not in message:
                        return step, "", gathered.full
                    if time.monotonic() > end:
                        return step, "", f"took longer than {FILE_SECONDS:g} s to parse and was given up"
        except ChildLost as problem:
            return step, place, str(problem)
        except (KeyError, TypeError, ValueError) as problem:  # the child does not speak as it should
            return step, "", f"could not be parsed: {problem}"
        return step, "", ""


def _last_name(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]
