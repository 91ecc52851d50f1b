"""Which articles tell one story: near-copies are found and grouped as articles are written and removed.

A story is every article that a chain of near-copies ties together, so it does not depend on the order in
which they came. What is done for an article is bounded: each hash of its sketch is looked up, the first
``HOLDERS`` that have it count, and the ``CHECKED`` that share most are compared. What is written here is one
part of a transaction; ``ready`` comes first in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from .copies import Wording, least_shared, near_copies, wording
from .database import make, set_meta

if TYPE_CHECKING:
    from .database import Connection, Database

VERSION: Final = "1"  # raised when other articles would be near-copies: every story is then found anew
HOLDERS: Final = 32  # articles looked at that hold one hash; more hold what stands on every page
CHECKED: Final = 8  # articles compared with one
SEEN: Final = 64  # articles whose story is looked at for one
REGROUPED: Final = 64  # articles of a story that is parted when one goes; a larger one stays as it is
LISTED: Final = 100  # articles of one story that are named

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS stories (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " article_id TEXT NOT NULL UNIQUE REFERENCES articles ON DELETE CASCADE,"
    " story INTEGER, size INTEGER NOT NULL, sketch BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS articles_of_story ON stories (story)",
    "CREATE TABLE IF NOT EXISTS sketches (hash INTEGER NOT NULL, number INTEGER NOT NULL,"
    " PRIMARY KEY (hash, number)) WITHOUT ROWID",
)
_HOLDING: Final = (
    "SELECT number, size FROM (SELECT number, size FROM sketches JOIN stories USING (number) WHERE hash = ?"
    " ORDER BY number LIMIT ?) AS holding"
)


def ready(connection: Connection) -> None:
    """Find the stories of a library that has none yet, or those of another version."""
    if connection.execute("SELECT value FROM meta WHERE key = 'stories'").fetchone() == (VERSION,):
        return
    make(connection, TABLES)
    for table in ("sketches", "stories"):
        connection.execute(f"DELETE FROM {table}")
    for (article_id,) in connection.rows("SELECT id FROM articles ORDER BY id"):
        enter(connection, article_id)
    set_meta(connection, "stories", VERSION)


def enter(connection: Connection, article_id: str) -> None:
    """Put an article that was stored, or whose text is another now, into its story."""
    leave(connection, [article_id])
    (text,) = connection.execute("SELECT text FROM articles WHERE id = ?", [article_id]).fetchone()
    found = wording(text)
    (number,) = connection.execute(
        "INSERT INTO stories (article_id, size, sketch) VALUES (?, ?, ?) RETURNING number",
        [article_id, len(found.shingles), found.sketch.tobytes()],
    ).fetchone()
    connection.execute("UPDATE stories SET story = number WHERE number = ?", [number])
    rows = [(each, number) for each in found.sketch.tolist()]
    connection.executemany("INSERT INTO sketches VALUES (?, ?)", rows)
    _join(connection, number, found)


def leave(connection: Connection, article_ids: Iterable[str]) -> None:
    """Take articles that are to go out of their stories; what they alone held together comes apart."""
    left: set[int] = set()
    for article_id in article_ids:
        row = connection.execute(
            "SELECT number, story, sketch FROM stories WHERE article_id = ?", [article_id]
        ).fetchone()
        if row is not None:
            number, story, sketch = row
            rows = [(each, number) for each in np.frombuffer(sketch, dtype=np.int64).tolist()]
            connection.executemany("DELETE FROM sketches WHERE hash = ? AND number = ?", rows)
            connection.execute("DELETE FROM stories WHERE number = ?", [number])
            left.add(story)
    for story in left:
        _regroup(connection, story)


def stories(database: Database, article_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for those of the articles that have near-copies the first ids, ascending, of their whole story.

    A library that was made without stories, and was not written to since, has none.
    """
    if database.rows("SELECT value FROM meta WHERE key = 'stories'") != [(VERSION,)]:
        return {}
    sql = database.sql
    listed = "SELECT article_id FROM stories WHERE story = mine.story ORDER BY article_id LIMIT ?"
    told = database.rows(
        f"SELECT article_id, (SELECT CAST({sql.gathered}(article_id) AS TEXT) FROM ({listed}) AS told)"
        f" FROM stories AS mine WHERE article_id {sql.those}"
        " AND EXISTS (SELECT 1 FROM stories WHERE story = mine.story AND number != mine.number)",
        [LISTED, sql.listed(article_ids)],
    )
    return {mine: tuple(sorted(json.loads(story))) for mine, story in told}


def _regroup(connection: Connection, story: int) -> None:
    numbers = [row[0] for row in connection.execute("SELECT number FROM stories WHERE story = ?", [story])]
    if not 2 <= len(numbers) <= REGROUPED:
        return
    connection.execute("UPDATE stories SET story = number WHERE story = ?", [story])
    for number in numbers:
        _join(connection, number, wording(_story_and_text(connection, number)[1]))


def _join(connection: Connection, number: int, found: Wording) -> None:
    """Make one story of an article's and those of its near-copies."""
    joined = {_story_and_text(connection, number)[0]}
    checked = 0
    for other in _alike(connection, number, found):
        story, text = _story_and_text(connection, other)
        if story in joined:
            continue
        if near_copies(found, wording(text)):
            joined.add(story)
        checked += 1
        if checked == CHECKED:
            break
    first, *others = sorted(joined)
    connection.executemany("UPDATE stories SET story = ? WHERE story = ?", [(first, each) for each in others])


def _alike(connection: Connection, number: int, found: Wording) -> Iterator[int]:
    """Yield the articles that share enough of a sketch to be near-copies, those that share most first."""
    hashes = found.sketch.tolist()
    query = " UNION ALL ".join([_HOLDING] * len(hashes))  # one for all, as a server may be far away
    values = [value for each in hashes for value in (each, HOLDERS)]
    shared: Counter[tuple[int, int]] = Counter(connection.rows(query, values) if hashes else ())
    best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    for (other, size), count in best[:SEEN]:
        if other != number and count >= least_shared(len(found.shingles), size):
            yield other


def _story_and_text(connection: Connection, number: int) -> tuple[int, str]:
    story, text = connection.execute(
        "SELECT story, text FROM stories JOIN articles ON articles.id = article_id WHERE number = ?", [number]
    ).fetchone()
    return story, text
