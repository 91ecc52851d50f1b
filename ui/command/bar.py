"""What takes long and how far it is, for a terminal: the home of rich."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.encode.convert import STEPS
from index.ingest.report import Progress, silent


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show on stderr what takes long, and how far the reading is; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
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
