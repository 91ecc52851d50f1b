"""A mail (EML), a mailbox (mbox) or a page saved as one file (MHTML) -> what is to be read in it.

Bytes come in, the words of mails, saved pages and documents that were sent along go out as files.
"""

import re
from typing import Final

from ...limits import MAX_ARCHIVE_BYTES
from .. import Format, Formats, Reader
from ..sample import Sample

HEADERS: Final = r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)"
START: Final = re.compile(
    rf"{HEADERS}{{0,60}}?(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):", re.I
)
MBOX_START: Final = re.compile(
    rf"From [^\n]{{0,200}}?\d\d:\d\d[^\n]{{0,40}}\d{{4}}[^\n]{{0,40}}\n>?{HEADERS}", re.I
)
HEADER: Final = re.compile(r"\s*(?:From [^\n]*\n)?[\w-]+:\s", re.I)


def _is_mail(sample: Sample) -> bool:
    if sample.suffix in MAIL.suffixes and HEADER.match(sample.head):
        return True
    head = sample.head.lstrip()
    return bool(START.match(head) or MBOX_START.match(head))


def _load(_: Formats) -> Reader:
    from .members import members_of_mail

    return Reader(many=members_of_mail)


MAIL: Final = Format(
    name="mail",
    suffixes=(".eml", ".mbox", ".mht", ".mhtml"),
    most=MAX_ARCHIVE_BYTES,
    nests=True,
    sniff=_is_mail,
    load=_load,
)
