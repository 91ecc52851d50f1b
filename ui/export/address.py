"""A web address as it may stand where spaces, brackets and quotation marks have a meaning."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from ..render.byline import host

_MEANT: Final = re.compile(r"[\s\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029]")


def address(url: str | None) -> str:
    """Return an http(s) address with what no address may hold percent-encoded; nothing for any other."""
    return _MEANT.sub(lambda found: quote(found[0]), (url or "").strip()) if host(url) else ""
