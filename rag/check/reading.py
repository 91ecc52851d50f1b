"""A value asked for: what the reader finds in the passage where the sentence has a name or a number.

"The embargo ended in March 1974" is read as "The embargo ended in what year?". It is asked only where a value
stands among other words than in the article, for there the rule of places sees nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from index.language.claim_names import Name
from index.language.numbers import Figure

from .cited import Cited, cited
from .places import shared
from .source import Source
from .values import figure_spots, name_spots, same_figure, same_name

MOST: Final = 2  # values of a sentence that are asked for
FAMILIAR: Final = 0.5  # share of what surrounds a value that surrounds it in the article: not asked for
SURE: Final = 0.3  # probability of the words that the reader marks

Answers = Callable[[str, str, str], "tuple[str, float]"]
"""A question, a passage and its title -> the words that answer, and their probability if any do, else 0."""


def answered_otherwise(claim: Cited, sources: Sequence[Source], answers: Answers) -> Iterator[str]:
    """Yield a line for each value in whose place the reader finds another of the same kind."""
    passages = [source.passage for source in sources]
    for _, item in sorted(_unfamiliar(claim, passages), key=lambda pair: pair[0])[:MOST]:
        source = next(each for each in sources if _holds(each.passage, item))
        words, sure = answers(_question(claim, item), source.text, source.article.title)
        if sure >= SURE and _another(claim, item, cited(words)):
            yield f"“{item.text}”: where it stands the passage has “{words}”"


def _unfamiliar(claim: Cited, passages: Sequence[Cited]) -> Iterator[tuple[float, Name | Figure]]:
    """Yield the values that the passages have among other words, with the share that is the same."""
    held_names, held_figures = name_spots(passages), figure_spots(passages)
    for name, mine in name_spots([claim]):
        own = [shared(mine.around, its.around) for other, its in held_names if same_name(name, other)]
        if own and max(own) < FAMILIAR:
            yield max(own), name
    for figure, mine in figure_spots([claim]):
        own = [shared(mine.around, its.around) for other, its in held_figures if same_figure(figure, other)]
        if own and max(own) < FAMILIAR and not figure.loose:
            yield max(own), figure


def _holds(passage: Cited, item: Name | Figure) -> bool:
    if isinstance(item, Name):
        return any(same_name(item, name) for name in passage.names)
    return any(same_figure(item, figure) for figure in passage.figures)


def _question(claim: Cited, item: Name | Figure) -> str:
    asked = "what" if isinstance(item, Name) else "what year" if item.year else "how many"
    start, end = claim.words[item.first].start, claim.words[item.last - 1].end
    return f"{claim.text[:start]}{asked}{claim.text[end:]}".rstrip(" .") + "?"


def _another(claim: Cited, item: Name | Figure, found: Cited) -> bool:
    """Whether the reader's words hold a value of the same kind, and none that the sentence has."""
    if isinstance(item, Name):
        others = [name for name in found.names if name.sure or len(found.words) == 1]
        own = any(same_name(mine, other) for mine in claim.names for other in found.names)
        return bool(others) and not own
    return bool(found.figures) and not any(
        mine.same(other) for mine in claim.figures for other in found.figures
    )
