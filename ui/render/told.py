"""What is told of an answer, as plain values: shown on the page, sent to programs, kept with a conversation.

Unlike an ``Answer`` it holds no article, so it outlives the library it was made from. Its fields have the
names that they have in JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

from index.article import Article
from index.passage import Hit
from rag import answer as answers
from rag.answer import (
    SUPPORTED,
    Answer,
    Citation,
    Disagreement,
    Kind,
    Searched,
    Sentence,
    Side,
    Support,
    Usage,
)

from .byline import title_of

NOTHING: Final = Searched(0)


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-copy of a quoted article."""

    article_id: str
    source: str | None
    published: str | None
    url: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation: the quoted words and where they stand, ``[start, end)`` of the article's text.

    ``sha256`` is the digest of the whole text that they were quoted from; ``answer_words`` are offsets in it.
    ``page`` counts the file's pages from 1, ``page_label`` is the number printed there. ``unread`` says what
    of the article was not read; ``recognised`` whether the words were recognised in a picture. ``support`` is
    the side that the words take, where a claim is checked.
    """

    number: int
    quote: str
    title: str
    source: str | None
    url: str | None
    published: str | None
    published_from: str | None
    author: str | None
    article_id: str
    sha256: str
    start: int
    end: int
    page: int | None = None
    answer_words: tuple[tuple[int, int], ...] = ()
    support: Support | Side = SUPPORTED
    copies: tuple[Copy, ...] = ()
    page_label: str | None = None
    unread: str | None = None
    recognised: bool = False

    @property
    def story(self) -> str:
        """What is the same for near-copies, which are one independent source."""
        return min([self.article_id, *(copy.article_id for copy in self.copies)])


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found for a question: ``[start, end)`` of its article's text."""

    quote: str
    title: str
    source: str | None
    url: str | None
    published: str | None
    article_id: str
    sha256: str
    start: int
    end: int
    score: float
    cosine: float
    bm25: float
    unread: str | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an answer of many articles: the words quoted as ``number`` and what they stand there for.

    ``value``, ``label`` and ``group`` are those of ``rag.answer.Row``.
    """

    number: int
    value: str
    label: str
    group: int
    article_id: str
    title: str
    source: str | None
    published: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without its articles; the fields are those of ``rag.answer.Answer``."""

    question: str
    query: str
    text: str
    answered: bool
    kind: Kind = "quoted"
    reason: str | None = None
    probability: float = 0.0
    short_answer: str | None = None
    short_probability: float | None = None
    citations: tuple[Quotation, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    closest: tuple[Passage, ...] = ()
    missing_words: tuple[str, ...] = ()
    searched: Searched = NOTHING
    preferred: str = ""
    notice: str = ""
    seconds: float = 0.0
    usage: Usage | None = None
    disagreements: tuple[Disagreement, ...] = ()
    unmentioned: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    total: int | None = None
    taken_for: str = ""

    @property
    def by_article(self) -> list[list[Quotation]]:
        """The citations, those of one article together."""
        found: dict[str, list[Quotation]] = {}
        for citation in self.citations:
            found.setdefault(citation.article_id, []).append(citation)
        return list(found.values())


def told(answer: Answer) -> Told:
    """Return what is told of an answer; probabilities and seconds with four digits."""
    short = answer.short_probability
    return Told(
        question=answer.question,
        query=answer.query,
        text=answer.text,
        answered=answer.answered,
        kind=answer.kind,
        reason=answer.reason,
        probability=round(answer.probability, 4),
        short_answer=answer.short_answer,
        short_probability=None if short is None else round(short, 4),
        citations=tuple(_quotation(citation) for citation in answer.citations),
        sentences=answer.sentences,
        closest=tuple(passage(hit) for hit in answer.closest),
        missing_words=answer.missing_words,
        searched=answer.searched,
        preferred=answer.preferred,
        notice=answer.notice,
        seconds=round(answer.seconds, 4),
        usage=answer.usage,
        disagreements=answer.disagreements,
        unmentioned=answer.unmentioned,
        suggested=answer.suggested,
        rows=tuple(map(_row, answer.rows)),
        total=answer.total,
        taken_for=answer.taken_for,
    )


def passage(hit: Hit) -> Passage:
    """Return what is told of a passage that was found; scores with four digits."""
    article = hit.article
    return Passage(
        quote=hit.text,
        title=title_of(article),
        source=article.source,
        url=article.url,
        published=article.published,
        article_id=article.id,
        sha256=article.sha256,
        start=hit.passage.start,
        end=hit.passage.end,
        score=round(hit.score, 4),
        cosine=round(hit.cosine, 4),
        bm25=round(hit.bm25, 4),
        unread=article.unread,
        recognised=article.is_recognised(hit.passage.start, hit.passage.end),
    )


def as_json(value: Told | Passage) -> dict[str, Any]:
    """Return it as one JSON object."""
    return asdict(value)


def told_from(values: object) -> Told:
    """Return what ``as_json`` made; what this version does not know is dropped.

    Raises:
        ValueError: it is nothing of the kind.
    """
    found: Told = _reader().validate_python(values)
    return found


@cache
def _reader() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Told)


def _quotation(citation: Citation) -> Quotation:
    article = citation.article
    return Quotation(
        number=citation.number,
        quote=citation.quote,
        title=title_of(article),
        source=article.source,
        url=article.url,
        published=article.published,
        published_from=article.published_from,
        author=article.author,
        article_id=article.id,
        sha256=article.sha256,
        start=citation.start,
        end=citation.end,
        page=citation.page,
        answer_words=citation.answer_words,
        support=citation.support,
        copies=tuple(_copy(each) for each in citation.copies),
        page_label=citation.page_label,
        unread=article.unread,
        recognised=citation.recognised,
    )


def _row(row: answers.Row) -> Row:
    quoted, article = row.citation, row.citation.article
    return Row(
        number=quoted.number,
        value=row.value,
        label=row.label,
        group=row.group,
        article_id=article.id,
        title=title_of(article),
        source=article.source,
        published=article.published,
        quote=quoted.quote,
        start=quoted.start,
        end=quoted.end,
    )


def _copy(article: Article) -> Copy:
    return Copy(article.id, article.source, article.published, article.url, title_of(article))
