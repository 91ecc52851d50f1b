"""The headers of a mail, and its parts: its words as mark-up or plain, mails in it, documents with it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePosixPath
from typing import Final

from ....errors import SourceError
from ...decode import clean_line, decode_as
from ...facts.days import stamped_day
from ...facts.titles import same_words
from .. import MISTAKES

WESTERN: Final = "windows-1252"  # where bytes are no UTF-8: a header is too short to guess from
MAX_WRITTEN: Final = 4_000  # characters; in a hostile mail a header is as long as the mail
FORWARDED: Final = re.compile(r"\s*(?:(?:re|aw|sv|antw)\s*:\s*)*(?:fwd?|fw|wg|tr|rv|enc|doorst|i)\s*:", re.I)
PREFIXES: Final = re.compile(
    r"\s*(?:(?:re|aw|sv|antw|fwd?|fw|wg|tr|rv|enc|doorst)\s*(?:\[\d+\])?\s*:\s*)+", re.I
)
PERSON_FROM: Final = re.compile(r"((?:[^\W\d_a-z]\S*\s+){1,4}[^\W\d_a-z]\S*)\s+(?:from|via|@)\s+(\S.*)")
MADE_UP: Final = re.compile(r"[0-9a-f]{12,}|\bmc list$|^\S+\.\S+$", re.I)  # list names that programs give

MAX_HEADERS: Final = 1_000_000  # bytes; real ones have some thousand
MAX_HEADER: Final = 20_000  # characters; its parameters are read again for each question
MAX_NESTING: Final = 300  # boundaries; the parser's time grows with their depth
MAX_PARTS: Final = 1_000
HEADERS_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
BOUNDARY: Final = re.compile(rb"boundary\s*\*?\d?\*?=", re.I)
DOCUMENTS: Final = {"application/pdf": ".pdf", "application/epub+zip": ".epub"}
DOCUMENT_SUFFIXES: Final = frozenset({".pdf", ".docx", ".epub"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail is made of, in its order."""

    pages: list[Message] = field(default_factory=list)  # of HTML
    texts: list[Message] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    documents: list[tuple[str, Message]] = field(default_factory=list)


def header(message: Message, name: str) -> str:
    """Return a header decoded as one line, empty when the mail has none that can be read."""
    return decoded_words(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """Return the first header of a name as it was written, unfolded."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    found = found[:MAX_WRITTEN]
    if not found.isascii():
        found = decode_as(found.encode("utf-8", "surrogateescape"), WESTERN)
    return " ".join(found.split())


def title_in(subject: str) -> str:
    """Return a subject without the marks of replies and of forwarding."""
    return subject[match.end() :] if (match := PREFIXES.match(subject)) else subject


def particulars(message: Message) -> dict[str, str | None]:
    """Return what the headers say, as fields of ``Article``.

    The source is the list's name or the sender's; the author is the sender where that is another.
    """
    sender, address = sender_of(raw_header(message, "From"))
    listed = _list_name(message)
    author = None
    if person := PERSON_FROM.fullmatch(sender):
        author, source = person[1], person[2]
    elif listed and sender and not same_words(listed, sender):
        author, source = sender, listed
    else:
        source = sender or listed or address.rpartition("@")[2]
    day = stamped_day(header(message, "Date"))
    return {
        "title": title_in(header(message, "Subject")) or None,
        "source": source or None,
        "author": author,
        "published": day,
        "published_from": "mail" if day else None,
    }


def sender_of(written: str) -> tuple[str, str]:
    """Return the name and the address that a sender is written as, each perhaps empty."""
    try:
        name, address = parseaddr(written)
    except (RecursionError, ValueError, IndexError, TypeError):
        return "", ""
    name = decoded_words(name).strip("\"'")
    return ("" if "@" in name else name), clean_line(address)


def _list_name(message: Message) -> str:
    words, mark, _ = raw_header(message, "List-Id").partition("<")
    name = decoded_words(words).strip("\"' ") if mark else ""
    return "" if MADE_UP.search(name) else name


def decoded_words(written: str) -> str:
    """Return a header's words, their character sets undone, as one line."""
    try:
        parts = decode_header(written)
    except (HeaderParseError, ValueError):
        return clean_line(written)
    return clean_line("".join(_part(part, charset) for part, charset in parts))


def _part(part: bytes | str, charset: str | None) -> str:
    return part if isinstance(part, str) else decode_as(part, charset or "")


def parsed_mail(content: bytes, name: str) -> Message:
    """Return the parsed mail.

    The old policy of the standard library is used: the new one takes minutes for one long header.

    Raises:
        SourceError: it is made to take for ever.
    """
    end = HEADERS_END.search(content, 0, MAX_HEADERS)
    if not end and len(content) > MAX_HEADERS:
        raise SourceError(name, f"is no mail that can be read: over {MAX_HEADERS / 1e6:g} MB of headers")
    if sum(1 for _ in BOUNDARY.finditer(content)) > MAX_NESTING:
        raise SourceError(name, "is nested too deeply to be read")
    try:
        return message_from_bytes(content)
    except (RecursionError, *MISTAKES):
        raise SourceError(name, "is no mail that can be read") from None


def parts_of(message: Message) -> Parts:
    """Return the parts of a mail; those of a mail inside it are not among them."""
    found = Parts()
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            found.mails.extend(
                one for one in (inner if isinstance(inner, list) else []) if isinstance(one, Message)
            )
        elif document := _document_name(part, kind):
            found.documents.append((document, part))
        elif part.get_content_disposition() == "attachment":
            continue
        elif kind in ("text/html", "application/xhtml+xml"):
            found.pages.append(part)
        elif kind == "text/plain":
            found.texts.append(part)
    return found


def bytes_of(part: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding undone; damaged ones as far as they go."""
    try:
        content = part.get_payload(decode=True)
    except MISTAKES:
        return b""
    return content if isinstance(content, bytes) else b""


def text_of_part(part: Message, *, html: bool = False) -> str:
    """Return the text of a part in the character set that it names, else the one that fits."""
    return decode_as(bytes_of(part), charset_of(part), html=html)


def charset_of(part: Message) -> str:
    """Return the character set that a part names, empty for none."""
    return _said(part.get_content_charset)


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold no others, and mails inside as one each."""
    waiting = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        inner = part.get_payload()
        if any(len(value) > MAX_HEADER for _, value in part.raw_items()):
            continue
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, Message)][:MAX_PARTS]
        else:
            yield part


def _document_name(part: Message, kind: str) -> str | None:
    """Return the name of a document that may hold an article, without a folder; ``None`` for none."""
    written = decoded_words(_said(part.get_filename))
    name = PurePosixPath(written.replace("\\", "/")).name
    if PurePosixPath(name).suffix.lower() in DOCUMENT_SUFFIXES:
        return name
    return (name or "document") + DOCUMENTS[kind] if kind in DOCUMENTS else None


def _said(ask: Callable[[], object]) -> str:
    """Return what a header's parameter says; its rules are many, and rubbish breaks them in many ways."""
    try:
        return str(ask() or "")
    except MISTAKES:
        return ""
