"""An export as one HTML file to read, send and print: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from typing import Any

from ..render.marks import quoted_runs, text_pieces
from ..render.templates import rendered
from .exported import RELATED, Export, Exported, before, why_none


def html_page(export: Export) -> str:
    """Return the whole file; a mark leads to its source on the same page, and from there back."""
    exchanges = [_shown(exchange, prefix, export.asks(exchange)) for prefix, exchange in export.numbered()]
    page = rendered(
        "export/page.html",
        "page",
        heading=export.heading,
        about=export.about,
        related=RELATED,
        exchanges=exchanges,
    )
    return page + "\n"


def _shown(exchange: Exported, prefix: str, question: str) -> dict[str, Any]:
    """Return an exchange with what its template needs to know."""
    told = exchange.told
    return {
        "question": question,
        "prefix": prefix,
        "before": before(exchange),
        "note": exchange.note.strip(),
        "told": told,
        "pieces": text_pieces(told) if told else [],
        "why_none": why_none(told) if told else [],
        "quotes": {each.number: quoted_runs(each) for each in told.citations} if told else {},
    }
