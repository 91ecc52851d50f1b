"""Sentences that claim nothing about the world, and the passages that a claim without a mark may rest on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index.language.stemmed import content_stems
from index.language.stems import stem
from index.passage import Hit

from .cited import cited
from .overlap import share
from .source import source

_ABOUT_SOURCES: Final = (
    "source article passage report account outlet paper text answer question differ disagree agree"
    " different difference vary contradict conflict conflicting contradictory diverge point view reason"
    " follow following summary summarise short brief overall however therefore thus detail give provide"
    " mention describe list contain information figure main key several two three number exact specify"
    " above below here say state discuss address cover clear unclear version cause factor part"
    " conclusion"
)


def claims(sentence: str) -> bool:
    """Whether a sentence says something of the world, and not only of the sources: "The sources differ."."""
    read = cited(sentence)
    if any(name.sure for name in read.names) or any(figure.values[0] > 9 for figure in read.figures):
        return True
    return any(stem not in _about_sources() for stem in content_stems(read.words))


def likeliest(sentence: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the passages in the order of the share of a sentence's words that they have."""
    wanted = content_stems(cited(sentence).words)
    return sorted(hits, key=lambda hit: -share(wanted, source(hit).passage.stems))


@lru_cache(maxsize=1)
def _about_sources() -> frozenset[str]:
    return frozenset(map(stem, _ABOUT_SOURCES.split()))
