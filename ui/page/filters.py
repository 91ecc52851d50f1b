"""The days and sources that questions are asked of: a line above the question box that opens a small form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..render import texts
from ..render.annotate import escaped

FILTERS: Final = (
    '<details class="filter"><summary><span class="chosen" aria-live="polite">'
    f"{escaped(texts.PAGE['allArticles'])}</span></summary>"
    f'<form class="filter-form" aria-label="{escaped(texts.FILTER)}">'
    f'<div class="days"><label>{escaped(texts.SINCE)} <input type="date" name="since"></label>'
    f'<label>{escaped(texts.UNTIL)} <input type="date" name="until"></label></div>'
    '<div class="list"><fieldset class="names"></fieldset></div><p class="left" role="status"></p>'
    f'<button type="reset" class="quiet">{escaped(texts.EVERYTHING)}</button>'
    "</form></details>"
)


def sources_html(sources: Sequence[tuple[str, int]]) -> str:
    """Return a check box for each source with its number of articles, the largest first."""
    boxes = "".join(
        f'<label><input type="checkbox" name="source" value="{escaped(name)}"> <bdi>{escaped(name)}</bdi> '
        f'<span class="number">{count:,}</span></label>'
        for name, count in sources
    )
    return f"<legend>{escaped(texts.OUTLETS)}</legend>{boxes}" if boxes else ""
