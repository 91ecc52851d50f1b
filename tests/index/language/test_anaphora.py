"""Whether a sentence begins by pointing at what stands before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.anaphora import points_back


@pytest.mark.parametrize(
    "sentence",
    [
        "He asked whether the house could be sold.",
        "“They were tired,” she said.",
        "However, the house was not sold.",
        "This made the town rich.",
        "It was sold in the same year.",
        "and sold the house to the town.",
    ],
)
def test_a_pronoun_or_a_connective_in_front_points_back(sentence: str) -> None:
    assert points_back(sentence, "en") > 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "Jaishankar asked whether the house could be sold.",
        "The city of Orrin sold the house in 1920.",
        "In 1920 Orrin sold the house.",
        "Three people were hurt in Orrin.",
    ],
)
def test_a_name_or_a_number_in_front_does_not(sentence: str) -> None:
    assert points_back(sentence, "en") < 0.5


def test_of_a_language_that_was_not_counted_nothing_is_said() -> None:
    assert points_back("Er fragte, ob das Haus verkauft werde.", "de") == 0


@given(st.text(max_size=300), st.sampled_from([None, "en", "en-GB", "zh", "", "xx"]))
def test_any_text_gives_a_probability(text: str, language: str | None) -> None:
    assert 0 <= points_back(text, language) <= 1
