"""Questions in languages that the reader was not taught; what it knows of them comes from the encoder."""

from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from rag import Assistant
from tests.kit.languages import SMALL, Small
from tests.kit.sound import sound

ASKED = [small for small in SMALL if small.language in ("zh", "ja", "ko", "hi", "th", "ar", "ru")]


@pytest.mark.parametrize("small", ASKED, ids=lambda small: small.language)
def test_what_is_there_is_quoted_and_what_is_not_is_refused(
    small: Small, tmp_path: Path, encoder: Encoder
) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    library.add([Article(title=title, text=text) for title, text in small.articles])
    assistant = Assistant(library)
    for question, (title, _) in zip(small.asked, small.articles, strict=True):
        answer = assistant.ask(question)
        sound(answer)
        assert answer.answered, question
        assert answer.citations[0].article.title == title
        assert answer.short_answer
        assert answer.short_answer in answer.citations[0].quote
    absent = assistant.ask(small.absent)
    assert not absent.answered
    assert small.absent_word in absent.missing_words
