"""An export as plain text with the sources under each answer, for the clipboard, and as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ..render import marks, texts
from ..render.byline import independent
from ..render.told import Passage, Quotation, Told, as_json
from .exported import RELATED, Export, Exported, before, described, one_line, why_none

_RULE: Final = "\n\n* * *\n\n"


def plain_text(export: Export) -> str:
    """Return it all; an answer's marks are ``[1]``, or ``[2-1]`` among several answers."""
    head = [] if len(export.exchanges) == 1 else [f"{export.heading}\n{export.about}"]
    blocks = ["\n\n".join(_exchange(exchange, prefix)) for prefix, exchange in export.numbered()]
    return _RULE.join([*head, *blocks]) + "\n"


def json_text(export: Export) -> str:
    """Return ``title exported_at exchanges[question asked_at note answer]``.

    ``answer`` is what ``ui.render.told.told_from`` reads, ``null`` where there came none.
    """
    exchanges = [_as_json(exchange) for exchange in export.exchanges]
    whole = {"title": export.title, "exported_at": export.exported_at, "exchanges": exchanges}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _exchange(exchange: Exported, prefix: str) -> Iterator[str]:
    yield one_line(exchange.question)
    yield from before(exchange)
    if exchange.told:
        yield from _answer(exchange.told, prefix)
    else:
        yield exchange.note.strip() or texts.UNANSWERED


def _answer(answer: Told, prefix: str) -> Iterator[str]:
    yield marks.plain_text(answer, prefix)
    if not answer.answered:
        yield from why_none(answer)
        yield from [f"{RELATED}:"] if answer.closest else []
        yield from (_source("-", each) for each in answer.closest)
        return
    yield from (_source(f"[{prefix}{each.number}]", each) for each in answer.citations)
    yield from [line for line in [independent(answer.citations)] if line]


def _source(mark: str, source: Quotation | Passage) -> str:
    lines = (described(source), one_line(source.url or ""), f"“{one_line(source.quote)}”")
    return f"{mark} " + "\n    ".join(line for line in lines if line)


def _as_json(exchange: Exported) -> dict[str, Any]:
    return {
        "question": exchange.question,
        "asked_at": exchange.asked_at,
        "note": exchange.note,
        "answer": as_json(exchange.told) if exchange.told else None,
    }
