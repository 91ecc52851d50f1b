"""A sentence and the passages it cites -> whether they bear it out, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.words import Word
from index.passage import Hit
from index.search.stems import content_stems
from index.text.split import Span

from ..answer import Support
from .negation import opposed
from .overlap import evidence, runs, share
from .quotations import altered, forged
from .sources import Cited, Source, cited, source
from .values import contradicted, missing

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
        refuted: whether the passages say otherwise, and not only less.
    """

    support: Support
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    share: float
    refuted: bool


def check(sentence: str, hits: Sequence[Hit], *, nearness: Nearness | None = None) -> Verdict:
    """Return whether passages bear a sentence out.

    The encoder behind ``nearness`` is asked only where words leave it open; without it the rules alone
    decide.
    """
    return weigh(cited(sentence), [source(hit) for hit in hits], nearness)


def weigh(claim: Cited, sources: Sequence[Source], nearness: Nearness | None) -> Verdict:
    """Return whether sources bear a claim out, as ``check`` does."""
    chosen = [evidence(claim, each.passage) for each in sources]
    rests = [
        cited(each.text[slice(*each.passage.sentences[number])])
        for each, numbers in zip(sources, chosen, strict=True)
        for number in numbers
    ]
    lacking = missing(claim, sources)
    denied = list(dict.fromkeys(opposed(claim, rests)))
    doubts = [*forged([each.text for each in sources]), *denied]
    doubts += altered(claim.text, [each.whole for each in sources])
    held = _share(claim, lacking, sources, rests)
    open_yet = FEW <= held < _enough(claim) < 1 and not lacking and not doubts
    near = open_yet and _near(claim, rests, nearness)
    if held < _enough(claim) and not near:
        doubts += _lacks(claim, lacking, sources, rests)
    spans = tuple(tuple(runs(each.passage, n)) for each, n in zip(sources, chosen, strict=True))
    support = _support(held, near, bool(lacking or doubts))
    refuted = support == "partly" and (bool(denied) or contradicted(claim, sources, rests))
    return Verdict(support, tuple(lacking), tuple(doubts), spans, held, refuted)


def _enough(claim: Cited) -> float:
    """Return the share of its words that bears a sentence out: a short one needs all."""
    return 1.0 if len(content_stems(_wanted(claim))) + len(_values(claim)) <= SHORT else ENOUGH


def _support(held: float, near: bool, doubted: bool) -> Support:
    if held < (FEW_WITH_DOUBTS if doubted else FEW) and not near:
        return "not found"
    return "partly" if doubted else "supported"


def _share(claim: Cited, lacking: Sequence[str], sources: Sequence[Source], rests: Sequence[Cited]) -> float:
    """Return the share of its words and values that what it rests on has; a date or number is one."""
    wanted = content_stems(_wanted(claim))
    values = [claim.text[start:end] for start, end in _values(claim)]
    found = sum(not any(value in each for each in lacking) for value in values)
    words = share(wanted, _held(sources, rests)) * len(wanted)
    return (words + found) / (len(wanted) + len(values)) if wanted or values else 1.0


def _wanted(claim: Cited) -> list[Word]:
    """Return the words that are in no number or date, which have rules of their own."""
    inside = _inside(_values(claim))
    return [word for word in claim.words if word.start not in inside]


def _values(claim: Cited) -> list[Span]:
    """Return where its dates stand, and its numbers that are in none."""
    dated = [(each.start, each.end) for each in claim.dates]
    inside = _inside(dated)
    return [*dated, *((each.start, each.end) for each in claim.figures if each.start not in inside)]


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
    named = {word for each in lacking for word in each.split()}
    words = [
        word.text
        for word in _wanted(claim)
        if word.content and word.stem not in held and word.text not in named and word.text[0].isalnum()
    ]
    return [f"not in the quoted words: {', '.join(dict.fromkeys(words[:LISTED]))}"] if words else []


def _near(claim: Cited, rests: Sequence[Cited], nearness: Nearness | None) -> bool:
    """Whether what a sentence rests on means about the same."""
    text = " ".join(each.text for each in rests)
    return nearness is not None and bool(rests) and nearness(claim.text, text) >= NEAR
