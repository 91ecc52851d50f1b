"""Where libraries lie when nobody names a place: in the user's data folder."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from .errors import SourceError
from .ingest.report import Progress, Report, silent
from .library import Library
from .sources import left_out_line
from .store.postgres.address import is_address

FAILURES_SHOWN: Final = 5


def default_library() -> Path | str:
    """Return where the default library lies: ``$QUOTH_LIBRARY``, else in the user's data folder."""
    chosen = os.environ.get("QUOTH_LIBRARY")
    if chosen and is_address(chosen):
        return chosen
    return Path(chosen).expanduser() if chosen else data_folder() / "library"


def folder_library(
    folder: str | os.PathLike[str], *, encoder: str | None = None, progress: Progress = silent
) -> tuple[Library, Report]:
    """Return the library that is kept for a folder (or one file) of articles, in step with it.

    The report names what could not be read when some of it was read well before or is new, and not each
    time: ``Library.failures`` has it as long as it is so.

    Raises:
        SourceError: it is missing, or nothing in it could be read; the message says why.
    """
    if not isinstance(folder, str | os.PathLike):
        raise ValueError(f"the folder of articles is {folder!r:.60}; it must be one path")
    if not os.fspath(folder).strip():
        raise ValueError("the folder of articles is an empty name")
    path = Path(folder).expanduser()
    if not path.exists():
        raise SourceError(str(folder), "is not there; check the path")
    place = path.resolve()
    key = sha256(f"{place}|{encoder or ''}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    library = Library.open(data_folder() / "folders" / f"{place.name}-{key}", encoder=encoder)
    known = {str(problem) for problem in library.failures()}
    report = (
        library.sync(path, progress=progress) if path.is_dir() else library.add([path], progress=progress)
    )
    if not library.summary().articles:
        said = [str(problem).removeprefix(f"{folder}{os.sep}") for problem in report.failed[:FAILURES_SHOWN]]
        said += [f"and {len(report.failed) - len(said):,} more"] if len(report.failed) > len(said) else []
        why = "; ".join([*said, *filter(None, [left_out_line(report.left_out)])])
        raise SourceError(str(folder), "holds no article that could be read" + (f": {why}" if why else ""))
    if known.issuperset(map(str, report.failed)):
        report = replace(report, failed=())
    return library, report


def data_folder() -> Path:
    """Return the user's data folder, where all that is Quoth's lies."""
    import platformdirs

    return Path(platformdirs.user_data_dir("quoth", appauthor=False))
