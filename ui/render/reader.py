"""An article as the reader pane shows it, with the quoted words marked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.article import Article

from . import texts
from .annotate import Layer, annotate, escaped
from .byline import dotted, link, on_pages, origin, title_of

MOST_COPIES: Final = 12  # named above an article
HARD_WRAPPED: Final = 100  # characters; a text with no longer line was broken to fit some window


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``[start, end)`` of an article's text, cited as ``number``."""

    number: int
    start: int
    end: int


def article_html(
    article: Article,
    quotes: Sequence[Span] = (),
    words: Sequence[tuple[int, int]] = (),
    *,
    copies: Sequence[Article] = (),
    note: str = "",
) -> str:
    """Return the article for the reader pane: head, then the text with quotes marked and words bold.

    The text's characters all stand in ``.article-text``, line breaks included, and the marks of one
    number together hold exactly the quotation, also where it runs over a paragraph's end.
    """
    warning = f'<p class="note" role="status">{escaped(note)}</p>' if note else ""
    body = _body(article, quotes, words)
    return (
        f'<article class="article" data-article="{escaped(article.id)}">'
        f"{_head(article, quotes, copies)}{warning}"
        f'<div class="article-text{_wrapping(article.text)}" dir="auto">{body}</div>'
        f"</article>"
    )


def _head(article: Article, quotes: Sequence[Span], copies: Sequence[Article]) -> str:
    author = f"<bdi>{escaped(article.author)}</bdi>" if article.author else ""
    by = f'<p class="author">{escaped(texts.BY).format(author=author)}</p>' if author else ""
    address = f'<p class="address">{link(article.url)}</p>' if article.url else ""
    heading = f'<h2 dir="auto">{escaped(title_of(article))}</h2>'
    return (
        f'{_bar(article, quotes)}<header class="article-head">{heading}{by}{address}{_also(copies)}</header>'
    )


def _bar(article: Article, quotes: Sequence[Span]) -> str:
    """The line that stays in view: outlet, day and pages, the way from quote to quote, and the way out."""
    known = texts.DAY_FROM.get(article.published_from or "", "") if article.published else ""
    dated = origin(article) + (f' <span class="found">({escaped(known)})</span>' if known else "")
    pages = [page for quote in quotes if (page := article.page(quote.start))]
    step = (
        '<button type="button" class="icon" data-step="{}" aria-label="{label}" title="{label}">{}</button>'
    )
    before = step.format(-1, "‹", label=escaped(texts.PREVIOUS))
    after = step.format(1, "›", label=escaped(texts.NEXT))
    return (
        f'<div class="bar"><p class="where">{dotted(dated, on_pages(pages))}</p>'
        f'<span class="walk" hidden>{before}<span class="nth" role="status"></span>{after}</span>'
        f'<button type="button" class="icon close" aria-label="{escaped(texts.CLOSE)}" '
        f'title="{escaped(texts.CLOSE)}">✕</button></div>'
    )


def _also(copies: Sequence[Article]) -> str:
    """Name the near-copies of an article, so many of them as one line holds."""
    named = [origin(copy) or f"<bdi>{escaped(title_of(copy))}</bdi>" for copy in copies[:MOST_COPIES]]
    more = texts.AND_MORE.format(n=len(copies) - MOST_COPIES) if len(copies) > MOST_COPIES else ""
    told = escaped(texts.ALSO).format(copies="; ".join(named) + more)
    return f'<p class="also">{told}</p>' if named else ""


def _body(article: Article, quotes: Sequence[Span], words: Sequence[tuple[int, int]]) -> str:
    marks = [Layer(q.start, q.end, "mark", f'data-citation="{q.number}"') for q in quotes]
    layers = [*marks, *(Layer(start, end, "strong") for start, end in words)]
    parts = []
    for start, end, is_break in _paragraphs(article.text):
        own = [x for x in layers if x.start < end and start < x.end]
        inner = "".join(_by_page(article, own, start, end))
        parts.append(inner if is_break else f'<p dir="auto">{inner}</p>')
    return "".join(parts)


def _by_page(article: Article, layers: Sequence[Layer], start: int, end: int) -> Iterator[str]:
    """Yield the words of a paragraph, and before those that begin a page its number, which is no text."""
    first, last = bisect_left(article.pages, start), bisect_left(article.pages, end)
    here = start
    for page in range(first, last):
        yield annotate(article.text, layers, start=here, end=article.pages[page])
        here = article.pages[page]
        yield f'<span class="page-start" data-page="{escaped(texts.PAGE_NUMBER).format(n=page + 1)}"></span>'
    yield annotate(article.text, layers, start=here, end=end)


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


def _wrapping(text: str) -> str:
    """Lines of a hard-wrapped text flow together; otherwise a line's end was meant and stays."""
    longest = max(map(len, text.splitlines()), default=0)
    return " keeps-lines" if longest > HARD_WRAPPED else ""
