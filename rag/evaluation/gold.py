"""Questions with the answers that are expected, read from JSON Lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.errors import QuothError
from index.library import checked_query

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
        place: where the question was read, ``own.jsonl, line 3``; empty for one that a program made.

    Raises:
        ValueError: the question is blank, a text is none, or nothing is expected of an answerable question.
    """

    question: str
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    answerable: bool = True
    place: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", checked_query(self.question))
        for name in _NAMES:
            object.__setattr__(self, name, tuple(_checked(text, name) for text in getattr(self, name)))
        if not isinstance(self.answerable, bool):
            raise ValueError(f"answerable is {_shown(self.answerable)}; write true or false")
        if self.answerable and not (self.answers or self.articles or self.quotes):
            raise ValueError(_MISSING)

    @property
    def words(self) -> tuple[str, ...]:
        """The accepted answers and the quotes: a passage that holds any of them is right."""
        return self.answers + self.quotes


def read_questions(path: str | os.PathLike[str]) -> list[Gold]:
    """Return the questions of a JSON Lines file in their order; blank lines are skipped.

    Raises:
        QuothError: the file cannot be read.
        ValueError: a line is no question, or there is none; the message names file and line.
    """
    try:
        lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as problem:
        raise QuothError(f"{path}: {problem.strerror}; name a file of questions, one a line") from None
    found = list(_questions(str(path), lines))
    if not found:
        raise ValueError(f'{path} holds no question; write one a line: {{"question": …, "answers": […]}}')
    return found


def _questions(name: str, lines: list[bytes]) -> Iterator[Gold]:
    for number, line in enumerate(lines, start=1):
        place = f"{name}, line {number}"
        if not line.strip():
            continue
        try:
            yield _gold(_row(line), place)
        except ValueError as problem:
            raise ValueError(f"{place}: {problem}") from None


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


def _gold(row: dict[str, Any], place: str) -> Gold:
    if not isinstance(row.get("question"), str):
        raise ValueError('has no question; give "question" a text')
    fields = {
        field: tuple(text for name in names for text in _listed(row.get(name), name))
        for field, names in _NAMES.items()
    }
    answerable = row.get("answerable", True)
    return Gold(row["question"], **fields, answerable=answerable, place=place)


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
