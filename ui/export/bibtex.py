"""The cited articles as BibTeX, each with its quotes as an annotation, which no common style prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ..render import texts
from ..render.byline import in_part, is_file_day, outlet_name, page_line, written_day
from ..render.told import Quotation
from .exported import Export, address, one_line

_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")  # Jane Doe, J. R. R. van Doe
_BETWEEN: Final = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+and\s+")
# BibTeX counts braces and does not know a backslash before one, so braces are written by their names. So is
# what an old font encoding prints as another character, and what would join into a dash or a quotation mark.
_NAMED: Final = {
    **{each: f"\\{each}" for each in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "-": "-{}",
    "'": "'{}",
}
_MEANT: Final = re.compile(r"[&%$#_{}\\~^`<>|]|-(?=-)|'(?=')")

Cited = list[tuple[str, Quotation]]  # the quotations of one article, with the names of their marks


def bibtex(export: Export) -> str:
    """Return an entry for each cited article, in order of first citation; empty if none is cited.

    An article of an outlet is ``@article``, any other ``@misc``. When a page was looked at is not known,
    so there is no ``urldate``.
    """
    cited: dict[str, Cited] = {}
    for prefix, exchange in export.numbered():
        for each in exchange.told.citations if exchange.told else ():
            cited.setdefault(each.article_id, []).append((f"{prefix}{each.number}", each))
    keys = keys_of([(outlet_name(same[0][1]), same[0][1].published) for same in cited.values()])
    return "\n".join(_entry(key, same) for key, same in zip(keys, cited.values(), strict=True))


def _entry(key: str, cited: Cited) -> str:
    kind = "article" if outlet_name(cited[0][1]) else "misc"
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(cited))
    return f"@{kind}{{{key},\n{lines}}}\n"


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    _, first = cited[0]
    yield "title", f"{{{{{latex(first.title)}}}}}"  # braces twice: no style may change its capitals
    if first.author and one_line(first.author):
        yield "author", f"{{{_authors(one_line(first.author), outlet_name(first))}}}"
    if outlet := one_line(outlet_name(first)):
        yield "journal", f"{{{latex(outlet)}}}"
    yield from _day(None if is_file_day(first) else first.published)
    if pages := _pages(each for _, each in cited):
        yield "pages", f"{{{latex(pages)}}}"
    if web := address(first.url):
        yield "url", f"{{{web}}}"
    if unread := in_part(first):
        yield "note", f"{{{latex(unread)}}}"
    yield "annote", f"{{{' '.join(_quote(mark, each) for mark, each in cited)}}}"


def _pages(quotations: Iterable[Quotation]) -> str:
    """Return the printed numbers of the quoted pages, in the file's order."""
    known = sorted({(each.page, each.page_label or str(each.page)) for each in quotations if each.page})
    return ", ".join(dict.fromkeys(label for _, label in known))


def _day(published: str | None) -> Iterator[tuple[str, str]]:
    if published:
        day = date.fromisoformat(published[:10])
        yield "year", f"{{{day.year}}}"
        yield "month", written_day(published).split()[1][:3].lower()
        yield "day", f"{{{day.day}}}"


def _authors(author: str, outlet: str) -> str:
    """Return names joined by ``and`` where they are plainly people's; else all of it as one name."""
    names = _BETWEEN.split(author)
    if all(_NAME.fullmatch(name) for name in names) and not (outlet and outlet in author):
        return " and ".join(map(latex, names))
    return f"{{{latex(author)}}}"


def _quote(mark: str, citation: Quotation) -> str:
    page = f" {latex(line)}:" if (line := page_line([(citation.page, citation.page_label)])) else ""
    recognised = f" ({texts.RECOGNISED})" if citation.recognised else ""
    return f"[{mark}]{page} “{latex(citation.quote)}”{recognised}"


def keys_of(works: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return a key for each (outlet, ISO day): outlet and year, in ASCII, then ``-2``, ``-3`` … for the next.

    A key depends on the works before it alone, so that it stays when more are cited later.
    """
    keys: list[str] = []
    seen: dict[str, int] = {}
    for outlet, published in works:
        base = _ascii(outlet) + (published or "")[:4] or "article"
        seen[base] = seen.get(base, 0) + 1
        keys.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return keys


def _ascii(outlet: str) -> str:
    letters = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", letters.lower())


def latex(text: str) -> str:
    """Return a text on one line for LaTeX and BibTeX; other than ASCII stays as it is, in UTF-8."""
    return _MEANT.sub(lambda found: _NAMED[found[0]], one_line(text))
