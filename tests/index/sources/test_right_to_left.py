"""PDFs in scripts that are written from the right: whole words in the order they are read."""

import pytest

from index.sources.formats.pdf.right_to_left import Letter, pieces_of
from tests.kit.pdf_file import article_from_pdf
from tests.kit.script_pdf import ADVANCE, SIZE, Drawn, script_pdf, words_apart

HEBREW = "העיר אישרה את המגדלור החדש של הנמל"
ARABIC = "أعلنت البلدية أن السوق القديم سيعاد بناؤه"


def read(*runs: Drawn) -> str:
    return article_from_pdf(script_pdf([runs]), "paper.pdf").text


def on_paper(line: str) -> str:
    """Return a line without Latin letters or digits as it stands on paper, from the left."""
    return line[::-1]


@pytest.mark.parametrize("line", [HEBREW, ARABIC])
@pytest.mark.parametrize("joined", [False, True])
def test_words_are_whole_however_a_line_is_drawn(line: str, joined: bool) -> None:
    below = "ועוד שורה אחת" if line is HEBREW else "وسطر آخر هنا"
    runs = words_apart(on_paper(line), right=540, foot=700, joined=joined)
    runs += words_apart(on_paper(below), right=540, foot=684, joined=joined)
    assert read(*runs) == f"{line} {below}"


def test_letters_drawn_one_by_one_from_the_right_are_words() -> None:
    runs: list[Drawn] = [(540 - ADVANCE * number, 700, [letter]) for number, letter in enumerate(HEBREW)]
    assert read(*runs) == HEBREW


@pytest.mark.parametrize(
    ("paper", "meant"),
    [
        ("םילקש 4,250,000 הלוע", "עולה 4,250,000 שקלים"),
        ("ןשיה ןמ 35%-ב הובג", "גבוה ב-35% מן הישן"),
        ("2028-2030 םינשב", "בשנים 2028-2030"),
        ("2027 דע הנבת Blue Coast Ltd תרבח", "חברת Blue Coast Ltd תבנה עד 2027"),
        ("Works 48 הרבח", "חברה Works 48"),
        ("רשיא (ינש םוי) לומתא", "אתמול (יום שני) אישר"),
        ("רשיא )ינש םוי( לומתא", "אתמול (יום שני) אישר"),
        ("ףוס f(n) היצקנופה", "הפונקציה f(n) סוף"),
        (".ונע םה ?ולאש ימ", "מי שאלו? הם ענו."),
        ("ارتم 12.5 دعب ىلع", "على بعد 12.5 مترا"),
        ("ةنزاوملا نم %12 لداعي", "يعادل 12% من الموازنة"),
        ("لمعلا 2025-2024 يف", "في 2024-2025 العمل"),
        ("ارتم ٣٥ دعب", "بعد ٣٥ مترا"),
    ],
)
def test_numbers_and_latin_words_run_from_the_left(paper: str, meant: str) -> None:
    first = HEBREW if "א" <= max(meant) <= "ת" else ARABIC
    runs = words_apart(on_paper(first), right=540, foot=700) + words_apart(paper, right=540, foot=660)
    assert read(*runs) == f"{first} {meant}"


def test_shapes_of_letters_become_letters_and_what_is_drawn_as_one_is_read_in_order() -> None:
    shaped = ["ﻕ", "ﻮ", "ﺴ", "لا", " ", "ﻼ", "ﻫ"]
    line = words_apart(on_paper(ARABIC), right=540, foot=700)
    text = read(*line, (540 - ADVANCE * len(shaped), 660, shaped))
    assert text == f"{ARABIC} هلا لاسوق"


def test_points_of_vowels_stand_behind_their_letters() -> None:
    runs = words_apart(on_paper(HEBREW), right=540, foot=700)
    assert read(*runs, (480, 660, ["מ", "ה\u05b8", "ש"])) == f"{HEBREW} שהָמ"


def test_paragraphs_end_at_the_left_and_are_set_in_at_the_right() -> None:
    lines = [HEBREW, HEBREW, "סוף קצר.", HEBREW]
    runs = [
        run
        for number, line in enumerate(lines)
        for run in words_apart(on_paper(line), right=540, foot=700 - 15 * number)
    ]
    assert read(*runs) == f"{HEBREW} {HEBREW} סוף קצר.\n\n{HEBREW}"


def test_columns_are_read_from_the_right() -> None:
    words = HEBREW.split()
    right = [" ".join(words[:4])] * 9
    left = [" ".join(words[2:6])] * 9
    runs: list[Drawn] = []
    for number, (one, other) in enumerate(zip(right, left, strict=True)):
        runs += words_apart(on_paper(one), right=540, foot=700 - 15 * number)
        runs += words_apart(on_paper(other), right=402, foot=700 - 15 * number)
    text = " ".join(read(*runs).split())
    assert text.index(" ".join(right)) < text.index(" ".join(left))


def test_a_word_from_the_right_in_a_latin_line_is_whole() -> None:
    line = f"The harbour is called {on_paper('נמל אלון')} by those who live at 12 of its quays"
    assert read(*words_apart(line, right=560, foot=700)).startswith(
        "The harbour is called נמל אלון by those who"
    )


def test_marks_of_notes_go_though_they_are_set_as_one_number_with_the_figure_before() -> None:
    paper = [("קוש", 522, SIZE), ("13", 509, 7.0), ("הזוחאמ 45", 455, SIZE)]
    runs = words_apart(on_paper(HEBREW), right=540, foot=700)
    runs += [(left, 660 + 4 * (size < SIZE), words, size) for words, left, size in paper]
    assert read(*runs) == f"{HEBREW} שוק 45 מאחוזה"


def test_lines_that_a_writer_set_from_the_left_are_read_so() -> None:
    """One that wraps ends on the left, with its comma and figures; a full stop stands at the far right."""
    lines = [
        f",70 {on_paper('הדייג מכר את הסירה הישנה שקנה בגיל')}",
        f"{on_paper('אחרי שנה לחברה')} Tern {on_paper('שמעבר לנמל')}",
        f"{on_paper('והפסיק לדוג')}.",
    ]
    runs = [(72.0, 700.0 - 16 * number, line) for number, line in enumerate(lines)]
    assert read(*runs).replace("\n\n", " ") == (
        "הדייג מכר את הסירה הישנה שקנה בגיל 70, אחרי שנה לחברה Tern שמעבר לנמל והפסיק לדוג."
    )


def test_a_raised_figure_that_is_nearly_as_large_is_a_piece_of_its_own() -> None:
    words, marked = on_paper("הקצתה לה 30 מ"), Letter("2", 94.6, 100, (94.6, 100), 295, 0.9 * SIZE)
    letters = [
        Letter(letter, 100 + 6 * n, 106 + 6 * n, (100 + 6 * n, 106 + 6 * n), 300, SIZE)
        for n, letter in enumerate(words.replace("03", "30"))
    ]
    found = pieces_of([marked, *letters], 0, from_right=True)
    assert [piece.text for piece in found] == ["2", "הקצתה לה 30 מ"]
