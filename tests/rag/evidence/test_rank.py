from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from index.passage import Filter
from rag.evidence.gather import gather
from rag.evidence.marking import marked, unmarked
from rag.evidence.rank import read
from rag.question.parse import parse
from rag.quoted.compose import compose
from rag.quoted.write import quoted


def candidates(library: Library, question: str):  # type: ignore[no-untyped-def]
    return read(question, library.search(question, k=10), library.words(question), marked)


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    return Library.open(tmp_path, encoder=encoder)


def test_every_candidate_is_a_slice_of_its_article(sample_library: Library) -> None:
    found = candidates(sample_library, "Why was Turkey removed from the F-35 programme?")
    assert found
    for each in found:
        assert each.hit.article.text[each.start : each.end] == each.text
        assert each.hit.passage.start <= each.start < each.end <= each.hit.passage.end
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_quotation_begins_behind_the_dateline(library: Library) -> None:
    text = "NEW DELHI, 12 December 2021 (Meridian Wire) - The first parts of the S-400 are arriving in India."
    library.add(Article(title="Parts", text=text))
    assert candidates(library, "When do S-400 parts arrive?")[0].text.startswith("The first parts")


@pytest.mark.parametrize(
    "start", ["The US - India deal was signed last week in Goa.", "UN: 12 countries - all - agreed."]
)
def test_what_is_no_dateline_stays(library: Library, start: str) -> None:
    library.add(Article(title="Deal", text=start))
    assert candidates(library, "Who signed or agreed the deal?")[0].text == start


def test_headings_and_questions_are_not_quoted(library: Library) -> None:
    text = (
        "Why was India exempted?\n\nThe exemption\n\nIndia was exempted because it bought fewer Russian arms."
    )
    library.add(Article(title="Waiver", text=text))
    found = candidates(library, "Why was India exempted?")
    assert [each.text for each in found] == ["India was exempted because it bought fewer Russian arms."]


def test_a_question_and_a_short_sentence_are_quoted_with_what_follows(library: Library) -> None:
    text = (
        "Has India been exempted? It has not.\n\nThree things freed the ship. Tugs, dredgers and tides did."
    )
    library.add(Article(title="Waiver", text=text))
    found = {each.text for each in candidates(library, "Has India been exempted?")}
    assert found == set(text.split("\n\n"))


def test_an_answer_takes_the_best_sentence_first_and_keeps_the_order_of_the_text(
    sample_library: Library,
) -> None:
    found = candidates(sample_library, "When did deliveries of the S-400 to India begin?")
    made = compose("When did deliveries of the S-400 to India begin?", found)
    text, sentences, citations = made.text, made.sentences, made.citations
    assert citations[0].quote == found[0].text
    assert text.count("[") >= len(citations) == len(sentences)
    for article in {citation.article.id for citation in citations}:
        starts = [citation.start for citation in citations[1:] if citation.article.id == article]
        assert starts == sorted(starts)


def test_sentences_are_found_where_nothing_is_marked_but_that_answers_less_surely(
    sample_library: Library,
) -> None:
    question = "When did deliveries of the S-400 to India begin?"
    evidence = gather(sample_library, parse(question), Filter(), unmarked)
    assert evidence.candidates
    assert evidence.probability < gather(sample_library, parse(question), Filter()).probability
    assert not any(each.answers for each in evidence.candidates)
    assert quoted(evidence).short_answer is None
