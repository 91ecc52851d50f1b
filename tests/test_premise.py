from index import Library
from rag import Assistant


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
