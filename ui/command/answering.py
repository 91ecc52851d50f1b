"""Who answers on the page: threads of its own process, or workers that are started as it is."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..queue import Places, Workers
from .libraries import search_of

if TYPE_CHECKING:
    from rag.answer import Unsupported
    from rag.assistant import Assistant


@contextmanager
def answering(
    libraries: Mapping[str, Path | str], given: argparse.Namespace, number: int
) -> Iterator[tuple[Places, Workers | None]]:
    """Give the places of a server, and so many workers, which end with the block; none are ``None``.

    ``libraries`` are what opens them, by their names.
    """
    places = Places.of_machine(with_model=given.llm is not None, workers=number)
    if not number:
        yield places, None
        return
    named = {"encoder": given.encoder, "search": search_of(given), "llm": given.llm}
    named["unsupported"] = given.unsupported
    make = partial(assistants_of, libraries, **named)
    at_once = math.ceil(places.at_once / number)
    with Workers(make, number, at_once=at_once, model=_file_model(given.llm)) as workers:
        yield places, workers


def assistants_of(
    libraries: Mapping[str, Path | str],
    model_at: Callable[[], str],
    *,
    encoder: str | None = None,
    search: str | None = None,
    llm: str | None = None,
    unsupported: Unsupported = "mark",
) -> dict[str, Assistant]:
    """Return what answers in a worker, by the names of libraries, from the names of the command line."""
    from index import Library
    from rag.assistant import Assistant

    from ..server.logs import keep_short

    keep_short()
    model = None
    if llm is not None:
        from rag.llm.models import model as model_named

        model = model_named(llm, at=model_at)
    opened = {name: Library.open(place, encoder=encoder, search=search) for name, place in libraries.items()}
    return {name: Assistant(library, model, unsupported=unsupported) for name, library in opened.items()}


def _file_model(llm: str | None) -> Callable[[], str] | None:
    """Return what gives the socket of a model that is a file: it is loaded once, whoever answers."""
    if llm is None:
        return None
    from rag.llm.models import socket_of

    return socket_of(llm)
