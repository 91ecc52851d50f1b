import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.search import faiss as dense
from index.search.faiss import Dense, sealed_file
from index.search.seal import Trust
from index.store import Change
from tests.kit.children import ROOT

THEMES = 12
CHANGE = Change(7, "a")
NOWHERE = Path("no such file")


def always(change: Change) -> bool:
    return change == CHANGE


Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class Rows:
    """Unit vectors of few themes, as texts have them, under ascending ids, as a store gives them."""

    def __init__(self, count: int, dimensions: int = 32, seed: int = 1) -> None:
        random = np.random.default_rng(seed)
        themes = random.normal(size=(THEMES, dimensions))
        made = random.normal(size=(count, THEMES)) @ themes + 0.2 * random.normal(size=(count, dimensions))
        vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        self.vectors = vectors.astype(np.float16).astype(np.float32)
        self.ids = np.arange(1, count + 1, dtype=np.int64) * 3

    def first(self, count: int) -> "Rows":
        part = Rows(1)
        part.ids, part.vectors = self.ids[:count], self.vectors[:count]
        return part

    def after(self, after: int, most: int | None = None) -> tuple[Ids, Vectors]:
        kept = self.ids > after
        return self.ids[kept][:most], self.vectors[kept][:most]

    def nearest(self, vector: Vectors, k: int, allowed: Ids) -> list[int]:
        """Brute force, as an oracle."""
        among = np.flatnonzero(np.isin(self.ids, allowed))
        order = np.argsort(-(self.vectors[among] @ vector), kind="stable")
        return [int(i) for i in self.ids[among[order[:k]]]]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 12), st.data())
def test_a_small_index_agrees_with_brute_force_after_any_removal(
    count: int, k: int, data: st.DataObject
) -> None:
    rows = Rows(count)
    live = rows.ids[np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)]
    found = Dense(live, rows.after, NOWHERE, always).search(rows.vectors[0], k)
    assert found == rows.nearest(rows.vectors[0], k, live)


def test_a_filter_is_exact(tmp_path: Path) -> None:
    rows = Rows(500)
    index = Dense(rows.ids, rows.after, NOWHERE, always)
    index.save(CHANGE, rows.after, tmp_path / "dense.faiss")
    allowed = rows.ids[::7]
    assert index.search(rows.vectors[3], 10, allowed) == rows.nearest(rows.vectors[3], 10, allowed)


def test_what_came_after_the_file_is_found_and_what_went_is_not(tmp_path: Path) -> None:
    rows, file = Rows(300), tmp_path / "dense.faiss"
    early = rows.first(200)
    Dense(early.ids, early.after, NOWHERE, always).save(CHANGE, early.after, file)
    live = rows.ids[5:]
    index = Dense(live, rows.after, file, always)
    assert not index.drifted
    for vector in rows.vectors[::25]:
        assert index.search(vector, 10) == rows.nearest(vector, 10, live)


@pytest.mark.parametrize("harm", ["flip", "cut", "gone", "no stamp"])
def test_a_damaged_file_is_never_searched(tmp_path: Path, harm: str) -> None:
    rows, file = Rows(100), tmp_path / "dense.faiss"
    Dense(rows.ids, rows.after, NOWHERE, always).save(CHANGE, rows.after, file)
    content = bytearray(file.read_bytes())
    if harm == "flip":
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    elif harm == "cut":
        file.write_bytes(content[:-100])
    elif harm == "gone":
        file.unlink()
    else:
        file.with_suffix(".json").unlink()
    assert sealed_file(file, always, Trust()) is None
    index = Dense(rows.ids, rows.after, file, always)
    assert index.drifted
    assert index.search(rows.vectors[7], 5) == rows.nearest(rows.vectors[7], 5, rows.ids)


def test_a_file_of_another_library_is_not_believed(tmp_path: Path) -> None:
    rows, file = Rows(100), tmp_path / "dense.faiss"
    Dense(rows.ids[::2], Rows(100).after, NOWHERE, always).save(CHANGE, rows.after, file)
    index = Dense(rows.ids, rows.after, file, always)
    assert index.search(rows.vectors[1], 3) == rows.nearest(rows.vectors[1], 3, rows.ids)


def test_a_file_that_is_cut_short_as_it_is_closed_is_not_sealed(tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.index.search.test_faiss import CHANGE, Dense, Rows, always\n"
        "rows, file = Rows(20), Path(sys.argv[1], 'dense.faiss')\n"
        "index = Dense(rows.ids, rows.after, file, always)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "index.save(CHANGE, rows.after, file)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stderr.splitlines()[-1].startswith("OSError: [Errno 27]")
    assert not list(tmp_path.iterdir())


def test_a_large_index_is_nearly_exact(tmp_path: Path) -> None:
    rows = Rows(dense.EXACT_BELOW + 500, dimensions=384)
    index = Dense(rows.ids, rows.after, NOWHERE, always)
    index.save(CHANGE, rows.after, tmp_path / "dense.faiss")
    again = Dense(rows.ids, rows.after, tmp_path / "dense.faiss", always)
    shared = 0
    for row in range(0, 2000, 100):
        vector = rows.vectors[row]
        shared += len(set(again.search(vector, 10)) & set(rows.nearest(vector, 10, rows.ids)))
    assert shared / 200 > 0.9
    allowed = rows.ids[::50]
    found = again.search(rows.vectors[0], 10, allowed)
    assert len(found) == 10
    assert set(found) <= set(allowed.tolist())


@pytest.mark.parametrize("gone", [20, 200])
def test_a_long_tail_is_added_to_the_file_and_where_much_went_it_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    sizes = {
        "EXACT_BELOW": 600,
        "SMALL_TAIL": 50,
        "LONG_TAIL": 100,
        "CHUNK": 128,
        "SAMPLES": 4,
        "SAMPLED": 200,
    }
    for name, size in sizes.items():
        monkeypatch.setattr(dense, name, size)
    rows, file = Rows(1200, dimensions=384), tmp_path / "dense.faiss"
    early = rows.first(1000)
    opened = Dense(early.ids, early.after, NOWHERE, always)
    opened.save(CHANGE, early.after, file)
    assert not opened.drifted
    live = np.concatenate((rows.ids[gone // 2 : 500], rows.ids[500 + gone // 2 :]))
    later = opened.beside(live, rows.after)
    assert later.drifted
    assert not opened.drifted  # it may be searched just now
    later.save(CHANGE, rows.after, file)
    assert not later.drifted
    for index in (later, Dense(live, rows.after, file, always)):
        shared = 0
        for row in range(0, 1200, 40):
            found = index.search(rows.vectors[row], 60)
            assert set(found) <= set(live.tolist())
            shared += len(set(found) & set(rows.nearest(rows.vectors[row], 10, live)))
        assert shared / 300 > 0.95


def test_a_filter_of_a_large_index_leaves_none_out_that_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT_BELOW", 600)
    rows = Rows(3000, dimensions=384)
    index = Dense(rows.ids, rows.after, NOWHERE, always)
    later = index.beside(rows.ids[::2], rows.after)
    for step in (2, 3, 10, 100):
        allowed = rows.ids[::step]
        for row in range(0, 3000, 300):
            wanted = rows.nearest(rows.vectors[row], 5, allowed)
            assert set(wanted) <= set(index.search(rows.vectors[row], 25, allowed))
            also = rows.nearest(rows.vectors[row], 5, np.intersect1d(allowed, rows.ids[::2]))
            assert set(also) <= set(later.search(rows.vectors[row], 25, allowed))


def test_nothing_is_found_in_nothing() -> None:
    rows = Rows(0)
    assert Dense(rows.ids, rows.after, NOWHERE, always).search(np.ones(32, dtype=np.float32), 5) == []
