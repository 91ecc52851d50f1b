"""What a library holds and finds after a fault, and whether that is what it may hold.

What is found is compared with what is found by scoring every passage by the formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from index import Library
from index.errors import LibraryDamaged, QuothError
from index.passage import Filter
from index.store.sqlite import SqliteStore
from tests.kit.brute_search import BruteSearch
from tests.kit.word_encoder import WordEncoder

from .trial import Outcome, told

QUERIES: Final = ("harbour levy", "lighthouse of the ferry in fog")
LISTED: Final = ("report", "lighthouse", "quay", "writer")

Held = Mapping[str, bytes]
"""Articles by their ids, each as a digest of all that is kept of it."""
Found = Mapping[tuple[str, str, int], float]
"""The score of each passage found, by the query, its article and where it begins."""
CLOSE: Final = 1e-4  # of float32, after some sums


def opened(folder: Path) -> Library:
    """Return the library in a folder, with an encoder that takes no time."""
    return Library(folder, WordEncoder())


def held(library: Library) -> Held:
    """Return what a library holds: texts, fields, passages, vectors, tags and corrections."""
    ids = library.store.ids(Filter()).tolist()
    parts = {article.id: [repr(article)] for article in library.articles()}
    names = list(parts)
    for passage, vector in library.store.passages(ids).values():
        parts.setdefault(passage.article_id, ["no article"]).append(
            f"{passage.start} {passage.end} {vector.tobytes().hex()}"
        )
    tags, read = library.by_hand.tags_of(names), library.by_hand.corrected(names)
    for name in names:
        parts[name].append(repr((sorted(tags.get(name, ())), sorted(read.get(name, {}).items()))))
    return {name: blake2b("\n".join(each).encode(), digest_size=12).digest() for name, each in parts.items()}


def found(library: Library) -> Found:
    """Return what some queries find; the order of equal scores is left open."""
    return {
        (query, hit.article.id, hit.passage.start): hit.score
        for query in QUERIES
        for hit in library.search(query, k=50)
    }


def by_formulas(library: Library) -> Found:
    """Return what is found by scoring every passage."""
    store = SqliteStore(library.folder)
    return found(Library(library.folder, WordEncoder(), store=store, search=BruteSearch(store)))


def alike(one: Found, other: Found) -> bool:
    """Whether the same is found, with the same scores but for the last digits."""
    return one.keys() == other.keys() and all(abs(one[key] - other[key]) < CLOSE for key in one)


def listed(library: Library) -> list[list[str]]:
    """Return the articles that the list has for each of some words."""
    return [sorted(library.store.matching([word])[1]) for word in LISTED]


def _by_bylines(library: Library) -> list[list[str]]:
    names = {one.id: f"{one.title} {one.source} {one.author}".casefold() for one in library.articles()}
    return [sorted(key for key, own in names.items() if word in own) for word in LISTED]


@dataclass(slots=True)
class Judge:
    """Says how a library may be left; what the formulas find is kept for the next that holds the same."""

    _known: dict[bytes, Found] = field(default_factory=dict)

    def __call__(
        self, folder: Path, allowed: Sequence[Held], *, in_parts: bool = False
    ) -> tuple[Outcome, str]:
        """Open, read, search and verify a library; it has to hold one of what is ``allowed``.

        ``in_parts``: each article by itself may be as in any of these.
        """
        try:
            library = opened(folder)
            now = held(library)
            if wrong := unlike(now, allowed, in_parts=in_parts):
                return wrong
            if not alike(found(library), self._wanted(library, now)):
                return "WRONG", "other hits than the formulas give"
            if listed(library) != _by_bylines(library):
                return "WRONG", "other articles in the list than have its words"
            library.verify()
        except Exception as problem:  # noqa: BLE001 - that is what is looked for
            return told(problem)
        return "right", ""

    def _wanted(self, library: Library, now: Held) -> Found:
        order = library.store.ids(Filter()).tobytes()
        key = blake2b(repr(sorted(now.items())).encode() + order).digest()
        if key not in self._known:
            self._known[key] = by_formulas(library)
        return self._known[key]


def unlike(now: Held, allowed: Sequence[Held], *, in_parts: bool = False) -> tuple[Outcome, str] | None:
    """Return what is wrong with what a library holds; nothing if it is one of what is allowed."""
    if now in allowed:
        return None
    for name in set.intersection(*(set(each) for each in allowed)):
        if now.get(name) not in [each[name] for each in allowed]:
            return "LOST", f"article {name} is {'not as it was' if name in now else 'gone'}"
    strange = [name for name, one in now.items() if one not in [each.get(name) for each in allowed]]
    if strange or not in_parts:
        return "WRONG", f"holds a part of a step, or what nobody gave: {strange[:3]}"
    return None


def is_damaged(folder: Path) -> bool:
    """Whether a library says that it is damaged and that ``quoth repair`` helps."""
    try:
        held(opened(folder))
    except LibraryDamaged as problem:
        return "quoth repair" in str(problem)
    except QuothError:
        return False
    return False
