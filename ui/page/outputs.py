"""The plain routes of single answers: written down as files, and rated."""

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Annotated, Any, Final

from ..conversations.values import Conversation, Exchange, NotKept
from ..export import FORMATS, Export, Exported, disposition, file_name
from ..render import texts
from ..render.annotate import escaped
from ..render.told import Told
from ..site.access import user_of
from .feedback import Feedback, reasons, write_feedback

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..site.site import Site

LONGEST_SAID: Final = 2000  # characters


def add_output_routes(app: "FastAPI", site: "Site") -> None:
    """Add, below ``/api/conversations/ID``, ``export``, ``N/rating`` and ``N/reasons``."""
    from fastapi import Body, Request
    from fastapi.responses import HTMLResponse, Response

    kept, one = site.conversations, "/api/conversations/{conversation_id}"

    @app.get(f"{one}/export", include_in_schema=False)
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

    @app.get(f"{one}/{{number}}/reasons", include_in_schema=False)
    def offered(request: Request, conversation_id: str, number: int) -> HTMLResponse:
        return HTMLResponse(reasons_html(_told(kept.get(user_of(request), conversation_id).exchange(number))))

    @app.post(f"{one}/{{number}}/rating", include_in_schema=False)
    def rated(request: Request, conversation_id: str, number: int, body: Annotated[Any, Body()]) -> Response:
        user = user_of(request)
        exchange = kept.get(user, conversation_id).exchange(number)
        rating, reason, said = _rating(body)
        at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        told = _told(exchange)
        counts = bool(rating) and not exchange.only and told.reason != "no question"
        given = Feedback(told, rating > 0, reason, said, user, at, counts)
        write_feedback(site.assistant.library.folder, given)
        kept.rate(user, conversation_id, number, rating)
        return Response(status_code=204)


def export_of(conversation: Conversation, number: int | None = None) -> Export:
    """Return a conversation, or one answer of it, as it is written down.

    Raises:
        NotKept: it has no question of that number.
    """
    chosen = conversation.exchanges if number is None else (conversation.exchange(number),)
    title = conversation.title if number is None else chosen[0].question
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return Export(title, tuple(_exported(each) for each in chosen), now)


def reasons_html(told: Told) -> str:
    """Return the form that asks what is wrong with an answer."""
    choices = "".join(
        f'<label><input type="radio" name="reason" value="{reason}"> {escaped(texts.REASONS[reason])}</label>'
        for reason in reasons(told)
    )
    return (
        f'<form class="why-bad"><fieldset><legend>{escaped(texts.WHY_BAD)}</legend>{choices}</fieldset>'
        f'<label><span>{escaped(texts.OWN_WORDS)}</span> <input type="text" name="said" '
        f'maxlength="{LONGEST_SAID}"></label><div class="row">'
        f'<button type="submit" class="quiet">{escaped(texts.SEND)}</button>'
        f'<button type="button" class="quiet" data-does="close-form">{escaped(texts.CANCEL)}</button>'
        "</div></form>"
    )


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
