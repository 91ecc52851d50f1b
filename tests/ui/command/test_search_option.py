"""A library that an engine searches, as the command line names it."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.kit.milvus_server import MilvusServer
from ui.command.command import main


@pytest.mark.parametrize("address", ["localhost:19530", "milvus://host/a-b"])
def test_a_wrong_address_is_a_wrong_argument(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["add", str(SAMPLES), "--library", str(tmp_path / "library"), "--search", address])
    err = capsys.readouterr().err
    assert code == 2
    assert err.startswith(
        f"quoth: {address!r} is no address of a search engine; write milvus://HOST:PORT/NAME"
    )
    assert err.count("\n") == 1


def test_an_engine_is_for_a_library_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "ferry", "--samples", "--search", "milvus://host"]) == 2
    assert "--search is for a library of your own" in capsys.readouterr().err


@pytest.mark.cluster
@pytest.mark.slow
def test_a_library_is_filled_and_searched_through_an_engine(
    milvus: MilvusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--library", str(tmp_path / "library")]
    question = "Why was India exempted from CAATSA?"
    assert main(["add", str(SAMPLES), *where]) == 0
    capsys.readouterr()
    assert main(["search", question, *where, "--json"]) == 0
    local = json.loads(capsys.readouterr().out)
    monkeypatch.setenv("QUOTH_SEARCH", milvus.address("samples"))
    assert main(["verify", *where]) == 0
    capsys.readouterr()
    assert main(["search", question, *where, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [hit["article_id"] for hit in found] == [hit["article_id"] for hit in local]
    assert [hit["bm25"] for hit in found] == pytest.approx([hit["bm25"] for hit in local], rel=1e-3)
