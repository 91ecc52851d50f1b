"""A follow-up that leaves words out -> the question before it with its own words put in.

"What about Turkey?" takes the place of "India" in "why was India exempted from CAATSA?"; "why?" that of the
question word; "yes" asks the same again. Where the place is not clear there is nothing to return.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.content_words import content_words
from index.language.dates import MONTHS, YEAR
from index.language.names import names_in, written_small
from index.language.same_names import land
from index.language.words import AUXILIARY

_PREPOSITIONS: Final = "in|for|of|on|with|from|to|by|at|during|as|against|under|between|outside"
_INSTEAD: Final = re.compile(
    r"^(?:(?:and|but|so|or|then)\b[\s,]*)?(?:(?:what|how) about\s+)?"
    rf"(?:(?P<before>{_PREPOSITIONS})\s+)?"
    r"(?P<the>the\s+)?(?P<new>[\w.&' -]+?)\s*[?.!]*$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(rf"\b{YEAR}\b")
_MONTHS: Final = rf"(?:{'|'.join(month for month in MONTHS if month != 'may')}|May)"
_MONTH: Final = re.compile(rf"\b{_MONTHS}\b", re.IGNORECASE)
_DATE: Final = re.compile(  # "June 2022", "5 June 2022", "June 5, 2022"
    rf"\b(?:\d\d? )?{_MONTHS} (?:\d\d?,? )?{YEAR}\b", re.IGNORECASE
)
_TIMES: Final = ((_DATE, (_DATE, _YEAR, _MONTH)), (_YEAR, (_YEAR,)), (_MONTH, (_MONTH,)))
_BARE: Final = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?P<word>why|when|where|how(?: (?:much|many|long|often|far))?"
    r"|(?:by|for) how (?:much|many|long)|since when|until when"
    r"|(?:by|with|to|from|for|against|about) (?:whom|what))(?: so| exactly| (?:is|was) that)?\s*[?.!]*$",
    re.IGNORECASE,
)
_YES_OR_NO: Final = re.compile(AUXILIARY, re.IGNORECASE)
_OPEN: Final = re.compile(
    rf"(?:why|when|where|how(?: (?:much|many|long|often|far))?)\s+(?={AUXILIARY})", re.IGNORECASE
)
_PASSIVE: Final = re.compile(
    r"^(?:why|when|where|how)\s+(?P<verb>is|are|was|were|has|have|will|can)\s+(?:the\s+)?(?P<rest>.+)$",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"^(?P<word>who|what|which [a-z]+)\s+(?P<rest>.+)$", re.IGNORECASE)
_ELSE: Final = re.compile(r"^(?:and\s+)?(?P<word>who|what) else\s*[?.!]*$", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"^(?:and\s+)?(?:were there |are there )?(?P<any>any other [a-z]+)\s*[?.!]*$", re.IGNORECASE
)
_AGAIN: Final = re.compile(
    r"^(?:yes|yeah|yep|ok|okay|sure|please|yes please|please do|do|go on|go ahead|continue|really|and|so"
    r"|is that so|are you sure|(?:and )?(?:what|how) about (?:it|this|that))[\s,]*[?.!]*$",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"^(?:(?:please|and|can you|could you)\s+)*"
    r"(?:(?:tell|give) me (?:some )?more|more|some more|say more|explain|elaborate|expand)"
    r"(?: details?| information| please| (?:about |on )?(?:it|this|that))*[\s?.!]*$",
    re.IGNORECASE,
)
_SHE: Final = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_MANY: Final = {"is": "are", "was": "were", "has": "have"}


def completed(question: str, previous: str, known: Sequence[str] = ()) -> str | None:
    """Return a follow-up as a whole question.

    ``previous`` is the question before it, which stands alone, ``known`` the names that were spoken of, by
    which one that is written small is known.
    """
    asked = question.strip().replace("’", "'")
    if _AGAIN.match(asked):
        return previous
    if _MORE.match(asked):
        return f"{asked.rstrip(' ?.!')}: {previous}"
    if bare := _BARE.match(asked):
        return _asked_with(bare["word"], previous)
    if others := _OTHERS.match(asked):
        return _of_others(others["any"], previous)
    if more := _ELSE.match(asked):
        return _of_another(more["word"], previous)
    return _replaced(asked, previous, known)


def another(question: str, pronominal: str) -> str | None:
    """Return a question about "she" with the name that a follow-up asks about instead: "and Jon Aas?"."""
    found = _INSTEAD.match(question.strip())
    if not found or found["before"] or names_in(found["new"]) != [found["new"]]:
        return None
    query, count = _SHE.subn(found["new"], pronominal, count=1)
    return query if count else None


def _asked_with(word: str, previous: str) -> str | None:
    """Return the previous question with another question word; ``None`` where it can take none."""
    if _YES_OR_NO.match(previous):
        return f"{word} {previous[:1].lower()}{previous[1:]}"
    return f"{word} {previous[found.end() :]}" if (found := _OPEN.match(previous)) else None


def _of_others(others: str, previous: str) -> str | None:
    """Return "were any other countries exempted?" for "any other countries?"."""
    if (found := _without_subject(previous)) is None:
        return None
    verb, rest = found
    return f"{_MANY.get(verb, verb) if others.endswith('s') else verb} {others} {rest}"


def _of_another(word: str, previous: str) -> str | None:
    """Return "who else was exempted?" for "who else?"."""
    if (found := _without_subject(previous)) is not None:
        return f"{word} else {found[0]} {found[1]}"
    asked = _WHO.match(previous)
    same = asked is not None and asked["word"].lower() == word.lower() and not _YES_OR_NO.match(asked["rest"])
    return f"{word} else {asked['rest']}" if asked and same else None


def _without_subject(previous: str) -> tuple[str, str] | None:
    """Return the verb of a question, and what follows the name that is its subject."""
    found = _PASSIVE.match(previous)
    name = next(iter(names_in(previous[found.start("rest") :])), "") if found else ""
    if not (found and name and found["rest"].startswith(f"{name} ")):
        return None
    return found["verb"].lower(), found["rest"][len(name) :].strip()


def _replaced(asked: str, previous: str, known: Sequence[str]) -> str | None:
    """Return the previous question about another name, year or month; ``None`` where that makes no question.

    A year, a month, or a place with its preposition that has nothing to replace is put behind it.
    """
    found = _INSTEAD.match(asked)
    if not found:
        return None
    new, before = found["new"], found["before"]
    for form, replaceable in _TIMES:
        if form.fullmatch(new):
            time = next((place for each in replaceable if (place := each.search(previous))), None)
            return _at_time(previous, time, new, before) if time else _behind(found, previous)
    if before and not _is_name(new, known):
        return _other_words(before, found["the"] or "", new, previous)
    if not _is_name(new, known) or new.lower() in previous.lower():
        return None
    old = _counterpart(new, before, previous, known)
    if old is None:
        return _behind(found, previous)
    return re.sub(
        rf"(?<!\w)(?P<the>the )?{re.escape(old)}(?!\w)",
        lambda match: _article(match, found, old) + new,
        previous,
        flags=re.IGNORECASE,
    )


def _at_time(previous: str, old: re.Match[str], new: str, before: str | None) -> str:
    """Return a question of another time, with the preposition that is typed with it."""
    asked = previous[: old.start()]
    if before:
        asked = re.sub(r"\b(?:in|on|at|during) $", f"{before.lower()} ", asked)
    return f"{asked}{new}{previous[old.end() :]}"


def _other_words(before: str, article: str, new: str, previous: str) -> str | None:
    """Return "... as minister of Sri Lanka" for "as minister?", where the question has an "as" too."""
    if not content_words(new):
        return None
    old = re.search(
        rf"\b{before} (?:the )?(?!the\b)[a-z][\w-]*(?= (?:{_PREPOSITIONS})\b|\s*[?.!]|$)", previous
    )
    return f"{previous[: old.start()]}{before.lower()} {article}{new}{previous[old.end() :]}" if old else None


def _counterpart(new: str, before: str | None, previous: str, known: Sequence[str]) -> str | None:
    """Return the name of the previous question that another takes the place of."""
    names = [*names_in(previous), *written_small(known, previous)]
    names.sort(key=lambda name: previous.lower().find(name.lower()))
    alike = [name for name in names if _shape(name) == _shape(new) and not _is_whose(name, new, previous)]
    placed = [
        name
        for name in names
        if before and re.search(rf"\b{before} (?:the )?{re.escape(name)}", previous, re.IGNORECASE)
    ]
    either = [name for name in names if {_shape(name), _shape(new)} == {"name", "place"} and " " not in name]
    if before:  # "in California" is another than "the Maui wildfires", no other than "responsible for Maui"
        either = [name for name in either if re.search(rf"\bthe {re.escape(name)} [a-z]\w+s\b", previous)]
    return next(iter(placed or alike or (either[-1:] if _shape(new) == "place" else either)), None)


def _is_whose(old: str, new: str, previous: str) -> bool:
    """Tell whether a name of one word only says of what something is, and the new is longer."""
    is_one = " " not in old and " " in new
    return is_one and bool(re.search(rf"\b(?:of|in|at) {re.escape(old)}\b", previous))


def _article(match: re.Match[str], found: re.Match[str], old: str) -> str:
    """Return "the" where the new name is typed with it, or the old has it from a noun behind it."""
    if found["the"]:
        return "the "
    return match["the"] or "" if not land(old.lower()) else ""


def _behind(found: re.Match[str], previous: str) -> str | None:
    """Return the previous question with a place or time behind it; ``None`` for what it would not fit."""
    new, before, article = found["new"], found["before"], found["the"] or ""
    before = before or ("in" if land(new.lower()) or _is_time(new) else None)
    return f"{previous.rstrip(' ?.!')} {before.lower()} {article}{new}?" if before else None


def _is_time(text: str) -> bool:
    return any(form.fullmatch(text) for form, _ in _TIMES)


def _is_name(text: str, known: Sequence[str]) -> bool:
    return names_in(text) == [text] or bool(land(text.lower())) or text.lower() in map(str.lower, known)


def _shape(name: str) -> str:
    """Return what a name is or looks like: a country, of letters and digits, all capitals, or neither."""
    if land(name.lower()):
        return "place"
    if any(map(str.isdigit, name)):
        return "digits"
    return "capitals" if name.isupper() else "name"
