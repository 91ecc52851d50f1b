"""What a program sends to ``POST /api/ask``, checked."""

from dataclasses import dataclass
from typing import Any, Final

from index.article import day
from index.library import checked_query
from rag.answer import Turn

MOST_TURNS: Final = 50
KEYS: Final = ("question", "history", "since", "until", "sources")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it is asked of; the days are ISO 8601."""

    question: str
    history: tuple[Turn, ...] = ()
    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None


def asked(body: object) -> Asked:
    """Read the body of a request, JSON already decoded.

    Raises:
        ValueError: it is not what is expected; one line says what is.
    """
    if not isinstance(body, dict):
        raise ValueError('send one JSON object, such as {"question": "…"}')
    unknown = sorted(str(key) for key in body if key not in KEYS)
    if unknown:
        raise ValueError(f"{unknown[0][:60]!r} is not known; known are {', '.join(KEYS)}")
    return Asked(
        _question(body.get("question")),
        _history(body.get("history")),
        _day(body.get("since"), "since"),
        _day(body.get("until"), "until"),
        _sources(body.get("sources")),
    )


def _question(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError('"question" must be a text')
    return _unicode(checked_query(value), "question")


def _history(value: Any) -> tuple[Turn, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_TURNS:
        raise ValueError(f'"history" must be a list of at most {MOST_TURNS} turns')
    return tuple(_turn(turn) for turn in value)


def _turn(value: Any) -> Turn:
    question, answer = (value.get("question"), value.get("answer", "")) if isinstance(value, dict) else (0, 0)
    if not (isinstance(question, str) and isinstance(answer, str)):
        raise ValueError('"history" holds turns of the form {"question": "…", "answer": "…"}')
    return Turn(_unicode(question, "history"), _unicode(answer, "history"))


def _day(value: Any, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" must be a day, such as "2018-10-05"')
    return day(value, name)


def _sources(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('"sources" must be a list of names')
    return tuple(_unicode(name, "sources") for name in value)


def _unicode(text: str, name: str) -> str:
    """JSON can hold half a character (``\\ud800``), which no other part of the way can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f'"{name}" is no valid Unicode') from None
    return text
