import pytest

from index import Article, Library
from index.search import Spelling
from index.search.spelling import likeliest

TEXT = (
    "Mayor Ilona Marek opened the depot in Kelmar on Monday. When the iPhone came, many people survived the"
    " queue. People cheered the mayor, and people sang."
)


@pytest.fixture
def held(library: Library) -> Library:
    halt = Article(title="Halt", text="The halt is closed.", source="Karstan Post")
    library.add([Article(title="Depot", text=TEXT), halt])
    return library


@pytest.mark.parametrize(
    ("query", "spelt"),
    [
        ("who is Ilona Marrek?", "who is Ilona Marek?"),
        ("wehn was the ipone sold?", "When was the iPhone sold?"),
        ("which pepole survivde", "which people survived"),
        ("the mayor of Celmar", "the mayor of Kelmar"),
    ],
)
def test_words_that_no_article_has_are_spelt_as_the_articles_spell_them(
    held: Library, query: str, spelt: str
) -> None:
    found = held.respelt(query)
    assert found is not None
    assert found.query == spelt


@pytest.mark.parametrize(
    "query",
    [
        "who is Ilona Marek?",  # every word is there
        "which houses are sold?",  # no article has it, and it is a word
        "what of S-4000 and 2023?",  # numbers are themselves
        "zzyzx qwrtpl",  # nothing is near
        "港口 税",
        "what did the Karstan Post write?",  # an outlet's name
    ],
)
def test_right_words_and_numbers_stay(held: Library, query: str) -> None:
    assert held.respelt(query) is None


def test_a_word_whose_stem_is_far_from_it_is_spelt_as_the_articles_spell_it(library: Library) -> None:
    library.add([Article(title="Head", text="The board is led by Ines Valdez, who came from Tolm.")])
    found = library.respelt("who is Ines Valdes?")
    assert found is not None
    assert found.query == "who is Ines Valdez?"


def test_a_name_that_is_a_word_may_be_asked_for(held: Library) -> None:
    assert held.respelt("Ilona Hall") is None
    found = held.alike("Ilona Hall")
    assert found is not None
    assert found.asking == "No article has “Hall”; did you mean “Halt”?"
    assert held.alike("which hall") is None


def test_a_search_says_what_it_spelt_otherwise(held: Library) -> None:
    found = held.find("Ilona Marrek")
    assert found.notes == ("No article has “Marrek”; searched for “Marek”.",)
    assert (found.query, found.hits[0].article.title) == ("Ilona Marek", "Depot")


def test_few_edits_count_before_the_first_letter_and_that_before_many_passages() -> None:
    found = [
        Spelling("Halt", 1, 1),
        Spelling("bolt", 1, 9),
        Spelling("Hooolt", 2, 99),
        Spelling("Marek", 1, 2),
    ]
    assert likeliest("Marrek", found) == Spelling("Marek", 1, 2)
    assert likeliest("Marrek", []) is None
