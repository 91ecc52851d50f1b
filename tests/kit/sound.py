"""What must hold of every answer, whoever wrote it."""

from rag import Answer


def sound(answer: Answer) -> None:
    """Check it."""
    assert answer.answered == (answer.reason is None)
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
        assert f"[{citation.number}]" in answer.text
    for sentence in answer.sentences:
        assert sentence.text in answer.text
        assert all(1 <= number <= len(answer.citations) for number in sentence.citations)
    assert "\n" not in answer.notice
