"""Rows of tables: their cells, and which of them a question asks for."""

from pathlib import Path

import pytest

from index import Article, Library
from rag.assistant import Assistant
from rag.evidence.lines import asked_cell, asked_figure, cells, is_row

ROW = "Orrin: ferries 88, passengers 1,986, staff 9"
TABLE = [ROW, "Alder: ferries 31, passengers –, staff 4", "Selby: ferries 77, passengers 2,450, staff 12"]
PROSE = "The harbour office counted the ferries and the people on them, as it has done each year since 1980."


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        (ROW, ["ferries 88", "passengers 1,986", "staff 9"]),
        ("Orrin: day Monday, 2 May; staff 9", ["day Monday, 2 May", "staff 9"]),
        ("Orrin | 88 | 1,986", ["88", "1,986"]),
    ],
)
def test_a_row_is_parted_into_its_cells(row: str, parts: list[str]) -> None:
    assert [row[slice(*place)] for place in cells(row)] == parts
    assert is_row(row, 0, len(row))


def test_the_cell_of_the_heading_that_a_question_names_is_asked_for() -> None:
    place = asked_cell(ROW, {"mani", "passeng", "orrin"})
    assert place
    assert ROW[slice(*place)] == "passengers 1,986"
    assert asked_cell(ROW, {"passeng", "staff"}) is None
    assert asked_cell(ROW, {"orrin"}) is None


def test_the_row_that_a_question_names_is_quoted_and_no_words_of_another_cell(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.add([Article(title="Traffic of the bay", text="\n\n".join([PROSE, *TABLE]))])
    answer = Assistant(library).ask("How many passengers did Orrin have?")
    assert (answer.short_answer, answer.citations[0].quote) == ("1,986", ROW)
    assert not any(citation.quote in TABLE[1:] for citation in answer.citations)
    assert Assistant(library).ask("How many passengers did Alder have?").short_answer is None


YEARS = "Orrin: Ships 2021 88, Ships 2022 1,986 t, Cargo –, Staff 9"


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ({"orrin", "ship", "2022"}, "1,986 t"),
        ({"orrin", "staff"}, "9"),
        ({"orrin", "ship"}, None),  # two columns
        ({"orrin", "cargo"}, None),  # an empty cell
        ({"staff"}, None),  # no row
    ],
)
def test_a_figure_is_named_by_its_row_and_its_heading(asked: set[str], figure: str | None) -> None:
    place = asked_figure(YEARS, asked)
    assert (YEARS[slice(*place)] if place else None) == figure
