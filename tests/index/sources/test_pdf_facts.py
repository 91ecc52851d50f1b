"""PDFs: what they are called, who wrote them and when, and where that is said."""

from datetime import date, timedelta

import pytest

from index.article import Article
from tests.kit.pdf_file import FIRST, SECOND, TITLE, Printed, article_from_pdf, column, pdf_file


def read(content: bytes) -> Article:
    return article_from_pdf(content, "paper.pdf")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Cranes to be repaired at last", "Cranes to be repaired at last"),
        ("Cranes to be repaired - Harbour Press", "Cranes to be repaired"),
        ("Microsoft Word - cranes_final.doc", "Cranes to be repaired"),
        ("cranes.indd", "Cranes to be repaired"),
        ("Untitled", "Cranes to be repaired"),
        ("paper", "Cranes to be repaired"),
        ("Annual budget of the museum", "Cranes to be repaired"),
        ("", "Cranes to be repaired"),
    ],
)
def test_a_title_left_by_a_program_is_taken_if_it_makes_sense(said: str, title: str) -> None:
    assert read(pdf_file([[TITLE, *column(FIRST, SECOND)]], facts={"Title": said})).title == title


def test_without_a_title_the_first_line_is_one() -> None:
    line: Printed = (72, 680, 11, "Cranes to be repaired")
    assert read(pdf_file([[line, *column(FIRST, SECOND)]])).title == "Cranes to be repaired"
    assert read(pdf_file([column(FIRST)])).title.startswith("The harbour authority said")


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz; Jo van der Oak", "Ana Ruiz, Jo van der Oak"),
        ("ADMS", None),
        ("Administrator", None),
        ("Microsoft Office User", None),
        ("aruiz", None),
        ("W:CAR:MP:FP", None),
        ("ana.ruiz@harbour.example", None),
        ("Department of Harbours", None),
    ],
)
def test_an_author_left_by_a_program_is_taken_if_it_is_a_name(said: str, author: str | None) -> None:
    assert read(pdf_file([column(FIRST)], facts={"Author": said})).author == author


MADE = {"CreationDate": "D:20191130171800Z"}
LATER = (date.today() + timedelta(days=9)).strftime("D:%Y%m%d")


@pytest.mark.parametrize(
    ("line", "facts", "day", "place"),
    [
        ("5 October 2018", MADE, "2018-10-05", "dateline"),
        ("By Ana Ruiz | October 5, 2018", MADE, "2018-10-05", "dateline"),
        ("Harbour Press, 5 October 2018", MADE, "2018-10-05", "dateline"),
        ("It rained until 5 October 2019, they said.", MADE, "2019-11-30", "file"),
        ("It rained until 5 October 2020, they said.", MADE, None, None),
        ("It rained on 26 December 2007, they said.", MADE, None, None),
        ("It rained all through 2007, they said.", MADE, None, None),
        ("It rained all through 2018, they said, as in 2030.", MADE, "2019-11-30", "file"),
        ("Received: 3 May 2018 / Published online: 5 October 2018", MADE, "2018-10-05", "dateline"),
        ("Updated: 5 October 2018", MADE, None, None),
        ("Date of the accident: 5 October 2018", MADE, None, None),
        ("Cranes", {}, None, None),
        ("Cranes", {"CreationDate": "D:00000101000000Z"}, None, None),
        ("Cranes", {"CreationDate": "D:19700101000000Z"}, None, None),
        ("Cranes", {"CreationDate": LATER}, None, None),
        ("Cranes", MADE | {"Creator": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0"}, None, None),
    ],
)
def test_the_day_is_printed_or_says_that_it_is_the_files(
    line: str, facts: dict[str, str], day: str | None, place: str | None
) -> None:
    article = read(pdf_file([[TITLE, (72, 675, 11, line), *column(FIRST, SECOND)]], facts=facts))
    assert (article.published, article.published_from) == (day, place)


def test_a_dateline_opens_the_text() -> None:
    article = read(
        pdf_file([[TITLE, *column("PORT SAID, 5 October 2018 (Harbour Press) - " + FIRST)]], facts=MADE)
    )
    assert (article.published, article.published_from) == ("2018-10-05", "dateline")


def test_what_a_browser_prints_round_a_page_gives_its_address_and_not_its_day() -> None:
    head: Printed = (24, 770, 8, "11/23/2018, 3:42 PM")
    foot: Printed = (24, 20, 8, "https://www.harbour.example/2018/10/05/cranes")
    page = [
        head,
        (250, 770, 8, "Cranes - Harbour Press"),
        TITLE,
        *column(FIRST, SECOND),
        foot,
        (580, 20, 8, "1/1"),
    ]
    article = read(pdf_file([page], facts=MADE))
    assert article.url == foot[3]
    assert (article.published, article.published_from) == ("2018-10-05", "url")
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_the_language_is_the_catalogs() -> None:
    assert read(pdf_file([column(FIRST)], catalog="/Lang (en-GB)")).language == "en"
    assert read(pdf_file([column(FIRST)])).language is None
