"""What is seen of a store that other programs change: all of one state, looked at again until it is.

Where they change it faster than it can be looked at, they are kept waiting for one look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Final, TypeVar

from ..errors import UNWRITTEN, LibraryDamaged
from ..store import Store
from . import Overtaken

PATIENCE: Final = 0.5  # seconds in which it is looked at again, before others have to wait
ALONE: Final = 10.0  # seconds in which it is looked at while they do, as far as they can be made to
LOCK_SECONDS: Final = 0.5  # for which the lock of those who write is waited for at once

Given = TypeVar("Given")
IsOf = Callable[[Given, set[str]], bool]
"""Tells whether what was seen has to do with any of some articles, by their ids."""


def settled(store: Store, look: Callable[[], Given], is_of: IsOf[Given] | None = None) -> Given:
    """Return what is seen of a store while it stays as it is, or while what was seen does.

    Without ``is_of`` every change counts.

    Raises:
        Overtaken: others change it all the time, and cannot be kept waiting.
        LibraryDamaged: what has to be there is not, and nobody has just taken it away.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(Overtaken):
            return _seen(store, look, is_of)
    end += ALONE
    while True:
        with _while_others_wait(store):
            try:
                return _seen(store, look, is_of)
            except Overtaken:
                if time.monotonic() >= end:
                    raise


def _seen(store: Store, look: Callable[[], Given], is_of: IsOf[Given] | None) -> Given:
    change = store.change()
    try:
        seen = look()
    except LibraryDamaged:
        if store.change() == change:
            raise
        raise Overtaken.of(store.place) from None
    if store.change() != change:
        touched = store.touched_since(change)
        if is_of is None or touched is None or is_of(seen, touched):
            raise Overtaken.of(store.place)
    return seen


@contextmanager
def _while_others_wait(store: Store) -> Iterator[None]:
    """Keep others from writing; who may not do so, or comes beside a long write, looks as it goes on."""
    with ExitStack() as held:
        with suppress(*UNWRITTEN):
            held.enter_context(store.lock(LOCK_SECONDS))
        yield
