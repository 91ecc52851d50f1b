"""What takes long and how far it is: a bar on a terminal, lines now and then elsewhere. The home of rich."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from index.encode.convert import STEPS
from index.ingest.report import Progress

SILENT: Final = 5.0  # seconds; where no bar can be drawn, a line follows no sooner upon another


@contextmanager
def progress_bar(clock: Callable[[], float] = time.monotonic) -> Iterator[Progress]:
    """Show on stderr what takes long, and how far the reading is.

    Where that is no terminal, each step that takes long is a line, and how far the reading is one now and
    then; what is over in ``SILENT`` seconds of the clock says nothing.
    """
    if sys.stderr.isatty():
        with _bar() as progress:
            yield progress
        return
    with _listening(lambda step: print(f"quoth: {step}", file=sys.stderr, flush=True)):
        yield _lines(clock)


def _lines(clock: Callable[[], float]) -> Progress:
    last = clock()

    def tell(done: int, total: int, name: str) -> None:
        nonlocal last
        if name and clock() - last >= SILENT:
            last = clock()
            print(f"quoth: {done:,} of {total:,} done, now {name}", file=sys.stderr, flush=True)

    return tell


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("opening the library", total=None)
        with _listening(lambda step: bar.update(task, description=step)):
            yield lambda done, total, name: bar.update(
                task, completed=done, total=total, description=name[:40]
            )


@contextmanager
def _listening(show: Callable[[str], None]) -> Iterator[None]:
    """Show each step that takes long as it begins."""
    listener = _Listener(show)
    level = STEPS.level
    STEPS.addHandler(listener)
    STEPS.setLevel(logging.INFO)
    try:
        yield
    finally:
        STEPS.removeHandler(listener)
        STEPS.setLevel(level)


class _Listener(logging.Handler):
    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show

    def emit(self, record: logging.LogRecord) -> None:
        self._show(record.getMessage())
