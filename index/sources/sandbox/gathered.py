"""What the child says of one file, as it comes -> its articles, and what in it gave none."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..decode import named
from ..formats import Pointer
from ..left_out import left_out_line
from ..limits import MAX_FILE_TEXT, MAX_PARTS
from ..pictures import MOST_SECONDS

FAILURES_SHOWN: Final = 3
MAX_FAILURES: Final = 100  # of one file that are named; the others are counted
FEW: Final = 10
ADD_LINKS: Final = "quoth add --links FILE fetches their pages"

FILE_SECONDS: Final = 1800.0  # for all that one file holds
LONGEST_SECONDS: Final = FILE_SECONDS + 4 * MOST_SECONDS  # the same where pictures are recognised


@dataclass(frozen=True, slots=True)
class Parsed:
    """The articles of a file, at least one, and the parts of it that could not be read or were left out.

    ``source`` of a failed part is ``archive.zip: inner/page.html``. ``pointers`` lead to articles whose
    text is not in the file.
    """

    articles: tuple[Article, ...]
    failed: tuple[SourceError, ...] = ()
    left_out: tuple[SourceError, ...] = ()
    pointers: tuple[Pointer, ...] = ()


class Gathered:
    """What the child says of one file, as it comes; the child may have been taken over, so all is checked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._articles: list[Article] = []
        self._failed: list[SourceError] = []
        self._left_out: list[SourceError] = []
        self.pointers: list[Pointer] = []
        self._unnamed = 0
        self._characters = 0
        self.long = ""  # the step of long work that is being done, such as a page that is recognised
        self.latest = time.monotonic() + LONGEST_SECONDS

    @property
    def some(self) -> bool:
        """Whether there is an article."""
        return bool(self._articles)

    @property
    def full(self) -> str:
        """Why no more of the file is taken; empty while there is room."""
        if self._characters > MAX_FILE_TEXT or len(self._articles) > MAX_PARTS:
            return f"holds more than {MAX_FILE_TEXT / 1e6:g} million characters of text"
        return ""

    def add(self, found: Sequence[dict[str, Any]]) -> None:
        """Take articles and failures.

        Raises:
            KeyError, TypeError: they are not what a child sends.
        """
        for part in found:
            if "failed" in part:
                self.fail(str(part["at"]), str(part["failed"]))
            elif "pointer" in part:
                self._point(part["pointer"], part["files"])
            elif "left" in part:
                self._leave_out(str(part["at"]), str(part["left"]))
            else:
                self._add_article(part["article"])

    def fail(self, place: str, reason: str) -> None:
        """Note why a part of the file, or at no place the file itself, gave no article."""
        most = MAX_FAILURES if place else MAX_FAILURES + FEW  # those of the file itself are few and telling
        if len(self._failed) >= most:
            self._unnamed += 1
            return
        name = f"{self._name}: {named(place)}" if place else self._name
        self._failed.append(SourceError(name, named(reason)))

    def parsed(self) -> Parsed:
        """Return what came of the file.

        Raises:
            SourceError: there is no article.
        """
        if not self._articles:
            raise SourceError(self._name, self._why_none())
        failed = (*self._failed, *self._others(), *self._links())
        return Parsed(tuple(self._articles), failed, tuple(self._left_out), tuple(self.pointers))

    def _add_article(self, fields: dict[str, Any]) -> None:
        try:
            article = Article(**fields)
        except ValueError as problem:
            self.fail("", f"could not be parsed: {problem}")
            return
        self._characters += len(article.text)
        self._articles.append(article)

    def _point(self, known: dict[str, Any], files: Sequence[Any]) -> None:
        if len(self.pointers) < MAX_PARTS:
            said = {str(key): named(str(value)) for key, value in known.items()}
            self.pointers.append(Pointer(said, tuple(map(str, files))))

    def _links(self) -> list[SourceError]:
        """Return a line on entries that are links without a text, where there are any."""
        number = sum(bool(pointer.known.get("url")) for pointer in self.pointers)
        if not number:
            return []
        if not self._articles:
            links = "1 link" if number == 1 else f"{number:,} links"
            return [SourceError(self._name, f"holds {links} and no articles; {ADD_LINKS}")]
        return [SourceError(self._name, links_line(number))]

    def _leave_out(self, place: str, reason: str) -> None:
        if len(self._left_out) < MAX_PARTS:
            self._left_out.append(SourceError(f"{self._name}: {named(place)}", named(reason)))

    def _others(self) -> list[SourceError]:
        if not self._unnamed:
            return []
        return [SourceError(self._name, f"{self._unnamed:,} more parts of it could not be read")]

    def _why_none(self) -> str:
        if self.pointers and (links := self._links()):
            return links[0].reason
        if not self._failed:
            left = left_out_line(self._left_out)
            return f"holds no article; {left}" if left else "holds nothing that may be an article"
        if len(self._failed) == 1:
            return str(self._failed[0]).removeprefix(f"{self._name}: ")
        first = list({problem.reason: problem for problem in reversed(self._failed)}.values())[::-1]
        others = len(self._failed) - len(first) + self._unnamed
        return "holds no article: " + summary(first, "part", others, within=self._name)


def links_line(number: int) -> str:
    """Return that so many entries of a file are links, and how their pages are had."""
    entries = "1 entry is a link" if number == 1 else f"{number:,} entries are links"
    return f"{entries} without a text; {ADD_LINKS}"


def summary(failed: Sequence[SourceError], noun: str, unnamed: int = 0, *, within: str = "") -> str:
    """Return one line on failures: how many, and the first with their reasons."""
    number = len(failed) + unnamed
    shown = "; ".join(str(problem).removeprefix(f"{within}: ") for problem in failed[:FAILURES_SHOWN])
    more = number - min(FAILURES_SHOWN, len(failed))
    count = f"1 {noun} gave" if number == 1 else f"{number:,} {noun}s gave"
    return f"{count} no article: {shown}" + (f"; and {more:,} more" if more > 0 else "")
