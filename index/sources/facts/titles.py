"""The title of an article, and its author, as programs leave them: made plain, or made up of its words."""

import re
import unicodedata
from pathlib import PurePath
from typing import Final

from ..decode import clean_line
from .file_names import words_of_name

MADE_TITLE: Final = 80  # code points of a title made from the first words

MAX_TITLE: Final = 250  # characters
MAX_NAMES: Final = 200  # characters
NO_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel|office)|powerpoint presentation|untitled|unbenannt|sans titre|"
    r"document|dokument|layout|slide|folie|print|page|pii|doi|isbn|title|no title|printing|scan)\b[\W\d]*"
    r"(?:-.*|:.*|of \d+|document|presentation)?|"
    r".*\.(?:docx?|pdf|pptx?|indd|qxd|tex|dvi|wpd|rtf|html?|txt|xlsx?|ps)|"
    r"(?:file|https?):.*|[\w-]*[_\d][\w-]*",
    re.I,
)
NO_NAME: Final = re.compile(
    r"user|admin|owner|office|windows|microsoft|author|unknown|scanner|copier|default|acrobat|adobe|"
    r"department|government|inc\.?$|ltd\.?$|llc$|gmbh$|system|guest|team|staff|employee|docx|python",
    re.I,
)
NAME: Final = re.compile(
    r"(?:[^\W\d_][\w'’-]*\.?|[^\W\d_]\.)(?:\s+(?:(?:van|von|der|den|de|da|dos|du|la|el|al|bin|ten)\s+)*"
    r"(?:[^\W\d_][\w'’.-]*)){1,4}"
)
AND: Final = re.compile(r"\s*[,;&]\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+")
PARTING: Final = re.compile(r"\s+[|·•»–—-]\s+|\s*::\s*|\s+\|\s*|\s*\|\s+")


def made_title(text: str, name: str) -> str:
    """Return a title for a text that has none: its first words, else its file's name."""
    line = clean_line(text[: 4 * MADE_TITLE])
    first = re.split(r"(?<=[a-zà-ÿ\d][.!?])\s", line, maxsplit=1)[0]
    if not any(letter.isalpha() for letter in first):
        return words_of_name(name) or clean_line(PurePath(name).stem) or name
    if len(first) <= MADE_TITLE:
        return first if len(first) == len(clean_line(text)) else first.rstrip(".") + "…"
    cut = first[:MADE_TITLE]
    return (cut.rsplit(" ", 1)[0] if " " in cut[20:] else cut).rstrip(" ,;:–—-") + "…"


def title_of_file(said: str, printed: str, first: str, name: str) -> str:
    """Return the title that a program left if that makes sense, else the printed one; both may be empty.

    ``first`` is the text of the first page: a title of other words was left from another document.
    """
    said = clean_line(said)
    if not said or len(said) > MAX_TITLE or NO_TITLE.fullmatch(said) or same_words(said, PurePath(name).stem):
        return printed
    said = without_site(said, None, [printed]) if printed else said
    words = set(re.findall(r"\w{4,}", said.casefold()))
    seen = sum(word in first.casefold() for word in words)
    if 2 * seen < len(words) and printed:
        return printed
    return said if seen or " " in said else printed


def author_of_file(said: str) -> str | None:
    """Return the author that a program left, if that is the name of a person, or of several."""
    said = clean_line(said)
    names = [part for part in AND.split(said) if part]
    if not names or len(said) > MAX_NAMES or NO_NAME.search(said):
        return None
    return ", ".join(names) if all(NAME.fullmatch(one) and one[0].isupper() for one in names) else None


def without_site(title: str, source: str | None, headings: list[str]) -> str:
    """Return a title less the site's name at an end, told by the source or by the page's heading."""
    parts = PARTING.split(title)
    for number in range(len(parts) - 1, 0, -1):
        head = title[: start_of_part(title, number)]
        if any(head.casefold() == heading.casefold() for heading in headings):
            return head
    if len(parts) > 1 and source and is_site(parts[-1], source):
        return title[: start_of_part(title, len(parts) - 1)]
    return title


def start_of_part(title: str, number: int) -> int:
    """Return where a title's part of a number begins, counted from 1, with what parts it off."""
    return [match.start() for match in PARTING.finditer(title)][number - 1]


def is_site(words: str, source: str) -> bool:
    """Tell whether a part of a title is the name of its site."""
    name, site = plain(words), plain(source)
    return bool(name) and (name in site or site in name) and len(words) <= 60


def plain(words: str) -> str:
    """Return the letters and digits of some words, without case, "CO₂" as "co2"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).casefold()


def same_words(one: str, other: str) -> bool:
    """Tell whether two lines are the same but for case, spaces and punctuation."""
    return plain(one) == plain(other)
