"""What was read only in part is told when it is read, and as long as the library holds it."""

from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from index.ingest.report import InPart, in_part
from index.passage import Filter
from index.sources.pictures import SWITCH
from tests.kit.pdf_file import FIRST, SECOND, TITLE, column, pdf_file
from tests.kit.scan import bound, picture, picture_pdf

LETTER = pdf_file([[TITLE, *column(FIRST, SECOND)]])
SCAN = picture_pdf(picture([["A report."]], dpi=40), dpi=40)
PICTURES = "2 of 3 pages are pictures and were not read: 2, 3"
ONLY = "only the headline is known"


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder)


def test_a_file_read_in_part_is_named_in_the_report_and_by_the_library(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "off")
    path = tmp_path / "cranes.pdf"
    path.write_bytes(bound(LETTER, SCAN, SCAN))
    report = library.add(path)
    assert [each.short for each in report.in_part] == [f"cranes.pdf: {PICTURES}"]
    assert str(report.in_part[0]).startswith(f"{path}: {PICTURES}; run it through OCR")
    assert library.in_part() == report.in_part
    assert library.add(path).in_part == ()  # nothing was read
    path.write_bytes(LETTER)
    assert library.add(path).in_part == ()
    assert library.in_part() == ()


def test_what_lacks_the_same_in_one_file_is_told_together() -> None:
    feed = [("/news/feed.xml", title, ONLY) for title in ("One", "Two")]
    other = ("/news/feed.xml", "Three", "its picture was not read")
    given = ("article:7", "A note", ONLY)
    found = in_part([feed[0], other, feed[1], given], {"/news/feed.xml"})
    assert list(map(str, found)) == [
        f"/news/feed.xml: 2 articles: {ONLY}",
        "/news/feed.xml: Three: its picture was not read",
        f"A note: {ONLY}",
    ]
    assert found[0].short == f"feed.xml: 2 articles: {ONLY}"
    assert InPart("https://coast.example/a", "", "x; y").short == "https://coast.example/a: x"


def test_a_filter_keeps_to_its_articles(library: Library) -> None:
    old = Article(id="old", title="Old", text=FIRST, published="2001-02-03", unread=ONLY)
    library.add([old, replace(old, id="new", title="New", text=SECOND, published="2021-02-03", sha256="")])
    assert [each.title for each in library.in_part()] == ["New", "Old"]
    assert [each.title for each in library.in_part(Filter(until="2010-01-01"))] == ["Old"]
