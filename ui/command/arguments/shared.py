"""Arguments that several commands take: which library, which articles, which model, which filters."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

UNSUPPORTED: Final = ("mark", "strike", "drop")  # as ``rag.answer`` knows them, which takes long to load
REPEATED: Final = "; may be repeated, and one is chosen on the page"


def command(
    commands: Commands,
    name: str,
    what: str,
    parents: Sequence[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add a command by its name, what it does and what arguments it shares; return its parser."""
    made = commands.add_parser(name, help=what, description=what.capitalize() + ".", parents=list(parents))
    made.set_defaults(command=name)
    return made


def where(*, several: bool = False) -> argparse.ArgumentParser:
    """Return which library is meant; ``several`` may be, where a page offers them."""
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument(
        "--library",
        metavar="DIR",
        action="append" if several else "store",
        help="library to use, a folder or postgresql://USER@HOST/DATABASE"
        f" (default: $QUOTH_LIBRARY, else your own){REPEATED * several}",
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


def which(*, several: bool = False) -> argparse.ArgumentParser:
    """Return which articles it is to hold at first; ``several`` folders may be, each a library."""
    which = argparse.ArgumentParser(add_help=False)
    one = which if several else which.add_mutually_exclusive_group()
    one.add_argument(
        "--articles",
        metavar="FOLDER",
        action="append" if several else "store",
        help=f"folder of articles to read{REPEATED * several}",
    )
    one.add_argument("--samples", action="store_true", help="the sample articles that come with Quoth")
    return which


def writer() -> argparse.ArgumentParser:
    """Return which model writes."""
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


def said() -> argparse.ArgumentParser:
    """Return what is said of all the articles that are added."""
    said = argparse.ArgumentParser(add_help=False)
    said.add_argument("--source", metavar="NAME", help="outlet of all the articles, whatever they say")
    said.add_argument("--date", metavar="DAY", help="day of all the articles, whatever they say (2018-06-01)")
    return said


def watched() -> argparse.ArgumentParser:
    """Return how often what is watched is looked at, and how it is read."""
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


def handed_on() -> argparse.ArgumentParser:
    """Return where the news of saved questions goes."""
    handed = argparse.ArgumentParser(add_help=False)
    handed.add_argument(
        "--atom", metavar="FILE", help="write what was new to saved questions as an Atom feed"
    )
    handed.add_argument(
        "--run", metavar="COMMAND", help="run it with what is new as JSON lines on its standard input"
    )
    return handed


def filters() -> argparse.ArgumentParser:
    """Return which articles are asked."""
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
