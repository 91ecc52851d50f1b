"""Files at an address: what they are read and written by, whatever lies behind it."""

import os
import time
from pathlib import Path

import pytest

from index.errors import LibraryError, LibraryUnavailable
from index.search.place import CHUNK, Place


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no files that nothing comes of")
def test_what_does_not_answer_is_told_in_time(tmp_path: Path) -> None:
    """A pipe that nobody writes to stands for a store that takes connections and says nothing."""
    pytest.importorskip("fsspec")
    os.mkfifo(tmp_path / "pipe")
    place = Place(str(tmp_path), seconds=0.2)
    began = time.monotonic()
    with pytest.raises(LibraryUnavailable, match=r": did not answer within 0\.2 seconds; try again$"):
        place.read("pipe")
    assert time.monotonic() - began < 5
    (tmp_path / "pipe").open("wb").close()  # lets the thread end that waits for it


def test_what_another_machine_wrote_is_listed(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    from ...kit.buckets import Buckets

    Buckets.made.add(tmp_path.name)
    place = Place(f"buckets://{tmp_path.name}/laid")
    assert place.names() == []
    place.write("ferry", b"1")
    assert place.names() == ["ferry"]
    Buckets.files[f"{tmp_path.name}/laid/quay"] = b"2"
    assert place.names() == ["ferry", "quay"]
    place.remove("ferry")
    place.remove("ferry")
    assert place.names() == ["quay"]


def test_a_password_of_the_address_is_in_no_message() -> None:
    """File systems take it for a part of the bucket's name, and say so."""
    pytest.importorskip("fsspec")
    from ...kit.buckets import Buckets

    place = Place(f"{Buckets.protocol}://ann:SECRET@news/laid")
    with pytest.raises(LibraryError, match=r"^buckets://news/laid: is not there \(news/laid/ferry\)$"):
        place.read("ferry")


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_a_file_comes_back_in_parts_as_it_was_put(size: int, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    (tmp_path / "file").write_bytes(os.urandom(size))
    place = Place(str(tmp_path / "laid"))
    place.put("folder/file", tmp_path / "file")
    parts = list(place.chunks("folder/file"))
    assert b"".join(parts) == (tmp_path / "file").read_bytes()
    assert all(len(part) <= CHUNK for part in parts)
