"""The way through one file, and through the files in it, in counted steps.

Work that may end this process is a step. Its number is the same whenever the same bytes are
walked, and it is told before the step is taken, so that another process can go on behind it.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import named
from ..facts.defaults import dated_by_name, filled
from ..formats import MISTAKES, Format, Formats, LeftOut, Member, Part, Pointer, Reader
from ..limits import MAX_NESTING, MAX_PARTS, MAX_TEXT, MAX_UNPACKED

Defaults = Mapping[str, str | None]

_FIELDS: Final = """
    title text url source author published published_from language pages page_labels unread recognised boxes
"""
FIELDS: Final = tuple(_FIELDS.split())
BROKEN: Final = (*MISTAKES, RuntimeError, OSError, EOFError, SyntaxError, struct.error, zlib.error)
MAX_NAME: Final = 300  # characters


class Enough(Exception):
    """The file holds more than is read; ``str()`` of it is the reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies: its name, the names of those around it, and what they say and know of it."""

    name: str
    path: tuple[str, ...] = ()
    defaults: Defaults = field(default_factory=dict)
    known: Defaults = field(default_factory=dict)

    def below(self, member: Member) -> "Place":
        """Return the place of a member; what it says goes before what those around it say."""
        own = {key: value for key, value in member.defaults.items() if value}
        around = dict(self.defaults)
        if "published" in own:
            around.pop("published_from", None)
        path = (*self.path, named(member.name)[:MAX_NAME])
        return Place(member.name, path, {**around, **own}, {**self.known, **member.known})


class Walk:
    """One walk.

    Args:
        tell: sends what was found so far, the number of the step that begins, and where.
        loading: called before libraries are imported.
        formats: the kinds that are read.
        readers: what reads each of them, as far as it is loaded; it grows.
        done: the last step that another process took on its walk; what those gave was told.
        lost: the steps that ended a process; they are not taken again.
    """

    def __init__(
        self,
        tell: Callable[[list[dict[str, Any]], int, str], None],
        loading: Callable[[], None],
        formats: Formats,
        *,
        readers: dict[str, Reader] | None = None,
        done: int = 0,
        lost: frozenset[int] = frozenset(),
    ) -> None:
        self.found: list[dict[str, Any]] = []
        self._tell, self._loading, self._done, self._lost = tell, loading, done, lost
        self._formats = formats
        self._readers = {} if readers is None else readers
        self._step = self._parts = self._unpacked = 0
        self._waiting = 0  # characters of the articles in ``found``

    def read(self, kind: str, content: bytes, name: str) -> None:
        """Read a file and what is in it; what is left in ``found`` was not told yet."""
        try:
            self._read(self._formats.called(kind), content, Place(name))
        except Enough as problem:
            self._fail(str(problem), Place(name))

    def reader(self, kind: str) -> Reader:
        """Return what reads a kind; its libraries are imported once."""
        if kind not in self._readers:
            self._loading()
            self._readers[kind] = self._formats.called(kind).load(self._formats)
        return self._readers[kind]

    def _read(self, kind: Format, content: bytes, place: Place) -> None:
        reader = self.reader(kind.name)
        if reader.one:
            if self._begun(place, again=False):
                self._read_one(reader.one, content, place)
        elif kind.nests and len(place.path) >= MAX_NESTING:
            self._fail(f"lies too deep: files in files are opened {MAX_NESTING} deep", place)
        elif reader.many:
            self._read_many(reader.many, content, place)

    def _read_one(
        self, parse: Callable[[bytes, str], Article | Sequence[Article]], content: bytes, place: Place
    ) -> None:
        try:
            found = parse(content, place.name)
            articles = (found,) if isinstance(found, Article) else found
            for article in articles:
                self._found(article, place, alone=len(articles) == 1)
        except (SourceError, *BROKEN) as problem:
            self._fail(_reason(problem), place)

    def _read_many(self, parse: Callable[[bytes, str], Iterator[Part]], content: bytes, place: Place) -> None:
        parts = _parts(parse, content, place.name)
        while self._begun(place, again=True):
            try:
                part = next(parts, None)
            except (SourceError, *BROKEN) as problem:
                self._fail(_reason(problem), place)
                return
            if part is None:
                return
            self._count(part)
            if isinstance(part, Member):
                self._read_member(part, place.below(part))
            elif isinstance(part, SourceError):
                kept = "left" if isinstance(part, LeftOut) else "failed"
                self._fail(part.reason, _named_place(part, place), kept=kept)
            elif isinstance(part, Pointer):
                self._point(part)
            else:
                self._found(part, place)

    def _read_member(self, member: Member, place: Place) -> None:
        try:
            told = self._formats.called(member.kind) if member.kind else None
            kind = told or self._formats.of(member.content, member.name)
        except SourceError as problem:
            self._fail(problem.reason, place)
            return
        if len(member.content) > kind.most:
            self._fail(f"is over {kind.most / 1e6:.0f} MB", place)
            return
        self._read(kind, member.content, place)

    def _begun(self, place: Place, *, again: bool) -> bool:
        """Begin the next step and tell it, or return that it is not to be taken."""
        self._step += 1
        if self._step in self._lost or (self._step <= self._done and not again):
            return False
        self._tell(self.found, self._step, ": ".join(place.path))
        self.found, self._waiting = [], 0
        return True

    def _count(self, part: Part) -> None:
        self._parts += 1
        self._unpacked += len(part.content) if isinstance(part, Member) else 0
        if self._parts > MAX_PARTS:
            raise Enough(f"holds more than {MAX_PARTS:,} articles and files; the rest was not read")
        if self._unpacked > MAX_UNPACKED:
            raise Enough(f"unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB; the rest was not read")

    def _found(self, article: Article, place: Place, *, alone: bool = False) -> None:
        if len(article.text) > MAX_TEXT:
            self._fail(f"holds more than {MAX_TEXT / 1e6:g} million characters of text", place)
        elif self._step > self._done:
            self._tell_before(len(article.text), place)
            whole = filled(article, place.name, place.defaults, place.known)
            whole = dated_by_name(whole, place.name) if alone else whole
            self.found.append({"article": {name: getattr(whole, name) for name in FIELDS}})

    def _tell_before(self, size: int, place: Place) -> None:
        """Tell what waits if so many characters more would not go into one message."""
        if self._waiting + size > MAX_TEXT:
            self._tell(self.found, self._step, ": ".join(place.path))
            self.found, self._waiting = [], 0
        self._waiting += size

    def _point(self, pointer: Pointer) -> None:
        if self._step > self._done:
            self.found.append({"pointer": dict(pointer.known), "files": list(pointer.files)})

    def _fail(self, reason: str, place: Place, *, kept: str = "failed") -> None:
        if self._step > self._done:
            self.found.append({kept: reason, "at": ": ".join(place.path)})


def _parts(parse: Callable[[bytes, str], Iterator[Part]], content: bytes, name: str) -> Iterator[Part]:
    yield from parse(content, name)


def _reason(problem: Exception) -> str:
    if isinstance(problem, SourceError):
        return problem.reason
    if isinstance(problem, RecursionError):
        return "is nested too deeply to be read"
    return f"could not be parsed ({type(problem).__name__})"


def _named_place(problem: SourceError, place: Place) -> Place:
    """Return the place that a part's failure names, which may or may not begin with its file's name."""
    name = problem.source.removeprefix(place.name).removeprefix(": ")
    return place.below(Member(name, b"")) if name else place
