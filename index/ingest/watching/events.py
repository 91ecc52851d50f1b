"""The system's events -> which of some folders have changed: the home of watchfiles."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

STEP: Final = 200  # milliseconds between two looks at what has come
QUIET: Final = 1_600  # milliseconds, at most, in which what follows an event is taken together with it

Identity = tuple[int, int]


class FolderEvents:
    """Tells which folders have changed; those that vanish are listened to again when they are back."""

    def __init__(self) -> None:
        self._heard: dict[str, Identity] = {}
        self._real: dict[str, str] = {}  # where folders lie, as events name it
        self._notify: Any = None
        self.trouble = ""
        """Why no events can be had, in a few words; empty where they can."""

    def follow(self, folders: Sequence[str]) -> list[str]:
        """Listen to those of the folders that are there; return those that came, went, or are others now."""
        there = {folder: found for folder in folders if (found := _identity(folder))}
        if there == self._heard:
            return []
        before = self._heard
        self._heard = there if self._listen(list(there)) else {}
        return [folder for folder in folders if before.get(folder) != there.get(folder)]

    def wait(self, seconds: float, stop: threading.Event) -> set[str]:
        """Return the folders in which something has changed, as soon as it has, or after so many seconds."""
        if self._notify is None:
            stop.wait(seconds)
            return set()
        found = self._notify.watch(QUIET, STEP, int(seconds * 1000), stop)
        if found == "signal":
            raise KeyboardInterrupt
        paths = [path for _, path in found] if isinstance(found, set) else []
        return {folder for folder, top in self._real.items() if any(_lies_in(path, top) for path in paths)}

    def close(self) -> None:
        """Listen no more."""
        if self._notify is not None:
            self._notify.close()
        self._notify, self._heard = None, {}

    def _listen(self, folders: list[str]) -> bool:
        """Listen to folders in place of others; false if one has just gone."""
        self.close()
        if not folders:
            return True
        from watchfiles._rust_notify import RustNotify

        self._real = {folder: os.path.realpath(folder) for folder in folders}
        try:
            self._notify = RustNotify(list(self._real.values()), False, False, 0, True, True)
            self.trouble = ""
        except FileNotFoundError:
            return False
        except (OSError, RuntimeError) as problem:  # more folders than this system listens to
            self.trouble = str(problem)
        return True


def _identity(folder: str) -> Identity | None:
    try:
        found = Path(folder).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lies_in(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip(os.sep) + os.sep)
