"""A line under a title -> author, outlet and day: ``By Ann Lee, Harbour News, 5 May 2020``."""

import re
from dataclasses import dataclass
from typing import Final

from .days import NOISE, find_day
from .decode import clean_line

MAX_BYLINE: Final = 120  # code points
MAX_WORDS: Final = 6  # of a name
MAX_AUTHORS: Final = 4
_NAME: Final = r"[^\W\d_][\w.'’-]*(?:[ \t]+[^\W\d_][\w.'’-]*){0,4}"
AUTHOR: Final = re.compile(
    rf"(?:(?:by|von|par|por)\b:?|authors?:|written by)\s+"
    rf"({_NAME}(?:(?:,| and|,? &| und| et| y)[ \t]+{_NAME}){{0,4}})",
    re.I,
)
SOURCE: Final = re.compile(r"(?:source|publisher|outlet|publication)\s*:\s*(\S.*)", re.I)
BARRED: Final = re.compile(r"\s+[|·•]\s+")
PARTED: Final = re.compile(r"\s+[|·•/–—-]\s+|[,;]\s+|\s*[()]\s*|\s+(?:in|for)\s+(?=[A-Z])")
UPDATED_TAIL: Final = re.compile(r"\W*\b(?:last\s+)?(?:updated|modified)\b.*", re.I | re.S)
SAYS_WHEN: Final = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|date[d:]?)(?:\s+(?:online|on))?:?)|on|"
    r"\d+[ -]min(?:ute)?s?(?: read)?",
    re.I,
)
SITE: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
PARTICLES: Final = frozenset(
    "and und et y de der den van von al el bin da dos du la le of the for".split()  # noqa: SIM905
)
# Words that make a name an outlet's; without one a name may be a place or a person.
PRESS: Final = frozenset(
    """
    advertiser afp agency agencies ansa ap argus axios bbc bloomberg broadcasting bulletin business cbs
    chronicle citizen cnn courier daily digest dispatch echo efe examiner express gazette globe guardian
    herald independent inquirer interfax izvestia journal ledger magazine mail mercury mirror monitor network
    news newspaper npr observer online pbs politico post press quarterly radio record register report
    reporter review reuters sentinel standard star sun telegraph television times today tribune upi weekly
    wire wires xinhua gazeta giornale blatt figaro jazeera monde nachrichten pais presse spiegel stampa
    welle welt zeitung
    """.split()  # noqa: SIM905  a word a line would take eighty
)
# Words of which a label above a text is made: "Breaking News", "Live Updates", "Special Report".
_LABELS: Final = frozenset(
    """
    analysis breaking business comment comments culture daily economy exclusive explainer features headlines
    interview latest live local national news opinion politics press release report review special sport
    sports staff today top update updates video weekly world
    """.split()  # noqa: SIM905  a word a line would take thirty
)
# Words that places of two words or more begin with: a line that is one names no person.
_PLACES: Final = frozenset(
    """
    abu addis buenos cape central east eastern el fort great hong kuala las los mount new north northern port
    porto puerto rio saint salt san santa sao são saudi south southern sri st tel united washington west
    western
    """.split()  # noqa: SIM905  a word a line would take thirty
)
_AND: Final = re.compile(r"\s*(?:,| and | & |\bund\b|\by\b)\s*")
_NOT_PRESS: Final = frozenset({"hague", "bronx", "gambia", "bahamas", "netherlands"})  # behind "The"


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line names; ``whole`` says that it names nothing else, so that the text can do without it."""

    author: str | None = None
    source: str | None = None
    published: str | None = None
    whole: bool = True


def byline_of(line: str) -> Byline | None:
    """Return what a byline says, ``None`` for prose, even if that begins with a name and a day.

    It names a day, or an author behind ``By`` and an outlet. A bare name beside a day is an outlet's where
    bars part them or one of its words says so; ``London, 5 May 2020`` gives the day alone.
    """
    if len(line) > MAX_BYLINE:
        return None
    line = UPDATED_TAIL.sub("", line)
    day, parts = _day_and_parts(line)
    source = next((match[1] for match in map(SOURCE.fullmatch, parts) if match), None)
    author = next((match[1] for match in map(AUTHOR.fullmatch, parts) if match), None)
    names = [part for part in parts if not (SOURCE.fullmatch(part) or AUTHOR.fullmatch(part))]
    barred = bool(BARRED.search(line))
    if len(names) > 3 or not all(is_name(name) or (barred and len(names) == 1) for name in names):
        return None
    if author and not is_person(author):
        return None
    outlet = _outlet(names, barred=barred) if source is None else None
    if day is None and not (author and (source or outlet)):
        return None
    others = [name for name in names if name != outlet]
    known, whole = _authors(author, others, alone=not (source or outlet))
    return Byline(known, _line(source or outlet), day, whole)


def may_be_title(line: str) -> bool:
    """Tell whether a byline may as well be a headline, such as ``Weekly Report, 5 May 2020``."""
    byline = byline_of(line)
    return bool(byline and byline.source) and not (BARRED.search(line) or AUTHOR.match(line))


def is_outlet_line(line: str) -> bool:
    """Tell whether a line is the name of an outlet, and not a label such as "Breaking News"."""
    words = _spelt(line)
    return is_name(line) and len(words) > 1 and _is_outlet(line) and not _LABELS.issuperset(words)


def is_author_line(line: str) -> bool:
    """Tell whether a line is one or more names of two or three words each that may be those of persons."""
    names = _AND.split(line)
    return all(_is_author(name) for name in names) and len(names) <= MAX_AUTHORS


def _is_author(name: str) -> bool:
    words = _spelt(name)
    full = [word for word in words if word not in PARTICLES]
    return (
        is_person(name)
        and len(full) in (2, 3)
        and full[0] not in _PLACES
        and _LABELS.isdisjoint(words)
        and PRESS.isdisjoint(words)
        and not any(map(str.isdigit, name))
    )


def _spelt(words: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W_]+", words)]


def is_person(words: str) -> bool:
    """Tell a name from the start of a sentence: of two words or more, all but particles with a capital."""
    return len(words.split()) > 1 and is_name(words)


def is_name(words: str) -> bool:
    """Tell whether a few words are spelt as a name is."""
    parts = re.findall(r"[\w.'’&-]+", words)
    if SITE.fullmatch(words):
        return True
    spelt = all(part[0].isupper() or part == "&" or part in PARTICLES for part in parts)
    return bool(parts) and spelt and parts[-1] not in PARTICLES


def _day_and_parts(line: str) -> tuple[str | None, list[str]]:
    """Return the only day of a line and the other parts of it that say something."""
    found = find_day(line)
    day, start, end = found or (None, len(line), len(line))
    rest = f"{line[:start]} | {line[end:]}"
    parts = (re.sub(r"\s+on:?$", "", part.strip(" :|·•–—-")) for part in PARTED.split(rest))
    said = [part for part in parts if NOISE.sub("", part) and not SAYS_WHEN.fullmatch(part)]
    return (None, [line]) if find_day(rest) else (day, said)


def _outlet(names: list[str], *, barred: bool) -> str | None:
    """Return the one name that is an outlet's, ``None`` when that is not sure."""
    sure = [name for name in names if _is_outlet(name)]
    if len(sure) == 1:
        return sure[0]
    return names[0] if barred and len(names) == 1 else None


def _is_outlet(name: str) -> bool:
    if SITE.fullmatch(name):
        return True
    words = _spelt(name)
    if words[:1] == ["the"] and len(words) > 1:
        return words[1] not in _NOT_PRESS
    return len(words) <= MAX_WORDS and not PRESS.isdisjoint(words)


def _authors(author: str | None, others: list[str], *, alone: bool) -> tuple[str | None, bool]:
    """Return who wrote, and whether that explains all names that are no outlet's.

    Beside an outlet a person's name is the author's; alone it may as well be a place's.
    """
    if not others or (not author and alone):
        return _line(author), not others
    persons = all(is_person(name) for name in others)
    if not persons or alone:
        return _line(author), False
    return ", ".join(filter(None, [_line(author), *others])), True


def _line(words: str | None) -> str | None:
    return clean_line(words) if words else None
