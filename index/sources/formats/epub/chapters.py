"""An e-book -> its chapters as articles, or the articles that were collected in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from ....article import Article
from ....errors import SourceError
from ...decode import clean_line
from ...facts.days import made_day
from ...facts.titles import made_title, same_words
from ...facts.top_lines import read_top
from ..block_tables import Block
from ..blocks import blocks_of, joined
from ..safe_xml import plain_xml
from .book import Book, DamagedDocument, Document, Pack, book_in

LITTLE: Final = 200  # characters; a document of fewer is a title page, a dedication, a picture
FRONT: Final = 3_000  # characters; a longer document is read whatever its file is called
_NOT_READ: Final = """
    cover title-page titlepage halftitlepage toc contents landmarks loi lot page-list copyright-page
    copyright imprint colophon index
"""
NOT_READ: Final = frozenset(_NOT_READ.split())
FILE: Final = re.compile(
    r"(?:\d+[_-])?(?:cover|(?:half)?[_-]?title|toc|nav|contents|copyright|imprint|colophon)(?:[_-]?page)?(?:[_-]?\d+)?",
    re.I,
)
TYPED: Final = re.compile(
    r"<(?:body|section)\b[^<>]{0,500}?\bepub:type\s*=\s*[\"']([\w\s:-]{1,200})[\"']", re.I
)
RIGHTS: Final = re.compile(r"no part of this (?:publication|book|work)|library of congress|\bISBN\b", re.I)
COPYRIGHT: Final = re.compile(r"©|copyright|all rights reserved|alle rechte vorbehalten|tous droits", re.I)
HEADING: Final = re.compile(r"h[1-6]")
NUMBER: Final = re.compile(
    r"(?:(?:chapter|part|kapitel|teil|chapitre|partie|capítulo|parte)\s+(?:\w|-){1,12}|\d{1,3}|[IVXLC]{1,7})[.:]?",
    re.I,
)
NEAR_TOP: Final = 6  # blocks
TOP: Final = 20_000  # characters whose first lines are looked at
DATED: Final = 40_000  # characters whose days and years are looked at


def articles_from_epub(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield an article for each document of an EPUB that holds text, in the order of reading.

    Covers, title pages, tables of contents and pages of rights are left out. ``source`` is the
    book's title. A document that is damaged is yielded as the reason.

    Raises:
        SourceError: the book is damaged, protected, or holds no text.
    """
    pack = Pack(content, name)
    book = book_in(pack)
    empty = not book.missing
    if book.missing:
        every = len(book.documents) + book.missing
        yield SourceError(
            name, f"is a damaged e-book: {book.missing:,} of its {every:,} documents are missing"
        )
    for document in book.documents:
        try:
            text = pack.read(document.path)
            article = _article(plain_xml(text, name) if "<!ENTITY" in text else text, document, book)
        except DamagedDocument as problem:
            empty = False
            yield problem
        else:
            empty = empty and article is None
            if article:
                yield article
    if empty:
        raise SourceError(name, "is an e-book that holds no text, perhaps only pictures")


def _article(text: str, document: Document, book: Book) -> Article | None:
    """Return the article of a document, ``None`` when it is none."""
    blocks = blocks_of(text)
    named = next((block.words for block in blocks if block.tag == "title"), "")
    blocks = [block for block in blocks if block.tag != "title"]
    if _is_no_article(text, blocks, document):
        return None
    title, blocks = _titled(blocks, document.label, book)
    if not title and not same_words(named, book.title):
        title = clean_line(named)
    body = joined(blocks)
    if not body:
        return None
    return _dated(
        Article(
            title=title or made_title(body[0], PurePosixPath(document.path).name),
            text="\n\n".join(body),
            source=book.title or None,
            author=book.author,
            published=book.day,
            published_from="epub" if book.day else None,
            language=book.language,
        ),
        made=book.made,
    )


def _dated(article: Article, *, made: bool) -> Article:
    """Return an article with the day, outlet and author that its first lines name, as those of the press do.

    A day alone may be that of a diary. The day on which the file was ``made`` counts as in other files.
    """
    top = read_top([f"# {article.title}", "", *article.text[:TOP].split("\n")])
    if top.published and (top.author or top.source):
        return replace(
            article,
            author=top.author or article.author,
            source=top.source or article.source,
            published=top.published,
            published_from="dateline",
        )
    if not made or not article.published:
        return article
    day = made_day(article.published, article.text[:DATED])
    return replace(article, published=day, published_from="file" if day else None)


def _is_no_article(text: str, blocks: list[Block], document: Document) -> bool:
    """Tell covers, contents, pages of rights and the like from what is to be read."""
    words = " ".join(block.words for block in blocks)
    if len(words) < LITTLE:
        return True
    typed = TYPED.search(text)
    kinds = document.kinds | frozenset(typed[1].lower().split() if typed else ())
    linked = sum(block.linked for block in blocks)
    if NOT_READ.intersection(kinds) or 2 * linked > len(words):
        return True
    if len(words) > FRONT:
        return False
    rights = RIGHTS.search(words) and COPYRIGHT.search(words)
    return bool(rights or FILE.fullmatch(PurePosixPath(document.path).stem))


def _titled(blocks: list[Block], label: str, book: Book) -> tuple[str, list[Block]]:
    """Return the title of a document and its blocks below; else what the contents call it.

    Headings that repeat the book's title or author are dropped; that of a number is put before the next.
    """
    first = next((at for at, block in enumerate(blocks[:NEAR_TOP]) if HEADING.fullmatch(block.tag)), None)
    if first is None:
        return label, blocks
    end = next((at for at in range(first, len(blocks)) if not HEADING.fullmatch(blocks[at].tag)), len(blocks))
    headings = [clean_line(block.words) for block in blocks[first:end]]
    own = [words for words in headings if not same_words(words, book.title) and words != book.author]
    below = blocks[:first] + blocks[end:]
    if not own:
        return label, below
    if NUMBER.fullmatch(own[0]) and len(own) > 1:
        own[:2] = [f"{own[0].rstrip('.:')}: {own[1]}"]
    elif NUMBER.fullmatch(own[0]) and len(label) > len(own[0]):
        own[0] = label
    return own[0], [*blocks[:first], *(Block("h2", words) for words in own[1:]), *blocks[end:]]
