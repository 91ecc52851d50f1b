"""The character set that a mail or feed names."""

import codecs
from contextlib import suppress
from typing import Final

from .decode import AS_BROWSERS_DO, CHARSET, clean, decode

OLD: Final = ("iso2022", "utf-7", "utf-16", "utf-32", "hz")  # which no page declares, but mails do


def decoded(content: bytes, named: str, *, html: bool = False) -> str:
    """Return bytes as clean text (see ``decode.clean``) in the character set that is named.

    UTF-8 is taken for UTF-8 whatever was named; an unknown name, or one that does not fit, for none.
    """
    charset = _known(named)
    with suppress(LookupError, UnicodeError):
        if charset.startswith(OLD):
            return clean(content.decode(charset))
        if charset and charset != "utf-8" and not _is_utf8(content):
            return clean(content.decode(charset))
    return decode(content, html=html)


def _known(named: str) -> str:
    """Return Python's name of a character set, empty for none; Python calls ``hex`` and others so too."""
    try:
        name = codecs.lookup(named.strip()).name
    except (LookupError, ValueError):
        return ""
    name = AS_BROWSERS_DO.get(name, name)
    return name if CHARSET.match(name) or name.startswith(OLD) else ""


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
