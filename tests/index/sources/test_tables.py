"""The rows of tables as lines, and which tables of pages and mails are told so."""

import time

import pytest

from index.sources.formats.blocks import blocks_of
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.tables import Cell, Row, row_lines, table_lines

ROWS = [["", "ferries", "passengers"], ["Orrin", "88", "1,986"], ["Alder", "", "40"], ["", "", ""]]


def test_a_row_says_by_its_headings_what_each_cell_is() -> None:
    assert table_lines(ROWS) == [
        "Orrin: ferries 88, passengers 1,986",
        "Alder: ferries –, passengers 40",
    ]


def test_headings_that_the_file_names_need_no_figures_below() -> None:
    rows = [["Post", "Holder"], ["Mayor", "A. Lund"]]
    assert table_lines(rows, headings=1) == ["Mayor: Holder A. Lund"]
    assert table_lines(rows) == ["Post: Holder", "Mayor: A. Lund"]


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


def test_years_with_a_unit_may_be_headings_and_figures_with_one_are_none() -> None:
    rows = [["Fuel", "2018 (kt)", "2019 (kt)"], ["Coal", "1,204", "980"]]
    assert table_lines(rows) == ["Coal: 2018 (kt) 1,204, 2019 (kt) 980"]
    assert table_lines([["Coal", "204 (kt)", "98 (kt)"], ["Oil", "7", "9"]])[0] == "Coal | 204 (kt) | 98 (kt)"


def test_a_table_without_headings_stays_as_it_is() -> None:
    assert table_lines([["1", "2", "8"], ["3", "", "4"]]) == ["1 | 2 | 8", "3 | – | 4"]


def test_a_row_of_one_cell_is_that_cell() -> None:
    assert table_lines([*ROWS, ["Closed ports", "", ""]])[-1] == "Closed ports"


def test_cells_with_commas_are_parted_by_semicolons() -> None:
    assert table_lines([["", "a", "b"], ["Orrin", "7, or 8", "2"]]) == ["Orrin: a 7, or 8; b 2"]


def test_figures_stand_under_no_heading_where_there_are_more_of_them_than_headings() -> None:
    rows = [["Port", "Calls", "Cargo"], ["Orrin", "7", "2", "88"]]
    assert (
        table_lines(rows) == table_lines(rows, headings=1) == ["Port | Calls | Cargo", "Orrin | 7 | 2 | 88"]
    )


def test_of_two_columns_the_first_row_is_none_of_headings_above_words() -> None:
    rows = [["Capital:", "Varn"], ["Mayor:", "A. Lund"], ["People:", "40,000"]]
    assert table_lines(rows) == ["Capital: Varn", "Mayor: A. Lund", "People: 40,000"]
    assert table_lines([["Port", "ferries"], ["Orrin", "88"], ["Alder", "9"]])[1] == "Alder: ferries 9"


def test_cells_that_span_columns_and_rows_are_said_in_each() -> None:
    rows = [
        Row([Cell("Traffic", 3)], heading=True),
        Row([Cell("Port", rows=2), Cell("Cargo", 2)], heading=True),
        Row([Cell("2021"), Cell("2022")], heading=True),
        Row([Cell("Orrin"), Cell("7"), Cell("9", rows=65534)]),
        Row([Cell("Varn"), Cell("8")]),
        Row([Cell("In tonnes", 3)]),
    ]
    assert row_lines(rows) == [
        "Traffic",
        "Orrin: Cargo 2021 7, Cargo 2022 9",
        "Varn: Cargo 2021 8, Cargo 2022 9",
        "In tonnes",
    ]


TOLD = ["Traffic, 2021", "Orrin: ferries 88, passengers 1,986", "Alder: ferries –, passengers 40"]
HEAD = "<tr><th></th><th>ferries</th><th>passengers</th></tr>"
BODY = (
    "<tr><td>Orrin</td><td><b>88</b></td><td><p>1,986</p></td></tr>"
    "<tr><td>Alder</td><td></td><td>40</td></tr>"
)
TABLE = f"<table><caption>Traffic, 2021</caption>{HEAD}{BODY}</table>"
SAID = "The council sat on Monday and heard the boats of the coast until the evening. "
PROSE = f"<p>{SAID * 4}</p><p>It will sit again in May, and hear the ferries of the two ports as well.</p>"


def read(body: str) -> list[str]:
    page = f"<html><head><title>Ports</title></head><body><article>{body}</article></body></html>"
    return articles_from_html(page.encode(), "a.html")[0].text.split("\n\n")


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        TABLE.replace(HEAD, f"<thead>{HEAD}</thead><tbody>").replace("</tr><tr>", "<tr>"),
        TABLE.replace("th>", "td>"),
        f"<figure class='wp-block-table'>{TABLE.replace('<caption>Traffic, 2021</caption>', '')}"
        "<figcaption>Traffic, 2021</figcaption></figure>",
        f"<table><tr><td>{TABLE}</td></tr></table>",
    ],
)
def test_the_rows_of_a_table_are_paragraphs_told_by_their_headings(table: str) -> None:
    found = read(f"{PROSE}{table}<p>{SAID}</p>")
    assert found[2:-1] == TOLD
    assert read(table) == TOLD
    told = [block.words for block in blocks_of(table)]
    assert sorted(told) == sorted(TOLD)


def test_a_layout_is_read_as_what_is_in_it() -> None:
    cells = f"<table><tr><td>{PROSE}</td><td><p>{SAID}</p></td></tr></table>"
    assert not any("|" in words for words in read(cells))
    menu = "<table><tr><td>Home</td><td>News</td><td>Log in</td></tr></table>"
    assert [(block.tag, block.words) for block in blocks_of(menu)] == [("tr", "Home | News | Log in")]


@pytest.mark.parametrize(
    "table",
    [
        "<table>" + "<tr><td>a</td><td>7</td><td>8</td></tr>" * 4_000,
        "<table>" + "<tr>" + "<td>7</td>" * 20_000,
        "<table><tr><td>x</td><td>1</td>" * 4_000,
        "<table>" + "<tr><td rowspan=65534 colspan=1000>a</td><td>7</td></tr>" * 2_000,
        "<table><tr><th>" * 2_000 + "</table>" * 2_000,
    ],
)
def test_any_table_is_read_in_time(table: str) -> None:
    before = time.process_time()
    blocks_of(table)
    read(PROSE + table)
    assert time.process_time() - before < 8


def test_a_row_with_fewer_cells_than_the_others_stands_under_no_heading() -> None:
    rows = [["Fish", "Price", "Change"], ["Cod", "4.20", "2"], ["4.90", "3"], ["Closed on Monday"]]
    assert table_lines(rows) == ["Cod: Price 4.20, Change 2", "4.90: 3", "Closed on Monday"]
