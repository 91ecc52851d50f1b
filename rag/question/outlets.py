"""The sources that a question names as such: "what did Izvestia write", "in the Guardian". English only.

One that no article is of is told, with the nearest that are there.

A source is known by its name, without "The" before it or ".com" or "News" behind it, by its site
("izvestia.ru"), and a name of three words or more by its initials. A name alone is none: "the guardian of the
temple" asks for no newspaper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.language.names import ALONE, EVERYDAY, PAPERS
from index.language.words import STOP_WORDS
from index.passage import bare
from index.text.fold import without_accents
from index.text.words import words_of

ORDINARY: Final = STOP_WORDS | EVERYDAY  # these names count with their capital only


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source, as the library spells it; ``[start, end)`` is where a question names it."""

    name: str
    start: int
    end: int


_SAY: Final = (
    r"(?:writ(?:e|es|ten)|wrote|report(?:s|ed)?|publish(?:es|ed)?|print(?:s|ed)?|say|says|said|cover(?:s|ed)?"
    r"|describe[sd]?|call(?:s|ed)?|claim(?:s|ed)?|argue[sd]?|explain(?:s|ed)?|quote[sd]?|mention(?:s|ed)?"
    r"|tell|tells|told|carr(?:y|ies|ied)|comment(?:s|ed)?|predict(?:s|ed)?|warn(?:s|ed)?)\b"
)
_WRITES: Final = r"(?:writes|wrote|reports|reported|publishes|published|says|said)\b"
_PIECES: Final = (
    r"(?:articles?|stor(?:y|ies)|reports?|reporting|coverage|accounts?|pieces?|editorials?|columns?|interviews?"
    r"|headlines?|view|correspondents?|journalists?|reporters?)\b"
)
_FORMS: Final = (
    r"\baccording to NAME",
    rf"\b(?:did|do|does|has|had|have|would) NAME(?:,? [\w.'’&-]+){{0,6}}?,? {_SAY}",
    rf"NAME(?: (?:has|had|have|just|also))? {_WRITES}",
    rf"\b(?:news?|latest|anything|have|{_PIECES}|{_SAY})(?: \w+)? (?:from|by|in|of|at|on) NAME",
    rf"NAME(?:['’]s?)?(?: (?:own|latest|\d{{4}}))? {_PIECES}",
    r"\bin NAME(?=\s*(?:[?.!,;:)]|$)|\s+(?:about|on|in|of|from|since|after|before|last|this|and|or)\b)",
)
WRITING: Final = re.compile(rf"(?:{_SAY}|{_PIECES}|according)", re.IGNORECASE)  # what sources do
_SITE: Final = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.IGNORECASE)
_ENDING: Final = re.compile(r"\s+(?:News|Online)$", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:[a-z0-9-]+\.)*?([a-z0-9-]+)(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,}$", re.IGNORECASE
)
_LONGER_BEHIND: Final = re.compile(r"-\w|\s+of\s+(?:the\s+)?[A-Z]")  # "Times" in "Times of India"
_NAME_BEHIND: Final = re.compile(r"\s+[A-Z]\w")  # "Nature" in "Nature Medicine"
_NAME: Final = (
    rf"(?-i:(?:[A-Z][\w'’&-]* (?:of |and )?){{1,4}}(?:{'|'.join(PAPERS)})|{'|'.join(ALONE)})"
    r"(?![\w-])(?!(?-i: [A-Z])| of )"
    r"(?! (?:police|school|schools|residents?|officials?|airport|harbou?r|shipyard|council|mayor|fire)\b)"
)
_PLACED: Final = re.compile(r"\b(?:in|at|near|to|from) $", re.IGNORECASE)  # "in Newport News", no "the"


def outlets(question: str, sources: Sequence[str]) -> list[Outlet]:
    """Return the sources that a question names as such, in its order; of two spellings the longer counts."""
    question = without_accents(question)
    taken: list[Outlet] = []
    for alias, names in _aliases(question, sources).items():
        for start, end in _named(question, alias):
            if all(end <= other.start or other.end <= start for other in taken):
                taken.extend(Outlet(name, start, end) for name in names)
    return sorted(taken, key=lambda outlet: outlet.start)


def _aliases(question: str, sources: Sequence[str]) -> dict[str, list[str]]:
    """Return what stands in the question and may be a name, the longest first, with its sources."""
    asked = question.lower().replace("’", "'")
    sites = {site: _labels(site) for site in _SITE.findall(question)}
    found: dict[str, list[str]] = {}
    for source in sources:
        named = [alias for alias in spellings(source) if alias.lower() in asked]
        named += [site for site, labels in sites.items() if labels & _compact(source)]
        for alias in dict.fromkeys(named):
            found.setdefault(alias, []).append(source)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=10_000)
def spellings(source: str) -> tuple[str, ...]:
    """Return the names that a source goes by, without "The" and without accents."""
    name = _without_the(without_accents(source.strip()).replace("’", "'"))
    words = words_of(name)
    capitals = [word[0] for word in words if word[0].isupper()]
    initials = {"".join(word[0] for word in words).upper(), "".join(capitals)} if len(words) > 2 else set()
    long_enough = sorted(each for each in initials if len(each) > 2)
    return tuple(dict.fromkeys(each for each in (name, _shorter(name), *long_enough) if each))


def _shorter(name: str) -> str:
    """Return a name without "News" or "Online" behind it, a host's by what was registered: "cnn"."""
    host = _HOST.fullmatch(name)
    return host[1] if host else _ENDING.sub("", name)


def _named(question: str, alias: str) -> Iterator[tuple[int, int]]:
    """Yield where an alias stands in a question as the name of a source."""
    if _SITE.fullmatch(alias):
        site = rf"(?<![\w.-])(?:www\.)?{re.escape(alias)}(?![\w-])"
        yield from (found.span() for found in re.finditer(site, question, re.IGNORECASE))
        return
    written = re.escape(alias).replace("\\ ", " ").replace("'", "['’]")
    yield from (span for span in said_of(question, written) if _is_name(question, alias, *span))


def said_of(question: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a question speaks of a name, given as a pattern, as of something that writes."""
    whole = rf"(?<![\w/-])(?:the )?(?P<name>{name})(?!\w)"
    for form in _FORMS:
        pattern = form.replace("NAME", whole).replace(" ", r"\s+")
        yield from (found.span("name") for found in re.finditer(pattern, question, re.IGNORECASE))


def _is_name(question: str, alias: str, start: int, end: int) -> bool:
    """Tell whether it is spelt as a name, and is not part of a longer one."""
    if alias.isupper() and len(alias) <= 5:
        spelt = question[start:end] == alias
    elif alias.lower() in ORDINARY:
        spelt = question[start].isupper() and start > 0
    else:
        spelt = True
    before = _without_the(question[:start], at_end=True).split()[-1:]
    longer = any(w[0].isupper() and w[-1].isalnum() and w.lower() not in STOP_WORDS for w in before)
    longer |= bool(_LONGER_BEHIND.match(question, end))
    longer |= " " not in alias and bool(_NAME_BEHIND.match(question, end))
    return spelt and not longer


def _without_the(text: str, *, at_end: bool = False) -> str:
    return re.sub(r"\bthe\s+$" if at_end else r"^the\s+", "", text, flags=re.IGNORECASE)


def _labels(site: str) -> set[str]:
    return {label.replace("-", "") for label in site.lower().split(".")[:-1]} - {"www"}


def _compact(source: str) -> set[str]:
    """Return a source's name as it would stand in an address."""
    whole = _ENDING.sub("", source.strip().lower())
    return {re.sub(r"\W", "", each) for each in (whole, _without_the(whole))} - {""}


def strangers(question: str, only: Sequence[str] | None, held: Sequence[str]) -> tuple[str, ...]:
    """Return the outlets that a search is confined to, or that a question names, and no article is of."""
    known = {bare(name) for name in held}
    named = {bare(outlet.name) for outlet in outlets(question, held)}
    said = [span for span in said_of(question, _NAME) if not _PLACED.search(question[: span[0]])]
    told = [_name(question[start:end]) for start, end in said] if not named else []
    asked = (*(only or ()), *told)
    return tuple(dict.fromkeys(name for name in asked if bare(name) not in known))


def _name(words: str) -> str:
    """Return a name without "When" or "The" before it, which a sentence begins with."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in STOP_WORDS and rest else words
