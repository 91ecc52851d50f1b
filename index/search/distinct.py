"""Passages found -> those that say something of their own: of near-copies the best one stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..passage import Hit
from ..store.copies import containment, wording
from ..text.words import words_of

REPEATED: Final = 0.5  # share of a passage's shingles that better ones have, from which it repeats them
BESIDE: Final = 2  # words on each side of a figure that make it the same figure


def told_once(hits: Iterable[Hit], stories: Mapping[str, tuple[str, ...]], k: int) -> list[Hit]:
    """Return the first ``k`` of the hits that repeat no better one of their story, ranked anew.

    ``stories`` has for an article with near-copies its whole story. A passage that says something of its
    own stays, also one that gives another figure in the same words: reports that differ are both shown.
    """
    kept: list[Hit] = []
    for hit in hits:
        story = stories.get(hit.article.id)
        better = [other for other in kept if story and stories.get(other.article.id) == story]
        if not _repeats(hit, [other for other in better if other.article.id != hit.article.id]):
            kept.append(replace(hit, rank=len(kept) + 1))
        if len(kept) == k:
            break
    return kept


def _repeats(hit: Hit, better: Sequence[Hit]) -> bool:
    if not better:
        return False
    said = wording("\n".join(other.text for other in better)).shingles
    if containment(wording(hit.text).shingles, said) < REPEATED:
        return False
    known = [_figures(text) for text in {other.article.text for other in better}]
    return not any(_differ(_figures(hit.text), figures) for figures in known)


def _figures(text: str) -> dict[tuple[str, ...], set[str]]:
    """Return the numbers of a text by the words that stand around them."""
    words = words_of(text.casefold())
    found: dict[tuple[str, ...], set[str]] = {}
    for place in range(BESIDE, len(words) - BESIDE):
        if words[place][0].isdigit():
            around = (*words[place - BESIDE : place], *words[place + 1 : place + 1 + BESIDE])
            found.setdefault(around, set()).add(words[place])
    return found


def _differ(mine: Mapping[tuple[str, ...], set[str]], others: Mapping[tuple[str, ...], set[str]]) -> bool:
    return any(not numbers <= others[around] for around, numbers in mine.items() if around in others)
