"""What is told of files and links, and what it costs in a library of any size."""

from pathlib import Path

import pytest

from index.passage import Filter
from index.store.origins import partly
from index.store.sqlite import SqliteStore
from index.store.sqlite.dialect import SQLITE

FILTERS = (
    Filter(),
    Filter(since="2020-01-01"),
    Filter(since="2020-01-01", until="2020-12-31", sources=("Post",)),
)


@pytest.mark.parametrize("chosen", FILTERS)
def test_of_articles_only_those_that_were_read_in_part_are_looked_at(tmp_path: Path, chosen: Filter) -> None:
    query, values = partly(SQLITE, chosen)
    rows = SqliteStore(tmp_path)._database.rows(f"EXPLAIN QUERY PLAN {query}", values)
    first, second, *_ = (row[3] for row in rows if " USING " in row[3])
    assert "articles USING INDEX articles_in_part" in first
    assert "origin_articles USING COVERING INDEX origins_of_article (article_id=?)" in second
