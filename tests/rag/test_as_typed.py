"""Questions as people type them: with a phrase, a field, a typing error, or a long preamble."""

from collections.abc import Sequence

import pytest

from index import Article, Library
from rag import Assistant

FINE = "The owner of the Brenn mine was fined 2.2 million crowns on Thursday for the flooding."
PREAMBLE = (
    "Hello, I am a reporter and I am writing a long feature about “zinc mining” in our part of the country,"
    " its rise and what it left behind for the people who live there. My editor wants me to check one thing."
)
ASKS = "How high was the fine that the owner of the Brenn mine was given?"


def articles(*texts: tuple[str, str]) -> list[Article]:
    return [
        Article(title=title, text=text, source="Brenn Herald", published=f"2018-0{number}-01")
        for number, (title, text) in enumerate(texts, start=1)
    ]


@pytest.fixture
def assistant(library: Library) -> Assistant:
    library.add(
        articles(
            ("Company fined", FINE),
            ("Mine floods", "The zinc mine at Brenn flooded on Saturday. All 34 miners got out."),
            ("Mayor", "Mayor Ilona Marek opened the new tram depot in Kelmar on Monday."),
            ("Levy", "The harbour levy was discussed. A reform of the harbour is due, and the levy rose."),
            (
                "Minutes",
                "Item seven was a bus. Item eight: the harbour levy reform act was read a second time.",
            ),
        )
    )
    return Assistant(library)


def titles(answer: object) -> Sequence[str]:
    return [each.article.title for each in answer.citations]  # type: ignore[attr-defined]


def test_a_phrase_confines_a_question_to_the_articles_that_have_it(assistant: Assistant) -> None:
    answer = assistant.ask('what happened to the "harbour levy reform act"?')
    assert titles(answer) == ["Minutes"]
    assert answer.preferred == "Only articles with “harbour levy reform act” were searched."
    assert (answer.searched.articles, answer.notice) == (1, "")


def test_a_phrase_that_no_article_has_is_said_and_its_words_are_searched(assistant: Assistant) -> None:
    answer = assistant.ask('what happened to the "harbour levy repeal"?')
    assert answer.notice == "No article has “harbour levy repeal”; its words were searched one by one."
    assert (answer.preferred, answer.searched.articles) == ("", 5)


def test_a_field_is_no_part_of_what_is_searched(assistant: Assistant) -> None:
    answer = assistant.ask("what did the mayor open? title:mayor before:2019")
    assert (answer.query, titles(answer)) == ("what did the mayor open?", ["Mayor"])
    other = assistant.ask("what did the mayor open? title:minutes")
    assert (other.answered, other.searched.articles) == (False, 1)
    alone = assistant.ask("title:minutes")
    assert titles(alone) == ["Minutes"]


def test_a_misspelt_name_is_answered_as_the_name_and_said(assistant: Assistant) -> None:
    answer = assistant.ask("what did Ilona Marrek open?")
    assert titles(answer) == ["Mayor"]
    assert answer.notice == "No article has “Marrek”; searched for “Marek”."
    assert (answer.query, answer.unmentioned) == ("what did Ilona Marek open?", ())
    typed = assistant.ask("what did Ilona Marrek open?", rewrite=False)
    assert (typed.notice, typed.query) == ("", "what did Ilona Marrek open?")


@pytest.mark.parametrize(
    ("question", "kind", "found"),
    [
        ("how many articles mention Ilona Marrek?", "count", ["Mayor"]),
        ("which articles mention the harbuor levy?", "list", ["Minutes", "Levy"]),
        ("timeline of the Brennn mine", "timeline", ["Company fined", "Mine floods"]),
    ],
)
def test_a_misspelt_name_is_counted_as_the_name_and_said(
    assistant: Assistant, question: str, kind: str, found: list[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.total, titles(answer)) == (kind, len(found), found)
    assert answer.notice.startswith("No article has ")


def test_where_nothing_is_counted_a_near_name_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("how many articles mention Bus or Marc?")
    assert (answer.total, answer.notice) == (1, "")
    answer = assistant.ask("how many articles mention Wine?")
    assert answer.total == 0
    assert answer.notice.startswith("No article has “Wine”; did you mean “")
    assert assistant.ask("how many articles mention Zebulon Quist?").notice == ""


def test_a_misspelt_phrase_is_counted_as_it_stands(assistant: Assistant) -> None:
    answer = assistant.ask('how many articles mention "Ilona Marrek"?')
    assert (answer.kind, answer.total, answer.notice) == ("count", 0, "")


def test_a_long_question_is_answered_by_the_sentence_that_asks(assistant: Assistant) -> None:
    answer = assistant.ask(f"{PREAMBLE} {ASKS}")
    assert (answer.query, titles(answer)) == (ASKS, ["Company fined"])
    assert (answer.citations[0].quote, answer.question) == (FINE, f"{PREAMBLE} {ASKS}")
    assert answer.preferred == ""  # a phrase of the preamble confines nothing
    assert assistant.ask(f"{ASKS} {PREAMBLE}").citations[0].quote == FINE
