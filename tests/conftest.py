from pathlib import Path

import pytest

from index import Library
from index.encode import Encoder

SAMPLES = Path(__file__).parent.parent / "index" / "samples"


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real encoder, loaded once."""
    return Encoder()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the sample articles; tests only read it."""
    library = Library.open(tmp_path_factory.mktemp("samples"))
    report = library.add(SAMPLES)
    assert not report.failed
    return library
