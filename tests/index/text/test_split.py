import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encode import Encoder
from index.text.split import passages, sentences

NEWS = "The U.S. said Mr. Modi met Gen. Dunford at 5 p.m. on Jan. 5. It cost $5.43 billion. Who paid? India."

texts = st.text(alphabet=st.sampled_from('aB. \n"“”!?(…)东。1é\t’»'), max_size=300).map(lambda text: text * 3)


def words_as_tokens(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    return [np.array([word.start() for word in re.finditer(r"\w+|[^\w\s]", text)]) for text in texts]


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert said(NEWS) == [
        "The U.S. said Mr. Modi met Gen. Dunford at 5 p.m. on Jan. 5.",
        "It cost $5.43 billion.",
        "Who paid?",
        "India.",
    ]


def test_an_ordinal_does_not_end_a_sentence_before_a_small_letter() -> None:
    for text in (
        "Im Laufe des 18. und des 16. zog Heinrich III. nach Norden.",
        "Bu takım 4. ligde oynadı ve 21. yüzyılda kapandı.",
    ):
        assert [text[start:end] for start, end in sentences(text)] == [text]
    assert len(sentences("He was 39. The past record was 38.")) == 2


def test_a_blank_line_ends_a_sentence_and_a_single_break_does_not() -> None:
    assert said("A heading\n\nThe first\nsentence. Two.") == ["A heading", "The first\nsentence.", "Two."]


def test_a_long_quotation_is_cut_at_its_own_sentences_and_keeps_its_marks() -> None:
    quote = "“" + "India has explained this very clearly to everyone. " * 10 + "It will buy,” he said."
    found = said(quote)
    assert len(found) == 11
    assert found[0] == "“India has explained this very clearly to everyone."
    assert found[-1] == "It will buy,” he said."


def test_chinese_and_arabic_sentences_end_at_their_own_marks() -> None:
    assert said("东京很大。大阪也很大。") == ["东京很大。", "大阪也很大。"]
    assert said("مرحبا؟ نعم.") == ["مرحبا؟", "نعم."]


@given(texts)
def test_sentences_lose_no_character_and_stay_in_order(text: str) -> None:
    spans = sentences(text)
    flat = [edge for span in spans for edge in span]
    assert flat == sorted(flat)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(texts, st.integers(1, 20))
def test_passages_lose_no_character_and_fit_the_room(text: str, room: int) -> None:
    spans = passages(text, None, room, words_as_tokens)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(len(tokens) <= room for tokens in words_as_tokens([text[s:e] for s, e in spans]))


def test_a_passage_holds_whole_sentences_where_they_fit() -> None:
    text = " ".join(f"Sentence number {at} has six words." for at in range(40))
    ends = {end for _, end in sentences(text)}
    spans = passages(text, None, 30, words_as_tokens)
    assert len(spans) > 5
    assert {end for _, end in spans} <= ends


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n"])
def test_blank_text_has_no_passage(text: str) -> None:
    assert passages(text, None, 10, words_as_tokens) == []


def test_marks_that_are_never_closed_do_not_slow_it_down() -> None:
    text = "« Home » " * 40_000 + "The end."
    spans = sentences(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


def test_a_long_paragraph_is_cut_where_its_sentences_end() -> None:
    text = " ".join(f"This is sentence number {at} of the paragraph." for at in range(600))
    assert said(text) == [f"This is sentence number {at} of the paragraph." for at in range(600)]


def test_a_character_of_many_tokens_does_not_hang_the_cut() -> None:
    def crowded(texts: Sequence[str]) -> list[NDArray[np.int64]]:
        return [np.zeros(50, dtype=np.int64) for _ in texts]

    assert passages("One two three.", None, 10, crowded)


def test_real_tokens_fit_the_window_of_the_encoder(encoder: Encoder) -> None:
    text = "Names: " + ", ".join(f"Person {at} of Długosz‑Straße" for at in range(200)) + "."
    spans = passages(text, None, 60, encoder.token_starts)
    assert len(spans) > 10
    assert all(len(starts) <= 60 for starts in encoder.token_starts([text[s:e] for s, e in spans]))
