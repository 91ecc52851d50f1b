import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encode import kept
from index.encode.e5.encoder import GROUP
from index.encode.e5.network import EMBEDDED, MASK, blueprint
from index.encode.graph import Blueprint, Graph, openvino
from index.encode.kept import Kept, NotAsWritten
from tests.kit.rights import forbid_writing, held_to_modes

ROWS = {"x": np.linspace(-2, 2, 3 * 8, dtype=np.float32).reshape(3, 8)}


def doubled() -> Any:
    """Return a small model: a matrix multiplied with its row."""
    ops = openvino().opset13
    x = ops.parameter([-1, 8], openvino().Type.f32, name="x")
    matrix = ops.constant(np.arange(64, dtype=np.float32).reshape(8, 8))
    return openvino().Model([ops.matmul(x, matrix, False, True).output(0)], [x], "doubled")


SMALL = Blueprint("small", "doubled", doubled)


def first(graph: Graph, inputs: Mapping[str, NDArray[np.float32]] = ROWS) -> NDArray[np.float32]:
    """Return the first output of a graph for one batch."""
    ((output, *_),) = graph.run([inputs])
    return output


def never() -> Any:
    raise AssertionError("it is built although it is kept")


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("QUOTH_CACHE", str(tmp_path))
    return tmp_path / kept.FOLDER


def only(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def test_vectors_of_a_kept_graph_are_those_of_a_fresh_one_bit_for_bit() -> None:
    fresh = Graph(blueprint(), "int8", group=GROUP)
    again = Graph(replace(blueprint(), build=never), "int8", group=GROUP)
    random = np.random.default_rng(1)
    for texts, width in ((1, 16), (3, 48), (2, 160)):
        inputs = {
            EMBEDDED: random.normal(size=(texts, width, 384)).astype(np.float32),
            MASK: np.ones((texts, width), np.float32),
        }
        assert first(fresh, inputs).tobytes() == first(again, inputs).tobytes()


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [flipped, lambda whole: whole[:-1], lambda whole: whole[:100], lambda _: b"", lambda _: b"x" * 999],
    ids=["a flipped bit", "cut by a byte", "cut", "empty", "foreign"],
)
def test_a_damaged_graph_is_told_in_a_line_and_made_again(
    damage: Any, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = first(Graph(SMALL))
    whole = only(cache).read_bytes()
    only(cache).write_bytes(damage(whole))
    assert caplog.messages == []
    assert first(Graph(SMALL)).tobytes() == wanted.tobytes()
    (line,) = caplog.messages
    assert str(only(cache)) in line
    assert "\n" not in line
    assert first(Graph(replace(SMALL, build=never))).tobytes() == wanted.tobytes()
    assert len(caplog.messages) == 1


def test_no_byte_of_a_kept_file_changes_unseen() -> None:
    file = Kept("bytes", b"key")
    file.write(memoryview(bytes(range(100))))
    whole = file.path.read_bytes()
    room = memoryview(bytearray(file.size()))
    file.read_into(room)
    assert bytes(room) == bytes(range(100))
    for at in range(len(whole)):
        file.path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(NotAsWritten):
            file.read_into(room)


def test_a_graph_of_another_key_is_none_though_it_lies_in_its_place(
    cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Graph(replace(SMALL, made_of="another"))
    foreign = only(cache).read_bytes()
    Graph(SMALL)
    (own,) = (path for path in cache.iterdir() if path.read_bytes() != foreign)
    own.write_bytes(foreign)
    Graph(SMALL)
    assert [str(own) in line for line in caplog.messages] == [True]


def test_another_setting_is_another_graph(cache: Path) -> None:
    for group in (None, 4, 8):
        Graph(SMALL, group=group)
    Graph(replace(SMALL, made_of="other weights"))
    assert len(list(cache.iterdir())) == 4


CHILD = """
import resource, sys
from index.encode.graph import Graph
from tests.index.encode.test_kept import SMALL, first
if sys.argv[1:]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
print(first(Graph(SMALL)).tobytes().hex())
"""


def child(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_at_once_leave_one_whole_file(cache: Path) -> None:
    told = [one.communicate(timeout=300) for one in [child() for _ in range(3)]]
    wanted = first(Graph(replace(SMALL, build=never))).tobytes().hex()
    assert told == [(f"{wanted}\n", "")] * 3
    assert len(list(cache.iterdir())) == 1


def test_a_processor_of_another_kind_makes_its_own() -> None:
    wanted = first(Graph(SMALL))
    told, errors = child(ONEDNN_MAX_CPU_ISA="AVX512_CORE").communicate(timeout=300)
    assert errors == ""
    found = np.frombuffer(bytes.fromhex(told), np.float32).reshape(wanted.shape)
    assert found == pytest.approx(wanted, rel=1e-5)
    assert first(Graph(SMALL)).tobytes() == wanted.tobytes()


def test_on_a_full_disk_graphs_are_compiled_and_nothing_is_left(cache: Path) -> None:
    told = child("no file longer than 1,000 bytes").communicate(timeout=300)
    assert list(cache.iterdir()) == []
    assert told == (f"{first(Graph(SMALL)).tobytes().hex()}\n", "")


def test_in_a_folder_that_cannot_be_written_graphs_are_compiled(tmp_path: Path) -> None:
    forbid_writing(tmp_path)
    held_to_modes(compiled, tmp_path)
    assert list(tmp_path.iterdir()) == []


def compiled(root: str) -> None:
    os.environ["QUOTH_CACHE"] = root
    assert first(Graph(SMALL)).shape == (3, 8)


def test_what_was_used_longest_ago_makes_room(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr(kept, "ROOM", 500)
    files = [Kept(name, b"key") for name in "abc"]
    for at, file in enumerate(files[:2]):
        file.write(memoryview(bytes(200)))
        _used(file.path, at)
    _used(files[0].path, 2)  # again
    files[2].write(memoryview(bytes(200)))
    assert {path.name[0] for path in cache.iterdir()} == {"a", "c"}
    Kept("large", b"key").write(memoryview(bytes(900)))
    assert {path.name[0] for path in cache.iterdir()} == {"l"}


def _used(path: Path, second: int) -> None:
    os.utime(path, (second, second))
