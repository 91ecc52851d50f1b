"""How many articles and which: complete, near-copies once, names in their variants, each with its words."""

from pathlib import Path

import pytest

from index import Article, Library
from rag import Answer, Assistant
from tests.kit.sound import sound
from tests.kit.word_encoder import WordEncoder

FERRY = (
    "The ferry Alda ran aground off Port Lenna on Tuesday with ninety people on board. Tugs pulled it free in"
    " the evening, and divers found a hole of two metres below the water line. The owner, Nils Brandt, said"
    " that the ship would be in dock for a month."
)
OTHERS = (
    (
        "Mayor opens dock",
        "Mayor Ilse Brandt opened the dry dock on Monday. Brandt thanked the builders.",
        "2020-01-05",
    ),
    (
        "School",
        "The school got a roof. “It was time,” Brandt said. Mayor Brandt had promised it.",
        "2020-02-05",
    ),
    (
        "Fishing",
        "Quotas for cod fall. Nils Brandt, who owns the ferry, wants Brandt Lines to carry fish.",
        "2020-03-05",
    ),
    (
        "Budget",
        "The council passed it after a debate. The zinc price rose, and so did the tax on mining.",
        "2021-03-05",
    ),
    ("Zinc", "Mining of zinc ends in June, the owner of the mine said. Forty people lose their work.", None),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    library = Library.open(tmp_path_factory.mktemp("library"), encoder=WordEncoder())
    library.add(
        [Article(title=title, text=text, published=day, source="Lenna Post") for title, text, day in OTHERS]
    )
    library.add(
        [
            Article(title="Ferry aground", text=FERRY, published="2020-04-01", source="Lenna Post"),
            Article(
                title="Ferry aground",
                text=f"{FERRY} Photo: Coast Wire.",
                published="2020-04-02",
                source="Wire",
            ),
        ]
    )
    return Assistant(library)


def titles(answer: Answer) -> list[str]:
    sound(answer)
    assert [row.citation for row in answer.rows] == list(answer.citations)
    return [row.citation.article.title for row in answer.rows]


@pytest.mark.parametrize(
    ("question", "kind", "found"),
    [
        ("how many articles are there?", "count", 6),
        ("How many articles mention Ilse Brandt?", "count", 2),
        ("which articles mention ilse brandt", "list", 2),
        ("List all articles about Nils Brandt.", "list", 3),
        ("how many articles mention “budget”?", "count", 1),
        ('which articles mention "zinc mining"?', "list", 0),
        ("which documents are about zinc mining?", "list", 2),
        ("how many articles from March 2020?", "count", 1),
        ("how many articles were published in 2020", "count", 4),
        ("which articles are from the Wire?", "list", 1),
        ("how many articles mention the Kremlin?", "count", 0),
        ("summarize the articles", "list", 6),
    ],
)
def test_articles_are_counted_in_the_whole_library(
    assistant: Assistant, question: str, kind: str, found: int
) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.total, len(titles(answer))) == (kind, found, found)
    assert answer.answered == bool(found)
    assert answer.taken_for


def test_a_surname_is_whose_the_article_says_it_is(assistant: Assistant) -> None:
    of_mayor = titles(assistant.ask("which articles mention Ilse Brandt?"))
    of_owner = titles(assistant.ask("which articles mention Nils Brandt?"))
    assert (of_mayor, of_owner) == (["School", "Mayor opens dock"], ["Ferry aground", "Fishing", "School"])


TRADES = (
    ("Cup final", "Goalkeeper Tessa Rowe held two shots. Rowe, 24, is from Orrin."),
    ("Budget debate", "Minister Ada Rowe defended the budget. Rowe spoke for an hour."),
    ("Result", "| Rank | Runner |\n|---|---|\n| 1 | Tessa Rowe |\n| 2 | Bo Lind |"),
    ("Talks", "The U.S. and Norland talked of trade. Nobody told us more."),
    ("Flood", "It rained. The US sent pumps, and the WHO sent doctors."),
    ("Letters", "Tell us who you are. It is for them who ask."),
    ("Sand for the beach", "Lorries bring sand to the beach of Orrin. Measles keeps the school shut."),
    ("Measles ends", "The measles are over, said Minister Cora Sand. The harbour levy pays for it."),
    ("Harbour Levy Rises", "The levy at the harbour rises."),
    ("Passports", "Clerks of the Pilot Office spoke of passports, and the Pilot Office closed."),
    ("Working hours", "She left the pilot office at noon."),
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("which articles mention Tessa Rowe?", ["Cup final", "Result"]),
        ("which articles mention tessa rowe?", ["Cup final", "Result"]),
        ("which articles mention Ada Rowe?", ["Budget debate"]),
        ("which articles mention the US?", ["Talks", "Flood"]),
        ("which articles mention the U.S.", ["Talks", "Flood"]),
        ('which articles mention "the WHO"?', ["Flood"]),
        ("which articles mention the WHO?", ["Flood"]),
        ("HOW MANY ARTICLES MENTION MEASLES?", ["Measles ends", "Sand for the beach"]),
        ("which articles mention Measles?", ["Measles ends", "Sand for the beach"]),
        ("which articles mention the Harbour Levy?", ["Harbour Levy Rises", "Measles ends"]),
        ("which articles mention the Pilot Office?", ["Passports"]),
        ("which articles mention Sand?", ["Measles ends"]),
        ("which articles mention sand?", ["Measles ends", "Sand for the beach"]),
        ("which articles mention Cora Sand?", ["Measles ends"]),
    ],
)
def test_a_trade_before_a_name_and_a_name_that_is_written_as_a_small_word(
    tmp_path: Path, question: str, found: list[str]
) -> None:
    library = Library.open(tmp_path, encoder=WordEncoder())
    library.add([Article(title=title, text=text) for title, text in TRADES])
    answer = Assistant(library).ask(question)
    assert sorted(titles(answer)) == sorted(found)
    assert not any("told us" in row.citation.quote or "Tell us" in row.citation.quote for row in answer.rows)


def test_a_surname_alone_that_others_bear_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("how many articles mention Nils Brandt?")
    said = "3 of 7 articles mention “Nils Brandt”. 1 of these has the surname alone, which others bear too."
    assert answer.text.startswith(f"{said} 1 more is a near-copy of these.")
    assert "surname" not in assistant.ask("how many articles mention Brandt?").text


def test_near_copies_are_counted_once_and_told(assistant: Assistant) -> None:
    answer = assistant.ask("how many articles mention the ferry Alda?")
    assert answer.total == 1
    assert "1 more is a near-copy of these." in answer.text
    assert [len(row.citation.copies) for row in answer.rows] == [1]


def test_each_row_quotes_the_sentence_that_has_the_subject(assistant: Assistant) -> None:
    answer = assistant.ask("which articles are about zinc mining?")
    assert [row.citation.quote for row in answer.rows] == [
        "The zinc price rose, and so did the tax on mining.",
        "Mining of zinc ends in June, the owner of the mine said.",
    ]
    assert answer.taken_for == "Listing articles that have the words “zinc mining” in one passage"


def test_articles_that_have_one_subject_or_the_other_are_counted(assistant: Assistant) -> None:
    answer = assistant.ask('how many articles mention Ilse Brandt or "quotas for cod"?')
    assert (answer.total, titles(answer)) == (3, ["Fishing", "School", "Mayor opens dock"])
    assert [row.value for row in answer.rows] == ["quotas for cod", "Brandt", "Ilse Brandt"]
    assert answer.text.startswith("3 of 7 articles mention “Ilse Brandt” or “quotas for cod”.")
    assert assistant.ask("which articles mention the Kremlin or Atlantis?").total == 0


def test_a_filter_confines_what_is_counted(assistant: Assistant) -> None:
    answer = assistant.ask("how many articles are there?", since="2021-01-01")
    assert (answer.total, titles(answer)) == (1, ["Budget"])
    assert assistant.ask("how many articles from March 2020?", since="2021-01-01").kind == "quoted"


def test_it_is_an_ordinary_question_where_that_is_asked_for(assistant: Assistant) -> None:
    assert assistant.ask("how many articles mention Ilse Brandt?", many=False).kind == "quoted"


def test_a_field_that_names_no_day_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("which articles mention the budget? after:2020-13")
    assert (answer.kind, answer.total) == ("list", 1)
    assert answer.notice.startswith("“after:2020-13” names no day")


def test_more_rows_than_are_shown_are_there(tmp_path: Path) -> None:
    library = Library.open(tmp_path, encoder=WordEncoder())
    told = [
        Article(title=f"Note {n}", text=f"Note {n} speaks of the harbour levy number {n}.")
        for n in range(230)
    ]
    library.add(told)
    answer = Assistant(library).ask("how many articles mention the harbour levy?")
    assert (answer.total, len(answer.rows), len(answer.sentences)) == (230, 200, 10)
    assert answer.text.endswith("And 220 more, of which 190 are listed.")


def test_a_phrase_is_found_in_a_script_without_spaces(tmp_path: Path) -> None:
    library = Library.open(tmp_path, encoder=WordEncoder())
    library.add(
        [
            Article(title="港口", text="议会在周一讨论了港口税改革法案。"),
            Article(title="渔业", text="改革法案和税都没有通过。"),
        ]
    )
    answer = Assistant(library).ask("how many articles mention “港口税改革”?")
    assert (answer.total, [row.citation.article.title for row in answer.rows]) == (1, ["港口"])
