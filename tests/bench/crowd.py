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
Asking = Callable[[Any, int], Coroutine[Any, Any, Reply]]


def by_json(address: str, questions: Sequence[str], *, equal: bool = False) -> Asking:
    """Return what asks by ``POST /api/ask``, each person something else unless all ask ``equal`` questions.

    Another day from which articles count makes another question of the same work; none is asked in two loads.
    """
    day, days = next(DAYS), defaultdict[int, str](lambda: next(DAYS))

    async def ask(client: Any, number: int) -> Reply:
        body = {
            "question": questions[0 if equal else number % len(questions)],
            "since": day if equal else days[number],
        }
        reply = await client.post(f"{address}api/ask", json=body)
        if reply.status_code in (429, 503) and "retry-after" in reply.headers:
            return "told", float(reply.headers["retry-after"])
        return ("answered" if reply.status_code == 200 else "nothing"), 0.0

    return ask


def by_page(address: str, questions: Sequence[str]) -> Asking:
    """Return what asks as the page's own script does, through Gradio's queue, each person something else."""
    import httpx

    days = defaultdict[int, str](lambda: next(DAYS))
    config = httpx.get(f"{address}config", timeout=60).json()
    event = next(each["id"] for each in config["dependencies"] if "submit" in [t[1] for t in each["targets"]])

    async def ask(client: Any, number: int) -> Reply:
        visit = uuid4().hex
        where = json.dumps({"since": days[number]})
        body = {"data": [questions[number % len(questions)], where], "fn_index": event, "session_hash": visit}
        joined = await client.post(f"{address}gradio_api/queue/join", json=body)
        if joined.status_code in (429, 503) and "retry-after" in joined.headers:
            return "told", float(joined.headers["retry-after"])
        shown, over = "", False
        async with client.stream("GET", f"{address}gradio_api/queue/data?session_hash={visit}") as reply:
            async for line in reply.aiter_lines():
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
    import httpx

    limits = httpx.Limits(max_connections=people + 10, max_keepalive_connections=0)
    async with httpx.AsyncClient(timeout=TIMEOUT, limits=limits) as client:
        began = time.perf_counter()
        crowd = [asyncio.create_task(_person(client, ask, number, began)) for number in range(people)]
        page: list[float] = []
        looking = asyncio.create_task(look(client, address, page))
        seen = await asyncio.gather(*crowd)
        whole = time.perf_counter() - began
        looking.cancel()
    return Load(people, tuple(seen), whole, tuple(page))


async def _person(client: Any, ask: Asking, number: int, began: float) -> Seen:
    import httpx

    first, outcome, tries, why = 0.0, "nothing", 0, ""
    while (left := began + TIMEOUT - time.perf_counter()) > 0:
        tries += 1
        try:
            outcome, wait = await asyncio.wait_for(ask(client, number), left)
        except TimeoutError:
            outcome, wait, why = (
                "waiting" if tries > 1 else "nothing",
                0.0,
                f"no answer in the last {left:.1f} s",
            )
        except httpx.HTTPError as problem:
            outcome, wait, why = "nothing", 0.0, f"{problem!r} with {left:.1f} s left"
        now = time.perf_counter() - began
        first = first or now
        if outcome != "told" or now + wait > TIMEOUT:
            break
        await asyncio.sleep(wait)
    return Seen(outcome, first, time.perf_counter() - began, tries, why)  # type: ignore[arg-type]


async def look(client: Any, address: str, seconds: list[float]) -> None:
    """Load parts of the page again and again, and note how long each took."""
    import httpx

    number = 0
    while True:
        started = time.perf_counter()
        try:
            reply = await client.get(f"{address}{PAGES[number % len(PAGES)]}")
            seconds.append(time.perf_counter() - started if reply.status_code == 200 else TIMEOUT)
        except httpx.HTTPError:
            seconds.append(TIMEOUT)
        number += 1
        await asyncio.sleep(PROBE)
