"""The ``quoth`` command.

What answers, and what serves, is imported by the commands that need it: to list a library takes neither.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index import QuothError, Report
from index.article import day
from index.passage import checked_k, checked_query, chosen
from index.sources import links_in

from .arguments import parser
from .bar import progress_bar
from .libraries import (
    conversations_file,
    failure_lines,
    library_made,
    library_there,
    library_to_ask,
    library_to_list,
    listing_lines,
    passed_lines,
    sample_questions,
    summary_lines,
)

if TYPE_CHECKING:
    from ..site.access import Access

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
    from rag.assistant import Assistant

    from ..render.told import as_json, told
    from .terminal import answer_lines

    _check(given)
    llm = _model(given)
    assistant = Assistant(library_to_ask(given), llm, unsupported=given.unsupported)
    only = {"since": given.since, "until": given.until, "sources": given.source}
    if given.show_prompt:
        shown = assistant.prompt(given.question, **only)
        print(f"{shown.system}\n\n{shown.user}" if shown else NO_PROMPT)
        return 0
    answer = assistant.ask(given.question, **only)
    print(_json(as_json(told(answer))) if given.json else answer_lines(answer))
    return 0


def _check_claim(given: argparse.Namespace) -> int:
    from rag.assistant import Assistant
    from rag.claims.claim import claims_in

    from ..render.told import as_json, told
    from .terminal import answer_lines

    claims_in(given.claim)
    chosen(given.since, given.until, given.source)
    assistant = Assistant(library_to_ask(given))
    answer = assistant.check(given.claim, since=given.since, until=given.until, sources=given.source)
    print(_json(as_json(told(answer))) if given.json else answer_lines(answer))
    return 0


def _chat(given: argparse.Namespace) -> int:
    from rag.assistant import Assistant

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
    llm = _model(given)
    for line in _warnings(given.host, access):
        print(f"quoth: {line}", file=sys.stderr)
    library = library_to_ask(given, may_be_empty=not access.read_only)
    kept = Conversations(Path(given.conversations or conversations_file(library.folder)).expanduser())
    if sys.stderr.isatty():
        print("Starting the page ...", file=sys.stderr)
    serve(
        Site(
            Assistant(library, llm, unsupported=given.unsupported),
            kept,
            access,
            sample_questions() if given.samples else (),
        ),
        host=given.host,
        port=given.port,
        on_ready=lambda address: print(f"Quoth is at {address} (stop it with Ctrl-C)", flush=True),
    )
    return 0


def _eval(given: argparse.Namespace) -> int:
    from rag.assistant import Assistant
    from rag.evaluation import evaluate, report

    from .evaluation import evaluation_lines, left_out, made, questions_of, write
    from .evaluation_page import evaluation_html

    questions = questions_of(given.questions, samples=given.samples)
    if note := left_out(questions):
        print(f"quoth: {note}", file=sys.stderr)
    llm = _model(given)
    out = made(given.out) if given.out is not None else None
    library = library_to_ask(given)
    with progress_bar() as progress:
        assistant = Assistant(library, llm, unsupported=given.unsupported)
        found = evaluate(library, questions, assistant=assistant, progress=progress)
    told = _json(report(found))
    print(told if given.json else evaluation_lines(found))
    if out is not None:
        write(out, told, evaluation_html(found))
    return 0


def _search(given: argparse.Namespace) -> int:
    from rag.question.outlets import no_such, strangers

    from ..render.told import as_json, passage
    from .terminal import hit_lines

    _check(given)
    library = library_to_ask(given)
    held = [name for name, _ in library.summary().sources]
    if line := no_such(strangers(given.question, given.source, held), held):
        print(f"quoth: {line}", file=sys.stderr)
    hits = library.search(
        given.question, k=given.k, since=given.since, until=given.until, sources=given.source
    )
    print(_json([as_json(passage(hit)) for hit in hits]) if given.json else hit_lines(hits))
    return 0


def _add(given: argparse.Namespace) -> int:
    published = day(given.date, "--date")
    paths = [*given.paths, *(link for file in given.links or () for link in links_in(file))]
    if not paths:
        raise ValueError("name a file, a folder or a link to add, or a list of links with --links FILE")
    with progress_bar() as progress:
        report = library_made(given).add(
            paths,
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
        report = library_made(given).sync(
            given.folder,
            source=given.source,
            published=published,
            allow_empty=given.allow_empty,
            progress=progress,
        )
    return _reported(report)


def _remove(given: argparse.Namespace) -> int:
    return _reported(library_there(given).remove(given.articles))


def _rebuild(given: argparse.Namespace) -> int:
    with progress_bar() as progress:
        library_there(given).rebuild(progress=progress)
    return 0


def _list(given: argparse.Namespace) -> int:
    for line in listing_lines(library_to_list(given).articles()):
        print(line)
    return 0


def _info(given: argparse.Namespace) -> int:
    print(summary_lines(library_to_list(given)))
    return 0


def _verify(given: argparse.Namespace) -> int:
    found = library_there(given).verify()
    repaired = f"; made again: {', '.join(found.repaired)}" if found.repaired else ""
    print(f"{found.articles} articles and {found.passages} passages are sound{repaired}")
    return 0


def _repair(given: argparse.Namespace) -> int:
    with progress_bar() as progress:
        found = library_there(given).repair(progress=progress)
    print(f"passages of {found.passages} articles made again; of their files and links: {found.again}")
    for article_id, origin in found.lost:
        print(f"quoth: article {article_id} of {origin} is lost; add it again", file=sys.stderr)
    return FAILED if found.lost else 0


def _backup(given: argparse.Namespace) -> int:
    library = library_there(given)
    library.backup(given.file)
    print(f"{given.file} holds {library.summary().articles} articles of {library.folder}")
    return 0


def _restore(given: argparse.Namespace) -> int:
    library = library_made(given)
    before = library.restore(given.file, replace=given.replace)
    kept = f"; what it held before is in {before}" if before else ""
    print(f"{library.folder} holds the {library.summary().articles} articles of {given.file}{kept}")
    return 0


# -- what they share


def _warnings(host: str, access: Access) -> Iterator[str]:
    """Yield what whoever serves others should know."""
    from ..site.access import LOCAL

    if access.is_open and host not in LOCAL:
        yield f"anyone who reaches {host} can read the articles; ask for a password with --auth"
    if access.user_header and host not in LOCAL:
        yield f"whoever reaches {host} past the proxy can name himself anybody; let only the proxy reach it"


def _model(given: argparse.Namespace) -> Any:
    """Return the model that writes, if one is named."""
    if given.llm is None:
        return None
    from rag.llm.models import model

    return model(given.llm)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _check(given: argparse.Namespace) -> None:
    """Refuse wrong arguments before anything is read."""
    checked_query(given.question)
    chosen(given.since, given.until, given.source)
    checked_k(getattr(given, "k", 1))


def _reported(report: Report) -> int:
    print(report, flush=True)
    for line in failure_lines(report):
        print(line, file=sys.stderr)
    for line in passed_lines(report):
        print(line, file=sys.stderr)
    nothing_read = not (report.added or report.changed or report.unchanged or report.removed)
    return FAILED if report.failed and nothing_read else 0


def _complain(problem: object, code: int) -> int:
    print(f"quoth: {problem}", file=sys.stderr)
    return code


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": _ask,
    "check": _check_claim,
    "chat": _chat,
    "eval": _eval,
    "search": _search,
    "add": _add,
    "sync": _sync,
    "remove": _remove,
    "list": _list,
    "info": _info,
    "verify": _verify,
    "repair": _repair,
    "backup": _backup,
    "restore": _restore,
    "rebuild": _rebuild,
}


if __name__ == "__main__":
    sys.exit(main())
