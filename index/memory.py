"""Memory that ran out: Python says so, and so do the libraries, each in words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .errors import OutOfMemory

SIGNS: Final = (
    "cannot allocate memory",
    "failed to map segment",  # a library that is loaded
    "bad_alloc",  # C++
    "unable to allocate",
    "can't start new thread",  # its stack has no room
)
CHAIN: Final = 10  # causes that are looked at
LEAST: Final = 800_000_000  # bytes of address space; with less FAISS ends the process as it is loaded


def out_of_memory(problem: BaseException) -> OutOfMemory | None:
    """Return what to say where memory ran out, ``None`` where something else went wrong."""
    if isinstance(problem, OutOfMemory):
        return problem
    return OutOfMemory(_line()) if any(map(_says_so, _causes(problem))) else None


def too_little() -> OutOfMemory | None:
    """Return what to say where this process may have so little that libraries would end it without a word."""
    limit = _limit()
    if not limit or limit >= LEAST:
        return None
    return OutOfMemory(
        f"this process may have {limit // 1_000_000:,} MB of memory (ulimit -v), and needs"
        f" {LEAST // 1_000_000:,} MB at the least; raise the limit"
    )


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    for _ in range(CHAIN):
        if problem is None:
            return
        yield problem
        problem = problem.__cause__ or problem.__context__


def _says_so(problem: BaseException) -> bool:
    if isinstance(problem, MemoryError):
        return True
    text = str(problem).lower()
    return any(sign in text for sign in SIGNS)


def _line() -> str:
    limit = _limit()
    allowed = f"this process may have {limit // 1_000_000:,} MB (ulimit -v); raise that" if limit else ""
    advice = allowed or "close other programs, or use a machine with more"
    return f"the memory ran out: {advice}, and try again; what was stored before is kept"


def _limit() -> int:
    """Return how many bytes of address space this process may have, 0 where there is no limit."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return 0
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return 0 if soft == resource.RLIM_INFINITY else soft
