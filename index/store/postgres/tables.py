"""The tables of a library on a server: made once, and brought up to date, by one of those that open it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .. import corrections, failures, named, stories, tags
from ..layout import LAYOUT, TABLES, columns_after
from .dialect import declared

if TYPE_CHECKING:
    from ..database import Connection

IDENTITY: Final = "identity"
"""The key of what no other library has, by which what a machine derives of this one is found."""

_EVERY: Final = (
    *TABLES,
    *stories.TABLES,
    *named.TABLES,
    *tags.TABLES,
    *corrections.TABLES,
    *failures.TABLES,
    "CREATE TABLE IF NOT EXISTS touched (article_id TEXT PRIMARY KEY)",  # empty but within a transaction
)
_NOTED: Final = ("articles", "id"), ("passages", "article_id")


def make_tables(connection: Connection, schema: str) -> None:
    """Make what is not there yet; part of a transaction that no other server makes tables in."""
    if not connection.rows("SELECT 1 WHERE to_regnamespace(?) IS NOT NULL", [schema]):
        connection.execute(f"CREATE SCHEMA {schema}")
    for statement in (*map(declared, _EVERY), *_triggers(schema)):
        connection.execute(statement)
    known = [("layout", LAYOUT), (IDENTITY, secrets.token_hex(8))]
    connection.executemany("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING", known)


def bring_up_to_date(connection: Connection, schema: str) -> None:
    """Give tables what they have gained since they were made; part of such a transaction too."""
    ((layout,),) = connection.rows("SELECT value FROM meta WHERE key = 'layout'")
    if layout == LAYOUT:  # another server has just done so
        return
    for table in ("articles", "passages", "changes"):
        for column in columns_after(layout, table):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {declared(column)}")
    make_tables(connection, schema)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'layout'", [LAYOUT])


def _triggers(schema: str) -> Iterator[str]:
    """Yield what notes which articles a transaction touches."""
    for table, key in _NOTED:
        yield (
            f"CREATE OR REPLACE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" INSERT INTO {schema}.touched"
            f" VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.{key} ELSE NEW.{key} END)"
            " ON CONFLICT DO NOTHING; RETURN NULL; END $$"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER touched AFTER INSERT OR UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION note_{table}()"
        )
