"""The truth: articles, their passages and vectors, and what could not be read.

Records come in and go out. Nothing here knows how they are searched. ``SqliteStore`` is the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from ..article import Article
from ..errors import SourceError
from ..operators import Place
from ..passage import Filter, Passage
from ..text.split import Span

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BEFORE_ALL", "Change", "Damage", "Entry", "Record", "Store"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a library's articles.

    Attributes:
        number: counted from 1; 0 before the first.
        token: what no other change has, of this library or another; a copy that was put back and then changed
            counts the same numbers, but has other tokens.
    """

    number: int
    token: str


EVERY: Final = Filter()
BEFORE_ALL: Final = Change(0, "")


@dataclass(frozen=True, slots=True)
class Damage:
    """What of the rows is not what was stored.

    Attributes:
        articles: the ids of articles that are not.
        passages: the ids of articles that are sound and have passages that are not.
        other: what is wrong with the rest, a line each; it cannot be mended row by row.
    """

    articles: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: its passages and their vectors, shape (passages, dimensions)."""

    article: Article
    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Record:
    """What one file, link or caller said: the digest of its bytes, its articles, and what in it gave none."""

    origin: str
    digest: str
    entries: tuple[Entry, ...]
    failed: tuple[SourceError, ...] = ()


class Store(Protocol):
    """The rows of one library, usable from any thread; a call for what is not there leaves it out.

    What is searched is derived from these rows and can be made again from them at any time. ``change`` names
    the last transaction that changed them; what is derived carries the one it was made at, and is believed
    only by a store that ``has_been`` there.
    """

    @property
    def place(self) -> str:
        """Where it lies, as messages name it."""

    @property
    def longest_name(self) -> int | None:
        """How many bytes an origin or an id may have; ``None`` for any number."""

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Be the only writer of the library within the block, in this process and every other.

        Raises:
            LibraryReadOnly, LibraryFull: nothing can be written there.
            LibraryBusy: another writer did not finish within ``seconds``, or some time that fits most.
        """

    def engine_lock(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Be the only one that writes what an engine holds of the library; others may write to the library.

        Raises as ``lock``.
        """

    def change(self) -> Change:
        """Return the last change of articles, ``BEFORE_ALL`` for a library that had none."""

    def first_change(self) -> Change:
        """Return the first change of articles, by which a library is known: restored or not, it had it."""

    def has_been(self, change: Change) -> bool:
        """Tell whether a change is one of those that led to these rows."""

    def touched_since(self, change: Change) -> set[str] | None:
        """Return the ids of articles that were stored, changed or removed after a change.

        ``None`` where that is not known: it lies too far back, or did not lead to these rows.
        """

    def encoder(self) -> str | None:
        """Return the identity of the encoder that made the vectors, ``None`` before there are any."""

    def damage(self) -> Damage:
        """Look at every row and return what is wrong with them."""

    def find_anew(self) -> None:
        """Make anew what the rows are found by, of the rows themselves.

        Raises:
            LibraryDamaged: the rows cannot be read.
        """

    # -- articles

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return those of the articles that are there."""

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the digests of the texts of those of the articles that are there."""

    def matching(
        self,
        words: Sequence[str],
        *,
        start: int = 0,
        most: int | None = None,
        only: Filter = EVERY,
    ) -> tuple[int, list[str]]:
        """Return how many articles have every word in their title, source, author or url, and ids of them.

        Those are the newest first, at most ``most`` from number ``start`` on, of those that pass a filter.
        """

    def named(self, place: Place, words: Sequence[str]) -> list[tuple[str, str]]:
        """Return (id, value) of articles whose title, source or author has every word, by id.

        Words are folded and may be parts of words there.
        """

    def stories(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return for those of the articles that have near-copies the ids of their whole story, ascending."""

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        """Return how many articles and passages pass the filter, and their first and last day."""

    def in_part(self, chosen: Filter) -> list[tuple[str, str, str]]:
        """Return (origin, title, unread) of articles that pass the filter and were read only in part.

        They come by origin; of several origins of one article the first is named.
        """

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every source of articles that pass the filter with their number, the largest first."""

    def most_named(self, chosen: Filter, most: int) -> list[tuple[str, int]]:
        """Return the names that most articles have which pass the filter, with their number, most first.

        Names that mean the same are one, called as most articles have it in full.
        """

    # -- what people say of articles, which outlasts a change of their text

    def tags(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every tag with its number of articles that pass the filter, the largest first."""

    def tags_of(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return for those of the articles that have tags these, by their names."""

    def tagged(self) -> int:
        """Return how many times tags were given or taken, which is no change of articles."""

    def read_before(self, article_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        """Return for those of the articles that were corrected what was read in each field that was."""

    def tag(self, article_ids: Iterable[str], names: Sequence[str], *, off: bool = False) -> None:
        """Give articles tags, or take them ``off``; case makes no difference."""

    def correct(
        self,
        article_id: str,
        said: Mapping[str, str | None],
        undone: Iterable[str] = (),
        *,
        anew: Entry | None = None,
    ) -> None:
        """Have an article say what is right in some fields, and in others what was read of it.

        It changes what is searched. Passages stay as they are, unless they come ``anew`` with it.
        """

    def days(self, chosen: Filter) -> list[tuple[str, int]]:
        """Return every day of articles that pass the filter with their number, the newest first."""

    # -- passages

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        """Return the ids of the passages whose articles pass the filter, ascending."""

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        """Return those of the passages that are there, each with its vector, shape (dimensions,)."""

    def places(self, ids: NDArray[np.int64]) -> list[Passage]:
        """Return those of the passages that are there, ascending by id, without their vectors."""

    def bylines(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        """Return the day and the source of those of the passages that are there."""

    def vectors(
        self, after: int = 0, most: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the first ``most`` ids above ``after``, ascending, and their vectors.

        The vectors have the shape (ids, dimensions); without ``most`` all of them are returned.
        """

    def texts(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, str, str]]:
        """Yield (id, title, text) of those of the passages that are there."""

    # -- origins: the files and links that were read

    def origins(self, article_ids: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Return every file or link with the id of each article it holds, of all articles or of some."""

    def origin_digests(self, origins: Sequence[str] | None = None) -> dict[str, str]:
        """Return for every file or link that was read, or for some, the digest of what it held."""

    def several(self, origins: Sequence[str] | None = None) -> dict[str, int]:
        """Return how many articles each file or link, or each of some, holds that holds more than one."""

    def repeats(self, origin: str) -> bool:
        """Tell whether another origin holds an article of this one too."""

    def refused(self) -> dict[str, SourceError]:
        """Return by their origins the files and links that gave no article when they were last read."""

    def failed_parts(self) -> list[SourceError]:
        """Return the parts of the files that it holds that gave no article."""

    # -- writing, each in one transaction; all but the last two change what is searched

    def write(
        self, records: Iterable[Record], *, damaged: frozenset[str] = frozenset()
    ) -> list[tuple[str, str]]:
        """Store what files or links say, in place of what they said before.

        Articles that no origin holds any longer go. Returns (origin, title) of every article whose words
        another origin holds already: what is known of it stays as it is, and only gaps are filled. Of what
        is known of a ``damaged`` one nothing stays but what people said of it.
        """

    def forget(self, origins: Iterable[str]) -> None:
        """Drop files or links, and the articles that no other holds."""

    def remove(self, article_ids: Iterable[str]) -> None:
        """Drop articles, their passages, and the origins that held nothing else."""

    def unseal(self, origins: Iterable[str]) -> None:
        """Have files or links read again when they are next added; until then they hold what they hold."""

    def set_encoder(self, encoder: str) -> None:
        """Note the encoder of a library that has none yet."""

    def replace_passages(
        self, encoder: str, entries: Iterable[Entry], *, of: Sequence[str] | None = None
    ) -> None:
        """Store passages anew: those of every article, maybe by another encoder, or only ``of`` some."""

    def note(self, problems: Mapping[str, SourceError], gone: Iterable[str]) -> None:
        """Keep why files and links gave no article, and drop what was kept of others."""

    def forget_failures(self) -> None:
        """Drop every failure that was kept."""

    def back_up(self, file: Path) -> None:
        """Copy all rows as of one moment to a file, while others read and write.

        Raises:
            LibraryReadOnly, LibraryFull: the file cannot be written.
        """

    def put_back(self, file: Path) -> None:
        """Become what a backup holds, in one step; what is derived and of another history is made again.

        Raises:
            LibraryDamaged: the file is no backup, or not as it was made; the rows stay as they were.
        """
