import numpy as np
import pytest

from index import Article, Library
from index.passage import Hit, Passage
from rag import Assistant
from rag.evidence.candidate import Candidate, Signs
from rag.quoted.premise import denied


def test_an_answer_begins_with_what_denies_the_question(sample_library: Library) -> None:
    for question in ("why was India exempted from CAATSA?", "when was India exempted from CAATSA?"):
        answer = Assistant(sample_library).ask(question)
        assert answer.citations[0].quote == "Has India been exempted from CAATSA? It has not."


def test_a_date_of_another_country_is_no_answer(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("when did Sweden join NATO?")
    assert "Sweden" in answer.citations[0].quote
    assert answer.short_answer is None or "2023" not in answer.short_answer
    assert not any(citation.answer_words for citation in answer.citations if "Sweden" not in citation.quote)


def test_a_question_about_somebody_no_article_names_is_declined(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("when did Norway join NATO?")
    assert not answer.answered
    assert answer.missing_words == ("Norway",)


def candidate(text: str) -> Candidate:
    hit = Hit(Passage(1, "a", 0, len(text)), Article(id="a", text=text), 1.0, 1, 0.9, 3.0)
    return Candidate(hit, 0, len(text), Signs(1.0, 1.0, 1.0, 0.5, 0.9), np.zeros(3, dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Has India been exempted from CAATSA? It has not.", True),
        ("India was not exempted from CAATSA.", True),
        ("India was never exempted from CAATSA, officials said.", True),
        ("India was exempted from CAATSA, but Turkey was not.", False),
        ("It was not clear why India was exempted from CAATSA.", False),
        ("He declined to say why India was exempted from CAATSA.", False),
        ("India was exempted from CAATSA in 2018.", False),
    ],
)
def test_only_what_denies_the_question_itself_is_a_denial(text: str, denies: bool) -> None:
    found = denied("why was India exempted from CAATSA?", [candidate(text)])
    assert (found is not None) is denies
