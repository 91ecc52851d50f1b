"""The command that keeps questions and asks them of what is new; and what hands on what it finds."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index import Library, QuothError

from ..render.saved import since_line
from .libraries import library_to_list

if TYPE_CHECKING:
    from rag.saved.kept import SavedQuestions
    from rag.saved.values import News, SavedQuestion

LONGEST_RUN: Final = 120.0  # seconds that a command may take
NONE: Final = "no question is saved; save one with quoth questions --add QUESTION"


def questions(given: argparse.Namespace) -> int:
    """Keep questions, or ask those that are kept of the articles that are new."""
    from rag.saved.kept import SavedQuestions

    library = library_to_list(given)
    saved = SavedQuestions(library)
    for number in given.remove or ():
        saved.remove(number)
    for text in given.add or ():
        kept = saved.add(text)
        print(f"{kept.number:4}  {kept.question}")
    if given.add or given.remove:
        return 0
    every = saved.all()
    if given.list or not every:
        print("\n".join(map(_listed, every)) or NONE)
        return 0
    found = asked_anew(library, saved, atom=given.atom, run=given.run)
    if given.json:
        sys.stdout.writelines(f"{line}\n" for line in news_lines(found))
    else:
        print(
            "\n\n".join(_shown(each, [one for one in found if one.number == each.number]) for each in every)
        )
    return 0


def asked_anew(
    library: Library, saved: SavedQuestions, *, atom: str | None = None, run: str | None = None
) -> list[News]:
    """Ask the saved questions of what is new, hand on what answers, and return it.

    Raises:
        QuothError: it could not be handed on; it is kept, and handed on the next time.
    """
    from rag.assistant import Assistant
    from rag.saved.ask import ask_new

    found = ask_new(Assistant(library), saved)
    if atom is not None:
        write_atom(Path(atom).expanduser(), saved, library)
    if run is not None and saved.unhanded():
        with saved.alone():
            if waiting := saved.unhanded():  # else another has just done so
                hand_to(run, waiting)
                saved.hand(waiting)
    return found


def write_atom(file: Path, saved: SavedQuestions, library: Library) -> None:
    """Write the feed of the last news into a file, in one step.

    Raises:
        QuothError: it cannot be written.
    """
    from ..export.atom import atom_feed

    feed = atom_feed(saved.news(), library.identity)
    try:
        handle, name = tempfile.mkstemp(prefix=".quoth-", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as written:
                written.write(feed)
            Path(name).chmod(0o644)
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as problem:
        raise QuothError(f"{file}: the feed cannot be written ({problem.strerror or problem})") from None


def hand_to(command: str, news: Sequence[News]) -> None:
    """Run a command with news as JSON lines on its standard input; no shell reads it.

    Raises:
        ValueError: it is no command.
        QuothError: it cannot be run, takes too long, or ends with a failure.
    """
    words = shlex.split(command)
    if not words:
        raise ValueError("the command of --run is empty; name a program")
    told = "".join(f"{line}\n" for line in news_lines(news))
    try:
        done = subprocess.run(
            words, input=told, text=True, encoding="utf-8", timeout=LONGEST_RUN, check=False
        )
    except subprocess.TimeoutExpired:
        raise QuothError(f"{words[0]}: took longer than {LONGEST_RUN:g} s; it gets the news again") from None
    except OSError as problem:
        raise QuothError(f"{words[0]}: cannot be run ({problem.strerror or problem})") from None
    if done.returncode:
        raise QuothError(f"{words[0]}: ended with {done.returncode}; it gets the news again")


def news_lines(news: Iterable[News]) -> Iterator[str]:
    """Yield one JSON object for each."""
    for each in news:
        yield json.dumps(asdict(each), ensure_ascii=False)


def _listed(each: SavedQuestion) -> str:
    return f"{each.number:4}  {each.question}  ({since_line(each)})"


def _shown(question: SavedQuestion, news: Sequence[News]) -> str:
    """Return a question with what is new to it."""
    lines = [f"{question.question}  ({f'{len(news)} new' if news else 'nothing new'})"]
    for each in news:
        about = " · ".join(part for part in (each.title, each.source, each.published) if part)
        lines += [f"  {about}", f"  “{' '.join(each.quote.split())}”"]
        lines += [f"  {each.url}"] if each.url else []
    return "\n".join(lines)
