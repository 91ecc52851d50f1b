"""Two to eight processes that write and read one library at once; one of them is killed now and then."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from index import Article
from index.errors import LibraryBusy

from .acts import text
from .forks import begun, ended
from .holding import alike, by_formulas, found, opened
from .trial import Trial, told

SECONDS: Final = 4.0


def together(top: Path, processes: int, rng: random.Random, seconds: float = SECONDS) -> Iterator[Trial]:
    """Yield what every write and read came to, and what the library holds when all have ended."""
    what, library, until = f"{processes} processes", top / "library", time.monotonic() + seconds
    opened(library)
    writers = max(processes // 2, 1)
    steps: list[Callable[[], list[Trial]]] = [
        partial(_write, top, number, what, until)
        if number < writers
        else partial(_read, top, number, what, until)
        for number in range(processes)
    ]
    running = [begun(step) for step in steps]
    if processes > 2:
        time.sleep(rng.random() * seconds)
        with suppress(ProcessLookupError):
            os.kill(running[0].process, signal.SIGKILL)
    for each in running:
        done = ended(each, seconds + 120)
        if done.traceback:
            yield Trial("at once", what, "TRACEBACK", done.traceback)
        yield from done.value or ()
    yield _at_the_end(top, what)


def _write(top: Path, number: int, what: str, until: float) -> list[Trial]:
    """Add articles, correct and tag some, and take some away; each that is done is noted at once."""
    rng, made, trials = random.Random(number), 0, []
    library = opened(top / "library")
    with (top / f"done-{number}").open("a", buffering=1) as noted:
        while time.monotonic() < until:
            name = f"w{number}-{made}"
            try:
                library.add(Article(id=name, title=f"Report {name}", text=f"{name} says. {text(rng)}"))
                noted.write(f"+{name}\n")
                if made % 4 == 3:
                    noted.write(f"?w{number}-{made - 2}\n")
                    library.remove(f"w{number}-{made - 2}")
                    noted.write(f"-w{number}-{made - 2}\n")
                library.by_hand.tag(name, "Kept")
                trials.append(Trial("at once", what, "right"))
            except LibraryBusy as problem:
                trials.append(Trial("at once", what, *told(problem)))
            made += 1
    return trials


def _read(top: Path, number: int, what: str, until: float) -> list[Trial]:
    """Look whether all is there that was noted before, and search."""
    rng, trials = random.Random(number), []
    library = opened(top / "library")
    while time.monotonic() < until:
        there, maybe = _noted(top)
        held = library.digests(sorted(there))
        gone = there - held.keys() - _noted(top)[1] - maybe
        outcome = Trial("at once", what, "LOST", f"{sorted(gone)[:3]} were acknowledged") if gone else None
        if there and not outcome:
            name = rng.choice(sorted(there))
            hits = library.search(f'"{name} says"', k=3)
            if not hits and name not in _noted(top)[1]:
                outcome = Trial("at once", what, "LOST", f"{name} is not found")
        trials.append(outcome or Trial("at once", what, "right"))
    return trials


def _noted(top: Path) -> tuple[set[str], set[str]]:
    """Return the articles that are there, and those that may be about to go."""
    lines = [line for file in top.glob("done-*") for line in file.read_text().splitlines()]
    gone = {line[1:] for line in lines if line[0] in "-?"}
    return {line[1:] for line in lines if line[0] == "+"} - gone, gone


def _at_the_end(top: Path, what: str) -> Trial:
    library = opened(top / "library")
    there, _ = _noted(top)
    try:
        gone = there - library.digests(sorted(there)).keys()
        library.verify()
        if gone:
            return Trial("at once", what, "LOST", f"{sorted(gone)[:3]} were acknowledged")
        if not alike(found(library), by_formulas(library)):
            return Trial("at once", what, "WRONG", "other hits than the formulas give")
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        return Trial("at once", what, *told(problem))
    return Trial("at once", what, "right")
