"""PDFs: paragraphs made of printed lines, pages kept, and what is refused."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from index.article import Article
from index.errors import SourceError
from index.sources.formats.pdf.hyphens import Speller
from index.sources.formats.pdf.pages import read_with_pypdf
from index.sources.formats.pdf.text import Line, clean_words
from tests.kit.pdf_file import FIRST, SECOND, TITLE, Printed, article_from_pdf, column, pdf_file, prose
from tests.kit.script_pdf import Drawn, script_pdf


def read(content: bytes) -> Article:
    return article_from_pdf(content, "paper.pdf")


def paragraphs(content: bytes) -> list[str]:
    return read(content).text.split("\n\n")


def refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(content)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def encrypted(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_lines_become_paragraphs_under_the_largest_title() -> None:
    article = read(pdf_file([[TITLE, *column(FIRST, SECOND)]]))
    assert article.title == "Cranes to be repaired"
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.pages == (0,)


def test_a_title_of_two_lines_is_one_and_no_part_of_the_text() -> None:
    title: list[Printed] = [(150, 720, 20, "Cranes to be repaired"), (180, 696, 20, "before the storms")]
    article = read(pdf_file([[*title, *column(FIRST, SECOND)]]))
    assert article.title == "Cranes to be repaired before the storms"
    assert article.text.startswith("The harbour")


def test_a_short_line_or_an_indent_ends_a_paragraph() -> None:
    short = [*prose(FIRST), *prose(SECOND, top=prose(FIRST)[-1][1] - 13.2)]
    assert paragraphs(pdf_file([short])) == [FIRST, SECOND]
    full = [
        (72.0, 650.0 - 13.2 * number, 11.0, "The cranes stood in the northern harbour all winter long.")
        for number in range(6)
    ]
    indented = [
        (left + 16 * (number == 3), y, size, words) for number, (left, y, size, words) in enumerate(full)
    ]
    assert len(paragraphs(pdf_file([indented]))) == 2


def test_heads_feet_and_page_numbers_go_and_a_paragraph_runs_over_the_page() -> None:
    pages = []
    halves = [
        "The council will vote on the loan for the third crane in the",
        "spring, its chairman said, if the engineers agree by then.",
    ]
    for number, half in enumerate([*halves, "Nobody objected. " * 8], start=1):
        head: Printed = (72, 760, 9, f"Harbour Press {2000 + number}" if number % 2 else "Harbour Press 7")
        pages.append([head, *prose(half, top=600), (300, 30, 9, f"- {number} -")])
    article = read(pdf_file(pages))
    assert article.text.startswith(" ".join(halves))
    assert "Press" not in article.text
    assert not re.search(r"- \d -", article.text)
    assert article.text[article.pages[1] :].startswith("spring, its chairman")
    assert article.text[article.pages[2] :].startswith("Nobody objected.")


def test_text_at_the_edge_of_pages_stays_though_it_is_worded_alike() -> None:
    def page(number: int) -> list[Printed]:
        half = f"In the year {1900 + 7 * number} the harbour counted {40 + number * number} ships and its"
        head: Printed = (72, 770, 11, f"The ships of Ansby {number}")
        lines = [(72.0, 740 - 13.2 * n, 11.0, words) for n, words in enumerate([half, "keeper left."] * 2)]
        return [head, *lines, (72, 200, 11, "Nobody came."), (72, 60, 11, "The light was mended.")]

    text = read(pdf_file([page(number) for number in range(1, 6)])).text
    assert [text.count(f"counted {40 + n * n} ships and its keeper left.") for n in range(1, 6)] == [2] * 5
    assert text.count("The light was mended.") == 5
    assert "Ansby" not in text


def test_a_line_that_repeats_in_the_middle_of_pages_stays() -> None:
    pages = [[*prose(f"{FIRST} {word}"), (72, 400, 11, "Refrain of the song.")] for word in ("One.", "Two.")]
    assert read(pdf_file(pages)).text.count("Refrain of the song.") == 2


def test_a_footnote_does_not_part_the_paragraph_that_runs_over() -> None:
    note: Printed = (72, 100, 8, "1 The minutes of the council say so.")
    first = [*prose("The council will vote on the loan for the third crane in the", top=600), note]
    second = prose("spring, its chairman said, if the engineers agree by then.", top=600)
    found = paragraphs(pdf_file([first, second]))
    assert found[0] == note[3]
    assert "crane in the spring, its chairman" in found[1]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The admini-", "stration agreed."], "The administration agreed."),
        (["A well-", "known crane fell."], "A well-known crane fell."),
        (
            ["The north-western pier and the north-", "western light."],
            "The north-western pier and the north-western light.",
        ),
        (["The IO-", "470 engine."], "The IO-470 engine."),
        (["The wind-", "powered pump of the town."], "The wind-powered pump of the town."),
        (["A two-", "and a three-year loan."], "A two- and a three-year loan."),
        (["The state-of-", "the-art crane of the port."], "The state-of-the-art crane of the port."),
        (["The foot-", "hold of the crane."], "The foothold of the crane."),
        (["Der Kran und das Licht: Ein-", "und Ausfahrt."], "Ein- und Ausfahrt."),
        (["The Franco-", "German loan."], "The Franco-German loan."),
        (["REPAIRS AND INFOR-", "MATION"], "REPAIRS AND INFORMATION"),
        (["A crane driver and a crane-", "driver union."], "A crane driver and a crane-driver union."),
        (
            ["What some people and a thing are: some-", "thing."],
            "What some people and a thing are: something.",
        ),
    ],
)
def test_a_hyphen_at_a_lines_end_goes_unless_it_is_its_words_own(lines: list[str], whole: str) -> None:
    page = [(72.0, 500 - 13.2 * number, 11.0, line) for number, line in enumerate(lines)]
    assert whole in read(pdf_file([[*prose(FIRST), *page]])).text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["avant la mi-", "septembre les gru\u2010", "tiers"], "avant la mi-septembre les grutiers"),
        (["die E-", "Mail der Hafen\u2010", "meister"], "die E-Mail der Hafenmeister"),
        (["The admini-", "stration of the pre\u2010", "war re\u2010built pier"], "administration of the pre"),
    ],
)
def test_where_a_file_parts_words_with_a_sign_of_its_own_a_hyphen_is_the_words(
    lines: list[str], whole: str
) -> None:
    printed = [Line(line, 72.0, 300.0, 13.2 * number, 11.0, 0) for number, line in enumerate(lines)]
    speller, text = Speller(printed), ""
    for line in printed:
        text, glue = speller.glue(text, line.text)
        text += glue + line.text
    assert whole in text


def test_columns_are_read_one_after_the_other_however_they_are_drawn() -> None:
    left = column(*[FIRST.replace("winter", word) for word in ("spring", "autumn", "Easter")], width=40)
    right = column(
        *[SECOND.replace("third", word) for word in ("fourth", "fifth", "sixth")], left=330, width=40
    )
    across = sorted([*left, *right], key=lambda line: (-line[1], line[0]))
    for drawn in ([*left, *right], across):
        text = read(pdf_file([drawn])).text
        assert text.count("\n\n") == 5
        assert all(f"before the {word} storms, and" in text for word in ("spring", "autumn", "Easter"))
        assert text.index("Easter") < text.index("a fourth crane would be bought")


@pytest.mark.parametrize("lower", [0.0, 6.6])
def test_columns_of_few_lines_and_lines_half_a_line_apart_are_columns(lower: float) -> None:
    left = prose(FIRST, top=400, width=40)
    right = prose(SECOND, top=400 - lower, left=330, width=40)
    assert paragraphs(pdf_file([[TITLE, *left, *right]])) == [FIRST, SECOND]


def test_a_raised_mark_that_moves_its_line_down_begins_no_paragraph() -> None:
    lines = prose(FIRST.replace("both cranes", "both 12 cranes"), width=30)
    moved = [
        (left, foot - 3.5 * (number > 0), size, words)
        for number, (left, foot, size, words) in enumerate(lines)
    ]
    assert paragraphs(pdf_file([moved])) == [FIRST.replace("both cranes", "both 12 cranes")]


def test_letters_beyond_the_first_plane_move_none_behind_them() -> None:
    runs: list[Drawn] = [(72, 700, "let 𝑣 be it"), (72, 660, "Quay"), (200, 660, "9,150 or so")]
    assert read(script_pdf([runs])).text.endswith("Quay | 9,150 or so")


def test_each_row_of_a_table_stands_by_itself() -> None:
    rows = [("Crane", "Owner", "Cost"), ("North", "Harbour", "5 million"), ("South", "Railway", "7 million")]
    table = [
        (72.0 + 150 * x, 300 - 15.0 * y, 11.0, cell)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    ]
    labels: list[Printed] = [(72, 200, 11, "Location:"), (200, 200, 11, "Port Said")]
    found = paragraphs(pdf_file([[*prose(FIRST), *table, *labels]]))
    assert found == [
        FIRST,
        "Crane | Owner | Cost",
        "North | Harbour | 5 million",
        "South | Railway | 7 million",
        "Location: Port Said",
    ]


def test_bullets_are_a_list_and_raised_figures_are_left_out() -> None:
    bullets: list[Printed] = [(72, 400, 11, "• The north crane"), (72, 386, 11, "• The south crane")]
    mark: list[Printed] = [
        (72, 450, 11, "The loan was agreed"),
        (170.1, 454, 6, "1"),
        (174.5, 450, 11, "in the spring."),
    ]
    text = read(pdf_file([[*prose(FIRST), *mark, *bullets]])).text
    assert "The loan was agreed in the spring." in text
    assert text.endswith("- The north crane\n- The south crane")


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("An eﬃcient oﬀice of aﬃdavits", "An efficient office of affidavits"),
        ("1 Introduction . . . . . . . . . . 12", "1 Introduction … 12"),
        ("\uf0b7 The north\x07 crane\x00", "- The north crane"),
        ("so\xad called\u200b cranes\ue123", "so called cranes"),
    ],
)
def test_ligatures_leaders_and_signs_of_no_script_are_made_plain(printed: str, clean: str) -> None:
    assert clean_words(printed) == clean


def test_a_page_on_its_side_is_read_and_a_stamp_beside_the_text_is_not() -> None:
    stamp = "BT /F 11 Tf 0 1 -1 0 30 300 Tm (arXiv:1810.01234) Tj ET"
    assert paragraphs(pdf_file([column(FIRST, SECOND)], drawing=stamp)) == [FIRST, SECOND]
    content = pdf_file([column(FIRST, SECOND)], turned=90)
    assert paragraphs(content) == [FIRST, SECOND]
    sideways = re.sub(
        rb"1 0 0 1 ([\d.]+) ([\d.]+) Tm",
        rb"0 1 -1 0 \g<2> \g<1> Tm",
        pdf_file([[(72, 100, 11, "One line of words and"), (72, 114, 11, "another line of words.")]]),
    )
    assert [read(sideways).text] == ["One line of words and another line of words."]


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    content = pdf_file([column(FIRST, SECOND)])
    assert refused(encrypted(content, "secret")) == "is encrypted; save it without a password"
    assert read(encrypted(content, "")).text == read(content).text


def test_pages_of_pictures_and_pages_of_nothing_are_errors() -> None:
    assert "run it through OCR" in refused(pdf_file([[], []], drawing="0 0 100 100 re f"))
    assert refused(pdf_file([[], []])) == "holds no text"
    stamps: list[list[Printed]] = [[(72, 30, 9, "Scanned by CamScan")]] * 3
    assert "run it through OCR" in refused(pdf_file(stamps, drawing="0 0 100 100 re f"))


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"%PDF-1.7\n" + bytes(range(256)) * 40, b"no PDF at all"])
def test_what_is_no_pdf_is_an_error(content: bytes) -> None:
    assert refused(content) == "is a damaged PDF and cannot be read"


def test_a_pdf_cut_in_its_first_half_is_an_error_and_one_without_its_end_is_read() -> None:
    content = pdf_file([column(FIRST, SECOND)])
    assert "damaged" in refused(content[:200])
    assert read(content[: content.index(b"startxref")]).text == read(content).text


def test_too_many_pages_are_an_error() -> None:
    assert refused(pdf_file([[]] * 2001)) == "has 2,001 pages; at most 2,000 are read"


def test_the_second_reader_finds_the_same_words() -> None:
    found = read_with_pypdf(pdf_file([column(FIRST, SECOND)], facts={"Title": "Cranes"}), "paper.pdf")
    assert found
    assert " ".join(line.text for line in found.pages[0].lines).split() == f"{FIRST} {SECOND}".split()
    assert found.facts["Title"] == "Cranes"
    with pytest.raises(SourceError, match="is encrypted"):
        read_with_pypdf(encrypted(pdf_file([column(FIRST)]), "secret"), "paper.pdf")


WORDS = st.lists(
    st.sampled_from(FIRST.split()),
    min_size=1,
    max_size=60,
)
ENDS = st.sampled_from([".", "", "-", ":"])
PAGE = st.lists(st.tuples(WORDS, ENDS), max_size=4)


@given(st.lists(PAGE, min_size=1, max_size=4).filter(lambda pages: any(map(any, pages))))
@settings(max_examples=60, deadline=None)
def test_pages_ascend_and_each_begins_with_its_first_words(pages: list[list[tuple[list[str], str]]]) -> None:
    texts = [[f"{' '.join(words)}{end}" for words, end in page] for page in pages]
    article = read(pdf_file([column(*page, top=640) for page in texts] + [column(FIRST, top=640)]))
    assert list(article.pages) == sorted(article.pages)
    starts = [*article.pages, len(article.text)]
    for page, start, end in zip(texts, starts, starts[1:], strict=False):
        if page and start:  # the first page may begin with what was taken for the title
            assert article.text[start:end].startswith(page[0].split()[0].rstrip("-"))
        if not page:
            assert start == end or not start


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_damaged_pdf_gives_an_article_or_one_line(data: st.DataObject) -> None:
    content = bytearray(pdf_file([[TITLE, *column(FIRST)], column(SECOND)], facts={"Title": "Cranes"}))
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=30)):
        content[place] = byte
    cut = data.draw(places) if data.draw(st.booleans()) else None
    try:
        text = read(bytes(content[:cut])).text
    except SourceError as problem:
        text = str(problem)
    assert text


def test_a_page_set_wider_than_the_others_keeps_its_sentences_whole() -> None:
    wide = [
        (left, 650 - 28.0 * n, 14.0, words) for n, (left, _, _, words) in enumerate(prose(SECOND, width=40))
    ]
    below = 650 - 28.0 * (len(wide) + 1)
    pages = [
        column(FIRST, SECOND),
        [(72, 706, 14, "Annex B"), *wide, (72, below, 14, "It was signed in May.")],
    ]
    assert article_from_pdf(pdf_file(pages), "paper.pdf").text.split("\n\n")[2:] == [
        "Annex B",
        SECOND,
        "It was signed in May.",
    ]
