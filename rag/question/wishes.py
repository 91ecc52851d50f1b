"""What a question wishes of the articles it is answered from: days, sources, the latest. English only.

A wish is followed gently: it never excludes an article and never changes the query. Most days in questions
are those of events, so only some count at all:

* firmly, where the question speaks of writing: "articles from 2018", "what was reported in June 2018", and
  any days beside a source, "what did Izvestia write in June 2018";
* firmly too, days since when: "what has happened in Varn since June 2018";
* firmly too, days told from today: "since October", "last week", "in the last 3 months", but neither "today",
  which often means nowadays, nor "last year";
* weakly, days that begin or stand alone: "in June 2018", "since 2015", "on 5 October 2018";
* not at all, an end or a range ("before 1852", "from 1963 to 1972") and a year that only names something
  ("the 1998 world cup", "the elections of 2017").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.language.relative_dates import written
from index.language.words import content_words
from index.passage import Hit, bare
from index.search.fuse import Preference
from index.text.words import words_of

from .outlets import WRITING, outlets
from .periods import Period, periods

_PIECES: Final = (
    r"\b(?:articles?|stor(?:y|ies)|news|coverage|headlines?|editorials?|interviews?|dispatch(?:es)?"
    r"|(?:the|any|all|in|from|press|media|news|newspaper)\s+reports|^reports)"
)
_WRITTEN: Final = r"(?:written|reported|published|printed)"
_PRESS: Final = r"(?:the\s+)?(?:press|papers|newspapers|media|articles|reports|journalists|reporters)"
_HAD: Final = r"(?:(?:are|were|is|was)(?:\s+there)?|(?:do|did)\s+you\s+have|have\s+you(?:\s+got)?)"
_WRITING_BEFORE: Final = re.compile(
    rf"{_PIECES}(?:\s+(?:(?:that|which)\s+)?(?:(?:were|was|are|is)\s+)?(?:{_WRITTEN}|dated|appeared)"
    rf"|\s+(?:(?:that|which)\s+)?{_HAD}"
    r"|\s+(?:about|on|of|regarding|concerning)(?:\s+[\w'’-]+){1,8})?\s*$"
    rf"|^\s*what\s+(?:was|were|is|has|have|had)(?:\s+been)?(?:\s+\w+)?\s+{_WRITTEN}\b"
    r"|^\s*how\s+(?:was|were|has|have|had)\b.{0,80}?\b(?:reported|covered)\b"
    rf"|\b(?:did|do|does|has|have|had)\s+{_PRESS}\s"
    rf"|\b(?:as|anything|something|everything)\s+{_WRITTEN}\s*$"
    rf"|^\s*{_HAD}\s+(?:anything|something)\s*$",
    re.IGNORECASE,
)
_HAPPENED: Final = re.compile(
    r"^\s*what(?:['’]s)?\b(?:\s+\w+){0,3}?\s+(?:happen(?:s|ed|ing)?|changed?|new|going\s+on|become)\b",
    re.IGNORECASE,
)
_PIECES_BEFORE: Final = re.compile(rf"{_PIECES}\s*$", re.IGNORECASE)
_PIECES_BEHIND: Final = re.compile(rf"(?:['’]s)?\s+{_PIECES}\b", re.IGNORECASE)
_LATEST: Final = re.compile(
    r"(?<!at the )\b(?:latest|newest|most\s+recent(?:ly)?|recently|lately|up\s+to\s+now)\b"
    r"|^\s*(?:what(?:['’]s|\s+is|\s+are)\s+(?:the\s+)?|any\s+|is\s+there\s+(?:any(?:thing)?\s+)?)?news?\s*\?*\s*$",
    re.IGNORECASE,
)
# Beside what sources do, the words of a question that asks of nothing but their articles or those of days.
_GENERAL: Final = re.compile(
    r"happen(?:s|ed|ing)?|occur(?:s|red)?|go(?:es|ing)|went|chang(?:es?|ed)|new|news|newspapers?|papers?|press"
    r"|media|events?|latest|newest|recent(?:ly)?|lately|printed|written|dated|list|show|give|find|see|read"
    r"|anything|something",
    re.IGNORECASE,
)
_PARTICULAR: Final = re.compile(
    r"\b(?:who|whom|whose|when|where|why|how|it|its|he|him|his|she|hers?|they|them|theirs?|this|these|those"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )there)\b",
    re.IGNORECASE,
)
WEAK_LEADS: Final = ("", "in", "on", "during", "throughout", "within", "over", "since", "after")
STRAY_LEADS: Final = ("of", "for", "at")  # the days of something, which may be articles


@dataclass(frozen=True, slots=True)
class Wish(Preference):
    """A preference and the words of the question that tell it, which are not what the question is about.

    Attributes:
        words: those that tell it, but of days only where they are surely those of writing.
        of_days: those that tell the days, surely or not.
        alone: whether the question asks of nothing else: "what happened in June 2018?", "the latest news".
    """

    words: frozenset[str] = frozenset()
    of_days: frozenset[str] = frozenset()
    alone: bool = False


def wishes(question: str, sources: Sequence[str], today: date) -> Wish:
    """Return what a question wishes of the articles of a library with these sources; falsy for nothing.

    Of several periods the first firm one counts, else the first weak one.
    """
    named = outlets(question, sources)
    found = periods(question, today)
    firm = [each for each in found if _is_firm(question, each, bool(named))]
    weak = [each for each in found if each.lead in WEAK_LEADS]
    period = next(iter(firm or weak), None)
    latest = list(_LATEST.finditer(question))
    told = [(outlet.start, outlet.end) for outlet in named] + [match.span() for match in latest]
    days = [(period.start, period.end)] if period else []
    return Wish(
        since=_iso(period.since) if period else None,
        until=_iso(period.until) if period else None,
        sources=tuple(dict.fromkeys(outlet.name for outlet in named)),
        latest=bool(latest),
        firm=bool(firm) or not period,
        words=_words(question, told + days if firm else told),
        of_days=frozenset(word for start, end in days for word in words_of(question[start:end])),
        alone=bool(named or period or latest) and _is_general(_without(question, told + days)),
    )


def _is_general(rest: str) -> bool:
    """Tell whether what a question says beside its days and sources names no matter."""
    said = (_GENERAL.fullmatch(word) or WRITING.fullmatch(word) for word in content_words(rest))
    return all(said) and not _PARTICULAR.search(rest)


def _without(question: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in places:
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _words(question: str, told: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the words of these places in a question that stand nowhere else in it, and those of writing."""
    if not told:
        return frozenset()
    others = {word.lower() for word in words_of(_without(question, told))}
    words = (word for start, end in told for word in words_of(question[start:end]))
    of_writing = {word for word in words_of(question) if WRITING.fullmatch(word)}
    return frozenset(word for word in words if word.lower() not in others) | of_writing


def statement(wish: Wish, hits: Sequence[Hit]) -> str:
    """Return one line that says what was preferred among the passages that were found, nothing for nothing.

    Days that may be those of an event weigh too little to be spoken of.
    """
    articles = [hit.article for hit in hits]
    of = [name for name in wish.sources if any(bare(name) == bare(each.source) for each in articles)]
    days = wish.firm and any(wish.has_day(each.published) for each in articles)
    newer = wish.latest and len({each.published for each in articles} - {None}) > 1
    if not (of or days or newer):
        return ""
    parts = ("Newer articles" if newer else "Articles", f"of {' and '.join(of)}" if of else "")
    when = written(wish.since, wish.until) if days else ""
    return " ".join(part for part in (*parts, when, "were preferred.") if part)


def _is_firm(question: str, period: Period, of_source: bool) -> bool:
    before = question[: period.start]
    if _PIECES_BEHIND.match(question, period.end) or _PIECES_BEFORE.search(before):
        return True
    if period.lead in STRAY_LEADS:
        return False
    near = period.near and period.lead in WEAK_LEADS
    news = period.lead in ("since", "after") and bool(_HAPPENED.match(before))
    return of_source or near or news or bool(_WRITING_BEFORE.search(before))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
