"""What the commands take that ask a library: questions, claims, searches, what is saved and what is held."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from .shared import command, filters, handed_on, where, which, writer

if TYPE_CHECKING:
    from .shared import Commands

OPERATORS: Final = (
    'words; "exact phrase", -word, title:, source:, author:, after:, before: (a day, month or year)'
    " and OR confine it"
)
IN_QUESTIONS: Final = 'a question; "exact phrase", title:, source:, author:, after: and before: confine it'


def add_asking(commands: Commands) -> None:
    """Add the commands that ask a library and leave it as it is."""
    asked = argparse.ArgumentParser(add_help=False, parents=[where(), which()])
    _add_ask(commands, asked)
    _add_check(commands, asked)
    _add_search(commands, asked)
    _add_eval(commands, asked)
    _add_questions(commands, asked)
    command(commands, "list", "list the articles", [asked, filters()])
    command(commands, "info", "say what a library holds", [asked])


def _add_ask(commands: Commands, asked: argparse.ArgumentParser) -> None:
    ask = command(commands, "ask", "answer a question", [asked, writer(), filters()])
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


def _add_check(commands: Commands, asked: argparse.ArgumentParser) -> None:
    check = command(
        commands, "check", "quote what supports a claim and what contradicts it", [asked, filters()]
    )
    check.add_argument("claim", metavar="CLAIM", help="a sentence, or a few that are checked one by one")
    check.add_argument("--json", action="store_true", help="print one JSON object")


def _add_search(commands: Commands, asked: argparse.ArgumentParser) -> None:
    search = command(commands, "search", "show the passages found for a question", [asked, filters()])
    search.add_argument("question", metavar="QUESTION", help=OPERATORS)
    search.add_argument("-k", type=int, default=10, help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print a JSON list")


def _add_eval(commands: Commands, asked: argparse.ArgumentParser) -> None:
    measured = command(commands, "eval", "measure the answers to questions of your own", [asked, writer()])
    measured.add_argument(
        "questions",
        nargs="?",
        metavar="QUESTIONS",
        help="JSON Lines file of questions with their answers; --samples brings its own; without either what"
        " people thought of answers on the page is measured",
    )
    measured.add_argument("--json", action="store_true", help="print one JSON object")
    measured.add_argument("--out", metavar="FOLDER", help="write evaluation.json and evaluation.html there")


def _add_questions(commands: Commands, asked: argparse.ArgumentParser) -> None:
    saved = command(
        commands, "questions", "ask saved questions of the articles that are new", [asked, handed_on()]
    )
    what = saved.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="QUESTION", action="append", help="save it; may be repeated")
    what.add_argument("--list", action="store_true", help="list them, with how much is new to each")
    what.add_argument(
        "--remove", metavar="NUMBER", type=int, action="append", help="forget it; may be repeated"
    )
    saved.add_argument("--json", action="store_true", help="print a JSON line for each report that is new")
