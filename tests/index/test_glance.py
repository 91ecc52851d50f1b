"""A library at a glance: months, outlets and names, and each of them as a filter that counts the same."""

from pathlib import Path

import pytest

from index import Article, Library
from index.glance import periods
from index.passage import Filter

from ..kit.word_encoder import WordEncoder

ARTICLES = (
    Article(
        title="Levy",
        text="Yesterday in Orrin the mayor Ilona Marek raised the levy. Later that day Mayor Marek left.",
        source="Coast Wire",
        published="2022-01-03",
    ),
    Article(
        title="Again",
        text="The council heard Mayor Marek in Orrin. Visitors from the U.S. and American growers came.",
        source="The Lenna Post",
        published="2022-03-01",
    ),
    Article(
        title="Races",
        text="In Karsund the sailor Oskar Dorn won, and Ida Dorn came third. Then Dorn left for America.",
        source="lenna post",
    ),
    Article(title="Dorn", text="The report of the council on Dorn is late.", published="2022-03-31"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path, WordEncoder())
    made.add(list(ARTICLES))
    return made


def test_articles_are_counted_by_month_and_outlet(library: Library) -> None:
    seen = library.glance()
    assert [(each.first, each.last, each.articles) for each in seen.periods] == [
        ("2022-01-01", "2022-01-31", 1),
        ("2022-02-01", "2022-02-28", 0),
        ("2022-03-01", "2022-03-31", 2),
    ]
    assert (seen.articles, seen.undated, seen.unnamed) == (4, 1, 1)
    assert seen.outlets == (("The Lenna Post", 2), ("Coast Wire", 1))


def test_names_that_mean_the_same_are_one_and_two_of_one_surname_are_two(library: Library) -> None:
    names = dict(library.glance().names)
    assert names["Ilona Marek"] == 2
    assert (names["Oskar Dorn"], names["Ida Dorn"], names["Dorn"]) == (1, 1, 2)
    assert "Marek" not in names
    assert names["U.S."] == 2  # and American, and America: the names of one country
    assert "Yesterday" not in names


def test_every_name_passes_as_many_articles_as_it_is_told_to_have(library: Library) -> None:
    for only in (Filter(), Filter(since="2022-02-01"), Filter(sources=("lenna post",))):
        for name, articles in library.glance(only).names:
            within = Filter(since=only.since, sources=only.sources, names=(name,))
            assert library.summary(within).articles == articles, name
    assert library.summary(Filter(names=("Nobody",))).articles == 0


def test_names_go_with_their_articles(library: Library) -> None:
    library.remove([each.id for each in library.articles() if "Marek" in each.text])
    assert "Ilona Marek" not in dict(library.glance().names)
    library.remove([each.id for each in library.articles()])
    assert library.glance().names == ()
    assert library.glance().periods == ()


def test_an_older_library_has_its_names_found_when_it_is_next_written_to(library: Library) -> None:
    import sqlite3
    from contextlib import closing

    before = library.glance().names
    with closing(sqlite3.connect(library.folder / "library.sqlite")) as file:
        for table in ("named", "named_articles", "names"):
            file.execute(f"DROP TABLE {table}")
        file.execute("DELETE FROM meta WHERE key = 'names'")
        file.commit()
    older = Library(library.folder, WordEncoder())
    assert older.glance().names == ()
    assert older.summary(Filter(names=("Orrin",))).articles == 0
    older.by_hand.correct(next(older.articles()).id, author="Ann Lee")
    assert older.glance().names == before


def test_years_are_told_of_very_many_months_and_the_last_month_has_its_days() -> None:
    assert [each.last for each in periods([("2024-02-29", 1)])] == ["2024-02-29"]
    assert [each.last for each in periods([("9999-12-31", 1)])] == ["9999-12-31"]
    told = periods([("1999-12-01", 2), ("2012-01-02", 3)])
    assert (told[0].first, told[0].articles, len(told), told[-1].is_year) == ("1999-01-01", 2, 14, True)
    assert periods([]) == []
