"""An exchange of a conversation as HTML: the question, what came of it, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from index.library import Library
from rag.question.statement import may_state

from ..conversations.values import Conversation, Exchange
from ..export import FORMATS
from ..feedback.feedback import reasons
from ..render import texts
from ..render.annotate import Run, annotate
from ..render.marks import asked_runs, lacking_line, quoted_runs, says, text_pieces
from ..render.reader import answer_addresses, closest_addresses
from ..render.templates import rendered
from ..render.told import Passage, Quotation, Told

LONGEST_SAID: Final = 2000  # characters
LONG: Final = 400  # characters of a question, or
LINES: Final = 5  # of it; a longer one is folded
_MARK: Final = re.compile(r"(\[\d+\])")
_PENDING: Final = re.compile(r"\[(\d{1,4})\]")

Standing = Mapping[str, str]
"""What is to say of articles, by their id, that are not in the library as they were when they were quoted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with what its template needs to know.

    Attributes:
        pieces: its text, as ``text_pieces`` returns it, marks that follow one another being one piece.
        differs: the lines that say where quotations differ, in the same way.
        lacking: the line that names what no article has.
        quotes: the words of each quotation that the text does not repeat, by number; those that answer bold.
        lines: the numbers of the quotations of which more is to say than that they stand in the text.
        addresses: of the articles in the reader pane, by the number of a citation.
        closest: passages, each with its words, the asked ones bold, and the address of its article.
        standing: what is to say of an article, by its id.
        may_claim: whether it answers what may have been meant as a claim.
        head, rest: of an answer of many articles the line above its rows, and that above the hidden ones.
        few: how many rows are shown at first.
        cited: the citations by their number.
    """

    told: Told
    pieces: list[tuple[str, Any]]
    differs: list[list[tuple[str, Any]]]
    lacking: str
    quotes: dict[int, list[Run]]
    lines: frozenset[int]
    addresses: dict[int, str]
    closest: list[tuple[Passage, list[Run], str]]
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
        is_long=len(exchange.question) > LONG or exchange.question.count("\n") >= LINES,
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
    head, *paragraphs = answer.text.split("\n\n")
    shown_there = () if answer.rows else tuple(each for each in answer.citations if says(answer, each))
    quotes = {each.number: quoted_runs(each) for each in answer.citations if each not in shown_there}
    told_apart = [each for each in answer.citations if answer.kind == "check" or each.recognised]
    return Shown(
        told=answer,
        pieces=_kept_together(text_pieces(answer, bold=True)),
        differs=[_differing(each.text, answer.citations) for each in answer.disagreements],
        lacking=lacking_line(answer),
        quotes=quotes,
        lines=frozenset([*quotes, *(each.number for each in told_apart)]),
        addresses=answer_addresses(answer),
        closest=[
            (each, asked_runs(answer.query, each), address)
            for each, address in zip(answer.closest, closest_addresses(answer), strict=True)
        ],
        standing=standing or {},
        may_claim=answer.kind != "check" and may_state(answer.question),
        head=head,
        rest=paragraphs[-1] if paragraphs else "",
        few=len(answer.sentences),
        cited={each.number: each for each in answer.citations},
    )


def _kept_together(pieces: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the pieces of a text, the marks that follow one another as one, without the space before them.

    The template joins them to the word before, so that no line begins with a mark alone.
    """
    kept: list[tuple[str, Any]] = []
    for kind, piece in pieces:
        if kind != "mark":
            kept.append((kind, piece))
            continue
        if kept and kept[-1][0] == "words":
            kept[-1] = ("words", _stripped(kept[-1][1]))
        if kept[1:] and kept[-2][0] == "marks" and not any(run.text for run in kept[-1][1]):
            kept.pop()
        if kept and kept[-1][0] == "marks":
            kept[-1][1].append(piece)
        else:
            kept.append(("marks", [piece]))
    return kept


def _stripped(runs: Sequence[Run]) -> list[Run]:
    """Return runs without the space at their end; their tags stay."""
    last = max((at for at, run in enumerate(runs) if run.text.strip()), default=-1)
    words, space = runs[: last + 1], runs[last + 1 :]
    return [
        *words[:-1],
        *(replace(run, text=run.text.rstrip()) for run in words[-1:]),
        *(replace(run, text="") for run in space),
    ]


def _differing(line: str, citations: Sequence[Quotation]) -> list[tuple[str, Any]]:
    """Return the pieces of a line that says where quotations differ: its words, and its marks."""
    marks = {f"[{each.number}]": each for each in citations}
    parts = _MARK.split(line)
    return _kept_together(
        ("mark", marks[part]) if part in marks else ("words", annotate(part, ())) for part in parts
    )


def _why_no_end(exchange: Exchange) -> str:
    """Return why an answer has no end, and what there is of it."""
    if exchange.state == "failed":
        return exchange.line
    why = texts.UNFINISHED.get(exchange.state, "")
    return f"{why} {texts.AS_FAR}" if why and exchange.told else why
