"""What is seen of a library that others change is of one state, however fast they change it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from index import Article, Library
from index.errors import LibraryDamaged
from index.search import Overtaken
from index.search import settled as module
from index.search.settled import settled
from index.store import Change

from ...kit.word_encoder import WordEncoder

LONGEST = 1.0  # seconds that a look takes where nobody changes anything


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path, WordEncoder())


def replace(library: Library, number: int) -> None:
    library.add(Article(id="one", title="", text=f"The levy is {number} a ship."))


@contextmanager
def replaced_on_and_on(folder: Path) -> Iterator[None]:
    """Have another replace an article again and again while the block runs."""
    over, numbers, writer = threading.Event(), count(1), Library(folder, WordEncoder())

    def write() -> None:
        while not over.is_set():
            replace(writer, next(numbers))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        yield
    finally:
        over.set()
        writing.join()


def look(library: Library) -> tuple[Change, Change]:
    """Return the change before and after a look that takes until another changes the library, if one does."""
    before, end = library.store.change(), time.monotonic() + LONGEST
    while (now := library.store.change()) == before and time.monotonic() < end:
        time.sleep(0.01)
    return before, now


def test_it_is_looked_at_again_where_it_was_changed_meanwhile(library: Library) -> None:
    replace(library, 0)
    looks = count()

    def disturbed() -> int:
        if (number := next(looks)) < 3:
            replace(library, number + 1)
        return number

    assert settled(library.store, disturbed) == 3


def test_what_has_nothing_to_do_with_what_was_changed_is_looked_at_once(library: Library) -> None:
    replace(library, 0)
    looks = count()

    def disturbed() -> int:
        replace(library, 1)
        return next(looks)

    assert settled(library.store, disturbed, lambda _, touched: "another" in touched) == 0


def test_who_changes_it_faster_than_it_is_looked_at_is_kept_waiting(library: Library, tmp_path: Path) -> None:
    with replaced_on_and_on(tmp_path):
        for _ in range(2):
            before, after = settled(library.store, lambda: look(library))
            assert before == after


def test_where_nobody_can_be_kept_waiting_one_line_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    monkeypatch.setattr(module, "ALONE", 0.2)
    replace(library, 0)
    numbers = count()

    def disturbed() -> None:  # by one who writes beside the lock
        library.store.correct("one", {"title": f"Levy {next(numbers)}"})

    with pytest.raises(Overtaken, match="is changed by another program all the time; try again") as told:
        settled(library.store, disturbed)
    assert "\n" not in str(told.value)


def test_what_is_missing_while_nobody_changes_anything_is_damage(library: Library) -> None:
    def lost() -> None:
        raise LibraryDamaged("a row is not there")

    with pytest.raises(LibraryDamaged, match="a row is not there"):
        settled(library.store, lost)
    looks = count()

    def taken_away() -> int:
        number = next(looks)
        replace(library, number)
        if not number:
            raise LibraryDamaged("a row is not there")
        return number

    assert settled(library.store, taken_away, lambda *_: False) == 1
