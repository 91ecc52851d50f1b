"""PDFs: the numbers printed on their pages."""

import pytest

from tests.kit.pdf_file import FIRST, Printed, article_from_pdf, column, pdf_file

ROMAN_FRONT = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"


def labels(feet: list[str], *, catalog: str = "") -> tuple[str, ...]:
    pages: list[list[Printed]] = []
    for number, foot in enumerate(feet):
        words = FIRST.replace("both", ["both", "three", "four", "five", "six"][number % 5])
        pages.append([*column(words), *([(300.0, 30.0, 9.0, foot)] if foot else [])])
    return article_from_pdf(pdf_file(pages, catalog=catalog), "paper.pdf").page_labels


def test_the_files_own_labels_are_its_pages_names() -> None:
    assert labels([""] * 4, catalog=ROMAN_FRONT) == ("i", "ii", "1", "2")
    assert labels([""] * 3, catalog="/PageLabels << /Nums [0 << /S /D /P (A-) /St 7 >>] >>") == (
        "A-7",
        "A-8",
        "A-9",
    )


@pytest.mark.parametrize(
    ("feet", "printed"),
    [
        (["23", "24", "25"], ("23", "24", "25")),
        (["Harbour Press 23", "24 Harbour Press", "Harbour Press 25"], ("23", "24", "25")),
        (["", "- 2 -", "- 3 -"], ()),
        (["iii", "iv", "1", "2", "3"], ("iii", "iv", "1", "2", "3")),
        (["", "", "1", "2", "3"], ("", "", "1", "2", "3")),
        (["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], ()),
        (["", "", ""], ()),
        (["Harbours 2019", "Harbours 2019", "Harbours 2019"], ()),
        (["12", "31", "7"], ()),
    ],
)
def test_numbers_in_heads_and_feet_name_the_pages_where_they_go_on(
    feet: list[str], printed: tuple[str, ...]
) -> None:
    assert labels(feet) == printed


def test_labels_that_only_count_do_not_hide_what_is_printed() -> None:
    counted = "/PageLabels << /Nums [0 << /S /D >>] >>"
    assert labels(["23", "24", "25"], catalog=counted) == ("23", "24", "25")


def test_labels_of_any_length_are_cut() -> None:
    long = f"/PageLabels << /Nums [0 << /S /D /P ({'x' * 9000}) >>] >>"
    assert {len(label) for label in labels([""] * 2, catalog=long)} == {24}
