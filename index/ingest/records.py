"""What was read -> records for the store: split and encoded, some seconds' work at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from ..article import Article
from ..encode import Encoder
from ..errors import SourceError
from ..sources import Job, Parsed, Pool
from ..store import Entry, Record
from ..text.split import PASSAGE_TOKENS, TITLE_TOKENS, Span, passages
from .inputs import Item, Manner, Page
from .read import Read, pages_of, read, rest_of
from .report import Progress

BATCH_CHARACTERS: Final = 400_000  # of text encoded and stored in one transaction; some seconds of work
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
    waiting: list[Read] = []
    size = done = total = 0
    for done, total, found in _reads(items, manner, known, progress):
        if found.failed:
            left.failed.append(found.failed)
            left.refused[found.item.origin] = found.failed
        elif not found.parsed:
            left.same.append(found.item.origin)
        else:
            left.failed.extend(found.parsed.failed)
            left.left_out.extend(found.parsed.left_out)
            waiting.append(found)
            size += found.size
        if size >= BATCH_CHARACTERS:
            yield _records(waiting, encoder, partial(progress, done, total))
            waiting, size = [], 0
    if waiting:
        yield _records(waiting, encoder, partial(progress, done, total))
    progress(total, total, "")


def _reads(
    items: Sequence[Item], manner: Manner, known: Mapping[str, str], progress: Progress
) -> Iterator[tuple[int, int, Read]]:
    """Yield what comes of items, in their order, with how many are done before it and how many there are."""
    done, total = 0, len(items)

    def job(item: Item) -> Job[Read]:
        return Job(partial(read, item, manner, known, pool.parse), _bytes(item))

    def told(what: str) -> None:
        progress(done, total, what)

    with Pool(_work(items, manner), told=told) as pool:
        results = pool.results(map(job, items), lambda found: found.size)
        for item in items:
            progress(done, total, item.name)
            found = next(results)
            if found.feed and found.parsed:
                pages = pages_of(found)
                total += len(pages)
                stands: dict[str, bool] = {}
                for page in pool.results(map(job, pages), lambda one: one.size):
                    progress(done, total, page.item.name)
                    stands[page.item.origin] = not page.failed or page.item.origin in known
                    yield done, total, page
                    done += 1
                found = rest_of(found, stands)
            yield done, total, found
            done += 1


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


def entries(articles: Sequence[Article], encoder: Encoder) -> list[Entry]:
    """Return articles with their passages and vectors, all of them encoded together."""
    spans = [_passages(article, encoder) for article in articles]
    texts = [
        f"{title}\n{article.text[start:end]}".lstrip("\n")
        for article, own in zip(articles, spans, strict=True)
        for title in [short_title(article.title, encoder)]
        for start, end in own
    ]
    vectors = encoder.passages(texts)
    made, first = [], 0
    for article, own in zip(articles, spans, strict=True):
        made.append(Entry(article, tuple(own), vectors[first : first + len(own)]))
        first += len(own)
    return made


def short_title(title: str, encoder: Encoder) -> str:
    """Return as much of a title as is encoded with each passage."""
    starts = encoder.token_starts([title])[0]
    return title if len(starts) <= TITLE_TOKENS else title[: starts[TITLE_TOKENS]].rstrip()


def _passages(article: Article, encoder: Encoder) -> list[Span]:
    room = min(PASSAGE_TOKENS, encoder.window - TITLE_TOKENS - 1)
    return passages(article.text, article.language, room, encoder.token_starts)


def _records(waiting: Sequence[Read], encoder: Encoder, tell: Callable[[str], None]) -> list[Record]:
    parsed = [found.parsed or Parsed(()) for found in waiting]
    name = waiting[-1].item.name  # what is large enough to be told of came last
    made = _encoded([article for said in parsed for article in said.articles], encoder, tell, name)
    return [
        Record(found.item.origin, found.seal, tuple(next(made) for _ in said.articles), said.failed)
        for found, said in zip(waiting, parsed, strict=True)
    ]


def _encoded(
    articles: Sequence[Article], encoder: Encoder, tell: Callable[[str], None], name: str
) -> Iterator[Entry]:
    """Yield the entries of articles, so many at a time as take some seconds."""
    first = 0
    while first < len(articles):
        if first:
            tell(f"{name}, article {first:,} of {len(articles):,}")
        end, size = first, 0
        while end < len(articles) and size < BATCH_CHARACTERS:
            size += len(articles[end].text)
            end += 1
        yield from entries(articles[first:end], encoder)
        first = end
