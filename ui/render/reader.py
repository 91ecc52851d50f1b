"""An article as the reader pane shows it, with the quoted words marked, and the address of that.

The address says which words are quoted and which are bold, so a mark works for as long as the article is
there: in older answers, after a reload of the server, in two windows at once.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from index.article import Article

from . import texts
from .annotate import Layer, Run, annotate
from .byline import corrected_line, page_line
from .marks import asked_places
from .page_pictures import PagePicture, page_pictures
from .templates import rendered
from .told import Passage, Quotation, Told

ROUTE: Final = "api/article"
MOST_SPANS: Final = 200
MOST_COPIES: Final = 12  # named above an article
HARD_WRAPPED: Final = 100  # characters; a text with no longer line was broken to fit some window


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``[start, end)`` of an article's text, cited as ``number``."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the break between two; its parts begin with what a page is called, or with nothing.

    ``pictures`` are pages that its quoted words were recognised on.
    """

    is_break: bool
    parts: list[tuple[str, list[Run]]]
    pictures: tuple[PagePicture, ...] = ()


def article_html(
    article: Article,
    quotes: Sequence[Span] = (),
    words: Sequence[tuple[int, int]] = (),
    *,
    copies: Sequence[Article] = (),
    note: str = "",
    tags: Sequence[str] = (),
    read: Mapping[str, str | None] | None = None,
) -> str:
    """Return the article for the reader pane: head, then the text with quotes marked and words bold.

    The text's characters all stand in ``.article-text``, line breaks included, and the marks of one
    number together hold exactly the quotation, also where it runs over a paragraph's end. ``read`` is what
    was read where it was corrected by hand.
    """
    return rendered(
        "render/reader.html",
        "article",
        article=article,
        found=texts.DAY_FROM.get(article.published_from or "", "") if article.published else "",
        pages=[(article.page(each.start), article.page_label(each.start)) for each in quotes],
        copies=copies[:MOST_COPIES],
        more=max(len(copies) - MOST_COPIES, 0),
        note=note,
        tags=tags,
        corrected=corrected_line(read or {}),
        paragraphs=_marked(article, quotes, words),
        recognised=any(article.is_recognised(each.start, each.end) for each in quotes),
        keeps_lines=max(map(len, article.text.splitlines()), default=0) > HARD_WRAPPED,
    )


def reading_address(
    of: Quotation | Passage, quotes: Iterable[Span], words: Iterable[tuple[int, int]] = ()
) -> str:
    """Return the relative address of the article of a quotation, with these words marked and bold."""
    return address_of(of.article_id, of.sha256, quotes, words)


def address_of(
    article_id: str, sha256: str, quotes: Iterable[Span], words: Iterable[tuple[int, int]] = ()
) -> str:
    """Return the relative address of an article whose text has this digest; see ``reading_address``."""
    asked = {
        "text": sha256[:16],
        "quotes": ".".join(f"{span.number}-{span.start}-{span.end}" for span in quotes),
        "words": ".".join(f"{start}-{end}" for start, end in words),
    }
    return f"{ROUTE}/{quote(article_id, safe='')}?{urlencode({k: v for k, v in asked.items() if v})}"


def article_address(article_id: str) -> str:
    """Return the relative address of an article, with nothing marked."""
    return f"{ROUTE}/{quote(article_id, safe='')}"


def answer_addresses(answer: Told) -> dict[int, str]:
    """Return for each citation's number the address of its article with all quotes of this answer."""
    addresses = {}
    for citation in answer.citations:
        same = [c for c in answer.citations if c.article_id == citation.article_id]
        quotes = [Span(c.number, c.start, c.end) for c in same]
        words = [span for c in same for span in c.answer_words]
        addresses[citation.number] = reading_address(citation, quotes, words)
    return addresses


def closest_addresses(answer: Told) -> list[str]:
    """Return for each of the closest passages, numbered from 1, the address of its article.

    The words that were asked for are bold there.
    """
    return [
        reading_address(
            each,
            [Span(number, each.start, each.end)],
            [
                (each.start + start, each.start + end)
                for start, end in asked_places(answer.query, each.quote)[:MOST_SPANS]
            ],
        )
        for number, each in enumerate(answer.closest, 1)
    ]


def asked_quotes(text: str) -> list[Span]:
    """Read ``1-120-340.2-400-500``.

    Raises:
        ValueError: it is written otherwise.
    """
    return [Span(number, start, end) for number, start, end in _numbers(text, 3)]


def asked_words(text: str) -> list[tuple[int, int]]:
    """Read ``130-140.405-410``.

    Raises:
        ValueError: it is written otherwise.
    """
    return [(start, end) for start, end in _numbers(text, 2)]


def _numbers(text: str, count: int) -> list[Sequence[int]]:
    parts = [part for part in text.split(".") if part]
    pattern = "-".join([r"\d{1,9}"] * count)
    if len(parts) > MOST_SPANS or not all(re.fullmatch(pattern, part, re.ASCII) for part in parts):
        raise ValueError(f"{text[:60]!r} are no offsets; write them as {'-'.join('123'[:count])}")
    return [[int(number) for number in part.split("-")] for part in parts]


def _marked(article: Article, quotes: Sequence[Span], words: Sequence[tuple[int, int]]) -> list[Paragraph]:
    marks = [Layer(q.start, q.end, "mark", {"data-citation": str(q.number)}) for q in quotes]
    layers = [*marks, *(Layer(start, end, "strong") for start, end in words)]
    pictures = page_pictures(article, [(each.start, each.end) for each in quotes])
    return [
        Paragraph(
            is_break,
            list(_by_page(article, layers, start, end)),
            tuple(each for each in pictures if start <= each.after < end),
        )
        for start, end, is_break in _paragraphs(article.text)
    ]


def _by_page(
    article: Article, layers: Sequence[Layer], start: int, end: int
) -> Iterator[tuple[str, list[Run]]]:
    """Yield the words of a paragraph, those that begin a page with what it is called."""
    own = [x for x in layers if x.start < end and start < x.end]
    begun = range(bisect_left(article.pages, start), bisect_left(article.pages, end))
    edges = [start, *(article.pages[page] for page in begun), end]
    labels = article.page_labels or range(1, len(article.pages) + 1)
    names = ["", *(page_line([(page + 1, str(labels[page]))]) for page in begun)]
    for name, here, following in zip(names, edges[:-1], edges[1:], strict=True):
        yield name, annotate(article.text, own, start=here, end=following)


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Cut the text into paragraphs and the breaks between them, in order and without a gap.

    Paragraphs are set apart by blank lines; in a text without any, each line is one.
    """
    breaks = list(re.finditer(r"\n\s*", text))
    blank = [found for found in breaks if found.group().count("\n") > 1 and found.end() < len(text)]
    here = 0
    for found in blank or breaks:
        if found.start() > here:
            yield here, found.start(), False
        yield found.start(), found.end(), True
        here = found.end()
    if here < len(text):
        yield here, len(text), False
