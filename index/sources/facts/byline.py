"""A line under a title -> author, outlet and day: ``By Ann Lee, Harbour News, 5 May 2020``."""

import re
from dataclasses import dataclass
from typing import Final

from ...language.dates import NOISE, PUBLISHED, UPDATED, find_day
from ...language.names import KNOWN, PRESS
from ..decode import clean_line
from . import sections_of

_SAID: Final = sections_of(__file__, "words.txt")


def _words(section: str) -> frozenset[str]:
    return frozenset(" ".join(_SAID[section]).split())


LABELS: Final = _words("labels")
JOBS: Final = _words("jobs")
ORGANISATIONS: Final = _words("organisations")
_OF_JOBS: Final = LABELS | _words("before jobs")
_OF_LABELS: Final = LABELS | JOBS
_PLACES: Final = _words("places")
_PLACE_ENDS: Final = _words("ends of places")
_WITH_ARTICLE: Final = _words("places with the")

MAX_BYLINE: Final = 120  # code points
MAX_WORDS: Final = 6  # of a name
MAX_AUTHORS: Final = 4
MAX_ARTICLE: Final = 3  # words of an outlet's name that "The" alone tells
_NAME: Final = r"[^\W\d_][\w.'’-]*(?:[ \t]+[^\W\d_][\w.'’-]*){0,4}"
AUTHOR: Final = re.compile(
    rf"(?:(?:by|von|par|por)\b:?|authors?:|written by)\s+"
    rf"({_NAME}(?:(?:,| and|,? &| und| et| y)[ \t]+{_NAME}){{0,4}})",
    re.I,
)
SOURCE: Final = re.compile(r"(?:source|publisher|outlet|publication)\s*:\s*(\S.*)", re.I)
BARRED: Final = re.compile(r"\s+[|·•]\s+")
PARTED: Final = re.compile(
    r"\s+[|·•/–—-]\s+|(?<=[^\W\d_])/(?=[^\W\d_])|[,;]\s+|\s*[()]\s*|\s+(?:in|for)\s+(?=[A-Z])"
)
UPDATED_TAIL: Final = re.compile(rf"\W*\b{UPDATED}\b.*", re.I | re.S)
SAYS_WHEN: Final = re.compile(rf"{PUBLISHED}:?|on|am|le|\d+[ -]min(?:ute)?s?\b(?: read)?", re.I)
HOUR: Final = re.compile(
    r"^\W*(?:(?:à|at|um)\s+)?\d\d?[:.h]\d\d(?::\d\d)?(?:\s*(?:[ap]\.?m\b\.?|uhr\b|(?-i:[A-Z]{2,4}\b)))*", re.I
)
SITE: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.I)
NO_NAME: Final = re.compile(r"[:?\"“”„«»,()]")
PARTICLES: Final = _words("particles")
_SURNAMES: Final = _words("surnames")
_NO_PERSON: Final = JOBS | LABELS | ORGANISATIONS | PRESS
_AND: Final = re.compile(r"\s*(?:,| and | & |\bund\b|\by\b)\s*")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line names; ``whole`` says that it names nothing else, so that the text can do without it."""

    author: str | None = None
    source: str | None = None
    published: str | None = None
    whole: bool = True


def spelt(words: str) -> list[str]:
    """Return the words of a name without case, "S.Paulo" as two."""
    return [word.casefold() for word in re.findall(r"[^\W_]+", words)]


def is_label(words: str) -> bool:
    """Tell whether a name is that of a section or a kind of text, or of a job."""
    return _OF_LABELS.issuperset(spelt(words))


def is_place(words: str) -> bool:
    """Tell whether a name of two words or more is spelt as a place's; not every place is known."""
    parts = spelt(words)
    if len(parts) < 2:
        return False
    named = parts[0] == "the" and len(parts) == 2 and parts[1] in _WITH_ARTICLE
    return named or parts[0] in _PLACES or parts[-1] in _PLACE_ENDS


def without_job(name: str) -> str:
    """Return what a name says beside a job at its end: ``Reuters`` of ``Reuters Business Reporter``."""
    words = name.split()
    if is_job(name) and words[0] != "The":
        while words and words[-1].casefold() in JOBS | _OF_JOBS:
            words.pop()
    return " ".join(words)


def is_job(name: str) -> bool:
    """Tell whether a name ends in a job: ``Business Reporter``, ``Editor in Chief``."""
    return not JOBS.isdisjoint(spelt(name)[-1:])


def byline_of(line: str) -> Byline | None:
    """Return what a byline says, ``None`` for prose, even if that begins with a name and a day.

    It names a day, or an author behind ``By``. A bare name beside these is an outlet's where one of its
    words says so; ``London | 5 May 2020`` gives the day alone. Sections and jobs say nothing.
    """
    if len(line) > MAX_BYLINE:
        return None
    day, parts = _day_and_parts(UPDATED_TAIL.sub("", line))
    source = next((match[1] for match in map(SOURCE.fullmatch, parts) if match), None)
    writer = next((match[1] for match in map(AUTHOR.fullmatch, parts) if match), None)
    bare = [part for part in parts if not (SOURCE.fullmatch(part) or AUTHOR.fullmatch(part))]
    author = without_job(writer) if writer and _is_writer(without_job(writer)) else None
    if writer and not author:
        bare.append(writer)
    names = [name for name in map(without_job, bare) if name and (_is_known(name) or not is_label(name))]
    if len(names) > 3 or not all(is_name(name) or _is_known(name) for name in names):
        return None
    if day is None and not author:
        return None
    outlets = [name for name in names if _is_outlet(name)]
    outlet = source or (outlets[0] if len(outlets) == 1 else None)
    others = [name for name in names if name != outlet]
    known, whole = _authors(author, others, alone=not (outlet or any(map(is_job, bare))))
    return Byline(known, _line(outlet), day, whole)


def may_be_title(line: str) -> bool:
    """Tell whether a byline may as well be a headline, such as ``Weekly Report, 5 May 2020``."""
    byline = byline_of(line)
    says_more = bool(byline and byline.published and _day_and_parts(line)[1])
    return says_more and not (BARRED.search(line) or AUTHOR.match(line))


def outlet_of(line: str) -> str | None:
    """Return the outlet that a line names, alone or beside a place, ``None`` for another line.

    As in ``BBC News, Kent``; a word alone is none, unless it is known.
    """
    parts = [part for part in PARTED.split(line) if part]
    outlets = [part for part in parts if _is_outlet(part) and (len(spelt(part)) > 1 or _is_known(part))]
    named = len(outlets) == 1 and len(parts) <= 2 and all(map(is_name, parts)) and not any(map(is_job, parts))
    return outlets[0] if named else None


def is_author_line(line: str) -> bool:
    """Tell whether a line is one or more names of two or three words each that may be those of persons."""
    names = _AND.split(line)
    return all(_is_author(name) for name in names) and len(names) <= MAX_AUTHORS


def authors_of(line: str) -> str | None:
    """Return the persons that a line names behind ``By`` and nothing else, ``None`` for another line."""
    match = AUTHOR.fullmatch(line)
    return clean_line(match[1]) if match and all(map(_is_writer, match[1].split(", "))) else None


def _is_author(name: str) -> bool:
    words = spelt(name)
    full = [word for word in words if word not in PARTICLES]
    return (
        is_person(name)
        and len(full) in (2, 3)
        and not is_place(name)
        and _NO_PERSON.isdisjoint(full)
        and not any(map(str.isdigit, name))
    )


def _is_writer(words: str) -> bool:
    """Tell whether what stands behind ``By`` names persons, and no outlet, place or job."""
    names = _AND.split(words)
    return (
        len(words.split()) > 1
        and all(map(is_name, names))
        and not any(
            is_place(name)
            or not JOBS.isdisjoint(spelt(name))
            or (_is_outlet(name) and (_is_known(name) or spelt(name)[-1] not in _SURNAMES))
            for name in names
        )
    )


def is_person(words: str) -> bool:
    """Tell a name from the start of a sentence: of two words or more, all but particles with a capital."""
    return len(words.split()) > 1 and is_name(words)


def is_name(words: str) -> bool:
    """Tell whether a few words are spelt as a name is."""
    parts = re.findall(r"[\w.'’&-]+", words)
    if SITE.fullmatch(words):
        return True
    if not parts or parts[-1] in PARTICLES or NO_NAME.search(words):
        return False
    return all(part[0].isupper() or part == "&" or part in PARTICLES for part in parts)


def _day_and_parts(line: str) -> tuple[str | None, list[str]]:
    """Return the only day of a line and the other parts of it that say something."""
    found = find_day(line)
    day, start, end = found or (None, len(line), len(line))
    rest = f"{line[:start]} | {HOUR.sub('', line[end:])}"
    parts = (re.sub(r"\s+(?:on|am|le|el):?$", "", part.strip(" :|·•–—-")) for part in PARTED.split(rest))
    said = [part for part in parts if NOISE.sub("", part) and not SAYS_WHEN.fullmatch(part)]
    return (None, [line]) if find_day(rest) else (day, said)


def _is_outlet(name: str) -> bool:
    words = spelt(name)
    if SITE.fullmatch(name) or _is_known(name):
        return True
    if not PRESS.isdisjoint(words):
        return len(words) <= MAX_WORDS and not is_label(name)
    article, _, rest = name.partition(" ")
    told = article == "The" and bool(without_job(rest)) and len(words) <= MAX_ARTICLE
    return told and not is_place(name)


def _is_known(name: str) -> bool:
    return re.sub(r"^the\s+", "", name.casefold()) in KNOWN


def _authors(author: str | None, others: list[str], *, alone: bool) -> tuple[str | None, bool]:
    """Return who wrote, and whether that explains all names that are no outlet's.

    Beside an outlet or a job a person's name is the author's; alone it may as well be a place's.
    """
    if not others or (not author and alone):
        return _line(author), not others
    if alone or not all(map(is_author_line, others)):
        return _line(author), False
    return ", ".join(filter(None, [_line(author), *others])), True


def _line(words: str | None) -> str | None:
    return clean_line(words) if words else None
