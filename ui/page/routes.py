"""The plain routes that fill parts of the page: articles, conversations, single answers."""

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Annotated, Any, Final

from index.article import Article
from index.library import Library
from rag.starters import PATIENCE

from ..conversations.live import stop
from ..conversations.store import MOST_LISTED
from ..conversations.values import Conversation, Exchange, NotKept
from ..export import FORMATS, Export, Exported, disposition, file_name
from ..feedback.feedback import Feedback
from ..render import texts
from ..render.page_pictures import PICTURES
from ..render.reader import ROUTE, article_html, asked_quotes, asked_words
from ..render.told import Told
from ..saved.panel import badge
from ..site.access import user_of
from .exchange import LONGEST_SAID, conversation_html, reasons_html, standing_of, trouble_html
from .frame import OnShelf, header_html, list_html, welcome_html

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site

PLACE: Final = "/api/conversations"
ONE: Final = f"{PLACE}/{{conversation_id}}"
LONGEST_SEARCH: Final = 200  # characters
MOST_AT_ALL: Final = 100_000  # conversations in one list


def add_page_routes(app: "FastAPI", site: "Site") -> None:
    """Add what the page's scripts ask for; each person reaches only the own conversations."""
    _add_fragments(app, site)
    _add_conversations(app, site)
    _add_answers(app, site)


def _add_fragments(app: "FastAPI", site: "Site") -> None:
    """Add the article for the reader pane, pictures of its pages, the header and the welcome."""
    from fastapi import Request
    from fastapi.responses import HTMLResponse, Response

    library = site.assistant.library

    @app.get(f"/{ROUTE}/{{article_id:path}}", include_in_schema=False)
    def article(article_id: str, text: str = "", quotes: str = "", words: str = "") -> HTMLResponse:
        status, shown = article_reply(library, article_id, text, quotes, words)
        return HTMLResponse(shown, status)

    @app.get(f"/{PICTURES}/{{article_id:path}}", include_in_schema=False)
    def picture(article_id: str, page: int) -> Response:
        drawn = library.page_picture(article_id, page)
        if drawn is None:
            return HTMLResponse(trouble_html(texts.NO_PICTURE.format(n=page)), 404)
        return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=600"})

    @app.get("/api/header", include_in_schema=False)
    def header(request: Request) -> HTMLResponse:
        return HTMLResponse(header_of(site, user_of(request)))

    @app.get("/api/welcome", include_in_schema=False)
    def welcome(wait: bool = False) -> HTMLResponse:
        return HTMLResponse(welcome_html(library.summary().articles, site.starters(PATIENCE if wait else 0)))


def header_of(site: "Site", user: str) -> str:
    """Return the header as this person sees it."""
    shelf = [_on_shelf(each, site, user) for each in site.shelf.values()]
    (here,) = (each for each in shelf if each.is_here)
    others = shelf if len(shelf) > 1 else ()
    return header_html(site.assistant.library.summary(), here.saved, is_new=here.is_new, shelf=others)


def _on_shelf(each: "Site", here: "Site", user: str) -> OnShelf:
    """Return a library as it can be chosen on the page of another, or of itself."""
    library = each.assistant.library
    questions = each.saved.all(user)
    is_new = any(question.unseen for question in questions)
    back = "../../" if here.root else ""
    address = f"{back}{each.root[1:]}/" if each.root else back or "./"
    return OnShelf(
        each.name, library.summary().articles, badge(questions), is_new, address, each.name == here.name
    )


def _add_conversations(app: "FastAPI", site: "Site") -> None:
    """Add ``/api/conversations``: listed, shown, renamed, deleted, stopped."""
    from fastapi import Body, Request
    from fastapi.responses import HTMLResponse, Response

    kept = site.conversations

    @app.get(PLACE, include_in_schema=False)
    def listed(request: Request, q: str = "", most: int = MOST_LISTED) -> HTMLResponse:
        words, most = q[:LONGEST_SEARCH], min(max(most, 1), MOST_AT_ALL)
        found = kept.listed(user_of(request), words, most=most + 1)
        return HTMLResponse(list_html(found[:most], words=words, more=len(found) > most))

    @app.get(ONE, include_in_schema=False)
    def shown(request: Request, conversation_id: str) -> HTMLResponse:
        found = kept.get(user_of(request), conversation_id)
        answers = [each.told for each in found.exchanges if each.told]
        return HTMLResponse(conversation_html(found, standing_of(site.assistant.library, answers)))

    @app.patch(ONE, include_in_schema=False)
    def renamed(request: Request, conversation_id: str, body: Annotated[Any, Body()]) -> Response:
        title = body.get("title") if isinstance(body, dict) else None
        if not isinstance(title, str):
            raise ValueError('send one JSON object, such as {"title": "…"}')
        kept.rename(user_of(request), conversation_id, title)
        return Response(status_code=204)

    @app.delete(ONE, include_in_schema=False)
    def deleted(request: Request, conversation_id: str) -> Response:
        kept.remove(user_of(request), conversation_id)
        stop(site, conversation_id)
        return Response(status_code=204)

    @app.post(f"{ONE}/stop", include_in_schema=False)
    def stopped(request: Request, conversation_id: str) -> Response:
        kept.get(user_of(request), conversation_id)
        stop(site, conversation_id)
        return Response(status_code=204)


def _add_answers(app: "FastAPI", site: "Site") -> None:
    """Add, below a conversation, ``export``, ``N/reasons`` and ``N/rating``."""
    from fastapi import Body, Request
    from fastapi.responses import HTMLResponse, Response

    kept = site.conversations

    @app.get(f"{ONE}/export", include_in_schema=False)
    def exported(
        request: Request, conversation_id: str, format: str = "markdown", number: int | None = None
    ) -> Response:
        written = FORMATS.get(format)
        if written is None:
            raise ValueError(f"{format[:40]!r} is no format; known are {', '.join(FORMATS)}")
        found = export_of(kept.get(user_of(request), conversation_id), number)
        name = disposition(file_name(found.title, written.suffix))
        headers = {"content-type": written.media_type, "content-disposition": name}
        return Response(written.write(found).encode(), headers=headers)

    @app.get(f"{ONE}/{{number}}/reasons", include_in_schema=False)
    def offered(request: Request, conversation_id: str, number: int) -> HTMLResponse:
        return HTMLResponse(reasons_html(_told(kept.get(user_of(request), conversation_id).exchange(number))))

    @app.post(f"{ONE}/{{number}}/rating", include_in_schema=False)
    def rated(request: Request, conversation_id: str, number: int, body: Annotated[Any, Body()]) -> Response:
        user = user_of(request)
        exchange = kept.get(user, conversation_id).exchange(number)
        rating, reason, said = _rating(body)
        told = _told(exchange)
        counts = bool(rating) and not exchange.only and told.reason != "no question"
        given = Feedback(told, rating > 0, reason, said, user, _now(), counts)
        site.feedback.add(given)
        kept.rate(user, conversation_id, number, rating)
        return Response(status_code=204)


def article_reply(library: Library, article_id: str, text: str, quotes: str, words: str) -> tuple[int, str]:
    """Return the status and the HTML of an article; ``text`` is how the digest of its text begins.

    An article that has other words by now is shown without marks, rather than with wrong ones.
    """
    try:
        article: Article = library.article(article_id)
    except KeyError:
        return 404, trouble_html(texts.GONE_READER)
    if not article.sha256.startswith(text):
        return 200, article_html(article, note=texts.CHANGED_READER)
    copies = library.copies(article_id)
    return 200, article_html(
        article,
        asked_quotes(quotes),
        asked_words(words),
        copies=copies,
        tags=library.by_hand.tags_of([article_id]).get(article_id, ()),
        read=library.by_hand.corrected([article_id]).get(article_id),
    )


def export_of(conversation: Conversation, number: int | None = None) -> Export:
    """Return a conversation, or one answer of it, as it is written down.

    Raises:
        NotKept: it has no question of that number.
    """
    chosen = conversation.exchanges if number is None else (conversation.exchange(number),)
    title = conversation.title if number is None else chosen[0].question
    return Export(title, tuple(_exported(each) for each in chosen), _now())


def _exported(exchange: Exchange) -> Exported:
    note = exchange.line or texts.UNFINISHED.get(exchange.state, "")
    return Exported(exchange.question, exchange.told, exchange.asked_at, note)


def _told(exchange: Exchange) -> Told:
    if exchange.told is None or exchange.state != "done":
        raise NotKept(f"question {exchange.number} of this conversation has no complete answer")
    return exchange.told


def _rating(body: object) -> tuple[int, str, str]:
    values = body if isinstance(body, dict) else {}
    rating, reason, said = values.get("rating"), values.get("reason", ""), values.get("said", "")
    if rating not in (-1, 0, 1) or not (isinstance(reason, str) and isinstance(said, str)):
        raise ValueError('send one JSON object, such as {"rating": 1} or {"rating": -1, "reason": "other"}')
    return int(rating), reason, said[:LONGEST_SAID].encode(errors="replace").decode()


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
