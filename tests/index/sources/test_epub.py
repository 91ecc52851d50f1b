"""E-books: each document that is to be read is an article, and no book does harm."""

import time
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser
from index.sources.formats.epub.chapters import articles_from_epub

LINES = (
    "The harbour authority said that both cranes would be repaired before the winter storms.",
    "Its director told reporters that the money had been found in the reserve fund.",
    "A ferry to the islands will run twice a day from the first of May, weather permitting.",
    "And the tide went out again, as it always had.",
)
PROSE = "".join(f"<p>{line}</p>" for line in LINES)
TEXT = "\n\n".join(LINES)
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
NCX = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint>{}</navPoint></navMap></ncx>'


def page(body: str, title: str = "Tides", kind: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title><link href="s.css"/></head>'
        f'<body epub:type="{kind}">{body}</body></html>'
    )


def package(names: list[str], facts: str = "", guide: str = "", more: str = "") -> str:
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml" properties="{name[:3]}"/>'
        for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    return (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<dc:title>Tides</dc:title><dc:creator>Ana Ruiz</dc:creator>{facts}</metadata>"
        f"<manifest>{items}{more}</manifest><spine>{spine}</spine>{guide}</package>"
    )


def book(documents: Mapping[str, str], opf: str = "", files: Mapping[str, str] | None = None) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        every = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf or package(list(documents))}
        every |= {f"OEBPS/{name}": text for name, text in documents.items()} | dict(files or {})
        for name, text in every.items():
            archive.writestr(name, text)
    return content.getvalue()


def read(content: bytes) -> list[Article | SourceError]:
    try:
        return list(articles_from_epub(content, "tides.epub"))
    except SourceError as problem:
        return [problem]


def articles(content: bytes) -> list[Article]:
    found = read(content)
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def failure(content: bytes) -> str:
    (found,) = read(content)
    assert isinstance(found, SourceError), found
    return str(found)


def test_each_chapter_is_an_article_with_the_books_particulars() -> None:
    facts = (
        "<dc:language>en-GB</dc:language><dc:date>2018-10-05</dc:date><dc:creator>Bo Lind</dc:creator>"
        '<meta property="dcterms:modified">2019-01-01T00:00:00Z</meta>'
    )
    documents = {"b.xhtml": page(f"<h1>The Storm</h1>{PROSE}"), "a.xhtml": page(f"<h1>Calm</h1>{PROSE}")}
    storm, calm = articles(book(documents, package(["b.xhtml", "a.xhtml"], facts)))
    assert (storm.title, calm.title) == ("The Storm", "Calm")
    assert storm.text == TEXT
    assert (storm.source, storm.author, storm.language) == ("Tides", "Ana Ruiz, Bo Lind", "en")
    assert (storm.published, storm.published_from) == ("2018-10-05", "epub")


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ("<dc:date>2018</dc:date>", None),
        ("<dc:date>2018-10</dc:date>", None),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None),
        ('<dc:date opf:event="modification">2019-01-01</dc:date>', None),
        ("<dc:date>2018</dc:date><dc:date>2018-10-05T00:00Z</dc:date>", "2018-10-05"),
        ('<dc:date opf:event="publication">2018-10-05</dc:date>', "2018-10-05"),
        ('<meta property="dcterms:modified">2019-01-01T00:00:00Z</meta>', None),
    ],
)
def test_the_day_is_that_of_publication(facts: str, day: str | None) -> None:
    (found,) = articles(book({"a.xhtml": page(PROSE)}, package(["a.xhtml"], facts)))
    assert found.published == day


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<header><h1>Chapter 1</h1><h2>The Storm</h2></header>", "Chapter 1: The Storm"),
        ("<h1>Tides</h1><h2>The Storm</h2>", "The Storm"),
        ("<h1>The<br/>Storm</h1>", "The Storm"),
        ("<h2>I.</h2>", "Part one: a storm"),
        ("", "Part one: a storm"),
    ],
)
def test_a_chapter_is_called_by_its_heading_or_by_the_contents(body: str, title: str) -> None:
    label = "<navLabel><text>Part one: a storm</text></navLabel><content src='a%20b.xhtml#x'/>"
    opf = package(["a b.xhtml"], more='<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
    opf = opf.replace('href="a b.xhtml"', 'href="a%20b.xhtml"')
    (found,) = articles(book({"a b.xhtml": page(body + PROSE)}, opf, {"OEBPS/toc.ncx": NCX.format(label)}))
    assert (found.title, found.text) == (title, TEXT)


def test_the_page_of_navigation_names_documents_and_is_none() -> None:
    nav = page(f'<nav epub:type="toc"><ol><li><a href="a.xhtml">Calm</a></li></ol></nav>{PROSE}')
    (found,) = articles(book({"nav.xhtml": nav, "a.xhtml": page(PROSE)}))
    assert found.title == "Calm"


def test_without_heading_and_contents_the_documents_own_title_is_taken() -> None:
    own, none = articles(book({"a.xhtml": page(PROSE, title="Calm"), "b.xhtml": page(PROSE)}))
    assert own.title == "Calm"
    assert none.title.startswith("The harbour authority")


def test_what_is_not_to_be_read_is_left_out() -> None:
    rights = "<p>Copyright © 2018. All rights reserved. No part of this book may be copied. ISBN 1.</p>"
    links = "".join(f"<p><a href='x'>{line}</a></p>" for line in LINES)
    documents = {
        "short.xhtml": page("<p>For my mother.</p>"),
        "cover.xhtml": page(PROSE),
        "title_page.xhtml": page(PROSE),
        "c1.xhtml": page(PROSE, kind="copyright-page"),
        "c2.xhtml": page(rights + PROSE),
        "c3.xhtml": page(links),
        "c4.xhtml": page(PROSE),
        "c5.xhtml": page("<svg><text>Map</text></svg><p><img alt='x' src='y'/></p>"),
        "a.xhtml": page(f"<h1>Calm</h1>{PROSE}"),
    }
    guide = '<guide><reference type="toc" href="c4.xhtml#top"/></guide>'
    (found,) = articles(book(documents, package(list(documents), guide=guide)))
    assert found.title == "Calm"


def test_no_line_of_verse_list_or_table_is_lost() -> None:
    body = (
        "<p>One<br/>two<sup><a href='#n'>1</a></sup></p><ul><li><p>three</p></li><li>four</li></ul>"
        "<table><tr><th>Year</th><th>Catch</th></tr><tr><td>1990</td><td>12 t</td></tr></table>"
        "<aside><p>five</p></aside><p>10<sup>th</sup> line</p><script>no</script><p hidden=''>no</p>"
    )
    (found,) = articles(book({"a.xhtml": page(f"<h1>Calm</h1>{PROSE}{body}<p>{LINES[3]}</p>")}))
    after = found.text.removeprefix(TEXT).strip().split("\n\n")
    assert after == [
        "One\ntwo",
        "- three\n- four",
        "1990: Catch 12 t",
        "five",
        "10th line",
        LINES[3],
    ]


ENCRYPTED = '<encryption><CipherData><CipherReference URI="{}"/></CipherData></encryption>'


def test_a_protected_book_is_refused_and_protected_letters_are_not() -> None:
    documents = {"a.xhtml": page(PROSE)}
    locked = book(documents, files={"META-INF/encryption.xml": ENCRYPTED.format("OEBPS/a.xhtml")})
    assert failure(locked) == "tides.epub: is protected (DRM) and cannot be read"
    fonts = book(documents, files={"META-INF/encryption.xml": ENCRYPTED.format("OEBPS/a.otf")})
    assert len(articles(fonts)) == 1


def test_damage_costs_its_document_alone() -> None:
    documents = {f"{name}.xhtml": page(f"<h1>{name}</h1>{PROSE}<p>{name * 50}</p>") for name in "abc"}
    whole = book(documents)
    place = whole.index(b"OEBPS/b.xhtml") + len("OEBPS/b.xhtml") + 20
    found = read(whole[:place] + b"\xff" * 30 + whole[place + 30 :])
    assert [isinstance(one, Article) for one in found] == [True, False, True]
    assert str(found[1]) == "tides.epub: OEBPS/b.xhtml is damaged"
    missing, kept = read(
        book({"a.xhtml": page(PROSE)}, package(["a.xhtml", "b.xhtml", "../../../etc/passwd"]))
    )
    assert str(missing).endswith("2 of its 3 documents are missing")
    assert isinstance(kept, Article)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
LONG = "x " * 20_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and no more", "is a damaged e-book"),
        (book({"a.xhtml": page(PROSE)})[:-30], "is a damaged e-book"),
        (book({"a.xhtml": page(PROSE)}, "no mark-up"), "OEBPS/book.opf is no XML"),
        (book({"a.xhtml": page(PROSE)}, "<a>" * 200_000), "is an e-book without documents"),
        (book({"a.xhtml": page("<p>Only this.</p>")}), "is an e-book that holds no text"),
        (book({"a.xhtml": page(f"<p>{LONG}</p>")}), "unpacks to too much: OEBPS/a.xhtml"),
        (book({f"{n}.xhtml": page(LONG[:900_000] + str(n)) for n in range(30)}), "unpacks to too much"),
        (book({"a.xhtml": LAUGHS + page(PROSE)}), "entities that hold others"),
        (book({"a.xhtml": page(PROSE)}, LAUGHS + package(["a.xhtml"])), "entities that hold others"),
        (book({"a.xhtml": page("<div>" * 300_000 + PROSE)}), "unpacks to too much"),
    ],
)
def test_a_hostile_book_ends_in_one_line_and_soon(content: bytes, reason: str) -> None:
    begun = time.process_time()
    assert reason in str(read(content)[-1])
    assert time.process_time() - begun < 5


def test_the_parser_knows_a_book_from_its_bytes() -> None:
    with Parser() as parser:
        found = parser.parse("tides", book({"a.xhtml": page(PROSE)}))
    assert [one.source for one in found.articles] == ["Tides"]


MADE = '<dc:date>2026-03-02T08:00:00Z</dc:date><meta property="dcterms:modified">2026-03-02T08:00:00Z</meta>'


def test_an_article_names_its_own_day_and_outlet_above_its_text() -> None:
    byline = "<h1>Cranes</h1><p>By Tom Reed, Harbour Courier, June 14, 2022</p>"
    documents = {"a.xhtml": page(byline + PROSE), "b.xhtml": page(f"<h1>Tide</h1><p>3 May 1893</p>{PROSE}")}
    facts = "<dc:date>2024-01-05</dc:date>"
    press, diary = articles(book(documents, package(list(documents), facts)))
    assert (press.source, press.author) == ("Harbour Courier", "Tom Reed")
    assert (press.published, press.published_from) == ("2022-06-14", "dateline")
    assert (diary.source, diary.published, diary.published_from) == ("Tides", "2024-01-05", "epub")


def test_the_day_a_program_made_the_book_is_none_of_a_text_of_earlier_years() -> None:
    old = page(f"<h1>Cranes</h1>{PROSE}<p>The first of them was built in 2018.</p>")
    documents = {"a.xhtml": old, "b.xhtml": page(f"<h1>Tide</h1>{PROSE}")}
    one, other = articles(book(documents, package(list(documents), MADE)))
    assert (one.published, one.published_from) == (None, None)
    assert (other.published, other.published_from) == ("2026-03-02", "file")
