"""Work within one file that may take long tells that it goes on, so that nobody takes it for stuck."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Tell = Callable[[str], None]

_TELL: Final[ContextVar[Tell | None]] = ContextVar("tell", default=None)


@contextmanager
def allowing_long_work(tell: Tell | None) -> Iterator[None]:
    """Let what is read within the block take long, if there is one to tell each step of it."""
    token = _TELL.set(tell)
    try:
        yield
    finally:
        _TELL.reset(token)


def may_take_long() -> bool:
    """Tell whether somebody listens; else work that may take long is left out."""
    return _TELL.get() is not None


def going_on(what: str) -> None:
    """Tell that a step begins, such as ``page 3 of 300``; it has some seconds from here."""
    tell = _TELL.get()
    if tell:
        tell(what)
