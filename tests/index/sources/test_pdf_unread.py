"""Pages of a PDF that show what the file does not say: they are counted and named."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index.article import Article
from index.errors import SourceError
from index.sources.formats.pdf.unread import page_ranges
from index.sources.pictures import SWITCH, advice
from tests.kit.pdf_file import FIRST, SECOND, TITLE, article_from_pdf, column, pdf_file
from tests.kit.scan import bound, picture, picture_pdf, stamped

LETTER = pdf_file([[TITLE, *column(FIRST, SECOND)]])
SCAN = picture_pdf(picture([["The third crane fell", "into the harbour."]], dpi=40), dpi=40)
CURVES = "\n".join(f"{72 + n} 300 m {80 + n} 310 {90 + n} 320 {99 + n} 330 c S" for n in range(150))


def read(content: bytes) -> Article:
    return article_from_pdf(content, "paper.pdf")


def unread(content: bytes) -> str | None:
    told = read(content).unread
    assert told is None or told.endswith(f"; {advice()}")
    return told and told.partition(";")[0]


def test_pages_that_are_pictures_are_counted_and_named() -> None:
    assert unread(bound(LETTER, SCAN, SCAN)) == "2 of 3 pages are pictures and were not read: 2, 3"
    assert unread(bound(SCAN, LETTER)) == "1 of 2 pages is a picture and was not read: 1"
    assert unread(LETTER) is None


def test_a_page_of_a_picture_is_named_whatever_is_stamped_on_it() -> None:
    stamp = pdf_file([[(72, 30, 9, "Received 3 May, Crane Archive 0007")]])
    assert unread(bound(LETTER, stamped(SCAN, stamp))) == "1 of 2 pages is a picture and was not read: 2"
    head = pdf_file([[(72, 770, 9, "The Harbour Authority of the Northern Coast, Annual Report")]])
    scans = [stamped(SCAN, head)] * 3
    assert unread(bound(LETTER, *scans)) == "3 of 4 pages are pictures and were not read: 2–4"


def test_a_picture_beside_a_text_is_no_page_that_was_not_read() -> None:
    assert unread(stamped(SCAN, LETTER)) is None  # also a scan whose words were laid over it


def test_a_blank_page_is_none_that_was_not_read() -> None:
    frame = pdf_file([[]], drawing="72 72 400 600 re S 72 100 m 300 100 l S")
    assert unread(bound(LETTER, pdf_file([[]]), frame)) is None


def test_a_page_of_outlines_has_no_text() -> None:
    outlines = pdf_file([[]], drawing=CURVES)
    assert unread(bound(LETTER, outlines)) == "1 of 2 pages has no text and was not read: 2"
    assert unread(pdf_file([[TITLE, *column(FIRST, SECOND)]], drawing=CURVES)) is None  # a chart beside words


def test_a_page_whose_letters_the_file_does_not_say_is_named_and_not_quoted() -> None:
    names = " ".join(f"/g{number}" for number in range(32, 127))
    encoding = f"<< /Type /Encoding /Differences [32 {names}] >>".encode()
    strange = pdf_file([column(FIRST, SECOND)]).replace(b"/WinAnsiEncoding", encoding)
    strange = strange.replace(b"/BaseFont /Helvetica", b"/BaseFont /Unknown")
    article = read(bound(LETTER, strange))
    assert unread(bound(LETTER, strange)) == (
        "1 of 2 pages does not say which letters it shows and was not read: 2"
    )
    assert article.text == read(LETTER).text
    with pytest.raises(SourceError, match="does not say which letters it shows; run it"):
        read(strange)


def test_several_reasons_are_told_together() -> None:
    outlines = pdf_file([[]], drawing=CURVES)
    assert unread(bound(LETTER, SCAN, outlines)) == (
        "1 of 3 pages is a picture and was not read: 2 – 1 of 3 pages has no text and was not read: 3"
    )


def test_a_file_of_pictures_only_is_refused_with_what_to_do() -> None:
    for content in (SCAN, bound(SCAN, SCAN), pdf_file([[]], drawing=CURVES)):
        with pytest.raises(SourceError, match="no text; run it through OCR"):
            read(content)


def test_pictures_are_found_in_forms_also_in_such_that_hold_themselves() -> None:
    assert unread(bound(LETTER, in_form(SCAN))) == "1 of 2 pages is a picture and was not read: 2"


def in_form(content: bytes) -> bytes:
    """Return a page whose picture is drawn by a form, which draws itself too."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    page = writer.pages[0]
    form = DecodedStreamObject()
    names = page["/Resources"]["/XObject"]  # type: ignore[index]
    drawing = page.get_contents()
    assert drawing is not None
    form.set_data(drawing.get_data() + b" /Self Do")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = page["/MediaBox"]
    held = writer._add_object(form)
    form[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({**names, NameObject("/Self"): held})}
    )
    shown = DecodedStreamObject()
    shown.set_data(b"q /Outer Do Q")
    page[NameObject("/Contents")] = writer._add_object(shown)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Outer"): held})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_what_to_do_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")
    assert (read(bound(LETTER, SCAN)).unread or "").endswith("; run it through OCR, or install quoth[ocr]")


def test_page_ranges() -> None:
    assert page_ranges([]) == ""
    assert page_ranges([2, 3]) == "2, 3"
    assert page_ranges([1, 3, 4, 5, 9, 10]) == "1, 3–5, 9, 10"
