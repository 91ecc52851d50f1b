"""PDFs: each row of a table is a line that says by its headings what its cells are."""

import pytest

from tests.kit.pdf_file import FIRST, SECOND, Printed, article_from_pdf, column, pdf_file, prose

PLACES = (72.0, 220.0, 300.0, 380.0)


def table(*rows: tuple[str, ...], top: float = 400, places: tuple[float, ...] = PLACES) -> list[Printed]:
    return [
        (left, top - 16.0 * number, 10.0, cell)
        for number, row in enumerate(rows)
        for left, cell in zip(places, row, strict=True)
        if cell
    ]


def read(*lines: list[Printed]) -> list[str]:
    page = [*prose(FIRST), *(line for each in lines for line in each)]
    return article_from_pdf(pdf_file([page]), "paper.pdf").text.split("\n\n")[1:]


HEAD = ("Town", "Loaves 2020", "Loaves 2021", "Ovens")


def test_a_row_says_its_headings_and_no_cell_moves_where_one_is_empty() -> None:
    rows = table(
        HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "", "2"), ("Quay", "", "3,950", "–")
    )
    assert read(rows, prose(SECOND, top=300)) == [
        "Weirmouth: Loaves 2020 12,400, Loaves 2021 13,100, Ovens 9",
        "Osier: Loaves 2020 880, Loaves 2021 –, Ovens 2",
        "Quay: Loaves 2020 –, Loaves 2021 3,950, Ovens –",
        SECOND,
    ]


def test_rows_on_the_next_page_are_told_by_the_headings_before() -> None:
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"), top=120)
    after = table(("Quay", "", "3,950", "40"), ("Mill", "12", "9", "1"), ("Weir", "7", "8", "2"), top=700)
    other = table(("Crane", "4", "5"), ("Dock", "6", "7"), ("Lock", "2", "1"), top=400, places=PLACES[:3])
    pages = [[*prose(FIRST), *rows], [*after, *prose(SECOND, top=600), *other]]
    assert article_from_pdf(pdf_file(pages), "paper.pdf").text.split("\n\n")[1:] == [
        "Weirmouth: Loaves 2020 12,400, Loaves 2021 13,100, Ovens 9",
        "Osier: Loaves 2020 880, Loaves 2021 870, Ovens 2",
        "Quay: Loaves 2020 –, Loaves 2021 3,950, Ovens 40",
        "Mill: Loaves 2020 12, Loaves 2021 9, Ovens 1",
        "Weir: Loaves 2020 7, Loaves 2021 8, Ovens 2",
        SECOND,
        "Crane | 4 | 5",
        "Dock | 6 | 7",
        "Lock | 2 | 1",
    ]


@pytest.mark.parametrize("down", [0.0, 12.0, 24.0])
def test_a_cell_of_several_lines_stays_in_its_row_wherever_the_others_are_set(down: float) -> None:
    heights, ends = (420.0, 402.0, 360.0, 342.0), ((66.0, 216.0, 376.0), (216.0, 376.0, 450.0))
    goods = ("Town", "Goods", "Ovens"), ("Osier", "rye bread", "2")
    lines = [
        *table(goods[0], top=407, places=PLACES[:2] + PLACES[3:]),
        *(
            (220, 389 - 12 * n, 10, words)
            for n, words in enumerate(["loaves of wheat", "and of barley,", "sold cold"])
        ),
        (72, 389 - down, 10, "Weirmouth"),
        (380, 389 - down, 10, "9"),
        *table(goods[1], top=347, places=PLACES[:2] + PLACES[3:]),
    ]
    drawing = "\n".join(
        f"{left} {y} m {right} {y} l S" for y in heights for left, right in zip(*ends, strict=True)
    )
    content = pdf_file([[*prose(FIRST), *lines, *prose(SECOND, top=300)]], drawing=drawing)
    assert article_from_pdf(content, "paper.pdf").text.split("\n\n")[1:] == [
        "Weirmouth: Goods loaves of wheat and of barley, sold cold; Ovens 9",
        "Osier: Goods rye bread, Ovens 2",
        SECOND,
    ]


def test_rows_of_a_ruled_form_stay_apart_and_their_labels_whole() -> None:
    lines: list[Printed] = [
        *((left, 404, 10, words) for left, words in ((72, "Wind Speed:"), (150, "6 knots"), (380, "None"))),
        *(
            (220, 404 - 12 * number, 10, words)
            for number, words in enumerate(["Turbulence Type", "Forecast:"])
        ),
        *((left, 374, 10, words) for left, words in ((72, "Wind Direction:"), (150, "250"), (380, "Some"))),
        *(
            (220, 374 - 12 * number, 10, words)
            for number, words in enumerate(["Turbulence Severity", "Actual:"])
        ),
    ]
    drawing = "\n".join(f"66 {y} m 450 {y} l S" for y in (418, 388, 358))
    content = pdf_file([[*prose(FIRST), *lines, *prose(SECOND, top=300)]], drawing=drawing)
    text = article_from_pdf(content, "paper.pdf").text.replace(" | ", " ")
    assert [*filter(None, text.split("\n"))][1:3] == [
        "Wind Speed: 6 knots Turbulence Type Forecast: None",
        "Wind Direction: 250 Turbulence Severity Actual: Some",
    ]


def test_headings_at_the_other_edges_of_wide_columns_are_each_of_its_own() -> None:
    heads: list[Printed] = [
        (left, 400, 10, words) for left, words in ((72, "Post"), (150, "2020"), (270, "2021"))
    ]
    rows = table(
        ("Pay", "1,204.50", "1,377.00"), ("Rent", "640.00", "598.10"), top=384, places=(72, 210, 330)
    )
    assert read([*heads, *rows])[:2] == [
        "Pay: 2020 1,204.50, 2021 1,377.00",
        "Rent: 2020 640.00, 2021 598.10",
    ]


def test_rows_that_differ_in_figures_alone_are_no_running_head_of_the_pages() -> None:
    def page(first: int) -> list[Printed]:
        rows = [(f"Kiln {first + n}", str(10 * (first + n)), str(400 + first + n), "8") for n in range(43)]
        foot: Printed = (72, 30, 9, f"Bakers' yearbook 2021   {first // 43 + 1}")
        title: Printed = (72, 790, 18, "Ovens of the coast")
        return [*[title][first:], *table(HEAD, *rows, top=760), foot]

    text = article_from_pdf(pdf_file([page(0), page(43), page(86)]), "paper.pdf").text
    assert [f"Kiln {n}: Loaves 2020 {10 * n}," in text for n in range(129)] == [True] * 129
    assert "yearbook" not in text


def test_another_table_at_the_top_of_the_next_page_keeps_to_itself() -> None:
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"), top=500)
    after = table(("Quay", "", "3,950", "40"), ("Mill", "12", "9", "1"), ("Weir", "7", "8", "2"), top=700)
    pages = [[*prose(FIRST), *rows, *column(SECOND, SECOND, top=440)], after]
    assert "Mill | 12 | 9 | 1" in article_from_pdf(pdf_file(pages), "paper.pdf").text


def test_a_heading_over_several_columns_stands_in_each() -> None:
    above: list[Printed] = [(240, 416, 10, "Loaves baked here"), (380, 416, 10, "Ovens")]
    rows = table(
        ("Town", "2020", "2021", ""), ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2")
    )
    assert (
        read([*above, *rows])[0]
        == "Weirmouth: Loaves baked here 2020 12,400, Loaves baked here 2021 13,100, Ovens 9"
    )


@pytest.mark.parametrize("shift", [0.0, 23.0, 56.7], ids=["left", "middle", "right"])
def test_a_heading_of_two_others_is_of_both_wherever_it_stands_above_them(shift: float) -> None:
    above: list[Printed] = [(210 + shift, 416, 10, "2020"), (350 + shift, 416, 10, "2021")]
    rows = table(
        ("", "Loaves", "Ovens", "Loaves", "Ovens"),
        ("Weirmouth", "12", "9", "14", "8"),
        ("Osier", "88", "", "87", "2"),
        places=(72.0, 210.0, 260.0, 350.0, 400.0),
    )
    assert read([*above, (72, 408, 10, "Town"), *rows]) == [
        "Weirmouth: 2020 Loaves 12, 2020 Ovens 9, 2021 Loaves 14, 2021 Ovens 8",
        "Osier: 2020 Loaves 88, 2020 Ovens –, 2021 Loaves 87, 2021 Ovens 2",
    ]


def test_a_line_with_a_mark_raised_by_half_its_size_is_no_heading_of_the_table_below() -> None:
    line: list[Printed] = [(72, 424, 10, "By 45"), (97.6, 429, 8, "13"), (109.3, 424, 10, "per cent.")]
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"))
    assert read([*line, *rows])[0] == "By 45 per cent."


def test_a_cell_of_several_lines_is_one() -> None:
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"))
    below: list[Printed] = [(72, 368 - 22, 10, "Upper and Lower"), (72, 368 - 34, 10, "Quay")]
    beside: list[Printed] = [(220, 340, 10, "40"), (300, 340, 10, "50"), (380, 340, 10, "1")]
    found = read([*rows, *below, *beside])
    assert found[-1] == "Upper and Lower Quay: Loaves 2020 40, Loaves 2021 50, Ovens 1"


def test_cells_of_a_browser_are_parted_by_less_than_two_spaces() -> None:
    near = (72.0, 124.0, 158.0, 192.0)  # "Weirmouth" is 48.3 points wide, "12,400" 30.6
    rows = table(
        ("", "2020", "2021", "2021"),
        ("Weirmouth", "12,400", "13,100", "9"),
        ("Osier", "880", "", "2"),
        ("Quay", "", "3,950", "40"),
        places=near,
    )
    above = table(("", "Loaves", "", "Ovens"), top=416, places=near)
    beside: list[Printed] = [(72, 408, 10, "Town")]  # spans both rows of headings
    assert read([*beside, *above, *rows]) == [
        "Weirmouth: Loaves 2020 12,400, Loaves 2021 13,100, Ovens 2021 9",
        "Osier: Loaves 2020 880, Loaves 2021 –, Ovens 2021 2",
        "Quay: Loaves 2020 –, Loaves 2021 3,950, Ovens 2021 40",
    ]


def test_a_caption_is_no_heading() -> None:
    caption: list[Printed] = [(230, 416, 10, "Table 2: Loaves by town")]
    beside: list[Printed] = [(420, 416, 8, "a picture of the mill")]
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"))
    assert read([*caption, *beside, *rows])[1:] == [
        "Weirmouth: Loaves 2020 12,400, Loaves 2021 13,100, Ovens 9",
        "Osier: Loaves 2020 880, Loaves 2021 870, Ovens 2",
    ]


def test_the_mark_of_a_note_is_no_part_of_a_cell() -> None:
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"))
    assert read([*rows, (386, 387, 6, "a")])[0].endswith("Ovens 9")


def test_marks_of_notes_in_a_line_below_a_table_are_none_of_its_cells() -> None:
    rows = table(HEAD, ("Weirmouth", "12,400", "13,100", "9"), ("Osier", "880", "870", "2"))
    line: list[Printed] = [
        (72, 352, 10, "The keeper left in 2019"),
        (174.5, 356, 6, "ii"),
        (180, 352, 10, "to live by the sea"),
        (255, 356, 6, "(16)"),
        (265.8, 352, 10, "."),
    ]
    assert read([*rows, *line])[2:] == ["The keeper left in 2019 to live by the sea."]


def test_rows_without_figures_keep_their_empty_cells() -> None:
    rows = table(
        ("Town", "Head", "Since", "Seat"), ("Osier", "Ada", "", "Quay"), ("Weir", "Ben", "May", "Mill")
    )
    rows += table(("Quay", "Cleo", "June", "Weir"), top=352)
    assert read(rows) == [
        "Town | Head | Since | Seat",
        "Osier | Ada | – | Quay",
        "Weir | Ben | May | Mill",
        "Quay | Cleo | June | Weir",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Location:", "Weirmouth", "Number:", "17"),
            ("Date:", "May 2018", "Mills:", "4"),
            ("Owner:", "", "Age:", "9"),
        ],
        [("1.", "the first mill", "", ""), ("2.", "the second mill", "", ""), ("3.", "the third", "", "")],
    ],
)
def test_forms_and_lists_are_no_tables(rows: list[tuple[str, ...]]) -> None:
    assert "–" not in "".join(read(table(*rows)))


def test_a_table_in_one_of_two_columns_is_told() -> None:
    left = column(*[FIRST.replace("winter", word) for word in ("spring", "autumn")], width=40)
    rows = table(
        ("Town", "2020", "2021"),
        ("Weirmouth", "12,400", "13,100"),
        ("Osier", "880", ""),
        top=560,
        places=(330.0, 420.0, 480.0),
    )
    right = [*prose(SECOND, left=330, width=40), *rows]
    text = article_from_pdf(pdf_file([[*left, *right]]), "paper.pdf").text
    assert text.split("\n\n")[-2:] == [
        "Weirmouth: 2020 12,400, 2021 13,100",
        "Osier: 2020 880, 2021 –",
    ]


def test_words_that_a_justified_line_draws_apart_are_no_cells() -> None:
    above = table(("money", "that", "was", "found"), top=500, places=(72.0, 107.0, 129.0, 152.0))
    below = table(("before", "the", "9", "ships"), top=488, places=(72.0, 107.0, 127.0, 138.0))
    assert "money that was found before the 9 ships" in " ".join(read([*above, *below]))


def test_columns_of_prose_are_no_table() -> None:
    left = column(*[FIRST.replace("winter", word) for word in ("spring", "autumn")], width=24)
    right = column(*[SECOND.replace("third", word) for word in ("4", "12")], left=230, width=24)
    both = sorted([*left, *right], key=lambda line: (-line[1], line[0]))
    text = article_from_pdf(pdf_file([both]), "paper.pdf").text
    assert "before the spring storms, and that the money" in text
