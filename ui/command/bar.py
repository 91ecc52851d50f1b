"""How far the reading of files is, for a terminal: the home of rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from index.ingest.report import Progress, silent


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show a bar with an estimate on stderr while files are read; nothing where that is no terminal."""
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
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[:40])
