"""A question of many articles: how many, which, in what order of time, what of the one and of the other.

It is told by its whole wording, from the patterns that ``index/language`` has for a language; whatever else a
question says makes it an ordinary one. ``python -m tests.bench.listing`` has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from index.language.dates import time_at
from index.language.lexicon import any_of, languages, lexicon
from index.language.names import names_in
from index.language.words import content_words
from index.passage import Filter
from index.text.scripts import ASKS

from .outlets import outlets
from .wishes import firm_periods, periods

Form = Literal["count", "list", "summary", "author", "day", "timeline", "events", "comparison", "things"]
"""What is asked for; of ``events`` a few are told in order of time, and fewer as any answer is."""

FORMS: Final[tuple[Form, ...]] = (
    *("count", "summary", "author", "day", "list"),
    *("timeline", "events", "comparison", "things"),
)
OF_ARTICLES: Final = ("count", "list", "summary")
IN_TIME: Final = ("timeline", "events")
OF_WHAT_IS_SAID: Final = (*IN_TIME, "comparison", "things")
"""Days in these are those of what happened, not of the articles."""
LONGEST: Final = 300  # characters of a question that is read so
_PLACE: Final = re.compile(r"\{(\w+)\}")  # of a part, in a pattern
_END: Final = re.compile(r"(?<!\b[A-Z]\.[A-Z])[ .!]+$")  # of a question; the dot of "the U.S." is its own
_MARKS: Final = '"“”„«»「」'
_QUOTES: Final = "\"'“”„«»‘’「」 "
_ARTICLES: Final = re.compile(r"^(?:the|a|an|der|die|das|le|la|les|el|los|las)\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is to be told of many articles.

    Attributes:
        form: what is asked for.
        subject: the words that say of what, as typed; empty for all articles of the days and outlets.
        mentioned: whether the articles only have to mention it; else they are to be about it.
        phrase: whether its words stand in quotation marks, and so are meant as they are.
        either: the subjects any of which will do, where "or" stands between them.
        sides: the things that are compared, each as it is named.
        topic: in what they are compared, as "cheaper"; empty where that stands in the sides themselves.
        only: the days and outlets that the question confines them to.
        days: the first and the last day of what happened, ISO 8601, where it is asked for in order of time.
    """

    form: Form
    subject: str = ""
    mentioned: bool = False
    phrase: bool = False
    either: tuple[Listing, ...] = ()
    sides: tuple[str, ...] = ()
    topic: str = ""
    only: Filter = Filter()  # noqa: RUF009 - a frozen value
    days: tuple[str | None, str | None] = (None, None)


def listing(question: str, sources: Sequence[str], today: date) -> Listing | None:
    """Return what a question asks of many articles; ``None`` for an ordinary question."""
    asked = _unended(question)
    if len(asked) > LONGEST:
        return None
    found = _read(asked)
    if found and found.form in IN_TIME:
        return _of_days(found, asked, today)
    if found and found.form in OF_WHAT_IS_SAID:
        return found
    only, rest = _confined(asked, sources, today)
    found = (None if only else _led(asked, sources)) or _read(rest)
    if found is None or found.form in OF_WHAT_IS_SAID:
        return None
    return replace(found, only=only) if only else found


def asks_of_many(sentence: str) -> bool:
    """Tell whether a sentence asks for many articles by its wording alone, its days and outlets aside."""
    return len(sentence) <= LONGEST and _read(_unended(sentence)) is not None


def _unended(question: str) -> str:
    return _END.sub("", ASKS.sub("", question.replace("’", "'").strip()))


def _of_days(found: Listing, asked: str, today: date) -> Listing | None:
    """Return what is asked in order of time, of the days that end the question; ``None`` for nothing else."""
    period = next((each for each in periods(asked, today) if each.end == len(asked)), None)
    if period is None:
        return found
    without = _read(asked[: period.start])
    if without is None or without.form not in IN_TIME:
        return None
    since, until = (each.isoformat() if each else None for each in (period.since, period.until))
    return replace(without, days=(since, until))


def _confined(asked: str, sources: Sequence[str], today: date) -> tuple[Filter, str]:
    """Return the days and outlets of the articles that are asked for, and the question without them.

    Days at the very end are those of writing too: the answer tells that they were taken so.
    """
    named = outlets(asked, sources)
    ending = [each for each in periods(asked, today) if each.end == len(asked)]
    period = next(iter([*ending, *firm_periods(asked, today, of_source=bool(named))]), None)
    spans = [(each.start, each.end) for each in named]
    spans += [(period.start, period.end)] if period else []
    rest = asked
    for start, end in sorted(set(spans), reverse=True):
        rest = f"{_led_to().sub('', rest[:start])} {rest[end:]}"
    days = [each.isoformat() if each else None for each in (period.since, period.until)] if period else []
    since, until = days or (None, None)
    return Filter(since, until, tuple(dict.fromkeys(each.name for each in named)) or None), rest


def _led(asked: str, sources: Sequence[str]) -> Listing | None:
    """Return what is asked in another language than English of articles of a time or an outlet."""
    for language in _patterns():
        only, rest = _led_in(language, asked, sources)
        found = _read_in(language, " ".join(rest.split())) if only else None
        if found and found.form not in OF_WHAT_IS_SAID:
            return replace(found, only=only)
    return None


def _led_in(language: str, asked: str, sources: Sequence[str]) -> tuple[Filter, str]:
    """Return the time and the outlet behind the words that lead to one, and the question without them.

    What is English is left to what knows more of it.
    """
    only, rest = Filter(), asked
    led = lexicon("listing", language)["led"]
    for place in reversed([] if language == "en" else list(re.finditer(led, asked, re.IGNORECASE))):
        end = place.end()
        if time := time_at(asked, end):
            only, end = replace(only, since=time[0].isoformat(), until=time[1].isoformat()), time[2]
        elif named := _outlet_at(asked, end, sources):
            only, end = replace(only, sources=(named[0],)), named[1]
        else:
            continue
        rest = f"{rest[: place.start()]} {rest[end:]}"
    return only, rest


def _outlet_at(text: str, at: int, sources: Sequence[str]) -> tuple[str, int] | None:
    """Return the outlet whose name stands at a place, with its article or without, and where it ends.

    Of two that do it is the longer.
    """
    behind = text[at:].lower()
    ends = [
        (at + len(form), name)
        for name in sources
        for form in (name, _bare(name))
        if behind.startswith(form.lower()) and not behind[len(form) : len(form) + 1].isalnum()
    ]
    end, name = max(ends, default=(0, ""))
    return (name, end) if name else None


@lru_cache(maxsize=10_000)
def _bare(name: str) -> str:
    return _ARTICLES.sub("", name)


def _read(asked: str) -> Listing | None:
    """Return what is asked; of several languages in which it may be that which leaves least of it unread."""
    plain = " ".join(asked.split())
    found = [made for language in _patterns() if (made := _read_in(language, plain))]
    return min(found, key=lambda each: len(each.subject), default=None)


def _read_in(language: str, plain: str) -> Listing | None:
    for form, pattern in _patterns()[language]:
        if (found := pattern.fullmatch(plain)) and (made := _made(form, found.groupdict(), language)):
            return made
    return None


def _made(form: Form, parts: Mapping[str, Any], language: str) -> Listing | None:
    """Return what a pattern of a language says, if what it asks of says anything."""
    subject = (parts.get("subject") or parts.get("mentioned") or "").strip()
    named = _ARTICLES.sub("", subject)
    bare = named.strip(_QUOTES)
    if subject and not content_words(f"of {bare}"):
        return None
    if form == "comparison":
        sides = compared(subject, parts.get("other"))
        return Listing(form, subject, sides=sides, topic=parts.get("topic") or "") if sides else None
    is_mentioned = bool(parts.get("mentioned"))
    each = _alternatives(named, language) if form in OF_ARTICLES else []
    if len(each) > 1 and all(content_words(f"of {one}") for one in each):
        either = tuple(_of_one(form, _ARTICLES.sub("", one.strip()), is_mentioned) for one in each)
        return Listing(form, named, is_mentioned, either=either)
    return _of_one(form, named, is_mentioned)


def _alternatives(named: str, language: str) -> list[str]:
    """Return a subject parted where "or" stands in it, and there at its commas too, but in no phrase."""
    joint = any_of(lexicon("listing", language)["or"].split())  # in small letters: "U Nu" is a name
    outside = rf"(?=(?:[^{_MARKS}]*[{_MARKS}][^{_MARKS}]*[{_MARKS}])*[^{_MARKS}]*$)"
    if not re.search(rf"\s{joint}\s+{outside}", named):
        return [named]
    return re.split(rf"(?:,\s+(?:{joint}\s+)?|\s+{joint}\s+){outside}", named)


def _of_one(form: Form, named: str, is_mentioned: bool) -> Listing:
    bare = named.strip(_QUOTES)
    phrase = len(bare) <= len(named) - 2 and named[0] in _QUOTES and named[-1] in _QUOTES
    return Listing(form, bare, is_mentioned, phrase)


def compared(subject: str, other: str | None = None) -> tuple[str, ...]:
    """Return the two things that are compared, each with what is asked of it; none where they are not told.

    What is said before the first of two names is said of both: "the plans of Dorn and Arden".
    """
    parts = [subject, other] if other else _parted(subject)
    if len(parts) != 2:
        return ()
    first, second = (_ARTICLES.sub("", part.strip(_QUOTES)) for part in parts)
    named = names_in(first)
    if named and names_in(second)[:1] == [second] and first.endswith(named[-1]):
        second = first[: len(first) - len(named[-1])] + second
    return (first, second) if content_words(first) and content_words(second) else ()


def _parted(subject: str) -> list[str]:
    """Return a subject parted at the last word that may join two things."""
    joints = [found.span() for each in _joints() for found in each.finditer(subject)]
    if not joints:
        return []
    start, end = max(joints)
    return [subject[:start].rstrip(" ,"), subject[end:]]


@lru_cache(maxsize=1)
def _joints() -> list[re.Pattern[str]]:
    """Return the pattern of words that join two things, of each language."""
    known = [lexicon("listing", each) for each in languages()]
    return [re.compile(each["joints"], re.IGNORECASE) for each in known if each]


@lru_cache(maxsize=1)
def _led_to() -> re.Pattern[str]:
    """Return the pattern of what leads to an outlet at the end of a text: "from the"."""
    led = [known["led"] for each in languages() if (known := lexicon("listing", each))]
    return re.compile(rf"(?:{'|'.join(led)})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[Form, re.Pattern[str]]]]:
    """Return the patterns of each language."""
    known = {language: lexicon("listing", language) for language in languages()}
    return {language: list(_of_language(each)) for language, each in known.items() if each}


def _of_language(known: Mapping[str, Any]) -> Iterator[tuple[Form, re.Pattern[str]]]:
    """Yield the patterns of a language, those of one form together."""
    relation = f"(?: {known['mention']} (?P<mentioned>.+)| {known['about']} (?P<subject>.+))"
    parts = {
        "pieces": known["pieces"],
        "held": known["held"],
        "plural": known.get("plural", ""),
        "required": relation,
        "relation": f"(?:{relation}|{known['of days']})",
        "subject": "(?P<subject>.+?)",
        "short": r"(?P<subject>\S+(?: \S+){0,4}?)",
        "other": "(?P<other>.+)",
    }
    for form in FORMS:
        for pattern in known.get(form, ()):
            whole = _PLACE.sub(lambda place: parts[place[1]], pattern)
            yield form, re.compile(whole, re.IGNORECASE)
