"""What can go wrong, as one tree.

QuothError
├── SourceError        a file or link gave no article: it names the file and the reason
├── LibraryError
│   ├── LibraryBusy        another process is writing to the library
│   ├── LibraryDamaged     a file failed its check and could not be rebuilt
│   ├── LibraryReadOnly    the library lies where nothing may be written
│   ├── LibraryUnavailable the disk or the system would not serve just now; trying again helps
│   ├── LibraryMismatch    the library was made by another encoder or another version
│   └── LibraryFull        the disk is full; nothing of the last step was kept
├── OutOfMemory        the machine, or a limit of this process, gave no more memory
├── EncoderError       the encoder could not be loaded
└── ModelError         the language model did not answer (raised in ``rag``)

A wrong argument is a ``ValueError``; an article that is not there is a ``KeyError``.
"""

from errno import EDQUOT, EIO, EMFILE, ENFILE, ENOSPC
from typing import Final

REPAIR: Final = "quoth repair mends what can be mended"
RESTORE: Final = "put a backup into another folder with quoth restore FILE --library DIR"
"""What helps where a library cannot be opened or mended: its own folder stays as it is."""


class QuothError(Exception):
    """Every failure that is not the caller's wrong argument; ``str()`` of it is one line."""


class SourceError(QuothError):
    """A file, link or folder that gave no article."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str]]:
        """Be the same in another process."""
        return SourceError, (self.source, self.reason)


class LibraryError(QuothError):
    """The library could not do what was asked."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryDamaged(LibraryError):
    """A file of the library failed its check and could not be rebuilt."""


class LibraryReadOnly(LibraryError):
    """The library lies where nothing may be written."""


class LibraryUnavailable(LibraryError):
    """The disk, or the system, would not serve just now; the library is as it was."""


class LibraryMismatch(LibraryError):
    """The library was made by another encoder, or by another version of Quoth."""


class LibraryFull(LibraryError):
    """The disk is full; what the last step wrote was taken back."""


UNWRITTEN: Final = (LibraryBusy, LibraryFull, LibraryReadOnly, LibraryUnavailable)
"""Why something may not be written, by no fault of what is there."""


def disk_problem(place: str, problem: Exception) -> LibraryError:
    """Return what a disk that did not take what was written, or give it back, means to a library there."""
    number, text = getattr(problem, "errno", None), " ".join(str(problem).split())
    if number in (ENOSPC, EDQUOT) or "No space left" in text or "disk is full" in text:
        return LibraryFull(f"{place}: the disk is full; free some space and run the command again")
    if number in (EMFILE, ENFILE) or "Too many open files" in text:
        return LibraryUnavailable(
            f"{place}: too many files are open; close some, or allow more, and try again"
        )
    if number == EIO or "Input/output error" in text or "disk I/O error" in text:
        return LibraryUnavailable(f"{place}: could not be read or written just now ({text}); try again")
    return LibraryReadOnly(f"{place}: may not be written ({text}); use another library")


class OutOfMemory(QuothError):
    """There was no more memory to be had; what was stored before is kept."""


class EncoderError(QuothError):
    """The encoder could not be loaded."""


class ModelError(QuothError):
    """The language model did not answer, or answered with rubbish."""
