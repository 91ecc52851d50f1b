"""Words of any script are found, and what is not there is known not to be."""

import numpy as np
import pytest

from index.search.bm25 import Lexical
from index.store import Change
from index.text.split import sentences
from tests.kit.languages import SMALL, Small

NONE = np.empty(0, dtype=np.int64)
EVERY = pytest.mark.parametrize("small", SMALL, ids=lambda small: small.language)


def indexed(small: Small) -> Lexical:
    lexical = Lexical(None)
    lexical.update(
        Change(1, "a"), NONE, [(at, *article) for at, article in enumerate(small.articles, start=1)]
    )
    return lexical


@EVERY
def test_each_question_finds_its_article_first(small: Small) -> None:
    lexical = indexed(small)
    assert [lexical.search(question, 1)[0][0] for question in small.asked] == [1, 2, 3]


@EVERY
def test_a_word_that_no_article_has_is_named_whole(small: Small) -> None:
    absent = [word.word for word in indexed(small).words(small.absent) if word.absent]
    assert small.absent_word in absent


@EVERY
def test_a_word_of_an_article_is_never_called_absent(small: Small) -> None:
    lexical = indexed(small)
    for title, text in small.articles:
        for said in (title, *(text[start:end] for start, end in sentences(text))):
            assert [word.word for word in lexical.words(said) if word.absent] == []


@EVERY
def test_a_paragraph_is_cut_at_the_full_stops_of_its_script_whatever_language_is_said(small: Small) -> None:
    whole = 1 if small.language == "th" else 2  # Thai writes none
    for _, text in small.articles:
        for language in (None, "en", small.language):
            assert len(sentences(text, language)) == whole, (language, text)
