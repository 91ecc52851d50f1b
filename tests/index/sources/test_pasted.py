"""Texts as they are pasted from pages of newspapers and agencies, and as archives and clippers give them."""

import pytest

from index.article import Article
from index.sources.decode import clean
from index.sources.formats.markdown import article_from_markdown
from index.sources.formats.text import article_from_text

PROSE = (
    "The harbour authority said on Monday that both cranes would be repaired before the winter storms, and "
    "that the money had been found in the reserve of the port.\n\n"
    "“We have waited eleven years for this,” said the harbour master, as the last barge left the quay."
)
TITLE = "Port of Marlow reopens to large ships"
DAY = "2020-05-05"


def read(top: str) -> Article:
    article = article_from_text(clean(f"{top}\n\n{PROSE}"), "note.txt")
    assert article.text.endswith(PROSE)
    return article


def facts(article: Article) -> tuple[str, str | None, str | None, str | None]:
    return article.title, article.author, article.source, article.published


@pytest.mark.parametrize(
    ("top", "author", "source"),
    [
        (
            f"Shipping\n{TITLE}\nHarbour master hails ‘a new era’ but marsh campaigners warn of damage\n\n"
            "Ann Lee Transport correspondent\nTue 5 May 2020 14.32 BST\n"
            "Last modified on Wed 6 May 2020 09.10 BST\n\nShare",
            "Ann Lee",
            None,
        ),
        (
            f"{TITLE}\nPublished\n5 May 2020\ncomments\nBy Ann Lee\nBBC News, Kent\n\nA dredger at work",
            "Ann Lee",
            "BBC News",
        ),
        (
            f"{TITLE}\nThe work took 11 years and cost a third more. Some fear for a salt marsh.\n\n"
            "By Ann Lee and Jo Oak\nAnn Lee reported from Marlow, and Jo Oak from London.\n\nMay 5, 2020",
            "Ann Lee and Jo Oak",
            None,
        ),
        (
            f"Hafen\n{TITLE}\nNach elf Jahren ist das Werk getan. Umweltschützer warnen.\n\n"
            "Von Anna Müller\n5. Mai 2020, 14:32 Uhr\nLesezeit: 4 Min.",
            "Anna Müller",
            None,
        ),
        (
            f"{TITLE}\nPar Jean Dupont (Londres, correspondant)\n"
            "Publié le 05 mai 2020 à 14h32, modifié le 06 mai 2020 à 09h10",
            "Jean Dupont",
            None,
        ),
        (
            f"THE MARLOW COURIER\nTuesday, May 5, 2020\n\n{TITLE}\n\nBy Ann Lee\nStaff Writer",
            "Ann Lee",
            "THE MARLOW COURIER",
        ),
        (
            f"1 of 12 DOCUMENTS\n\nThe Guardian (London)\n\nMay 5, 2020 Tuesday\n\n{TITLE}\n\n"
            "BYLINE: Ann Lee Transport correspondent\n\nSECTION: BUSINESS NEWS\n\nLENGTH: 412 words\n\nBODY:",
            "Ann Lee",
            "The Guardian",
        ),
        (
            "FOR IMMEDIATE RELEASE\nMay 5, 2020\n\nContact:\nRita Moss, Press Officer\n"
            f"Marlow Harbour Authority\n+44 1632 960123\n\n{TITLE}\nNew depth of 14.5 metres opens the port",
            None,
            None,
        ),
        (f"{TITLE}\n\nBy Ann Lee, London\n5 May 2020", "Ann Lee", None),
    ],
)
def test_a_pasted_text_gives_its_particulars(top: str, author: str | None, source: str | None) -> None:
    assert facts(read(top)) == (TITLE, author, source, DAY)


@pytest.mark.parametrize(
    "top",
    [
        f"{TITLE}\n\nThis is how it went, the authority says.\n\n5 May 2020",
        f"{TITLE}\n\nTimeline\n\n5 May 2020",
        f"{TITLE}\n\nPhotograph: Jo Oak / Reuters, 5 May 2020",
        f"{TITLE}\n\nContact:\nRita Moss, Press Officer\nMarlow Harbour Authority",
        f"{TITLE}\n\nMoney found for both at last",
    ],
)
def test_what_stands_further_down_is_no_byline_by_itself(top: str) -> None:
    assert facts(read(top)) == (TITLE, None, None, None)


def test_a_page_made_markdown_by_a_program_gives_its_particulars() -> None:
    top = (
        f"Title: {TITLE} | Courier\n\nURL Source: https://courier.example/port\n\n"
        "Published Time: 2020-05-05T13:32:10.000Z\n\nMarkdown Content:\n"
    )
    article = article_from_markdown(f"{top}# {TITLE}\n\nBy [Ann Lee](/al)\n\n{PROSE}".encode(), "a.md")
    assert facts(article) == (TITLE, "Ann Lee", "courier.example", DAY)
    assert (article.url, article.text) == ("https://courier.example/port", PROSE)


def test_particulars_in_a_list_of_a_note_are_read() -> None:
    note = (
        f"# {TITLE}\n\n## Metadata\n- Author: [[Ann Lee]]\n- Category: #articles\n"
        f"- URL: https://courier.example/port\n\n## Full Document\n{PROSE}"
    )
    article = article_from_markdown(note.encode(), "a.md")
    assert (article.title, article.author, article.url) == (TITLE, "Ann Lee", "https://courier.example/port")
