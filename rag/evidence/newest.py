"""Sentences that may answer a question of a present state -> the newest report that answers it first.

"Who is the mayor?" is answered by reports of ten years, each right on its day. The reader does not know
which is the last. A report counts that answers nearly as likely as the best, and has nearly as many words of
the question; one that only speaks of the matter must not come before it. ``python -m tests.bench.current``
has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.language.bygone import is_bygone
from index.language.words import content_words
from index.text.words import analysed

from .abstain import logit
from .rank import Candidate

# How far a newer report may lie behind the best, and go before it all the same.
LIKELY: Final = 0.6  # of the likelihood that the marked words are right
ANSWERABLE: Final = 1.8  # logits; of the likelihood that its passage answers
ASKED: Final = 0.7  # of the share of the question's words that it and its title have
ALSO: Final = 0.2  # likelihood of words, from which on they may be what an older report had to say


def newest_first(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with the newest report that answers first, if they are of several days."""
    found = answering(question, candidates)
    newest = max((each.hit.article.published or "" for each in found), default="")
    first = next((each for each in found if each.hit.article.published == newest), None)
    if first is None:
        return list(candidates)
    older = [each for each in found if (each.hit.article.published or "") < newest]
    least = LIKELY * max(each.likely for each in first.answers)
    return [with_its_news(first, older, least=least), *(each for each in candidates if each is not first)]


def with_its_news(candidate: Candidate, older: Sequence[Candidate], *, least: float = ALSO) -> Candidate:
    """Return a candidate with the answer that no older report gives, if one is as likely as ``least``.

    "Rita Tamm succeeds Anton Wirth" answers with either; that it was Wirth is known.
    """
    known = [said(each) for each in older if each.answer]
    likely = sorted(candidate.answers, key=lambda each: -each.margin)
    text = candidate.hit.article.text
    for each in likely:
        words = frozenset(analysed(text[each.start : each.end]))
        if each.likely >= least and not any(alike(words, other) for other in known):
            return replace(candidate, answers=(each,))
    return candidate


def said(candidate: Candidate) -> frozenset[str]:
    """Return the stems of the words that answer best."""
    best = candidate.answer
    return frozenset(analysed(candidate.hit.article.text[best.start : best.end])) if best else frozenset()


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two answers may be one: the one has all words of the other, figures among them."""
    return one <= other or other <= one


def answering(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those candidates of articles with a day that answer, in their order.

    "Former mayor Ana Brook" tells what is over, whenever it is said.
    """
    marked = [(each, best) for each in candidates if each.hit.article.published and (best := each.answer)]
    if not marked:
        return []
    asked = frozenset(analysed(" ".join(content_words(question))))
    likely = LIKELY * max(best.likely for _, best in marked)
    answerable = max(logit(best.answerable) for _, best in marked) - ANSWERABLE
    share = ASKED * max(_share(asked, each) for each, _ in marked)
    return [
        each
        for each, best in marked
        if best.likely >= likely
        and logit(best.answerable) >= answerable
        and _share(asked, each) >= share
        and not is_bygone(each.text, asked)
    ]


def _share(asked: frozenset[str], candidate: Candidate) -> float:
    """Return the share of the question's words that a candidate and its title have, in [0, 1]."""
    said = frozenset(analysed(f"{candidate.hit.article.title}\n{candidate.text}"))
    return len(asked & said) / len(asked) if asked else 1.0
