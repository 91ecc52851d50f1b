"""What tests look at in the rows of a library."""

from index import Library, Passage
from index.passage import Filter
from index.store.sqlite import SqliteStore
from index.store.sqlite.file import SqliteFile


def passages_of(library: Library, article_id: str) -> list[Passage]:
    """Return the passages of one article in reading order."""
    rows = library.store.passages(library.store.ids(Filter()).tolist())
    found = [passage for passage, _ in rows.values() if passage.article_id == article_id]
    return sorted(found, key=lambda passage: passage.id)


def database_of(library: Library) -> SqliteFile:
    """Return the SQLite file of a library."""
    assert isinstance(library.store, SqliteStore)
    return library.store._database
