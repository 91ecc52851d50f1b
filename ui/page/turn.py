"""An exchange of a conversation as HTML: the question, what came of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.passage import Filter

from ..conversations.values import Conversation, Exchange
from ..export import FORMATS
from ..render import texts
from ..render.annotate import escaped
from ..render.byline import dotted, written_day
from ..render.sentences import pending_html
from ..render.standing import Standing
from .show import answer_html, trouble_html

UP: Final = "M7 21V10l4-8c1.7 0 2.6 1.1 2.6 2.7V9H20c1.2 0 2 1 1.8 2.2l-1.5 8A2 2 0 0 1 18.3 21zM2 10h3v11H2z"


def conversation_html(conversation: Conversation, standing: Mapping[str, Standing] | None = None) -> str:
    """Return every exchange, the oldest first."""
    return "".join(exchange_html(conversation.id, each, standing) for each in conversation.exchanges)


def exchange_html(
    conversation_id: str, exchange: Exchange, standing: Mapping[str, Standing] | None = None
) -> str:
    """Return one exchange; ``standing`` is that of ``answer_html``."""
    state = "writing" if exchange.state == "writing" else "done"
    where = f'data-conversation="{escaped(conversation_id)}" data-exchange="{exchange.number}"'
    return (
        f'<section class="turn" data-state="{state}" {where}>'
        f'<h2 class="question" dir="auto">{escaped(exchange.question)}</h2>{_only(exchange.only)}'
        f'<div class="reply">{_reply(exchange, standing)}</div>'
        f"{_actions(conversation_id, exchange)}</section>"
    )


def export_links(conversation_id: str, number: int | None = None) -> str:
    """Return a link for each format that a conversation, or one answer of it, is exported in."""
    which = f"&amp;number={number}" if number else ""
    address = f"api/conversations/{escaped(conversation_id)}/export?format="
    labels = [(name, escaped(each.label)) for name, each in FORMATS.items()]
    return "".join(f'<a href="{address}{name}{which}" download>{label}</a>' for name, label in labels)


def _reply(exchange: Exchange, standing: Mapping[str, Standing] | None) -> str:
    if exchange.state == "writing" and not exchange.told:
        return f'<div class="answer-text" dir="auto">{_written(exchange)}</div>'
    said = answer_html(exchange.told, standing) if exchange.told else ""
    if exchange.state == "failed":
        return said + trouble_html(exchange.line) + _again()
    why = texts.UNFINISHED.get(exchange.state)
    if why is None:
        return said
    return said + _stopped(f"{why} {texts.AS_FAR}" if said else why)


def _written(exchange: Exchange) -> str:
    """What is there of an answer that is being written."""
    if exchange.text:
        return pending_html(exchange.text)
    return (
        f'<span class="waiting">{escaped(texts.WAITING)}<span class="dots" aria-hidden="true"></span></span>'
    )


def _stopped(why: str) -> str:
    return f'<p class="stopped">{escaped(why)}</p>{_again()}'


def _again() -> str:
    return f'<p><button type="button" class="quiet" data-does="again">{escaped(texts.AGAIN)}</button></p>'


def _only(only: Filter) -> str:
    """The days and sources that were searched, if not all were."""
    if not only:
        return ""
    days = " – ".join(written_day(day) or "…" for day in (only.since, only.until))
    when = days if only.since or only.until else ""
    sources = ", ".join(f"<bdi>{escaped(name)}</bdi>" for name in only.sources or ())
    return f'<p class="only">{escaped(texts.ONLY).format(filter=dotted(when, sources))}</p>'


def _actions(conversation_id: str, exchange: Exchange) -> str:
    """Copy, export and rate; for a complete answer only."""
    if not exchange.told or exchange.state != "done" or exchange.told.reason == "no question":
        return ""
    links = export_links(conversation_id, exchange.number)
    return (
        f'<div class="actions" role="group" aria-label="{escaped(texts.THIS_ANSWER)}">'
        f'<button type="button" class="quiet" data-does="copy">{escaped(texts.COPY)}</button>'
        f'<details class="menu"><summary class="quiet">{escaped(texts.EXPORT)}</summary>'
        f'<div class="menu-list">{links}</div></details>'
        f"{_thumb(1, texts.GOOD, exchange.rating)}{_thumb(-1, texts.BAD, exchange.rating)}</div>"
    )


def _thumb(rating: int, label: str, given: int) -> str:
    pressed = "true" if rating == given else "false"
    return (
        f'<button type="button" class="quiet thumb" data-does="rate" data-rating="{rating}" '
        f'aria-pressed="{pressed}" aria-label="{escaped(label)}" title="{escaped(label)}">'
        f'<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="{UP}"/></svg></button>'
    )
