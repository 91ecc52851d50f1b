"""``python -m tests.bench.serving``: the page in a browser, and 1, 10 and 100 people asking at once."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from index import Library
from rag import Assistant
from rag.evaluation.metrics import percentile
from tests.kit.live import served

from .machine import headline, machine
from .report import Part, Row, save, table
from .texts import SAMPLES, sample_questions
from .worker import ROOT

PEOPLE: Final = (1, 10, 100)
EACH: Final = {1: 20, 10: 4, 100: 1}  # questions that each of so many people asks, one after the other
TIMEOUT: Final = 120.0  # seconds
Asking = Callable[[Any, str], bool]
"""An HTTP client and a question -> whether it was answered."""
TO: Final = ROOT / "bench-results" / "serving.json"


@dataclass(frozen=True, slots=True)
class Load:
    """What so many people saw: seconds of each answer, how long all took, and how many got none."""

    people: int
    seconds: tuple[float, ...]
    whole: float
    errors: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return (len(self.seconds) - self.errors) / self.whole


def main() -> int:
    """Measure, print a table, write a JSON file; return 1 if a request failed."""
    from .paging import in_browser, through_the_page

    known = machine()
    questions = sample_questions(10)
    with TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library")
        library.add(SAMPLES)
        alone = in_process(Assistant(library), questions)
        with served(library.folder) as address:
            shown = in_browser(address, questions)
            ways = {"JSON route": by_json(address), "page's queue": through_the_page(address)}
            loads = {
                name: [_reported(name, asking(ask, people, questions)) for people in PEOPLE]
                for name, ask in ways.items()
            }
    note = f"Beside it: Assistant.ask in this process, {len(alone)} questions one after the other."
    parts = [
        _part("browser", [Row(name, _ms(seen), _ms(alone)) for name, seen in shown.items()], note, shown)
    ]
    for name, each in loads.items():
        rows = [row for load in each for row in _rows(load, alone)]
        parts.append(_part(name, rows, note, {"loads": [asdict(load) for load in each]}))
    save(parts, known, TO)
    print(f"{headline(known)}\n\n{table(parts)}")
    return 1 if any(load.errors for each in loads.values() for load in each) else 0


def _part(name: str, rows: Sequence[Row], note: str, data: dict[str, Any]) -> Part:
    return Part(name, tuple(rows), (note,), data)


def in_process(assistant: Assistant, questions: list[str]) -> list[float]:
    """Return the seconds of each question, asked without a server."""
    assistant.prepare()
    taken = []
    for question in islice(cycle(questions), EACH[1]):
        started = time.perf_counter()
        assistant.ask(question)
        taken.append(time.perf_counter() - started)
    return taken


def by_json(address: str) -> Asking:
    """Return what asks one question by ``POST /api/ask``."""

    def ask(client: Any, question: str) -> bool:
        reply = client.post(f"{address}api/ask", json={"question": question})
        return bool(reply.status_code == 200 and json.loads(reply.text)["question"] == question)

    return ask


def asking(ask: Asking, people: int, questions: list[str]) -> Load:
    """Return what people saw who ask at once, each the next question as soon as the last is answered."""
    import httpx

    with httpx.Client(timeout=TIMEOUT, limits=httpx.Limits(max_connections=2 * people)) as client:
        ask(client, questions[0])  # the models are loaded by then

        def person(number: int) -> list[tuple[float, bool]]:
            mine = islice(cycle(questions), number, number + EACH[people])
            return [_timed(ask, client, question) for question in mine]

        with ThreadPoolExecutor(people) as pool:
            started = time.perf_counter()
            seen = [each for one in pool.map(person, range(people)) for each in one]
            whole = time.perf_counter() - started
    return Load(people, tuple(seconds for seconds, _ in seen), whole, sum(not good for _, good in seen))


def _timed(ask: Asking, client: Any, question: str) -> tuple[float, bool]:
    import httpx

    started = time.perf_counter()
    try:
        good = ask(client, question)
    except httpx.HTTPError:
        good = False
    return time.perf_counter() - started, good


def _reported(name: str, load: Load) -> Load:
    """Say on stderr how far it is."""
    print(f"{name}, {load.people} at once: {load.whole:.0f} s", file=sys.stderr, flush=True)
    return load


def _rows(load: Load, alone: list[float]) -> list[Row]:
    who = f"{load.people} asking at once"
    return [
        Row(f"{who}, answers a second", f"{load.rate:.1f}", f"{len(alone) / sum(alone):.1f}"),
        Row("... median (p95), ms", _ms(load.seconds), _ms(alone)),
        Row("... errors", str(load.errors), goal="0", result="met" if not load.errors else "MISSED"),
    ]


def _ms(seconds: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    return f"{median(seconds) * 1000:.0f} ({percentile(seconds, 0.95) * 1000:.0f})"


if __name__ == "__main__":
    sys.exit(main())
