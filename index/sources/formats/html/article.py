"""A saved page -> its article; runs in the child process only."""

import re
from dataclasses import replace
from typing import Any, Final

from ....article import Article
from ....errors import SourceError
from ...decode import clean, decode
from ...facts.clutter import is_clutter
from ...facts.titles import same_words
from ...facts.top_lines import completed, read_top
from ..safe_xml import markup_in
from .beside import leave_out_beside
from .boxes import without_boxes
from .downloads import downloaded
from .kept_tables import kept_tables, with_tables
from .marks import HtmlElement, PageFacts, page_facts
from .opening import described_starts, join_drop_caps, lead_of
from .paragraphs import plain_paragraphs
from .particulars import author_of, language_of, published_day, source_of, title_of, url_of
from .raised_marks import write_raised_marks
from .table_rows import parted_rows, write_tables

LITTLE: Final = 250  # code points; below, the simple reader is asked what it finds
MUCH_MORE: Final = 4
LEAST_PARSED: Final = 2  # of a page half at least is in its tree; what is nested too deeply is not
MAX_KICKER: Final = 40  # code points; what stands above a title in the text
NEAR_TOP: Final = 3  # paragraphs in which a byline is looked for
DECLARATION: Final = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
TOGETHER: Final = re.compile(r"(?:- |\d{1,3}\. |\|)")  # lines of a list or table stay one paragraph


def import_libraries() -> None:
    """Import what parsing needs, so that it does not count as a file's time."""
    import trafilatura  # noqa: F401


def articles_from_html(content: bytes, name: str) -> list[Article]:
    """Return the articles of a page: those of a database's download, or the one that it is.

    Raises:
        SourceError: there is no text.
    """
    html = decode(content, html=True)
    return downloaded(html) or [_article(DECLARATION.sub("", html, count=1), name)]


def _article(html: str, name: str) -> Article:
    """Return the article that a page is."""
    tree = _tree(html)
    tables = kept_tables(tree, write_tables(tree)) if tree is not None else []
    facts = page_facts(tree) if tree is not None else PageFacts({}, {})
    known = _particulars(tree, facts, html) if tree is not None else {}
    title = known.get("title") or ""
    if tree is not None:
        leave_out_beside(tree, described_starts(facts))
    rows = [row for words in _body(_paragraphs(html, tree), title) for row in parted_rows(words)]
    body = with_tables(rows, tables)
    if not body:
        raise SourceError(name, "no article text found")
    lead = lead_of(tree, facts, title, body) if tree is not None else None
    body = [*_body([lead] if lead else [], title), *body]
    top = read_top([f"# {title}", "", *body[:NEAR_TOP]])
    top = replace(top, title="", url=None)  # which the mark-up tells
    return Article(text="\n\n".join(body), **completed(known, top, body[0], name))


def _tree(html: str) -> HtmlElement:
    """Return the parsed page, ``None`` when nothing can be made of it."""
    from trafilatura import load_html

    tree = load_html(html)
    if tree is not None:
        join_drop_caps(tree)
        write_raised_marks(tree)
    return tree


def _particulars(tree: HtmlElement, facts: PageFacts, html: str) -> dict[str, Any]:
    url = url_of(tree, facts, html)
    source = source_of(tree, facts, url)
    day, place = published_day(tree, facts, url) or (None, None)
    return {
        "title": title_of(tree, facts, source, url),
        "url": url,
        "source": source,
        "author": author_of(tree, facts),
        "published": day,
        "published_from": place,
        "language": language_of(tree, facts),
    }


def _body(paragraphs: list[str], title: str) -> list[str]:
    """Return the paragraphs of the article: no banners, no menus of articles, nor its title again."""
    body = [words for words in paragraphs if not is_clutter(words) and not is_menu(words, title)]
    above = [words.lstrip("# ") for words in body[:NEAR_TOP]]
    again = max((number for number, words in enumerate(above) if same_words(words, title)), default=-1)
    kickers = [words for words in above[: again + 1] if not same_words(words, title)]
    if all(len(words) <= MAX_KICKER for words in kickers):
        del body[: again + 1]
    return body


def _paragraphs(html: str, tree: HtmlElement) -> list[str]:
    """Return the paragraphs of the article: trafilatura's, or the simple reader's if far more."""
    from trafilatura import bare_extraction

    found: Any = None
    if tree is not None:
        found = bare_extraction(without_boxes(tree), include_comments=False, with_metadata=False)
    paragraphs = _parted(clean(found.text or "")) if found else []
    size = sum(map(len, paragraphs))
    if size >= LITTLE and len(paragraphs) > 1:
        return paragraphs
    written = markup_in(tree) if tree is not None else ""
    whole = plain_paragraphs(written if LEAST_PARSED * len(written) > len(html) else html)
    paragraphs = _told_apart(paragraphs, whole)
    plain = [words for words in whole if not is_clutter(words)]
    if size >= LITTLE:
        return paragraphs
    if not plain:  # what little there is stands in menus
        return []
    return plain if sum(map(len, plain)) > MUCH_MORE * size else paragraphs


def _told_apart(paragraphs: list[str], whole: list[str]) -> list[str]:
    """Return a single paragraph as those of the page that make it up: trafilatura runs short ones on."""
    if len(paragraphs) != 1:
        return paragraphs
    (text,), at = paragraphs, 0
    found: list[str] = []
    for words in whole:
        if text.startswith(words, at):
            found.append(words)
            at += len(words) + 1
    return found if at > len(text) else paragraphs


def _parted(text: str) -> list[str]:
    """Return paragraphs from lines, where the lines of one list or table are one paragraph."""
    found: list[str] = []
    kind_above = ""
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        match = TOGETHER.match(line)
        kind = match[0][-2:] if match else ""
        if kind and kind == kind_above:
            found[-1] += "\n" + line
        else:
            found.append(line)
        kind_above = kind
    return found


def is_menu(paragraph: str, title: str) -> bool:
    """Tell whether the lines of a paragraph are a list of articles: one of them is the title of this one."""
    lines = paragraph.split("\n")
    return len(lines) > 2 and bool(title) and any(same_words(line.lstrip("-| "), title) for line in lines)
