"""What a question wishes of the articles it is answered from: days, sources, the latest. English only.

A wish is followed gently: it never changes the query, and it excludes articles only where a question asks of
nothing else (``Wish.alone``). Most days in questions are those of events, so only some count at all:

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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.language.relative_dates import Days, Point, moved, points, the_day, written
from index.language.words import content_words
from index.passage import Hit, bare
from index.search.fuse import Preference
from index.text.words import words_of

from .outlets import WRITING, outlets

_PIECES: Final = (
    r"\b(?:articles?|stor(?:y|ies)|news|coverage|headlines?|editorials?|interviews?|dispatch(?:es)?"
    r"|(?:the|any|all|in|from|press|media|news|newspaper)\s+reports|^reports)"
)
_WRITTEN: Final = r"(?:written|reported|published|printed)"
_PRESS: Final = r"(?:the\s+)?(?:press|papers|newspapers|media|articles|reports|journalists|reporters)"
_WRITING_BEFORE: Final = re.compile(
    rf"{_PIECES}(?:\s+(?:(?:that|which)\s+)?(?:(?:were|was|are|is)\s+)?(?:{_WRITTEN}|dated|appeared)"
    r"|\s+(?:are|were)(?:\s+there)?"
    r"|\s+(?:about|on|of|regarding|concerning)(?:\s+[\w'’-]+){1,8})?\s*$"
    rf"|^\s*what\s+(?:was|were|is|has|have|had)(?:\s+been)?(?:\s+\w+)?\s+{_WRITTEN}\b"
    rf"|\b(?:did|do|does|has|have|had)\s+{_PRESS}\s"
    r"|\bhave\s+(?:you\s+(?:got\s+)?)?(?:anything|something)\s*$",
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
_WEAK_LEADS: Final = ("", "in", "on", "during", "throughout", "within", "over", "since", "after")
_STRAY_LEADS: Final = ("of", "for", "at")  # the days of something, which may be articles


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names at ``[start, end)``, the word that leads to them included.

    Attributes:
        since, until: both ends count; ``None`` for an open end.
        lead: ``in``, ``since``, ``before`` and the like; ``between`` for a range; empty for none.
        near: whether it is told from today, and not in years ("last week", "since October"); but "in October"
            may be any.
    """

    start: int
    end: int
    since: date | None
    until: date | None
    lead: str
    near: bool


MOST: Final = 20  # days that are looked at; a question names a few
_FARTHEST: Final = 40  # characters before a day in which the word that leads to it begins
_LEAD: Final = re.compile(
    r"\b(since|after|from|before|until|till|by|up\s+to|prior\s+to|between|in|on|during|throughout|within|over"
    r"|of|for|at)\s+(?:the\s+)?(?:(?:early|late|mid|year|(?:month|start|beginning|middle|end)\s+of)[\s-]+"
    r"(?:the\s+)?)?$",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r"\s*(?:[-–—&]|\b(?:and|or|to|until|till|through)\b(?:\s+the)?)\s*", re.IGNORECASE)
_LISTED: Final = frozenset({"and", "or", "&"})
_ONWARDS: Final = re.compile(r"\s+on(?:wards?)?\b(?!\s+\w)", re.IGNORECASE)


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
    firm = firm_periods(question, today, of_source=bool(named))
    weak = [each for each in found if each.lead in _WEAK_LEADS]
    period = next(iter(firm or weak), None)
    latest = list(_LATEST.finditer(question))
    told = [(outlet.start, outlet.end) for outlet in named] + [match.span() for match in latest]
    days = [(period.start, period.end)] if period else []
    return Wish(
        since=period.since.isoformat() if period and period.since else None,
        until=period.until.isoformat() if period and period.until else None,
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


def firm_periods(question: str, today: date, *, of_source: bool) -> list[Period]:
    """Return the periods that are surely those of writing, in order; ``of_source``: an outlet is named."""
    return [each for each in periods(question, today) if _is_firm(question, each, of_source)]


def _is_firm(question: str, period: Period, of_source: bool) -> bool:
    before = question[: period.start]
    if _PIECES_BEHIND.match(question, period.end) or _PIECES_BEFORE.search(before):
        return True
    if period.lead in _STRAY_LEADS:
        return False
    near = period.near and period.lead in _WEAK_LEADS
    news = period.lead in ("since", "after") and bool(_HAPPENED.match(before))
    return of_source or near or news or bool(_WRITING_BEFORE.search(before))


def periods(question: str, today: date) -> list[Period]:
    """Return the periods that a question names and that have begun, in order."""
    left = points(question, today)[:MOST]
    found: list[Period] = []
    while left:
        joined = _range(question, *left[:2]) if len(left) > 1 else None
        period = joined or _single(question, left[0])
        if period and (period.since or date.min) <= today:
            found.append(period)
        left = left[2 if joined else 1 :]
    return found


def _single(question: str, point: Point) -> Period | None:
    found = _LEAD.search(question, max(point.start - _FARTHEST, 0), point.start)
    if found is None and not point.alone:
        return None
    start = found.start() if found else point.start
    lead = " ".join(found[1].lower().split()) if found else ""
    onwards = _ONWARDS.match(question, point.end) if lead == "from" else None
    if onwards:
        lead = "since"
    near = point.near or (point.recurring and lead in ("since", "after"))
    return Period(start, onwards.end() if onwards else point.end, *_ends(lead, point), lead, near)


def _ends(lead: str, point: Point) -> tuple[date | None, date | None]:
    first, last = point.days
    if lead == "since":
        return first, None
    if lead == "after":
        return moved(last, 1), None
    if lead in ("until", "till", "by", "up to"):
        return None, last
    return (None, moved(first, -1)) if lead in ("before", "prior to") else (first, last)


def _range(question: str, first: Point, second: Point) -> Period | None:
    """Return "between X and Y", "from X to Y" or "X to Y", and both of "June and July 2018" in one.

    The one has the year of the other if it names none.
    """
    lead = _LEAD.search(question, max(first.start - _FARTHEST, 0), first.start)
    leads = " ".join(lead[1].lower().split()) if lead else ""
    joint = _JOINT.fullmatch(question, first.end, second.start)
    if joint is None:
        return None
    listed = leads != "between" and not _LISTED.isdisjoint(joint[0].lower().split())
    if listed and not (first.recurring and _has_year(second)):
        return None
    begins, ends = first.days, second.days
    if first.recurring and _has_year(second):
        begins = _in_year(begins, (ends[1].year, ends[1].year - 1), lambda days: days[0] <= ends[1])
    elif second.recurring and _has_year(first):
        ends = _in_year(ends, (begins[0].year, begins[0].year + 1), lambda days: days[1] >= begins[0])
    days = (*begins, *ends)
    start = lead.start() if lead else first.start
    return Period(start, second.end, min(days), max(days), leads if listed else "between", second.near)


def _has_year(point: Point) -> bool:
    return not (point.recurring or point.near)


def _in_year(days: Days, years: Sequence[int], fits: Callable[[Days], bool]) -> Days:
    """Return days that every year has, such as "August", in the first of the years where they fit."""
    for year in years:
        first, last = (the_day(year, each.month, each.day) for each in days)
        if first and last and fits((first[0], last[1])):
            return first[0], last[1]
    return days
