"""Title, author, outlet and day of an article, from the lines and marks around its text.

Lines come in, facts go out. Nothing here knows of files.
"""

import re
from pathlib import Path
from typing import Final

LANGUAGE: Final = re.compile(r"\s*([a-z]{2,3})(?:[-_]|\s*$)", re.I)


def sections_of(module: str, name: str) -> dict[str, list[str]]:
    """Return the lines below each ``[heading]`` of a file beside a module, less notes behind ``#``."""
    found: dict[str, list[str]] = {}
    for line in Path(module).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def any_of(lines: list[str]) -> str:
    """Return the pattern of one of some lines, each a pattern."""
    return f"(?:{'|'.join(lines)})"


def iso_language(tag: str | None) -> str | None:
    """Return a language as ISO 639 has it, ``en`` for ``en-US``; ``None`` for what is no language."""
    match = LANGUAGE.match(tag or "")
    return match[1].lower() if match else None
