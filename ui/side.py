"""The list of a person's conversations, beside the chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from . import texts
from .annotate import escaped
from .byline import counted, written_day
from .conversations.values import Listed
from .turn import export_links

SIDE: Final = (
    f'<nav class="side" aria-label="{escaped(texts.CONVERSATIONS)}">'
    f'<button type="button" class="new" data-does="new">{escaped(texts.NEW)}</button>'
    f'<input type="search" class="find" placeholder="{escaped(texts.FIND)}" '
    f'aria-label="{escaped(texts.FIND)}"><div class="list" aria-live="polite"></div></nav>'
)


def list_html(listed: Sequence[Listed], *, words: str = "") -> str:
    """Return the conversations, each with what can be done with it."""
    if not listed:
        return f'<p class="none">{escaped(texts.NONE_FOUND if words else texts.NO_CONVERSATIONS)}</p>'
    return f"<ul>{''.join(_item(each) for each in listed)}</ul>"


def _item(each: Listed) -> str:
    name = escaped(each.id)
    about = f"{written_day(each.changed)} · {counted(each.questions, 'question')}"
    found = f'<span class="found" dir="auto">… {escaped(each.found)} …</span>' if each.found else ""
    return (
        f'<li data-conversation="{name}"><a href="?c={name}" data-does="open">'
        f'<span class="name" dir="auto">{escaped(each.title)}</span>'
        f'<span class="about">{escaped(about)}</span>{found}</a>'
        f'<details class="menu"><summary class="quiet" aria-label="{_label(each)}">…</summary>'
        f'<div class="menu-list"><button type="button" data-does="rename">{escaped(texts.RENAME)}</button>'
        f"<h4>{escaped(texts.EXPORT)}</h4>{export_links(each.id)}"
        f'<button type="button" class="danger" data-does="delete">{escaped(texts.DELETE)}</button>'
        "</div></details></li>"
    )


def _label(each: Listed) -> str:
    return escaped(texts.MORE.format(title=each.title))
