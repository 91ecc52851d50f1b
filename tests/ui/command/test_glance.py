"""A library at a glance as text, and the tags of its articles."""

from pathlib import Path

import pytest

from index import Article, Library
from index.glance import Glance, Period
from ui.command.glance import glance_lines

from .test_command import run


def glance(*periods: Period, undated: int = 0) -> Glance:
    return Glance(0, periods, undated, (), 0, (("Ilona Marek", 1200), ("Orrin", 3)), (("To read", 2),))


def test_months_are_bars_whose_lengths_are_their_articles() -> None:
    months = Period("2022-01-01", "2022-01-31", 40), Period("2022-02-01", "2022-02-28", 0)
    told = list(glance_lines(glance(*months, Period("2022-03-01", "2022-03-31", 10), undated=7)))
    assert told == [
        "articles a month:",
        f"    40  2022-01  {'█' * 40}",
        "     0  2022-02",
        f"    10  2022-03  {'█' * 10}",
        "     7  without a day",
        "named most: Ilona Marek (1,200), Orrin (3)",
        "tags: To read (2)",
    ]


def test_of_more_months_than_fit_years_are_told() -> None:
    months = [Period(f"{year}-{month:02}-01", "", 1) for year in (2020, 2021, 2022) for month in range(1, 13)]
    told = list(glance_lines(glance(*months)))
    assert told[:2] == ["articles a year:", f"    12  2020  {'█' * 40}"]
    assert len([line for line in told if "█" in line]) == 3


def test_articles_are_tagged_listed_by_their_tag_and_untagged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Library.open(tmp_path).add(
        [Article(id="one", title="Levy", text="The harbour levy rose."), Article(id="two", text="No.")]
    )
    where = ("--library", str(tmp_path))
    assert run(capsys, "tag", "To read", "one", "two", *where)[1] == "2 articles tagged 'To read'\n"
    assert run(capsys, "tag", "to read", "two", "--remove", *where)[0] == 0
    assert run(capsys, "tag", *where)[1] == "     1  To read\n"
    code, listed, _ = run(capsys, "list", "--tag", "TO READ", *where)
    assert (code, "Levy" in listed, len(listed.splitlines())) == (0, True, 1)
    assert "tags: To read (1)" in run(capsys, "info", *where)[1]
    assert run(capsys, "tag", "x", "nobody", *where)[0] == 1
    assert run(capsys, "tag", "a,b", "one", *where)[0] == 2
    assert run(capsys, "tag", "x", *where)[0] == 2
