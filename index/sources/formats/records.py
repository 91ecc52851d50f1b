"""A record of any table or list -> its article, a page to read, or where its text lies."""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import clean
from ..facts.records import files_of, keyed, known_of, text_of
from ..facts.top_lines import Top, completed
from . import Member, Pointer

MARK_UP: Final = re.compile(
    r"</(?:p|div|article|section|ul|ol|table|blockquote|body|h[1-6]|sup|sub)\s*>|<br\s*/?>", re.I
)
WHOLE: Final = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head)\b", re.I | re.S)


def part_of(
    record: Mapping[str, Any], where: str, *, loose: bool = False
) -> Article | Member | Pointer | SourceError:
    """Return the article of a record; one whose text is HTML as a page that is yet to be read.

    One without a text points to its article: by its address, by names of files, or, if pointers may be
    ``loose``, by its title alone.
    """
    said = keyed(record)
    known = known_of(said)
    text = text_of(said)
    if text and MARK_UP.search(text):
        return page_of(clean(text), known, where.rpartition(": ")[2])
    text = clean(text).strip()
    if text:
        return Article(text=text, **completed(known, Top(), text.split("\n\n", 1)[0], where))
    files = files_of(said)
    if "url" in known or ("title" in known and (files or loose)):
        return Pointer(known, files)
    return SourceError(where, "has no text")


def page_of(markup: str, known: Mapping[str, str], place: str) -> Member:
    """Return a text that is mark-up as a page with its particulars.

    A whole page speaks for itself first. Part of one has no title of its own: its headings are no titles.
    """
    if WHOLE.match(markup):
        return Member(place, markup.encode(), "html", defaults=known)
    title = html.escape(known.get("title", ""))
    page = f"<html><head><title>{title}</title></head><body><article>{markup}</article></body></html>"
    return Member(place, page.encode(), "html", known=known)
