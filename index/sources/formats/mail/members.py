"""A mail, a mailbox or a page saved as one file -> what is to be read in it."""

import re
from collections.abc import Iterator
from email.message import Message
from itertools import pairwise
from typing import Final

from ....errors import SourceError
from ...decode import clean_line
from ...facts.days import stamped_day
from ...facts.defaults import url_defaults
from .. import Member
from ..blocks import paragraphs_of
from .parts import (
    FORWARDED,
    Parts,
    bytes_of,
    charset_of,
    header,
    parsed_mail,
    particulars,
    parts_of,
    raw_header,
    sender_of,
    text_of_part,
    title_in,
)
from .words import BARE_LINK, forwarded, own_words, unflowed, without_clutter, without_quotations

MAILBOX: Final = re.compile(rb"^From [^\r\n]{0,200}?\d\d:\d\d[^\r\n]{0,80}\r?\n(?=>?[\w-]{1,80}:)", re.M)
STUFFED: Final = re.compile(rb"^>(>*From )", re.M)
PAGE_URL: Final = re.compile(r"https?://[^\s<>\"\[\]]{3,2000}")
MAX_DEPTH: Final = 5  # of mails in mails
UTF_8_MARK: Final = b"\xef\xbb\xbf"


def members_of_mail(content: bytes, name: str) -> Iterator[Member | SourceError]:
    """Yield what is to be read in a mail (EML), a mailbox (mbox) or a saved page (MHTML).

    A page is yielded as HTML with its address; its mail headers tell when it was saved, so they give
    no day. The words of a mail are yielded as text, of the mail inside where one is forwarded, and
    the documents sent with it as files. A mail with nothing to read is yielded as the reason.
    """
    content = content.lstrip(UTF_8_MARK + b" \t\r\n")
    if not MAILBOX.match(content):
        yield from _mail_members(content, name)
        return
    for number, mail in enumerate(_mails_in(content), start=1):
        yield from _mail_members(mail, f"mail {number}")


def _mails_in(content: bytes) -> Iterator[bytes]:
    """Yield the mails of a mailbox; each begins with a line ``From …`` below an empty one."""
    starts = (match for match in MAILBOX.finditer(content) if _begins(content, match.start()))
    for match, following in pairwise([*starts, None]):
        if match:
            yield STUFFED.sub(rb"\1", content[match.end() : following.start() if following else len(content)])


def _begins(content: bytes, place: int) -> bool:
    return place == 0 or content[max(0, place - 4) : place].replace(b"\r", b"").endswith(b"\n\n")


def _mail_members(content: bytes, name: str) -> Iterator[Member | SourceError]:
    try:
        found = list(_members(parsed_mail(content, name), name, MAX_DEPTH))
    except SourceError as problem:
        yield problem
        return
    yield from found
    if not found:
        yield SourceError(name, "is a mail without any words to read")


def _members(message: Message, name: str, depth: int) -> Iterator[Member]:
    parts = parts_of(message)
    if page := _page(message, parts, name):
        yield page
        return
    if parts.mails and depth:
        for inner in parts.mails:
            yield from _members(inner, name, depth - 1)
    elif body := _body(message, parts, name):
        yield body
    for document, part in parts.documents:
        if content := bytes_of(part):
            yield Member(document, content)


def _page(message: Message, parts: Parts, name: str) -> Member | None:
    """Return the page that a browser saved as a mail, ``None`` for a mail that people sent."""
    saved = header(message, "Snapshot-Content-Location")
    places = [header(part, "Content-Location") for part in parts.pages]
    by_browser = "saved by" in header(message, "From").lower()
    related = message.get_content_type() == "multipart/related" and any(map(PAGE_URL.fullmatch, places))
    if not parts.pages or not (saved or by_browser or related):
        return None
    number = places.index(saved) if saved in places else 0
    url = saved or places[number]
    part = parts.pages[number]
    content = bytes_of(part)
    if charset_of(part) not in ("", "utf-8", "us-ascii"):
        content = UTF_8_MARK + text_of_part(part, html=True).encode()
    title = header(message, "Subject")
    defaults = {"title": title or None, **(url_defaults(url) if PAGE_URL.fullmatch(url) else {})}
    return Member(name, content, "html", defaults)


def _body(message: Message, parts: Parts, name: str) -> Member | None:
    """Return the words of a mail as a text below its title, ``None`` when it has none."""
    known = particulars(message)
    said = bool(FORWARDED.match(header(message, "Subject")))
    answers = bool(raw_header(message, "In-Reply-To") or raw_header(message, "References")) and not said
    readings = []
    for text, own in ((_page_text(parts), _page_text(parts, whole=False)), 2 * (_plain_text(parts),)):
        inner = forwarded(text, said=said)
        words = own_words(inner[1] if inner else own or text, answers=answers)
        readings.append((without_clutter(_split(words)), inner[0] if inner else {}))
    page, plain = readings
    if not any(page[0] + plain[0]):
        return None
    body, above = page if 2 * _size(page[0]) >= _size(plain[0]) else plain
    known = _of_inner(above) if above else known
    title = f"Title: {clean_line(known['title'])}\n\n" if known["title"] else ""
    return Member(name, (title + "\n\n".join(body)).encode(), "text", known)


def _page_text(parts: Parts, *, whole: bool = True) -> str:
    pages = [text_of_part(part, html=True) for part in parts.pages]
    own = pages if whole else map(without_quotations, pages)
    return "\n\n".join(words for markup in own for words in paragraphs_of(markup))


def _plain_text(parts: Parts) -> str:
    return "\n\n".join(map(_text, parts.texts))


def _text(part: Message) -> str:
    kind = raw_header(part, "Content-Type").lower().replace(" ", "")
    text = text_of_part(part)
    return unflowed(text, delete_space="delsp=yes" in kind) if "format=flowed" in kind else text


def _split(text: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n(?:[ \t]*\n)+", text) if block.strip()]


def _size(paragraphs: list[str]) -> int:
    return sum(len(BARE_LINK.sub("", words)) for words in paragraphs)


def _of_inner(above: dict[str, str]) -> dict[str, str | None]:
    """Return what the lines above a forwarded mail say, as fields of ``Article``."""
    sender, address = sender_of(above.get("sender", "").replace("[mailto:", "<").replace("]", ">"))
    day = stamped_day(above.get("day", ""))
    return {
        "title": title_in(above.get("title", "")) or None,
        "source": sender or address.rpartition("@")[2] or None,
        "author": None,
        "published": day,
        "published_from": "mail" if day else None,
    }
