"""A file of questions, CSV or JSON lines as its suffix says -> the questions, one after the other."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from index import QuothError

COLUMN: Final = "question"
CSV: Final = (".csv", ".tsv")
JSON_LINES: Final = (".jsonl", ".ndjson")
DELIMITERS: Final = ",;\t"
EXAMPLE: Final = '{"question": "…"}'
MOST_NAMED: Final = 6  # columns named in a line


def checked_suffix(path: Path) -> str:
    """Return ``csv`` or ``json`` for a file's suffix.

    Raises:
        ValueError: it has another.
    """
    suffix = path.suffix.lower()
    if suffix in CSV:
        return "csv"
    if suffix in JSON_LINES:
        return "json"
    raise ValueError(f"{path}: name a file that ends in {', '.join((*CSV, *JSON_LINES))}")


def questions_in(path: Path) -> Iterator[str]:
    """Yield the questions of a file as they stand there, read as they are asked for.

    Raises:
        ValueError: its suffix is none that is read.
        QuothError: it cannot be read, has no column of questions, or a line of it is none; it says which.
    """
    kind = checked_suffix(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _of_csv(path, file) if kind == "csv" else _of_lines(path, file)
    except UnicodeDecodeError:
        raise QuothError(f"{path}: is not UTF-8; save it as “CSV UTF-8”") from None
    except OSError as problem:
        raise QuothError(f"{path}: cannot be read ({problem.strerror or problem})") from None


def unread_columns(path: Path) -> list[str]:
    """Return the columns of a CSV file that are no questions; raises as ``questions_in``."""
    if checked_suffix(path) != "csv":
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, _ = _header(path, file)
    except (UnicodeDecodeError, OSError):  # told when its questions are read
        return []
    return [name.strip() for name in header if name.strip() and not _is_question(name)]


def _of_csv(path: Path, file: TextIO) -> Iterator[str]:
    header, rows = _header(path, file)
    place = next(at for at, name in enumerate(header) if _is_question(name))
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield row[place].strip() if place < len(row) else ""
    except csv.Error as problem:
        why = f"{problem}; is a quotation mark not closed?"
        raise QuothError(f"{path}, line {rows.line_num}: cannot be read ({why})") from None


def _header(path: Path, file: TextIO) -> tuple[Sequence[str], Any]:
    """Return the names of the columns and what reads the rows behind them, parted as the names are."""
    first = ""
    for delimiter in DELIMITERS:
        file.seek(0)
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            names = next(rows, [])
        except csv.Error:
            continue
        if any(map(_is_question, names)):
            return names, rows
        first = first or ", ".join(f"“{name.strip()}”" for name in names[:MOST_NAMED] if name.strip())
    its = f"its columns are {first}" if first else "it is empty"
    raise QuothError(f"{path}: has no column “{COLUMN}” in its first line; {its}")


def _is_question(name: str) -> bool:
    return name.strip().lstrip("\ufeff").casefold() == COLUMN


def _of_lines(path: Path, file: TextIO) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        question = value.get(COLUMN) if isinstance(value, dict) else value
        if not isinstance(question, str):
            raise QuothError(f"{path}, line {number}: is no question; write it as {EXAMPLE}")
        yield question.strip().encode("utf-8", "replace").decode()  # half a character cannot be written
