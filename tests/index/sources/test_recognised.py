"""Pages that are pictures are read where the extra ``ocr`` is installed; what they say is marked."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject
from pypdfium2 import PdfDocument

from index import Library
from index.encode import Encoder
from index.errors import SourceError
from index.sources import pictures
from index.sources.formats.long_work import allowing_long_work
from index.sources.formats.pdf.recognise import LOST_SPACE
from index.sources.pictures import ADVICE, BEYOND, SWITCH, can_recognise
from index.sources.sandbox import gathered
from index.sources.sandbox.child import LONG_MEMORY_BYTES
from index.sources.sandbox.parser import Parser
from tests.kit.children import Born
from tests.kit.documents import as_pdf
from tests.kit.downloads import ended, stories
from tests.kit.pdf_file import FIRST, SECOND, TITLE, article_from_pdf, column, pdf_file, prose
from tests.kit.scan import bound, picture, picture_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed"),
]

LETTER = pdf_file([[TITLE, *column(FIRST, SECOND)]])
REPORT = (
    "The gauge at Mellin weir stood at 4.85 metres on the morning of 9 March, which is the highest that was"
    " ever measured there. Two of its seven gates could not be closed."
)
LEFT = "Farmers along the upper river say that they were warned too late, and want the gates to be watched."
RIGHT = "The water board replies that its keeper called everybody whose number he had within half an hour."


def scan(*texts: str, width: int = 80) -> bytes:
    """Return a page that is a picture, with these texts in columns side by side."""
    return picture_pdf(picture([[line for *_, line in prose(text, width=width)] for text in texts]))


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def parser(told: list[str]) -> Iterator[Parser]:
    with Parser(told=told.append) as started:
        yield started


def test_a_picture_is_read_and_its_lines_are_marked(parser: Parser, told: list[str]) -> None:
    (article,) = parser.parse("weir.pdf", bound(LETTER, scan(REPORT))).articles
    assert article.unread is None
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{REPORT}"
    assert told == ["weir.pdf, page 2"]
    place = article.text.index("The gauge")
    assert article.pages == (0, place)
    assert not article.is_recognised(0, place)
    assert article.recognised[0][0] == place
    assert article.recognised[-1][1] == len(article.text)
    assert len(article.boxes) == len(article.recognised) == len(prose(REPORT, width=80))
    tops = [top for _, top, _, _ in article.boxes]
    assert tops == sorted(tops)
    assert all(left < right and top < bottom for left, top, right, bottom in article.boxes)


def test_columns_of_a_picture_are_read_one_after_the_other(parser: Parser) -> None:
    left, right = f"{LEFT} {LEFT.replace('upper', 'lower')}", f"{RIGHT} {RIGHT.replace('half', 'quarter')}"
    (article,) = parser.parse("weir.pdf", scan(left * 2, right * 2, width=34)).articles
    words = " ".join(article.text.split())
    assert LEFT in words
    assert words.rindex("gates to be watched") < words.index("The water board replies")


def test_without_the_extra_a_picture_stays_unread_and_is_read_when_it_is_there(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(tmp_path / "library", encoder=encoder)
    path = tmp_path / "weir.pdf"
    path.write_bytes(bound(LETTER, scan(REPORT)))
    monkeypatch.setenv(SWITCH, "off")
    assert ADVICE in (library.add(path).in_part[0].unread)
    assert library.add(path).unchanged
    monkeypatch.delenv(SWITCH)
    names = []
    assert library.add(path, progress=lambda *at: names.append(at[2])).changed
    assert "weir.pdf, page 2" in names
    (hit, *_) = library.search("How high was the water at the gauge of Mellin weir?")
    assert hit.article.is_recognised(hit.passage.start, hit.passage.end)
    assert library.in_part() == ()
    assert library.add(path).unchanged


def test_what_cannot_be_recognised_costs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.sandbox.process.LONG_SECONDS", 0.2)
    with Parser() as hasty:
        (article,) = hasty.parse("weir.pdf", bound(LETTER, scan(REPORT))).articles
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.unread == f"1 of 2 pages is a picture and was not read: 2; {BEYOND}"


def test_the_next_scan_is_read_by_the_child_that_has_loaded_what_reads_it(born: Born) -> None:
    with Parser() as own:
        for _ in range(3):
            (article,) = own.parse("weir.pdf", bound(LETTER, scan(REPORT))).articles
            assert REPORT in article.text
            (child,) = born()
        (still,) = born()
        assert still == child
        own.parse("letter.pdf", LETTER)
        if hasattr(child, "rlimit"):
            assert child.rlimit(psutil.RLIMIT_AS)[0] < LONG_MEMORY_BYTES


def test_articles_of_a_scanned_download_know_which_of_their_lines_were_recognised(parser: Parser) -> None:
    some = stories(2, seed=3, languages=["en"])
    printed = as_pdf(ended(some))
    with PdfDocument(printed) as document:
        images = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    pages = [picture_pdf(image, dpi=200) for image in images]
    (first, second) = parser.parse("download.pdf", bound(*pages)).articles
    assert [first.title, second.title] == [one.title for one in some]
    for article in (first, second):
        assert article.recognised[-1][1] == len(article.text)
        assert len(article.boxes) == len(article.recognised) > 1


def test_what_is_beyond_the_limit_of_pages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.formats.pdf.recognised.MOST_PAGES", 1)
    steps: list[str] = []
    with allowing_long_work(steps.append):
        article = article_from_pdf(bound(LETTER, *[scan(REPORT)] * 3), "weir.pdf")
    assert steps == ["page 2"]
    assert article.unread == f"2 of 4 pages are pictures and were not read: 3, 4; {BEYOND}"
    assert REPORT in article.text


def test_a_title_heads_and_a_hyphen_are_treated_as_in_print(parser: Parser) -> None:
    words = REPORT.replace("highest", "high-\nest")
    lines = [line for part in words.split("\n") for *_, line in prose(part, width=80)]
    pages = [
        picture([[f"Mellin Weir Board {year}", "", "", *lines, "", LEFT[:70]]], dpi=200)
        for year in (1998, 2004)
    ]
    scans = bound(*(picture_pdf(page, dpi=200) for page in pages))
    (article,) = parser.parse("weir.pdf", scans).articles
    assert REPORT in article.text
    assert "Board 2004" not in article.text


def test_a_space_that_was_lost_behind_a_sign_is_put_back() -> None:
    lost = "On 9 March,which was cold;nobody was hurt.Two of 3,400 said e.g. so, see example.org or U.S.A."
    assert LOST_SPACE.sub(" ", lost) == (
        "On 9 March, which was cold; nobody was hurt. Two of 3,400 said e.g. so, see example.org or U.S.A."
    )


def test_a_picture_larger_than_memory_costs_the_file_nothing_else(parser: Parser) -> None:
    side = 40_000
    rows = zlib.compressobj(9)
    packed = b"".join([rows.compress(bytes(side)) for _ in range(side)]) + rows.flush()
    writer = PdfWriter(clone_from=io.BytesIO(bound(LETTER, scan(REPORT))))
    image = next(iter(writer.pages[1]["/Resources"]["/XObject"].values())).get_object()  # type: ignore[index]
    image._data = packed
    names = {
        "/Width": NumberObject(side),
        "/Height": NumberObject(side),
        "/Filter": NameObject("/FlateDecode"),
    }
    image.update({NameObject(name): value for name, value in names.items()})
    buffer = io.BytesIO()
    writer.write(buffer)
    (article,) = parser.parse("weir.pdf", buffer.getvalue()).articles
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_a_picture_without_words_is_read_and_says_nothing(parser: Parser) -> None:
    blank = picture_pdf(picture([[]]))
    (article,) = parser.parse("weir.pdf", bound(LETTER, blank)).articles
    assert (article.unread, article.recognised) == (None, ())
    with pytest.raises(SourceError, match="holds no text"):
        parser.parse("weir.pdf", blank)


def test_the_limits_hold_together() -> None:
    assert pictures.MOST_SECONDS < gathered.LONGEST_SECONDS
