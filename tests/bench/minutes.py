"""A few hard minutes: all kinds of askers at once while the library changes, and what the server holds."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from .crowd import TIMEOUT, Asking, Reply, by_json, by_page, came_of, look
from .flood import HALF
from .requests import Broken, status_of

if TYPE_CHECKING:
    from index import Library

    from .started import Holding, Started

MINUTE: Final = 60.0  # seconds
QUIET: Final = 20.0  # seconds between the last question and the last look at the server
LEAVING: Final = 0.3  # seconds after which those go who do not wait for their answers
SILENT: Final = 50  # connections that say half of what they want, again and again
HELD: Final = 15.0  # seconds that they are held
CHANGE: Final = 5.0  # seconds between two changes of the library
BREATH: Final = 0.2  # seconds before one asks again
CLAIM: Final = "India was exempted from CAATSA."


@dataclass(frozen=True, slots=True)
class Minutes:
    """What became of questions, by who asked; the seconds of the page meanwhile; what the server held.

    ``held`` is at the begin, after each minute and ``QUIET`` seconds after the end; ``wrong`` says what those
    heard who got nothing.
    """

    outcomes: Mapping[str, int]
    wrong: Mapping[str, int]
    page: tuple[float, ...]
    held: tuple[Holding, ...]


def hard(server: Started, library: Library, questions: Sequence[str], minutes: int) -> Minutes:
    """Ask for so many minutes."""
    return asyncio.run(_hard(server, library, questions, minutes))


async def _hard(server: Started, library: Library, questions: Sequence[str], minutes: int) -> Minutes:
    held, page = [server.holding()], list[float]()
    noted = _Noted()
    tasks = [
        asyncio.create_task(noted.asks(kind, ask))
        for kind, (many, ask) in _kinds(server.address, questions).items()
        for _ in range(many)
    ]
    tasks += [
        asyncio.create_task(look(server.address, page)),
        asyncio.create_task(_change(library)),
        asyncio.create_task(_say_half(server.address)),
    ]
    for _ in range(minutes):
        await asyncio.sleep(MINUTE)
        held.append(server.holding())
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(QUIET)
    return Minutes(dict(noted.outcomes), dict(noted.wrong), tuple(page), (*held, server.holding()))


def _kinds(address: str, questions: Sequence[str]) -> dict[str, tuple[int, Asking]]:
    """Return who asks: how many of each kind, and how."""
    return {
        "something else each": (30, by_json(address, questions)),
        "the same": (15, by_json(address, questions, equal=True)),
        "on the page": (15, by_page(address, questions)),
        "who go away": (6, _leaving(by_json(address, questions))),
        "claims": (4, _posting(address, "api/check", {"claim": CLAIM}, 200)),
        "searches": (4, _posting(address, "api/search", {"question": questions[0]}, 200)),
        "nonsense": (2, _posting(address, "api/ask", {"question": " "}, 422)),
        "no such path": (2, _posting(address, "api/nothing", {}, 404)),
    }


def _posting(address: str, path: str, body: Mapping[str, Any], expected: int) -> Asking:
    """Return what asks the same again and again and expects this status."""

    async def ask(_: int) -> Reply:
        return came_of(*await status_of(address, path, body), expected)

    return ask


def _leaving(asking: Asking) -> Asking:
    """Return what asks and goes away soon, whatever comes."""

    async def ask(number: int) -> Reply:
        with suppress(TimeoutError):
            return await asyncio.wait_for(asking(number), LEAVING)
        return "answered", 0.0

    return ask


class _Noted:
    """What became of questions, and what those heard who got nothing."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self._numbers = count()

    async def asks(self, kind: str, ask: Asking) -> None:
        """Ask one thing after the other, and come back when told to."""
        while True:
            try:
                outcome, wait = await asyncio.wait_for(ask(next(self._numbers)), TIMEOUT)
            except (Broken, TimeoutError) as problem:
                outcome, wait = "nothing", 0.0
                self.wrong[f"{kind}: {problem!r}"] += 1
            self.outcomes[f"{kind}: {outcome}"] += 1
            await asyncio.sleep(wait or BREATH)


async def _change(library: Library) -> None:
    """Add an article and take it out again, over and over."""
    from index import Article

    text = "The ferry between the two islands was closed for repairs, the harbour master said."
    extra = Article(id="bench-extra", title="Ferry closed", text=text)
    is_there = False
    while True:
        await asyncio.sleep(CHANGE)
        change: Callable[[], Any] = (
            (lambda: library.remove(extra.id)) if is_there else (lambda: library.add(extra))
        )
        await asyncio.to_thread(change)
        is_there = not is_there


async def _say_half(address: str) -> None:
    """Hold connections that say nothing or half of what they want."""
    host, port = address.split("/")[2].split(":")
    while True:
        with ExitStack() as held:
            for number in range(SILENT):
                connection = held.enter_context(socket.socket())
                connection.setblocking(False)
                with suppress(OSError):
                    await asyncio.get_running_loop().sock_connect(connection, (host, int(port)))
                    if number % 2:
                        connection.send(HALF)
            await asyncio.sleep(HELD)
