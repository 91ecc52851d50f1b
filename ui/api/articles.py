"""``POST /api/search`` and ``GET /api/articles``: the library itself, for programs."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from index.article import Article
from index.library import Library

from ..render.told import Passage, as_json, passage
from ..requests import Sought, sought
from ..site.failures import NotFound
from ..site.site import Site

if TYPE_CHECKING:
    from fastapi import FastAPI

PAGE: Final = 100  # articles where no limit is sent
LONGEST_PAGE: Final = 1000
LAST_OFFSET: Final = 2**31


@dataclass(frozen=True, slots=True)
class Entry:
    """An article without its text; ``characters`` is how long that is."""

    id: str
    title: str
    url: str | None
    source: str | None
    author: str | None
    published: str | None
    published_from: str | None
    language: str | None
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the articles, the newest first, those without a day last; ``total`` counts all of them."""

    total: int
    offset: int
    articles: tuple[Entry, ...]


def add_article_routes(app: "FastAPI", site: Site) -> None:
    """Add ``POST /api/search``, ``GET /api/articles`` and ``GET /api/articles/ID``, each run in a thread."""
    from fastapi import Body, Query

    library = site.assistant.library

    @app.post("/api/search")
    def search(body: Annotated[Any, Body()]) -> list[dict[str, Any]]:
        return [as_json(each) for each in passages_for(library, sought(body))]

    @app.get("/api/articles")
    def articles(
        offset: Annotated[int, Query(ge=0, le=LAST_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = PAGE,
    ) -> dict[str, Any]:
        return asdict(listing(library, offset, limit))

    @app.get("/api/articles/{article_id:path}")
    def article(article_id: str) -> dict[str, Any]:
        return asdict(article_of(library, article_id))


def passages_for(library: Library, wanted: Sought) -> list[Passage]:
    """Return the passages found, best first."""
    hits = library.search(
        wanted.question, k=wanted.k, since=wanted.since, until=wanted.until, sources=wanted.sources
    )
    return [passage(hit) for hit in hits]


def listing(library: Library, offset: int, limit: int) -> Listing:
    """Return up to ``limit`` articles after the first ``offset``."""
    found = library.listed(start=offset, most=limit)
    return Listing(found.total, offset, tuple(_entry(each) for each in found.articles))


def article_of(library: Library, article_id: str) -> Article:
    """Return one article.

    Raises:
        NotFound: there is none of that id.
    """
    try:
        return library.article(article_id)
    except KeyError:
        raise NotFound(f"there is no article {article_id[:80]!r}") from None


def _entry(article: Article) -> Entry:
    return Entry(
        id=article.id,
        title=article.title,
        url=article.url,
        source=article.source,
        author=article.author,
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        sha256=article.sha256,
        characters=len(article.text),
    )
