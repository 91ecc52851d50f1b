"""``python -m tests.bench.serving``: 1, 10 and 100 people asking at once, beside one process alone."""

from __future__ import annotations

import json
import sys
import time
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
from tests.live import served

from .machine import headline, machine
from .report import Part, Row, save, table
from .texts import SAMPLES, sample_questions
from .worker import ROOT

PEOPLE: Final = (1, 10, 100)
EACH: Final = {1: 20, 10: 4, 100: 1}  # questions that each of so many people asks, one after the other
TIMEOUT: Final = 120.0  # seconds
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
    known = machine()
    questions = sample_questions(10)
    with TemporaryDirectory() as folder:
        library = Library.open(folder)
        library.add(SAMPLES)
        alone = in_process(Assistant(library), questions)
        with served(Path(folder)) as address:
            loads = [_reported(asking(address, people, questions)) for people in PEOPLE]
    part = Part(
        "serving",
        tuple(row for load in loads for row in _rows(load, alone)),
        (f"Beside it: Assistant.ask in this process, {len(alone)} questions one after the other.",),
        {"in_process": alone, "loads": [asdict(load) for load in loads]},
    )
    save([part], known, TO)
    print(f"{headline(known)}\n\n{table([part])}")
    return 1 if any(load.errors for load in loads) else 0


def in_process(assistant: Assistant, questions: list[str]) -> list[float]:
    """Return the seconds of each question, asked without a server."""
    assistant.prepare()
    taken = []
    for question in islice(cycle(questions), EACH[1]):
        started = time.perf_counter()
        assistant.ask(question)
        taken.append(time.perf_counter() - started)
    return taken


def asking(address: str, people: int, questions: list[str]) -> Load:
    """Return what people saw who ask at once, each the next question as soon as the last is answered."""
    import httpx

    with httpx.Client(
        base_url=address, timeout=TIMEOUT, limits=httpx.Limits(max_connections=people)
    ) as client:
        client.post("/api/ask", json={"question": questions[0]})  # the models are loaded by then

        def person(number: int) -> list[tuple[float, bool]]:
            mine = islice(cycle(questions), number, number + EACH[people])
            return [_asked(client, question) for question in mine]

        with ThreadPoolExecutor(people) as pool:
            started = time.perf_counter()
            seen = [each for one in pool.map(person, range(people)) for each in one]
            whole = time.perf_counter() - started
    return Load(people, tuple(seconds for seconds, _ in seen), whole, sum(not good for _, good in seen))


def _asked(client: Any, question: str) -> tuple[float, bool]:
    import httpx

    started = time.perf_counter()
    try:
        reply = client.post("/api/ask", json={"question": question})
        good = reply.status_code == 200 and json.loads(reply.text)["question"] == question
    except httpx.HTTPError:
        good = False
    return time.perf_counter() - started, good


def _reported(load: Load) -> Load:
    """Say on stderr how far it is."""
    print(f"{load.people} at once: {load.whole:.0f} s", file=sys.stderr, flush=True)
    return load


def _rows(load: Load, alone: list[float]) -> list[Row]:
    who = f"{load.people} asking at once"
    return [
        Row(f"{who}, answers a second", f"{load.rate:.1f}", f"{len(alone) / sum(alone):.1f}"),
        Row("... median ms", _ms(median(load.seconds)), _ms(median(alone))),
        Row("... p95 ms", _ms(percentile(load.seconds, 0.95)), _ms(percentile(alone, 0.95))),
        Row("... errors", str(load.errors), goal="0", result="met" if not load.errors else "MISSED"),
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    sys.exit(main())
