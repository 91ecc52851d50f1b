"""The ``quoth`` command."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from index import Library, QuothError, Report
from index.article import day
from index.filter import chosen
from index.library import DATABASE
from index.query import checked_k, checked_query
from rag.ask import conversations_file, default_library, folder_library
from rag.assistant import Assistant
from rag.llm.models import model
from rag.question.outlets import no_such, strangers

from ..render.told import as_json, passage, told
from ..site.access import LOCAL
from .arguments import parser
from .bar import progress_bar
from .samples import SAMPLES, example_questions
from .terminal import answer_lines, failure_lines, folder_lines, hit_lines, listing_lines, summary_lines

FAILED = 1
WRONG_ARGUMENT = 2
STOPPED = 130
NO_PROMPT = "No model is asked: nothing in the articles comes near this question."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 for a failure, 2 for a wrong argument."""
    given = parser().parse_args(arguments)
    run = COMMANDS[given.command]
    try:
        return run(given)
    except ValueError as problem:
        return _complain(problem, WRONG_ARGUMENT)
    except KeyError as problem:
        return _complain(problem.args[0], FAILED)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (QuothError, OSError) as problem:
        return _complain(problem, FAILED)
    except KeyboardInterrupt:
        return _complain("stopped", STOPPED)


# -- the commands


def _ask(given: argparse.Namespace) -> int:
    _check(given)
    llm = model(given.llm) if given.llm is not None else None
    assistant = Assistant(_library(given), llm, unsupported=given.unsupported)
    only = {"since": given.since, "until": given.until, "sources": given.source}
    if given.show_prompt:
        shown = assistant.prompt(given.question, **only)
        print(f"{shown.system}\n\n{shown.user}" if shown else NO_PROMPT)
        return 0
    answer = assistant.ask(given.question, **only)
    print(
        json.dumps(as_json(told(answer)), ensure_ascii=False, indent=2)
        if given.json
        else answer_lines(answer)
    )
    return 0


def _chat(given: argparse.Namespace) -> int:
    from ..conversations.store import Conversations
    from ..server.server import serve
    from ..site.access import access_of
    from ..site.site import Site

    access = access_of(
        given.host,
        auth=given.auth or (),
        user_header=given.user_header,
        editors=given.editor or (),
        read_only=given.read_only,
        folders=given.folders or (),
        public=given.public or (),
    )
    llm = model(given.llm) if given.llm is not None else None
    if access.is_open and given.host not in LOCAL:
        line = f"anyone who reaches {given.host} can read the articles; ask for a password with --auth"
        print(f"quoth: {line}", file=sys.stderr)
    if access.user_header and given.host not in LOCAL:
        line = f"whoever reaches {given.host} past the proxy can name himself anybody"
        print(f"quoth: {line}; let only the proxy reach it", file=sys.stderr)
    library = _library(given, may_be_empty=not access.read_only)
    kept = Conversations(Path(given.conversations or conversations_file(library.folder)).expanduser())
    if sys.stderr.isatty():
        print("Starting the page ...", file=sys.stderr)
    serve(
        Site(
            Assistant(library, llm, unsupported=given.unsupported),
            kept,
            access,
            example_questions(library, given.samples),
        ),
        host=given.host,
        port=given.port,
        on_ready=lambda address: print(f"Quoth is at {address} (stop it with Ctrl-C)", flush=True),
    )
    return 0


def _eval(given: argparse.Namespace) -> int:
    from rag.evaluation import evaluate, report

    from .evaluate import left_out, made, questions_of, write
    from .evaluation_table import evaluation_lines

    questions = questions_of(given.questions, samples=given.samples)
    if note := left_out(questions):
        print(f"quoth: {note}", file=sys.stderr)
    llm = model(given.llm) if given.llm is not None else None
    out = made(given.out) if given.out is not None else None
    library = _library(given)
    with progress_bar() as progress:
        assistant = Assistant(library, llm, unsupported=given.unsupported)
        found = evaluate(library, questions, assistant=assistant, progress=progress)
    print(json.dumps(report(found), ensure_ascii=False, indent=2) if given.json else evaluation_lines(found))
    if out is not None:
        write(found, out)
    return 0


def _add(given: argparse.Namespace) -> int:
    published = day(given.date, "--date")
    with progress_bar() as progress:
        report = _made(given).add(
            given.paths,
            source=given.source,
            published=published,
            follow=given.follow,
            allow_private=given.allow_private,
            progress=progress,
        )
    return _reported(report)


def _sync(given: argparse.Namespace) -> int:
    published = day(given.date, "--date")
    with progress_bar() as progress:
        report = _made(given).sync(
            given.folder,
            source=given.source,
            published=published,
            allow_empty=given.allow_empty,
            progress=progress,
        )
    return _reported(report)


def _remove(given: argparse.Namespace) -> int:
    return _reported(_held(given).remove(given.articles))


def _rebuild(given: argparse.Namespace) -> int:
    with progress_bar() as progress:
        _held(given).rebuild(progress=progress)
    return 0


def _list(given: argparse.Namespace) -> int:
    for line in listing_lines(_listed(given).articles()):
        print(line)
    return 0


def _info(given: argparse.Namespace) -> int:
    print(summary_lines(_listed(given)))
    return 0


def _search(given: argparse.Namespace) -> int:
    _check(given)
    library = _library(given)
    held = [name for name, _ in library.summary().sources]
    if line := no_such(strangers(given.question, given.source, held), held):
        print(f"quoth: {line}", file=sys.stderr)
    hits = library.search(
        given.question, k=given.k, since=given.since, until=given.until, sources=given.source
    )
    print(
        json.dumps([as_json(passage(hit)) for hit in hits], ensure_ascii=False, indent=2)
        if given.json
        else hit_lines(hits)
    )
    return 0


def _verify(given: argparse.Namespace) -> int:
    found = _held(given).verify()
    repaired = f"; made again: {', '.join(found.repaired)}" if found.repaired else ""
    print(f"{found.articles} articles and {found.passages} passages are sound{repaired}")
    return 0


# -- what they share


def _check(given: argparse.Namespace) -> None:
    """Refuse wrong arguments before anything is read."""
    checked_query(given.question)
    chosen(given.since, given.until, given.source)
    checked_k(getattr(given, "k", 1))


def _library(given: argparse.Namespace, *, may_be_empty: bool = False) -> Library:
    """Return the library to ask: that of a folder, brought up to date, or one by name."""
    folder = SAMPLES if given.samples else given.articles
    if folder is None:
        library = _made(given) if may_be_empty else _held(given)
        if not (may_be_empty or library.summary().articles):
            raise QuothError(
                f"{library.folder}: the library is empty; add articles with quoth add FOLDER,"
                " or look at the sample articles with --samples"
            )
        return library
    with progress_bar() as progress:
        library, report = folder_library(folder, encoder=given.encoder, progress=progress)
    for line in folder_lines(report):
        print(line, file=sys.stderr)
    return library


def _listed(given: argparse.Namespace) -> Library:
    """Return the library to tell of, which may be empty."""
    return _library(given) if given.samples or given.articles else _held(given)


def _held(given: argparse.Namespace) -> Library:
    """Return the library that is named, or the default one; it must be there."""
    folder = Path(given.library or default_library()).expanduser()
    if not (folder / DATABASE).exists():
        advice = "add articles with quoth add FOLDER, or ask with --articles FOLDER or --samples"
        raise QuothError(f"{folder}: there is no library; {advice}")
    return Library.open(folder, encoder=given.encoder)


def _made(given: argparse.Namespace) -> Library:
    """Return the library that is named, or the default one, made if absent."""
    return Library.open(given.library or default_library(), encoder=given.encoder)


def _reported(report: Report) -> int:
    print(report, flush=True)
    for line in failure_lines(report):
        print(line, file=sys.stderr)
    nothing_read = not (report.added or report.changed or report.unchanged or report.removed)
    return FAILED if report.failed and nothing_read else 0


def _complain(problem: object, code: int) -> int:
    print(f"quoth: {problem}", file=sys.stderr)
    return code


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": _ask,
    "chat": _chat,
    "eval": _eval,
    "search": _search,
    "add": _add,
    "sync": _sync,
    "remove": _remove,
    "list": _list,
    "info": _info,
    "verify": _verify,
    "rebuild": _rebuild,
}


if __name__ == "__main__":
    sys.exit(main())
