"""Figures, days and names of one sentence that belong to different things, each paired with its own.

"The quake killed 212 people in Karos and 37 in Sulan": of Sulan are 37. Where a sentence says of two things
what it has a verb for only once, what is marked as the answer may be the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.content_words import content_words
from index.language.dates import MONTHS, YEAR
from index.language.figures import figures
from index.language.names import names_in
from index.language.stems import stem
from index.language.verbs import PAST
from index.text.split import Span
from index.text.words import words_of

from .rivals import subject

_MONTH: Final = "|".join(month.capitalize() for month in MONTHS)
_DAY: Final = re.compile(
    rf"\b(?:\d\d? (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH}) \d\d?,? \d{{4}}|(?:{_MONTH})(?: \d{{4}})?"
    rf"|{YEAR})\b"
)
_JOINT: Final = re.compile(
    r"[.;] (?=[A-Z])|;|,? (?:and|while|whereas|but|versus|compared with) |,? (?:against|to) (?=[$€£¥₹\d])"
)
_COMMA: Final = re.compile(r", (?!who|which)")
_BARE: Final = re.compile(  # "and Italy 30", which is no name with a number here
    r"(?:,|\band|\bwhile) (?:the [a-z][\w-]*|(?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*)"
    r" (\d[\d,]*(?:\.\d+)?(?: [mb]illion)?)(?=[.,;]|$| and )"
)
_BEHIND_NAME: Final = re.compile(r"(?:[a-z,] |^(?!The ))[A-Z][\w-]* $")  # "Viktor " before "Hajek"
_THE: Final = re.compile(r"\bthe [a-z][\w-]*")
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.IGNORECASE)
_LISTED: Final = re.compile(r", (?:and )?| and ")
_VERB: Final = re.compile(rf"\b{PAST}")
_LEADS: Final = r"(?:[a-z][\w-]* |[A-Z][a-z]+ese |[A-Z][a-z]+an ){0,3}"  # "the Japanese probe" before a name


def own(question: str, text: str, marked: Span) -> Span | None:
    """Return what a sentence says of the thing that is asked about, where what is marked is another's.

    ``None`` where that is not told for sure, and what is marked stays.
    """
    values = _like(question, text, marked)
    at = next((n for n, each in enumerate(values) if _is_all(text, each, marked)), None)
    asked = _asked(question, text)
    if at is None or asked is None or any(_overlap(asked, each) for each in values):
        return None
    if _RESPECTIVELY.search(text):
        found = _in_order(text, values, asked)
        return None if found is None or found == at else _with_unit(text, values[found], values[at], marked)
    parts = _parts(text, values, _JOINT, (0, len(text)))
    mine, other = (_home(parts, span) for span in (asked, values[at]))
    if mine is not None and mine == other and not names_in(text[slice(*values[at])]):
        parts = _parts(text, values, _COMMA, parts[mine])
        mine, other = (_home(parts, span) for span in (asked, values[at]))
    if mine is None or other is None or mine == other:
        return None
    value = _counterpart(question, text, (parts[mine], parts[other]), values, (asked, values[at]))
    return value and _with_unit(text, value, values[at], marked)


def _with_unit(text: str, value: Span, other: Span, marked: Span) -> Span:
    """Return a value with the words behind it that are marked behind the other: "four years"."""
    behind = text[other[1] : marked[1]]
    return (value[0], value[1] + len(behind)) if text.startswith(behind, value[1]) else value


def _counterpart(
    question: str, text: str, parts: tuple[Span, Span], values: Sequence[Span], spans: tuple[Span, Span]
) -> Span | None:
    """Return the value of the part in which the asked thing is, if the other speaks of another thing."""
    asked, marked = spans
    in_parts = [[each for each in values if _within(each, part)] for part in parts]
    value = _alike(question, text, in_parts, marked)
    if value is None:
        return None
    said = [_asked_words(question, text, part, (asked, marked)) for part in parts]
    is_told = _is_elliptic(text, parts[0], [asked, *values]) or 0 < said[0] >= said[1]
    return value if is_told and _has_rival(question, text, parts, spans) else None


def _alike(question: str, text: str, values: Sequence[list[Span]], marked: Span) -> Span | None:
    """Return the value of a part that stands as what is marked does in the other, if it counts the same."""
    mine, others = values
    known = _units(text, marked) | {*map(stem, _small(question))}
    fitting = [each for each in mine if _units(text, each) <= known]
    if len(mine) == len(others):
        value = mine[others.index(marked)]
        return value if value in fitting else None
    counted = [each for each in fitting if _units(text, each)] or fitting
    return counted[0] if len(counted) == 1 else None


def _has_rival(question: str, text: str, parts: tuple[Span, Span], spans: tuple[Span, Span]) -> bool:
    """Tell whether a part has a thing of its own as the other has the one that is asked about."""
    mine, other = parts
    asked, marked = spans
    said, known = text[slice(*other)], {*_small(question)}
    rivals = [name for name in names_in(said) if not {*_small(name)} <= known]
    if names_in(text[slice(*marked)]):
        rivals = [name for name in rivals if name not in text[slice(*marked)]]
    elif other < mine:
        return bool(rivals)
    last = re.escape(_word_before(text[mine[0] :], (asked[0] - mine[0], 0)))
    leads = f"^{_LEADS}|\\b{last} {_LEADS}" if last else f"^{_LEADS}"
    found = (re.search(f"(?:{leads}){re.escape(name)}", said) for name in rivals)
    return any(each and not _VERB.search(each[0]) for each in found)


def _is_elliptic(text: str, part: Span, told: Sequence[Span]) -> bool:
    """Tell whether a part has no verb of its own."""
    rest = text[: part[1]]
    for start, end in told:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return not _VERB.search(rest[part[0] :])


def _asked_words(question: str, text: str, part: Span, spans: tuple[Span, Span]) -> int:
    """Return how many words of a question a part has, beside the thing asked about and what figures count."""
    asked, marked = spans
    said, name = ({*map(stem, _small(text[slice(*span)]))} for span in (part, asked))
    return len({stem(word.lower()) for word in content_words(question)} & said - name - _units(text, marked))


def _asked(question: str, text: str) -> Span | None:
    """Return where the one thing stands that a question names and a sentence speaks of; ``None`` for none."""
    named = subject(question)
    names = [named] if named else names_in(question) or [each[0] for each in _THE.finditer(question)]
    places = [place for name in dict.fromkeys(names) for place in _places(name, text)]
    return places[0] if len(places) == 1 else None


def _places(name: str, text: str) -> list[Span]:
    """Return where a name stands in a text, or its last or first word where that is not another's."""
    whole = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    if found := [each.span() for each in whole]:
        return found
    last, first = name.rsplit(maxsplit=1)[-1], name.split(maxsplit=1)[0]
    for part in (last, first) if first[:1].isupper() else ():
        alone = re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)(?! [A-Z])", text)
        if found := [each.span() for each in alone if not _BEHIND_NAME.search(text[: each.start()])]:
            return found
    return []


def _like(question: str, text: str, marked: Span) -> list[Span]:
    """Return the values of a text that are of the kind of what is marked in it, in order."""
    days = [each.span() for each in _DAY.finditer(text)]
    if any(_overlap(each, marked) for each in days):
        return days
    shares, counts = _numbers(text)
    alike = next((each for each in (shares, counts) if any(_overlap(one, marked) for one in each)), None)
    return _named(question, text, marked) if alike is None else alike


def _numbers(text: str) -> tuple[list[Span], list[Span]]:
    """Return the figures of a text that are per cent, and the others."""
    found = figures(text)
    shares = [(each.start, each.end) for each in found if each.money == "%"]
    counts = {(each.start, each.end) for each in found if each.money != "%"}
    return shares, sorted(counts | {each.span(1) for each in _BARE.finditer(text)})


def _named(question: str, text: str, marked: Span) -> list[Span]:
    """Return where the names of a text stand that a question does not name; none where no name is marked."""
    asked = {*_small(question)}
    names = [name for name in dict.fromkeys(names_in(text)) if not {*_small(name)} <= asked]
    places = sorted({place for name in names for place in _places(name, text)})
    return places if any(_overlap(each, marked) for each in places) else []


def _parts(text: str, values: Sequence[Span], joints: re.Pattern[str], of: Span) -> list[Span]:
    """Return a part of a text cut at joints into such as have a value; others belong to those before them."""
    start, end = of
    cuts = [start, *(each.end() for each in joints.finditer(text, start, end)), end]
    parts: list[Span] = []
    for start, end in pairwise(cuts):
        has_value = any(_within(each, (start, end)) for each in values)
        had_value = any(_within(each, parts[-1]) for each in values) if parts else True
        if parts and not (has_value and had_value):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _in_order(text: str, values: Sequence[Span], asked: Span) -> int | None:
    """Return which of the values is that of the asked thing, where they are told "respectively"."""
    start, end = (0, values[0][0]) if asked < values[0] else (values[-1][1], len(text))
    cuts = [start, *(each.end() for each in _LISTED.finditer(text, start, end)), end]
    named = [part for part in pairwise(cuts) if names_in(text[slice(*part)])]
    at = _home(named, asked)
    return at if at is not None and at < len(values) else None


def _units(text: str, value: Span) -> set[str]:
    """Return the stems of what a figure counts, without a verb that follows it."""
    found = next((each for each in figures(text) if (each.start, each.end) == value), None)
    return {stem(unit) for unit in found.units if not _VERB.match(unit)} if found else set()


def _home(parts: Sequence[Span], span: Span) -> int | None:
    return next((at for at, part in enumerate(parts) if _within(span, part)), None)


def _is_all(text: str, value: Span, marked: Span) -> bool:
    """Tell whether what is marked says nothing beside a value but small words, as "seven years"."""
    rest = text[marked[0] : max(value[0], marked[0])] + text[min(value[1], marked[1]) : marked[1]]
    return _overlap(value, marked) and not re.search(r"[A-Z\d]", rest)


def _word_before(text: str, span: Span) -> str:
    return next(iter(text[: span[0]].split()[-1:]), "")


def _within(span: Span, part: Span) -> bool:
    return part[0] <= span[0] and span[1] <= part[1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _small(text: str) -> Iterator[str]:
    return (word.lower().removesuffix("'s") for word in words_of(text))
