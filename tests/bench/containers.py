"""Feeds, web archives and PDFs: what comes of them, beside what is known to be in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Final

from index import Article
from index.errors import SourceError
from index.sources import Parser
from tests.bench.figures import Figure
from tests.bench.pages import LOST, packed

ORIGIN: Final = "ORIGIN.txt"  # of a folder of data: where it is from
PAGES_KNOWN: Final = {
    "example-bad-non-chunked.warc.gz": ("http://example.com/",),
    "example-bad.warc.gz.bad": ("http://example.com?example=1",),
    "example-iana.org-chunked.warc": ("http://www.iana.org/",),
    "example-resource.warc.gz": ("http://example.com/",),
    "example-space-in-url.arc": ("http://example.com/index.cfm",),
    "example-wget-bad-target-uri.warc.gz": ("http://example.com/",),
    "example-wrong-chunks.warc.gz": ("http://example.com/",),
    "example.arc": ("http://example.com/",),
    "example.arc.gz": ("http://example.com/",),
    "example.warc": ("http://example.com/",),
    "example.warc.gz": ("http://example.com/",),
}
"""The whole pages answered with 200 in each archive, read off its records by hand; the others hold none."""
ENTRY: Final = re.compile(r"<(?:item|entry)\b")
TEXT: Final = re.compile(
    r"<(?:\w+:)?(description|summary|content|encoded|body)\b[^>]*>(.*?)</(?:\w+:)?\1>", re.S
)
COMMENT: Final = re.compile("<!--.*?-->", re.S)
TAG: Final = re.compile("<[^<>]*>")
WORD: Final = re.compile(r"\w+")

Outcome = tuple[tuple[Article, ...], str]
"""The articles of a file, or the line that says why there are none."""


def container_figures(data: Path) -> Iterator[Figure]:
    """Yield what comes of the feeds, web archives and PDFs under a folder."""
    with Parser() as parser:
        yield from _feeds(parser, packed(data / "feeds" / "feeds.tar.xz"))
        yield from _archives(parser, _files(data / "warc"))
        yield from _pdfs(parser, _files(data / "pdf"))


def outcome(parser: Parser, name: str, content: bytes) -> Outcome:
    """Return the articles of some bytes, or the line that says why there are none.

    Anything but articles and a refusal is a crash, and is not caught.
    """
    try:
        return parser.parse(name, content).articles, ""
    except SourceError as problem:
        return (), str(problem)


def is_refusal(line: str) -> bool:
    """Tell whether a line says what is wrong with a file, and not that its reader was lost over it."""
    return bool(line) and "\n" not in line and not any(words in line for words in LOST)


def words_kept(found: Sequence[str], known: Sequence[str]) -> float:
    """Return how many of the words of each text stand in the one found for it, each as often as there."""
    kept = total = 0
    for own, wanted in zip(found, known, strict=True):
        words = Counter(WORD.findall(wanted))
        kept += sum((words & Counter(WORD.findall(own))).values())
        total += sum(words.values())
    return kept / total if total else 1.0


def has_words(feed: bytes) -> bool:
    """Tell whether an element that holds an entry's text has words, whatever its mark-up."""
    text = COMMENT.sub("", feed.decode("latin-1"))
    entry = ENTRY.search(text)
    said = TEXT.finditer(text, entry.start()) if entry else ()
    return any(WORD.search(TAG.sub(" ", unescape(match[2]))) for match in said)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != ORIGIN}


def _feeds(parser: Parser, feeds: dict[str, bytes]) -> Iterator[Figure]:
    found = {name: outcome(parser, name, content) for name, content in feeds.items()}
    wordy = [name for name, content in feeds.items() if has_words(content)]
    given = sum(bool(found[name][0]) for name in wordy) / len(wordy)
    yield Figure(f"feeds, {len(wordy)} with words in an entry: give articles", given)
    some = sum(bool(articles) for articles, _ in found.values()) / len(found)
    refused = sum(is_refusal(line) for _, line in found.values()) / len(found)
    yield Figure(f"feeds, all {len(found)}: give articles", some)
    yield Figure(f"feeds, all {len(found)}: refused with a line that says why", refused, floored=False)
    yield Figure(f"feeds, all {len(found)}: every one does either (1 is yes)", _all_told(found))


def _all_told(found: Mapping[str, Outcome]) -> float:
    """Return 1 when each file gave articles or was refused, else 0: one that did neither is one too many."""
    return float(all(articles or is_refusal(line) for articles, line in found.values()))


def _archives(parser: Parser, archives: dict[str, bytes]) -> Iterator[Figure]:
    found = {name: outcome(parser, name, content) for name, content in archives.items()}
    for kind in ("warc", "arc"):
        known = {name: pages for name, pages in PAGES_KNOWN.items() if f".{kind}" in name}
        pages = sum(len(each) for each in known.values())
        read = sum(min(len(each), len(found[name][0])) for name, each in known.items())
        yield Figure(f"{kind.upper()}, {len(known)} archives: found of the {pages} pages known", read / pages)
    counts = {name: len(articles) for name, (articles, _) in found.items()}
    more = sum(max(0, count - len(PAGES_KNOWN.get(name, ()))) for name, count in counts.items())
    yield Figure(f"web archives, all {len(found)}: pages that are none", float(more), floored=False)
    yield Figure(f"web archives, all {len(found)}: pages or a refusal of each (1 is yes)", _all_told(found))


def _pdfs(parser: Parser, pdfs: dict[str, bytes]) -> Iterator[Figure]:
    pages = known_pages = 0
    ours: list[str] = []
    known: list[str] = []
    for name, content in pdfs.items():
        articles, _ = outcome(parser, name, content)
        texts = plain_pages(content)
        known_pages += len(texts)
        pages += sum(len(article.pages) for article in articles)
        ours.append("\n".join(words for article in articles for words in (article.title, article.text)))
        known.append("\n".join(texts))
    yield Figure(f"PDF, {len(pdfs)}: pages kept of pdfium's {known_pages}", pages / known_pages)
    yield Figure(f"PDF, {len(pdfs)}: words kept of those that pdfium finds", words_kept(ours, known))
    yield Figure(f"PDF, {len(pdfs)}: words that pdfium does not find", 1 - words_kept(known, ours), low=True)


def plain_pages(content: bytes) -> list[str]:
    """Return the text of each page of a PDF as pdfium gives it."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]
