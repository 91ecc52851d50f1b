"""``python -m tests.bench.serving``: the page in a browser, and up to 1,000 people asking at once.

``--workers 0 2`` measures ours so, one after the other, ``--beside DIR`` that of another checkout in the same
run. ``--minutes N`` asks in all ways for so long, and looks what the server holds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from rag import Assistant
from rag.evaluation.metrics import percentile

from .crowd import TIMEOUT, Asking, Load, by_json, by_page, load
from .flood import flood
from .machine import headline, machine
from .minutes import Minutes, hard
from .report import Part, Row, save, table
from .started import Holding, Started, started
from .texts import SAMPLES, sample_questions
from .worker import ROOT

PEOPLE: Final = (1, 10, 100, 300, 1000)
EQUAL: Final = 300  # people who ask the same
SILENT: Final = 1200  # connections
ALONE: Final = 20  # questions asked without a server
PAGE_P95: Final = 300.0  # ms
KEPT: Final = 0.8  # of the answers a second of ``USUAL`` people, which more of them get at least
USUAL: Final = 100  # people
TO: Final = ROOT / "bench-results" / "serving.json"


def main() -> int:
    """Measure, print a table, write a JSON file; return 1 where one got nothing, or the page was slow."""
    given = _given()
    known = machine()
    questions = sample_questions(10)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        library = Library.open(place / "library")
        library.add(SAMPLES)
        alone = in_process(Assistant(library), questions)
        parts = []
        for name, checkout, arguments in _servers(given):
            (place / name).mkdir()
            with started(checkout, library.folder, place / name, arguments) as server:
                if given.minutes:
                    parts.append(_minutes(name, hard(server, library, questions, given.minutes)))
                else:
                    parts += _parts(name, server, questions, given, alone)
    print(f"{headline(known)}\n\n{table(parts)}")
    save(parts, known, TO)
    return 1 if any(row.result == "MISSED" for part in parts for row in part.rows) else 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=PEOPLE)
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument(
        "--workers", type=int, nargs="*", default=[0], help="of our server, one after the other"
    )
    parser.add_argument(
        "--minutes", type=int, default=0, help="ask in all ways for so long, in place of that"
    )
    parser.add_argument("--no-browser", action="store_true")
    return parser.parse_args()


def _servers(given: argparse.Namespace) -> Iterator[tuple[str, Path, Sequence[str]]]:
    """Yield name, checkout and arguments of each server that is measured."""
    for number in given.workers:
        yield f"quoth, {number} workers" if number else "quoth", ROOT, ["--workers", str(number)]
    if given.beside:
        yield "beside", given.beside.resolve(), []


def _parts(
    name: str, server: Started, questions: list[str], given: argparse.Namespace, alone: Sequence[float]
) -> list[Part]:
    """Return what was measured of one server."""
    parts = []
    load(1, server.address, by_json(server.address, questions, equal=True))  # the models are loaded by then
    if not given.no_browser:
        parts.append(_browser(name, server, questions, alone))
    before = server.holding()
    usual = 0.0  # answers a second
    for people in given.people:
        asking = by_json(server.address, questions)
        found, part = _crowd(server, f"{name}: {people} asking something else each", people, asking, usual)
        parts.append(part)
        usual = found.rate if people == USUAL else usual
    if max(given.people) >= EQUAL:
        same = by_json(server.address, questions, equal=True)
        parts.append(_crowd(server, f"{name}: {EQUAL} asking the same", EQUAL, same)[1])
        shown = by_page(server.address, questions)
        parts.append(_crowd(server, f"{name}: {EQUAL} asking on the page", EQUAL, shown)[1])
    seconds = flood(server.address, SILENT)
    time.sleep(1)  # until the closed connections are gone
    parts.append(
        _flood(f"{name}: {SILENT} silent or half-sent connections", seconds, before, server.holding())
    )
    return parts


def in_process(assistant: Assistant, questions: list[str]) -> list[float]:
    """Return the seconds of each question, asked without a server."""
    assistant.prepare()
    taken = []
    for question in islice(cycle(questions), ALONE):
        began = time.perf_counter()
        assistant.ask(question)
        taken.append(time.perf_counter() - began)
    return taken


def _browser(name: str, server: Started, questions: list[str], alone: Sequence[float]) -> Part:
    from .paging import in_browser

    shown = in_browser(server.address, questions)
    rows = tuple(Row(f"{name}: {what}", _ms(seen), _ms(alone)) for what, seen in shown.items())
    note = f"Beside the browser: Assistant.ask in this process, {len(alone)} questions one after the other."
    return Part(f"{name} browser", rows, (note,), shown)


def _crowd(server: Started, name: str, people: int, asking: Asking, usual: float = 0.0) -> tuple[Load, Part]:
    """Return what so many people saw, judged by the answers a second of a ``usual`` crowd, if known."""
    before = server.holding().seconds
    found = load(people, server.address, asking)
    busy = server.holding().seconds - before
    print(f"{name}: {found.whole:.0f} s", file=sys.stderr, flush=True)
    lost = [each for each in found.seen if each.outcome == "nothing"]
    rows = (
        Row(f"{name}: answered; told to come back; in the line when their time is over", _outcomes(found)),
        Row("... got nothing", str(len(lost)), goal="0", result=_result(not lost)),
        _rate(found.rate, usual),
        Row("... processor seconds: server, those who ask", f"{busy:.1f}, {found.busy:.1f}"),
        Row("... attempts; share of the time that the line was empty", _attempts(found)),
        Row("... to the first word, median (p95), ms", _ms([each.first for each in found.seen])),
        Row("... to the end of it, median (p95), ms", _ms([each.last for each in found.seen])),
        _page("... page, p95, ms", found.page),
    )
    notes = (
        f"Whoever is told to come back does, for {TIMEOUT:.0f} s in all.",
        *(each.why for each in lost[:3]),
    )
    return found, Part(name, rows, notes, {**asdict(found), "server": busy})


def _outcomes(found: Load) -> str:
    return f"{found.number('answered')}; {found.number('told')}; {found.number('waiting')}"


def _attempts(found: Load) -> str:
    return f"{sum(each.tries for each in found.seen)}; {found.empty:.2f}"


def _rate(rate: float, usual: float) -> Row:
    """Return the row of answers a second, judged by those of a usual crowd where they are known."""
    if not usual:
        return Row("... answers a second", f"{rate:.1f}")
    least = KEPT * usual
    return Row("... answers a second", f"{rate:.1f}", goal=f">= {least:.1f}", result=_result(rate >= least))


def _minutes(name: str, found: Minutes) -> Part:
    """Return what became of questions in a few hard minutes, and what the server held."""
    lost = sum(number for outcome, number in found.outcomes.items() if outcome.endswith(": nothing"))
    rows = [Row(f"{name}: {outcome}", f"{number:,}") for outcome, number in sorted(found.outcomes.items())]
    rows.append(Row("... got nothing", str(lost), goal="0", result=_result(lost == 0)))
    rows.append(_page("... page, p95, ms", found.page))
    for at, held in enumerate(found.held):
        when = f"minute {at}" if at < len(found.held) - 1 else "after it, quiet"
        shown = f"{held.memory:.0f}, {held.descriptors}, {held.threads}"
        workers = f"{held.workers_memory:.0f}, {held.workers_descriptors}" if held.workers_memory else ""
        rows.append(Row(f"... {when}: MB, descriptors, threads; workers' MB, descriptors", shown, workers))
    notes = tuple(f"{number} times {line}" for line, number in found.wrong.items())
    return Part(f"{name} minutes", tuple(rows), notes, asdict(found))


def _flood(name: str, seconds: Sequence[float], before: Holding, after: Holding) -> Part:
    rows = (
        _page(f"{name}: page, p95, ms", seconds),
        Row("... memory before and after all, MB", f"{before.memory:.0f}, {after.memory:.0f}"),
        Row("... descriptors before and after all", f"{before.descriptors}, {after.descriptors}"),
        Row("... log, bytes", f"{after.log:,}"),
    )
    return Part(name, rows, (), {"seconds": seconds, "before": asdict(before), "after": asdict(after)})


def _page(what: str, seconds: Sequence[float]) -> Row:
    slow = percentile(seconds, 0.95) * 1000
    return Row(what, f"{slow:.0f}", goal=f"< {PAGE_P95:.0f}", result=_result(slow < PAGE_P95))


def _result(good: bool) -> str:
    return "met" if good else "MISSED"


def _ms(seconds: Sequence[float]) -> str:
    """Return median and 95th percentile."""
    return f"{median(seconds) * 1000:.0f} ({percentile(seconds, 0.95) * 1000:.0f})"


if __name__ == "__main__":
    sys.exit(main())
