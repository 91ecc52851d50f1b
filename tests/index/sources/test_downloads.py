"""Downloads of newspaper databases: as many articles as they hold, each with its own facts and words only."""

import io
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from index.article import Article
from index.sources import Parser
from index.sources.downloads.articles import articles_in
from index.sources.formats.docx.downloads import articles_from_docx
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.odt.article import articles_from_odt
from index.sources.formats.pdf.article import articles_from_pdf
from index.sources.formats.pdf.pages import read_with_pypdf
from index.sources.formats.rtf.article import articles_from_rtf
from index.sources.formats.text import articles_from_bare
from index.sources.limits import MAX_TEXT
from tests.kit.documents import WRITERS, as_pdf, as_text
from tests.kit.downloads import LAYOUTS, Paragraphs, Story, ended, numbered, ruled, stories
from tests.kit.scan import bound, picture, picture_pdf

READERS = {
    "text": articles_from_bare,
    "docx": articles_from_docx,
    "rtf": articles_from_rtf,
    "odt": articles_from_odt,
    "html": articles_from_html,
}
MADE = [(name, language) for name, (_, languages) in LAYOUTS.items() for language in languages]


def read(paragraphs: Paragraphs, kind: str = "text") -> list[Article]:
    return READERS[kind](WRITERS[kind](paragraphs), f"download.{kind}")


def assert_same(found: Sequence[Article], some: Sequence[Story]) -> None:
    said = [(one.title, one.source, one.published, one.author) for one in found]
    assert said == [(one.title, one.outlet, one.day.isoformat(), one.author) for one in some]
    assert [one.text for one in found] == ["\n\n".join(one.body) for one in some]
    assert {one.published_from for one in found} == {"download"}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(("layout", "language"), MADE)
def test_every_article_of_a_download_has_its_own_facts_and_words(
    layout: str, language: str, kind: str
) -> None:
    some = stories(5, seed=3, languages=[language])
    assert_same(read(LAYOUTS[layout][0](some), kind), some)


@pytest.mark.parametrize(("layout", "language"), MADE)
def test_articles_of_a_printed_download_keep_the_pages_of_the_file(layout: str, language: str) -> None:
    some = stories(12, seed=3, languages=[language])
    found = articles_from_pdf(as_pdf(LAYOUTS[layout][0](some)), "download.pdf")
    said = [(one.title, one.source, one.published, one.author) for one in found]
    assert said == [(one.title, one.outlet, one.day.isoformat(), one.author) for one in some]
    assert [one.text.split() for one in found] == [" ".join(one.body).split() for one in some]
    first = [one.page_label(0) for one in found]
    last = [one.page_label(len(one.text) - 1) for one in found]
    numbers = [int(label or 0) for both in zip(first, last, strict=True) for label in both]
    assert numbers == sorted(numbers)
    assert numbers[-1] > 3


def test_the_page_of_a_quotation_is_that_of_the_file() -> None:
    some = stories(6, seed=3)
    paragraphs = ended(some)
    found = articles_from_pdf(as_pdf(paragraphs), "download.pdf")
    printed = read_with_pypdf(as_pdf(paragraphs), "download.pdf")
    assert printed
    pages = [" ".join(line.text for line in page.lines) for page in printed.pages]
    for article, story in zip(found, some, strict=True):
        words = story.body[-1].split()[-1]  # each sentence has its own number
        (page,) = [number for number, text in enumerate(pages, start=1) if words in text.split()]
        assert article.page_label(article.text.index(words)) == str(page)


def test_a_picture_in_a_printed_download_is_told_with_the_article_before_it() -> None:
    some, scan = stories(6, seed=3), picture_pdf(picture([["The crane fell."]], dpi=40), dpi=40)
    printed = as_pdf(ended(some))
    found = articles_from_pdf(bound(printed, scan), "download.pdf")
    assert [bool(one.unread) for one in found] == [False] * 5 + [True]
    pages = len(PdfReader(io.BytesIO(printed)).pages)
    told = f"1 of {pages + 1} pages is a picture and was not read: {pages + 1}"
    assert (found[-1].unread or "").startswith(told)
    found = articles_from_pdf(bound(scan, printed), "download.pdf")
    assert [bool(one.unread) for one in found] == [True] + [False] * 5


@settings(max_examples=40, deadline=None)
@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    number=st.integers(1, 30),
    seed=st.integers(0, 10_000),
    width=st.sampled_from([0, 66, 78, 90]),
)
def test_as_many_articles_come_out_as_went_in(layout: str, number: int, seed: int, width: int) -> None:
    make, languages = LAYOUTS[layout]
    some = stories(number, seed=seed, languages=[languages[seed % len(languages)]])
    assert_same(articles_from_bare(as_text(make(some), width=width), "download.txt"), some)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_article_alone_in_a_layout_has_its_facts_too(layout: str) -> None:
    some = stories(1, seed=8, languages=LAYOUTS[layout][1][:1])
    assert_same(read(LAYOUTS[layout][0](some)), some)


def test_a_sentence_with_a_colon_above_the_others_is_no_field() -> None:
    said = "Quay search: the guards of the harbour found all of the stolen drills."
    some = [replace(one, body=(said, *one.body)) for one in stories(2)]
    for make in (numbered, ended):
        assert_same(read(make(some)), some)


def test_articles_in_several_languages_lie_in_one_file() -> None:
    some = stories(15, languages=["en", "de", "fr", "es", "nl"])
    for make in (numbered, ended):
        assert_same(read(make(some)), some)


def test_the_language_is_what_the_download_says() -> None:
    assert [one.language for one in read(numbered(stories(2, languages=["de", "fr"])))] == ["de", "fr"]


def test_what_is_asked_for_and_the_list_of_titles_is_no_article() -> None:
    some = stories(40, seed=5)
    texts = " ".join(one.text for one in read(ended(some)))
    assert "Job Number" not in texts
    assert "LexisNexis" not in texts
    assert not [one.title for one in some if one.title in texts]


def test_a_copyright_a_length_and_labels_are_no_words_of_an_article() -> None:
    for layout, (make, languages) in LAYOUTS.items():
        text = " ".join(one.text for one in read(make(stories(6, languages=languages[:1]))))
        for label in (
            "Copyright",
            "©",
            "(c)",
            "LENGTH",
            "Length:",
            "Load-Date",
            "ProQuest",
            "Subject:",
            "____",
        ):
            assert label not in text, layout


def test_an_article_of_a_picture_alone_says_its_title() -> None:
    some = stories(3, seed=2)
    one = some[1]
    bare = Story(one.title, one.outlet, one.day, one.author, (), one.language)
    found = read(ended([some[0], bare, some[2]]))
    assert [one.text for one in found][1] == bare.title
    assert_same([found[0], found[2]], [some[0], some[2]])


def test_an_article_that_quotes_a_mark_stays_one() -> None:
    some = stories(3, seed=4)
    told = ("The clerk showed the print-out, which began like this:", "1 of 3 DOCUMENTS", "End of Document")
    one = some[1]
    some[1] = Story(one.title, one.outlet, one.day, one.author, (*told, *one.body), one.language)
    found = read(numbered(some))
    assert [one.title for one in found] == [one.title for one in some]
    assert found[1].text.startswith("\n\n".join(told))
    assert [one.title for one in read(ended(some))] == [one.title for one in some]


ORDINARY = {
    "about downloads": [
        "How to read a download",
        "By Ann Lee",
        "March 4, 2019",
        "A download of a database says how many articles it holds, and where each of them ends. It is long.",
        "1 of 3 DOCUMENTS",
        "So begins the first. The second and the third begin alike, and all of them end with their labels.",
        "2 of 3 DOCUMENTS",
        "3 of 3 DOCUMENTS",
        "End of Document",
    ],
    "a specification": [
        "Author: Ann Lee",
        "Date: March 4, 2019",
        "Section: Cranes",
        "The crane shall lift forty tonnes at a reach of thirty metres, and no wind shall stop it from that.",
        "Copyright 2019 Quay Engineering. All rights reserved.",
        "End of Document",
    ],
    "a bibliography": [
        *("Title: The harbour", "Author: Lee, Ann", "Date: 2019"),
        *("Title: The crane", "Author: Hill, Jo", "Date: 2020"),
        *("Title: The mill", "Author: Sand, Ines", "Date: 2021"),
    ],
    "parts of one text": [
        "The first part of the text is about the harbour and about the cranes that stand on its quays.",
        "_" * 60,
        "The second part is about the ferry, which sailed on March 4, 2019, and was not seen again.",
        "_" * 60,
        "The third part is about the mill.",
    ],
    "minutes": [
        "Minutes of the harbour board",
        "Document 1 of 2",
        "Date: 4 March 2019",
        "The board met at noon. It heard the report on the cranes and voted to repair both before winter.",
        "Document 2 of 2",
        "Date: 5 March 2019",
        "The board met again. It heard nothing new and went home.",
    ],
}


@pytest.mark.parametrize("name", ORDINARY)
def test_a_text_that_only_contains_such_words_is_no_download(name: str) -> None:
    text = as_text(ORDINARY[name]).decode()
    assert articles_in(text.split("\n")) == []
    assert len(articles_from_bare(text.encode(), "text.txt")) == 1


def test_five_hundred_articles_take_five_times_as_long_as_a_hundred() -> None:
    def seconds(number: int) -> float:
        lines = as_text(numbered(stories(number))).decode().split("\n")
        start = time.process_time()
        assert len(articles_in(lines)) == number
        return time.process_time() - start

    assert seconds(500) < 15 * seconds(100)


@pytest.mark.parametrize(
    "line",
    [
        "1 of 9 DOCUMENTS",
        "End of Document",
        "Document QUAY000020190304e1a00001",
        "_" * 60,
        "Title: x",
        "HD",
        "Body",
    ],
)
def test_a_file_of_nothing_but_marks_is_read_in_a_moment(line: str) -> None:
    start = time.process_time()
    assert len(articles_in([line, ""] * 50_000)) <= 1
    assert time.process_time() - start < 10


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_download_may_hold_more_text_than_an_article(kind: str) -> None:
    some = [replace(one, body=one.body * 40) for one in stories(90)]
    assert sum(len(words) for one in some for words in one.body) > MAX_TEXT
    assert_same(read(ended(some), kind), some)


@pytest.mark.slow
def test_a_download_of_twenty_megabytes_gives_all_its_articles() -> None:
    some = [replace(one, body=one.body * 40) for one in stories(500)]
    content = WRITERS["rtf"](ended(some))
    assert len(content) > 17_000_000
    with Parser(seconds=60) as parser:
        parsed = parser.parse("d.rtf", content)
    assert_same(parsed.articles, some)
    assert not parsed.failed


def test_a_download_in_a_zip_gives_its_articles() -> None:
    some = stories(4, seed=6)
    with Parser() as parser:
        for kind in ("text", "rtf"):
            parsed = parser.parse(f"d.{kind.replace('text', 'txt')}", WRITERS[kind](ruled(some)))
            assert_same(parsed.articles, some)
            assert not parsed.failed
