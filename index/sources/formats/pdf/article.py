"""A PDF -> its article; runs in the child process only."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ....article import Article
from ....errors import SourceError
from ...decode import clean_line
from ...facts.days import made_day, printed_day, url_day
from ...facts.titles import MAX_TITLE, author_of_file, made_title, same_words, title_of_file
from ...facts.top_lines import read_top
from ...pictures import advice
from .downloads import downloaded
from .heads import PRINTED, printed_from, without_heads
from .hyphens import Speller
from .join import text_of
from .labels import page_labels
from .pages import read_with_pdfium, read_with_pypdf
from .paragraphs import paragraphs_of
from .recognised import Recognised, recognised_pages, recognised_spans
from .text import LIGATURES, Line, Page, Pdf, body_size
from .unread import Why, told_unread, unread_pages, without_signs

LITTLE: Final = 20  # letters and digits; below, a file of pictures may bear its scanner's stamp
READABLE: Final = 0.35  # of the characters of a text are letters or digits
SCANNED: Final = "holds pictures of pages and no text"
UNMAPPED: Final = "does not say which letters it shows"

LARGER: Final = 1.15  # than the text: a title
TOP: Final = 0.6  # of the first page
DATED: Final = 40_000  # characters of a text whose days and years are looked at
FIRST_YEAR: Final = 1993  # of the first PDF
BROWSER: Final = re.compile(r"Mozilla/|(?:Chromium|Firefox|Safari)\b", re.I)


def articles_from_pdf(content: bytes, name: str) -> list[Article]:
    """Return the articles of a PDF: those of a database's download, or the one that it is.

    Raises:
        SourceError: the PDF is encrypted, damaged, too long or holds no text.
    """
    pdf = _read(content, name)
    unread = unread_pages(pdf.pages)
    found = recognised_pages(content, pdf.pages, list(unread))
    unread = {number: why for number, why in unread.items() if number not in found.pages}
    _refuse_unread(unread, pdf, name)
    pages = without_signs(found.within(pdf.pages), unread)
    pdf = replace(pdf, pages=pages, drawn=pdf.drawn and not found.pages)
    bare, heads = without_heads(pdf.pages)
    labels = page_labels(pdf.labels, heads, len(bare))
    articles = downloaded(pdf.pages, bare, labels)
    if not articles:
        articles = [(0, replace(_article(pdf, bare, heads, name), page_labels=labels))]
    ends = [*(first for first, _ in articles[1:]), len(bare)]
    begins = [0, *ends[:-1]]  # a page that nobody's words stand on belongs to the article before it
    return [
        _with_pictures(
            article,
            found.on(first, len(article.pages)),
            told_unread({page: unread[page] for page in unread if begin <= page < end}, len(bare)),
        )
        for (first, article), begin, end in zip(articles, begins, ends, strict=True)
    ]


def _with_pictures(article: Article, found: Recognised, unread: str | None) -> Article:
    """Return an article with what is known of its pages that are pictures."""
    spans, boxes = recognised_spans(article.text, article.pages, found)
    return replace(article, unread=unread, recognised=tuple(spans), boxes=tuple(boxes))


def _article(pdf: Pdf, pages: list[Page], heads: list[Line], name: str) -> Article:
    """Return the article that a PDF is, with the places where its pages begin."""
    title = title_of(pdf, name)
    text, starts = text_of(paragraphs_of(pages), len(pages))
    _check(text, pdf, name)
    first = _from_first_line(text[: starts[1] if len(starts) > 1 else None], pages)
    lines = [line for line in first[:20_000].split("\n") if line.strip()]
    top = read_top([f"# {title}", "", *lines] if title else lines)
    title = title or top.title
    text, starts = _without_title(text, starts, title)
    url = top.url or printed_from(heads)
    day, place = _day(pdf, top.published or printed_day(lines), text, heads, url)
    return Article(
        title=title or made_title(_from_first_line(text, pages).partition("\n\n")[0], name),
        text=text,
        url=url,
        source=top.source,
        author=top.author or author_of_file(pdf.facts.get("Author", "")),
        published=day,
        published_from=place,
        language=pdf.language,
        pages=starts,
    )


def _from_first_line(text: str, pages: list[Page]) -> str:
    """Return the text from the first printed line on; notes may stand before what they are to."""
    line = next((line.text for page in pages for line in page.lines), "")
    return text[max(0, text.find(" ".join(line.split()[:3]))) :]


def _day(
    pdf: Pdf, known: str | None, text: str, heads: list[Line], url: str | None
) -> tuple[str | None, str | None]:
    """Return the day and where it was found, the surest place first.

    Newspapers print their day in the running heads of the first page; browsers that of printing.
    """
    first = [line.text for line in heads if line.page == 0]
    places = (
        ("dateline", known or printed_day([head for head in first if not PRINTED.match(head)])),
        ("url", url_day(url)),
        ("file", file_day(pdf, first, "\n".join([*first, text[:DATED]]))),
    )
    return next(((day, place) for place, day in places if day), (None, None))


def _read(content: bytes, name: str) -> Pdf:
    """Return what the first reader finds that finds any text."""
    found = [read_with_pdfium(content, name)]
    if not found[0] or not any(page.lines for page in found[0].pages):
        found.append(read_with_pypdf(content, name))
    read = [pdf for pdf in found if pdf]
    if not read:
        raise SourceError(name, "is a damaged PDF and cannot be read")
    return next((pdf for pdf in read if any(page.lines for page in pdf.pages)), read[0])


def _refuse_unread(unread: Mapping[int, Why], pdf: Pdf, name: str) -> None:
    """Raise ``SourceError`` where no page at all was read."""
    if unread and len(unread) == len(pdf.pages):
        what = UNMAPPED if "letters" in unread.values() else SCANNED
        raise SourceError(name, f"{what}; {advice()}")


def _check(text: str, pdf: Pdf, name: str) -> None:
    """Raise ``SourceError`` when there is no text, or what there is are no words."""
    words = re.findall(r"[^\W_]", text)
    if len(words) < LITTLE and len(words) < LITTLE * len(pdf.pages) / 4 and pdf.drawn:
        raise SourceError(name, f"{SCANNED}; {advice()}")
    if not words:
        raise SourceError(name, "holds no text")
    if len(words) < READABLE * len(re.sub(r"[\s.…|_-]", "", text)):
        raise SourceError(name, f"{UNMAPPED}; {advice()}")


def _without_title(text: str, starts: tuple[int, ...], title: str) -> tuple[str, tuple[int, ...]]:
    """Return the text less the first paragraphs that only repeat the title."""
    cut = 0
    for end in (match.end() for match in re.finditer(r"\n+", text[: 4 * len(title)])):
        if same_words(text[:end], title):
            cut = end
    return text[cut:], tuple(max(0, start - cut) for start in starts)


def title_of(pdf: Pdf, name: str) -> str:
    """Return the title: as the PDF's maker left it if that makes sense, else as it is printed."""
    first = " ".join(line.text for page in pdf.pages[:1] for line in page.lines)
    return title_of_file(pdf.facts.get("Title", "").translate(LIGATURES), _printed_title(pdf), first, name)


def file_day(pdf: Pdf, heads: list[str], text: str) -> str | None:
    """Return the day that the file was made, but none of saving (a browser made it) or before its text."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", pdf.facts.get("CreationDate", ""))
    if not match or int(match[1]) < FIRST_YEAR or BROWSER.match(pdf.facts.get("Creator", "")):
        return None
    return None if any(map(PRINTED.match, heads)) else made_day("-".join(match.groups()), text)


def _printed_title(pdf: Pdf) -> str:
    """Return the largest words at the top of the first page, if they are larger than the text."""
    if not pdf.pages:
        return ""
    page = pdf.pages[0]
    top = [line for line in page.lines if line.y < TOP * page.height and _says_something(line)]
    largest = max((line.size for line in top), default=0.0)
    if largest < LARGER * body_size(pdf.pages):
        return ""
    title: list[Line] = []
    for line in top:
        if line.size > 0.95 * largest:
            title.append(line)
        elif title:
            break
    speller, text = Speller(title), ""
    for line in title:
        text, glue = speller.glue(text, line.text)
        text += glue + line.text
    return clean_line(text.replace(" | ", " ")) if len(text) <= MAX_TITLE else ""


def _says_something(line: Line) -> bool:
    """Leave out initials set large, figures and rules."""
    return sum(letter.isalpha() for letter in line.text) > 3
