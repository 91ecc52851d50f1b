"""Who answers on the page: threads of its own process, or workers that are started as it is."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..queue import Places, Workers

if TYPE_CHECKING:
    from rag.answer import Unsupported
    from rag.assistant import Assistant


@contextmanager
def answering(
    assistant: Assistant, given: argparse.Namespace, number: int
) -> Iterator[tuple[Places, Workers | None]]:
    """Give the places of a server, and so many workers, which end with the block; none are ``None``."""
    places = Places.of_machine(with_model=assistant.llm is not None, workers=number)
    if not number:
        yield places, None
        return
    folder = assistant.library.folder
    make = partial(assistant_of, folder, given.encoder, given.llm, given.unsupported)
    with Workers(make, number, at_once=math.ceil(places.at_once / number)) as workers:
        yield places, workers


def assistant_of(folder: Path, encoder: str | None, llm: str | None, unsupported: Unsupported) -> Assistant:
    """Return what answers in a worker, from the names of the command line."""
    from index import Library
    from rag.assistant import Assistant

    from ..server.logs import keep_short

    keep_short()
    return Assistant(Library.open(folder, encoder=encoder), llm, unsupported=unsupported)
