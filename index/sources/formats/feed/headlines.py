"""Headlines of other outlets, which aggregators list where a feed's entry should have its text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...decode import clean_line
from ...facts.titles import plain, same_words

LONGEST: Final = 50_000  # characters of such a list
MAX_OUTLET: Final = 60  # code points of an outlet's name
ITEM: Final = re.compile(r"<li\b[^<>]*>", re.I)
LINK: Final = re.compile(
    r"\s*(?:<(?!/?a\b)[^<>]*>\s*)*<a\b([^<>]*)>((?:[^<]|<(?!/?a\b))*)</a\s*>((?:[^<]|<(?!/?a\b))*)", re.I
)
HREF: Final = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.I)
TAG: Final = re.compile(r"<[^<>]*>")
DASH: Final = re.compile(r"\s+[-–—|]\s+")
SENTENCE: Final = re.compile(r"[.!?]\s|[.!?…]$")
ENDED: Final = re.compile(r"[.!?…。！？।۔][\"'”’»)\]」』]*$")
NO_LATIN_STOP: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]$")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with the outlet that it is of, if that is said, and its address."""

    words: str
    outlet: str
    url: str


def headlines_in(markup: str, title: str) -> list[Headline]:
    """Return the headlines of a text that is nothing but links, each with an outlet's name behind it.

    Of a single link the words must be those of the ``title``. Empty for any other text.
    """
    if len(markup) > LONGEST:
        return []
    above, *items = ITEM.split(markup)
    if items and _words(above):
        return []
    found = list(filter(None, map(_headline, items or [above])))
    if len(found) != sum(bool(_words(item)) for item in items or [above]):
        return []
    told = any(one.outlet for one in found) if items else any(is_title(one, title) for one in found)
    return found if told else []


def is_title(headline: Headline, title: str) -> bool:
    """Tell whether a headline is that of an entry, whose title may name the outlet behind it."""
    return same_words(headline.words, title) or same_words(f"{headline.words} {headline.outlet}", title)


def without_outlet(title: str, outlet: str | None) -> str:
    """Return a title less the outlet's name that an aggregator puts behind it."""
    parts = list(DASH.finditer(title)) if outlet else []
    cut = next((part for part in parts if same_words(title[part.end() :], outlet or "")), None)
    return title[: cut.start()] if cut else title


def sentence(headline: str) -> str:
    """Return a headline as the sentence that it is: with a full stop, where it has no mark at its end."""
    if ENDED.search(headline):
        return headline
    return headline + ("。" if NO_LATIN_STOP.search(headline) else ".")


def others(headlines: list[Headline], given: set[str]) -> Iterator[Headline]:
    """Yield the headlines whose outlet is known, each once, less those that are ``given``, as ``plain``."""
    for one in headlines:
        if one.outlet and one.words and plain(one.words) not in given:
            given.add(plain(one.words))
            yield one


def _headline(item: str) -> Headline | None:
    match = LINK.fullmatch(item)
    if not match:
        return None
    words, behind = _words(match[2]), _words(match[3])
    if not words or len(behind) > MAX_OUTLET or SENTENCE.search(behind):
        return None
    href = HREF.search(match[1])
    url = next(filter(None, href.groups()), "") if href else ""
    return Headline(words, behind.strip(" -–—|·()"), html.unescape(url))


def _words(markup: str) -> str:
    return clean_line(html.unescape(TAG.sub(" ", markup)))
