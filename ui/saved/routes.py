"""The routes of saved questions: kept, shown, looked at, forgotten, and read as an Atom feed."""

from typing import TYPE_CHECKING, Annotated, Any, Final

from index.passage import Filter

from ..conversations.values import NotKept
from ..export.atom import MEDIA, atom_feed
from ..render import texts
from ..site.access import user_of
from ..site.failures import NotFound, Refused
from .panel import saved_html

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site

ROOT: Final = "/api/saved"
MOST_NEWS: Final = 200


def add_saved_routes(app: "FastAPI", site: "Site") -> None:
    """Add what the page and feed readers ask; each person reaches only the own questions."""
    _add_reading(app, site)
    _add_changing(app, site)


def _add_reading(app: "FastAPI", site: "Site") -> None:
    from fastapi import Request
    from fastapi.responses import HTMLResponse, Response

    library = site.assistant.library
    saved = site.saved

    @app.get(ROOT, include_in_schema=False)
    def panel(request: Request) -> HTMLResponse:
        user = user_of(request)
        return HTMLResponse(saved_html(saved.all(user), saved.news(user, most=MOST_NEWS)))

    @app.get(f"{ROOT}/feed", include_in_schema=False)
    def feed(request: Request) -> Response:
        user = user_of(request)
        news = saved.news(user, most=MOST_NEWS)
        told = atom_feed(news, f"{library.identity} {user}".strip())
        return Response(told.encode(), media_type=MEDIA)


def _add_changing(app: "FastAPI", site: "Site") -> None:
    from fastapi import Body, Request
    from fastapi.responses import Response

    saved = site.saved

    @app.post(ROOT, include_in_schema=False, status_code=201)
    def keep(request: Request, body: Annotated[Any, Body()]) -> dict[str, Any]:
        user = user_of(request)
        if not (user or site.access.may_change(user)):  # nobody's questions would be everybody's
            raise Refused(403, texts.MAY_NOT_SAVE)
        question, only = _asked(site, user, body)
        kept = saved.add(question, user=user, only=only)
        return {"number": kept.number, "question": kept.question}

    @app.post(f"{ROOT}/{{number}}/seen", include_in_schema=False)
    def seen(request: Request, number: int) -> Response:
        if saved.all(user_of(request)):
            saved.look_at(number, user_of(request))
        return Response(status_code=204)

    @app.delete(f"{ROOT}/{{number}}", include_in_schema=False)
    def forget(request: Request, number: int) -> Response:
        try:
            saved.remove(number, user_of(request))
        except ValueError:
            raise NotFound(texts.NOT_SAVED) from None
        return Response(status_code=204)


def _asked(site: "Site", user: str, body: Any) -> tuple[str, Filter]:
    """Return the question that is to be kept, as it was searched, and what it was asked of.

    Raises:
        ValueError: the request says otherwise.
        NotKept: this person has asked no such question.
    """
    values = body if isinstance(body, dict) else {}
    conversation, number, question = (values.get(name) for name in ("conversation", "number", "question"))
    if isinstance(question, str):
        return question, Filter()
    if not (isinstance(conversation, str) and isinstance(number, int)):
        raise ValueError(
            'send one JSON object, such as {"question": "…"} or {"conversation": "…", "number": 1}'
        )
    exchange = site.conversations.get(user, conversation).exchange(number)
    if exchange.told is None:
        raise NotKept(f"question {number} of this conversation has no complete answer")
    return exchange.told.query, exchange.only
