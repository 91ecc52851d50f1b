"""Whoever reads an article that another program is just replacing finds it, as it was or as it is."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from index import Library
from index.store.opening import FOLDER
from tests.kit.figures import tell
from tests.kit.milvus_server import MilvusServer
from tests.kit.replacing import VERSIONS
from tests.kit.rows import passages_of
from tests.kit.stores import EVERY, new_place
from tests.kit.word_encoder import WordEncoder

READS = 1000
NAMES = count()


@pytest.fixture(params=["indexes", pytest.param("engine", marks=pytest.mark.cluster)])
def search(request: pytest.FixtureRequest) -> str | None:
    """Return the address of what searches, ``None`` for indexes of its own."""
    if request.param == "indexes":
        return None
    server: MilvusServer = request.getfixturevalue("milvus")
    return server.address(f"replaced{next(NAMES)}")


@pytest.mark.slow
@pytest.mark.parametrize("kind", EVERY)
def test_an_article_that_is_replaced_in_a_loop_is_never_missed_and_never_mixed(
    tmp_path_factory: pytest.TempPathFactory, kind: str, search: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path_factory.mktemp("machine")))
    place = new_place(kind, tmp_path_factory.mktemp)
    library = Library.open(place, encoder=WordEncoder(), search=search)
    spans = {}
    for version in VERSIONS:
        library.add(version)
        spans[version.text] = {(each.start, each.end) for each in passages_of(library, "one")}
    monkeypatch.setenv(FOLDER, str(tmp_path_factory.mktemp("other")))
    command = [sys.executable, "-m", "tests.kit.replacing", str(place), *([search] if search else [])]
    missed = mixed = 0
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, cwd=Path(__file__).parents[3]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() + other.stdout.readline() == "\nbegun\n"
        seen = set()
        for number in range(READS):
            seen.add(library.article("one").text)
            hits = library.search("harbour ships", k=9, sources=["Quay Post"] if number % 2 else None)
            missed += not hits
            mixed += any((hit.passage.start, hit.passage.end) not in spans[hit.article.text] for hit in hits)
            mixed += len({hit.article.text for hit in hits}) > 1
            if number % 10 == 0:
                missed += bool(library.find('"the harbour is"', k=1).notes)
                missed += not library.holding("harbour")
        told, _ = other.communicate("")
    by = f"{kind}, {'engine' if search else 'indexes'}"
    tell(f"{by}: {READS} reads, replaced {told.strip()} times: {missed} missed, {mixed} mixed")
    assert (missed, mixed) == (0, 0)
    assert seen == set(spans)
