"""What a program sends with a question, checked: to ask, and to search."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from index.article import day
from index.passage import Filter, checked_query, chosen
from rag.answer import Turn

MOST_TURNS: Final = 50
FEW_PASSAGES: Final = 10  # where "k" is not sent
MOST_PASSAGES: Final = 100
FILTERS: Final = ("since", "until", "sources")
ASK_KEYS: Final = ("question", "history", *FILTERS, "rewrite", "stream")
SEARCH_KEYS: Final = ("question", "k", *FILTERS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it is asked of; the days are ISO 8601.

    ``stream``: the answer piece by piece. ``rewrite``: a follow-up may be searched in other words.
    """

    question: str
    history: tuple[Turn, ...] = ()
    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None
    stream: bool = False
    rewrite: bool = True


@dataclass(frozen=True, slots=True)
class Sought:
    """A question whose ``k`` best passages are wanted."""

    question: str
    k: int = FEW_PASSAGES
    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] | None = None


def asked(body: object) -> Asked:
    """Read what is sent to ask, JSON already decoded.

    Raises:
        ValueError: it is not what is expected; one line says what is.
    """
    known = _known(body, ASK_KEYS)
    return Asked(
        _question(known.get("question")),
        _history(known.get("history")),
        **_filters(known),
        stream=_switch(known.get("stream"), "stream", False),
        rewrite=_switch(known.get("rewrite"), "rewrite", True),
    )


def sought(body: object) -> Sought:
    """Read what is sent to search, JSON already decoded.

    Raises:
        ValueError: it is not what is expected; one line says what is.
    """
    known = _known(body, SEARCH_KEYS)
    return Sought(_question(known.get("question")), _k(known.get("k")), **_filters(known))


def _known(body: object, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(body, dict):
        raise ValueError('send one JSON object, such as {"question": "…"}')
    unknown = sorted(str(key) for key in body if key not in keys)
    if unknown:
        raise ValueError(f"{unknown[0][:60]!r} is not known; known are {', '.join(keys)}")
    return body


def _question(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError('"question" must be a text')
    return unicode_text(checked_query(value), "question")


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
    return Turn(unicode_text(question, "history"), unicode_text(answer, "history"))


def asked_filter(known: Mapping[str, Any]) -> Filter:
    """Read ``since``, ``until`` and ``sources``.

    Raises:
        ValueError: one is of another kind, a day is none, or the first lies after the last.
    """
    return chosen(
        _day(known.get("since"), "since"), _day(known.get("until"), "until"), _sources(known.get("sources"))
    )


def _filters(known: Mapping[str, Any]) -> dict[str, Any]:
    only = asked_filter(known)
    return {name: getattr(only, name) for name in FILTERS}


def _day(value: Any, name: str) -> str | None:
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise ValueError(f'"{name}" must be a day, such as "2018-10-05"')
    return day(value, name)


def _sources(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('"sources" must be a list of names')
    return tuple(unicode_text(name, "sources") for name in value)


def _k(value: Any) -> int:
    if value is None:
        return FEW_PASSAGES
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PASSAGES:
        raise ValueError(f'"k" must be a whole number from 1 to {MOST_PASSAGES}')
    return value


def _switch(value: Any, name: str, unsaid: bool) -> bool:
    if value is not None and not isinstance(value, bool):
        raise ValueError(f'"{name}" must be true or false')
    return unsaid if value is None else value


def unicode_text(text: str, name: str) -> str:
    """Return a text that can be encoded: JSON can hold half a character (``\\ud800``).

    Raises:
        ValueError: it does; no other part of the way can hold it.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError(f'"{name}" is no valid Unicode') from None
    return text
