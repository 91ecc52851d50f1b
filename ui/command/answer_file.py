"""Answers -> rows of a file, CSV or JSON lines, that can be stopped anywhere and taken up again.

A row is written at once, and stands behind all rows before it: what is cut off is the last row's end, and is
taken back when the file is taken up.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from index import QuothError

from .question_file import checked_suffix

if TYPE_CHECKING:
    from rag.answer import Answer

    Row = dict[str, str | int | list[str]]

COLUMNS: Final = (
    *("question", "answer", "short answer", "kind", "total"),
    *("quotes", "titles", "outlets", "days", "links"),
)
FORMULAS: Final = "=+-@＝＋－＠\t\r\n"  # what a spreadsheet takes for the beginning of one
BOM: Final = "\ufeff".encode()  # or a spreadsheet reads the file in an old character set


def row_of(question: str, answer: Answer) -> Row:
    """Return what is told of an answer; lists have an entry for each quotation, in the order of the marks."""
    cited = [(each, each.article) for each in answer.citations]
    return {
        "question": question,
        "answer": answer.text,
        "short answer": answer.short_answer or "",
        "kind": answer.kind,
        "total": "" if answer.total is None else answer.total,
        "quotes": [" ".join(each.quote.split()) for each, _ in cited],
        "titles": [article.title for _, article in cited],
        "outlets": [article.source or "" for _, article in cited],
        "days": [article.published or "" for _, article in cited],
        "links": [article.url or "" for _, article in cited],
    }


def refused_row(question: str, reason: str) -> Row:
    """Return the row of a question that cannot be asked."""
    row: Row = {name: [] for name in COLUMNS}
    row |= dict.fromkeys(("short answer", "kind", "total"), "")
    row |= {"question": question, "answer": f"({reason})"}
    return row


class AnswerFile:
    """A file of answers that is open for more; the questions that are answered in it come first."""

    def __init__(self, path: Path, questions: Iterable[str]) -> None:
        """Open a file, made if absent, and look how many of the questions it answers.

        Raises:
            ValueError: its suffix is none that is written.
            QuothError: it is no file of answers to these questions, another program writes to it, or it
                cannot be written.
        """
        self.path = path
        self._is_csv = checked_suffix(path) == "csv"
        self._delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
        try:
            self._file: BinaryIO = path.open("r+b" if path.exists() else "w+b")
        except OSError as problem:
            raise QuothError(f"{path}: cannot be written ({problem.strerror or problem})") from None
        try:
            _lock(path, self._file)
            self.done = self._taken_up(iter(questions))
        except BaseException:
            self._file.close()
            raise

    def add(self, row: Row) -> None:
        """Write a row behind the others; once this returns it is on the disk."""
        self._write(self._written(row))
        self.done += 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # -- steps

    def _taken_up(self, questions: Iterator[str]) -> int:
        """Return how many questions are answered, and be behind the last of them."""
        head = BOM + self._line(COLUMNS) if self._is_csv else b""
        begins = self._file.read(len(head))
        if begins != head and not head.startswith(begins):
            raise QuothError(f"{self.path}: holds something else than answers; name another file with --out")
        done, end = 0, len(head)
        if begins == head:
            for record in self._records():
                self._check(record, next(questions, None), done + 1)
                done, end = done + 1, end + len(record)
        self._file.seek(0 if begins != head else end)
        self._file.truncate()
        if begins != head:
            self._write(head)
        return done

    def _records(self) -> Iterator[bytes]:
        """Yield the rows that are whole; a line break between quotation marks ends none."""
        record = b""
        for line in self._file:
            record += line
            is_whole = line.endswith(b"\n") and not (self._is_csv and record.count(b'"') % 2)
            if is_whole:
                yield record
                record = b""

    def _check(self, record: bytes, question: str | None, number: int) -> None:
        held = self._question(record)
        wanted = question if question is None or not self._is_csv else harmless(question)
        if held is None or held != wanted:
            raise QuothError(
                f"{self.path}: its answer {number} is to another question than that of the file;"
                " name another file with --out"
            )

    def _question(self, record: bytes) -> str | None:
        try:
            text = record.decode()
            if self._is_csv:
                return next(csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter))[0]
            found = json.loads(text)["question"]
        except (ValueError, csv.Error, LookupError, TypeError, StopIteration):
            return None
        return found if isinstance(found, str) else None

    def _written(self, row: Row) -> bytes:
        if self._is_csv:
            return self._line([harmless(_cell(row[name])) for name in COLUMNS])
        values = {name.replace(" ", "_"): row[name] if row[name] != "" else None for name in COLUMNS}
        values |= {name: row[name] for name in ("question", "answer")}
        return f"{json.dumps(values, ensure_ascii=False)}\n".encode("utf-8", "replace")

    def _line(self, cells: Iterable[str]) -> bytes:
        made = io.StringIO(newline="")
        csv.writer(made, delimiter=self._delimiter, lineterminator="\r\n").writerow(cells)
        return made.getvalue().encode("utf-8", "replace")

    def _write(self, record: bytes) -> None:
        try:
            self._file.write(record)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as problem:
            raise QuothError(f"{self.path}: cannot be written ({problem.strerror or problem})") from None


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: one that begins as one has a ' before it."""
    return f"'{cell}" if cell.startswith(tuple(FORMULAS)) else cell


def _cell(value: str | int | list[str]) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _lock(path: Path, file: BinaryIO) -> None:
    """Be the only program that writes to a file, where the system knows such locks."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise QuothError(f"{path}: another program is writing answers to it") from None


def rest_of(questions: Iterable[str], done: int) -> Iterator[str]:
    """Return the questions behind those that are done."""
    return islice(iter(questions), done, None)
