"""The store that many servers share: one schema of a PostgreSQL database.

Statements come in and rows go out; what they mean is not known here.
"""

from __future__ import annotations

from ..beside import Beside, KeepsBeside, Tables
from ..row_store import RowStore
from .address import address_of
from .server import PostgresServer


class PostgresStore(RowStore, KeepsBeside):
    """The store at an address, ``postgresql://USER@HOST/DATABASE``."""

    def __init__(self, address: str, *, make: bool = True) -> None:
        """Open the tables there, made if absent; see ``PostgresServer`` for what can go wrong."""
        self._database: PostgresServer = PostgresServer(address_of(address), make=make)
        super().__init__(self._database)

    def beside(self, name: str, tables: Tables) -> Beside:
        return self._database.beside(name, tables)

    def identity(self) -> str:
        """Return what no other library has, by which what a machine derives of this one is found.

        A copy that was put into a database of another name, as by pg_restore, goes by another; on another
        host under the same name it goes by this one.
        """
        return f"{self._database.address.name}-{self._database.identity()}"
