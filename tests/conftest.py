from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from index import Library
from index.encode import Encoder
from index.encode.named import encoder_named
from tests.kit.milvus_server import MilvusServer
from tests.kit.news import MOON, NATO, SUEZ

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# the same examples each time, and no limit that a busy machine breaks; --hypothesis-profile=default explores
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

SAMPLES = Path(__file__).parent.parent / "index" / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, those with a browser: none may be left for the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The default encoder, loaded once."""
    return encoder_named()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library of the sample articles; tests only read it."""
    library = Library.open(tmp_path_factory.mktemp("samples"))
    report = library.add(SAMPLES)
    assert not report.failed
    return library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three articles."""
    place = tmp_path / "news"
    place.mkdir()
    for name, text in {"suez": SUEZ, "nato": NATO, "moon": MOON}.items():
        (place / f"{name}.txt").write_text(f"{name.capitalize()} news\n\n{text}\n", encoding="utf-8")
    return place


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    """An empty library beside that folder."""
    return Library.open(tmp_path / "library", encoder=encoder)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; its event loop must be over before another module's tests bring their own."""
    from tests.kit.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """A search engine on this machine, where it is installed."""
    if not find_spec("milvus_lite") or not find_spec("pymilvus"):
        pytest.skip("milvus-lite is not installed; it comes with the extra bench")
    with MilvusServer(tmp_path_factory.mktemp("milvus")) as server:
        yield server
