"""The routes of the library panel: what is in it, and ways to add and remove, past Gradio's queue."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

from index.passage import Filter

from ..conversations.live import asked_filter
from ..render.texts import text
from ..render.watching import watched_lines
from ..site.access import user_of
from ..site.failures import Refused
from .asked import asked_folder, asked_links
from .intake import Busy, Intake, Job, add_links, add_uploads, remove_article
from .panel import PAGE, Panel, articles_html, panel_html, sources_html
from .uploads import MOST_FILES, Upload, shown_name

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from starlette.requests import Request

    from ..site.site import Site

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
    from fastapi import Query, Request
    from fastapi.responses import HTMLResponse

    library = site.assistant.library

    @app.get(f"{ROOT}/panel", response_class=HTMLResponse)
    def panel(request: Request, q: str = "", page: int = 1) -> str:
        return panel_html(_panel(site, intake, user_of(request), q, page))

    @app.get(f"{ROOT}/articles", response_class=HTMLResponse)
    def articles(request: Request, q: str = "", page: int = 1) -> str:
        listing = library.listed(q[:LONGEST_QUERY], start=_start(page), most=PAGE)
        return articles_html(listing, q, may_change=site.access.may_change(user_of(request)))

    @app.get(f"{ROOT}/count")
    def count(
        since: str = "", until: str = "", source: Annotated[list[str] | None, Query()] = None
    ) -> dict[str, Any]:
        named = [name for name in source or () if name.strip()]
        given = {"since": since.strip(), "until": until.strip(), "sources": named}
        chosen = asked_filter({name: value for name, value in given.items() if value})
        found, of = library.summary(chosen), library.summary(Filter()).articles
        return {"articles": found.articles, "of": of, "first": found.first, "last": found.last}

    @app.get(f"{ROOT}/sources", response_class=HTMLResponse)
    def sources() -> str:
        return sources_html(library.summary().sources)


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
    from fastapi import Request

    library = site.assistant.library

    @app.delete(f"{ROOT}/articles/{{article_id:path}}")
    def remove(request: Request, article_id: str) -> dict[str, Any]:
        _check_change(site, request)
        try:
            remove_article(library, article_id)
        except KeyError:
            raise Refused(404, text("gone")) from None
        return {"removed": article_id}

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


def _panel(site: "Site", intake: Intake, user: str, query: str, page: int) -> Panel:
    library, access = site.assistant.library, site.access
    may_change = access.may_change(user)
    return Panel(
        library.folder,
        library.summary(),
        library.listed(query[:LONGEST_QUERY], start=_start(page), most=PAGE),
        library.failures(),
        intake.job,
        query,
        may_change=may_change,
        may_add_folders=may_change and (access.folders is None or bool(access.folders)),
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
