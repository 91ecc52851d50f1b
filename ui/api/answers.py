"""``POST /api/ask``, ``check`` and ``search``, ``GET /api/articles``: answers, passages, articles as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Request

from index.article import Article
from index.library import Library
from rag.assistant import Assistant
from rag.stream import Stream

from ..render.told import Passage, Told, passage
from ..site.failures import NotFound
from ..site.site import Site
from .document import SENT, as_events, refusals
from .models import (
    FEW_PASSAGES,
    Ask,
    Check,
    Entry,
    Listing,
    Search,
    Streamed,
    StreamedAsk,
    StreamedCheck,
    about,
)
from .streams import MEDIA, answer_events, event, event_reply, whole

PAGE: Final = 100  # articles where no limit is sent
LONGEST_PAGE: Final = 1000
LAST_OFFSET: Final = 2**31
EVENTS: Final = (
    f'With "stream": true or Accept: {MEDIA}: piece: {{text}}, the next words; at last answer: the whole'
    " object, or error: {error}"
)


def add_answer_routes(app: FastAPI, site: Site) -> None:
    """Add the routes, those that wait for the library each run in a thread."""
    library = site.assistant.library
    wrong = refusals(site.access, *SENT, 422)

    @app.post("/api/ask", operation_id="ask", response_model=Told, responses={**wrong, **as_events(EVENTS)})
    async def ask(request: Request, body: StreamedAsk) -> Any:
        """Return the answer to a question, with its quotations."""
        return await _replied(request, body, stream_of(site.assistant, body))

    @app.post(
        "/api/check", operation_id="check", response_model=Told, responses={**wrong, **as_events(EVENTS)}
    )
    async def check(request: Request, body: StreamedCheck) -> Any:
        """Return what the articles say for a claim and against it: the support of each quotation."""
        return await _replied(request, body, check_stream_of(site.assistant, body))

    @app.post("/api/search", operation_id="search", responses=wrong)
    def search(body: Search) -> list[Passage]:
        """Return the passages that best match a question, best first."""
        return passages_for(library, body)

    @app.get("/api/articles", operation_id="articles", responses=refusals(site.access, 422))
    def articles(
        offset: Annotated[int, Query(ge=0, le=LAST_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = PAGE,
    ) -> Listing:
        """Return the articles without their texts, the newest first."""
        found = library.listed(start=offset, most=limit)
        return Listing(total=found.total, offset=offset, articles=[_entry(each) for each in found.articles])

    @app.get(
        "/api/articles/{article_id:path}", operation_id="article", responses=refusals(site.access, 404, 422)
    )
    def article(article_id: str) -> Article:
        """Return one article with its text."""
        return article_of(library, article_id)


def stream_of(assistant: Assistant, wanted: Ask) -> Stream:
    """Return the answer in pieces; errors are those of ``Assistant.stream``."""
    return assistant.stream(
        wanted.question, history=wanted.turns, rewrite=wanted.rewrite is not False, **wanted.only
    )


def check_stream_of(assistant: Assistant, wanted: Check) -> Stream:
    """Return what is said of a claim; errors are those of ``Assistant.check``."""
    return assistant.stream_check(
        wanted.claim, history=wanted.turns, rewrite=wanted.rewrite is not False, **wanted.only
    )


async def _replied(request: Request, body: Streamed, stream: Stream) -> Any:
    """Return an answer as events where they are asked for, else whole."""
    if body.stream or MEDIA in request.headers.get("accept", ""):
        return event_reply(answer_events(stream), stream, _failed)
    return await whole(request, stream)


def passages_for(library: Library, wanted: Search) -> list[Passage]:
    """Return the passages found, best first."""
    hits = library.search(wanted.question, k=wanted.k or FEW_PASSAGES, **wanted.only)
    return [passage(hit) for hit in hits]


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
        language=article.language,
        sha256=article.sha256,
        characters=len(article.text),
        **about(article),
    )


def _failed(line: str) -> str:
    return event({"error": line}, "error")
