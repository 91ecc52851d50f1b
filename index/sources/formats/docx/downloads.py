"""A document -> the articles of a database's download, or the one that it is; runs in the child only."""

from collections.abc import Iterator
from dataclasses import replace

from ....article import Article
from ...downloads.articles import Found, articles_in
from ...downloads.articles import article_of as downloaded
from ...downloads.labels import code_of, field_of
from .article import Document, Paragraph, Styles, article_of, paragraphs_in, read_docx, text_of
from .text import Block, Table


def articles_from_docx(content: bytes, name: str) -> list[Article]:
    """Return the articles of a Word document: those of a database's download, or the one that it is.

    Raises:
        SourceError: the document is encrypted, damaged, too large or holds no text.
    """
    return articles_of(read_docx(content, name), name)


def articles_of(document: Document, name: str) -> list[Article]:
    """Return the articles of a download, or the one that a document is; raises as ``article_of``."""
    lines, owners = _lines(document)
    found = articles_in(lines)
    if not found:
        return [article_of(document, name)]
    return [downloaded(one, text_of(_own(one, lines, owners))) for one in found]


def _lines(document: Document) -> tuple[list[str], list[Paragraph]]:
    """Return the lines of a document, a blank one behind each paragraph, and the paragraph of each line."""
    lines: list[str] = []
    owners: list[Paragraph] = []
    for one in document.body:
        for block in _line_blocks(one, document.styles):
            for owner in (*block, Paragraph("")):
                parts = owner.words.split("\n")
                lines += parts
                owners += [owner] * len(parts)
    return lines, owners


def _line_blocks(one: Block | Table, styles: Styles) -> Iterator[list[Paragraph]]:
    """Yield what stands together between blank lines: a paragraph, or a field's name and what it says."""
    if isinstance(one, Table) and _is_form(one):
        yield from _form_rows(one, styles)
    else:
        yield from ([own] for own in paragraphs_in([one], styles))


def _is_form(table: Table) -> bool:
    """Tell a table of fields: each row is what it is called and what it says."""
    first = [row.cells[0].found for row in table.rows if row.cells]
    names = [" ".join(one.words for one in cell if isinstance(one, Block)) for cell in first]
    fields = [name for name in names if code_of(name.strip()) or field_of(name.strip())]
    return len(fields) > 1 and 2 * len(fields) > len(names)


def _form_rows(table: Table, styles: Styles) -> Iterator[list[Paragraph]]:
    """Yield a field's name with the first paragraph of what it says, then its other paragraphs."""
    for row in table.rows:
        own = [one for cell in row.cells for one in paragraphs_in(cell.found, styles)]
        yield own[:2]
        yield from ([one] for one in own[2:])


def _own(found: Found, lines: list[str], owners: list[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs of one article's text."""
    own: list[Paragraph] = []
    above: Paragraph | None = None
    for place, cut in found.body:
        owner = owners[place]
        if owner is above:
            own[-1] = replace(own[-1], words=f"{own[-1].words}\n{lines[place][cut:]}")
        elif owner.words:
            own.append(Paragraph(lines[place][cut:], owner.kind))
        above = owner
    return own
