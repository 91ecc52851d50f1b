"""What a search of the library panel found in the articles' text, its words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.search.stems import stem
from index.text.fold import fold

from ..render.annotate import Layer, Run, annotate
from ..render.marks import asked_places
from ..render.reader import Span, reading_address

if TYPE_CHECKING:
    from ..render.told import Passage

FEW: Final = 8  # articles shown; the others open
MOST: Final = 100  # passages that are found
LEAST: Final = 3  # characters of a search that is looked for in the text
SHORT: Final = 260  # characters of a passage that are shown
BEFORE: Final = 60  # of them before its first word that was searched


@dataclass(frozen=True, slots=True)
class Seen:
    """A passage that has words of a search: some of it with these marked, and where it opens."""

    passage: Passage
    runs: tuple[Run, ...]
    address: str
    begins: bool
    ends: bool


def found_in(passages: Sequence[Passage], query: str) -> list[Seen]:
    """Return those passages that have a word of the query, one of each article, with most of them first.

    Passages with as many of the query's words stay in their order.
    """
    found = [(passage, spans) for passage in passages if (spans := asked_places(query, passage.quote))]
    shown: dict[str, Seen] = {}
    for passage, spans in sorted(found, key=lambda each: -_different(*each)):
        shown.setdefault(passage.article_id, _seen(passage, spans))
    return list(shown.values())


def _different(passage: Passage, spans: Sequence[tuple[int, int]]) -> int:
    return len({stem(fold(passage.quote[start:end])) for start, end in spans})


def _seen(passage: Passage, spans: Sequence[tuple[int, int]]) -> Seen:
    text, first = passage.quote, max(0, spans[0][0] - BEFORE)
    if first:
        first = text.find(" ", first, spans[0][0]) + 1 or spans[0][0]
    last = len(text) if len(text) - first <= SHORT else text.rfind(" ", first, first + SHORT)
    last = max(last, spans[0][1])
    layers = [Layer(start, end, "mark") for start, end in spans]
    words = [(passage.start + start, passage.start + end) for start, end in spans]
    address = reading_address(passage, [Span(1, passage.start, passage.end)], words[:50])
    runs = tuple(annotate(text, layers, start=first, end=last))
    return Seen(passage, runs, address, first == 0, last >= len(text))
