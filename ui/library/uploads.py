"""Files that a person uploads -> files in the library's own folder, each under a safe name.

A file keeps its name, so that a newer one of the same name replaces it and its article.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from index.errors import SourceError
from index.ingest.inputs import is_link
from index.sources import FORMATS, is_companion, kind_of, named, read_bytes

FOLDER: Final = "uploads"
MOST_FILES: Final = 200
MOST_BYTES: Final = 500_000_000  # of all files at once, with what a form wraps around them
LONGEST_NAME: Final = 120  # bytes of one part of a name
DEEPEST: Final = 8  # parts of a name
NOT_IN_NAMES: Final = frozenset('<>:"|?*')
ODD_ENDINGS: Final = " ."  # some systems drop them


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name that the browser sent, with the folders above it, and its bytes."""

    name: str
    file: BinaryIO


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some uploads.

    Attributes:
        paths: those that were put into the folder.
        failed: those that cannot be articles, under their names.
        skipped: the names of those that are no articles to begin with: pictures and scripts of a saved page.
    """

    paths: tuple[Path, ...]
    failed: tuple[SourceError, ...]
    skipped: tuple[str, ...]


def folder_of(library: Path) -> Path:
    """Return where the uploads of a library lie."""
    return library.resolve() / FOLDER


def keep(uploads: Sequence[Upload], library: Path) -> Kept:
    """Put uploads into the library's folder, those of the same name in place of the older ones.

    What is refused leaves an older file of its name as it is.
    """
    root = folder_of(library)
    root.mkdir(parents=True, exist_ok=True)
    names = frozenset(upload.name for upload in uploads)
    paths: dict[Path, None] = {}
    failed: list[SourceError] = []
    skipped: list[str] = []
    for upload in uploads:
        if _is_beside_the_point(upload.name, names):
            skipped.append(named(upload.name))
            continue
        try:
            paths[_kept(upload, root)] = None
        except SourceError as problem:
            failed.append(problem)
    return Kept(tuple(paths), tuple(failed), tuple(skipped))


def older(path: Path) -> Path:
    """Return where the file lies that an upload takes the place of, until the new one has been read."""
    return path.with_name(f".older-{path.name}")


def settle(paths: Iterable[Path], read: Collection[str]) -> None:
    """Put back the older files whose new ones gave no article, and drop the others."""
    for path in paths:
        before = older(path)
        if not before.exists():
            continue
        if os.path.realpath(path) in read:
            before.unlink()
        else:
            before.replace(path)


def safe_name(name: str) -> PurePosixPath:
    """Return a relative path that lies below the folder it is put into, whatever the name says.

    Names that differ have paths that differ: one that had to be changed ends in a digest of the name.
    """
    given = [part for part in name.replace("\\", "/").split("/") if part]
    parts = [part for part in map(_clean, given) if part][-DEEPEST:] or ["file"]
    if "/".join(parts) != name:
        *above, last = parts
        stem, suffix = _split(last)
        digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        parts = [*above, f"{stem}-{digest}{suffix}"]
    return PurePosixPath(*parts)


def shown_name(place: str, library: Path) -> str:
    """Return how a person knows a file: an upload by the name it came under, any other by its place."""
    return place.removeprefix(f"{folder_of(library)}{os.sep}")


def short_name(place: str, library: Path) -> str:
    """Return how a person knows a file who is not to see the folders of this machine.

    Links and uploads keep their whole names, and so does a part inside of a file: ``old.zip: inner/a.html``.
    """
    shown = shown_name(place, library)
    if is_link(place) or shown != place:
        return shown
    file, colon, part = place.partition(": ")
    return f"{Path(file).name}{colon}{part}"


def drop_unheld(library: Path, paths: Iterable[Path], held: Iterable[str]) -> None:
    """Remove those of the uploads that the library holds no article of, and folders that are empty then."""
    root, origins = folder_of(library), frozenset(held)
    for path in paths:
        if os.path.realpath(path) in origins or root not in path.parents:
            continue
        path.unlink(missing_ok=True)
        for above in path.parents:
            if above == root or not above.is_dir() or any(above.iterdir()):
                break
            above.rmdir()


def _kept(upload: Upload, root: Path) -> Path:
    """Put one upload into the folder, once it is whole and of a kind that is read.

    Raises:
        SourceError: it is too large, empty, or of another kind; the folder is as it was.
    """
    shown = named(upload.name) or "file"
    path = root / safe_name(upload.name)
    _check_size(upload, shown)
    handle, name = tempfile.mkstemp(prefix=".incoming-", suffix=path.suffix, dir=root)
    incoming = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(upload.file, file)
        _check_kind(incoming, shown)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not older(path).exists():
            path.replace(older(path))
        incoming.replace(path)
    except OSError as problem:
        raise SourceError(shown, f"cannot be kept ({problem.strerror or problem})") from None
    finally:
        incoming.unlink(missing_ok=True)
    return path


def _check_size(upload: Upload, shown: str) -> None:
    size = upload.file.seek(0, os.SEEK_END)
    upload.file.seek(0)
    most = FORMATS.most_bytes(upload.name)
    if size > most:
        raise SourceError(shown, f"is {size / 1e6:.1f} MB; at most {most / 1e6:.0f} MB are read")


def _check_kind(incoming: Path, shown: str) -> None:
    verdict = FORMATS.wanted(incoming.name)
    try:
        content = read_bytes(incoming)
        if verdict == "later":
            raise SourceError(shown, FORMATS.why_unread(incoming.name))
        kind_of(content, shown)
    except SourceError as problem:
        raise SourceError(shown, problem.reason) from None
    if verdict == "look" and not FORMATS.worth_a_look(content):
        raise SourceError(shown, "is neither a feed nor articles")
    if verdict in ("skip", "left"):
        raise SourceError(shown, FORMATS.why_unread(incoming.name))


def _is_beside_the_point(name: str, names: frozenset[str]) -> bool:
    """Whether a file is hidden, or lies in the folder of pictures that a saved page has beside it."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if parts and parts[-1].startswith("."):
        return True
    return any(
        is_companion(part, {each.rpartition("/")[2] for each in names if _lies_in(each, parts[:at])})
        for at, part in enumerate(parts[:-1])
    )


def _lies_in(name: str, folder: tuple[str, ...]) -> bool:
    return PurePosixPath(name).parts[:-1] == folder


def _clean(part: str) -> str:
    """Return a part of a name that any file system takes; empty for one that leads elsewhere."""
    whole = unicodedata.normalize("NFC", part.encode("utf-8", "replace").decode())
    kept = "".join("_" if x in NOT_IN_NAMES or not x.isprintable() else x for x in whole)
    kept = kept.lstrip(ODD_ENDINGS).rstrip(ODD_ENDINGS)
    stem, suffix = _split(kept)
    return _cut(stem, LONGEST_NAME - len(suffix.encode())) + suffix


def _split(name: str) -> tuple[str, str]:
    """Return the stem of a name and its suffix, which tells what it is; a long one tells nothing."""
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix.encode()) <= 12 else ""
    return name.removesuffix(suffix) if suffix else name, suffix


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")
