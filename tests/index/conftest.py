from collections.abc import Iterator

import psutil  # type: ignore[import-untyped]
import pytest

from index.sources.sandbox.kept import KEPT
from tests.kit.children import Born


@pytest.fixture
def born() -> Iterator[Born]:
    """The child processes that the test began and that still run, those that are kept among them."""
    KEPT.end()
    before = psutil.Process().children()
    yield lambda: [one for one in psutil.Process().children() if one not in before]
    KEPT.end()
