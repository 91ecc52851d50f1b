"""A second store, in memory and as plain as can be: what the default must say too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Article, Passage
from index.errors import SourceError
from index.language.name_variants import parts
from index.language.names import country
from index.operators import Place
from index.passage import Filter, bare
from index.store import BEFORE_ALL, EVERY, Change, Damage, Entry, Record
from index.store.copies import near_copies, wording
from index.store.named import Known, grouped, names_of
from index.text.fold import fold
from index.text.words import folded

FACTS = ("url", "source", "author", "published", "published_from", "language", "unread")
ON_PAGES = ("pages", "page_labels", "recognised", "boxes")


class MemoryStore:
    """A library's rows as dictionaries, for one thread."""

    place = "memory"
    longest_name = None

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._rows: dict[int, tuple[Passage, NDArray[np.float32]]] = {}
        self._digests: dict[str, str] = {}
        self._held: dict[str, set[str]] = {}
        self._refused: dict[str, SourceError] = {}
        self._parts: dict[str, tuple[SourceError, ...]] = {}
        self._encoder: str | None = None
        self._tags: dict[str, dict[str, str]] = {}  # by article: what is compared, and as it is spelt
        self._tagged = 0
        self._said: dict[str, dict[str, str | None]] = {}
        self._read: dict[str, dict[str, str | None]] = {}
        self._changes = [BEFORE_ALL]
        self._numbers = count(1)

    def lock(self, seconds: float | None = None) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()

    def engine_lock(self, seconds: float | None = None) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()

    def change(self) -> Change:
        return self._changes[-1]

    def first_change(self) -> Change:
        return self._changes[:2][-1]

    def has_been(self, change: Change) -> bool:
        return change in self._changes

    def touched_since(self, change: Change) -> set[str] | None:  # noqa: ARG002 - it keeps no such list
        return None

    def encoder(self) -> str | None:
        return self._encoder

    def find_anew(self) -> None:
        pass

    def damage(self) -> Damage:
        return Damage()

    # -- articles

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        return {key: self._articles[key] for key in ids if key in self._articles}

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        return {key: article.sha256 for key, article in self.articles_by_id(ids).items()}

    def matching(
        self,
        words: Sequence[str],
        *,
        start: int = 0,
        most: int | None = None,
        only: Filter = EVERY,
    ) -> tuple[int, list[str]]:
        def told(article: Article) -> str:
            facts = (article.title, article.source, article.author, article.url)
            return folded(" ".join(fact or "" for fact in facts)) or ""

        found = [
            one
            for one in self._passing(only).values()
            if all((folded(word) or "") in told(one) for word in words)
        ]
        by_id = sorted(found, key=lambda one: one.id)
        newest = [one.id for one in sorted(by_id, key=lambda one: one.published or "", reverse=True)]
        return len(newest), newest[start:][:most]

    def named(self, place: Place, words: Sequence[str]) -> list[tuple[str, str]]:
        values = ((key, getattr(one, place) or "") for key, one in self._articles.items())
        return sorted(
            (key, value) for key, value in values if all(fold(word) in fold(value) for word in words)
        )

    def stories(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        wordings = {key: wording(article.text) for key, article in self._articles.items()}
        found = {}
        for first in self.articles_by_id(article_ids):
            story = {first}
            while more := {
                key
                for key in wordings.keys() - story
                if any(near_copies(wordings[key], wordings[other]) for other in story)
            }:
                story |= more
            if len(story) > 1:
                found[first] = tuple(sorted(story))
        return found

    def counts(self, chosen: Filter) -> tuple[int, int, str | None, str | None]:
        articles = self._passing(chosen)
        days = [one.published for one in articles.values() if one.published]
        return len(articles), len(self.ids(chosen)), min(days, default=None), max(days, default=None)

    def in_part(self, chosen: Filter) -> list[tuple[str, str, str]]:
        found = [
            (min(origin for origin, held in self._held.items() if key in held), one.unread, one.title)
            for key, one in self._passing(chosen).items()
            if one.unread
        ]
        return [(origin, title, unread) for origin, unread, title in sorted(found)]

    def sources(self, chosen: Filter) -> list[tuple[str, int]]:
        names = [one.source for one in self._passing(chosen).values() if one.source]
        return sorted(
            {name: names.count(name) for name in names}.items(), key=lambda item: (-item[1], item[0])
        )

    def days(self, chosen: Filter) -> list[tuple[str, int]]:
        days = [one.published for one in self._passing(chosen).values() if one.published]
        return sorted({day: days.count(day) for day in days}.items(), reverse=True)

    def most_named(self, chosen: Filter, most: int) -> list[tuple[str, int]]:
        passing = self._passing(chosen)
        found = [(group[0].name, len(self._having(group) & passing.keys())) for group in self._groups()]
        return sorted([one for one in found if one[1]], key=lambda one: (-one[1], one[0]))[:most]

    # -- by hand

    def tags(self, chosen: Filter) -> list[tuple[str, int]]:
        given = [tag for key in self._passing(chosen) for tag in self._tags.get(key, {}).items()]
        counted = {(name, key): sum(other == key for other, _ in given) for key, name in given}
        return [
            (name, number) for (name, key), number in sorted(counted.items(), key=lambda x: (-x[1], x[0][1]))
        ]

    def tags_of(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        return {
            key: tuple(name for _, name in sorted(self._tags[key].items()))
            for key in article_ids
            if self._tags.get(key)
        }

    def tagged(self) -> int:
        return self._tagged

    def read_before(self, article_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        found = {key: dict(self._read[key]) for key in article_ids if self._read.get(key)}
        return {
            key: {name: value for name, value in read.items() if name != "published_from"}
            for key, read in found.items()
        }

    def tag(self, article_ids: Iterable[str], names: Sequence[str], *, off: bool = False) -> None:
        self._tagged += 1
        for name in names:
            key = folded(name) or ""
            spelt = next((held[key] for held in self._tags.values() if key in held), name)
            for article_id in article_ids:
                held = self._tags.setdefault(article_id, {})
                held.pop(key, None) if off else held.setdefault(key, spelt)

    def correct(
        self,
        article_id: str,
        said: Mapping[str, str | None],
        undone: Iterable[str] = (),
        *,
        anew: Entry | None = None,
    ) -> None:
        article = self._as_read(self._articles[article_id])
        held = self._said.setdefault(article_id, {})
        for name in undone:
            held.pop(name, None)
        held |= said
        self._said[article_id] = {name: v for name, v in held.items() if v != getattr(article, name)}
        self._articles[article_id] = self._as_said(article)
        if anew:
            self._drop_passages({article_id})
            self._add_passages(anew)
        self._count_change()

    # -- passages

    def ids(self, chosen: Filter) -> NDArray[np.int64]:
        passing = self._passing(chosen)
        return np.array([key for key, (one, _) in self._rows.items() if one.article_id in passing], np.int64)

    def passages(self, ids: Sequence[int]) -> dict[int, tuple[Passage, NDArray[np.float32]]]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def places(self, ids: NDArray[np.int64]) -> list[Passage]:
        return [passage for _, (passage, _) in sorted(self.passages(ids.tolist()).items())]

    def bylines(self, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
        articles = {
            key: self._articles[passage.article_id] for key, (passage, _) in self.passages(ids).items()
        }
        return {key: (article.published, article.source) for key, article in articles.items()}

    def vectors(
        self, after: int = 0, most: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        ids = [key for key in self._rows if key > after][:most]
        return np.array(ids, np.int64), np.array([self._rows[key][1] for key in ids], np.float32)

    def texts(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, str, str]]:
        for key, (passage, _) in self.passages(ids.tolist()).items():
            article = self._articles[passage.article_id]
            yield key, article.title, article.text[passage.start : passage.end]

    # -- origins

    def origins(self, article_ids: Sequence[str] | None = None) -> list[tuple[str, str]]:
        every = ((origin, article_id) for origin, held in self._held.items() for article_id in held)
        return [each for each in every if article_ids is None or each[1] in article_ids]

    def origin_digests(self, origins: Sequence[str] | None = None) -> dict[str, str]:
        return {key: each for key, each in self._digests.items() if origins is None or key in origins}

    def several(self, origins: Sequence[str] | None = None) -> dict[str, int]:
        chosen = {key: held for key, held in self._held.items() if origins is None or key in origins}
        return {origin: len(held) for origin, held in chosen.items() if len(held) > 1}

    def repeats(self, origin: str) -> bool:
        mine = self._held.get(origin, set())
        return any(mine & held for other, held in self._held.items() if other != origin)

    def refused(self) -> dict[str, SourceError]:
        return dict(self._refused)

    def failed_parts(self) -> list[SourceError]:
        return [problem for failed in self._parts.values() for problem in failed]

    # -- writing

    def write(
        self, records: Iterable[Record], *, damaged: frozenset[str] = frozenset()
    ) -> list[tuple[str, str]]:
        assert not damaged, "rows in memory are not damaged"
        copies, before = [], set[str]()
        for record in records:
            was = self._dropped(record.origin)
            before |= was
            self._held[record.origin] = set()
            self._keep_by_hand(was, [entry.article for entry in record.entries])
            self._digests[record.origin] = record.digest
            self._parts[record.origin] = record.failed
            for entry in record.entries:
                if self._insert(record.origin, entry):
                    copies.append((record.origin, self._articles[entry.article.id].title))
        self._drop_orphans(before)
        return copies

    def forget(self, origins: Iterable[str]) -> None:
        self._drop_orphans({article_id for origin in origins for article_id in self._dropped(origin)})

    def remove(self, article_ids: Iterable[str]) -> None:
        gone = set(article_ids)
        for key in gone:
            self._tags.pop(key, None)
            self._said.pop(key, None)
            self._read.pop(key, None)
        for origin, held in list(self._held.items()):
            held.difference_update(gone)
            if not held:
                self._dropped(origin)
        self._drop_orphans(gone)

    def unseal(self, origins: Iterable[str]) -> None:
        self._digests |= dict.fromkeys(set(origins) & self._digests.keys(), "")

    def set_encoder(self, encoder: str) -> None:
        self._encoder = self._encoder or encoder
        self._count_change()

    def replace_passages(
        self, encoder: str, entries: Iterable[Entry], *, of: Sequence[str] | None = None
    ) -> None:
        self._drop_passages(set(self._articles if of is None else of))
        for entry in entries:
            self._add_passages(entry)
        self._encoder = encoder
        self._count_change()

    def note(self, problems: Mapping[str, SourceError], gone: Iterable[str]) -> None:
        self._refused |= problems
        for origin in gone:
            self._refused.pop(origin, None)

    def forget_failures(self) -> None:
        self._refused.clear()
        self._parts.clear()

    def back_up(self, file: Path) -> None:
        raise NotImplementedError("rows in memory are not copied to files")

    def put_back(self, file: Path) -> None:
        raise NotImplementedError("rows in memory are not copied to files")

    # -- steps

    def _count_change(self) -> None:
        number = len(self._changes)
        self._changes.append(Change(number, f"memory {id(self)} {number}"))

    def _passing(self, chosen: Filter) -> dict[str, Article]:
        names = None if chosen.sources is None else {bare(name) for name in chosen.sources}
        return {
            key: one
            for key, one in self._articles.items()
            if (chosen.since is None or (one.published or "") >= chosen.since)
            and (chosen.until is None or (one.published or "9999") <= chosen.until)
            and (names is None or (one.source is not None and bare(one.source) in names))
            and (chosen.articles is None or key in chosen.articles)
            and key not in chosen.without
            and (
                chosen.tags is None
                or any((folded(tag) or "") in self._tags.get(key, {}) for tag in chosen.tags)
            )
            and (chosen.names is None or key in self._naming(chosen.names))
        }

    def _names(self) -> dict[str, list[str]]:
        return {key: names_of(one.text) for key, one in self._articles.items()}

    def _groups(self) -> list[list[Known]]:
        every = self._names()
        known = {
            name: sum(name in own for own in every.values()) for names in every.values() for name in names
        }
        ends: dict[str, list[Known]] = {}
        for number, (name, articles) in enumerate(known.items()):
            end = country(" ".join(parts(name))) or parts(name)[-1]
            ends.setdefault(end, []).append(Known.of(number, name, articles))
        return [group for each in ends.values() for group in grouped(each)]

    def _having(self, group: Sequence[Known]) -> set[str]:
        names = {each.name for each in group}
        return {key for key, own in self._names().items() if names & {*own}}

    def _naming(self, names: Sequence[str]) -> set[str]:
        wanted = {parts(name) for name in names}
        groups = [group for group in self._groups() if any(each.parts in wanted for each in group)]
        return {key for group in groups for key in self._having(group)}

    def _keep_by_hand(self, before: set[str], articles: Sequence[Article]) -> None:
        now = {article.id: article for article in articles}
        gone, fresh = before - now.keys(), {key: one for key, one in now.items() if key not in before}
        for old in gone:
            title = self._read.get(old, {}).get("title", self._articles[old].title)
            same = [key for key, one in fresh.items() if len(gone) == len(fresh) == 1 or one.title == title]
            if len(same) == 1:
                (new,) = same
                self._tags[new] = {**self._tags.get(old, {}), **self._tags.get(new, {})}
                if new not in self._articles:
                    self._said[new] = {**self._said.get(old, {}), **self._said.get(new, {})}
                    self._read[new] = {**self._read.get(old, {}), **self._read.get(new, {})}

    def _as_read(self, article: Article) -> Article:
        return replace(article, **self._read.pop(article.id, {}))  # type: ignore[arg-type]

    def _as_said(self, article: Article) -> Article:
        said = dict(self._said.get(article.id, {}))
        if "published" in said:
            said["published_from"] = "corrected"
        if said:
            self._read[article.id] = {name: getattr(article, name) for name in said}
        return replace(article, **said)  # type: ignore[arg-type]

    def _insert(self, origin: str, entry: Entry) -> bool:
        new, old = entry.article, self._articles.get(entry.article.id)
        held = any(new.id in articles for articles in self._held.values())
        shown = old
        old = self._as_read(old) if old else None
        copy = held and old is not None and old.sha256 == new.sha256
        if copy and old is not None:
            gaps = {name: getattr(new, name) for name in FACTS if getattr(old, name) is None}
            paged = old if old.pages else new
            new = replace(old, **gaps, **{name: getattr(paged, name) for name in ON_PAGES})
        new = self._articles[new.id] = self._as_said(new)
        old = shown
        self._held[origin].add(new.id)
        if old is None or (old.sha256, old.title) != (new.sha256, new.title):
            self._drop_passages({new.id})
            self._add_passages(entry)
        return copy

    def _add_passages(self, entry: Entry) -> None:
        for (start, end), vector in zip(entry.spans, entry.vectors, strict=True):
            key = next(self._numbers)
            stored = vector.astype(np.float16).astype(np.float32)
            self._rows[key] = (Passage(key, entry.article.id, start, end), stored)

    def _dropped(self, origin: str) -> set[str]:
        self._digests.pop(origin, None)
        self._parts.pop(origin, None)
        return self._held.pop(origin, set())

    def _drop_orphans(self, article_ids: set[str]) -> None:
        gone = article_ids.difference(*self._held.values())
        for article_id in gone:
            self._articles.pop(article_id, None)
        self._drop_passages(gone)
        self._count_change()

    def _drop_passages(self, article_ids: set[str]) -> None:
        self._rows = {key: row for key, row in self._rows.items() if row[0].article_id not in article_ids}
