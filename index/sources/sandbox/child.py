"""The child process that parses what strangers wrote: ``serve`` reads files from a pipe and answers.

A file it cannot survive costs this process and nothing else; ``parser`` starts another.
"""

import logging
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from ..formats import Formats, Reader
from ..limits import MAX_ARCHIVE_BYTES
from . import as_json, receive, receive_json, send
from .walk import Walk

MAX_HEADER_BYTES: Final = 1_000_000
MEMORY_BYTES: Final = 1_500_000_000  # of address space
LOADING_SECONDS: Final = 60  # of processor time, to import libraries
OPEN_FILES: Final = 64
GROWN_BYTES: Final = 400_000_000  # of memory after a file; its libraries take 60 to 150
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
        walk = _walk(answers, header, readers.setdefault(str(header["formats"]), {}))
        try:
            walk.read(header["kind"], content, str(header["name"]))
        except MemoryError:  # what was taken is not surely given back: end, and let another begin
            reason = "needed more memory than a page may take and was given up"
            send(answers, as_json({"found": walk.found, "stopped": reason}))
            return
        send(answers, as_json({"found": walk.found, "end": True, "grown": _has_grown()}))
        del walk, content


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

        limits = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_NOFILE, OPEN_FILES))
        for kind, most in (*limits, (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
            with suppress(ValueError, OSError):  # a system may not know a limit, or have a lower one
                resource.setrlimit(kind, (most, most))


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
    try:
        return int(STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE") > GROWN_BYTES
    except (OSError, ValueError, AttributeError):  # another system, where only the number of files counts
        return False
