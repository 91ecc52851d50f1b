"""The named endpoints for Gradio's own client: ``/ask``, ``/check`` and ``/search``."""

from collections.abc import Callable
from typing import Any, TypeVar

from index.errors import QuothError

from ..queue import Wish
from ..render.told import as_json
from ..site.access import client_of
from ..site.site import Site
from .answers import asked, claimed, searched
from .models import FEW_PASSAGES, Ask, Check, Search, checked
from .streams import taken

T = TypeVar("T")


def add_endpoints(site: Site) -> None:
    """Add the endpoints to the page that is being built."""
    from gradio import events
    from gradio.context import LocalContext

    def heard(wished: Wish) -> Any:
        site.desk.arrive()
        request = LocalContext.request.get(None)
        return taken(site.desk.ask(wished, client_of(request.request) if request and request.request else ""))

    def ask(
        question: str, since: str | None = None, until: str | None = None, sources: list[str] | None = None
    ) -> dict[str, Any]:
        """Answer a question from the articles, with the quotations that the answer rests on."""
        body = {"question": question, "since": since, "until": until, "sources": sources}
        return _said(lambda: as_json(heard(asked(checked(Ask, body)))))

    def check(
        claim: str, since: str | None = None, until: str | None = None, sources: list[str] | None = None
    ) -> dict[str, Any]:
        """Find what in the articles supports a claim and what contradicts it, each quoted."""
        body = {"claim": claim, "since": since, "until": until, "sources": sources}
        return _said(lambda: as_json(heard(claimed(checked(Check, body)))))

    def search(
        question: str,
        k: int = FEW_PASSAGES,
        since: str | None = None,
        until: str | None = None,
        sources: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Find the passages that best match a question, best first."""
        body = {"question": question, "k": k, "since": since, "until": until, "sources": sources}
        return _said(lambda: list(map(as_json, heard(searched(checked(Search, body))).passages)))

    events.api(ask, api_name="ask")
    events.api(check, api_name="check")
    events.api(search, api_name="search")


def _said(make: Callable[[], T]) -> T:
    """Return what is made; a failure is said to the client in its one line."""
    import gradio as gr

    try:
        return make()
    except (QuothError, ValueError) as problem:
        raise gr.Error(str(problem), print_exception=False) from problem
