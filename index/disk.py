"""What is written is on the disk, and found there by its name, also after a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def flush(file: Path) -> None:
    """See that the bytes of a file are on the disk."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def flush_name(file: Path) -> None:
    """See that a file that has just come is found by its name; Windows flushes no folders."""
    if os.name != "nt":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
