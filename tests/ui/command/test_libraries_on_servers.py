"""The command takes the address of a library wherever it takes a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.store.opening import FOLDER
from tests.kit.postgres_server import PASSWORD, needs_postgres, new_address
from ui.command.command import main

pytestmark = [pytest.mark.cluster, needs_postgres]
QUESTION = "How long was the Suez Canal blocked?"


def test_a_library_on_a_server_is_filled_asked_told_of_and_kept(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    there = ["--library", new_address()]
    assert main(["ask", QUESTION, *there]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "there is no library; add articles with quoth add FOLDER" in told
    assert main(["add", str(folder), *there]) == 0
    capsys.readouterr()
    assert main(["ask", QUESTION, "--json", *there]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answered"]
    assert main(["backup", str(tmp_path / "news.backup"), *there]) == 0
    assert main(["restore", str(tmp_path / "news.backup"), "--library", str(tmp_path / "here")]) == 0
    capsys.readouterr()
    assert main(["ask", QUESTION, "--json", "--library", str(tmp_path / "here")]) == 0
    same = json.loads(capsys.readouterr().out)
    assert same | {"seconds": 0} == answer | {"seconds": 0}
    monkeypatch.setenv("QUOTH_LIBRARY", there[1])
    assert main(["info"]) == 0
    assert capsys.readouterr().out.startswith("postgresql://postgres@127.0.0.1:")


def test_a_library_on_a_server_is_searched_by_an_engine_if_one_is_named(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pymilvus")
    monkeypatch.setenv(FOLDER, str(tmp_path / "machine"))
    there = ["--library", new_address()]
    assert main(["add", str(folder), *there]) == 0
    capsys.readouterr()
    assert main(["verify", *there, "--search", "milvus://127.0.0.1:1/news"]) == 1
    assert "milvus://127.0.0.1:1/news: the search engine does not answer" in capsys.readouterr().err


def test_a_server_that_cannot_be_reached_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--library", f"postgresql://ann:{PASSWORD}@127.0.0.1:1/news"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "quoth: postgresql://ann@127.0.0.1:1/news: the server cannot be reached" in told
    assert PASSWORD not in told
