"""Sentences that were read -> the text of an answer that quotes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from index.text.words import analysed

from ..answer import MOST_SENTENCES, SUPPORTED, Citation, Sentence
from ..disagree import otherwise
from ..evidence.rank import SURE, Candidate

MOST_FROM_ONE: Final = 2  # sentences of one article or its near-copies, while others have something to say
MOST_FROM_ONLY_ONE: Final = 3  # where none has
WITHIN: Final = 0.45  # of the best score: a sentence further behind is left out
TO_THE_POINT: Final = 0.4  # of what the best sentence speaks to the question: one that does less is left out
WITHIN_ELSEWHERE: Final = 0.9  # for one of another article in which the reader marks an answer
SAME_MEANING: Final = 0.86  # cosine above which two sentences are one statement
SAME_WORDS: Final = 0.6  # share of the shorter sentence's words above which they are
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


def compose(question: str, candidates: Sequence[Candidate]) -> Composed:
    """Return an answer to a question made of the best sentences.

    The best sentence comes first, those of its article behind it, then the other articles, each a paragraph
    in the order of its text. ``candidates`` are ordered, the best first, and must not be empty.
    """
    picked = _picked(candidates)
    picked = _ordered([*picked, *_otherwise(question, picked, candidates)])
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


def _picked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best sentences, no statement twice, from several articles where several speak."""
    best = candidates[0]
    worthy = [each for each in candidates if each.score >= best.score - _within(each, best)]
    speaking = {candidate.hit.story for candidate in worthy}
    most_from_one = MOST_FROM_ONE if len(speaking) > 1 else MOST_FROM_ONLY_ONE
    picked: list[Candidate] = []
    for candidate in worthy:
        alike = sum(other.hit.story == candidate.hit.story for other in picked)
        if alike < most_from_one and not any(_same(candidate, other) for other in picked):
            picked.append(candidate)
    least = TO_THE_POINT * best.signs.to_the_point  # nothing comes in the place of what is left out
    return [each for each in picked[:MOST_SENTENCES] if each.signs.to_the_point >= least]


def _within(candidate: Candidate, best: Candidate) -> float:
    """Return how far behind the best a sentence may be: further elsewhere, where the reader marks it."""
    elsewhere = candidate.hit.story != best.hit.story
    marked = any(each.margin > 0 for each in candidate.answers)
    return WITHIN_ELSEWHERE if elsewhere and marked else WITHIN


def _ordered(picked: Sequence[Candidate]) -> list[Candidate]:
    best = picked[0]
    articles = list(dict.fromkeys(each.hit.article.id for each in picked))
    return sorted(
        picked, key=lambda each: (each is not best, articles.index(each.hit.article.id), each.start)
    )


def _same(one: Candidate, other: Candidate) -> bool:
    if float(one.vector @ other.vector) >= SAME_MEANING:
        return True
    first, second = set(analysed(one.text)), set(analysed(other.text))
    return len(first & second) >= SAME_WORDS * min(len(first), len(second))


def flat(quote: str) -> str:
    """Return a quotation on one line."""
    return " ".join(quote.split())
