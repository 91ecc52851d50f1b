"""The plain routes of conversations: what the page shows of them, and what a person does with them."""

from typing import TYPE_CHECKING, Annotated, Any, Final

from ..conversations.live import stop
from ..conversations.store import MOST_LISTED
from ..render.standing import standing_of
from ..site.access import user_of
from .side import list_html
from .turn import conversation_html

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site

LONGEST_SEARCH: Final = 200  # characters
MOST_AT_ALL: Final = 100_000  # conversations in one list


def add_conversation_routes(app: "FastAPI", site: "Site") -> None:
    """Add ``/api/conversations``: listed, shown, renamed, deleted; each person reaches only the own."""
    from fastapi import Body, Request
    from fastapi.responses import HTMLResponse, Response

    kept = site.conversations

    def listed(request: Request, q: str = "", most: int = MOST_LISTED) -> HTMLResponse:
        words, most = q[:LONGEST_SEARCH], min(max(most, 1), MOST_AT_ALL)
        found = kept.listed(user_of(request), words, most=most + 1)
        return HTMLResponse(list_html(found[:most], words=words, more=len(found) > most))

    def shown(request: Request, conversation_id: str) -> HTMLResponse:
        found = kept.get(user_of(request), conversation_id)
        answers = [each.told for each in found.exchanges if each.told]
        return HTMLResponse(conversation_html(found, standing_of(site.assistant.library, answers)))

    def renamed(request: Request, conversation_id: str, body: Annotated[Any, Body()]) -> Response:
        title = body.get("title") if isinstance(body, dict) else None
        if not isinstance(title, str):
            raise ValueError('send one JSON object, such as {"title": "…"}')
        kept.rename(user_of(request), conversation_id, title)
        return Response(status_code=204)

    def deleted(request: Request, conversation_id: str) -> Response:
        kept.remove(user_of(request), conversation_id)
        stop(site, conversation_id)
        return Response(status_code=204)

    def stopped(request: Request, conversation_id: str) -> Response:
        kept.get(user_of(request), conversation_id)
        stop(site, conversation_id)
        return Response(status_code=204)

    place = "/api/conversations"
    one = f"{place}/{{conversation_id}}"
    for path, method, route in (
        (place, "GET", listed),
        (one, "GET", shown),
        (one, "PATCH", renamed),
        (one, "DELETE", deleted),
        (f"{one}/stop", "POST", stopped),
    ):
        app.add_api_route(path, route, methods=[method], include_in_schema=False, response_model=None)
