"""Who wrote an article and of which day it is: told from what is stored, of the articles that are meant."""

from pathlib import Path

import pytest

from index import Article, Library
from rag import Assistant
from tests.kit.sound import sound
from tests.kit.word_encoder import WordEncoder

ARTICLES = (
    Article(
        title="Ferry aground",
        text="The ferry Alda ran aground off Port Lenna. Tugs pulled it free in the evening.",
        author="Ann Lee",
        source="Lenna Post",
        published="2020-04-01",
    ),
    Article(
        title="A month in dock",
        text="The ferry Alda stays in dock for a month. Nils Brandt owns it.",
        source="The Wire",
    ),
    Article(
        title="Budget",
        text="The council passed it after a debate. The ferry was not spoken of, and the mayor left.",
        author="Bo Holm",
        published="2021-03-05",
    ),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    library = Library.open(tmp_path_factory.mktemp("library"), encoder=WordEncoder())
    library.add(ARTICLES)
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "values", "head"),
    [
        (
            "Who wrote the article about the ferry?",
            {"Ann Lee", "no author named"},
            "“Ferry aground”, Lenna Post: by Ann Lee. “A month in dock”, The Wire: no author named.",
        ),
        (
            "when was the article about the ferry published?",
            {"1 April 2020", "no day known"},
            "“Ferry aground”, Lenna Post: published on 1 April 2020."
            " “A month in dock”, The Wire: no day known.",
        ),
        ("who wrote the article about the budget?", {"Bo Holm"}, "“Budget”: by Bo Holm."),
        (
            "who wrote the article about the mayor?",
            {"Bo Holm"},
            "No title or first sentence has “mayor”; 1 article mentions it. “Budget”: by Bo Holm.",
        ),
        ("who wrote the article that mentions Nils Brandt?", {"no author named"}, ""),
    ],
)
def test_it_is_told_of_the_articles_that_are_meant(
    assistant: Assistant, question: str, values: set[str], head: str
) -> None:
    answer = assistant.ask(question)
    sound(answer)
    assert (answer.kind, answer.total, {row.value for row in answer.rows}) == ("list", len(values), values)
    assert head in answer.text
    assert answer.taken_for


def test_each_row_quotes_how_the_article_begins(assistant: Assistant) -> None:
    answer = assistant.ask("who wrote the article about the mayor?")
    assert [row.citation.quote for row in answer.rows] == ["The council passed it after a debate."]


def test_a_subject_of_no_article_is_an_ordinary_question(assistant: Assistant) -> None:
    assert assistant.ask("who wrote the article about the Kremlin?").kind == "quoted"


def test_the_first_line_names_a_few_of_many(tmp_path: Path) -> None:
    library = Library.open(tmp_path, encoder=WordEncoder())
    library.add(
        [Article(title=f"Note {n}", text=f"The levy number {n} is due.", author=f"A{n}") for n in range(9)]
    )
    answer = Assistant(library).ask("who wrote the articles about the levy?")
    assert (answer.total, len(answer.rows), answer.text.count(": by A")) == (9, 9, 5)
    assert "And 4 more." in answer.text
