from pathlib import Path

import pytest

from index.store import Damage
from tests.bench.scale import passages_in, table
from tests.bench.scale_library import articles, filled, opened


def test_a_library_made_by_seed_is_as_the_store_writes_it(tmp_path: Path) -> None:
    library = opened(tmp_path)
    filled(library, 60)
    assert 60 <= library.summary().passages < 80
    assert library.store.damage() == Damage()
    article, spans = next(articles(seed=1))
    assert library.search(article.title)[0].article == article
    assert "\n\n".join(article.text[start:end] for start, end in spans) == article.text


@pytest.mark.parametrize(("size", "passages"), [("10k", 10_000), ("1M", 1_000_000), ("500", 500)])
def test_sizes_are_written_short(size: str, passages: int) -> None:
    assert passages_in(size) == passages


def test_an_earlier_figure_stands_before_its_own() -> None:
    found = table({"10k": {"search, ms": 4.0}, "1M": {"search, ms": 1234.4}}, {"1M": {"search, ms": 0.25}})
    assert found.splitlines() == ["            10k  1M", "search, ms  4    0.25 -> 1,234"]
