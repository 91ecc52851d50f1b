"""Saved questions and what is new to them -> HTML, and the words of the badge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..render import texts
from ..render.reader import Span, address_of
from ..render.saved import since_line
from ..render.templates import rendered

if TYPE_CHECKING:
    from rag.saved.values import News, SavedQuestion

TEMPLATE: Final = "saved/panel.html"


def saved_html(questions: Sequence[SavedQuestion], news: Sequence[News]) -> str:
    """Return the saved questions, those with something new first, each with its news, the last first."""
    by_number: dict[int, list[tuple[News, str, bool]]] = {}
    seen = {each.number: each.seen for each in questions}
    for each in news:
        fresh = each.found > seen.get(each.number, "")
        by_number.setdefault(each.number, []).append((each, _address(each), fresh))
    ordered = sorted(questions, key=lambda each: (-each.unseen, each.number))
    shown = [(each, since_line(each), by_number.get(each.number, [])) for each in ordered]
    return rendered(TEMPLATE, "panel", shown=shown)


def badge(questions: Sequence[SavedQuestion]) -> str:
    """Return what the badge says: ``3 new``, or ``Saved``; nothing where no question is saved."""
    unseen = sum(each.unseen for each in questions)
    if unseen:
        return texts.SAVED_NEW.format(number=f"{unseen:,}")
    return texts.SAVED_SHORT if questions else ""


def _address(news: News) -> str:
    """Return the address of the article in the reader pane, with the quotation marked."""
    return address_of(news.article_id, news.sha256, [Span(1, news.start, news.end)])
