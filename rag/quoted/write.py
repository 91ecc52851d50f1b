"""Evidence -> an answer that quotes it, or the statement that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol

from index.article import Article
from index.language.names import asked_names
from index.language.relative_dates import in_words
from index.passage import Hit
from index.text.fold import fold
from index.text.words import words_of

from ..answer import Answer, Citation, Disagreement, Kind, Reason, Sentence
from ..disagree import disagreements
from ..evidence.abstain import THRESHOLD
from ..evidence.gather import Evidence
from ..stream import Stop
from .compose import compose, compose_all
from .earlier import superseded

CLOSEST: Final = 3  # passages shown when there is no answer, each of another article


class Writer(Protocol):
    """What makes an answer of what was found; one for any number of answers, at once too."""

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[str | Answer]:
        """Yield the pieces of an answer as they come, if it comes in pieces, and at last the whole of it.

        An answer before the last one is what the pieces that come next make so far. Joined, all pieces are
        the last answer's text; or else they are void, and its ``notice`` says why.

        Raises:
            Stopped: ``stop`` says that nobody waits for it any more.
        """


class Quoting:
    """Quotes the articles' own sentences."""

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[Answer]:  # noqa: ARG002
        """Yield the answer."""
        yield quoted(evidence)


def quoted(evidence: Evidence) -> Answer:
    """Return an answer made of the articles' own sentences, or the statement that there is none."""
    if not evidence.candidates or evidence.probability < THRESHOLD:
        return unanswered(evidence)
    opened = evidence.signals is None  # nothing was asked that a sentence could say more or less to
    made = (
        compose_all(evidence.candidates)
        if opened
        else compose(evidence.query, evidence.candidates, present=evidence.present)
    )
    answer = answer_of(evidence, made.text, made.sentences, made.citations)
    return replace(
        compared(answer, evidence),
        short_answer=made.short_answer,
        short_probability=made.short_probability,
    )


def unanswered(evidence: Evidence) -> Answer:
    """Return the statement that the articles do not say, with the passages nearest to the question."""
    reason, text = _why_not(evidence)
    answer = answer_of(evidence, text)
    return replace(answer, answered=False, reason=reason, closest=_closest(evidence.hits))


def answer_of(
    evidence: Evidence,
    text: str,
    sentences: tuple[Sentence, ...] = (),
    citations: tuple[Citation, ...] = (),
    *,
    kind: Kind = "quoted",
) -> Answer:
    """Return an answer with a text; what its quotations say together is not told yet."""
    return Answer(
        question=evidence.question,
        query=evidence.query,
        text=text,
        answered=True,
        kind=kind,
        probability=evidence.probability,
        citations=citations,
        sentences=sentences,
        missing_words=evidence.missing_words,
        searched=evidence.searched,
    )


def compared(answer: Answer, evidence: Evidence) -> Answer:
    """Return a whole answer with what its quotations differ on, and what none of them mentions."""
    absent = unmentioned(evidence.query, answer.citations)
    return replace(
        answer,
        disagreements=_differing(answer, evidence),
        unmentioned=tuple(word for word in absent if word not in evidence.told),
    )


def _differing(answer: Answer, evidence: Evidence) -> tuple[Disagreement, ...]:
    """Return where quotations differ; of a present state only what older reports say otherwise, if any do."""
    asked = (evidence.query, answer.citations, evidence.candidates)
    before = superseded(*asked) if evidence.present and evidence.candidates else None
    return (before,) if before else disagreements(*asked)


def _closest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the best passage of each of the nearest articles, near-copies being one."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.story, hit)
    return tuple(best.values())[:CLOSEST]


def _why_not(evidence: Evidence) -> tuple[Reason, str]:
    if evidence.filtered and not evidence.searched.articles:
        return "nothing found", "No article is of these days and outlets."
    if not evidence.searched.articles:
        return "empty library", "There are no articles to answer from."
    if not evidence.hits:
        return "nothing found", "Nothing in the articles comes near this question."
    return "not in the articles", "The articles do not say."


def unmentioned(query: str, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return the names and numbers of a query that stand in no quoted article, in order, each once."""
    articles = {citation.article.id: citation.article for citation in citations}
    said = "\n".join(line for article in articles.values() for line in _said(article))
    known = fold(said)
    named = asked_names(query)
    words = dict.fromkeys(word for word in words_of(query) if word in named)
    return tuple(word for word in words if fold(_bare(word)) not in known)


def _said(article: Article) -> Iterator[str]:
    """Yield the text of an article and all that is known of it."""
    yield from (article.title, article.text, article.source or "", article.author or "")
    if article.published:
        yield f"{article.published} {in_words(date.fromisoformat(article.published))}"


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
