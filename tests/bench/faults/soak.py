"""Minutes of use: `python -m tests.bench.faults.soak`; what is held of memory and descriptors meanwhile.

One process asks and searches, and adds an article or takes one away every second; two others ask and search.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]

from index import Article, Library
from index.errors import QuothError
from rag import Assistant

SAMPLES: Final = Path(__file__).parents[3] / "index" / "samples"
QUESTIONS: Final = (
    "why was India exempted from CAATSA?",
    "when did Finland join NATO?",
    "what did the Webb telescope show?",
    "who won the world cup?",
    "what is the capital of Peru?",
    "how many articles are about India?",
    "what happened in Beirut?",
)
READERS: Final = 2
BREATH: Final = 0.5  # seconds between two questions of one process
CHANGE: Final = 1.0  # seconds between two changes
LOOK: Final = 30.0  # seconds between two looks at what is held


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds at a moment: seconds since the begin, megabytes, descriptors, threads."""

    process: str
    seconds: float
    memory: float
    descriptors: int
    threads: int


def asked(library: Library, until: float, changes: Iterator[None]) -> Counter[str]:
    """Ask and search until it is over, and return how many of what came of it."""
    assistant, came = Assistant(library), Counter[str]()
    for number in count():
        if time.time() > until:
            return came
        question = QUESTIONS[number % len(QUESTIONS)]
        try:
            answer = assistant.ask(question)
            came["answered" if answer.answered else "not said"] += 1
            came["hits"] += len(library.search(question, k=5))
            next(changes)
        except QuothError as problem:
            came[f"error: {problem}"] += 1
        except Exception as problem:  # noqa: BLE001 - that is what is looked for
            came[f"TRACEBACK: {problem!r}"] += 1
        time.sleep(BREATH)
    raise AssertionError


def changed(library: Library) -> Iterator[None]:
    """Add an article and take another away, a step each time that it is due."""
    due = time.monotonic()
    for number in count():
        while time.monotonic() < due:
            yield
        due = time.monotonic() + CHANGE
        text = f"Ferry {number} was closed for repairs. The harbour master of pier {number % 9} said so."
        library.add(Article(id=f"soak-{number}", title=f"Ferry {number}", text=text))
        if number >= 20:
            library.remove(f"soak-{number - 20}")
        yield


def soaked(minutes: float) -> tuple[list[Held], dict[str, Counter[str]]]:
    """Return what each process held over the time, and what came of its questions."""
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(place)
        library.add(SAMPLES)
        until = time.time() + minutes * 60
        command = [sys.executable, "-m", "tests.bench.faults.soak", "--read", place, "--until", str(until)]
        readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(READERS)]
        pids = {"writer": psutil.Process().pid} | {f"reader {n}": each.pid for n, each in enumerate(readers)}
        held: list[Held] = []
        looking = threading.Thread(target=_look, args=[pids, until, held])
        looking.start()
        came = {"writer": asked(library, until, changed(library))}
        for number, each in enumerate(readers):
            came[f"reader {number}"] = Counter(json.loads(each.communicate()[0] or "{}"))
        looking.join()
        library.verify()
        return held, came


def _look(pids: dict[str, int], until: float, held: list[Held]) -> None:
    began = time.time()
    while time.time() < until:
        for name, pid in pids.items():
            try:
                one = psutil.Process(pid)
                with one.oneshot():
                    memory = one.memory_info().rss / 1e6
                    held.append(Held(name, time.time() - began, memory, one.num_fds(), one.num_threads()))
            except psutil.Error:
                pass
        time.sleep(min(LOOK, max(until - time.time(), 0)))


def lines(held: Sequence[Held], came: dict[str, Counter[str]]) -> Iterator[str]:
    """Yield what was held, a line a look, and what came of questions."""
    for name, mine in came.items():
        of = [one for one in held if one.process == name]
        yield f"{name}: " + ", ".join(f"{what} {number:,}" for what, number in sorted(mine.items()))
        for one in of:
            yield (
                f"  {one.seconds:5.0f} s {one.memory:8,.0f} MB {one.descriptors:5} descriptors"
                f" {one.threads:4} threads"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak and print what was held; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--read", type=Path, help="be a reader of this library")
    parser.add_argument("--until", type=float, default=0.0)
    given = parser.parse_args(arguments)
    if given.read:
        print(json.dumps(asked(Library.open(given.read), given.until, iter(lambda: None, 0))))
        return 0
    held, came = soaked(given.minutes)
    for line in lines(held, came):
        print(line, flush=True)
    return int(any("error" in what or "TRACEBACK" in what for mine in came.values() for what in mine))


if __name__ == "__main__":
    sys.exit(main())
