"""SHA-256 of files."""

from hashlib import sha256
from pathlib import Path


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits, read in pieces of 1 MiB."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
