"""An export as Markdown: each mark a footnote. What people and articles wrote stays text in any parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..render import texts
from ..render.byline import independent
from ..render.marks import woven
from ..render.told import Passage, Quotation, Told
from .exported import RELATED, Export, Exported, address, before, described, one_line, why_none

# Beside what CommonMark gives a meaning anywhere in a line: what tables, formulas, references and the like
# of GitHub, Pandoc and Obsidian begin with.
_ANYWHERE: Final = re.compile(r"([\\`*_{}\[\]<>#&~|$^@=]|!(?=\[|$))")
_LINE_START: Final = re.compile(r"^(\d*)([-+.():])", re.M)  # a text may go on behind a mark: "[^1](…"
_LINK: Final = re.compile(r"(?i)(https?|ftp)://")
_HOST: Final = re.compile(r"(?i)www\.")
_HARD_BREAK: Final = "\\\n"
_BREAK: Final = re.compile(r"[^\S\n]*\n[^\S\n]*")


def markdown(export: Export) -> str:
    """Return it all; a mark is the footnote ``[^1]``, or ``[^2-1]`` among several answers."""
    blocks = [f"# {_line(export.heading)}", _line(export.about)]
    for prefix, exchange in export.numbered():
        question = export.asks(exchange)
        blocks += [f"## {_line(question)}"] if question else []
        blocks += _exchange(exchange, prefix)
    return "\n\n".join(blocks) + "\n"


def _exchange(exchange: Exported, prefix: str) -> Iterator[str]:
    yield from map(_line, before(exchange))
    if exchange.told:
        yield from _answer(exchange.told, prefix)
    else:
        yield _line(exchange.note) or texts.UNANSWERED


def _answer(answer: Told, prefix: str) -> Iterator[str]:
    pieces = woven(
        answer,
        words=lambda start, end: _words(answer.text[start:end]),
        mark=lambda citation: f"[^{prefix}{citation.number}]",
        doubt=lambda says: rf" \[{_line(says)}\]",
    )
    yield "".join(pieces).removeprefix(_HARD_BREAK).removesuffix(_HARD_BREAK).strip()
    if not answer.answered:
        yield from map(_line, why_none(answer))
        yield from _closest(answer)
        return
    yield from [line for line in [independent(answer.citations)] if line]
    yield from (f"[^{prefix}{each.number}]: {_source(each)}" for each in answer.citations)


def _closest(answer: Told) -> Iterator[str]:
    if answer.closest:
        yield f"**{RELATED}**"
    for passage in answer.closest:
        yield f"> {_source(passage)}"


def _source(source: Quotation | Passage) -> str:
    """Return the quoted words and where they stand.

    They begin with a quotation mark and several words follow, so that a parser which knows no footnotes
    does not take the line for the address of a link.
    """
    web = address(source.url)
    where = f"<{web}>" if web else _line(source.url or "")
    return f"“{_line(source.quote)}” — {_line(described(source))}{' · ' + where if where else ''}"


def _line(text: str) -> str:
    return _words(one_line(text))


def _words(text: str) -> str:
    """Return a text that renders as itself; line breaks stay, and empty lines part paragraphs."""
    lines = _BREAK.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = _LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", lines))
    shown = _HOST.sub(lambda found: found[0][:-1] + r"\.", _LINK.sub(r"\1\\://", shown))
    return re.sub(r"(?<!\n)\n(?!\n)", lambda _: _HARD_BREAK, re.sub(r"\n{2,}", "\n\n", shown))
