"""Which elements of mark-up stand above or below the line, or refer to a note."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from .raised_runs import END, LINK, LOWERED, NOTE, RAISED, TWICE

Attribute = Callable[[str], "str | None"]

_ALIGNED: Final = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.I)
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?P<raised>super(?:script)?|sup)|(?P<lowered>subscript)"
    r"|(?P<note>\w{0,20}(?:note-?(?:ref\w{0,8}|anchor|marker|mark|call|link|number)|noteref|fn-?ref)))(?:$|[\s_-])",
    re.I,
)
_OF_NOTE: Final = re.compile(
    r"#(?:[\w.:-]{0,40}(?:note|ftn|fn|edn|cite|ref|bib)[\w.:-]{0,60}|[a-z]{0,3}[\d.-]{1,8})$", re.I
)
_LAST_CLASS: Final = re.compile(r"\.([\w-]{1,60})\s*(?:,|$)")
_MOST_RULES: Final = 200
_RULE: Final = 1_000  # characters between the beginning of a rule and a line of it

NOTHING: Final[Mapping[str, str]] = {}


def run_kind(tag: str, attribute: Attribute, styled: Mapping[str, str] = NOTHING) -> str:
    """Return the sign for what an element holds (``RAISED``, ``LOWERED``, ``NOTE``, ``LINK``), else nothing.

    ``styled`` is what ``styled_classes`` found in the page's style sheets.
    """
    if attribute("role") == "doc-noteref" or "noteref" in (attribute("epub:type") or ""):
        return NOTE
    if tag in ("sup", "sub"):
        return RAISED if tag == "sup" else LOWERED
    if aligned := _ALIGNED.search(attribute("style") or ""):
        return RAISED if aligned[1].lower() == "super" else LOWERED
    classes = attribute("class") or ""
    if classes and (said := _of_class(classes, styled)):
        return said
    href = (attribute("href") or "") if tag == "a" else ""
    return LINK if href[:1] == "#" or _OF_NOTE.search(href[-120:]) else ""


def _of_class(classes: str, styled: Mapping[str, str]) -> str:
    if match := _CLASS.search(classes[:500]):
        return RAISED if match["raised"] else LOWERED if match["lowered"] else LINK
    return next((styled[one] for one in classes[:500].split() if one in styled), "") if styled else ""


def styled_classes(css: str) -> dict[str, str]:
    """Return the classes that style sheets raise or lower, with the sign for it."""
    found: dict[str, str] = {}
    for number, aligned in enumerate(_ALIGNED.finditer(css)):
        if number == _MOST_RULES:
            break
        start = max(0, aligned.start() - _RULE)
        brace = css.rfind("{", start, aligned.start())
        selector = css[max(css.rfind("}", start, brace) + 1, start) : brace] if brace >= 0 else ""
        kind = RAISED if aligned[1].lower() == "super" else LOWERED
        found |= dict.fromkeys(_LAST_CLASS.findall(selector.strip()), kind)
    return found


class RunSigns:
    """The signs that go before and behind the runs of a stream of mark-up; the outermost element decides."""

    __slots__ = ("_depth", "_kind", "_open", "styled")

    def __init__(self, styled: Mapping[str, str] = NOTHING) -> None:
        self.styled = styled
        self._open = self._kind = ""
        self._depth = 0

    def start(self, tag: str, attribute: Attribute) -> str:
        """Return the sign that the beginning of an element asks for, mostly none."""
        if tag == self._open:
            self._depth += 1
            return ""
        kind = run_kind(tag, attribute, self.styled)
        if not kind:
            return ""
        if self._open:
            return TWICE if LINK in (kind, self._kind) else ""
        self._open, self._kind, self._depth = tag, kind, 1
        return kind

    def stop(self, tag: str) -> str:
        """Return the sign that the end of an element asks for."""
        self._depth -= tag == self._open
        if tag != self._open or self._depth > 0:
            return ""
        self.end()
        return END

    def end(self) -> None:
        """Forget what is open: no run goes on behind the end of a block."""
        self._open, self._kind, self._depth = "", "", 0
