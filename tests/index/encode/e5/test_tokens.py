"""e5's tokens, compared with those that the library tokenizers makes of the same vocabulary."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encode.e5 import Tokenizer, tokenizer
from index.encode.e5.package import weights
from index.encode.e5.tokens import KEPT, UNKNOWN
from tests.kit.languages import SMALL

Ids = Callable[[str], list[int]]


@pytest.fixture(scope="module")
def mine() -> Tokenizer:
    return tokenizer()


@pytest.fixture(scope="module")
def theirs() -> Ids:
    from tokenizers import Regex, models, normalizers, pre_tokenizers
    from tokenizers import Tokenizer as Library

    of = weights()
    vocabulary = list(zip(of.pieces, of.scores.tolist(), strict=True))
    made: Any = Library(models.Unigram(vocabulary, unk_id=UNKNOWN))
    dropped = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x{8f}\x{9f}]"
    spaces = r"[\t\n\f\r\x{1680}\x{200b}-\x{200f}\x{2028}\x{2029}\x{2581}\x{feff}\x{fffd}]"
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(dropped), ""),
            normalizers.Replace(Regex(spaces), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return lambda text: list(made.encode(text, add_special_tokens=False).ids)


def characters() -> st.SearchStrategy[str]:
    """Characters of every script, and more of those that normalising moves."""
    moved = "ﬁ½´¨…Åｆｶﾞ각한‍‌ﷺ㍿²\u0301\u0327\u1161\u11a8\u3099\u00ad\u200b\x07\x85"
    return st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(moved + "aé \n"))


@given(text=st.text(characters(), max_size=30))
def test_any_text_has_the_ids_of_the_library(text: str, mine: Tokenizer, theirs: Ids) -> None:
    assert mine.ids(text) == theirs(text)


@pytest.mark.parametrize("small", SMALL, ids=lambda small: str(small.language))
def test_articles_in_many_languages_have_the_ids_of_the_library(
    small: Any, mine: Tokenizer, theirs: Ids
) -> None:
    for _, text in small.articles:
        assert mine.ids(text) == theirs(text)


@given(text=st.text(characters(), max_size=30))
def test_tokens_stand_in_order_in_the_text_as_it_is_written(text: str, mine: Tokenizer) -> None:
    tokens = mine.tokens(text)
    assert tokens.ids == mine.ids(text)
    assert tokens.starts == sorted(tokens.starts)
    assert tokens.words == sorted(tokens.words)
    places = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(0 <= start <= end <= len(text) for start, end in places)
    covered = {at for start, end in places for at in range(start, end)}
    left = "".join(letter for at, letter in enumerate(text) if at not in covered)
    assert not mine.ids(left), f"no token for {left!r}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the ﬁne print", ["the", "ﬁne", "print"]),
        ("㈱ cup", ["㈱", "㈱", "㈱", "cup"]),
        ("ＡＢＣ  news", ["ＡＢＣ", "news"]),
        ("cafe\u0301 bar", ["cafe\u0301", "bar"]),
        ("a <s> b", ["a", "<", "s", ">", "b"]),
    ],
)
def test_places_are_in_the_text_before_it_is_normalised(
    text: str, wanted: list[str], mine: Tokenizer
) -> None:
    tokens = mine.tokens(text)
    places = zip(tokens.starts, tokens.ends, strict=True)
    assert [text[start:end] for start, end in places if start < end] == wanted


def test_one_word_of_ten_thousand_characters_is_cut(mine: Tokenizer, theirs: Ids) -> None:
    word = "Donaudampfschifffahrt" * 500
    assert mine.ids(word) == theirs(word)


def test_what_the_vocabulary_lacks_is_one_unknown_token(mine: Tokenizer) -> None:
    assert mine.tokens("𓀀𓀁𓀂").ids[-1] == UNKNOWN
    assert mine.tokens("𓀀𓀁𓀂").ends[-1] == 3
    assert mine.tokens("").ids == mine.tokens(" \u200b\n\x07").ids == []


def test_words_that_are_kept_are_bounded(mine: Tokenizer) -> None:
    mine.ids(" ".join(f"w{number}" for number in range(KEPT + 10)))
    assert len(mine._kept) <= KEPT
