"""Sentences that were read -> the text of an answer that quotes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from ..answer import MOST_SENTENCES, SUPPORTED, Citation, Sentence
from ..disagree import otherwise
from ..evidence.rank import SURE, Candidate
from .context import in_context
from .earlier import earlier
from .further import chosen, distinct

LEAST: Final = 0.1  # under which no short answer is given; fewer than one in ten of these are right


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer's text with its marks, its sentences, its citations and the words that answer, if found.

    ``short_probability`` is that these are the right words, in [0, 1].
    """

    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    short_answer: str | None
    short_probability: float | None


def compose(question: str, candidates: Sequence[Candidate], *, present: bool = False) -> Composed:
    """Return an answer to a question made of the best sentences, each so long that it can be read alone.

    The best sentence comes first, those of its article behind it, then the other articles, each a paragraph
    in the order of its text. ``candidates`` are ordered, the best first, and must not be empty. For a
    question of a ``present`` state what older reports say otherwise is quoted too.
    """
    picked = chosen(question, candidates)
    if before := earlier(question, candidates) if present else []:
        return _composed(in_context(_beside(picked, before)))
    return _composed(in_context([*picked, *_otherwise(question, picked, candidates)]))


def _beside(picked: Sequence[Candidate], before: Sequence[Candidate]) -> list[Candidate]:
    """Return what was picked and the sentences of older reports, as many as an answer may have."""
    told = {(each.hit.article.id, each.start) for each in before}
    others = [each for each in picked[1:] if (each.hit.article.id, each.start) not in told]
    return [picked[0], *before, *others[: MOST_SENTENCES - 1 - len(before)]]


def compose_all(candidates: Sequence[Candidate]) -> Composed:
    """Return an answer made of all sentences that are given, no statement twice."""
    return _composed(distinct(candidates))


def _composed(chosen_ones: Sequence[Candidate]) -> Composed:
    picked = _ordered(chosen_ones)
    citations = tuple(cited(each, number) for number, each in enumerate(picked, start=1))
    said = tuple(Sentence(flat(each.quote), (each.number,), SUPPORTED) for each in citations)
    text = _paragraphs(said, [each.hit.article.id for each in picked])
    best = picked[0].answer
    if best is None or best.likely < LEAST:
        return Composed(text, said, citations, None, None)
    short = flat(picked[0].hit.article.text[best.start : best.end])
    return Composed(text, said, citations, short, best.likely)


def cited(candidate: Candidate, number: int) -> Citation:
    """Return a sentence as a citation, its answering words marked where they are likely to be right."""
    best = candidate.answer
    return Citation(
        number,
        candidate.hit.article,
        candidate.start,
        candidate.end,
        candidate.text,
        answer_words=((best.start, best.end),) if best and best.likely >= SURE else (),
        copies=candidate.hit.copies,
    )


def _paragraphs(said: Sequence[Sentence], articles: Sequence[str]) -> str:
    """Return sentences with their marks, those of one article as a paragraph: they belong together."""
    marked = (f"{sentence.text} [{number}]" for number, sentence in enumerate(said, start=1))
    groups = groupby(zip(articles, marked, strict=True), key=itemgetter(0))
    return "\n\n".join(" ".join(text for _, text in group) for _, group in groups)


def _otherwise(
    question: str, picked: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Return the best sentence that was not picked and says otherwise than one that was, if there is any."""
    others = [each for each in candidates if all(each is not other for other in picked)]
    every = [cited(each, number) for number, each in enumerate((*picked, *others))]
    found = otherwise(question, every[: len(picked)], every[len(picked) :], candidates)
    return [others[found.number - len(picked)]] if found else []


def _ordered(picked: Sequence[Candidate]) -> list[Candidate]:
    best = picked[0]
    articles = list(dict.fromkeys(each.hit.article.id for each in picked))
    return sorted(
        picked, key=lambda each: (each is not best, articles.index(each.hit.article.id), each.start)
    )


def flat(quote: str) -> str:
    """Return a quotation on one line."""
    return " ".join(quote.split())
