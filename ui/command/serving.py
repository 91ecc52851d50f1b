"""The command that serves the page: of one library, or of several of which one is chosen there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .asking import model_named
from .libraries import conversations_file, libraries_to_ask, sample_questions

if TYPE_CHECKING:
    from index import Library

    from ..conversations.shelf import Shelf
    from ..site.access import Access
    from ..site.site import Site

MOST_WORKERS: Final = 64
ONE_LIBRARY: Final = "{option} is for one library; with several, leave it out: {instead}"
INSTEAD: Final = {
    "conversations": "each keeps its own conversations in your data folder",
    "search": "an engine holds one library under a name",
    "watch": "name what each is to watch with quoth watch --library DIR",
}


def chat(given: argparse.Namespace) -> int:
    """Serve the page until it is stopped."""
    from ..server.server import serve
    from .answering import answering
    from .watching import named_on

    number, access, llm = _workers(given.workers), _access(given), model_named(given)
    for line in _warnings(given.host, access):
        print(f"quoth: {line}", file=sys.stderr)
    _check_one(given)
    libraries = libraries_to_ask(given, may_be_empty=not access.read_only)
    named_on(next(iter(libraries.values())).watcher(), given.watch or [], given)
    print("Starting the page ...", file=sys.stderr)
    places = {name: each.at for name, each in libraries.items()}
    with answering(places, given, number) as (desks, workers):
        sites = _sites(given, libraries, llm, access=access, places=desks, workers=workers)
        serve(
            next(iter(sites.values())),
            host=given.host,
            port=given.port,
            on_ready=lambda address: print(f"Quoth is at {address} (stop it with Ctrl-C)", flush=True),
        )
    return 0


def _shelf(given: argparse.Namespace, library: Library) -> Path | Shelf:
    """Return where conversations are kept: in a file that is named, on the library's server, in a file."""
    from ..conversations.shelf import ServerShelf

    if given.conversations:
        return Path(given.conversations).expanduser()
    return ServerShelf(library.at) if isinstance(library.at, str) else conversations_file(library.folder)


def _sites(
    given: argparse.Namespace, libraries: Mapping[str, Library], llm: Any, **shared: Any
) -> dict[str, Site]:
    """Return what is served of each library, by its name; ``shared`` is the same for all."""
    from rag.assistant import Assistant

    from ..conversations.store import Conversations
    from ..site.site import Site

    shelf: dict[str, Site] = {}
    for name, library in libraries.items():
        Site(
            Assistant(library, llm, unsupported=given.unsupported),
            Conversations(_shelf(given, library)),
            questions=sample_questions() if given.samples and len(shelf) + 1 == len(libraries) else (),
            name=name,
            shelf=shelf,
            **shared,
        )
    return shelf


def _access(given: argparse.Namespace) -> Access:
    from ..site.access import access_of

    return access_of(
        given.host,
        auth=given.auth or (),
        user_header=given.user_header,
        editors=given.editor or (),
        read_only=given.read_only,
        folders=given.folders or (),
        public=given.public or (),
    )


def _check_one(given: argparse.Namespace) -> None:
    """Refuse what is said of one library where there are several."""
    number = len(given.articles or ()) + len(given.library or ()) + bool(given.samples)
    for option, instead in INSTEAD.items():
        if number > 1 and getattr(given, option):
            raise ValueError(ONE_LIBRARY.format(option=f"--{option}", instead=instead))


def _warnings(host: str, access: Access) -> Iterator[str]:
    """Yield what whoever serves others should know."""
    from ..site.access import LOCAL

    if access.is_open and host not in LOCAL:
        yield f"anyone who reaches {host} can read the articles; ask for a password with --auth"
    if access.user_header and host not in LOCAL:
        yield f"whoever reaches {host} past the proxy can name himself anybody; let only the proxy reach it"


def _workers(given: str) -> int:
    """Return how many processes answer.

    Raises:
        ValueError: it is no number, or none that makes sense.
    """
    if not (given.isdecimal() and int(given) <= MOST_WORKERS):
        raise ValueError(f"--workers {given!r}: give a whole number from 0 to {MOST_WORKERS}")
    return int(given)
