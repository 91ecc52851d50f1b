"""What people say of articles: tags, and corrections of what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .article import day
from .ingest.entries import entries
from .ingest.ingest import check_encoder
from .passage import Filter
from .store.corrections import FIELDS
from .text.words import folded

if TYPE_CHECKING:
    from .article import Article
    from .ingest.ingest import Target

LONGEST_TAG: Final = 60  # characters
LONGEST_FIELD: Final = 1000  # characters of a title, an outlet's or an author's name


class ByHand:
    """The tags and corrections of one library; they stay when articles are read again."""

    def __init__(self, target: Target) -> None:
        """Use ``Library.by_hand``."""
        self._target = target
        self._store = target.store

    # -- tags

    def tags(self, only: Filter | None = None) -> list[tuple[str, int]]:
        """Return every tag with its number of articles, the largest first, within a filter if given."""
        return self._store.tags(only or Filter())

    def tags_of(self, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the tags of those of the articles that have any."""
        return self._store.tags_of(article_ids)

    def tag(self, article_ids: str | Sequence[str], tags: str | Sequence[str]) -> None:
        """Give articles tags; one that is there in another case is taken as it is spelt.

        Raises:
            KeyError: one of the articles is not there; none was tagged.
            ValueError: a tag is blank, too long or has a comma or a line break.
        """
        self._store.tag(self._there(article_ids), checked_tags(tags))

    def untag(self, article_ids: str | Sequence[str], tags: str | Sequence[str]) -> None:
        """Take tags from articles; errors are those of ``tag``."""
        self._store.tag(self._there(article_ids), checked_tags(tags), off=True)

    # -- corrections

    def corrected(self, article_ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
        """Return for those of the articles that were corrected what was read, by the fields that were."""
        return self._store.read_before(article_ids)

    def correct(self, article_id: str, **fields: str | None) -> Article:
        """Correct an article's ``title``, ``source``, ``author`` or ``published`` and return it.

        A blank one says that there is none. What was read is kept, and comes back with ``undo``.

        Raises:
            KeyError: there is no such article.
            ValueError: a field is no other of these, too long, or the day is none.
            LibraryBusy, LibraryFull, LibraryReadOnly: nothing was changed.
        """
        said = {name: _checked(name, value) for name, value in fields.items()}
        return self._changed(article_id, said)

    def undo(self, article_id: str, fields: Iterable[str] = FIELDS) -> Article:
        """Put back what was read of some fields of an article, or of all; errors are those of ``correct``."""
        return self._changed(article_id, {}, list(fields))

    def _changed(self, article_id: str, said: dict[str, str | None], undone: Sequence[str] = ()) -> Article:
        store, target = self._store, self._target
        with store.lock():
            before = self._article(article_id)
            read = store.read_before([article_id]).get(article_id, {})
            back = {name: read[name] for name in undone if name in read}
            after = replace(before, **(back | said))  # type: ignore[arg-type]  # says itself what it may be
            check_encoder(target)
            is_titled = after.title != before.title  # the title is encoded with each passage
            anew = entries([after], target.encoder)[0] if is_titled else None
            store.correct(article_id, said, undone, anew=anew)
            target.search.apply(store.change())
            return self._article(article_id)

    # -- steps

    def _article(self, article_id: str) -> Article:
        return self._store.articles_by_id(self._there(article_id))[article_id]

    def _there(self, article_ids: str | Sequence[str]) -> list[str]:
        ids = [article_ids] if isinstance(article_ids, str) else list(dict.fromkeys(article_ids))
        held = self._store.digests(ids)
        for article_id in ids:
            if article_id not in held:
                raise KeyError(f"no article {article_id!r} in {self._store.place}")
        return ids


def checked_tags(tags: str | Sequence[str]) -> list[str]:
    """Return tags with single spaces, each once.

    Raises:
        ValueError: there is none, or one is blank, too long or has a comma or a line break.
    """
    given = [tags] if isinstance(tags, str) else list(tags)
    found: dict[str, str] = {}
    for tag in given:
        if not isinstance(tag, str) or not tag.strip() or any(mark in tag for mark in ",\n\r\0"):
            raise ValueError(f"{tag!r} is no tag; write a word or two, without a comma")
        if len(tag.strip()) > LONGEST_TAG:
            raise ValueError(
                f"the tag {tag.strip()[:20]!r}… is too long; {LONGEST_TAG} characters are the most"
            )
        found.setdefault(folded(tag.strip()) or "", " ".join(tag.split()))
    if not found:
        raise ValueError("name at least one tag")
    return list(found.values())


def _checked(field: str, value: str | None) -> str | None:
    """Return what is right in a field, ``None`` for nothing but a title, which is blank."""
    if field not in FIELDS:
        raise ValueError(f"{field!r} cannot be corrected; {', '.join(FIELDS)} can")
    if field == "published":
        return day((value or "").strip(), "published")
    text = " ".join((value or "").split())
    if len(text) > LONGEST_FIELD:
        raise ValueError(f"the {field} has {len(text):,} characters; {LONGEST_FIELD:,} are the most")
    return text or ("" if field == "title" else None)
