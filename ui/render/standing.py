"""Whether the articles that were quoted still stand in the library as they did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from index.library import Library

from .told import Told

Standing = Literal["changed", "gone"]


def standing_of(library: Library, answers: Iterable[Told]) -> dict[str, Standing]:
    """Return what has become of quoted articles, by their id; those that stand as they did are left out."""
    quoted = {(each.article_id, each.sha256) for told in answers for each in told.citations}
    now = library.digests([article_id for article_id, _ in quoted])
    return {
        article_id: "changed" if article_id in now else "gone"
        for article_id, digest in quoted
        if now.get(article_id) != digest
    }
