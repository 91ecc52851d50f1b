"""The rows of tables as lines."""

from index.sources.formats.tables import table_lines

ROWS = [["", "ferries", "passengers"], ["Orrin", "88", "1,986"], ["Alder", "", "40"], ["", "", ""]]


def test_a_row_says_by_its_headings_what_each_cell_is() -> None:
    assert table_lines(ROWS) == [
        "Orrin: ferries 88, passengers 1,986",
        "Alder: ferries –, passengers 40",
    ]


def test_headings_that_the_file_names_need_no_figures_below() -> None:
    rows = [["Post", "Holder"], ["Mayor", "A. Lund"]]
    assert table_lines(rows, headings=1) == ["Mayor: Holder A. Lund"]
    assert table_lines(rows) == ["Post | Holder", "Mayor | A. Lund"]


def test_headings_of_two_rows_are_read_downwards() -> None:
    rows = [["", "Cargo", "Cargo"], ["Port", "2021", "2022"], ["Orrin", "7", "9"]]
    assert table_lines(rows, headings=2) == ["Orrin: Cargo 2021 7, Cargo 2022 9"]


def test_merged_headings_stand_above_several_columns() -> None:
    rows = [["Port", "Calls", "", "Cargo"], ["", "2021", "2022", "2022"], ["Orrin", "7", "", "88"]]
    told = ["Orrin: Calls 2021 7, Calls 2022 –, Cargo 2022 88"]
    assert table_lines(rows) == table_lines(rows, headings=1) == table_lines(rows, headings=2) == told


def test_a_year_that_begins_a_row_is_no_heading() -> None:
    rows = [["Year", "Event"], ["1999", "Founded"], ["2004", "Closed"]]
    assert table_lines(rows, headings=1) == ["1999: Event Founded", "2004: Event Closed"]


def test_years_may_be_headings() -> None:
    assert table_lines([["Port", "2021", "2022"], ["Orrin", "7", "9"]]) == ["Orrin: 2021 7, 2022 9"]


def test_a_table_without_headings_stays_as_it_is() -> None:
    assert table_lines([["1", "2", "8"], ["3", "", "4"]]) == ["1 | 2 | 8", "3 | – | 4"]


def test_a_row_of_one_cell_is_that_cell() -> None:
    assert table_lines([*ROWS, ["Closed ports", "", ""]])[-1] == "Closed ports"


def test_cells_with_commas_are_parted_by_semicolons() -> None:
    assert table_lines([["", "a", "b"], ["Orrin", "7, or 8", "2"]]) == ["Orrin: a 7, or 8; b 2"]


def test_a_row_longer_than_its_headings_keeps_all_its_cells() -> None:
    assert table_lines([["", "a"], ["Orrin", "7", "2"]]) == ["Orrin: a 7, 2"]
