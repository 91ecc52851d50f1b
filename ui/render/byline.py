"""The words that stand with every quotation: title, outlet, date, how many sources; all as plain text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from index.article import Article, what_is_unread
from index.language.relative_dates import in_words
from index.passage import bare
from rag.answer import Searched

from . import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .told import Quotation

FIRST_WORDS: Final = 60  # characters that stand for a title
SHORT: Final = 240  # characters of a passage that is shown by itself


class Described(Protocol):
    """What is known of an article: the article itself, or what was told of it."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def unread(self) -> str | None: ...


def title_of(article: Article) -> str:
    """Return the title of an article, or its first words for one without, as plain text."""
    return article.title.strip() or f"{article.text.strip()[:FIRST_WORDS]}…"


def written_day(day: str | None) -> str:
    """Return ``2018-10-05`` as ``5 October 2018``, nothing for no day."""
    if not day:
        return ""
    return in_words(date.fromisoformat(day[:10]))


def dated(article: Described) -> str:
    """Return the day of publication as it is written; that of a file says that it is no more than that."""
    day = written_day(article.published)
    return texts.FILE_MADE.format(day=day) if day and is_file_day(article) else day


def is_file_day(article: Described) -> bool:
    """Tell whether all that is known of an article's day is when its file was made."""
    return getattr(article, "published_from", None) == "file"


def written_span(first: str | None, last: str | None) -> str:
    """Return ``14 October 2016 – 23 August 2023``, one day if both are the same, nothing for none."""
    days = [written_day(day) for day in (first, last) if day]
    return " – ".join(dict.fromkeys(days))


def corrected_line(read: "Mapping[str, str | None]") -> str:
    """Return ``Corrected by hand; read: outlet “The Wire”, no author.`` of what was read, or nothing."""
    told = [
        f"{texts.CORRECTED[field]} “{written_day(value) if field == 'published' else value}”"
        if value
        else f"no {texts.CORRECTED[field]}"
        for field, value in sorted(read.items(), key=lambda each: list(texts.CORRECTED).index(each[0]))
    ]
    return texts.BY_HAND.format(read=", ".join(told)) if told else ""


def counted(number: int, noun: str) -> str:
    """Return ``1 article``, ``1,234 articles``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def page_line(pages: Iterable[tuple[int | None, str | None]]) -> str:
    """Return ``p. 3``, or ``p. iv (PDF page 4)`` where another number is printed; nothing for no page.

    Args:
        pages: of each its number in the file, and the number printed on it, empty where there is none.
    """
    known = sorted({(page, str(page) if label is None else label) for page, label in pages if page})
    printed = ", ".join(dict.fromkeys(label for _, label in known if label))
    if all(label == str(page) for page, label in known):
        return f"p. {printed}" if known else ""
    numbers = f"PDF page{'s' * (len(known) > 1)} {', '.join(str(page) for page, _ in known)}"
    return f"p. {printed} ({numbers})" if printed else numbers


def searched_line(searched: Searched) -> str:
    """Return ``Searched 18 articles, 14 October 2016 – 23 August 2023.``"""
    span = written_span(searched.first, searched.last)
    found = counted(searched.articles, "article")
    return texts.SEARCHED.format(what=f"{found}, {span}" if span else found)


def in_part_line(searched: Searched) -> str:
    """Return ``2 articles were read only in part: dam.pdf: 3 of 9 pages …; and 1 more.`` or nothing."""
    if not searched.in_part:
        return ""
    more = searched.in_part - len(searched.unread)
    first = "; ".join([*searched.unread, *([f"and {more:,} more"] if more > 0 else [])])
    was = "was" if searched.in_part == 1 else "were"
    line = texts.READ_IN_PART.format(articles=counted(searched.in_part, "article"), was=was, first=first)
    return f"{line}."


def in_part(article: Described) -> str:
    """Return ``Read only in part: 2 of 3 pages are pictures …`` of an article, nothing where all was read."""
    unread = what_is_unread(article.unread)
    return texts.IN_PART.format(unread=unread) if unread else ""


def outlet_name(article: Described) -> str:
    """Return the source's name, or the host of the url, or nothing, as plain text."""
    return article.source or host(article.url)


def host(url: str | None) -> str:
    """Return the host of an http(s) address; empty for anything that a browser should not follow."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def independent(citations: "Sequence[Quotation]") -> str:
    """Return ``2 independent sources, newest 12 June 2018``.

    Nothing for one article that no other repeats: there is nothing to count.
    """
    if len({citation.story for citation in citations}) < 2 and not any(each.copies for each in citations):
        return ""
    days = [day for citation in citations if (day := citation.published)]
    newest = f", newest {written_day(max(days))}" if days else ""
    return counted(_groups(citations), "independent source") + newest


def _groups(citations: "Sequence[Quotation]") -> int:
    """Return how many groups are left when citations of one story, or of one outlet, are joined."""
    groups: list[set[str]] = []
    for citation in citations:
        names = {f"story {citation.story}"}
        if citation.source:
            names.add(f"outlet {bare(citation.source)}")
        apart = [group for group in groups if not group & names]
        joined = names.union(*(group for group in groups if group & names))
        groups = [*apart, joined]
    return len(groups)


def in_lines(text: str) -> str:
    """Return a text with one line for each of its paragraphs and headings, and single spaces in them."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def shortened(text: str) -> str:
    """Return the same, cut at a word where it is long."""
    lines = in_lines(text)
    return lines if len(lines) <= SHORT else lines[:SHORT].rsplit(maxsplit=1)[0] + " …"
