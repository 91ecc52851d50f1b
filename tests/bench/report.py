"""What a part measured -> a table of plain columns and a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from .measure import Goal


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, as it is printed. ``ratio`` is ours divided by theirs."""

    what: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    goal: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the bench found; ``raw`` holds every number, ``error`` why there are none.

    ``other`` is the commit of the checkout that was beside it, if one was.
    """

    name: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    other: str = ""


HEADINGS = Row("measured", "quoth", "beside it", "ratio (range)", "goal", "result")


def judged(row: Row, goal: Goal, value: float) -> Row:
    """Return the row with its goal and whether a value meets it."""
    return Row(row.what, row.ours, row.theirs, row.ratio, str(goal), "met" if goal.met(value) else "MISSED")


def table(parts: Sequence[Part]) -> str:
    """Return every row under its headings, a blank line after each part, and the notes below."""
    groups = [_rows(part) for part in parts]
    cells = [[HEADINGS], *groups]
    names = [column.name for column in fields(Row)]
    widths = [max(len(getattr(row, name)) for group in cells for row in group) for name in names]
    lines = []
    for group in cells:
        for row in group:
            line = (getattr(row, name).ljust(width) for name, width in zip(names, widths, strict=True))
            lines.append("  ".join(line).rstrip())
        lines.append("")
    return "\n".join([*lines, *(f"* {note}" for part in parts for note in part.notes)])


def save(parts: Sequence[Part], machine: Mapping[str, Any], path: Path) -> None:
    """Write the machine and every part as one JSON object, its folder made if absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {"machine": dict(machine), "parts": {part.name: asdict(part) for part in parts}}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def part_from_json(text: str) -> Part:
    """Return the part that ``json.dumps(asdict(part))`` wrote."""
    known = json.loads(text)
    known["rows"] = tuple(Row(**row) for row in known["rows"])
    known["notes"] = tuple(known["notes"])
    return Part(**known)


def _rows(part: Part) -> list[Row]:
    return [Row(part.name, "crashed", result=part.error)] if part.error else list(part.rows)
