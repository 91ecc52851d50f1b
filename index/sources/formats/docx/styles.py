"""The styles of a Word document: which of them are headings, lists or tables of contents."""

import re
from dataclasses import dataclass, field
from typing import Final

from .parts import Parts

TITLE: Final = re.compile(r"title|titel|titre|t[ií]tulo|titolo", re.I)
HEADING: Final = re.compile(
    r"(?:heading|(?:ü|u)?berschrift|titre|t[ií]tulo|titolo)\s?\d|subtitle|" + TITLE.pattern, re.I
)
LIST: Final = re.compile(r"list (?:bullet|number)( \d)?|list(?:bullet|number)\d?", re.I)
CONTENTS: Final = re.compile(r"toc ?(?:\d|heading)|table of (?:figures|authorities)|contents \d", re.I)
MAX_CHAIN: Final = 12


@dataclass(slots=True)
class Style:
    """One style of paragraphs: its name, the one it is based on, and whether it numbers them."""

    name: str = ""
    above: str = ""
    numbered: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles by their ids."""

    known: dict[str, Style] = field(default_factory=dict)

    def is_title(self, style: str) -> bool:
        """Tell whether a paragraph of the style is the document's title."""
        return any(TITLE.fullmatch(name) for name in self._names(style))

    def is_heading(self, style: str) -> bool:
        """Tell whether a paragraph of the style is a heading, the title being one too."""
        return any(HEADING.fullmatch(name) for name in self._names(style))

    def is_contents(self, style: str) -> bool:
        """Tell whether a paragraph of the style is a line of a table of contents."""
        return any(CONTENTS.fullmatch(name) for name in self._names(style))

    def is_list(self, style: str) -> bool:
        """Tell whether the style makes its paragraphs the items of a list."""
        for one in self._chain(style):
            if one.numbered is not None:
                return one.numbered
        return any(LIST.fullmatch(name) for name in self._names(style))

    def _chain(self, style: str) -> list[Style]:
        """Return the style and those it is based on."""
        chain: list[Style] = []
        while style in self.known and len(chain) < MAX_CHAIN:
            chain.append(self.known[style])
            style = chain[-1].above
        return chain

    def _names(self, style: str) -> list[str]:
        return [style, *(one.name for one in self._chain(style))]


def styles_of(parts: Parts, part: str | None) -> Styles:
    """Return the styles that a part describes; without it their ids say what they are."""
    styles = Styles()
    current = Style()

    def start(name: str, fields: dict[str, str]) -> None:
        nonlocal current
        space, _, local = name.rpartition(" ")
        value = fields.get(f"{space} val", "")
        if local == "style":
            current = styles.known.setdefault(fields.get(f"{space} styleId", ""), Style())
        elif local == "name":
            current.name = value
        elif local == "basedOn":
            current.above = value
        elif local == "numId":
            current.numbered = value != "0"

    if part:
        parts.read(part, start)
    return styles
