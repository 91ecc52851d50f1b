"""Another reader in place of ours: the seam is the protocol, not the weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from index import Article, Library
from rag import Assistant
from rag.evidence.marking import marked
from rag.models.reader import Reading, Span


class FirstNumber:
    """A reader that takes the first number of a text for the answer."""

    def read(
        self, question: str, texts: Sequence[str], *, titles: Sequence[str] | None = None, spans: int = 3
    ) -> list[Reading]:
        assert question
        assert spans
        assert titles is None or len(titles) == len(texts)
        found = [re.search(r"\d+", text) for text in texts]
        return [
            Reading(0.0, (Span(match.start(), match.end(), 5.0, 0.9),), 5.0)
            if match
            else Reading(9.0, (), -9.0)
            for match in found
        ]


def test_another_reader_marks_the_words_that_answer(library: Library) -> None:
    text = "The ferry Orrin carried 88 passengers to the island on Monday, the harbour office said."
    library.add(Article(title="Ferry", text=text))
    assistant = Assistant(library, marking=partial(marked, by=FirstNumber()))
    answer = assistant.ask("Who carried passengers to the island on Monday?")
    assert answer.short_answer == "88"
    (citation,) = answer.citations
    assert [text[start:end] for start, end in citation.answer_words] == ["88"]
