"""A web archive -> the pages it holds; runs in the child process only.

A record says when its page was captured. That is not when it was published, so it is not passed on.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from ....errors import SourceError
from ...sandbox.limits import MAX_BYTES, MAX_UNPACKED
from ...web.content_type import GROUPS, in_utf8, media_type
from ...web.url_defaults import url_defaults
from .. import unpack
from ..member import Member
from ..unpack import Unpackable, decoded
from . import captures

HEAD: Final = 4_096
MARK_UP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|rss|feed|rdf:rdf)\b", re.I)


def import_libraries() -> None:
    """Import what reading needs, so that it does not count as an archive's time."""
    captures.import_libraries()
    unpack.import_libraries()


def members_of_warc(content: bytes, name: str) -> Iterator[Member | SourceError]:
    """Yield the pages of an archive, each named by its address, in the order of their capture.

    A page that came before with the same address and bytes is left out. A page that cannot be
    unpacked is an error in its place. An archive that is cut off or damaged ends in one error
    after the pages before.
    """
    pages = 0
    try:
        for one in _members(content, name):
            pages += isinstance(one, Member)
            yield one
    except Unpackable as problem:
        count = "1 page was" if pages == 1 else f"{pages or 'no'} pages were"
        yield SourceError(name, f"{problem}; {count} read before that")


def _members(content: bytes, name: str) -> Iterator[Member | SourceError]:
    """Yield pages, and what is wrong with some; raises ``Unpackable`` where the archive is."""
    seen: set[tuple[str, bytes]] = set()
    size = 0
    for capture in captures.captured(content):
        page = _page(capture)
        if isinstance(page, Unpackable):
            size += MAX_BYTES
            yield SourceError(f"{name}: {capture.url}", str(page))
            continue
        size += len(page)
        if size > MAX_UNPACKED:
            raise Unpackable(f"unpacks to more than {MAX_UNPACKED / 1e6:g} MB")
        known = (capture.url, sha256(page).digest())
        if known not in seen and _is_page(page, capture.content_type):
            seen.add(known)
            yield Member(capture.url, page, defaults=url_defaults(capture.url))


def _page(capture: captures.Capture) -> bytes | Unpackable:
    """Return the bytes of a page, or what is wrong with it alone; raises what is wrong with the archive."""
    if capture.size > MAX_BYTES:
        return Unpackable(f"is over {MAX_BYTES / 1e6:g} MB")
    packed = capture.body()
    try:
        return in_utf8(decoded(packed, capture.encoding, MAX_BYTES), capture.content_type)
    except Unpackable as problem:
        return problem


def _is_page(page: bytes, content_type: str) -> bool:
    """Tell whether bytes are what their type says: scripts, data and pictures are sent as pages too."""
    group = GROUPS.get(media_type(content_type))
    head = page[:HEAD].lstrip()
    if group == "page":
        return b"<" in page[: 16 * HEAD] and not head.startswith((b"{", b"["))
    if group == "text":
        return not head.startswith((b"{", b"[")) and bool(head)
    if group == "pdf":
        return b"%PDF-" in head
    return group != "json" and (head.startswith(b"%PDF-") or bool(MARK_UP.search(head)))
