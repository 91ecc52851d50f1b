"""A PDF -> its article; runs in the child process only."""

import re
from typing import Final

from ....article import Article
from ....errors import SourceError
from ...facts.file_facts import author_of_file, printed_day
from ...facts.top_lines import read_top, same_words
from ..text import made_title
from . import pages as pdf_pages
from . import plain as pdf_plain
from .heads import PRINTED, printed_from, without_heads
from .lines import Pdf
from .paragraphs import paragraphs_of
from .text import text_of
from .top import file_day, title_of, url_day

LITTLE: Final = 20  # letters and digits; below, a file of pictures may bear its scanner's stamp
READABLE: Final = 0.35  # of the characters of a text are letters or digits


def import_libraries() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import logging

    pdf_pages.import_library()
    pdf_plain.import_library()
    logging.disable()  # nobody reads it, and damaged files make much of it


def article_from_pdf(content: bytes, name: str) -> Article:
    """Return the article that the bytes of a PDF hold, with the places where its pages begin.

    Raises:
        SourceError: the PDF is encrypted, damaged, too long or holds no text.
    """
    pdf = _read(content, name)
    pages, heads = without_heads(pdf.pages)
    title = title_of(pdf, name)
    text, starts = text_of(paragraphs_of(pages), len(pages))
    _check(text, pdf, name)
    first = text[: starts[1] if len(starts) > 1 else None]
    lines = [line for line in first[:20_000].split("\n") if line.strip()]
    top = read_top([f"# {title}", "", *lines] if title else lines)
    title = title or top.title
    text, starts = _without_title(text, starts, title)
    url = top.url or printed_from(heads)
    day, place = _day(pdf, top.published, lines, [line.text for line in heads if line.page == 0], url)
    return Article(
        title=title or made_title(text.partition("\n\n")[0], name),
        text=text,
        url=url,
        source=top.source,
        author=top.author or author_of_file(pdf.facts.get("Author", "")),
        published=day,
        published_from=place,
        language=pdf.language,
        pages=starts,
    )


def _day(
    pdf: Pdf, known: str | None, lines: list[str], heads: list[str], url: str | None
) -> tuple[str | None, str | None]:
    """Return the day and where it was found, the surest place first.

    Newspapers print their day in the running heads of the first page; browsers that of printing.
    """
    own = [head for head in heads if not PRINTED.match(head)]
    places = (
        ("dateline", known or printed_day(lines) or printed_day(own)),
        ("url", url_day(url)),
        ("file", file_day(pdf, heads, "\n".join(lines))),
    )
    return next(((day, place) for place, day in places if day), (None, None))


def _read(content: bytes, name: str) -> Pdf:
    """Return what the first reader finds that finds any text."""
    found = [pdf_pages.read_with_pdfium(content, name)]
    if not found[0] or not any(page.lines for page in found[0].pages):
        found.append(pdf_plain.read_with_pypdf(content, name))
    read = [pdf for pdf in found if pdf]
    if not read:
        raise SourceError(name, "is a damaged PDF and cannot be read")
    return next((pdf for pdf in read if any(page.lines for page in pdf.pages)), read[0])


def _check(text: str, pdf: Pdf, name: str) -> None:
    """Raise ``SourceError`` when there is no text, or what there is are no words."""
    words = re.findall(r"[^\W_]", text)
    if len(words) < LITTLE and len(words) < LITTLE * len(pdf.pages) / 4 and pdf.drawn:
        raise SourceError(name, "holds pictures of pages and no text; run it through OCR first")
    if not words:
        raise SourceError(name, "holds no text")
    if len(words) < READABLE * len(re.sub(r"[\s.…|_-]", "", text)):
        raise SourceError(name, "does not say which letters it shows; run it through OCR first")


def _without_title(text: str, starts: tuple[int, ...], title: str) -> tuple[str, tuple[int, ...]]:
    """Return the text less the first paragraphs that only repeat the title."""
    cut = 0
    for end in (match.end() for match in re.finditer(r"\n+", text[: 4 * len(title)])):
        if same_words(text[:end], title):
            cut = end
    return text[cut:], tuple(max(0, start - cut) for start in starts)
