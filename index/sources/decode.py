"""Bytes to clean text: the character set is found, and what no reader should meet is taken out."""

import codecs
import os
import re
import unicodedata
from contextlib import suppress
from typing import Final

from .charset import codec, is_charset, is_damaged_utf8, likely, utf16_without_mark
from .mojibake import untangled

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)

# What is written as something else, by what it is written as, as ranges: they keep a regular expression fast.
_BREAKS: Final = "\x0b-\x0d\x85\u2028\u2029"
_SPACES: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SURROGATES: Final = "\ud800-\udfff"  # alone
# Controls, soft hyphens, zero-width spaces, bidi embeddings and overrides, tags.
_UNWANTED: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
INSTEAD: Final = (
    (re.compile(f"[{_BREAKS}]"), "\n"),
    (re.compile(f"[{_SPACES}]"), " "),
    (re.compile(f"[{_SURROGATES}]"), "\ufffd"),
    (re.compile(f"[{_UNWANTED}]"), ""),
)
FEW: Final = 8
ODD: Final = re.compile(f"[{_BREAKS}{_SPACES}{_SURROGATES}{_UNWANTED}]")
INVISIBLE: Final = re.compile("[\u034f\u061c\u180e\u200c-\u200f\u2061-\u2064\u206a-\u206f]")

SHIFTS: Final = (
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$", "iso2022_jp_2"),
)
OLD: Final = ("iso2022", "utf-7", "utf-16", "utf-32", "hz")  # which no page declares, but mails do

NAMED: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I | re.A)
XML_NAMES: Final = re.compile(rb"\s*<\?xml[^>]{0,200}encoding", re.I)
WIDE: Final = {"utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
MAX_BAD: Final = 0.01  # of the characters; with more, the header is wrong


def decode(content: bytes, *, html: bool = False) -> str:
    """Return bytes as clean text (see ``clean``); never fails.

    Tried in this order: a byte order mark; UTF-16 that shows; the shifts of ISO-2022; UTF-8, mended where
    it was misread before (see ``mojibake``); UTF-8 with damage, where a bad byte becomes U+FFFD; the set
    that an HTML page declares, unless its language makes another much likelier; the likeliest.
    """
    return clean(_text(content, _declared(content) if html else None))


def clean(text: str) -> str:
    """Return text in NFC with ``\\n`` as its only line break and no character that cannot be seen.

    Taken out: control characters (all but tab and line feed), soft hyphens, zero-width spaces,
    bidi embeddings and overrides. Spaces of every width become plain ones.
    """
    if text.isascii() and text.isprintable():  # as most lines are
        return text
    text = text.replace("\r\n", "\n")
    odd = {found[0] for found in ODD.finditer(text)}
    for kind, instead in INSTEAD:
        letters = [letter for letter in odd if kind.match(letter)]
        if len(letters) > FEW:
            text = kind.sub(instead, text)
        else:  # many times faster
            for letter in letters:
                text = text.replace(letter, instead)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return text as one line for a title or name: clean, single-spaced, no zero-width or bidi mark."""
    return " ".join(INVISIBLE.sub("", clean(text)).split())


def _text(content: bytes, declared: str | None) -> str:
    for mark, name in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if wide := utf16_without_mark(content):
        return content.decode(wide, "replace")
    if shifted := _shifted(content):
        return shifted
    try:
        return untangled(content.decode())
    except UnicodeDecodeError:
        if is_damaged_utf8(content):
            return content.decode("utf-8", "replace")
        return content.decode(likely(content, declared), "replace")


def _shifted(content: bytes) -> str:
    """Return text in ISO-2022, whose bytes are all ASCII; empty for any other."""
    for escape, name in SHIFTS:
        if escape in content and content.isascii():
            with suppress(UnicodeError):
                return content.decode(name)
    return ""


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:4096])
    name = codec(found[1].decode("ascii", "replace")) if found else ""
    return name if is_charset(name) and name != "utf-8" else None


def decode_as(content: bytes, charset: str, *, html: bool = False) -> str:
    """Return bytes as clean text (see ``decode``) in the character set of a name.

    UTF-8 is taken for UTF-8 whatever was named; an unknown name, or one that does not fit, for none.
    """
    known = codec(charset)
    with suppress(LookupError, UnicodeError):
        if known.startswith(OLD):
            return clean(content.decode(known))
    if is_charset(known) and known != "utf-8":
        return clean(_text(content, known))
    return decode(content, html=html)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def in_utf8(content: bytes, header: str, kind: str) -> bytes:
    """Return a page of a kind, whose character set only the header tells, in UTF-8 with a byte order mark.

    A mark and valid UTF-8 speak for themselves, and XML that names its encoding is left as it
    is; over what a page says in a ``<meta>`` the header wins, as in browsers.
    """
    if kind in ("pdf", "jsonl") or content.startswith(tuple(mark for mark, _ in BOMS)):
        return content
    if kind == "feed" and XML_NAMES.match(content[:400]):
        return content
    charset = _charset_in(header, content)
    if not charset or (_is_utf8(content) and b"\0" not in content):
        return content
    fitting = charset if charset in WIDE.values() else likely(content, charset)
    text = content.decode(fitting, "replace")
    return content if text.count("\ufffd") > MAX_BAD * len(text) else codecs.BOM_UTF8 + text.encode()


def _charset_in(header: str, content: bytes) -> str | None:
    """Return the codec that a header names, ``None`` for none, for UTF-8 and for what is no character set."""
    found = NAMED.search(header)
    if not found:
        return None
    name = codec(found[1])
    if name in WIDE:
        return utf16_without_mark(content) or WIDE[name]
    return name if name != "utf-8" and is_charset(name) else None


def named(path: str | os.PathLike[str]) -> str:
    """Return a path as one printable line, whatever bytes its name is made of."""
    name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in name)
