"""Questions with the answers that are expected, read from JSON Lines."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from index.errors import QuothError
from index.passage import checked_query

# Each field with the names it may have in a file; what other names say is left alone.
_NAMES: Final = {
    "answers": ("answers", "answer"),
    "articles": ("article", "articles", "gold_ids"),
    "quotes": ("quote", "quotes", "evidence"),
}
_MISSING: Final = (
    "nothing is expected of the answer; give answers, a quote or an article,"
    ' or "answerable": false if the articles do not say'
)
_Read = TypeVar("_Read")
_Made = TypeVar("_Made")
_Row = tuple[str, dict[str, Any]]  # where it was read, and what it says


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and what is expected of its answer.

    Attributes:
        question: as it is asked.
        answers: texts any of which is a right answer.
        articles: those that answer, each by its id, title, url or file name.
        quotes: words of the articles that should be cited, any of them.
        answerable: whether the articles answer; if not, the right answer is that they do not say, and
            nothing else that is expected counts.
        any_answer: whether it is known only that the articles do answer, so that any answer will do.
        place: where the question was read, ``own.jsonl, line 3``; empty for one that a program made.

    Raises:
        ValueError: the question is blank, a text is none, or nothing is expected of an answerable question.
    """

    question: str
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    answerable: bool = True
    any_answer: bool = False
    place: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", checked_query(self.question))
        for name in _NAMES:
            object.__setattr__(self, name, tuple(_checked(text, name) for text in getattr(self, name)))
        if not isinstance(self.answerable, bool):
            raise ValueError(f"answerable is {_shown(self.answerable)}; write true or false")
        if self.answerable and not (self.answers or self.articles or self.quotes or self.any_answer):
            raise ValueError(_MISSING)

    @property
    def words(self) -> tuple[str, ...]:
        """The accepted answers and the quotes: a passage that holds any of them is right."""
        return self.answers + self.quotes


class Questions(list[Gold]):
    """Questions in their order, and how many lines of feedback said nothing of what is expected."""

    left_out: int = 0


def read_questions(path: str | os.PathLike[str]) -> Questions:
    """Return the questions of a JSON Lines file in their order; blank lines are skipped.

    A line with a ``feedback`` object says what someone thought of an answer. Of those with the same
    ``of`` in it the last counts; one that expects nothing is left out.

    Raises:
        QuothError: the file cannot be read.
        ValueError: a line is no question, or there is none; the message names file and line.
    """
    found = questions_in(read_lines(path))
    if not found:
        how = 'write one a line: {"question": …, "answers": […]}'
        raise ValueError(f"{path} holds no question with a known answer; {how}")
    return found


def read_lines(path: str | os.PathLike[str]) -> list[tuple[str, bytes]]:
    """Return the lines of a file that are not blank, each with its place.

    Raises:
        QuothError: the file cannot be read.
    """
    try:
        lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as problem:
        raise QuothError(f"{path}: {problem.strerror}; name a file of questions, one a line") from None
    return [(f"{path}, line {number}", line) for number, line in enumerate(lines, start=1) if line.strip()]


def questions_in(lines: Iterable[tuple[str, bytes]]) -> Questions:
    """Return the questions of lines, each with its place, as ``read_questions`` does; maybe none.

    Raises:
        ValueError: a line is no question; the message names its place.
    """
    rows = _latest([(place, _at(place, _row, line)) for place, line in lines])
    telling = [(place, row) for place, row in rows if not _is_mute(row)]
    found = Questions(replace(_at(place, _gold, row), place=place) for place, row in telling)
    found.left_out = len(rows) - len(telling)
    return found


def _at(place: str, read: Callable[[_Read], _Made], what: _Read) -> _Made:
    try:
        return read(what)
    except ValueError as problem:
        raise ValueError(f"{place}: {problem}") from None


def _latest(rows: list[_Row]) -> list[_Row]:
    """Return the rows without those of feedback on which someone changed their mind later."""
    last = {of: place for place, row in rows if (of := _of(row))}
    return [(place, row) for place, row in rows if last.get(_of(row), place) == place]


def _of(row: dict[str, Any]) -> str:
    """Return what marks feedback of the same person on the same answer, nothing for other lines."""
    feedback = row.get("feedback")
    of = feedback.get("of") if isinstance(feedback, dict) else None
    return of if isinstance(of, str) else ""


def _is_mute(row: dict[str, Any]) -> bool:
    expected = ("answerable", *(name for names in _NAMES.values() for name in names))
    return isinstance(row.get("feedback"), dict) and not any(name in row for name in expected)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as problem:
        raise ValueError(f"is not UTF-8 (byte {problem.start + 1}); save the file as UTF-8") from None
    except json.JSONDecodeError as problem:
        why = f"{problem.msg}, column {problem.colno}"
        raise ValueError(f"is no JSON ({why}); write one object a line") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets thousands deep
        raise ValueError("is no JSON that can be read; write one object a line") from None
    if not isinstance(row, dict):
        raise ValueError(f'is {_shown(row)}; write an object: {{"question": …, "answers": […]}}')
    return row


def _gold(row: dict[str, Any]) -> Gold:
    if not isinstance(row.get("question"), str):
        raise ValueError('has no question; give "question" a text')
    fields: dict[str, Any] = {
        field: tuple(text for name in names for text in _listed(row.get(name), name))
        for field, names in _NAMES.items()
    }
    fields["answerable"] = row.get("answerable", True)
    return Gold(row["question"], **fields, any_answer=row.get("answerable") is True)


def _listed(value: Any, name: str) -> list[str]:
    """Return a text or a list of texts as a list, nothing for ``null``."""
    if value is None:
        return []
    return [_checked(text, name) for text in (value if isinstance(value, list) else [value])]


def _checked(text: Any, name: str) -> str:
    if not isinstance(text, str):
        raise ValueError(f"{name} holds {_shown(text)}; write it as a text in quotation marks")
    if not text.strip():
        raise ValueError(f"{name} holds a blank text; leave it out")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{name} holds a text that is no valid Unicode: {_shown(text)}") from None
    return text.strip()


def _shown(value: Any) -> str:
    written = json.dumps(value, default=repr)
    return written if len(written) <= 60 else f"{written[:60]}…"
