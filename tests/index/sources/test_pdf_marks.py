"""PDFs: marks above and below the line, letters set large, and notes at the foot of a page."""

import pytest

from tests.kit.pdf_file import FIRST, Printed, article_from_pdf, pdf_file, prose


def read(*pages: list[Printed], drawing: str = "") -> list[str]:
    return article_from_pdf(pdf_file(pages, drawing=drawing), "paper.pdf").text.split("\n\n")


def shown(*parts: tuple[float, float, str]) -> str:
    """Return the operators that show parts of one line: each with its size, its rise and its words."""
    runs = " ".join(f"/F {size} Tf {rise} Ts ({words}) Tj" for size, rise, words in parts)
    return f"BT 1 0 0 1 72 400 Tm {runs} ET"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (
            [(11, 0, "The mill ground 45"), (7, 4, "13"), (11, 0, " per cent of it in 1911."), (7, 4, "12")],
            "The mill ground 45 per cent of it in 1911.",
        ),
        (
            [(11, 0, "It was sold in 1911."), (7, 4, "7,8"), (11, 0, " A railway bought it.")],
            "It was sold in 1911. A railway bought it.",
        ),
        (
            [(11, 0, "Its owner"), (7, 4, "a"), (11, 0, ", a miller"), (11, 4, "*"), (11, 0, ", left.")],
            "Its owner, a miller, left.",
        ),
        (
            [
                (11, 0, "It bore 30 m"),
                (7, 4, "2"),
                (11, 0, " of sail and 10"),
                (7, 4, "6"),
                (11, 0, " sacks."),
            ],
            "It bore 30 m² of sail and 10⁶ sacks.",
        ),
        (
            [(11, 0, "On the 1"), (7, 4, "st"), (11, 0, " of May its CO"), (7, -2, "2"), (11, 0, " rose.")],
            "On the 1st of May its CO₂ rose.",
        ),
        (
            [(11, 0, "Its CO"), (9.8, -3.7, "2"), (11, 0, " and H"), (9.8, -3.7, "2"), (11, 0, "O rose.")],
            "Its CO₂ and H₂O rose.",
        ),
        ([(11, 0, "Its CO"), (7, -1.3, "2 "), (11, 0, "rose by 38.")], "Its CO₂ rose by 38."),
        (
            [(11, 0, "Charcoal was dated by "), (7, 4, "14"), (11, 0, "C.")],
            "Charcoal was dated by ¹⁴C.",
        ),
        (
            [(11, 0, "It ground 5,120"), (7, 4, "[2][3]"), (11, 0, " tonnes.")],
            "It ground 5,120 tonnes.",
        ),
        (
            [(11, 0, "All of 1"), (7, 4, "1"), (11, 0, "/"), (7, -1, "2"), (11, 0, " mills were old.")],
            "All of 1 1/2 mills were old.",
        ),
        ([(11, 0, "Of its 45\\263 mills 30 m\\262 burned down.")], "Of its 45 mills 30 m² burned down."),
    ],
)
def test_marks_of_notes_go_and_exponents_stay(parts: list[tuple[float, float, str]], text: str) -> None:
    assert read(prose(FIRST), drawing=shown(*parts)) == [FIRST, text]


def test_marks_that_are_drawn_as_lines_of_their_own_go_too() -> None:
    line: list[Printed] = [
        (72, 400, 11, "The mill ground 45"),
        (165.5, 404, 7, "13"),
        (178, 400, 11, "per cent of it, the owner"),
        (298, 404, 7, "a"),
        (305, 400, 11, "said in 1911."),
        (371, 404, 7, "12"),
    ]
    assert read([*prose(FIRST), *line])[1] == "The mill ground 45 per cent of it, the owner said in 1911."


def test_an_exponent_that_is_drawn_as_a_line_of_its_own_is_its_words() -> None:
    line: list[Printed] = [
        (72, 400, 11, "The sail of the mill is 30 m"),
        (199.4, 404.5, 9, "2"),
        (72, 386, 11, "of canvas, its owner said."),
    ]
    assert read([*prose(FIRST), *line])[1].startswith("The sail of the mill is 30 m²\nof")


@pytest.mark.parametrize(
    ("letter", "rest", "begun"),
    [
        ("T", "he mill of the delta", "The mill of the delta"),
        ("A", "mill of the delta", "A mill of the delta"),
        ("A", "fter all it", "After all it"),
    ],
)
def test_a_letter_set_large_begins_its_word(letter: str, rest: str, begun: str) -> None:
    lines = [
        f"{rest} ground little corn in the first",
        "year, and much more in the second, when",
        "the mill of the island had burned down",
    ]
    beside: list[Printed] = [(98, 600 - 13 * number, 11, line) for number, line in enumerate(lines)]
    below: Printed = (72, 561, 11, "to its stones in a storm of the spring.")
    whole = " ".join([*lines, below[3]]).replace(rest, begun, 1)
    assert read([(72, 574, 40, letter), *beside, below]) == [whole]


def test_notes_at_the_foot_part_no_sentence_even_in_type_as_large_as_the_text() -> None:
    first: list[Printed] = [
        *prose("The mills of the delta ground little corn in that year. All were old.", top=720),
        (72, 687, 11, "Their owner, who had bought them of the railway, thinks that the mill of 1911"),
        (72, 100, 11, "12 Office of Mills, Yearbook, p. 88."),
        (72, 86, 11, "13 Without those of the islands."),
    ]
    second = prose("will be sold by then. Nobody has offered anything for it yet.", top=700)
    text = read(first, second)
    title = article_from_pdf(pdf_file([first[1:], second]), "paper.pdf").title
    assert title.startswith("Their owner")
    assert text[1:3] == ["12 Office of Mills, Yearbook, p. 88.", "13 Without those of the islands."]
    assert text[3].endswith(
        "thinks that the mill of 1911 will be sold by then. Nobody has offered anything for it yet."
    )


@pytest.mark.parametrize("following", ["December 1911. A baker bought it.", "1911 or in 1912. Nobody knows."])
def test_a_sentence_goes_on_overleaf_with_a_capital_or_a_figure(following: str) -> None:
    first: list[Printed] = [
        (72, 700, 11, "The mills of the delta ground little corn in the first year. Their owner"),
        (72, 687, 11, "sold them all. The last one was sold in"),
    ]
    assert f"was sold in {following}" in read(first, prose(following, top=700))[0]
    ragged: list[Printed] = [
        (72, 713, 11, "The last of all the mills of the delta, which its owner, who had ground no corn"),
        (72, 700, 11, "for years, had kept for his children and theirs, was sold in the cold spring of"),
    ]
    assert f"in the cold spring of {following}" in read(ragged, prose(following, top=700))[0]
    first = [*prose(FIRST, top=760), *first]
    heading = read(first, [(72, 700, 11, "Bakers"), *prose(FIRST, top=650)])
    assert heading[2:] == ["Bakers", FIRST]
