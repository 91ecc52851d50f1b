"""An exchange of a conversation as HTML: the question, what came of it, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from index.library import Library
from rag.question.statement import may_state

from ..conversations.values import Conversation, Exchange
from ..export import FORMATS
from ..render import texts
from ..render.annotate import Run
from ..render.marks import lacking_line, quoted_runs, text_pieces
from ..render.reader import answer_addresses, closest_addresses
from ..render.templates import rendered
from ..render.told import Passage, Quotation, Told
from .feedback import reasons

LONGEST_SAID: Final = 2000  # characters
_MARK: Final = re.compile(r"(\[\d+\])")
_PENDING: Final = re.compile(r"\[(\d{1,4})\]")

Standing = Mapping[str, str]
"""What is to say of articles, by their id, that are not in the library as they were when they were quoted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with what its template needs to know.

    Attributes:
        pieces: its text, as ``text_pieces`` returns it.
        differs: the lines that say where quotations differ, in texts and citations.
        lacking: the line that names what no article has.
        quotes: the words of each quotation by its number, those that answer bold.
        addresses: of the articles in the reader pane, by the number of a citation.
        closest: passages with the addresses of their articles.
        standing: what is to say of an article, by its id.
        may_claim: whether it answers what may have been meant as a claim.
        head, rest: of an answer of many articles the line above its rows, and that above the hidden ones.
        few: how many rows are shown at first.
        cited: the citations by their number.
    """

    told: Told
    pieces: list[tuple[str, Any]]
    differs: list[list[str | Quotation]]
    lacking: str
    quotes: dict[int, list[Run]]
    addresses: dict[int, str]
    closest: list[tuple[Passage, str]]
    standing: Standing
    may_claim: bool
    head: str
    rest: str
    few: int
    cited: dict[int, Quotation]


def answer_html(answer: Told, standing: Standing | None = None) -> str:
    """Return the answer with its marks and sources, or why there is none and what comes closest."""
    return rendered("page/answer.html", "answer", shown=_shown(answer, standing))


def conversation_html(conversation: Conversation, standing: Standing | None = None) -> str:
    """Return every exchange, the oldest first."""
    return "".join(exchange_html(conversation.id, each, standing) for each in conversation.exchanges)


def exchange_html(conversation_id: str, exchange: Exchange, standing: Standing | None = None) -> str:
    """Return one exchange."""
    return rendered(
        "page/exchange.html",
        "exchange",
        conversation=conversation_id,
        each=exchange,
        shown=_shown(exchange.told, standing) if exchange.told else None,
        written=_PENDING.split(exchange.text) if exchange.text else (),
        why=_why_no_end(exchange),
        formats=FORMATS,
    )


def trouble_html(line: str, wait: int = 0) -> str:
    """Return one line that says what went wrong; the page asks again after ``wait`` seconds, if any."""
    return rendered("page/exchange.html", "trouble", line=line, wait=wait)


def reasons_html(told: Told) -> str:
    """Return the form that asks what is wrong with an answer."""
    return rendered("page/exchange.html", "reasons", choices=reasons(told), longest=LONGEST_SAID)


def standing_of(library: Library, answers: Iterable[Told]) -> Standing:
    """Return what is to say of quoted articles, by their id; those that stand as they did are left out."""
    quoted = {(each.article_id, each.sha256) for told in answers for each in told.citations}
    now = library.digests([article_id for article_id, _ in quoted])
    return {
        article_id: texts.CHANGED if article_id in now else texts.GONE
        for article_id, digest in quoted
        if now.get(article_id) != digest
    }


def _shown(answer: Told, standing: Standing | None) -> Shown:
    marks = {f"[{each.number}]": each for each in answer.citations}
    head, *paragraphs = answer.text.split("\n\n")
    return Shown(
        told=answer,
        pieces=text_pieces(answer, bold=True),
        differs=[[marks.get(part, part) for part in _MARK.split(each.text)] for each in answer.disagreements],
        lacking=lacking_line(answer),
        quotes={each.number: quoted_runs(each) for each in answer.citations},
        addresses=answer_addresses(answer),
        closest=list(zip(answer.closest, closest_addresses(answer), strict=True)),
        standing=standing or {},
        may_claim=answer.kind != "check" and may_state(answer.question),
        head=head,
        rest=paragraphs[-1] if paragraphs else "",
        few=len(answer.sentences),
        cited={each.number: each for each in answer.citations},
    )


def _why_no_end(exchange: Exchange) -> str:
    """Return why an answer has no end, and what there is of it."""
    if exchange.state == "failed":
        return exchange.line
    why = texts.UNFINISHED.get(exchange.state, "")
    return f"{why} {texts.AS_FAR}" if why and exchange.told else why
