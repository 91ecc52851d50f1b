"""Model files: what is told of one that cannot be used, before anything loads it."""

import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from rag.llm.local_process import memory
from rag.llm.model_file import read_model_file
from rag.llm.models import model
from tests.kit.model_file import TENSOR_BYTES, head, save_model_file
from ui.command.command import main


def refused(place: Path | str) -> str:
    with pytest.raises(ModelError) as problem:
        model(f"gguf/{place}")
    told = str(problem.value)
    assert "\n" not in told
    return told


def test_a_file_says_its_context_and_is_called_without_its_folder(tmp_path: Path) -> None:
    file = read_model_file(str(save_model_file(tmp_path / "my model.Q4.gguf", context=4096)))
    assert (file.name, file.context) == ("my model.Q4", 4096)
    assert file.path.is_absolute()


def test_the_path_may_be_relative_or_begin_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = save_model_file(tmp_path / "a b.gguf")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_model_file("a b.gguf").path == read_model_file("~/a b.gguf").path == whole


def test_a_file_that_is_not_there_or_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "prose.gguf").write_text("Dear model,")
    (tmp_path / "empty.gguf").touch()
    assert "no such file" in refused(tmp_path / "none.gguf")
    assert "is a folder" in refused(tmp_path)
    assert "is no GGUF file" in refused(tmp_path / "prose.gguf")
    assert "is no GGUF file" in refused(tmp_path / "empty.gguf")


def test_a_file_cut_anywhere_is_told_to_be_cut(tmp_path: Path) -> None:
    whole = save_model_file(tmp_path / "whole.gguf").read_bytes()
    cut = tmp_path / "cut.gguf"
    for size in range(4, len(whole) - TENSOR_BYTES + 1):
        cut.write_bytes(whole[:size])
        with pytest.raises(ModelError, match=r"cut\.gguf: is cut short at [\d,]+ bytes; download it again"):
            read_model_file(str(cut))


def test_a_file_of_another_version_or_damaged_is_told(tmp_path: Path) -> None:
    assert "GGUF of version 1" in refused(save_model_file(tmp_path / "old.gguf", version=1))
    strange = head().replace(struct.pack("<II", 4, 2048), struct.pack("<II", 77, 2048))
    (tmp_path / "strange.gguf").write_bytes(strange + bytes(1000))
    assert "is damaged" in refused(tmp_path / "strange.gguf")


@given(at=st.integers(min_value=4, max_value=len(head()) - 1), value=st.integers(0, 255))
def test_whatever_a_head_says_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    harmed = bytearray(head() + bytes(600))
    harmed[at] = value
    place = tmp_path_factory.getbasetemp() / "harmed.gguf"
    place.write_bytes(harmed)
    told = f"{place}: "
    try:
        assert read_model_file(str(place)).size == len(harmed)
    except ModelError as problem:
        told = str(problem)
    assert told.startswith(f"{place}: ")


def test_what_runs_it_and_how_to_install_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    assert "pip install 'quoth[local]'" in refused(save_model_file(tmp_path / "whole.gguf"))


def test_a_file_larger_than_the_memory_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    large = save_model_file(tmp_path / "large.gguf")
    with large.open("r+b") as file:
        file.truncate(memory() + 1)  # a file with a hole: it takes no room
    assert "GB of memory here; take a smaller file" in refused(large)


def test_the_command_says_it_in_a_line_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "why?", "--samples", "--llm", f"gguf/{tmp_path / 'none.gguf'}"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("quoth: ")
    assert "none.gguf: no such file" in said
    assert said.count("\n") == 1


def test_a_number_of_threads_that_is_none_is_a_wrong_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_LLM_THREADS", "many")
    with pytest.raises(ValueError, match="QUOTH_LLM_THREADS='many' is no number of threads"):
        model(f"gguf/{save_model_file(tmp_path / 'whole.gguf')}")
