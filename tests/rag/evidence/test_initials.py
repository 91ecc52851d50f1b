from time import process_time

import pytest

from index import Article, Library
from rag import Assistant
from rag.evidence.initials import written_out

BREXIT = "The United Kingdom has voted to leave the European Union, the Office for National Statistics said."


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("EU", "European Union"),
        ("UK", "United Kingdom"),
        ("ONS", "Office for National Statistics"),
        ("UN", None),
        ("eu", None),
        ("U", None),
        ("NS", None),
        ("OFN", None),
        ("G7", None),
    ],
)
def test_a_name_is_found_by_its_initials(word: str, name: str | None) -> None:
    assert written_out(word, ["No name here.", BREXIT]) == name


def test_an_abbreviation_is_not_missing_where_its_name_is_written_out(library: Library) -> None:
    library.add([Article(title="The vote", text=f"{BREXIT} It was close.")])
    answer = Assistant(library).ask("did the UK vote to leave the EU?")
    assert answer.answered
    assert answer.missing_words == answer.unmentioned == ()
    assert "European Union" in answer.citations[0].quote


def test_initials_of_other_words_are_no_name() -> None:
    assert written_out("WHO", ["When He Offered it", "We Heard On Monday"]) is None
    assert written_out("AI", ["Air India ordered 470 jets."]) is None


def test_a_hostile_text_is_searched_in_no_time() -> None:
    begun = process_time()
    assert written_out("ABC", ["A-" * 50_000, "A'" * 50_000, "A " * 50_000]) is None
    assert process_time() - begun < 5
