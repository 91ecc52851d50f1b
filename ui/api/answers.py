"""``POST /api/ask``, ``check`` and ``search``, ``GET /api/articles``: answers, passages, articles as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Request

from index.article import Article
from index.library import Library

from ..queue import Asker, Wish
from ..queue.wish import wish
from ..render.told import Passage, Told
from ..site.access import client_of
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
from .streams import MEDIA, answer_events, asker_of, event, event_reply, whole

PAGE: Final = 100  # articles where no limit is sent
LONGEST_PAGE: Final = 1000
LAST_OFFSET: Final = 2**31
EVENTS: Final = (
    f'With "stream": true or Accept: {MEDIA}: place: {{before}}, how many answers have to end before this one'
    " begins, where it has to wait; piece: {text}, the next words; at last answer: the whole object,"
    " or error: {error}"
)


def add_answer_routes(app: FastAPI, site: Site) -> None:
    """Add the routes, those that wait for the library each run in a thread."""
    library = site.assistant.library
    wrong = refusals(site.access, *SENT, 422, 429)

    @app.post("/api/ask", operation_id="ask", response_model=Told, responses={**wrong, **as_events(EVENTS)})
    async def ask(request: Request, body: StreamedAsk) -> Any:
        """Return the answer to a question, with its quotations."""
        return await _replied(request, body, await asker_of(site.desk, asked(body), client_of(request)))

    @app.post(
        "/api/check", operation_id="check", response_model=Told, responses={**wrong, **as_events(EVENTS)}
    )
    async def check(request: Request, body: StreamedCheck) -> Any:
        """Return what the articles say for a claim and against it: the support of each quotation."""
        return await _replied(request, body, await asker_of(site.desk, claimed(body), client_of(request)))

    @app.post("/api/search", operation_id="search", responses=wrong)
    async def search(request: Request, body: Search) -> list[Passage]:
        """Return the passages that best match a question, best first."""
        found: list[Passage] = await whole(
            request, await asker_of(site.desk, searched(body), client_of(request))
        )
        return found

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


def asked(wanted: Ask) -> Wish:
    """Return the wish for an answer."""
    return wish(
        "ask",
        wanted.question,
        history=wanted.turns,
        rewrite=wanted.rewrite is not False,
        many=wanted.many is not False,
        **wanted.only,
    )


def claimed(wanted: Check) -> Wish:
    """Return the wish for what is said of a claim."""
    return wish(
        "check", wanted.claim, history=wanted.turns, rewrite=wanted.rewrite is not False, **wanted.only
    )


def searched(wanted: Search) -> Wish:
    """Return the wish for passages."""
    return wish("search", wanted.question, k=wanted.k or FEW_PASSAGES, **wanted.only)


async def _replied(request: Request, body: Streamed, asker: Asker) -> Any:
    """Return an answer as events where they are asked for, else whole."""
    if body.stream or MEDIA in request.headers.get("accept", ""):
        return event_reply(answer_events(asker), asker, _failed)
    return await whole(request, asker)


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
