"""What a client of a model server raised -> why in a few words, and whether to try again.

Of what a server wrote, which may be a key, only the reason that ``connection`` has made safe is passed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ..feed import Late

_TRY_AGAIN: Final = {408, 409, 429, 500, 502, 503, 504, 529}
_SAID: Final = {
    401: "the server refuses the key",
    403: "the server refuses the key",
    404: "the server does not know this model",
    429: "the server has too much to do (status 429)",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a model did not answer; ``wait`` is the seconds that the server asks for before another try."""

    why: str
    passes: bool = False
    wait: float | None = None


_KINDS: Final = (  # by parts of the names of exceptions, which are much the same in all clients
    (("Timeout",), Failure("it took too long")),
    (("JSONDecode", "Validation"), Failure("what the server sent cannot be read")),
    (
        ("RemoteProtocol", "ReadError", "Reset"),
        Failure("the connection was lost", passes=True),
    ),
    (("Connect",), Failure("no server answers there (is it running?)", passes=True)),
    (("APIError",), Failure("the server reports an error")),
)


def failure(problem: BaseException) -> Failure:
    """Return what a person should know of a problem and of those it comes from."""
    chain = list(_chain(problem))
    for each in chain:
        status = _status(each)
        if status is not None:
            return Failure(_said(status, getattr(each, "reason", "")), status in _TRY_AGAIN, _wait(each))
        if isinstance(each, Late):
            return Failure(str(each))
    kinds = " ".join(type(each).__name__ for each in chain)
    known = (told for names, told in _KINDS if any(name in kinds for name in names))
    return next(known, Failure(type(problem).__name__))


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__


def _status(problem: BaseException) -> int | None:
    own = getattr(problem, "status_code", None)
    status = own if own is not None else getattr(getattr(problem, "response", None), "status_code", None)
    return status if isinstance(status, int) else None


def _said(status: int, reason: object) -> str:
    known = _SAID.get(status, f"the server reports an error, status {status}")
    return f"{known}: {reason}" if isinstance(reason, str) and reason else known


def _wait(problem: Any) -> float | None:
    headers = getattr(getattr(problem, "response", None), "headers", None) or {}
    told = getattr(problem, "wait", "") or headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else _until(told)


def _until(told: str) -> float | None:
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max((aware - datetime.now(timezone.utc)).total_seconds(), 0.0)
