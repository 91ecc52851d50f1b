"""The printed pages of a database's download -> its articles, each with the pages that it lies on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ....article import Article
from ...downloads.articles import Found, article_of, articles_in
from ...downloads.labels import field_of
from .join import text_of
from .paragraphs import paragraphs_of
from .text import Line, Page, begins_inside

GAP: Final = 1.7  # sizes of the type from line to line; a larger one parts paragraphs


def downloaded(
    printed: Sequence[Page], bare: Sequence[Page], labels: Sequence[str] = ()
) -> list[tuple[int, Article]]:
    """Return the articles of a download, each with the page, from 0, that it begins on; none for other PDFs.

    Their pages are the file's: those before an article hold none of its text.

    Args:
        printed: the pages as they are; a mark that stands on each is taken for a running head elsewhere.
        bare: the pages without running heads; what they lack is no article's text.
        labels: what is printed as the pages' numbers; without it they are counted.
    """
    lines, owners = _lines(printed)
    found = articles_in(lines)
    kept = {id(line) for page in bare for line in page.lines}
    bodies = [[(owners[place], cut) for place, cut in one.body] for one in found]
    own = [[(line, cut) for line, cut in body if line and id(line) in kept] for body in bodies]
    heads = [next((line.page for line in owners[slice(*one.span)] if line), 0) for one in found]
    return [
        (lines[0][0].page if lines else head, _article(one, lines, bare, labels))
        for one, lines, head in zip(found, own, heads, strict=True)
    ]


def _article(
    found: Found, own: list[tuple[Line, int]], pages: Sequence[Page], labels: Sequence[str]
) -> Article:
    if not own:
        return article_of(found, "")
    first, last = own[0][0].page, own[-1][0].page
    parts = [Page([], pages[number].height) for number in range(first, last + 1)]
    for line, cut in own:
        number = line.page - first
        parts[number].lines.append(replace(line, page=number, text=line.text[cut:]))
    text, starts = text_of(paragraphs_of(parts), len(parts))
    return article_of(found, text, pages=(0,) * first + starts, labels=tuple(labels[: last + 1]))


def _lines(pages: Sequence[Page]) -> tuple[list[str], list[Line | None]]:
    """Return the lines of all pages with blank ones where paragraphs are parted, and what each was."""
    lines: list[str] = []
    owners: list[Line | None] = []
    above: Line | None = None
    for line in (line for page in pages for line in page.lines):
        if above and _parts(above, line):
            lines.append("")
            owners.append(None)
        lines.append(line.text)
        owners.append(line)
        above = line
    return lines, owners


def _parts(above: Line, line: Line) -> bool:
    if above.page != line.page or line.y < above.y:
        return not begins_inside(line.text) or bool(field_of(above.text))
    return line.y - above.y > GAP * max(above.size, line.size) or abs(above.size - line.size) > 1
