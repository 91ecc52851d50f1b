"""So many people at once: what each got and when, and how long the page took meanwhile for one who comes."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any, Final, Literal
from uuid import uuid4

from .requests import Broken, requested, status_of

TIMEOUT: Final = 120.0  # seconds that a person waits, all attempts together
PROBE: Final = 0.25  # seconds between two looks at the page
OVER: Final = ("process_completed", "close_stream", "unexpected_error")  # of Gradio's messages
PAGES: Final = ("", "api/header", "quoth/page.css")
DAYS: Final = ((date(1900, 1, 1) + timedelta(days=number)).isoformat() for number in count())
"""Days long before any article, each once."""
Outcome = Literal["answered", "told", "waiting", "nothing"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person got: an answer; word when to come back, and no answer in all the time; or nothing.

    Who was told to come back, did, and is in the line when the time is over is *waiting*.

    ``first`` is when the first word came, of whatever kind, ``last`` when it was over, in seconds; ``why`` is
    what went wrong with the last attempt, ``tries`` how many there were.
    """

    outcome: Outcome
    first: float
    last: float
    tries: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What so many people saw, how long all took, and the seconds of the page for others meanwhile.

    ``busy`` are seconds of processor time that those who ask took themselves.
    """

    people: int
    seen: tuple[Seen, ...]
    whole: float
    page: tuple[float, ...]
    busy: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.number("answered") / self.whole

    def number(self, outcome: Outcome) -> int:
        """Return how many got that."""
        return Counter(each.outcome for each in self.seen)[outcome]


Reply = tuple[Outcome, float]
"""What one attempt gave, and the seconds after which to try again."""
Asking = Callable[[int], Coroutine[Any, Any, Reply]]
"""Asks once; the number tells one person from others. Raises ``Broken``."""


def by_json(address: str, questions: Sequence[str], *, equal: bool = False) -> Asking:
    """Return what asks by ``POST /api/ask``, each person something else unless all ask ``equal`` questions.

    Another day from which articles count makes another question of the same work; none is asked in two loads.
    """
    day, days = next(DAYS), defaultdict[int, str](lambda: next(DAYS))

    async def ask(number: int) -> Reply:
        body = {
            "question": questions[0 if equal else number % len(questions)],
            "since": day if equal else days[number],
        }
        return came_of(*await status_of(address, "api/ask", body), 200)

    return ask


def came_of(status: int, wait: float | None, expected: int) -> Reply:
    """Return what an attempt gave by its status."""
    if status in (429, 503) and wait is not None:
        return "told", wait
    return ("answered" if status == expected else "nothing"), 0.0


def by_page(address: str, questions: Sequence[str]) -> Asking:
    """Return what asks as the page's own script does, through Gradio's queue, each person something else."""
    import httpx

    days = defaultdict[int, str](lambda: next(DAYS))
    config = httpx.get(f"{address}config", timeout=60).json()
    event = next(each["id"] for each in config["dependencies"] if "submit" in [t[1] for t in each["targets"]])

    async def ask(number: int) -> Reply:
        visit = uuid4().hex
        where = json.dumps({"since": days[number]})
        body = {"data": [questions[number % len(questions)], where], "fn_index": event, "session_hash": visit}
        joined = came_of(*await status_of(address, "gradio_api/queue/join", body), 200)
        if joined[0] != "answered":
            return joined
        shown, over = "", False
        async with requested(address, f"gradio_api/queue/data?session_hash={visit}") as reply:
            async for line in reply.lines:
                shown += line
                if over := any(f'"msg":"{each}"' in line.replace(" ", "") for each in OVER):
                    break
        if wait := re.search(r'data-wait=\\"(\d+)', shown):
            return "told", float(wait[1])
        return ("answered" if over and "process_completed" in shown else "nothing"), 0.0

    return ask


def load(people: int, address: str, ask: Asking) -> Load:
    """Return what so many people saw who ask at once and come back when they are told to."""
    busy = time.process_time()
    found = asyncio.run(_load(people, address, ask))
    return replace(found, busy=time.process_time() - busy)


async def _load(people: int, address: str, ask: Asking) -> Load:
    began = time.perf_counter()
    crowd = [asyncio.create_task(_person(ask, number, began)) for number in range(people)]
    page: list[float] = []
    looking = asyncio.create_task(look(address, page))
    seen = await asyncio.gather(*crowd)
    whole = time.perf_counter() - began
    looking.cancel()
    return Load(people, tuple(seen), whole, tuple(page))


async def _person(ask: Asking, number: int, began: float) -> Seen:
    first, outcome, tries, why = 0.0, "nothing", 0, ""
    while (left := began + TIMEOUT - time.perf_counter()) > 0:
        tries += 1
        try:
            outcome, wait = await asyncio.wait_for(ask(number), left)
        except TimeoutError:
            outcome, wait, why = (
                "waiting" if tries > 1 else "nothing",
                0.0,
                f"no answer in the last {left:.1f} s",
            )
        except Broken as problem:
            outcome, wait, why = "nothing", 0.0, f"{problem} with {left:.1f} s left"
        now = time.perf_counter() - began
        first = first or now
        if outcome != "told" or now + wait > TIMEOUT:
            break
        await asyncio.sleep(wait)
    return Seen(outcome, first, time.perf_counter() - began, tries, why)  # type: ignore[arg-type]


async def look(address: str, seconds: list[float]) -> None:
    """Load parts of the page again and again, and note how long each took."""
    number = 0
    while True:
        started = time.perf_counter()
        try:
            status, _ = await asyncio.wait_for(status_of(address, PAGES[number % len(PAGES)]), TIMEOUT)
            seconds.append(time.perf_counter() - started if status == 200 else TIMEOUT)
        except (Broken, TimeoutError):
            seconds.append(TIMEOUT)
        number += 1
        await asyncio.sleep(PROBE)
