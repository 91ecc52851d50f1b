"""The values that are exported, and the words that every format says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from ..render import texts
from ..render.byline import (
    counted,
    dated,
    host,
    in_part,
    in_part_line,
    outlet_name,
    page_line,
    searched_line,
    written_day,
)
from ..render.marks import lacking_line
from ..render.told import Passage, Quotation, Told

RELATED: Final = f"{texts.CLOSEST}: {texts.CLOSEST_CAUTION}"
_MEANT: Final = re.compile(r"[\s\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Exported:
    """One exchange: the question as typed, and the answer, ``None`` if there came none.

    ``note`` says why there is none, or why it has no end.
    ``asked_at`` is ISO 8601, as ``2026-11-24T16:50:00+00:00``, or empty.
    """

    question: str
    told: Told | None
    asked_at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A conversation, or one answer, to be written down; ``exported_at`` is ISO 8601."""

    title: str
    exchanges: tuple[Exported, ...]
    exported_at: str

    @property
    def heading(self) -> str:
        """The title on one line, never empty."""
        return one_line(self.title) or texts.CONVERSATION

    @property
    def about(self) -> str:
        """``2 questions, exported 24 November 2026``."""
        exported = written_day(self.exported_at)
        asked = counted(len(self.exchanges), "question")
        return texts.EXPORTED.format(questions=asked, day=exported) if exported else asked

    def numbered(self) -> Iterator[tuple[str, Exported]]:
        """Yield each exchange with what goes before the numbers of its marks: ``2-``, nothing if alone."""
        for number, exchange in enumerate(self.exchanges, start=1):
            yield ("" if len(self.exchanges) == 1 else f"{number}-"), exchange

    def asks(self, exchange: Exported) -> str:
        """Return the question on one line, nothing where it is the heading already."""
        question = one_line(exchange.question)
        return "" if len(self.exchanges) == 1 and question == self.heading else question


def one_line(text: str) -> str:
    """Return a text with single spaces for all white space."""
    return " ".join(text.split())


def before(exchange: Exported) -> list[str]:
    """Return the lines between question and answer: when it was asked, and what was searched how."""
    asked = written_day(exchange.asked_at)
    lines = [texts.ASKED.format(day=asked) if asked else ""]
    if answer := exchange.told:
        query = answer.query if answer.query.strip() != answer.question.strip() else ""
        searched = texts.SEARCHED_FOR.format(query=query) if query else ""
        checked = texts.CHECKED if answer.kind == "check" else ""
        lines += [exchange.note, answer.notice, checked, answer.taken_for, searched, answer.preferred]
    return [one_line(line) for line in lines if line]


def why_none(answer: Told) -> list[str]:
    """Return the lines under an answer that there is none: words in no article, and what was searched."""
    if answer.reason == "no question":
        return []
    searched = searched_line(answer.searched) if answer.searched.articles else ""
    lines = (lacking_line(answer), searched, in_part_line(answer.searched))
    return [one_line(line) for line in lines if line]


def described(source: Quotation | Passage) -> str:
    """Return title, author, outlet, day and page: ``A vote · By J. Doe · The Hindu · 5 May 2018 · p. 3``.

    Whether the words were recognised in a picture, and what of the article was not read, stands behind.
    """
    author = source.author if isinstance(source, Quotation) else None
    pages = [(source.page, source.page_label)] if isinstance(source, Quotation) else []
    parts = (
        source.title,
        texts.BY.format(author=author) if author else "",
        outlet_name(source),
        dated(source),
        page_line(pages),
        texts.RECOGNISED if source.recognised else "",
        in_part(source),
    )
    return " · ".join(line for part in parts if (line := one_line(part)))


def address(url: str | None) -> str:
    """Return an http(s) address with what no address may hold percent-encoded; nothing for any other."""
    return _MEANT.sub(lambda found: quote(found[0]), (url or "").strip()) if host(url) else ""
