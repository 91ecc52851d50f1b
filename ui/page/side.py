"""The list of a person's conversations, beside the chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..conversations.values import Listed
from ..render import texts
from ..render.annotate import escaped
from ..render.byline import counted, dotted, written_day
from .turn import export_links

SIDE: Final = (
    f'<nav class="side" aria-label="{escaped(texts.CONVERSATIONS)}">'
    f'<button type="button" class="new" data-does="new">{escaped(texts.NEW)}</button>'
    f'<input type="search" class="find" placeholder="{escaped(texts.FIND)}" '
    f'aria-label="{escaped(texts.FIND)}"><div class="list" aria-live="polite"></div></nav>'
)


def list_html(listed: Sequence[Listed], *, words: str = "", more: bool = False) -> str:
    """Return the conversations, each with what can be done with it; ``more`` if there are others."""
    if not listed:
        return f'<p class="none">{escaped(texts.NONE_FOUND if words else texts.NO_CONVERSATIONS)}</p>'
    named = Counter(each.title for each in listed)
    items = "".join(_item(each, alone=named[each.title] == 1) for each in listed)
    rest = f'<button type="button" class="quiet more" data-does="more">{escaped(texts.OLDER)}</button>'
    return f"<ul>{items}</ul>{rest if more else ''}"


def _item(each: Listed, *, alone: bool) -> str:
    """Return one conversation; one that is not ``alone`` under its title is told apart by its time."""
    name = escaped(each.id)
    about = dotted(
        written_day(each.changed), "" if alone else _clock(each.changed), counted(each.questions, "question")
    )
    found = f'<span class="found" dir="auto">… {escaped(each.found)} …</span>' if each.found else ""
    return (
        f'<li data-conversation="{name}"><a href="?c={name}" data-does="open">'
        f'<span class="name" dir="auto">{escaped(each.title)}</span>'
        f'<span class="about">{about}</span>{found}</a>'
        f'<details class="menu"><summary class="quiet" aria-label="{_label(each)}">…</summary>'
        f'<div class="menu-list"><button type="button" data-does="rename">{escaped(texts.RENAME)}</button>'
        f"<h4>{escaped(texts.EXPORT)}</h4>{export_links(each.id)}"
        f'<button type="button" class="danger" data-does="delete">{escaped(texts.DELETE)}</button>'
        f"</div>{_sure(each)}</details></li>"
    )


def _clock(changed: str) -> str:
    """Return the time of day, which the page's script writes as the reader's clock has it."""
    return f'<time datetime="{escaped(changed)}">{escaped(changed[11:16])} UTC</time>'


def _sure(each: Listed) -> str:
    """The question that takes the menu's place before a conversation is deleted."""
    asks = escaped(texts.DELETE_SURE.format(title=each.title))
    return (
        f'<div class="menu-list sure" role="alertdialog" aria-label="{asks}" hidden><p dir="auto">{asks}</p>'
        f'<button type="button" class="danger" data-does="delete-yes">{escaped(texts.DELETE_YES)}</button>'
        f'<button type="button" data-does="delete-no">{escaped(texts.DELETE_NO)}</button></div>'
    )


def _label(each: Listed) -> str:
    return escaped(texts.MORE.format(title=each.title))
