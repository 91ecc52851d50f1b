"""Small tables beside the rows of a library, which programs share: saved questions, thoughts of answers.

Of a library in a folder they lie in a small file there, of one on a server among its tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from .database import Rows

if TYPE_CHECKING:
    from .database import Connection

Tables = Mapping[str, str]
"""The columns of tables, by the names of these."""


class Beside(Rows, Protocol):
    """Some tables, made when they are first written to; usable from any thread.

    ``rows`` of what was never written to are none.

    Raises, each method:
        LibraryError: they cannot be used; one line says why.
    """

    @property
    def exists(self) -> bool:
        """Whether anything was ever written that may be read."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection within one transaction, beside no other; an error takes all of it back."""

    def alone(self, doing: str) -> AbstractContextManager[None]:
        """Be the only one who does something with them, in this process and every other.

        Raises:
            LibraryBusy: another program does; the line says so in the words of ``doing``.
        """


@runtime_checkable
class KeepsBeside(Protocol):
    """A store that many machines share, with what lies beside its rows."""

    def beside(self, name: str, tables: Tables) -> Beside:
        """Return small tables of a name that is theirs alone; a change of them is none of the rows."""


def making(tables: Tables) -> list[str]:
    """Return the statements that make tables which are not there."""
    return [f"CREATE TABLE IF NOT EXISTS {name} {columns}" for name, columns in tables.items()]
