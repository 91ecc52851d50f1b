"""What the headers of a mail say of its article: title, source, author and day."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Final

from ...facts.stamps import stamped_day
from ...facts.top_lines import same_words
from ..charset import decoded
from ..decode import clean_line

WESTERN: Final = "windows-1252"  # where bytes are no UTF-8: a header is too short to guess from
MAX_HEADER: Final = 4_000  # characters; in a hostile mail a header is as long as the mail
FORWARDED: Final = re.compile(r"\s*(?:(?:re|aw|sv|antw)\s*:\s*)*(?:fwd?|fw|wg|tr|rv|enc|doorst|i)\s*:", re.I)
PREFIXES: Final = re.compile(
    r"\s*(?:(?:re|aw|sv|antw|fwd?|fw|wg|tr|rv|enc|doorst)\s*(?:\[\d+\])?\s*:\s*)+", re.I
)
PERSON_FROM: Final = re.compile(r"((?:[^\W\d_a-z]\S*\s+){1,4}[^\W\d_a-z]\S*)\s+(?:from|via|@)\s+(\S.*)")
MADE_UP: Final = re.compile(r"[0-9a-f]{12,}|\bmc list$|^\S+\.\S+$", re.I)  # list names that programs give


def header(message: Message, name: str) -> str:
    """Return a header decoded as one line, empty when the mail has none that can be read."""
    return decoded_words(raw_header(message, name))


def raw_header(message: Message, name: str) -> str:
    """Return the first header of a name as it was written, unfolded."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    found = found[:MAX_HEADER]
    if not found.isascii():
        found = decoded(found.encode("utf-8", "surrogateescape"), WESTERN)
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
    return part if isinstance(part, str) else decoded(part, charset or "")
