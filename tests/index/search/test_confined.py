"""What a search as people write it finds, and what is said of it."""

import pytest

from index import Article, Library

ARTICLES = (
    Article(
        title="Green levy",
        text="The harbour levy was discussed. A reform of quotas came first. Reform of the harbour is due.",
        source="Lantern Post",
        author="Ann Lee",
        published="2020-01-05",
    ),
    Article(
        title="Minutes of May",
        text="Item seven was the bus shelter. The Harbour\nLevy reform act was read. Item nine was not.",
        source="Orve Herald",
        author="Bo Gray",
        published="2020-03-05",
    ),
    Article(
        title="Tram news",
        text="The tram depot opens on Monday. The levy is not paid by trams.",
        source="Orve Herald",
        published="2021-04-05",
    ),
    Article(title="港口", text="市议会说：港口税改革已经通过。", published="2021-05-05"),
)


@pytest.fixture
def held(library: Library) -> Library:
    library.add(list(ARTICLES))
    return library


def titles(library: Library, query: str, **only: str) -> list[str]:
    return sorted(hit.article.title for hit in library.find(query, **only).hits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"harbour levy reform"', ["Minutes of May"]),
        ('"HARBOUR levy"', ["Green levy", "Minutes of May"]),
        ('"harbour levy" -bus', ["Green levy"]),
        ('levy -"harbour levy"', ["Tram news", "港口"]),
        ("levy -tram", ["Green levy", "Minutes of May", "港口"]),
        ("tram OR bus", ["Minutes of May", "Tram news"]),
        ('"harbour levy reform" OR "tram depot"', ["Minutes of May", "Tram news"]),
        ("levy title:tram", ["Tram news"]),
        ("levy source:Herald", ["Minutes of May", "Tram news"]),
        ('levy source:"Orve Herald" before:2021', ["Minutes of May"]),
        ("levy author:lee", ["Green levy"]),
        ("levy after:2020", ["Tram news", "港口"]),
        ("“港口税改革”", ["港口"]),
        ('"Green levy"', ["Green levy"]),
    ],
)
def test_operators_confine_what_is_found(held: Library, query: str, found: list[str]) -> None:
    assert titles(held, query) == found
    assert sorted(hit.article.title for hit in held.search(query)) == found


def test_a_phrase_that_no_article_has_is_said_and_searched_as_words(held: Library) -> None:
    found = held.find('"harbour levy repeal"')
    assert found.notes == ("No article has “harbour levy repeal”; its words were searched one by one.",)
    assert (len(found.hits), found.told) == (4, "")


def test_what_a_search_is_confined_to_is_said(held: Library) -> None:
    found = held.find('"harbour levy" -bus source:Lantern before:2021')
    assert found.told == (
        "Only articles with “harbour levy”, of “Lantern”, without “bus”, until 31 December 2020"
        " were searched."
    )
    assert held.find("harbour levy").told == ""


def test_a_field_that_no_article_has_finds_nothing_and_asks_what_is_meant(held: Library) -> None:
    found = held.find("levy source:Lanten")
    assert (found.hits, found.told) == ((), "")
    assert found.notes == ("No article has “Lanten” in its outlet; did you mean “Lantern Post”?",)
    assert held.find("levy title:zinc").notes == ("No article has “zinc” in its title.",)


def test_parts_that_no_article_has_together_are_said(held: Library) -> None:
    found = held.find('"tram depot" source:Lantern')
    assert (found.hits, found.notes) == ((), ("No article is all of what was asked for.",))


def test_a_filter_counts_beside_operators(held: Library) -> None:
    assert titles(held, '"harbour levy"', since="2020-02") == ["Minutes of May"]
    assert titles(held, "levy", until="2020") == ["Green levy", "Minutes of May"]
    assert held.find("levy", sources=["Lanten Post"]).notes == (
        "No outlet “Lanten Post”; did you mean “Lantern Post”? There are: Lantern Post, Orve Herald.",
    )


def test_without_a_word_to_search_the_newest_articles_come(held: Library) -> None:
    found = held.find("source:Herald")
    assert [hit.article.title for hit in found.hits] == ["Tram news", "Minutes of May"]
    assert [hit.rank for hit in found.hits] == [1, 2]
    assert [hit.article.title for hit in held.find("-tram", k=2).hits] == ["港口", "Minutes of May"]


def test_the_list_of_articles_takes_the_same_operators(held: Library) -> None:
    def listed(words: str) -> list[str]:
        return [each.title for each in held.listed(words).articles]

    assert listed('"harbour levy"') == ["Minutes of May", "Green levy"]
    assert listed('"harbour levy" lantern') == ["Green levy"]
    assert listed("levy") == ["Green levy"]
    assert listed("source:herald -tram") == ["Minutes of May"]
    assert held.listed('"harbour repeal"').notes[0].startswith("No article has “harbour repeal”")
