"""What the reader marks in many sentences -> the things that are asked for, each once, the surest first.

A reader that was trained on one answer a question parts its sureness among the things of a list, or marks the
list as one. So things that a sentence lists are weighed together: the reader may be less sure of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.name_variants import is_surname, parts, same_in_full
from index.language.names import names_in
from index.language.words import content_words
from index.passage import Hit
from index.text.split import Span
from index.text.words import analysed

from ..evidence.marking import COVERED
from .enumerated import enumerated, goes_on

LEAST: Final = 3  # things that make a list; fewer are told as an ordinary answer tells them
LOWEST: Final = -3.0  # a margin below which nothing is looked at
SURE: Final = 3.0  # a margin from which a thing is told by itself; ``python -m tests.bench.things`` has why
# Of margin, said and behind of a thing that is listed; fitted by tests/bench/listed_answers.py to which
# things people gave as the answer, where that is a list.
LIKELY: Final = (0.11, 4.07, 0.36)
LIKELY_BIAS: Final = -2.22


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a sentence names as asked: ``hit.article.text[start:end]``, and how sure that is.

    Attributes:
        sentence: where the sentence begins and ends in the article.
        margin: the reader's, in logits.
        said: the share of the question's words that the sentence and the title have, in [0, 1].
        behind: how far the best margin of its list lies behind the best of all, in logits, at most 0.
        listed: whether its sentence lists it with others, ``LEAST`` of them at least.
    """

    hit: Hit
    sentence: Span
    start: int
    end: int
    margin: float
    said: float
    behind: float = 0.0
    listed: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it is sure enough by itself to be told."""
        return self.margin >= SURE and self.said >= COVERED

    @property
    def is_told(self) -> bool:
        """Whether it is sure by itself, or listed and likelier to be one of those asked for than not."""
        values = (self.margin, self.said, self.behind)
        score = LIKELY_BIAS + sum(each * value for each, value in zip(LIKELY, values, strict=True))
        return self.is_sure or (self.listed and score >= 0)

    @property
    def text(self) -> str:
        """The thing as it is written."""
        return " ".join(self.hit.article.text[self.start : self.end].split())


def weighed(found: Iterable[Thing], subject: str) -> list[Thing]:
    """Return each thing of what the reader marked, with what tells whether it is one of those asked for."""
    lists = list(_lists(each for each in found if each.margin >= LOWEST))
    tops = [max(each.margin for each in listed) for listed in lists]
    best = max(tops, default=0.0)
    things = [[part for each in listed for part in _parted(each, subject)] for listed in lists]
    return [
        replace(thing, behind=top - best, listed=len(listed) >= LEAST)
        for top, listed in zip(tops, things, strict=True)
        for thing in listed
    ]


def different(found: Iterable[Thing], subject: str) -> Iterator[Thing]:
    """Yield things, the surest first, each once; none that the question itself names.

    What the question says is no part of a thing: of clinics "the Ardal clinic" is Ardal.
    """
    asked = set(analysed(subject))
    told: list[tuple[str, list[str]]] = []
    for each in sorted(found, key=lambda thing: -thing.margin):
        own = [word for word in analysed(" ".join(content_words(each.text))) if word not in asked]
        if own and not any(own == its or _is_one_name(each.text, text) for text, its in told):
            told.append((each.text, own))
            yield each


def _lists(found: Iterable[Thing]) -> Iterator[list[Thing]]:
    """Yield things in the order of their sentences, those together that a sentence lists."""
    sentences: dict[tuple[str, Span], list[Thing]] = {}
    for each in found:
        sentences.setdefault((each.hit.article.id, each.sentence), []).append(each)
    for of_one in sentences.values():
        yield from _of_sentence(sorted(of_one, key=lambda thing: thing.start))


def _of_sentence(found: Sequence[Thing]) -> Iterator[list[Thing]]:
    listed = [found[0]]
    for each in found[1:]:
        if not goes_on(each.hit.article.text[listed[-1].end : each.start]):
            yield listed
            listed = []
        listed.append(each)
    yield listed


def _parted(thing: Thing, subject: str) -> Iterator[Thing]:
    """Yield the things of which a thing is a list, or else the thing."""
    text = thing.hit.article.text[thing.start : thing.end]
    for start, end in enumerated(text, subject) or [(0, len(text))]:
        yield replace(thing, start=thing.start + start, end=thing.start + end)


def _is_one_name(one: str, other: str) -> bool:
    """Tell whether two texts are forms of one name: Ilona Marek, I. Marek and Mayor Marek."""
    if any(names_in(f"of {text}") != [text] for text in (one, other)):
        return False
    own, its = parts(one), parts(other)
    return same_in_full(own, its) or is_surname(own, its) or is_surname(its, own)
