"""What stands around the answers, as HTML: the header, the conversations, the filters, the welcome."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.ingest.report import Summary
from index.passage import MAX_QUERY

from ..conversations.values import Listed
from ..export import FORMATS
from ..render.templates import rendered
from ..render.texts import PAGE

TEMPLATE: Final = "page/frame.html"
# Gradio puts the value in as it is; written as {{value}}, an article's text could bring code along
READER_TEMPLATE: Final = '<div class="page">${value}</div>'


def fixed_html(part: Literal["filters", "side", "empty_reader"]) -> str:
    """Return a part that is the same for everybody: the scripts fill it in, or take its place."""
    return rendered(TEMPLATE, part)


def head_html() -> str:
    """Return what the page's head brings: the scripts' entry, and the texts that they show."""
    return rendered(TEMPLATE, "head", page_texts=json.dumps({**PAGE, "most": MAX_QUERY}))


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A library that can be chosen: its name, how much it holds and has that is new, where its page lies."""

    name: str
    articles: int
    saved: str
    is_new: bool
    address: str
    is_here: bool


def header_html(
    summary: Summary, saved: str = "", *, is_new: bool = False, shelf: Sequence[OnShelf] = ()
) -> str:
    """Return the name and what is answered from: ``18 articles · 14 October 2016 – … · 5 outlets``.

    ``saved`` are the words of the badge of saved questions, if there are any; ``shelf`` are the libraries
    where there are several.
    """
    return rendered(TEMPLATE, "header", summary=summary, saved=saved, is_new=is_new, shelf=shelf)


def welcome_html(articles: int, questions: Sequence[str] = ()) -> str:
    """Return what stands where nothing has been asked yet, with questions to begin with."""
    return rendered(TEMPLATE, "welcome", articles=articles, questions=questions)


def list_html(listed: Sequence[Listed], *, words: str = "", more: bool = False) -> str:
    """Return the conversations, each with what can be done with it; ``more`` if there are others."""
    return rendered(TEMPLATE, "conversations", listed=listed, words=words, more=more, formats=FORMATS)
