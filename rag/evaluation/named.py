"""Names of articles -> their ids in a library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from index.library import Library

Named = dict[str, frozenset[str]]


def article_ids(library: Library, names: Iterable[str]) -> Named:
    """Return for each name the articles of which it is the id, else all with that title, url or file name.

    Case and white space of a title do not count. A file may be named by the end of its path:
    ``2018/visit.html``. A name that no article has is given the empty set.
    """
    wanted = set(names)
    by_id = library.store.articles_by_id(sorted(wanted))
    others = wanted - by_id.keys()
    known = _known(library) if others else {}
    found = {name: frozenset({name}) for name in by_id}
    for name in others:
        keys = (_folded(name), name.rstrip("/"), PurePath(name).as_posix())
        found[name] = frozenset(article for key in keys for article in known.get(key, ()))
    return found


def _known(library: Library) -> dict[str, set[str]]:
    """Return the articles that have each title, url and end of a path."""
    known: dict[str, set[str]] = {}
    for article in library.articles():
        for key in (_folded(article.title), (article.url or "").rstrip("/")):
            known.setdefault(key, set()).add(article.id)
    for origin, article_id in library.store.origins():
        for key in _ends(origin):
            known.setdefault(key, set()).add(article_id)
    known.pop("", None)
    return known


def _ends(origin: str) -> list[str]:
    """Return ``/a/b/c.md`` as ``/a/b/c.md``, ``b/c.md``, ``c.md`` and the like."""
    parts = PurePath(origin).parts
    return [str(PurePath(*parts[at:])) for at in range(len(parts))]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
