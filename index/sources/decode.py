"""Bytes to clean text: the character set is found, and what no reader should meet is taken out."""

import codecs
import os
import re
import unicodedata
from contextlib import suppress
from typing import Final

SAMPLE_BYTES: Final = (
    100_000  # of the lines that are not ASCII; guessing a character set costs seconds per MB
)
BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read pages as that declare the name on the left (the WHATWG encoding standard).
AS_BROWSERS_DO: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Python calls ``hex`` and ``unicode_escape`` codecs too; UTF-16 would have shown before.
CHARSET: Final = re.compile(
    r"utf-8$|ascii$|cp\d+$|iso8859-\d|koi8|euc|gb|big5|shift_jis|mac|tis|johab|ptcp|kz1048|hp"
)
ASCII: Final = bytes(range(128))
DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
WESTERN: Final = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ€£¥§©®°²³±½·«»¡¿“”„‘’‚–—…•™\xa0\xad"
)

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

OLD: Final = ("iso2022", "utf-7", "utf-16", "utf-32", "hz")  # which no page declares, but mails do

NAMED: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I | re.A)
XML_NAMES: Final = re.compile(rb"\s*<\?xml[^>]{0,200}encoding", re.I)
WIDE: Final = {"utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
MAX_BAD: Final = 0.01  # of the characters; with more, the header is wrong


def decode(content: bytes, *, html: bool = False) -> str:
    """Return bytes as clean text (see ``clean``); never fails.

    Tried in this order: a byte order mark; UTF-16 that shows by its NULs; UTF-8; the set that an
    HTML page declares; UTF-8 with damage, where a bad byte becomes U+FFFD, as long as there are
    four good characters beyond ASCII for each bad one; Windows-1252 where that gives western
    prose; the best guess of charset-normalizer; Windows-1252.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return clean(content[len(mark) :].decode(name, "replace"))
    if wide := utf16_without_mark(content):
        return clean(content.decode(wide, "replace"))
    try:
        return clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(content.decode(_legacy_charset(content, html), "replace"))


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


def utf16_without_mark(content: bytes) -> str | None:
    """Return ``utf-16-le`` or ``-be`` when every other byte at the start is NUL, else ``None``."""
    head = content[: min(4096, len(content) // 2 * 2)]
    if len(head) < 4 or len(content) % 2:
        return None
    even, odd = (head[start::2].count(0) / (len(head) / 2) for start in (0, 1))
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _legacy_charset(content: bytes, html: bool) -> str:
    declared = _declared(content) if html else None
    if declared and declared != "utf-8":
        return declared
    if _is_damaged_utf8(content):
        return "utf-8"
    sample = _sample(content)
    return "cp1252" if _is_western(sample.decode("cp1252", "replace")) else _guessed(sample)


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:4096])
    if not found:
        return None
    name = _codec(found[1].decode("ascii", "replace"))
    return name if CHARSET.match(name) else None


def _is_damaged_utf8(content: bytes) -> bool:
    bad = content.decode("utf-8", "replace").count("\ufffd")
    good = len(content.translate(None, ASCII)) - bad  # bytes: two or three for a character
    return good >= 8 * bad


def _sample(content: bytes) -> bytes:
    lines = [line for line in content[: 20 * SAMPLE_BYTES].split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE_BYTES] or content[-SAMPLE_BYTES:]


def _is_western(text: str) -> bool:
    """Tell western prose from Cyrillic or Polish misread: few accents, and only ones that it uses."""
    letters = [letter for letter in text if letter.isalpha()]
    foreign = [letter for letter in text if ord(letter) > 127]
    accented = sum(ord(letter) > 127 for letter in letters)
    return WESTERN.issuperset(foreign) and accented <= 0.12 * len(letters)


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def decode_as(content: bytes, charset: str, *, html: bool = False) -> str:
    """Return bytes as clean text (see ``decode.clean``) in the character set of a name.

    UTF-8 is taken for UTF-8 whatever was named; an unknown name, or one that does not fit, for none.
    """
    known = _codec(charset)
    with suppress(LookupError, UnicodeError):
        if known.startswith(OLD):
            return clean(content.decode(known))
        if CHARSET.match(known) and known != "utf-8" and not _is_utf8(content):
            return clean(content.decode(known))
    return decode(content, html=html)


def _codec(name: str) -> str:
    """Return Python's name of a character set, as browsers take it; empty when Python knows none."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    return AS_BROWSERS_DO.get(found, found)


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
    text = content.decode(charset, "replace")
    return content if text.count("\ufffd") > MAX_BAD * len(text) else codecs.BOM_UTF8 + text.encode()


def _charset_in(header: str, content: bytes) -> str | None:
    """Return the codec that a header names, ``None`` for none, for UTF-8 and for what is no character set."""
    found = NAMED.search(header)
    if not found:
        return None
    name = _codec(found[1])
    if name in WIDE:
        return utf16_without_mark(content) or WIDE[name]
    return name if name != "utf-8" and CHARSET.match(name) else None


def named(path: str | os.PathLike[str]) -> str:
    """Return a path as one printable line, whatever bytes its name is made of."""
    name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in name)
