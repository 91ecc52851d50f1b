"""What was read -> records for the store: split and encoded, some seconds' work at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Final, Protocol

from ..article import Article
from ..encode import Encoder
from ..errors import SourceError
from ..sources import Job, Parsed, Pool
from ..store import Entry, Record, Store
from .entries import entries
from .inputs import Item, Manner, Page, digest, is_link
from .read import Read, pages_of, read, rest_of
from .report import Progress

BATCH_CHARACTERS: Final = 400_000  # of text stored in one transaction; what alone has more comes last
GROUP_CHARACTERS: Final = 50_000  # of text encoded together; about a second of work, then progress is told
GROUP_FILES: Final = 16  # or so many, which may be links that take long to fetch
GROUP_ARTICLES: Final = 200  # or so many, which may have a letter each
ARTICLE_CHARACTERS: Final = 200  # of text take as long as what an article takes beside its own
LATER_CHARACTERS: Final = 50_000_000  # that wait for the end, in memory
NAME_SHOWN: Final = 200  # characters of a name that is too long
PAGE_BYTES: Final = 1_000_000  # of a page whose size is not known before it is fetched


@dataclass(frozen=True, slots=True)
class Left:
    """What gives no record; it grows as batches are made.

    Attributes:
        failed: files and links without an article, and parts of files that were read.
        refused: the former by their origins.
        same: the origins of what the library holds as it is.
        left_out: parts of files whose kinds are not read.
    """

    failed: list[SourceError] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: dict[str, SourceError] = field(default_factory=dict)
    left_out: list[SourceError] = field(default_factory=list)


@dataclass(slots=True)
class Pace:
    """How far the work is, and who is told of it.

    Files are read ahead of being encoded, in a moment; what is done is therefore what is encoded.
    """

    progress: Progress
    total: int
    done: int = 0

    def tell(self, name: str) -> None:
        """Tell what is at hand."""
        self.progress(self.done, self.total, name)


class Batches(Protocol):
    """What makes records of items: ``batches``, or many of it side by side."""

    def __call__(
        self,
        items: Sequence[Item],
        encoder: Encoder,
        *,
        manner: Manner,
        known: Mapping[str, str],
        progress: Progress,
        left: Left,
    ) -> Generator[list[Record], None, None]: ...


def batches(
    items: Sequence[Item],
    encoder: Encoder,
    *,
    manner: Manner,
    known: Mapping[str, str],
    progress: Progress,
    left: Left,
) -> Generator[list[Record], None, None]:
    """Yield records of some seconds' work at a time; what gives none is put into ``left``.

    A file of many articles is one record, so that it is stored whole or not at all; the parts of it
    that cannot be read are put into ``left`` too. ``known`` are the seals of what the library holds.
    """
    pace = Pace(progress, len(items))
    waiting: list[Read] = []
    made: list[Record] = []
    load = 0  # of both
    for found in _large_last(_reads(items, manner, known, pace)):
        if _is_large(found) and (made or waiting):  # nothing waits for it
            yield [*made, *_records(waiting, encoder, pace)]
            made, waiting, load = [], [], 0
        if found.parsed:
            left.failed.extend(found.parsed.failed)
            left.left_out.extend(found.parsed.left_out)
            waiting.append(found)
            load += _load(found)
        else:
            _set_aside(found, left)
            pace.done += 1
        is_full = load >= BATCH_CHARACTERS
        if is_full or _is_group(waiting):
            made.extend(_records(waiting, encoder, pace))
            waiting = []
        if is_full:
            yield made
            made, load = [], 0
    made.extend(_records(waiting, encoder, pace))
    if made:
        yield made
    pace.tell("")


def unwritten(
    store: Store, records: Sequence[Record], known: Mapping[str, str]
) -> tuple[list[Record], dict[str, str]]:
    """Return which records to write, and the seals of what the library holds under their names by now.

    What another wrote since the seals were ``known`` stays if it is the same, or what a file says now.
    """
    held = store.origin_digests([record.origin for record in records])

    def is_theirs(record: Record) -> bool:
        theirs = held.get(record.origin)
        if theirs is None or theirs == known.get(record.origin):
            return False
        return theirs == record.digest or _is_now(record.origin, theirs)

    return [record for record in records if not is_theirs(record)], held


def is_found_by(store: Store, *names: str) -> bool:
    """Tell whether a store can find a row again by each of the names."""
    most = store.longest_name
    return most is None or all(len(name.encode()) <= most for name in names)


def storable(store: Store, records: Sequence[Record], left: Left) -> list[Record]:
    """Return the records that a store can find again by their names; of the others ``left`` says so."""
    kept: list[Record] = []
    for record in records:
        if is_found_by(store, record.origin, *(entry.article.id for entry in record.entries)):
            kept.append(record)
            continue
        name = record.origin if len(record.origin) <= NAME_SHOWN else f"{record.origin[:NAME_SHOWN]}…"
        problem = SourceError(
            name,
            f"its name is too long for the database, which takes {store.longest_name:,} bytes; give it a"
            " shorter one, or keep the library in a folder",
        )
        left.failed.append(problem)
        left.refused[record.origin] = problem
    return kept


def _is_now(place: str, seal: str) -> bool:
    """Whether a seal is of what a file holds now; that of a link is not known before it is fetched again."""
    try:
        return not is_link(place) and seal.startswith(digest(Path(place)))
    except SourceError:
        return False


def _large_last(reads: Iterable[Read]) -> Iterator[Read]:
    """Yield what was read, in its order; what alone is more than a batch comes last, the smallest first."""
    later: list[Read] = []
    for found in reads:
        if not _is_large(found):
            yield found
            continue
        later.append(found)
        if sum(map(_load, later)) > LATER_CHARACTERS:
            yield from sorted(later, key=_load)
            later = []
    yield from sorted(later, key=_load)


def _is_large(found: Read) -> bool:
    return _load(found) >= BATCH_CHARACTERS


def _load(found: Read) -> int:
    """Return about how much work a file is, in characters."""
    number = len(found.parsed.articles) if found.parsed else 0
    return found.size + (number - 1) * ARTICLE_CHARACTERS if number > 1 else found.size


def _is_group(waiting: Sequence[Read]) -> bool:
    """Whether as much has been read as is encoded together."""
    return len(waiting) >= GROUP_FILES or sum(map(_load, waiting)) >= GROUP_CHARACTERS


def _set_aside(found: Read, left: Left) -> None:
    if found.failed:
        left.failed.append(found.failed)
        left.refused[found.item.origin] = found.failed
    else:
        left.same.append(found.item.origin)


def _reads(items: Sequence[Item], manner: Manner, known: Mapping[str, str], pace: Pace) -> Iterator[Read]:
    """Yield what comes of items, in their order; pages that feeds lead to are counted as they are found."""

    def job(item: Item) -> Job[Read]:
        return Job(partial(read, item, manner, known, pool.parse), _bytes(item))

    with Pool(_work(items, manner), told=pace.tell) as pool:
        results = pool.results(map(job, items), lambda found: found.size)
        for item in items:
            pace.tell(item.name)
            found = next(results)
            if found.feed and found.parsed:
                pages = pages_of(found)
                pace.total += len(pages)
                stands: dict[str, bool] = {}
                for page in pool.results(map(job, pages), lambda one: one.size):
                    pace.tell(page.item.name)
                    stands[page.item.origin] = not page.failed or page.item.origin in known
                    yield page
                found = rest_of(found, stands)
            yield found


def _work(items: Sequence[Item], manner: Manner) -> int:
    """Return about how many things there are to read; one feed may lead to many pages."""
    number = sum(not isinstance(item.content, Article) for item in items)
    return max(number, 2) if manner.follow else number


def _bytes(item: Item) -> int:
    """Return about how many bytes an item holds while it is read."""
    if isinstance(item.content, Path):
        try:
            return item.content.stat().st_size
        except OSError:  # it fails again when it is read, with its reason
            return 0
    return PAGE_BYTES if isinstance(item.content, Page) else 0


def _records(waiting: Sequence[Read], encoder: Encoder, pace: Pace) -> list[Record]:
    """Return what was read, encoded; it is told how far that is."""
    parsed = [found.parsed or Parsed(()) for found in waiting]
    ends = list(accumulate(len(said.articles) for said in parsed))
    made: list[Entry] = []
    before = pace.done
    for group in _groups([article for said in parsed for article in said.articles]):
        made.extend(entries(group, encoder, lambda: pace.tell(_at_hand(waiting, ends, len(made)))))
        pace.done = before + bisect_right(ends, len(made))
        pace.tell(_at_hand(waiting, ends, len(made)))
    pace.done = before + len(waiting)
    own = iter(made)
    return [
        Record(found.item.origin, found.seal, tuple(islice(own, len(said.articles))), said.failed)
        for found, said in zip(waiting, parsed, strict=True)
    ]


def _groups(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Yield articles, so many at a time as are encoded together."""
    first = 0
    while first < len(articles):
        end, size = first, 0
        while end < len(articles) and size < GROUP_CHARACTERS and end - first < GROUP_ARTICLES:
            size += len(articles[end].text)
            end += 1
        yield articles[first:end]
        first = end


def _at_hand(waiting: Sequence[Read], ends: Sequence[int], made: int) -> str:
    """Return the name of what was encoded last; of a file that is encoded in part, how far that is."""
    complete = bisect_right(ends, made)
    begun = made - (ends[complete - 1] if complete else 0)
    if not begun:
        return waiting[max(complete - 1, 0)].item.name
    return f"{waiting[complete].item.name}, article {begun:,} of {ends[complete] - made + begun:,}"
