"""What becomes of the BM25 index when its writer is killed, or takes its time."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from index.search import bm25, local
from index.search.generations import begun, finish, read_stamp
from index.search.local import LocalSearch
from index.search.seal import Trust
from tests.kit.word_encoder import WordEncoder

from .test_local import ROOT, agree, article

WRITER = """
import os, random, resource, signal, sys
from index import Library
from index.search import bm25
from tests.index.search.test_local import article
from tests.kit.word_encoder import WordEncoder

folder, event, name, then = sys.argv[1:]
bm25.EXACT_BELOW = 20

def at_the_point(frame, what, called):
    if (what, called.__name__ if what.startswith("c_") else frame.f_code.co_name) != (event, name):
        return
    if what.startswith("c_") and type(called.__self__).__name__ != "IndexWriter":
        return
    sys.setprofile(None)
    if then == "is killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif then == "is killed while it writes a file":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
    else:
        print("waits", flush=True)
        sys.stdin.readline()

library = Library.open(folder, encoder=WordEncoder())
sys.setprofile(at_the_point)
library.add(article(random.Random(5), 100))
library.remove("a0")
"""
POINTS = (
    ("call", "begun"),
    ("c_call", "add_document"),
    ("c_call", "commit"),
    ("c_return", "commit"),
    ("c_return", "wait_merging_threads"),
    ("call", "finish"),
    ("return", "finish"),
)
KILLED = [(*point, "is killed") for point in POINTS]
KILLED.append(("c_call", "commit", "is killed while it writes a file"))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library of some articles, treated as a large one, and not waited for."""
    monkeypatch.setattr(bm25, "EXACT_BELOW", 20)
    monkeypatch.setattr(local, "PATIENCE", 0)
    library = Library(tmp_path / "library", WordEncoder())
    rng = random.Random(1)
    library.add([article(rng, number) for number in range(60)])
    return library


def command(library: Library, *point: str) -> list[str]:
    return [sys.executable, "-c", WRITER, str(library.folder), *point]


def segments(library: Library) -> set[str]:
    """Return the parts that the index of the last good generation is made of."""
    stamp = json.loads((library.folder / "lexical.json").read_text())
    meta = library.folder / "lexical" / stamp["generation"] / "meta.json"
    return {each["segment_id"] for each in json.loads(meta.read_text())["segments"]}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("point", KILLED)
def test_where_a_writer_is_killed_only_what_is_new_is_indexed_again(
    library: Library, tmp_path: Path, point: tuple[str, str, str]
) -> None:
    before = segments(library)
    done = subprocess.run(command(library, *point), cwd=ROOT, check=False)
    assert done.returncode < 0
    search = LocalSearch(library.store, library.folder)
    agree(search, library, tmp_path / "fresh", share=0.05)
    assert "a100" in {hit.article.id for hit in library.search("Report 100", k=3)}
    assert before <= segments(library)
    assert len(list((library.folder / "lexical").iterdir())) == 1


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_who_comes_while_another_writes_searches_the_last_good_files(
    library: Library, tmp_path: Path, point: tuple[str, str]
) -> None:
    line = command(library, *point, "waits")
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == "waits\n"
        search = LocalSearch(library.store, library.folder)
        agree(search, library, tmp_path / "meanwhile", share=0.05)
        assert search._opened is not None
        assert search._opened.lexical.is_of_files
        writer.stdin.write("go on\n")
        writer.stdin.flush()
    assert writer.returncode == 0
    agree(search, library, tmp_path / "fresh", share=0.05)


def test_a_generation_is_the_last_good_one_once_all_of_it_is_there(tmp_path: Path) -> None:
    place, trust = tmp_path / "lexical", Trust()
    first = begun(place, None)
    (first / "words").write_text("one")
    with pytest.raises(OSError, match="No such file"):
        read_stamp(place, trust)
    finish(first, {"change": 1}, trust)
    second = begun(place, first)
    (second / "more").write_text("two")
    assert (second / "words").stat().st_ino == (first / "words").stat().st_ino
    for _ in range(2):  # a writer that was killed leaves something behind, which goes with the next
        stamp = read_stamp(place, trust)
        assert stamp is not None
        assert (stamp["change"], set(stamp["files"])) == (1, {"words"})
        left, second = second, begun(place, first)
        assert not left.exists()
    (second / "more").write_text("two")
    finish(second, {"change": 2}, trust)
    stamp = read_stamp(place, trust)
    assert stamp is not None
    assert (stamp["change"], set(stamp["files"])) == (2, {"words", "more"})
    assert list(place.iterdir()) == [second]
    (second / "more").write_text("too")
    assert read_stamp(place, Trust()) is None


def test_an_index_as_earlier_versions_wrote_it_is_gone_on_with(
    library: Library,
) -> None:
    stamp = json.loads((library.folder / "lexical.json").read_text())
    place = library.folder / "lexical"
    for file in (place / stamp["generation"]).iterdir():
        file.rename(place / file.name)
    (place / stamp.pop("generation")).rmdir()
    (library.folder / "lexical.json").write_text(json.dumps(stamp))
    before = {each["segment_id"] for each in json.loads((place / "meta.json").read_text())["segments"]}
    again = Library(library.folder, WordEncoder())
    again.add(article(random.Random(5), 100))
    assert "a100" in {hit.article.id for hit in again.search("Report 100", k=3)}
    assert before <= segments(again)
    assert [each.is_dir() for each in place.iterdir()] == [True]
