"""The name of the file that an export is saved under."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

_LONGEST: Final = 80  # characters, so that it has room in any file system even in Devanagari
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)")  # on Windows


def file_name(title: str, suffix: str) -> str:
    """Return ``why-was-india-exempted.md``: letters and digits of any script with hyphens between them."""
    folded = unicodedata.normalize("NFKC", title).lower()
    name = re.sub(r"[\W_]+", "-", folded)[:_LONGEST].strip("-")
    if not name or _RESERVED.fullmatch(name):
        name = f"{name}-answer".strip("-")
    return name + suffix


def disposition(name: str) -> str:
    """Return the ``Content-Disposition`` header of a download of that name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
