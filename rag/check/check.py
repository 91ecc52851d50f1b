"""A sentence and the passages it cites -> whether they bear it out, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.passage import Hit
from index.search.stems import content_stems
from index.text.split import Span

from ..answer import Support
from .overlap import ABOUT, evidence, resting, runs, share
from .quotations import verbatim
from .sources import Cited, Source, cited, source
from .verifier import Judgement, Verifier
from .vetoes import Vetoes, vetoes

LISTED: Final = 6  # words that are named as missing


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


def check(sentence: str, hits: Sequence[Hit], verifier: Verifier) -> Verdict:
    """Return whether passages bear a sentence out: a verifier says so, and no exact rule is against it."""
    claim, sources = cited(sentence), [source(hit) for hit in hits]
    rests = [each for one in sources for each in resting(claim, one.passage)]
    against = vetoes(claim, sources, rests)
    copied = verbatim(claim.text, [each.text for each in rests])
    judged = Judgement("supported", 1.0) if copied else judgement(claim, sources, verifier)
    held = {stem for text in (*rests, *(each.about for each in sources)) for stem in text.stems}
    words = share(content_stems(claim.words), held)
    doubts = list(against.doubts)
    if judged.support != "supported":
        doubts += _unsaid(claim, against, judged, held)
    spans = tuple(tuple(runs(each.passage, evidence(claim, each.passage))) for each in sources)
    return Verdict(_support(judged, against, words), against.missing, tuple(doubts), spans, words)


def judgement(claim: Cited, sources: Sequence[Source], verifier: Verifier) -> Judgement:
    """Return what a verifier says of a claim beside each source with its title, and beside all of them.

    What says most counts: support before a refutation.
    """
    texts = [each.read for each in sources]
    if len(texts) > 1:
        texts.append("\n".join(texts))
    found = verifier.verify([claim.text] * len(texts), texts)
    order = ("supported", "refuted", "not said")
    return min(
        found, key=lambda each: (order.index(each.support), -each.score), default=Judgement("not said", 0)
    )


def _support(judged: Judgement, against: Vetoes, words: float) -> Support:
    if judged.support == "supported":
        return "partly" if against else "supported"
    return "partly" if judged.support == "refuted" or words >= ABOUT else "not found"


def _unsaid(claim: Cited, against: Vetoes, judged: Judgement, held: set[str]) -> Iterator[str]:
    """Yield the line of a sentence that is not borne out; signs are no words, and values have been named."""
    if judged.support == "refuted":
        yield "the quoted words say otherwise"
        return
    named = " ".join(against.missing)
    words = [
        word.text
        for word in claim.words
        if word.content and word.stem not in held and word.text not in named and word.text[0].isalnum()
    ]
    listed = ", ".join(dict.fromkeys(words[:LISTED]))
    if listed:
        yield f"not in the quoted words: {listed}"
    elif not against:
        yield "the quoted words do not say this"
