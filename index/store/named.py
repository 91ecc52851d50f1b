"""Which names each article has, as rows that are derived of its text when it is written.

Of an article each name is kept once, in full where the article says it so. Over many articles names that mean
the same are one group: "Marek" of an article that says no more belongs to "Ilona Marek" where nobody else of
that surname is named in full, and she is in as many articles. What is written here is one part of a
transaction; ``ready`` comes first in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..language.name_variants import Parts, in_full, is_surname, parts, same_in_full
from ..language.names import certain_names, country
from .database import make, set_meta

if TYPE_CHECKING:
    from .database import Connection, Database

VERSION: Final = "1"  # raised when other names would be found: those of every article are then found anew
LONGEST: Final = 80  # characters of a name
LOOKED_AT: Final = 8  # times as many names are grouped as are wanted

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS names"
    " (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS names_by_last ON names (last)",
    "CREATE TABLE IF NOT EXISTS named_articles (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " article_id TEXT NOT NULL UNIQUE REFERENCES articles ON DELETE CASCADE)",
    "CREATE TABLE IF NOT EXISTS named (name INTEGER NOT NULL, article INTEGER NOT NULL,"
    " PRIMARY KEY (name, article)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS named_in ON named (article)",
)
_COUNTED: Final = "(SELECT count(*) FROM named WHERE named.name = names.id)"


@dataclass(frozen=True, slots=True)
class Known:
    """A name as written, by its number, with how many articles have it.

    Attributes:
        parts: what of it is compared.
        country: the country that it is a name of.
    """

    number: int
    name: str
    articles: int
    parts: Parts
    country: str | None

    @classmethod
    def of(cls, number: int, name: str, articles: int) -> Known:
        """Return a name with what is compared of it."""
        own = parts(name)
        return cls(number, name, articles, own, country(" ".join(own)))


def ready(connection: Connection) -> None:
    """Find the names of every article in a library that has none yet, or those of another version."""
    if connection.execute("SELECT value FROM meta WHERE key = 'names'").fetchone() == (VERSION,):
        return
    make(connection, TABLES)
    for table in ("named", "named_articles", "names"):
        connection.execute(f"DELETE FROM {table}")
    for (article_id,) in connection.rows("SELECT id FROM articles ORDER BY id"):
        enter(connection, article_id)
    set_meta(connection, "names", VERSION)


def enter(connection: Connection, article_id: str) -> None:
    """Keep the names of an article that was stored, or whose text is another now."""
    leave(connection, [article_id])
    (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [article_id]).fetchone()
    (number,) = connection.execute(
        "INSERT INTO named_articles (article_id) VALUES (?) RETURNING number", [article_id]
    ).fetchone()
    found = [(name, _last(name)) for name in names_of(text)]
    connection.executemany("INSERT INTO names (name, last) VALUES (?, ?) ON CONFLICT DO NOTHING", found)
    connection.executemany(
        "INSERT INTO named SELECT id, ? FROM names WHERE name = ?", [(number, name) for name, _ in found]
    )


def leave(connection: Connection, article_ids: Iterable[str]) -> None:
    """Drop the names of articles that are to go, and those that no other article has."""
    for article_id in article_ids:
        row = connection.execute("SELECT number FROM named_articles WHERE article_id = ?", [article_id])
        for (number,) in row.fetchall():
            own = connection.execute("SELECT name FROM named WHERE article = ?", [number]).fetchall()
            connection.execute("DELETE FROM named WHERE article = ?", [number])
            connection.execute("DELETE FROM named_articles WHERE number = ?", [number])
            unused = "DELETE FROM names WHERE id = ? AND NOT EXISTS (SELECT 1 FROM named WHERE name = id)"
            connection.executemany(unused, own)


def names_of(text: str) -> list[str]:
    """Return the names of an article, each once and in full; of the names of one country the first."""
    found: dict[str, str] = {}
    for name in in_full(certain_names(text)).values():
        if len(name) <= LONGEST and (own := parts(name)):
            found.setdefault(country(" ".join(own)) or " ".join(own), name)
    return list(dict.fromkeys(found.values()))


def most_named(database: Database, passing: str, values: Sequence[Any], most: int) -> list[tuple[str, int]]:
    """Return names with the number of articles, most first, of articles that pass a condition in SQL.

    Names that mean the same are one, called as most articles have it in full.
    """
    if not _is_kept(database):
        return []
    sql = database.sql
    those = f"SELECT number FROM named_articles JOIN articles ON id = article_id WHERE {passing}"
    within = (
        f" WHERE {sql.unindexed}article IN ({those})" if values else ""
    )  # looked for in each row, not row by row
    often = f"SELECT name FROM named{within} GROUP BY name ORDER BY count(*) DESC, name LIMIT ?"
    lasts = database.rows(
        f"SELECT DISTINCT last FROM names WHERE id IN ({often})", [*values, LOOKED_AT * most]
    )
    groups = _groups(database, [row[0] for row in lasts])
    members = [[each.number, at] for at, group in enumerate(groups) for each in group]
    counted = database.rows(
        f"WITH grouped (id, at) AS ({sql.pairs}) SELECT at, count(DISTINCT article)"
        f" FROM grouped {sql.in_order} named ON name = id{within} GROUP BY at",
        [json.dumps(members), *values],
    )
    found = [(groups[at][0].name, articles) for at, articles in counted]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:most]


def articles_named(database: Database, names: Iterable[str]) -> set[str]:
    """Return the ids of the articles that have one of some names, in any form of it."""
    if not _is_kept(database):
        return set()
    wanted = {parts(name) for name in names}
    groups = _groups(database, [_last(name) for name in names])
    numbers = [
        each.number for group in groups if any(each.parts in wanted for each in group) for each in group
    ]
    having = f"WHERE name {database.sql.those}"
    rows = database.rows(
        f"SELECT article_id FROM named JOIN named_articles ON number = article {having}",
        [database.sql.listed(numbers)],
    )
    return {row[0] for row in rows}


def _is_kept(database: Database) -> bool:
    return database.rows("SELECT value FROM meta WHERE key = 'names'") == [(VERSION,)]


def _last(name: str) -> str:
    """Return what is the same for all names that may mean the same."""
    own = parts(name)
    return country(" ".join(own)) or own[-1]


def _groups(database: Database, lasts: Sequence[str]) -> list[list[Known]]:
    """Return all names that end in one of some words, those that mean the same together, the best first."""
    rows = database.rows(
        f"SELECT last, id, name, {_COUNTED} FROM names WHERE last {database.sql.those} ORDER BY last, id",
        [database.sql.listed(lasts)],
    )
    buckets: dict[str, list[Known]] = defaultdict(list)
    for last, *known in rows:
        buckets[last].append(Known.of(*known))
    return [group for bucket in buckets.values() for group in grouped(bucket)]


def grouped(names: Sequence[Known]) -> list[list[Known]]:
    """Return names that end alike, those that mean the same together; the first of a group is its name.

    That is a country's own name, else what most articles have, of several words where there is such a name.
    """
    often = sorted(names, key=lambda each: (each.country != "".join(each.parts), -each.articles, each.name))
    groups: list[list[Known]] = []
    alike: dict[str, list[list[Known]]] = defaultdict(list)  # by what begins names that may mean the same
    for each in often:
        if len(each.parts) > 1 or each.country:
            begun = alike[each.country or each.parts[0][0]]
            same = (group for group in begun if all(_are_one(each, other) for other in group))
            _into(next(same, None), each, groups, begun)
    full = list(groups)
    for each in often:
        if len(each.parts) == 1 and not each.country:
            bearers = [group for group in full if is_surname(each.parts, group[0].parts)]
            known = len(bearers) == 1 and sum(one.articles for one in bearers[0]) >= each.articles
            same_word = (group for group in groups if group[0].parts == each.parts)
            _into(bearers[0] if known else next(same_word, None), each, groups)
    return groups


def _into(
    group: list[Known] | None, name: Known, groups: list[list[Known]], alike: list[list[Known]] | None = None
) -> None:
    """Put a name into a group, or a new one among all groups and those that begin alike."""
    if group is None:
        group = []
        groups.append(group)
        if alike is not None:
            alike.append(group)
    group.append(name)


def _are_one(one: Known, other: Known) -> bool:
    if one.country or other.country:
        return one.country == other.country
    return same_in_full(one.parts, other.parts)
