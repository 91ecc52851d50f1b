"""Lists within sentences: taken apart, and what goes on with them."""

import pytest

from rag.listed.enumerated import enumerated, goes_on


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Alda and Berit", ["Alda", "Berit"]),
        ("Alda Lines, Dorn and the Berit", ["Alda Lines", "Dorn", "the Berit"]),
        ("Alda, Dorn and Lenna and Berit", ["Alda", "Dorn and Lenna", "Berit"]),
        ("fever, cough, and blood-tinged sputum", ["fever", "cough", "blood-tinged sputum"]),
        ("soils; rivers, or glaciers", ["soils", "rivers", "glaciers"]),
        ("Brot, Butter und Käse", ["Brot", "Butter", "Käse"]),
        ("1,200 crowns, 3,400 marks and bread", ["1,200 crowns", "3,400 marks", "bread"]),
        ("the Alda and Berit clinics", ["Alda", "Berit"]),
        ("the harbour of Alda and Berit", []),
        ("bread and butter", []),
        ("80,000", []),
        ("Alda", []),
        ("and, or", []),
        ("", []),
    ],
)
def test_a_list_is_taken_apart(text: str, things: list[str]) -> None:
    assert [text[start:end] for start, end in enumerated(text, "clinics that close")] == things


@pytest.mark.parametrize(
    ("between", "does"),
    [
        (", ", True),
        (" and the ", True),
        (", or ", True),
        (" of 38 °C, ", False),
        (" was built by ", False),
        (" the ", False),
        (" ", False),
    ],
)
def test_a_list_goes_on_behind_a_comma_or_and(between: str, does: bool) -> None:
    assert goes_on(between) is does
