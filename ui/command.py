"""The ``quoth`` command."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from index import Library, QuothError, Report
from index.filter import chosen
from index.intake import Progress, silent
from index.library import DATABASE, checked_k, checked_query
from rag.ask import default_library, folder_library
from rag.assistant import Assistant
from rag.generate import model

from .samples import SAMPLES, example_questions
from .terminal import answer_lines, failure_lines, hit_lines, listing_lines, summary_lines
from .wire import answer_json, hit_json

FAILED = 1
WRONG_ARGUMENT = 2
STOPPED = 130

_EXAMPLES = """examples:
  quoth ask "why was India exempted from CAATSA?" --articles news/
  quoth chat --articles news/
  quoth add news/ page.html && quoth ask "what changed?"
  quoth ask "who signed?" --since 2018-06-01 --source "Meridian Wire" --json
  quoth ask "why?" --llm ollama/llama3.2
  quoth chat --samples
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 for a failure, 2 for a wrong argument."""
    given = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = given.run
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
    answer = Assistant(_library(given), llm).ask(
        given.question, since=given.since, until=given.until, sources=given.source
    )
    print(
        json.dumps(answer_json(answer), ensure_ascii=False, indent=2) if given.json else answer_lines(answer)
    )
    return 0


def _chat(given: argparse.Namespace) -> int:
    from .server import serve

    llm = model(given.llm) if given.llm is not None else None
    if not given.auth and given.host not in ("127.0.0.1", "::1", "localhost"):
        line = f"anyone who reaches {given.host} can read the articles; ask for a password with --auth"
        print(f"quoth: {line}", file=sys.stderr)
    library = _library(given)
    questions = example_questions(library, given.samples)
    serve(
        Assistant(library, llm),
        host=given.host,
        port=given.port,
        auth=given.auth,
        questions=questions,
        on_ready=lambda address: print(f"Quoth is at {address} (stop it with Ctrl-C)", flush=True),
    )
    return 0


def _add(given: argparse.Namespace) -> int:
    with _progress() as progress:
        return _reported(_made(given).add(given.paths, progress=progress))


def _sync(given: argparse.Namespace) -> int:
    with _progress() as progress:
        return _reported(_made(given).sync(given.folder, progress=progress))


def _remove(given: argparse.Namespace) -> int:
    return _reported(_held(given).remove(given.articles))


def _rebuild(given: argparse.Namespace) -> int:
    with _progress() as progress:
        _held(given).rebuild(progress=progress)
    return 0


def _list(given: argparse.Namespace) -> int:
    for line in listing_lines(_held(given).articles()):
        print(line)
    return 0


def _info(given: argparse.Namespace) -> int:
    print(summary_lines(_held(given)))
    return 0


def _search(given: argparse.Namespace) -> int:
    _check(given)
    hits = _library(given).search(
        given.question, k=given.k, since=given.since, until=given.until, sources=given.source
    )
    print(
        json.dumps([hit_json(hit) for hit in hits], ensure_ascii=False, indent=2)
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


def _library(given: argparse.Namespace) -> Library:
    """Return the library to ask: that of a folder, brought up to date, or one by name."""
    folder = SAMPLES if given.samples else given.articles
    if folder is None:
        library = _held(given)
        if not library.summary().articles:
            raise QuothError(
                f"{library.folder}: the library is empty; add articles with quoth add FOLDER,"
                " or look at the sample articles with --samples"
            )
        return library
    with _progress() as progress:
        library, report = folder_library(folder, encoder=given.encoder, progress=progress)
    for line in failure_lines(report):
        print(line, file=sys.stderr)
    return library


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
    for line in failure_lines(report):
        print(line, file=sys.stderr)
    print(report)
    nothing_read = not (report.added or report.changed or report.unchanged or report.removed)
    return FAILED if report.failed and nothing_read else 0


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar with an estimate on stderr while files are read; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[:40])


def _complain(problem: object, code: int) -> int:
    print(f"quoth: {problem}", file=sys.stderr)
    return code


# -- arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quoth",
        description="Ask questions of your own articles and get answers that quote them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"quoth {version('quoth')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    where = _where()
    asked = argparse.ArgumentParser(add_help=False, parents=[where, _which()])

    ask = _command(commands, "ask", _ask, "answer a question", [asked, _writer(), _filters()])
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print one JSON object")

    chat = _command(commands, "chat", _chat, "open the chat page", [asked, _writer()])
    chat.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    chat.add_argument("--port", type=int, help="default: 7860, or the next one that is free")
    chat.add_argument("--auth", metavar="USER:PASSWORD", help="ask for a name and a password")

    search = _command(
        commands, "search", _search, "show the passages found for a question", [asked, _filters()]
    )
    search.add_argument("question", metavar="QUESTION")
    search.add_argument("-k", type=int, default=10, help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print a JSON list")

    add = _command(commands, "add", _add, "add files and folders to a library", [where])
    add.add_argument("paths", nargs="+", metavar="PATH")
    sync = _command(commands, "sync", _sync, "add what is new in a folder, forget what has gone", [where])
    sync.add_argument("folder", metavar="FOLDER")
    remove = _command(commands, "remove", _remove, "remove articles by their id", [where])
    remove.add_argument("articles", nargs="+", metavar="ARTICLE")

    _command(commands, "list", _list, "list the articles", [where])
    _command(commands, "info", _info, "say what a library holds", [where])
    _command(commands, "verify", _verify, "check every file of a library", [where])
    _command(commands, "rebuild", _rebuild, "encode a library anew, as with another encoder", [where])
    return parser


def _where() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument(
        "--library", metavar="DIR", help="library to use (default: $QUOTH_LIBRARY, else your own)"
    )
    where.add_argument(
        "--encoder", metavar="NAME", help="sentence encoder: a folder or a name on a model hub"
    )
    return where


def _which() -> argparse.ArgumentParser:
    which = argparse.ArgumentParser(add_help=False)
    one = which.add_mutually_exclusive_group()
    one.add_argument("--articles", metavar="FOLDER", help="folder of articles to read and ask")
    one.add_argument("--samples", action="store_true", help="ask the sample articles that come with Quoth")
    return which


def _writer() -> argparse.ArgumentParser:
    writer = argparse.ArgumentParser(add_help=False)
    writer.add_argument(
        "--llm", metavar="SPEC", help="model that writes: ollama/NAME, openai/NAME, http://host:port/v1#NAME"
    )
    return writer


def _filters() -> argparse.ArgumentParser:
    filters = argparse.ArgumentParser(add_help=False)
    filters.add_argument("--since", metavar="DAY", help="only articles of this day or later (2018-06-01)")
    filters.add_argument("--until", metavar="DAY", help="only articles of this day or earlier")
    filters.add_argument(
        "--source", metavar="NAME", action="append", help="only this outlet; may be repeated"
    )
    return filters


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    what: str,
    parents: Sequence[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=what.capitalize() + ".", parents=list(parents))
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
