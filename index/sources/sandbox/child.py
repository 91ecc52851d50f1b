"""The child process that parses what strangers wrote: ``serve`` reads files from a pipe and answers.

A file it cannot survive costs this process and nothing else; ``parser`` starts another.
"""

import logging
import os
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..formats import Formats, Reader
from ..formats.long_work import allowing_long_work
from ..limits import MAX_ARCHIVE_BYTES
from ..pictures import can_recognise
from . import as_json, receive, receive_json, send
from .walk import BROKEN, Walk

MAX_HEADER_BYTES: Final = 1_000_000
MEMORY_BYTES: Final = 1_500_000_000  # of address space
LONG_MEMORY_BYTES: Final = 4_000_000_000  # of the same for long work: recognising pictures takes 2.3
LONG_SECONDS: Final = 120  # of processor time for a step of it, of several threads together
LOADING_SECONDS: Final = 60  # of processor time, to import libraries
OPEN_FILES: Final = 64
GROWN_BYTES: Final = 400_000_000  # of memory after a file; its libraries take 60 to 150
RECOGNISER: Final = "rapidocr"  # it takes a second to load, so a child that has it may hold more:
GROWN_RECOGNISING_BYTES: Final = 1_200_000_000
STATM: Final = Path("/proc/self/statm")  # on Linux: pages of address space, then pages in memory
MAX_DEPTH: Final = 5_000  # of Python calls; the parsers' own recursion ends in an error, not a crash


def serve() -> None:
    """Answer files until the pipe closes.

    A file is a header, which says what formats are read, and its bytes; the answer is what is found in it:
    a message as each step of the walk through it begins, and one at the end.
    """
    logging.disable()  # nobody reads it, and pages and damaged files make megabytes of it
    asked, answers = _own_pipes()
    _limit_once()
    readers: dict[str, dict[str, Reader]] = {}  # those of each list of formats; all that is kept of a file
    while header := receive_json(asked, MAX_HEADER_BYTES):
        content = receive(asked, MAX_ARCHIVE_BYTES)
        if content is None:
            return
        _limit_again()
        walk = _walk(answers, header, readers.setdefault(str(header["formats"]), {}))
        if "page" in header:
            page = _page(walk, header, content)
            send(answers, as_json({"found": [], "end": True, "grown": _has_grown(), "page": page}))
            continue
        try:
            with allowing_long_work(_telling(answers) if header["long"] else None):
                walk.read(header["kind"], content, str(header["name"]))
        except MemoryError:  # what was taken is not surely given back: end, and let another begin
            reason = "needed more memory than a page may take and was given up"
            send(answers, as_json({"found": walk.found, "stopped": reason}))
            return
        send(answers, as_json({"found": walk.found, "end": True, "grown": _has_grown()}))
        del walk, content


def _page(walk: Walk, header: dict[str, Any], content: bytes) -> str:
    """Return a page as a PNG in base 64; empty where there is none."""
    draw = walk.reader(header["kind"]).page
    _limit_seconds(int(header["seconds"]) + 1)
    try:
        return b64encode(draw(content, int(header["page"])) if draw else b"").decode()
    except BROKEN:
        return ""


def _telling(answers: BinaryIO) -> Callable[[str], None]:
    def tell(what: str) -> None:
        send(answers, as_json({"found": [], "long": what}))
        _limit_memory(LONG_MEMORY_BYTES)
        _limit_seconds(LONG_SECONDS)

    return tell


def _walk(answers: BinaryIO, header: dict[str, Any], readers: dict[str, Reader]) -> Walk:
    seconds = int(header["seconds"]) + 1

    def tell(found: list[dict[str, Any]], step: int, place: str) -> None:
        send(answers, as_json({"found": found, "step": step, "at": place}))
        _limit_seconds(seconds)

    def loading() -> None:
        send(answers, as_json({"loading": True}))
        _limit_seconds(LOADING_SECONDS)

    formats = _formats_at(str(header["formats"]))
    return Walk(
        tell, loading, formats, readers=readers, done=int(header["done"]), lost=frozenset(header["lost"])
    )


def _formats_at(home: str) -> Formats:
    module, _, name = home.partition(":")
    found: Formats = getattr(import_module(module), name)
    return found


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the two pipes, and see that nothing a library prints gets into them."""
    asked, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return os.fdopen(asked, "rb"), os.fdopen(answers, "wb")


def _limit_once() -> None:
    """Cap memory and files, and allow no core dump and no file to be written; nothing on Windows."""
    sys.setrecursionlimit(MAX_DEPTH)
    with suppress(ImportError):
        import resource

        limits = ((resource.RLIMIT_NOFILE, OPEN_FILES), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0))
        for kind, most in limits:
            with suppress(ValueError, OSError):  # a system may not know a limit, or have a lower one
                resource.setrlimit(kind, (most, most))
    _limit_memory(MEMORY_BYTES, LONG_MEMORY_BYTES if can_recognise() else MEMORY_BYTES)


def _limit_again() -> None:
    """Let the next file take no more than any other, beside what recognising pictures left in memory."""
    if RECOGNISER in sys.modules:
        _limit_memory(_held_bytes(address_space=True) + MEMORY_BYTES)


def _limit_memory(soft: int, hard: int | None = None) -> None:
    """Cap the address space; the hard limit stays where none is given, and is never exceeded."""
    with suppress(ImportError):
        import resource

        most = hard or resource.getrlimit(resource.RLIMIT_AS)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, most))


def _limit_seconds(seconds: int) -> None:
    """End this process when it takes more than so many further seconds of processor time."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + seconds
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _has_grown() -> bool:
    """Whether this process holds so much memory that another should take its place."""
    most = GROWN_RECOGNISING_BYTES if RECOGNISER in sys.modules else GROWN_BYTES
    return _held_bytes(address_space=False) > most


def _held_bytes(*, address_space: bool) -> int:
    """Return how much memory, or address space, this process has; 0 on systems that do not say."""
    try:
        space, resident = STATM.read_bytes().split()[:2]
        return int(space if address_space else resident) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):  # there only the number of files counts
        return 0
