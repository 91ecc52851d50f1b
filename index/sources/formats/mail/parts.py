"""The parts of a mail: its words as mark-up or plain, the mails in it, the documents sent with it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from ....errors import SourceError
from ..charset import decoded
from .headers import decoded_words

MAX_HEADERS: Final = 1_000_000  # bytes; real ones have some thousand
MAX_HEADER: Final = 20_000  # characters; its parameters are read again for each question
MAX_NESTING: Final = 300  # boundaries; the parser's time grows with their depth
MAX_PARTS: Final = 1_000
HEADERS_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
BOUNDARY: Final = re.compile(rb"boundary\s*\*?\d?\*?=", re.I)
MISTAKES: Final = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError)
DOCUMENTS: Final = {"application/pdf": ".pdf", "application/epub+zip": ".epub"}
DOCUMENT_SUFFIXES: Final = frozenset({".pdf", ".docx", ".epub"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What a mail is made of, in its order."""

    pages: list[Message] = field(default_factory=list)  # of HTML
    texts: list[Message] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    documents: list[tuple[str, Message]] = field(default_factory=list)


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
    return decoded(bytes_of(part), charset_of(part), html=html)


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
