"""The stores whose rows lie in a database: each must keep what any store promises."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from index.store import Store
from index.store.opening import opened

from .postgres_server import needs_postgres, new_address

Place = str | Path
EVERY: Final = ("folder", pytest.param("server", marks=(pytest.mark.cluster, needs_postgres)))
"""For ``pytest.mark.parametrize``: kinds of places."""


def new_place(kind: str, new_folder: Callable[[str], Path]) -> Place:
    """Return a place of a kind where a library is to be."""
    return new_folder("rows") if kind == "folder" else new_address()


def store_at(place: Place) -> Store:
    """Return the store of a place, as another program would open it."""
    return opened(place)[0]
