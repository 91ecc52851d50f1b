"""Evidence -> an answer: quoted, written by a model, or the statement that there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Final

from index.encode import Encoder
from index.errors import ModelError
from index.llama_index import step
from index.passage import Hit

from .answer import Answer, Citation, Reason, Sentence, Unsupported
from .disagree.disagreements import disagreements
from .evidence.abstain import THRESHOLD
from .evidence.gather import Evidence
from .evidence.unmentioned import unmentioned
from .feed import Stop
from .llm.generate import Reply
from .quoted.compose import compose
from .written.cite import Citer
from .written.draft import Draft, marks_of
from .written.marks import declines, written
from .written.writer import Writer

CLOSEST: Final = 3  # passages shown when there is no answer, each of another article
PROMPTED: Final = 8  # passages a model is given
SURELY_NOT: Final = 0.1  # probability of an answer under which a model is not asked either
INSTEAD: Final = "What is said here comes from the articles without it."

CUT: Final = "The model's reply breaks off before its end."
LOG: Final = logging.getLogger(__name__)

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
    writer: Writer,
    evidence: Evidence,
    today: date,
    stop: Stop,
    *,
    encoder: Encoder | None = None,
    unsupported: Unsupported = "mark",
) -> Iterator[str | Answer]:
    """Yield the sentences of a model's reply as they come, each behind the answer that they make so far.

    The last answer is the whole one.

    Each is checked against what it cites, with ``encoder`` where words leave it open; ``unsupported`` says
    what happens to those that are not found. When the model fails after its first sentences, these are void
    and the answer is a quoted one. A reply that cites no passage is no answer and nothing of it is yielded.

    Raises:
        Stopped: nobody waits for the answer any more.
    """
    if not promising(evidence):
        yield unanswered(evidence)
        return
    asked = writer.prompt(evidence.query, evidence.passages[:PROMPTED], today)
    if asked is None:
        yield quoted(evidence, _instead(writer.too_small))
        return
    with closing(writer.reply(asked, stop)) as reply, step("generate", system=asked.system, user=asked.user):
        draft = Draft(Citer(asked.hits, encoder, unsupported))
        declined = False
        try:
            for each in written(reply, len(asked.hits)):
                declined = declines(each)
                if declined or (reply.is_cut and not each.is_whole):
                    break
                shown = list(draft.add(each))
                if shown:
                    yield _said(evidence, draft)
                yield from shown
        except ModelError as problem:
            LOG.info("%s", problem)
            answer = quoted(evidence, _instead(str(problem)))
        else:
            answer = _settled(evidence, draft, reply, declined=declined)
    yield replace(answer, usage=reply.usage(writer.price))


def promising(evidence: Evidence) -> bool:
    """Whether a model is asked at all."""
    return bool(evidence.hits) and evidence.probability >= SURELY_NOT


def pieces(answer: Answer) -> Pieces:
    """Yield the text of an answer sentence by sentence."""
    text = answer.text
    at = 0
    for sentence in answer.sentences:
        end = text.index(sentence.text, at) + len(sentence.text)
        end += len(marks_of(sentence))
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
    return replace(
        _bare(evidence, text, sentences, citations),
        notice=notice,
        disagreements=disagreements(evidence.query, citations),
        unmentioned=tuple(
            word for word in unmentioned(evidence.query, citations) if word not in evidence.told
        ),
    )


def _said(evidence: Evidence, draft: Draft) -> Answer:
    """Return the answer that a reply makes so far; what its quotations say together is told at its end."""
    return _bare(evidence, draft.text, draft.sentences, draft.citations)


def _bare(
    evidence: Evidence, text: str, sentences: tuple[Sentence, ...], citations: tuple[Citation, ...]
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
    )


def _settled(evidence: Evidence, draft: Draft, reply: Reply, *, declined: bool) -> Answer:
    """Return the answer that a reply which has come to its end makes."""
    if draft.citations:
        return _answer(evidence, draft.text, draft.sentences, draft.citations, CUT if reply.is_cut else "")
    if declined or reply.refused:
        return unanswered(evidence)
    if draft.dropped:
        return quoted(evidence, _instead("nothing of the model's reply was found in the articles"))
    return quoted(evidence, _instead("the model's reply cites no passage and was dropped"))


def _instead(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:].rstrip('.')}. {INSTEAD}"


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
