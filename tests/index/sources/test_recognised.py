"""Pages that are pictures are read where the extra ``ocr`` is installed; what they say is marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from index.encode import Encoder
from index.errors import SourceError
from index.sources import pictures
from index.sources.pictures import ADVICE, BEYOND, SWITCH, can_recognise
from index.sources.sandbox import parser as sandbox
from index.sources.sandbox.parser import Parser
from tests.kit.pdf_file import FIRST, SECOND, TITLE, column, pdf_file, prose
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


def test_a_picture_without_words_is_read_and_says_nothing(parser: Parser) -> None:
    blank = picture_pdf(picture([[]]))
    (article,) = parser.parse("weir.pdf", bound(LETTER, blank)).articles
    assert (article.unread, article.recognised) == (None, ())
    with pytest.raises(SourceError, match="holds no text"):
        parser.parse("weir.pdf", blank)


def test_the_limits_hold_together() -> None:
    assert pictures.MOST_SECONDS < sandbox.LONGEST_SECONDS
