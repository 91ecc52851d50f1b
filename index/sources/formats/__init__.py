"""The bytes of one kind of file -> its articles, and the files in it.

Bytes come in, articles go out. Nothing here opens a file or a link. A kind of file is registered once, as
a ``Format`` beside what reads it; ``registry`` lists them in the order in which they are asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final, Literal

from ...article import Article
from ...errors import SourceError
from ..limits import MAX_BYTES
from .sample import HEAD_BYTES, NEITHER, Sample, refuse_unread
from .unread import COMPANIONS, LATER, why_unread

Wanted = Literal["read", "skip", "left", "later", "look"]
"""Whether to read a file, pass over it as the picture of a page, leave it out as a kind that is seldom an
article, say that its kind is not read yet, or ask its first bytes."""

PACKED: Final = ".gz"  # page.html.gz counts as page.html does
NO_ARTICLES: Final = "holds no articles"
UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
"""The media types by which servers say nothing."""

MISTAKES: Final = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError)
"""What parsers raise when bytes are not what they thought."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file that another file holds: a page of an archive, the body of a mail.

    Attributes:
        name: what it is called in there; only a name, never a place on the disk.
        kind: the name of its format, where the container knows; else its bytes decide.
        defaults: fields of ``Article`` (``url``, ``title``, ``author``, ``source``, ``language``,
            ``published`` with ``published_from``) for articles in it that do not say themselves.
        known: such fields that go before what it says itself, as an export's before a fragment's.
    """

    name: str
    content: bytes = field(repr=False)
    kind: str | None = None
    defaults: Mapping[str, str | None] = field(default_factory=dict)
    known: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a file says of an article whose text lies elsewhere: behind its address, or in another file.

    Attributes:
        known: fields of ``Article``, as those of ``Member``.
        files: names and paths by which that file may be known.
    """

    known: Mapping[str, str]
    files: tuple[str, ...] = ()


class LeftOut(SourceError):
    """A file in another whose kind is seldom an article and is not read."""


Part = Article | Member | Pointer | SourceError
"""What is found in a file of many: an article, another file, where one is, or why something is not read."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads bytes of a name: ``one`` gives their article, or ``many`` what is in them, piece by piece.

    ``one`` gives a list where the document is a download of several articles. ``page`` gives a page, counted
    from 1, as a PNG, and nothing for one that cannot be drawn.
    """

    one: Callable[[bytes, str], Article | Sequence[Article]] | None = None
    many: Callable[[bytes, str], Iterator[Part]] | None = None
    page: Callable[[bytes, int], bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file that is read; nothing else knows of it.

    Attributes:
        name: as it is called in code and messages between processes: ``html``.
        noun: what a person calls one whose bytes are no text, as ``PDF``; empty for text.
        suffixes: in lower case; files that end so are read, and each belongs to one format.
        rarely: suffixes of files that are seldom of this kind, so that their bytes are looked at first.
        media_types: as servers send it.
        most: bytes of the largest that is read.
        nests: whether what is in it are files of any kind.
        here: whether this process may read it: nothing in its bytes can take for ever or all memory.
        sniff: tells it from a sample; the formats before it in the list were asked and said no.
        points: tells from a sample whether it holds only what is known of articles in other files.
        load: returns what reads it, with the libraries that it needs imported. It is given all formats
            that are read, for those that hold other files.
    """

    name: str
    noun: str = ""
    suffixes: tuple[str, ...] = ()
    rarely: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    most: int = MAX_BYTES
    nests: bool = False
    here: bool = False
    sniff: Callable[[Sample], bool]
    points: Callable[[Sample], bool] | None = None
    load: Callable[["Formats"], Reader]


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats that are read, in the order in which their ``sniff`` is asked.

    Attributes:
        home: where this value lies, as ``package.module:NAME``; the child process imports it from there.
    """

    home: str
    every: tuple[Format, ...]

    def called(self, name: str) -> Format:
        """Return the format of a name, one of those listed."""
        return next(one for one in self.every if one.name == name)

    def of(self, content: bytes, name: str) -> Format:
        """Return the format of a file, told from its bytes; its name only settles ties.

        Raises:
            SourceError: the bytes are empty, binary, or of a kind that is not read.
        """
        if not content:
            raise SourceError(name, "is empty")
        sample = Sample(content, name)
        refuse_unread(sample)
        for one in self.every:
            if (one.noun or not sample.is_binary) and one.sniff(sample):
                return one
        found = self._by_suffix(sample.suffix)
        noun = found.noun if found else ""
        raise SourceError(
            name, f"is a damaged {noun}, or none: it does not begin like one" if noun else NEITHER
        )

    def wanted(self, name: str) -> Wanted:
        """Return what to do with a file by its name."""
        path = PurePath(name.replace("\\", "/"))
        suffix, inner = path.suffix.lower(), PurePath(path.stem).suffix.lower()
        if suffix != PACKED:
            return self._wanted(suffix)
        return "left" if inner in ("", PACKED) or self._is_rare(inner) else self._wanted(inner)

    def why_unread(self, name: str) -> str:
        """Return why a file of a kind that is not read is not, and what to do with it."""
        path = PurePath(name.replace("\\", "/"))
        suffix = path.suffix.lower()
        return why_unread(PurePath(path.stem).suffix.lower() or suffix if suffix == PACKED else suffix)

    def worth_a_look(self, head: bytes) -> bool:
        """Tell from the first bytes of a file whose name says little, as of JSON, whether it is read."""
        try:
            return bool(self.of(head[:HEAD_BYTES], "").rarely)
        except SourceError:
            return False

    def points(self, content: bytes) -> bool:
        """Tell from the first bytes of a file whether it holds only what is known of articles elsewhere."""
        try:
            kind = self.of(content[:HEAD_BYTES], "")
        except SourceError:
            return False
        return bool(kind.points and kind.points(Sample(content[:HEAD_BYTES], "")))

    def most_bytes(self, name: str) -> int:
        """Return how large a file of this name may be."""
        found = self._by_suffix(PurePath(name).suffix.lower())
        return found.most if found else MAX_BYTES

    def sent_as(self, content_type: str) -> Format | None:
        """Return the format that an HTTP header ``Content-Type`` says, ``None`` for another or none."""
        kind = media_type(content_type)
        return next((one for one in self.every if kind in one.media_types), None)

    def _by_suffix(self, suffix: str) -> Format | None:
        return next((one for one in self.every if suffix in one.suffixes), None)

    def _is_rare(self, suffix: str) -> bool:
        return any(suffix in one.rarely for one in self.every)

    def _wanted(self, suffix: str) -> Wanted:
        if self._by_suffix(suffix):
            return "read"
        if self._is_rare(suffix):
            return "look"
        return "later" if suffix in LATER else "skip" if suffix in COMPANIONS else "left"


def media_type(content_type: str) -> str:
    """Return the type in a header ``Content-Type``: ``text/html`` of ``Text/HTML; charset=utf-8``."""
    return content_type.split(";", 1)[0].strip().lower()
