"""A sentence and the passages it cites -> whether they bear it out, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.stemmed import content_stems
from index.passage import Hit
from index.text.split import Span

from ..answer import Support
from .agents import by_another
from .causes import reversed_cause
from .certainty import made_certain, made_open
from .cited import Cited, cited
from .counted import counted_otherwise
from .directions import turned
from .forged import forged
from .hedges import ADVERBS
from .negations import opposed
from .ordinals import numbered_otherwise
from .overlap import evidence, runs, share
from .quantifiers import overstated
from .quotations import altered
from .reading import Answers, answered_otherwise
from .sequence import reordered
from .source import Source, source
from .subjects import of_another
from .titles import retitled
from .values import joined, missing, moved

ENOUGH: Final = 0.6  # share of a sentence's words that stand in what it rests on: supported
FEW: Final = 0.3  # under it: not found
FEW_WITH_DOUBTS: Final = 0.45  # under it, with something missing: not found
SHORT: Final = 3  # words that say something; one of them in another place says something else
NEAR: Final = 0.65  # cosine with what it rests on from which fewer words are enough, but for a short one
LISTED: Final = 6  # words that are named as missing

Nearness = Callable[[str, str], float]
"""Two texts -> their cosine."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a sentence.

    Attributes:
        missing: its numbers, dates and names that no cited passage has, as it writes them.
        doubts: a line for each of the other things that stand against it.
        spans: for each passage, where in it stands what the sentence rests on, the best first.
        share: of its words that stand there, in [0, 1].
    """

    support: Support
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    share: float


def check(
    sentence: str,
    hits: Sequence[Hit],
    *,
    nearness: Nearness | None = None,
    answers: Answers | None = None,
) -> Verdict:
    """Return whether passages bear a sentence out.

    The models behind ``nearness`` (the encoder) and ``answers`` (the reader) are asked only where words leave
    it open; without them the rules alone decide.
    """
    claim = cited(sentence)
    sources = [source(hit) for hit in hits]
    chosen = [evidence(claim, each.passage) for each in sources]
    rests = [
        cited(each.text[slice(*each.passage.sentences[number])])
        for each, numbers in zip(sources, chosen, strict=True)
        for number in numbers
    ]
    lacking = missing(claim, sources)
    doubts = list(_doubts(claim, sources, rests))
    if answers and not lacking and not doubts:
        doubts += answered_otherwise(claim, sources, answers)
    held = _share(claim, lacking, sources, rests)
    open_yet = FEW <= held < _enough(claim) < 1 and not lacking and not doubts
    near = open_yet and _near(claim, rests, nearness)
    if held < _enough(claim) and not near:
        doubts += _lacks(claim, lacking, sources, rests)
    spans = tuple(tuple(runs(each.passage, n)) for each, n in zip(sources, chosen, strict=True))
    return Verdict(_support(held, near, bool(lacking or doubts)), tuple(lacking), tuple(doubts), spans, held)


def _doubts(claim: Cited, sources: Sequence[Source], rests: Sequence[Cited]) -> list[str]:
    passages = [each.passage for each in sources]
    found = [
        *forged([each.text for each in passages]),
        *moved(claim, sources),
        *joined(claim, sources),
        *of_another(claim, passages),
        *by_another(claim, passages),
        *opposed(claim, rests),
        *turned(claim, rests),
        *counted_otherwise(claim, passages),
        *numbered_otherwise(claim, passages),
        *reordered(claim, passages),
        *reversed_cause(claim, passages),
        *overstated(claim, rests),
        *made_certain(claim, rests, passages),
        *made_open(claim, rests, passages),
        *retitled(claim, sources),
        *altered(claim.text, [each.article.text for each in sources]),
    ]
    return list(dict.fromkeys(found))


def _enough(claim: Cited) -> float:
    """Return the share of its words that bears a sentence out: a short one needs all."""
    return 1.0 if len(_wanted(claim)) + len(_values(claim)) <= SHORT else ENOUGH


def _support(held: float, near: bool, doubted: bool) -> Support:
    if held < (FEW_WITH_DOUBTS if doubted else FEW) and not near:
        return "not found"
    return "partly" if doubted else "supported"


def _share(claim: Cited, lacking: Sequence[str], sources: Sequence[Source], rests: Sequence[Cited]) -> float:
    """Return the share of its words and values that what it rests on has; a date or number is one."""
    wanted = _wanted(claim)
    values = [claim.text[start:end] for start, end in _values(claim)]
    found = sum(not any(value in each for each in lacking) for value in values)
    words = share(wanted, _held(sources, rests)) * len(wanted)
    return (words + found) / (len(wanted) + len(values)) if wanted or values else 1.0


def _wanted(claim: Cited) -> list[str]:
    """Return the stems of the words that say something; numbers and dates have rules of their own."""
    inside = _inside(_values(claim))
    says = (word for word in claim.words if word.start not in inside and word.lower not in ADVERBS)
    return content_stems(list(says))


def _values(claim: Cited) -> list[Span]:
    """Return where its dates stand, and its numbers that are in none."""
    dated = [(each.start, each.end) for each in claim.dates]
    spelt = [(claim.words[each.first].start, claim.words[each.last - 1].end) for each in claim.figures]
    inside = _inside(dated)
    return [*dated, *(one for one in spelt if one[0] not in inside)]


def _inside(spans: Sequence[Span]) -> set[int]:
    """Return the offsets that lie in spans."""
    return {at for start, end in spans for at in range(start, end)}


def _held(sources: Sequence[Source], rests: Sequence[Cited]) -> set[str]:
    texts = [*rests, *(each.about for each in sources)]
    return {stem for text in texts for stem in text.stems}


def _lacks(
    claim: Cited, lacking: Sequence[str], sources: Sequence[Source], rests: Sequence[Cited]
) -> list[str]:
    """Return the line of the words that are not there; signs are no words, and values have been named."""
    held = _held(sources, rests)
    inside = _inside(_values(claim))
    named = {word for each in lacking for word in each.split()}
    words = [
        word.text
        for word in claim.words
        if word.content
        and word.lower not in ADVERBS
        and word.stem not in held
        and word.text not in named
        and word.text[0].isalnum()
        and word.start not in inside
    ]
    return [f"not in the quoted words: {', '.join(dict.fromkeys(words[:LISTED]))}"] if words else []


def _near(claim: Cited, rests: Sequence[Cited], nearness: Nearness | None) -> bool:
    """Whether what a sentence rests on means about the same."""
    return (
        nearness is not None and bool(rests) and nearness(claim.text, " ".join(r.text for r in rests)) >= NEAR
    )
