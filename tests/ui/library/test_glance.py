"""Charts of the library panel: bars, labels and the words for days; passages that have a search's words."""

from pathlib import Path

import pytest

from index import Article, Library
from index.glance import Period, periods
from index.passage import Filter
from tests.kit.word_encoder import WordEncoder
from ui.library.found import BEFORE, SHORT, found_in
from ui.library.glance import LABELS, bars_of, days_name, labels_of, overview
from ui.render.told import Passage


def test_bars_are_as_high_as_their_articles_and_few_are_still_seen() -> None:
    told = periods([("2022-01-05", 1000), ("2022-03-01", 1)])
    bars = bars_of(told, Filter(since="2022-03-01"))
    assert [bar.name for bar in bars] == ["January 2022", "February 2022", "March 2022"]
    assert [bar.height for bar in bars] == [100, 0, 3]
    assert [bar.chosen for bar in bars] == [False, False, True]


@pytest.mark.parametrize("months", [1, 2, 5, 6, 30, 120])
def test_labels_are_few_and_begin_with_the_first_and_end_with_the_last(months: int) -> None:
    told = periods([("2010-01-01", 1), (f"{2010 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}-01", 1)])
    bars = bars_of(told, Filter())
    labels = labels_of(bars)
    assert len(bars) == months
    assert len(labels) == min(months, LABELS)
    assert (labels[0], labels[-1]) == (bars[0].name, bars[-1].name)


@pytest.mark.parametrize(
    ("since", "until", "name"),
    [
        ("2022-03-01", "2022-03-31", "March 2022"),
        ("2024-02-01", "2024-02-28", "1 February 2024 – 28 February 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2022-03-05", None, "5 March 2022 – …"),
        (None, "2022-03-05", "… – 5 March 2022"),
        (None, None, ""),
    ],
)
def test_days_are_told_as_a_month_where_they_are_one(since: str | None, until: str | None, name: str) -> None:
    assert days_name(Filter(since, until)) == name
    assert Period("2022-01-01", "2022-12-31", 0).is_year


def test_a_year_that_is_chosen_of_very_many_is_shown_in_months(tmp_path: Path) -> None:
    library = Library(tmp_path, WordEncoder())
    days = ("1999-05-01", "2012-02-03", "2012-04-05")
    library.add([Article(text=f"Day {day} was calm.", published=day) for day in days])
    assert len(overview(library, Filter()).bars) == 14
    for chosen in (Filter("2012-01-01", "2012-12-31"), Filter("2012-04-01", "2012-04-30")):
        bars = overview(library, chosen).bars
        assert [bar.name for bar in bars] == ["February 2012", "March 2012", "April 2012"]
        assert [bar.chosen for bar in bars] == [chosen.since == "2012-01-01"] * 2 + [True]


def passage(article_id: str, quote: str, start: int = 0) -> Passage:
    digest = "0" * 64
    return Passage(
        quote, "Title", None, None, None, article_id, digest, start, start + len(quote), 0.5, 0.5, 1.0
    )


def test_passages_with_more_of_the_words_come_first_and_one_of_each_article() -> None:
    one = passage("a", "The harbour closed.")
    both = passage("b", "Harbours pay the levy.", start=40)
    again = passage("b", "The levy was high.")
    none = passage("c", "Nobody came.")
    found = found_in([one, again, both, none], "levy on harbours")
    assert [each.passage for each in found] == [both, one]
    assert "words=40-48.57-61" in found[0].address


def test_of_a_long_passage_what_stands_around_its_first_word_is_shown() -> None:
    quote = "It went on for hours and hours. " * 20 + "The levy rose. " + "Nobody said a word. " * 40
    (seen,) = found_in([passage("a", quote)], "levy")
    shown = "".join(run.text for run in seen.runs)
    assert "levy" in shown
    assert len(shown) <= SHORT
    assert 0 < shown.index("levy") <= BEFORE
    assert (seen.begins, seen.ends) == (False, False)
