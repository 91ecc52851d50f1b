"""Bytes -> articles, with untrusted mark-up parsed in one child process under limits."""

import threading
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, TypeVar

from ...article import Article
from ...errors import SourceError
from ..decode import named
from ..facts.defaults import dated_by_name
from ..formats import Format, Formats, Pointer
from ..formats.registry import FORMATS
from ..left_out import left_out_line
from ..limits import MAX_FILE_TEXT, MAX_PARTS
from ..pictures import MOST_SECONDS, can_recognise
from .process import ChildLost, ChildProcess

P = TypeVar("P", bound="Parser")

FAILURES_SHOWN: Final = 3
MAX_FAILURES: Final = 100  # of one file that are named; the others are counted
FEW: Final = 10
ADD_LINKS: Final = "quoth add --links FILE fetches their pages"

PARSE_SECONDS: Final = 10.0
FILE_SECONDS: Final = 1800.0  # for all that one file holds
LONGEST_SECONDS: Final = FILE_SECONDS + 4 * MOST_SECONDS  # the same where pictures are recognised
NO_WALK: Final[dict[str, object]] = {"done": 0, "lost": [], "long": False}
PNG: Final = b"\x89PNG\r\n\x1a\n"  # how one begins
RESTARTS: Final = 5  # of the child over one file


@dataclass(frozen=True, slots=True)
class Parsed:
    """The articles of a file, at least one, and the parts of it that could not be read or were left out.

    ``source`` of a failed part is ``archive.zip: inner/page.html``. ``pointers`` lead to articles whose
    text is not in the file.
    """

    articles: tuple[Article, ...]
    failed: tuple[SourceError, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    pointers: tuple[Pointer, ...] = ()


class Gathered:
    """What the child says of one file, as it comes; the child may have been taken over, so all is checked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._articles: list[Article] = []
        self._failed: list[SourceError] = []
        self._left_out: list[SourceError] = []
        self.pointers: list[Pointer] = []
        self._unnamed = 0
        self._characters = 0
        self.long = ""  # the step of long work that is being done, such as a page that is recognised
        self.latest = time.monotonic() + LONGEST_SECONDS

    @property
    def some(self) -> bool:
        """Whether there is an article."""
        return bool(self._articles)

    @property
    def full(self) -> bool:
        """Whether there is more text than is kept of one file."""
        return self._characters > MAX_FILE_TEXT or len(self._articles) > MAX_PARTS

    def add(self, found: Sequence[dict[str, Any]]) -> None:
        """Take articles and failures.

        Raises:
            KeyError, TypeError: they are not what a child sends.
        """
        for part in found:
            if "failed" in part:
                self.fail(str(part["at"]), str(part["failed"]))
            elif "pointer" in part:
                self._point(part["pointer"], part["files"])
            elif "left" in part:
                self._leave_out(str(part["at"]), str(part["left"]))
            else:
                self._add_article(part["article"])

    def fail(self, place: str, reason: str) -> None:
        """Note why a part of the file, or at no place the file itself, gave no article."""
        most = MAX_FAILURES if place else MAX_FAILURES + FEW  # those of the file itself are few and telling
        if len(self._failed) >= most:
            self._unnamed += 1
            return
        name = f"{self._name}: {named(place)}" if place else self._name
        self._failed.append(SourceError(name, named(reason)))

    def parsed(self) -> Parsed:
        """Return what came of the file.

        Raises:
            SourceError: there is no article.
        """
        if not self._articles:
            raise SourceError(self._name, self._why_none())
        failed = (*self._failed, *self._others(), *self._links())
        return Parsed(tuple(self._articles), failed, tuple(self._left_out), tuple(self.pointers))

    def _add_article(self, fields: dict[str, Any]) -> None:
        try:
            article = Article(**fields)
        except ValueError as problem:
            self.fail("", f"could not be parsed: {problem}")
            return
        self._characters += len(article.text)
        self._articles.append(article)

    def _point(self, known: dict[str, Any], files: Sequence[Any]) -> None:
        if len(self.pointers) < MAX_PARTS:
            said = {str(key): named(str(value)) for key, value in known.items()}
            self.pointers.append(Pointer(said, tuple(map(str, files))))

    def _links(self) -> list[SourceError]:
        """Return a line on entries that are links without a text, where there are any."""
        number = sum(bool(pointer.known.get("url")) for pointer in self.pointers)
        if not number:
            return []
        if not self._articles:
            links = "1 link" if number == 1 else f"{number:,} links"
            return [SourceError(self._name, f"holds {links} and no articles; {ADD_LINKS}")]
        return [SourceError(self._name, links_line(number))]

    def _leave_out(self, place: str, reason: str) -> None:
        if len(self._left_out) < MAX_PARTS:
            self._left_out.append(SourceError(f"{self._name}: {named(place)}", named(reason)))

    def _others(self) -> list[SourceError]:
        if not self._unnamed:
            return []
        return [SourceError(self._name, f"{self._unnamed:,} more parts of it could not be read")]

    def _why_none(self) -> str:
        if self.pointers and (links := self._links()):
            return links[0].reason
        if not self._failed:
            left = left_out_line(self._left_out)
            return f"holds no article; {left}" if left else "holds nothing that may be an article"
        if len(self._failed) == 1:
            return str(self._failed[0]).removeprefix(f"{self._name}: ")
        first = list({problem.reason: problem for problem in reversed(self._failed)}.values())[::-1]
        others = len(self._failed) - len(first) + self._unnamed
        return "holds no article: " + summary(first, "part", others, within=self._name)


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
                        return step, "", f"holds more than {MAX_FILE_TEXT / 1e6:g} million characters of text"
                    if time.monotonic() > end:
                        return step, "", f"took longer than {FILE_SECONDS:g} s to parse and was given up"
        except ChildLost as problem:
            return step, place, str(problem)
        except (KeyError, TypeError, ValueError) as problem:  # the child does not speak as it should
            return step, "", f"could not be parsed: {problem}"
        return step, "", ""


def links_line(number: int) -> str:
    """Return that so many entries of a file are links, and how their pages are had."""
    entries = "1 entry is a link" if number == 1 else f"{number:,} entries are links"
    return f"{entries} without a text; {ADD_LINKS}"


def _last_name(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def summary(failed: Sequence[SourceError], noun: str, unnamed: int = 0, *, within: str = "") -> str:
    """Return one line on failures: how many, and the first with their reasons."""
    number = len(failed) + unnamed
    shown = "; ".join(str(problem).removeprefix(f"{within}: ") for problem in failed[:FAILURES_SHOWN])
    more = number - min(FAILURES_SHOWN, len(failed))
    count = f"1 {noun} gave" if number == 1 else f"{number:,} {noun}s gave"
    return f"{count} no article: {shown}" + (f"; and {more:,} more" if more > 0 else "")
