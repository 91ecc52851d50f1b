"""The routes of the library panel: what is in it, and ways to add and remove, past Gradio's queue."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from index.ingest.report import Listing
from index.passage import Filter

from ..api.streams import taken
from ..queue.wish import wish
from ..render.reader import article_address
from ..render.texts import text
from ..render.told import Passages
from ..render.watching import watched_lines
from ..site.access import client_of, user_of
from ..site.failures import Refused
from .asked import asked_folder, asked_links, asked_only
from .chosen import told_of
from .editing import edit, edit_html
from .found import LEAST, MOST, found_in
from .glance import overview
from .intake import Busy, Intake, Job, add_links, add_uploads, remove_article
from .panel import PAGE, Panel, Shown, articles_html, panel_html, sources_html
from .uploads import MOST_FILES, Upload, shown_name

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.requests import Request

    from index.library import Library

    from ..site.site import Site

T = TypeVar("T")
ROOT: Final = "/api/library"
MOST_PARTS: Final = 5 * MOST_FILES  # of a form; one with more is not read to its end
LONGEST_QUERY: Final = 200  # characters


def add_library_routes(app: "FastAPI", site: "Site") -> None:
    """Add what the panel asks for. One thing at a time is added to the site's library."""
    intake = Intake()
    _add_reading(app, site, intake)
    _add_adding(app, site, intake)
    _add_removing(app, site)
    _add_refusals(app)


def _add_reading(app: "FastAPI", site: "Site", intake: Intake) -> None:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    library = site.assistant.library

    @app.get(f"{ROOT}/panel", response_class=HTMLResponse)
    def panel(request: Request, q: str = "", page: int = 1) -> str:
        return panel_html(_panel(site, intake, request, q, page))

    @app.get(f"{ROOT}/articles", response_class=HTMLResponse)
    def articles(request: Request, q: str = "", page: int = 1) -> str:
        only = asked_only(request)
        listing = library.listed(q[:LONGEST_QUERY], start=_start(page), most=PAGE, only=only)
        shown = _shown(site, request, listing, only, q if page == 1 else "")
        return articles_html(listing, q, may_change=site.access.may_change(user_of(request)), shown=shown)

    @app.get(f"{ROOT}/count")
    def count(request: Request) -> dict[str, Any]:
        return told_of(library, asked_only(request))

    @app.get(f"{ROOT}/sources", response_class=HTMLResponse)
    def sources() -> str:
        return sources_html(library.summary().sources, library.by_hand.tags())


def _add_adding(app: "FastAPI", site: "Site", intake: Intake) -> None:
    from fastapi import Body, Request

    library = site.assistant.library

    @app.post(f"{ROOT}/upload", status_code=202)
    async def upload(request: Request) -> dict[str, Any]:
        _check_change(site, request)
        _check_free(intake)  # before half a gigabyte comes in
        uploads = await _uploads(request)
        try:
            job = intake.start(partial(add_uploads, library, uploads))
        except Busy:
            for each in uploads:
                each.file.close()
            raise
        return job_told(job, library.folder)

    @app.post(f"{ROOT}/links", status_code=202)
    def links(request: Request, body: Annotated[Any, Body()]) -> dict[str, Any]:
        _check_change(site, request)
        return job_told(intake.start(partial(add_links, library, asked_links(body))), library.folder)

    @app.post(f"{ROOT}/folder", status_code=202)
    def folder(request: Request, body: Annotated[Any, Body()]) -> dict[str, Any]:
        _check_change(site, request)
        place = asked_folder(body)
        if not site.access.may_add_folder(user_of(request), place):
            raise Refused(403, text("may_not_folder"))
        job = intake.start(lambda progress: library.sync(place, progress=progress))
        return job_told(job, library.folder)

    @app.get(f"{ROOT}/job")
    def job(request: Request) -> dict[str, Any]:
        _check_change(site, request)  # it names places of this machine
        return job_told(intake.job, library.folder)

    @app.post(f"{ROOT}/job/stop")
    def stop(request: Request) -> dict[str, Any]:
        _check_change(site, request)
        return job_told(intake.stop(), library.folder)


def _add_removing(app: "FastAPI", site: "Site") -> None:
    """Add what takes articles out, corrects and tags them."""
    from fastapi import Body, Request
    from fastapi.responses import HTMLResponse

    library = site.assistant.library

    @app.delete(f"{ROOT}/articles/{{article_id:path}}")
    def remove(request: Request, article_id: str) -> dict[str, Any]:
        _check_change(site, request)
        try:
            remove_article(library, article_id)
        except KeyError:
            raise Refused(404, text("gone")) from None
        return {"removed": article_id}

    @app.get(f"{ROOT}/edit/{{article_id:path}}", response_class=HTMLResponse)
    def form(request: Request, article_id: str) -> str:
        _check_change(site, request)
        return _of_article(edit_html, library, article_id)

    @app.patch(f"{ROOT}/articles/{{article_id:path}}")
    def corrected(request: Request, article_id: str, body: Annotated[Any, Body()]) -> dict[str, Any]:
        _check_change(site, request)
        _of_article(edit, library, article_id, body)
        return {"changed": article_id}

    @app.delete(f"{ROOT}/failures")
    def forget(request: Request) -> dict[str, Any]:
        _check_change(site, request)
        library.forget_failures()
        return {"failures": 0}


def _add_refusals(app: "FastAPI") -> None:
    """Answer what is refused with its status and one line."""
    from fastapi import Request
    from fastapi.responses import JSONResponse

    @app.exception_handler(Busy)
    def busy(_: Request, problem: Busy) -> JSONResponse:
        return JSONResponse({"error": str(problem)}, 409)


def job_told(job: Job, folder: "Path") -> dict[str, Any]:
    """Return a job as JSON takes it."""
    failed = [{"source": shown_name(each.source, folder), "reason": each.reason} for each in job.failed]
    return {
        "number": job.number,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "name": job.name,
        "line": job.line,
        "failed": failed,
    }


def _of_article(do: Callable[..., T], library: "Library", article_id: str, *given: Any) -> T:
    """Return what is done with an article; a 404 where it has gone."""
    try:
        return do(library, article_id, *given)
    except KeyError:
        raise Refused(404, text("gone")) from None


def _shown(site: "Site", request: "Request", listing: Listing, only: Filter, query: str) -> Shown:
    """Return what is shown of the articles of a list, and of passages that have the words of a search."""
    by_hand, ids = site.assistant.library.by_hand, [each.id for each in listing.articles]
    searched = _found(site, request, query, only)
    found = found_in(searched.passages, searched.query)
    return Shown(
        only=only,
        found=[each for each in found if each.passage.article_id not in ids],
        excerpts={each.passage.article_id: each for each in found if each.passage.article_id in ids},
        tags=by_hand.tags_of(ids),
        addresses={article_id: article_address(article_id) for article_id in ids},
        corrected=frozenset(by_hand.corrected(ids)),
        notice=searched.notice or " ".join(listing.notes),
    )


def _found(site: "Site", request: "Request", query: str, only: Filter) -> Passages:
    """Return what a search finds in the articles' text; it waits in the line as every question does."""
    if len(query.strip()) < LEAST:
        return Passages(())
    wished = wish("search", query[:LONGEST_QUERY], k=MOST, **only.given)
    found: Passages = taken(site.desk.ask(wished, client_of(request)))
    return found


def _panel(site: "Site", intake: Intake, request: "Request", query: str, page: int) -> Panel:
    library, access, user = site.assistant.library, site.access, user_of(request)
    may_change, only = access.may_change(user), asked_only(request)
    listing = library.listed(query[:LONGEST_QUERY], start=_start(page), most=PAGE, only=only)
    shown = _shown(site, request, listing, only, query)
    return Panel(
        library.folder,
        library.summary(),
        listing,
        library.failures(),
        intake.job,
        query,
        may_change=may_change,
        may_add_folders=may_change and (access.folders is None or bool(access.folders)),
        shown=replace(shown, view=overview(library, only)),
        watched=watched_lines(library),
    )


def _start(page: int) -> int:
    return (min(max(page, 1), 1_000_000) - 1) * PAGE


def _check_change(site: "Site", request: "Request") -> None:
    if not site.access.may_change(user_of(request)):
        raise Refused(403, text("may_not"))


def _check_free(intake: Intake) -> None:
    if intake.job.state == "running":
        raise Busy(text("busy"))


async def _uploads(request: "Request") -> list[Upload]:
    """Return the files of a form, which lie on disk where they are large.

    Raises:
        Refused: it is no form, or holds no file or too many.
    """
    from starlette.datastructures import UploadFile
    from starlette.exceptions import HTTPException

    try:
        form = await request.form(max_files=MOST_PARTS, max_fields=MOST_PARTS)
    except HTTPException as problem:
        raise Refused(422, str(problem.detail)) from None
    files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
    if 0 < len(files) <= MOST_FILES:
        return [Upload(each.filename or "", each.file) for each in files]
    await form.close()
    line = text("too_many", number=len(files), most=MOST_FILES) if files else text("no_files")
    raise Refused(422, line)
