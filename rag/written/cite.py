"""Sentences of a model's reply -> citations with exact offsets, and whether the quoted words bear them out.

No language model is asked: ``rag.check`` holds the rules, and a verifier judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from index.llama_index import step
from index.passage import Hit
from index.text.split import Span

from ..answer import NOT_FOUND, SUPPORTED, Citation, Sentence, Support, Unsupported
from ..check import Verdict, Verifier, check, claims, likeliest
from ..check.verifier import learned
from .marks import Written

MOST_PASSAGES: Final = 2  # that a sentence without a mark is checked against
LONGEST: Final = 1500  # characters of a sentence that are checked
TIED: Final = 0.7  # share of its words that the passage has from which it is tied to one


@dataclass(slots=True)
class Citer:
    """Numbers the quotations of one reply in order of first use; one for each answer.

    Attributes:
        hits: the passages that the model was given, in the order of their numbers.
        verifier: judges a sentence by each passage.
        unsupported: what happens to sentences that are not found. Dropped ones get no citation.
    """

    hits: Sequence[Hit]
    verifier: Verifier = field(default_factory=learned)
    unsupported: Unsupported = "mark"
    citations: list[Citation] = field(default_factory=list)
    _verdicts: dict[tuple[str, tuple[tuple[str, int], ...]], Verdict] = field(default_factory=dict)

    def cite(self, written: Written) -> Sentence:
        """Tie a sentence to the words it rests on.

        One without a mark is tied to the passage that bears it out, if any does; one that claims nothing
        ("The sources differ.") needs none.
        """
        if written.passages:
            named = [self.hits[number - 1] for number in written.passages]
            return self._sentence(written.text, named, self._checked(written.text, named))
        if not claims(written.text):
            return Sentence(written.text, (), SUPPORTED)
        near = likeliest(written.text, self.hits)[:MOST_PASSAGES]
        tied = [([hit], self._checked(written.text, [hit])) for hit in near]
        best = max(tied, key=lambda each: _rank(each[1]), default=None)
        if best is None or best[1].share < TIED:
            lacking = best[1].missing if best else ()
            return Sentence(written.text, (), NOT_FOUND, lacking, struck=self.unsupported == "strike")
        return self._sentence(written.text, *best)

    def _sentence(self, text: str, named: Sequence[Hit], verdict: Verdict) -> Sentence:
        lost = verdict.support == NOT_FOUND
        numbers = [] if lost and self.unsupported == "drop" else self._numbers(named, verdict)
        struck = lost and self.unsupported == "strike"
        return Sentence(text, tuple(numbers), verdict.support, verdict.missing, verdict.doubts, struck)

    def _numbers(self, named: Sequence[Hit], verdict: Verdict) -> list[int]:
        found = [
            self._number(hit, span, verdict.support)
            for hit, spans in zip(named, verdict.spans, strict=True)
            for span in spans
        ]
        return list(dict.fromkeys(found))

    def _number(self, hit: Hit, span: Span, support: Support) -> int:
        start, end = hit.passage.start + span[0], hit.passage.start + span[1]
        for known in self.citations:
            if (known.article.id, known.start, known.end) == (hit.article.id, start, end):
                return known.number
        quote = hit.article.text[start:end]
        number = len(self.citations) + 1
        self.citations.append(Citation(number, hit.article, start, end, quote, support, copies=hit.copies))
        return number

    def _checked(self, text: str, named: Sequence[Hit]) -> Verdict:
        """Check a sentence; one that a model repeats is checked once, and an endless one in part."""
        key = (text, tuple((hit.article.id, hit.passage.start) for hit in named))
        if key not in self._verdicts:
            self._verdicts[key] = check(text[:LONGEST], named, self.verifier)
        verdict = self._verdicts[key]
        if len(text) <= LONGEST:
            return verdict
        support: Support = NOT_FOUND if verdict.support == NOT_FOUND else "partly"
        doubts = (*verdict.doubts, f"only its first {LONGEST:,} characters were checked")
        return replace(verdict, support=support, doubts=doubts)


@dataclass(slots=True)
class Draft:
    """What a model has said so far. Nothing of it is shown before it answers."""

    citer: Citer
    declined: bool = False  # whether it has said that the passages do not answer
    dropped: bool = False  # whether a sentence was left out that was not found
    _gaps: list[str] = field(default_factory=list)
    _sentences: list[Sentence] = field(default_factory=list)

    def add(self, written: Written) -> Iterator[str]:
        """Check a sentence and yield the pieces that can be shown now."""
        shown = len(self._sentences) if self.answers else 0
        with step("check", sentence=written.text):
            sentence = self.citer.cite(written)
        if self.citer.unsupported == "drop" and sentence.support == NOT_FOUND:
            self.dropped = True
            return
        self._sentences.append(sentence)
        self._gaps.append(written.gap if self._gaps else "")
        if self.answers:
            yield from self._pieces(shown)

    @property
    def answers(self) -> bool:
        """Whether a sentence with words cites a passage; a bare "1", as small models write, says nothing."""
        return any(each.citations and any(map(str.isalpha, each.text)) for each in self._sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """In the order of their numbers."""
        return tuple(self.citer.citations)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """In the order of the text."""
        return tuple(self._sentences)

    @property
    def text(self) -> str:
        """The pieces, joined."""
        return "".join(self._pieces(0))

    def _pieces(self, first: int) -> Iterator[str]:
        for gap, sentence in zip(self._gaps[first:], self._sentences[first:], strict=True):
            yield gap + sentence.text + sentence.marks


def _rank(verdict: Verdict) -> tuple[bool, bool, float]:
    return verdict.support == SUPPORTED, verdict.support != NOT_FOUND, verdict.share
