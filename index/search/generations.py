"""A derived folder in generations: the last good one, which a stamp names, and the next while it is written.

Each is a folder of its own; a file that stays the same is one under two names. The stamp names the next in
one step, once all of it is there, and only then the last good one goes. So a writer may be killed at any
moment, or take its time, and what was there before is searched meanwhile. Nothing in a generation is ever
written to in its place, only put there or taken away.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .seal import Seal, Trust


def read_stamp(place: Path, trust: Trust) -> dict[str, Any] | None:
    """Return what is known of the last good generation if it has the files that were sealed, and no other.

    Raises:
        OSError, ValueError, TypeError, LookupError: there is no stamp, or it makes no sense.
    """
    stamp: dict[str, Any] = json.loads(_stamp_file(place).read_text())
    files, then = _files(folder_of(place, stamp)), stamp.get("touched", {})
    if {file.name for file in files} != stamp["files"].keys():
        return None
    seals = {file: Seal(stamp["files"][file.name], tuple(then.get(file.name, ()))) for file in files}
    return stamp if all(trust.holds(file, seal) for file, seal in seals.items()) else None


def folder_of(place: Path, stamp: Mapping[str, Any]) -> Path:
    """Return the folder that a stamp names; an earlier version had one generation, in the place itself."""
    return Path(place, stamp.get("generation", ""))


def begun(place: Path, before: Path | None) -> Path:
    """Return a new folder, with the files of the generation ``before`` if one is given.

    What a writer that was killed has left there goes.

    Raises:
        OSError: nothing can be written there.
    """
    place.mkdir(parents=True, exist_ok=True)
    _clear(place, keep=_last(place))
    folder = place / secrets.token_hex(8)
    folder.mkdir()
    for file in _files(before) if before else ():
        try:
            (folder / file.name).hardlink_to(file)
        except OSError:  # the file system knows no second name, or the file is another user's
            shutil.copy2(file, folder / file.name)
    return folder


def finish(folder: Path, known: Mapping[str, Any], trust: Trust) -> None:
    """Make a folder the last good generation: what is known of it is stamped, with a seal of every file."""
    place = folder.parent
    stamp = _stamp_file(place)
    part = stamp.with_suffix(".part")
    part.touch()
    mode = part.stat().st_mode
    for file in _files(folder):  # tantivy writes for its own user alone; others may share the library
        if file.stat().st_mode != mode:
            file.chmod(mode)
    seals = {path.name: trust.seal(path) for path in _files(folder)}
    files = {name: seal.digest for name, seal in seals.items()}
    then = {name: seal.touched for name, seal in seals.items()}
    part.write_text(json.dumps({**known, "generation": folder.name, "files": files, "touched": then}))
    part.replace(stamp)
    _clear(place, keep=folder)


def _last(place: Path) -> Path | None:
    try:
        return folder_of(place, json.loads(_stamp_file(place).read_text()))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _clear(place: Path, *, keep: Path | None) -> None:
    """Take away every generation but one; whoever has files of another open goes on reading them."""
    for each in place.iterdir():
        if each.is_dir() and each != keep:
            shutil.rmtree(each, ignore_errors=True)
        elif each.is_file() and keep != place:
            with suppress(OSError):
                each.unlink()


def _files(folder: Path) -> list[Path]:
    """Return every file that matters; tantivy's lock files do not."""
    with os.scandir(folder) as found:
        names = [each.name for each in found if each.is_file() and not each.name.endswith(".lock")]
    return [folder / name for name in sorted(names)]


def _stamp_file(place: Path) -> Path:
    return place.with_suffix(".json")
