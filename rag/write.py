"""Evidence -> an answer: quoted, written by a model, or the statement that there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from index.encode import Encoder
from index.errors import ModelError
from index.hit import Hit

from .abstain import THRESHOLD
from .answer import NOT_FOUND, Answer, Citation, Reason, Sentence, Unsupported
from .cite import Citer
from .compose import compose
from .evidence import Evidence
from .generate import NO_ANSWER, reply
from .marks import Written, written

CLOSEST: Final = 3  # passages shown when there is no answer, each of another article
PROMPTED: Final = 8  # passages a model is given
SURELY_NOT: Final = 0.1  # probability of an answer under which a model is not asked either
INSTEAD: Final = "What is said here comes from the articles without it."

Pieces = Iterator[str]


def quoted(evidence: Evidence, notice: str = "") -> Answer:
    """Return an answer made of the articles' own sentences, or the statement that there is none."""
    if not evidence.candidates or evidence.probability < THRESHOLD:
        return unanswered(evidence, notice)
    made = compose(evidence.question, evidence.candidates)
    return replace(
        _answer(evidence, made.text, made.sentences, made.citations, notice),
        short_answer=made.short_answer,
        short_probability=made.short_probability,
    )


def unanswered(evidence: Evidence, notice: str = "") -> Answer:
    """Return the statement that the articles do not say, with the passages nearest to the question."""
    reason, text = _why_not(evidence)
    return Answer(
        question=evidence.question,
        query=evidence.query,
        text=text,
        answered=False,
        probability=evidence.probability,
        reason=reason,
        closest=_closest(evidence.hits),
        missing_words=evidence.missing_words,
        searched=evidence.searched,
        notice=notice,
    )


def generated(
    llm: Any, evidence: Evidence, *, encoder: Encoder | None = None, unsupported: Unsupported = "mark"
) -> Iterator[str | Answer]:
    """Yield the sentences of a model's reply as they come, and at last the answer they make.

    Each is checked against what it cites, with ``encoder`` where words leave it open; ``unsupported`` says
    what happens to those that are not found. When the model fails after its first sentences, these are void
    and the answer is a quoted one. A reply that cites no passage is no answer and nothing of it is yielded.
    """
    if not evidence.hits or evidence.probability < SURELY_NOT:
        yield unanswered(evidence)
        return
    hits = evidence.passages[:PROMPTED]
    citer = Citer(hits, encoder, unsupported)
    said: list[tuple[str, Sentence]] = []
    try:
        for each in written(reply(llm, evidence.query, hits), len(hits)):
            if not said and _declines(each):
                yield unanswered(evidence)
                return
            cited_before = bool(citer.citations)
            sentence = citer.cite(each)
            if unsupported == "drop" and sentence.support == NOT_FOUND:
                continue
            said.append((each.gap, sentence))
            if citer.citations:  # sentences before the first mark wait for it
                yield from (_piece(said, at) for at in range(len(said) - 1 if cited_before else 0, len(said)))
    except ModelError as problem:
        logging.getLogger(__name__).info("the model failed", exc_info=True)
        yield quoted(evidence, f"{_sentence(problem)} {INSTEAD}")
        return
    if not citer.citations:
        yield quoted(evidence, f"The model's reply cites no passage and was dropped. {INSTEAD}")
        return
    text = "".join(_piece(said, at) for at in range(len(said)))
    yield _answer(evidence, text, tuple(sentence for _, sentence in said), tuple(citer.citations), "")


def pieces(answer: Answer) -> Pieces:
    """Yield the text of an answer sentence by sentence."""
    text = answer.text
    at = 0
    for sentence in answer.sentences:
        end = text.index(sentence.text, at) + len(sentence.text)
        end += len(_marks(sentence))
        yield text[at:end]
        at = end
    if text[at:]:
        yield text[at:]


def _answer(
    evidence: Evidence,
    text: str,
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
    notice: str,
) -> Answer:
    return Answer(
        question=evidence.question,
        query=evidence.query,
        text=text,
        answered=True,
        probability=evidence.probability,
        citations=citations,
        sentences=sentences,
        missing_words=evidence.missing_words,
        searched=evidence.searched,
        notice=notice,
    )


def _piece(said: list[tuple[str, Sentence]], at: int) -> str:
    gap, sentence = said[at]
    return (gap if at else "") + sentence.text + _marks(sentence)


def _marks(sentence: Sentence) -> str:
    return "".join(f" [{number}]" for number in sentence.citations)


def _sentence(problem: ModelError) -> str:
    text = str(problem)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _declines(first: Written) -> bool:
    return first.text.strip(" .\"'*").upper() == NO_ANSWER


def _closest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best passage of each of the nearest articles, near-copies being one."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.story, hit)
    return tuple(best.values())[:CLOSEST]


def _why_not(evidence: Evidence) -> tuple[Reason, str]:
    if evidence.filtered and not evidence.searched.articles:
        return "nothing found", "No article is of these days and sources."
    if not evidence.searched.articles:
        return "empty library", "There are no articles to answer from."
    if not evidence.hits:
        return "nothing found", "Nothing in the articles comes near this question."
    return "not in the articles", "The articles do not say."
