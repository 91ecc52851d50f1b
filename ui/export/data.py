"""An export as one JSON object."""

from __future__ import annotations

import json
from typing import Any

from ..render.told import as_json
from .exported import Export, Exported


def json_text(export: Export) -> str:
    """Return ``title exported_at exchanges[question asked_at note answer]``.

    ``answer`` is what ``ui.render.told.told_from`` reads, ``null`` where there came none.
    """
    exchanges = [_exchange(exchange) for exchange in export.exchanges]
    whole = {"title": export.title, "exported_at": export.exported_at, "exchanges": exchanges}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _exchange(exchange: Exported) -> dict[str, Any]:
    return {
        "question": exchange.question,
        "asked_at": exchange.asked_at,
        "note": exchange.note,
        "answer": as_json(exchange.told) if exchange.told else None,
    }
