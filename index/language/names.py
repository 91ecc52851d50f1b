"""The names in a text: runs of capitalised words, "S-400", "Boeing 737 Max" and "Virat Kohli" as one each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..text.words import words_of
from .dates import WEEKDAYS, YEAR
from .lexicon import any_of, lexicon, phrases_of_all, words, words_of_all
from .lexicon import words as listed
from .numbers import SCALES, SPELT
from .words import STOP_WORDS, Word, content_words, function_share

OURS: Final = 0.25  # share of function words that we know, from which capitals within a question are names
MOST_WORDS: Final = 5  # of one name; a longer run is a heading
MOST_CAPITALS: Final = 0.25  # share of a text's words; more have those of German (least .27, XQuAD)
LOOKED_AT: Final = 4000  # characters by which that is told
TITLES: Final = frozenset(listed("names", "titles"))

# Months that are no names; of other languages they may be: "Mart", "Mai", "Nisan".
NAMELESS_MONTHS: Final = frozenset(
    month for language in listed("names", "months of") for month in listed("dates", "months", language)
)
_DAYS: Final = {*NAMELESS_MONTHS, *WEEKDAYS}
_NO_NAMES: Final = STOP_WORDS | _DAYS
_NEVER: Final = (STOP_WORDS | {*WEEKDAYS, *listed("dates", "months"), *SPELT, *SCALES}) - {
    *listed("names", "names as well")
} | {*listed("names", "no names")}
_NOBODY: Final = TITLES | _NEVER  # not a name by themselves
_SAYING: Final = frozenset(listed("names", "saying"))
_LATIN: Final = "".join(sign for sign in map(chr, range(0x250)) if sign.isupper())
_CAPITAL: Final = rf"(?:[{_LATIN}]\.(?:[{_LATIN}]\.)*|[{_LATIN}][\w&'-]*)"
_NUMBER: Final = rf"(?!{YEAR}\b)\d{{1,4}}(?![\w.,:%-]*\d)"  # of a model or a flight, no year
_RUN: Final = re.compile(
    rf"(?<![\w'-]){_CAPITAL}"
    rf"(?:[ ]+(?:{any_of(listed('names', 'within'))}[ ]+){{0,2}}{_CAPITAL}|(?<!'s)[ ]+{_NUMBER}\b)*"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_WITHIN: Final = re.compile(r"[a-z\d] ")  # a sentence: what stands before a capital that opens none


def names_in(text: str) -> list[str]:
    """Return the names of a text in order, repeats kept, each word capitalised.

    Function words, months and weekdays at the ends of a name are left out, and so at the start of a sentence;
    two or more capitals within one are a name whatever they say ("the Ever Given").
    """
    return [name for name, _ in _runs_in(text)]


def names_and_openings(text: str) -> list[tuple[str, bool]]:
    """Return the same, each with whether words before it may have become a part of it.

    They may where it opens a sentence ("Striker Ilona Marek"), and in a language with capitals on all nouns.
    """
    is_told = _capitals_tell(text[:LOOKED_AT])
    return [(name, not (within and is_told)) for name, within in _runs_in(text)]


def is_name(text: str) -> bool:
    """Tell whether a text is one name and nothing else; "Jan Marek" is, whatever begins with a month."""
    first, *others = text.split() or [""]
    whole = " ".join(["Xx", *others] if others and first.lower() in NAMELESS_MONTHS else [first, *others])
    return names_in(f"of {whole}") == [whole]


def certain_names(text: str) -> list[str]:
    """Return the same without what may only open a sentence or stand for somebody ("President").

    A name of one word stands within a sentence somewhere, behind a word in small letters. A text whose
    language has capitals on every noun has none that are certain.
    """
    if not _capitals_tell(text[:LOOKED_AT]):
        return []
    runs = list(_runs_in(text))
    inside = {name for name, within in runs if " " in name or (within and name[1:] != ".")}
    return [name for name, _ in runs if name in inside and not _NOBODY.issuperset(name.lower().split())]


def _capitals_tell(text: str) -> bool:
    """Tell whether capitals make a name of a word: in every German text of XQuAD, and 5 % of Spanish, not."""
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return capitals <= MOST_CAPITALS * len(words) or function_share(text) >= OURS / 2


def _runs_in(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of a text, and whether each stands within a sentence."""
    text = text.replace("’", "'")
    for match in _RUN.finditer(text):
        within = bool(_WITHIN.fullmatch(text, max(0, match.start() - 2), match.start()))
        words = match.group().split()
        run = _bare(words, within=within)
        if run and len(run) <= MOST_WORDS:
            yield " ".join(run), within or words[0].lower() in STOP_WORDS


def first_name(question: str) -> int:
    """Return where the first name stands, behind the end if there is none; one that opens it is no name."""
    opening = words_of(question)[:1]
    places = (question.find(name) for name in names_in(question) if [name] != opening)
    return min(places, default=len(question))


def names_and_numbers(query: str) -> set[str]:
    """Return the numbers of a query and the capitalised words behind its first."""
    content = set(content_words(query))
    return {
        word
        for at, word in enumerate(words_of(query))
        if any(map(str.isdigit, word)) or (at > 0 and word[0].isupper() and word in content)
    }


def asked_names(query: str) -> set[str]:
    """Return the same of a question, without months, weekdays ("in Sep 1997" asks of no "Sep") and the
    capitals of a language that has them on every noun.
    """
    found = {word for word in names_and_numbers(query) if word.lower() not in _DAYS}
    if function_share(query) >= OURS:
        return found
    return {word for word in found if any(map(str.isdigit, word))}


def short_for(name: str, longer: str) -> bool:
    """Tell whether a name is the first or the last part of a longer one, as "Kohli" is of "Virat Kohli"."""
    mine, words = name.lower().split(), longer.lower().split()
    return len(mine) < len(words) and mine in (words[: len(mine)], words[-len(mine) :])


def longest(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the longest of them that it is short for, else the name itself."""
    known = list(dict.fromkeys(names))
    return {
        name: max((each for each in known if short_for(name, each)), key=len, default=name) for name in known
    }


def _bare(words: list[str], *, within: bool) -> list[str]:
    words = [word.removesuffix("'s").removesuffix("'") for word in words]
    left_out = _DAYS if within and len(words) > 1 else _NO_NAMES
    while words and (words[0].lower() in left_out or len(words[0]) < 2 or words[0].isdigit()):
        words = words[1:]
    while words and words[-1].lower() in left_out:
        words = words[:-1]
    return words


@dataclass(frozen=True, slots=True)
class Name:
    """A name in words ``first`` up to ``last`` of a text.

    Attributes:
        parts: its words in small letters, titles left out.
        sure: whether it is a name for certain; the first word of a sentence may be none.
    """

    text: str
    first: int
    last: int
    parts: tuple[str, ...]
    sure: bool = True


def names(text: str, words: Sequence[Word]) -> list[Name]:
    """Return the names of a text in order."""
    return [name for first, last in _runs(words) if (name := _name(text, words, first, last))]


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where words with capitals stand side by side, "'s" and commas between runs."""
    first: int | None = None
    for at, word in enumerate(words):
        proper = _proper(words, at)
        if first is not None and not proper:
            yield first, at
            first = None
        elif proper and first is None:
            first = at
        if proper and (word.ends_clause or word.text.endswith(("'s", "’s"))):
            yield first if first is not None else at, at + 1
            first = None
    if first is not None:
        yield first, len(words)


def _proper(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if not word.capital or word.lower in _NEVER or (len(word.lower) < 2 and not word.text.endswith(".")):
        return False
    return word.lower != "us" or word.text.isupper() or "." in word.text


def _name(text: str, words: Sequence[Word], first: int, last: int) -> Name | None:
    parts = tuple(word.lower for word in words[first:last] if word.lower not in TITLES)
    if not parts:
        return None
    whole = text[words[first].start : words[last - 1].end].removesuffix("'s").removesuffix("’s")
    return Name(whole, first, last, parts, _sure(words, first, last))


def _sure(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a run is a name even where a sentence begins: two words, or one that says or does something."""
    if first and words[first - 1].sentence == words[first].sentence and not _after_quote(words, first):
        return True
    word = words[first]
    if last - first > 1 or word.text.endswith(("'s", "’s")) or word.text[1:] != word.text[1:].lower():
        return True
    following = words[last].lower if last < len(words) else ""
    return following in _SAYING and not word.lower.endswith("s")


def _after_quote(words: Sequence[Word], first: int) -> bool:
    return words[first - 1].ends_clause and words[first].start - words[first - 1].end > 2


# Names of two words or more that end in one of these are outlets' in running text too; "Annual Report",
# "Russia Today" and "the Standard" may be something else there.
PAPERS: Final = tuple(words_of_all("press", "papers"))
# Names of one word that are outlets' in running text too.
ALONE: Final = tuple(words_of_all("press", "alone"))
# Names of outlets that are words of everyday language as well.
EVERYDAY: Final = frozenset(words_of_all("press", "everyday"))
# Words that make a name an outlet's where outlets are named: in a line of names and days.
PRESS: Final = frozenset(words_of_all("press", "words")).union(word.lower() for word in (*PAPERS, *ALONE))
# Outlets that are known by their names, "The" aside; none may be the name of a section, a place or a person.
KNOWN: Final = frozenset(phrases_of_all("press", "known")).union(name.lower() for name in ALONE)


_COUNTRIES: Final = {
    name: group.split(",")[0] for group in lexicon("names")["countries"] for name in group.split(",")
}
_CAPITALS: Final[dict[str, str]] = lexicon("names")["capitals"]
_PLACED: Final = frozenset(words("names", "placed"))
_IN_INITIALS: Final = frozenset(words("names", "in initials"))


def country(name: str) -> str | None:
    """Return one name for all names of a country or its people; ``None`` for what is none of these."""
    return _COUNTRIES.get(name)


def land(name: str) -> str | None:
    """Return the country that a name, or a capital that may stand for its government, belongs to."""
    return country(name) or _CAPITALS.get(name)


def government(words: Sequence[Word], first: int, last: int) -> str | None:
    """Return the country whose government a capital stands for: "Washington said", not "in Washington"."""
    if first and words[first - 1].lower in _PLACED:
        return None
    return _CAPITALS.get(" ".join(word.lower for word in words[first:last]))


def initials(name: str, words: Sequence[Word]) -> bool:
    """Whether words with these initials stand side by side: WHO for World Health Organization."""
    letters = name.lower().replace(".", "")
    if not 2 <= len(letters) <= 6 or not letters.isalpha():
        return False
    whole = [word.lower[0] if word.capital and len(word.lower) > 1 else " " for word in words]
    small = ["" if word.lower in _IN_INITIALS else first for word, first in zip(words, whole, strict=True)]
    return letters in "".join(small) or letters in "".join(whole)
