"""What the ``quoth`` command takes, its commands and their arguments, and the codes it ends with."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from .asking import add_asking
from .keeping import add_keeping
from .serving import add_chat
from .shared import UNSUPPORTED

__all__ = ["FAILED", "STOPPED", "UNSUPPORTED", "WRONG_ARGUMENT", "parser", "unquoted", "with_minus"]

FAILED: Final = 1
WRONG_ARGUMENT: Final = 2
STOPPED: Final = 130
_MINUS_WORD: Final = re.compile(r"-[^\W\d_]{2}")  # of options only -k and -h begin with one dash
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
    add_asking(commands)
    add_chat(commands)
    add_keeping(commands)
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
