"""What the page says before anything is asked."""

from collections.abc import Sequence
from typing import Final

from index.ingest.report import Summary

from ..render import texts
from ..render.annotate import escaped
from ..render.byline import counted, dotted, written_span

# Gradio puts the value in as it is; written as {{value}}, an article's text could bring code along
READER_TEMPLATE: Final = '<div class="page">${value}</div>'
EMPTY_READER: Final = f'<div class="no-article"><p>{escaped(texts.NO_ARTICLE)}</p></div>'
LISTS: Final = "M3 6h18M3 12h18M3 18h12"
PLUS: Final = "M12 5v14M5 12h14"


def header_html(summary: Summary) -> str:
    """Return the name and what is answered from: ``18 articles · 14 October 2016 – … · 5 sources``."""
    sources = counted(len(summary.sources), "source") if summary.sources else ""
    parts = (counted(summary.articles, "article"), written_span(summary.first, summary.last), sources)
    shown = dotted(*(f"<span>{escaped(part)}</span>" for part in parts if part))
    return (
        f"{_button('side', texts.CONVERSATIONS, LISTS)}<h1>{texts.NAME}</h1>"
        f'<button type="button" class="library" data-opens="library">{shown}</button>'
        f"{_button('new', texts.NEW, PLUS)}"
    )


def _button(does: str, label: str, path: str) -> str:
    return (
        f'<button type="button" id="{does}-button" class="icon" data-does="{does}" '
        f'aria-label="{escaped(label)}" title="{escaped(label)}">'
        '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">'
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>'
        "</svg></button>"
    )


def welcome_html(articles: int, questions: Sequence[str] = ()) -> str:
    """Return what stands where nothing has been asked yet, with questions to begin with."""
    title, more = (texts.WELCOME, texts.WELCOME_MORE) if articles else (texts.EMPTY, texts.EMPTY_MORE)
    return f"<h2>{escaped(title)}</h2><p>{escaped(more)}</p>{starters_html(questions)}"


def starters_html(questions: Sequence[str]) -> str:
    """Return a button for each question; a click asks it."""
    chips = "".join(
        f'<button type="button" class="chip" data-does="starter" dir="auto">{escaped(question)}</button>'
        for question in questions
    )
    return f'<div class="starters">{chips}</div>' if chips else ""
