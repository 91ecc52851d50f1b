"""What the ``quoth`` command takes, its commands and their arguments, and the codes it ends with."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

FAILED: Final = 1
WRONG_ARGUMENT: Final = 2
STOPPED: Final = 130
UNSUPPORTED: Final = ("mark", "strike", "drop")  # as ``rag.answer`` knows them, which takes long to load
OPERATORS: Final = (
    'words; "exact phrase", -word, title:, source:, author:, after:, before: (a day, month or year)'
    " and OR confine it"
)
IN_QUESTIONS: Final = 'a question; "exact phrase", title:, source:, author:, after: and before: confine it'
_MINUS_WORD: Final = re.compile(r"-[^\W\d_]{2}")  # of options only -k and -h begin with one dash
_REPEATED: Final = "; may be repeated, and one is chosen on the page"
_EXAMPLES = """examples:
  quoth ask "why was India exempted from CAATSA?" --articles news/
  quoth chat --articles news/
  quoth add news/ page.html https://example.org/story && quoth ask "what changed?"
  quoth ask "who signed?" --since 2018-06-01 --source "Meridian Wire" --json
  quoth ask "why?" --llm gguf/model.gguf
  quoth search '"strategic partner" source:"Meridian Wire" after:2018-06 -tank'
  quoth check "India was exempted from CAATSA in 2018" --articles news/
  quoth ask --questions questions.csv --out answers.csv
  quoth watch news/ https://example.org/feed --every 1h
  quoth eval questions.jsonl --articles news/ --out report/
  quoth chat --samples
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; what it parses holds the command's name as ``command``."""
    whole = argparse.ArgumentParser(
        prog="quoth",
        description="Ask questions of your own articles and get answers that quote them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"quoth {version('quoth')}")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    where = _where()
    asked = argparse.ArgumentParser(add_help=False, parents=[where, _which()])

    ask = _command(commands, "ask", "answer a question", [asked, _writer(), _filters()])
    ask.add_argument("question", nargs="?", metavar="QUESTION", help=IN_QUESTIONS)
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument(
        "--questions", metavar="FILE", help="answer the questions of a CSV or JSON Lines file, into --out"
    )
    ask.add_argument(
        "--out", metavar="FILE", help="CSV or JSON Lines file of the answers; one that was begun is taken up"
    )
    ask.add_argument(
        "--show-prompt", action="store_true", help="print what a model would be told, and ask none"
    )

    check = _command(
        commands, "check", "quote what supports a claim and what contradicts it", [asked, _filters()]
    )
    check.add_argument("claim", metavar="CLAIM", help="a sentence, or a few that are checked one by one")
    check.add_argument("--json", action="store_true", help="print one JSON object")

    several = [_where(several=True), _which(several=True)]
    chat = _command(commands, "chat", "open the chat page", [*several, _writer(), _watched()])
    chat.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    chat.add_argument("--port", type=int, help="default: 7860, or the next one that is free")
    chat.add_argument(
        "--workers",
        metavar="N",
        default="0",
        help="processes that answer, each with the models; 0, the default: the page's own does",
    )
    chat.add_argument(
        "--watch",
        metavar="FOLDER_OR_URL",
        action="append",
        help="keep the library in step with it, also after a restart; may be repeated",
    )
    _add_people(chat)

    search = _command(commands, "search", "show the passages found for a question", [asked, _filters()])
    search.add_argument("question", metavar="QUESTION", help=OPERATORS)
    search.add_argument("-k", type=int, default=10, help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print a JSON list")

    measured = _command(commands, "eval", "measure the answers to questions of your own", [asked, _writer()])
    measured.add_argument(
        "questions",
        nargs="?",
        metavar="QUESTIONS",
        help="JSON Lines file of questions with their answers; --samples brings its own",
    )
    measured.add_argument("--json", action="store_true", help="print one JSON object")
    measured.add_argument("--out", metavar="FOLDER", help="write evaluation.json and evaluation.html there")

    _add_library_commands(commands, where)
    _add_questions(commands, asked)
    _command(commands, "list", "list the articles", [asked, _filters()])
    _command(commands, "info", "say what a library holds", [asked])
    return whole


def with_minus(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a command, a search that begins with ``-word`` so that it is no option."""
    is_search = "search" in arguments[:1]
    return [f" {each}" if is_search and _MINUS_WORD.match(each) else each for each in arguments]


def unquoted(given: argparse.Namespace, more: Sequence[str]) -> str:
    """Return one line on what a command line holds besides: words that belong to a question, or no option."""
    words = getattr(given, "question", getattr(given, "claim", None))
    if words is None or any(each.startswith("--") for each in more):
        return f"unrecognized arguments: {' '.join(more)}"
    what = "claim" if given.command == "check" else "question"
    whole = shlex.quote(" ".join([words, *map(str.strip, more)]))
    return f"put the {what} in quotation marks: quoth {given.command} {whole}"


def _add_questions(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], asked: argparse.ArgumentParser
) -> None:
    """Add the command of saved questions."""
    saved = _command(
        commands, "questions", "ask saved questions of the articles that are new", [asked, _handed_on()]
    )
    what = saved.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="QUESTION", action="append", help="save it; may be repeated")
    what.add_argument("--list", action="store_true", help="list them, with how much is new to each")
    what.add_argument(
        "--remove", metavar="NUMBER", type=int, action="append", help="forget it; may be repeated"
    )
    saved.add_argument("--json", action="store_true", help="print a JSON line for each report that is new")


def _handed_on() -> argparse.ArgumentParser:
    handed = argparse.ArgumentParser(add_help=False)
    handed.add_argument(
        "--atom", metavar="FILE", help="write what was new to saved questions as an Atom feed"
    )
    handed.add_argument(
        "--run", metavar="COMMAND", help="run it with what is new as JSON lines on its standard input"
    )
    return handed


def _add_people(chat: argparse.ArgumentParser) -> None:
    """Add who may come in and what they may do."""
    chat.add_argument(
        "--auth",
        metavar="USER:PASSWORD",
        action="append",
        help="ask for a name and a password; may be repeated",
    )
    chat.add_argument(
        "--user-header", metavar="NAME", help="header in which a proxy that checks passwords names the user"
    )
    chat.add_argument(
        "--public",
        metavar="NAME",
        action="append",
        help="host name under which a proxy in front is known; may be repeated",
    )
    chat.add_argument(
        "--editor",
        metavar="USER",
        action="append",
        help="only these users change the library; may be repeated",
    )
    chat.add_argument("--read-only", action="store_true", help="nobody changes the library")
    chat.add_argument(
        "--folders", metavar="DIR", action="append", help="folders below this one may be added on the page"
    )
    chat.add_argument(
        "--conversations",
        metavar="FILE",
        help="where they are kept (default: with a library on a server there, else in your data folder)",
    )


def _add_library_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Add the commands that change or check a library."""
    add = _command(commands, "add", "add files, folders and links to a library", [where, _said()])
    add.add_argument("paths", nargs="*", metavar="PATH_OR_URL")
    add.add_argument(
        "--links",
        metavar="FILE",
        action="append",
        help="fetch the pages that a file lists: bookmarks, an export, one address a line; may be repeated",
    )
    add.add_argument("--follow", action="store_true", help="of feeds, add the pages that the entries lead to")
    add.add_argument(
        "--allow-private", action="store_true", help="fetch links to this machine and its networks too"
    )
    add.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="read and encode on the workers of a Ray cluster: HOST:PORT of its head, or local",
    )
    sync = _command(commands, "sync", "add what is new in a folder, forget what has gone", [where, _said()])
    sync.add_argument("folder", metavar="FOLDER")
    sync.add_argument(
        "--allow-empty", action="store_true", help="forget all of a folder that holds nothing any more"
    )
    watch = _command(
        commands,
        "watch",
        "keep a library in step with folders, feeds and pages",
        [where, _watched(), _handed_on()],
    )
    watch.add_argument("places", nargs="*", metavar="FOLDER_OR_URL")
    what = watch.add_mutually_exclusive_group()
    what.add_argument("--once", action="store_true", help="look at everything once, and end")
    what.add_argument(
        "--status", action="store_true", help="tell what is watched and what came of it, and end"
    )
    what.add_argument(
        "--forget",
        metavar="PLACE",
        action="append",
        help="watch it no more; its articles stay; may be repeated",
    )
    remove = _command(commands, "remove", "remove articles by their id", [where])
    remove.add_argument("articles", nargs="+", metavar="ARTICLE")

    tag = _command(commands, "tag", "tag articles by their id; without any, list the tags", [where])
    tag.add_argument("tag", nargs="?", metavar="TAG")
    tag.add_argument("articles", nargs="*", metavar="ARTICLE")
    tag.add_argument("--remove", action="store_true", help="take the tag from the articles")

    _command(commands, "verify", "check every file of a library", [where])
    _command(commands, "repair", "make and read again what of a library is damaged", [where])
    backup = _command(commands, "backup", "copy a library to one file, while others use it", [where])
    backup.add_argument("file", metavar="FILE")
    restore = _command(commands, "restore", "put a backup back into a library", [where])
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="in place of what the library holds, which is backed up first"
    )
    snapshot = _command(
        commands, "snapshot", "lay a library's indexes where other servers take them", [where]
    )
    snapshot.add_argument("address", metavar="ADDRESS", help="a folder, or s3://BUCKET/FOLDER and the like")
    snapshot.add_argument("--take", action="store_true", help="take what was laid there last")
    _command(commands, "rebuild", "split and encode a library anew, as with another encoder", [where])


def _where(*, several: bool = False) -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument(
        "--library",
        metavar="DIR",
        action="append" if several else "store",
        help="library to use, a folder or postgresql://USER@HOST/DATABASE"
        f" (default: $QUOTH_LIBRARY, else your own){_REPEATED * several}",
    )
    where.add_argument(
        "--encoder", metavar="NAME", help="sentence encoder: multilingual, a folder or a name on a model hub"
    )
    where.add_argument(
        "--search",
        metavar="ADDRESS",
        help="search by an engine in place of the library's own indexes: milvus://HOST:PORT/NAME"
        " (default: $QUOTH_SEARCH)",
    )
    return where


def _which(*, several: bool = False) -> argparse.ArgumentParser:
    which = argparse.ArgumentParser(add_help=False)
    one = which if several else which.add_mutually_exclusive_group()
    one.add_argument(
        "--articles",
        metavar="FOLDER",
        action="append" if several else "store",
        help=f"folder of articles to read{_REPEATED * several}",
    )
    one.add_argument("--samples", action="store_true", help="the sample articles that come with Quoth")
    return which


def _writer() -> argparse.ArgumentParser:
    writer = argparse.ArgumentParser(add_help=False)
    writer.add_argument(
        "--llm",
        metavar="SPEC",
        help="model that writes: gguf/FILE, which needs no server; ollama/NAME, lmstudio/NAME,"
        " llamacpp/NAME, vllm/NAME, openai/NAME, http://host:port/v1#NAME",
    )
    writer.add_argument(
        "--unsupported",
        choices=UNSUPPORTED,
        default="mark",
        help="what happens to a model's sentence that is not found in the articles (default: mark)",
    )
    return writer


def _said() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(add_help=False)
    said.add_argument("--source", metavar="NAME", help="outlet of all the articles, whatever they say")
    said.add_argument("--date", metavar="DAY", help="day of all the articles, whatever they say (2018-06-01)")
    return said


def _watched() -> argparse.ArgumentParser:
    watched = argparse.ArgumentParser(add_help=False)
    watched.add_argument(
        "--every",
        metavar="TIME",
        default="15m",
        help="how often what is named here is looked at (default: 15m)",
    )
    watched.add_argument(
        "--follow", action="store_true", help="of feeds, add the pages that the entries lead to"
    )
    watched.add_argument(
        "--allow-private", action="store_true", help="fetch links to this machine and its networks too"
    )
    watched.add_argument("--source", metavar="NAME", help="outlet of all the articles, whatever they say")
    return watched


def _filters() -> argparse.ArgumentParser:
    filters = argparse.ArgumentParser(add_help=False)
    filters.add_argument(
        "--since",
        metavar="DAY",
        help="only articles of this day, month or year or later (2018-06-01, 2018-06, 2018)",
    )
    filters.add_argument("--until", metavar="DAY", help="only articles of this day, month or year or earlier")
    filters.add_argument(
        "--source", metavar="NAME", action="append", help="only this outlet; may be repeated"
    )
    filters.add_argument(
        "--tag", metavar="TAG", action="append", help="only articles with this tag; may be repeated"
    )
    return filters


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    parents: Sequence[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=what.capitalize() + ".", parents=list(parents))
    command.set_defaults(command=name)
    return command
