"""The plain words of a mail: its own, without signature, history, marks of forwarding, buttons and footer."""

import re
from typing import Final

from ....language.dates import find_day
from ...decode import clean_line
from ...facts import any_of, sections_of
from ...facts.clutter import is_clutter

_SAID: Final = sections_of(__file__, "words.txt")
SIGNATURE: Final = re.compile(r"^(?:--[ ]?|_{30,})$", re.M)  # a mailing list adds its own below a line
MAX_SIGNATURE: Final = 15  # lines; more below such a line is no signature
QUOTED_LINE: Final = re.compile(r"^[ ]?>.*\n?", re.M)
QUOTATION: Final = re.compile(r"^[ ]?(?:>[ ]?)+", re.M)
_WROTE: Final = any_of(_SAID["wrote"]).replace(" ", r"\s")
ATTRIBUTION: Final = re.compile(
    r"^(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dnia)\s(?=[^\n]*\d)"
    rf"[^\n]{{5,200}}(?:\n[^\n]{{0,120}})?{_WROTE}(?:\s[^\n]{{0,60}})?:$",
    re.M | re.I,
)
ADDRESS: Final = re.compile(r"<[^<>\s]+@[^<>\s]+>?")
HOUR: Final = re.compile(r"\b\d\d?[:.h]\d\d\b")
MAX_ATTRIBUTION: Final = 200  # characters of a line
BLOCKQUOTE: Final = re.compile(r"<(/?)blockquote\b([^<>]*)>", re.I)
QUOTES: Final = re.compile(
    r"gmail_quote|\btype\s*=\s*[\"']?cite\b", re.I
)  # as mail programs mark what they quote
ATTRIBUTES: Final = re.compile(
    r"<div\b(?=[^<>]*\bgmail_attr\b)[^<>]*>[^<]*(?:<(?!/?div\b)[^<]*){0,50}</div>", re.I
)
_ORIGINAL: Final = any_of(_SAID["original message"])
HISTORY: Final = re.compile(rf"^-{{3,}}[ ]?{_ORIGINAL}[ ]?-{{3,}}$", re.M | re.I)
_FORWARDED: Final = any_of(_SAID["forwarded message"])
FORWARD: Final = re.compile(
    rf"^(?:-{{3,}}[ ]?(?:{_FORWARDED}|{_ORIGINAL})[ ]?-{{3,}}|begin forwarded message:|"
    r"anfang der weitergeleiteten nachricht:|début du message transféré\s?:|inicio del mensaje reenviado:)$",
    re.M | re.I,
)
FIELDS: Final = ("sender", "day", "title", "others")  # of the lines above a forwarded mail
HEADER_OF: Final = {word: name for name in FIELDS for word in " ".join(_SAID[f"header: {name}"]).split()}
HEADER: Final = re.compile(r"\*?([A-Za-zÀ-ÿ-]{1,12})\s?:\*?\s*(.*)")
_NAMES: Final = "|".join(sorted(HEADER_OF, key=len, reverse=True))
BLOCK: Final = re.compile(
    rf"^\*?(?:from|von|de|da|van)\s?:\*?[^\n]+(?:\n+\*?(?:{_NAMES})\s?:\*?[^\n]*){{2,8}}", re.M | re.I
)
MAX_LINES: Final = 20

MAX_LINE: Final = 250  # characters; longer paragraphs are prose
MAX_FOOTER: Final = 1_200  # characters below the first line of it
FOOTER_FROM: Final = 0.6  # of the words
BUTTONS: Final = frozenset(words.strip() for line in _SAID["buttons"] for words in line.split(";"))
PARTED: Final = re.compile(r"\s*[|•·]\s*")
ELSEWHERE: Final = re.compile("|".join(_SAID["read elsewhere"]), re.I)
FOOTER: Final = re.compile("|".join(_SAID["footer"]), re.I)
LINK: Final = re.compile(r" ?[<(\[] ?https?://[^\s<>()\[\]]+ ?[>)\]]")
BARE_LINK: Final = re.compile(r"https?://\S+")


def unflowed(text: str, *, delete_space: bool) -> str:
    """Return text of ``format=flowed`` (RFC 3676) with its paragraphs on one line each."""
    lines: list[list[str]] = []
    depth_above, soft = 0, False
    for written in text.split("\n"):
        line = written.lstrip(">")
        depth = len(written) - len(line)
        line = line.removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        kept = line[:-1] if flows and delete_space else line
        if soft and depth == depth_above and line != "-- ":
            lines[-1].append(kept)
        else:
            lines.append([">" * depth + " " * bool(depth) + kept])
        depth_above, soft = depth, flows
    return "\n".join("".join(pieces) for pieces in lines)


def without_quotations(markup: str) -> str:
    """Return a mail's mark-up without what its program marks as quoted of earlier ones.

    Where such a mark is not closed nobody knows where the mail goes on, and all stays.
    """
    kept: list[str] = []
    depth = place = 0
    for match in BLOCKQUOTE.finditer(markup):
        if depth:
            depth += -1 if match[1] else 1
            place = match.end()
        elif not match[1] and QUOTES.search(match[2]):
            kept.append(markup[place : match.start()])
            depth = 1
    return markup if depth else ATTRIBUTES.sub("", "".join([*kept, markup[place:]]))


def own_words(text: str, *, answers: bool = False) -> str:
    """Return a mail's text without what it quotes of earlier ones, its signature, and a list's footer.

    A text that is nothing but quotation stays, its marks taken off. ``answers`` says that the mail answers
    another; else that is told by the line above what it quotes.
    """
    if answers or any(mark.search(text) for mark in (ATTRIBUTION, HISTORY, BLOCK)):
        kept = QUOTED_LINE.sub("", _without_attribution(text))
    else:
        kept = unquoted(text)
    for history in (HISTORY, BLOCK):
        if match := history.search(kept):
            kept = kept[: match.start()]
    kept = ATTRIBUTION.sub("", kept).rstrip()
    end = len(kept) - len("\n".join(kept.split("\n")[-MAX_SIGNATURE:]))
    if match := SIGNATURE.search(kept, end):
        kept = kept[: match.start()]
    return kept if kept.strip() else unquoted(text)


def _without_attribution(text: str) -> str:
    """Return a text less the line above its first quote, if that says who wrote it and when."""
    quoted = QUOTED_LINE.search(text)
    above = text[: quoted.start()].rstrip("\n") if quoted else ""
    own, line = above[: above.rfind("\n") + 1], above[above.rfind("\n") + 1 :]
    if quoted is None or len(line) > MAX_ATTRIBUTION or not line.endswith((":", "：")):
        return text
    says_who = ADDRESS.search(line) or (HOUR.search(line) and find_day(line))
    return own + text[quoted.start() :] if says_who else text


def unquoted(text: str) -> str:
    """Return a text without the marks of quotation before its lines."""
    return QUOTATION.sub("", text)


def forwarded(text: str, *, said: bool) -> tuple[dict[str, str], str] | None:
    """Return what the lines above a forwarded mail say, and its text; ``None`` when none is forwarded.

    ``said`` is whether the subject says so; without, only the mark of forwarding itself will do.
    """
    match = FORWARD.search(text)
    if match is None:
        block = BLOCK.search(text) if said else None
        return _below_headers(text[block.start() :]) if block else None
    if not said and HISTORY.fullmatch(match[0]):
        return None
    below = text[match.end() :]
    return _below_headers(unquoted(below) if below.lstrip().startswith(">") else below)


def _below_headers(text: str) -> tuple[dict[str, str], str]:
    """Return the headers that a text begins with and the text below them."""
    lines = text.split("\n")
    known: dict[str, str] = {}
    seen = 0
    for number, line in enumerate(lines[:MAX_LINES]):
        found = HEADER.fullmatch(line.strip())
        if line.strip() and (not found or found[1].lower() not in HEADER_OF):
            return known, "\n".join(lines[number if seen else 0 :])
        if found:
            seen += 1
            known.setdefault(HEADER_OF[found[1].lower()], clean_line(found[2].strip("* ")))
    return known, "\n".join(lines[MAX_LINES:])


def without_clutter(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs of a mail that say something, without the links between its words.

    The footer goes with what is below it: an address, the owner, the way out.
    """
    found = [LINK.sub("", paragraph).strip() for paragraph in paragraphs]
    whole = sum(map(len, found))
    kept: list[str] = []
    passed = 0
    for words in found:
        passed += len(words)
        if len(words) <= MAX_LINE and FOOTER.search(words):
            if passed >= FOOTER_FROM * whole and whole - passed <= MAX_FOOTER:
                break
        elif words and not _is_aside(words):
            kept.append(words)
    return kept


def _is_aside(words: str) -> bool:
    """Tell buttons, menus, bare links, lines of ornament and ways to read elsewhere from what is said."""
    if not any(letter.isalnum() for letter in words) or BARE_LINK.fullmatch(words) or is_clutter(words):
        return True
    parts = [part.strip(" \t»→›>.…!:*").casefold() for part in PARTED.split(words)]
    menu = len(parts) > 2 and all(len(part) <= 20 and not re.search(r"[\d\n]", part) for part in parts)
    return menu or BUTTONS.issuperset(parts) or (len(words) <= MAX_LINE and bool(ELSEWHERE.match(words)))
