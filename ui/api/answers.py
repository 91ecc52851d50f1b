"""``POST /api/ask``, ``check`` and ``search``, ``GET /api/articles``: answers, passages, articles as JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Query, Request, Response

from index.article import Article
from index.library import Library
from index.passage import chosen

from ..queue import Wish
from ..queue.wish import wish
from ..render.told import Passage, Passages, Told
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
    StreamedAsk,
    StreamedCheck,
    Tag,
    about,
)
from .streams import MEDIA, answer_events, asker_of, event, event_reply, whole

PAGE: Final = 100  # articles where no limit is sent
LONGEST_PAGE: Final = 1000
NOTICE: Final = "Quoth-Notice"
LAST_OFFSET: Final = 2**31
EVENTS: Final = (
    f'With "stream": true or Accept: {MEDIA}: place: {{before}}, how many answers have to end before this one'
    " begins, where it has to wait; rows: {text, total, rows}, what was found so far where many articles are"
    " read, each in place of the one before; piece: {text}, the next words; at last answer: the whole object,"
    " or error: {error}"
)


def add_answer_routes(app: FastAPI, site: Site) -> None:
    """Add the routes, those that wait for the library each run in a thread."""
    wrong = refusals(site.access, *SENT, 422, 429)

    @app.post("/api/ask", operation_id="ask", response_model=Told, responses={**wrong, **as_events(EVENTS)})
    async def ask(request: Request, body: StreamedAsk) -> Any:
        """Return the answer to a question, with its quotations."""
        return await _replied(site, request, body, asked(body))

    @app.post(
        "/api/check", operation_id="check", response_model=Told, responses={**wrong, **as_events(EVENTS)}
    )
    async def check(request: Request, body: StreamedCheck) -> Any:
        """Return what the articles say for a claim and against it: the support of each quotation."""
        return await _replied(site, request, body, claimed(body))

    @app.post("/api/search", operation_id="search", responses=wrong)
    async def search(request: Request, response: Response, body: Search) -> tuple[Passage, ...]:
        """Return the passages that best match a search, best first.

        The header Quoth-Notice, percent-encoded UTF-8, says what no article has, where there is such.
        """
        desk = site.desk.named(body.library)
        found: Passages = await whole(request, await asker_of(desk, searched(body), client_of(request)))
        if found.notice:
            response.headers[NOTICE] = quote(found.notice)
        return found.passages

    @app.get("/api/articles", operation_id="articles", responses=refusals(site.access, 422))
    def articles(
        offset: Annotated[int, Query(ge=0, le=LAST_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = PAGE,
        tag: Annotated[list[Tag] | None, Query()] = None,
        library: Annotated[str | None, Query()] = None,
    ) -> Listing:
        """Return the articles without their texts, the newest first; only those with one of the tags."""
        held = site.desk.named(library).assistant.library
        found = held.listed(start=offset, most=limit, only=chosen(tags=tag))
        return Listing(total=found.total, offset=offset, articles=[_entry(each) for each in found.articles])

    @app.get(
        "/api/articles/{article_id:path}", operation_id="article", responses=refusals(site.access, 404, 422)
    )
    def article(article_id: str, library: Annotated[str | None, Query()] = None) -> Article:
        """Return one article with its text."""
        return article_of(site.desk.named(library).assistant.library, article_id)


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


async def _replied(site: Site, request: Request, body: StreamedAsk | StreamedCheck, wished: Wish) -> Any:
    """Return an answer as events where they are asked for, else whole."""
    asker = await asker_of(site.desk.named(body.library), wished, client_of(request))
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
