"""What a library holds while a folder and a feed are watched through all that goes wrong with both.

``python -m tests.bench.watched`` runs ``quoth watch`` as people do, on a folder and on a feed of a server at
127.0.0.1: it is killed while it stores, started again, told that nothing is new (304), asked to wait (429),
meets a feed and a folder that are gone and come back. After each a line says what the library held. It ends
with an error where an article is missing, is there twice or is not taken away. A link is asked at most once a
minute, so it takes some eight minutes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from index import Library
from index.ingest.watching.watched import SHORTEST, Watched
from tests.kit.children import ROOT
from tests.kit.page_server import answer
from tests.kit.watched import Host, host, titles

LONGEST: Final = 3 * SHORTEST  # seconds that something may take to come
MANY: Final = 300  # files that come at once: more than are stored in one transaction
NOTED: Final = 2.0  # seconds: what came of a look is noted when what it found is stored
REST: Final = 70  # seconds that the server asks for with 429
WORDS: Final = "Pier {} was closed on Monday, the harbour office said. Ferry {} lies at the next one. " * 20


@dataclass(frozen=True, slots=True)
class Watching:
    """A library that a program of its own keeps in step with a folder and a feed."""

    library: Library
    folder: Path
    said: Path

    def held(self) -> tuple[int, int]:
        """Return how many articles the library holds of the folder and of the feed."""
        every = titles(self.library)
        return sum(title.startswith("Pier") for title in every), sum(
            title.startswith("Crane") for title in every
        )

    def of(self, *, link: bool) -> Watched:
        """Return what came of the feed, or of the folder."""
        return next(each for each in self.library.watcher().list.all() if each.wish.is_link == link)

    def write(self, *numbers: int) -> None:
        """Put articles in the folder."""
        self.folder.mkdir(exist_ok=True)
        for number in numbers:
            text = f"Pier {number}\n\n{WORDS.format(*range(number, number + 40))}\n"
            (self.folder / f"{number}.txt").write_text(text, encoding="utf-8")

    @contextmanager
    def runs(self, *places: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run ``quoth watch`` while the block runs, and kill it at its end."""
        command = [sys.executable, "-m", "ui.command.command", "watch", *places]
        more = ["--library", str(self.library.folder), "--every", "1m", "--allow-private"]
        with self.said.open("a") as out:
            program = subprocess.Popen([*command, *more], cwd=ROOT, stdout=out, stderr=out)
            try:
                yield program
            finally:
                program.kill()
                program.wait()


def main() -> None:
    """Print what the library held after each thing that happened."""
    with TemporaryDirectory() as folder, host() as site:
        place = Path(folder)
        watching = Watching(Library.open(place / "library"), place / "news", place / "said")
        _through(watching, site, _feed(site, "one", "two", tag="v1"))
        print("\nwhat the program said:")
        print(watching.said.read_text().replace(folder, "").replace(site.top, "http://127.0.0.1"), end="")


def _through(watching: Watching, site: Host, feed: str) -> None:
    """Have everything happen, one after the other."""
    watching.write(1, 2, 3)
    with watching.runs(str(watching.folder), feed):
        tell(watching, "a folder of 3 and a feed of 2", 3, 2)
        before = watching.library.store.change().number
        watching.write(*range(4, 4 + MANY))
        wait(lambda: watching.library.store.change().number > before)
    files, entries = watching.held()
    print(f"killed (-9) while it stored {MANY} files: {files} of the folder, {entries} of the feed; ", end="")
    print(f"{watching.library.verify().articles} articles are sound")
    with watching.runs():
        tell(watching, "started again", 3 + MANY, 2)
        _of_feed(watching, site, feed)
        _of_folder(watching)
    check(watching, 3 + MANY, 5)


def _of_feed(watching: Watching, site: Host, feed: str) -> None:
    """Have a feed say that nothing is new, ask to wait, be gone and come back, each time with more."""
    path = feed.removeprefix(site.top)
    wait(lambda: "nothing new" in watching.of(link=True).state.line)
    tell(watching, "304 Not Modified", 3 + MANY, 2, link=True)
    site.pages[path] = answer(b"", f"Retry-After: {REST}", status="429 Too Many Requests")
    wait(lambda: watching.of(link=True).state.failures == 1)
    asked = time.monotonic()
    tell(watching, f"429, asked to wait {REST} s", 3 + MANY, 2, link=True)
    _feed(site, "three", tag="v2")  # the entries before are listed no more
    tell(watching, "200 with another entry", 3 + MANY, 3, link=True)
    waited = time.monotonic() - asked
    if waited < REST - 2:
        raise SystemExit(f"it asked again after {waited:.0f} s, and not after {REST}")
    site.pages[path] = answer(b"", status="410 Gone")
    wait(lambda: watching.of(link=True).state.failures == 1)
    tell(watching, "410 Gone", 3 + MANY, 3, link=True)
    _feed(site, "three", "four", "five", tag="v3")
    tell(watching, "back with two more", 3 + MANY, 5, link=True)


def _of_folder(watching: Watching) -> None:
    """Take a file away and bring it back, then the whole folder."""
    (watching.folder / "1.txt").unlink()
    tell(watching, "a file is removed", 2 + MANY, 5)
    watching.write(1)
    tell(watching, "the file is back", 3 + MANY, 5)
    away = watching.folder.with_name("away")
    watching.folder.rename(away)
    wait(lambda: watching.of(link=False).state.failures > 0)
    tell(watching, "the folder is gone", 3 + MANY, 5)
    (away / "2.txt").unlink()
    shutil.copy(away / "3.txt", away / "same.txt")
    away.rename(watching.folder)
    tell(watching, "it is back, a file less and one twice", 2 + MANY, 5)
    watching.write(2)
    tell(watching, "and the file too", 3 + MANY, 5)


def _feed(site: Host, *names: str, tag: str) -> str:
    return site.feed("/feed", *names, tag=tag)


def tell(watching: Watching, what: str, files: int, entries: int, *, link: bool = False) -> None:
    """Wait until the library holds so many of the folder and of the feed; print what it says of itself."""
    wait(lambda: watching.held() == (files, entries))
    time.sleep(NOTED)
    state = watching.of(link=link).state
    line = re.sub(r"http://127.0.0.1:\d+", "http://127.0.0.1", state.line).replace(
        str(watching.folder), "news"
    )
    print(f"{what}: {files} of the folder, {entries} of the feed; “{line}”", flush=True)


def check(watching: Watching, files: int, entries: int) -> None:
    """End with an error unless the library is sound and holds just this, no article twice."""
    every = titles(watching.library)
    if len(set(every)) != len(every) or watching.held() != (files, entries):
        raise SystemExit(f"{len(every)} articles, {len(set(every))} of them different")
    print(f"all in all {watching.library.verify().articles} articles, none twice, all sound")


def wait(there: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it does not come.
    """
    end = time.monotonic() + LONGEST
    while not there():
        if time.monotonic() > end:
            raise TimeoutError("what has to come did not come")
        time.sleep(0.02)


if __name__ == "__main__":
    main()
