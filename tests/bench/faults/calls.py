"""What a process does to the files below a folder: each call is numbered and noted, and one interfered with.

``calls.c`` is compiled when it is needed. ``begin`` cannot be undone: it belongs in a process forked for it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from errno import EIO, EMFILE, ENOSPC
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final, Literal

_SOURCE: Final = Path(__file__).with_name("calls.c")
_HEAD: Final = struct.Struct("iiqqiiii")
_NAMES: Final = {  # of Linux on x86-64
    0: "read", 1: "write", 2: "open", 17: "pread", 18: "pwrite", 20: "writev", 26: "msync", 40: "sendfile",
    74: "fsync", 75: "fdatasync", 76: "truncate", 77: "ftruncate", 82: "rename", 83: "mkdir", 84: "rmdir",
    85: "creat", 86: "link", 87: "unlink", 88: "symlink", 257: "open", 258: "mkdir", 263: "unlink",
    264: "rename", 265: "link", 266: "symlink", 277: "sync_file_range", 285: "fallocate", 296: "pwritev",
    316: "rename", 326: "copy", 328: "pwritev",
}  # fmt: skip

Action = Literal["nothing", "kill", "refuse", "jump"]
ACTIONS: Final[tuple[Action, ...]] = ("nothing", "kill", "refuse", "jump")
ERRORS: Final = {"EIO": EIO, "ENOSPC": ENOSPC, "EMFILE": EMFILE}
FOR_GOOD: Final = (1 << 62) - 1
AT_REMOVEDIR: Final = 0x200


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens at calls ``first`` to ``last``, from 1; ``reads`` numbers what only reads too."""

    action: Action = "nothing"
    first: int = 0
    last: int = 0
    error: int = 0
    jump: int = 0
    reads: bool = False

    @staticmethod
    def at(number: int, action: Action, **more: Any) -> Plan:
        """Return a plan for one call."""
        return Plan(action, number, number, **more)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was made; ``path`` and ``other`` are of the folder, ``content`` lies at ``offset``."""

    name: str
    path: str
    other: str
    offset: int
    content: bytes
    flags: int
    failed: bool


@cache
def why_not() -> str:
    """Return why calls cannot be numbered on this machine; empty where they can."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "calls are numbered on Linux on x86-64 only"
    if not shutil.which("gcc"):
        return "calls are not numbered, for there is no gcc"
    seccomp = "Seccomp:" in Path("/proc/self/status").read_text()
    return "" if seccomp else "calls are not numbered, for this kernel has no seccomp"


@cache
def built() -> Path:
    """Return the compiled library, made once for each state of its source."""
    made = Path(gettempdir(), f"quoth-calls-{os.getuid()}-{_SOURCE.stat().st_mtime_ns}.so")
    if not made.exists():
        part = made.with_suffix(f".{os.getpid()}")
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", part, _SOURCE], check=True)
        part.replace(made)
    return made


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(str(built()))


def begin(folder: Path, plan: Plan, trace: int = -1) -> None:
    """Number the calls below a folder from now on, in all threads; each is written to ``trace`` if given."""
    place, longs = str(folder.resolve()).encode(), [ctypes.c_long(one) for one in (plan.first, plan.last)]
    failed = _library().quoth_begin(
        place, plan.reads, trace, ACTIONS.index(plan.action), *longs, plan.error, ctypes.c_long(plan.jump)
    )
    if failed:
        raise OSError(f"calls cannot be numbered here ({failed})")


def number() -> int:
    """Return how many calls were numbered."""
    return int(_library().quoth_numbered())


def jump(seconds: int) -> None:
    """Put the clock forward; only where the library was there before Python was (``LD_PRELOAD``)."""
    _library().quoth_jump(ctypes.c_long(seconds))


def calls_of(trace: bytes, folder: Path) -> Iterator[Call]:
    """Yield what was written to a trace."""
    at, top = 0, f"{folder.resolve()}"
    while at < len(trace):
        number, error, offset, size, path, other, flags, _ = _HEAD.unpack_from(trace, at)
        at += _HEAD.size
        names = trace[at : at + path].decode(), trace[at + path : at + path + other].decode()
        at += path + other
        first, second = (name.removeprefix(top).lstrip("/") if name.startswith(top) else "" for name in names)
        yield Call(_NAMES[number], first, second, offset, trace[at : at + size], flags, failed=bool(error))
        at += size
