"""Files, folders and articles -> records for the store: read, parse, split, encode."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from .article import Article
from .encode import Encoder
from .errors import SourceError
from .sources import Parser, files_under, named, read_bytes
from .split import PASSAGE_TOKENS, TITLE_TOKENS, Span, passages
from .store import Entry, Record

Source = str | os.PathLike[str] | Article
Progress = Callable[[int, int, str], None]
"""Called with (files done, files in all, name of the file at hand)."""


def silent(done: int, total: int, name: str) -> None:
    """Report progress to nobody."""


BATCH_CHARACTERS: Final = 400_000  # of text encoded and stored in one transaction; some seconds of work


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read: where it came from, and its path or the article itself."""

    origin: str
    content: Path | Article


@dataclass(frozen=True, slots=True)
class Intake:
    """What is to be read, what cannot be, and what is no article."""

    items: tuple[Item, ...]
    failed: tuple[SourceError, ...] = ()
    skipped: tuple[str, ...] = ()


def listed(sources: Sequence[Source]) -> Intake:
    """Return every file and article that the sources name, each once, folders opened."""
    items: dict[str, Item] = {}
    failed: list[SourceError] = []
    skipped: list[str] = []
    for source in sources:
        if isinstance(source, Article):
            items[f"article:{source.id}"] = Item(f"article:{source.id}", source)
            continue
        try:
            found = _opened(source)
        except SourceError as problem:
            failed.append(problem)
            continue
        items.update((item.origin, item) for item in found.items)
        failed.extend(found.failed)
        skipped.extend(found.skipped)
    return Intake(tuple(items.values()), tuple(failed), tuple(skipped))


def _opened(source: str | os.PathLike[str]) -> Intake:
    name = os.fspath(source)
    if not name.strip():
        raise ValueError("a path is empty; name a file or a folder")
    if name.startswith(("http://", "https://")):
        raise SourceError(name, "links are not read yet; save the page and add the file")
    path = Path(name).expanduser()
    return below(path) if path.is_dir() else Intake((Item(origin(path), path),))


def below(folder: Path) -> Intake:
    """Return what lies under a folder.

    Raises:
        SourceError: the folder is missing or cannot be listed, or holds nothing that may be an article.
    """
    files = files_under(folder)
    if not files.readable and not files.failed:
        raise SourceError(named(folder), "is empty: it holds no file that may be an article")
    items = tuple(Item(origin(file), file) for file in files.readable)
    return Intake(items, tuple(files.failed), tuple(named(file) for file in files.skipped))


def origin(path: str | os.PathLike[str]) -> str:
    """Return the one name of a file or folder: its real path, bytes that are no UTF-8 written as escapes."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace")


def digest(item: Item) -> str:
    """Return the digest of what an item holds now.

    Raises:
        SourceError: the file cannot be read.
    """
    if isinstance(item.content, Article):
        return _hashed(repr(astuple(item.content)).encode())
    return _hashed(read_bytes(item.content))


def batches(
    items: Sequence[Item], encoder: Encoder, failed: list[SourceError], progress: Progress
) -> Iterator[list[Record]]:
    """Yield records of some seconds' work at a time; what cannot be read is put into ``failed``."""
    waiting: list[tuple[Item, str, list[Article]]] = []
    size = 0
    with Parser() as parser:
        for done, item in enumerate(items):
            progress(done, len(items), _short(item))
            try:
                seal, articles = _parsed(item, parser)
            except SourceError as problem:
                failed.append(problem)
                continue
            waiting.append((item, seal, articles))
            size += sum(len(article.text) for article in articles)
            if size >= BATCH_CHARACTERS:
                yield _records(waiting, encoder)
                waiting, size = [], 0
    if waiting:
        yield _records(waiting, encoder)
    progress(len(items), len(items), "")


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


def _parsed(item: Item, parser: Parser) -> tuple[str, list[Article]]:
    if isinstance(item.content, Article):
        return digest(item), [item.content]
    content = read_bytes(item.content)
    return _hashed(content), parser.parse(named(item.content), content)


def _records(read: Sequence[tuple[Item, str, list[Article]]], encoder: Encoder) -> list[Record]:
    made = iter(entries([article for _, _, articles in read for article in articles], encoder))
    return [Record(item.origin, seal, tuple(next(made) for _ in articles)) for item, seal, articles in read]


def _hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


def _short(item: Item) -> str:
    return item.content.title if isinstance(item.content, Article) else item.content.name
