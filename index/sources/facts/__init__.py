"""Title, author, outlet and day of an article, from the lines and marks around its text.

Lines come in, facts go out. Nothing here knows of files.
"""

from pathlib import Path


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
