"""What came of one file: its articles, and what in it gave none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ...article import Article
from ...errors import SourceError
from ..files import named
from .limits import MAX_FILE_TEXT, MAX_PARTS

FAILURES_SHOWN: Final = 3
MAX_FAILURES: Final = 100  # of one file that are named; the others are counted
FEW: Final = 10


@dataclass(frozen=True, slots=True)
class Parsed:
    """The articles of a file, at least one, and the parts of it that could not be read.

    ``source`` of a failed part is ``archive.zip: inner/page.html``.
    """

    articles: tuple[Article, ...]
    failed: tuple[SourceError, ...] = ()


class Gathered:
    """What the child says of one file, as it comes; the child may have been taken over, so all is checked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._articles: list[Article] = []
        self._failed: list[SourceError] = []
        self._unnamed = 0
        self._characters = 0

    @property
    def some(self) -> bool:
        """Whether there is an article."""
        return bool(self._articles)

    @property
    def full(self) -> bool:
        """Whether there is more text than is kept of one file."""
        return self._characters > MAX_FILE_TEXT or len(self._articles) > MAX_PARTS

    def add(self, found: Sequence[dict[str, Any]]) -> None:
        """Take articles and failures.

        Raises:
            KeyError, TypeError: they are not what a child sends.
        """
        for part in found:
            if "failed" in part:
                self.fail(str(part["at"]), str(part["failed"]))
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
        return Parsed(tuple(self._articles), (*self._failed, *self._others()))

    def _add_article(self, fields: dict[str, Any]) -> None:
        try:
            article = Article(**fields)
        except ValueError as problem:
            self.fail("", f"could not be parsed: {problem}")
            return
        self._characters += len(article.text)
        self._articles.append(article)

    def _others(self) -> list[SourceError]:
        if not self._unnamed:
            return []
        return [SourceError(self._name, f"{self._unnamed:,} more parts of it could not be read")]

    def _why_none(self) -> str:
        if not self._failed:
            return "holds nothing that may be an article"
        if len(self._failed) == 1:
            return str(self._failed[0]).removeprefix(f"{self._name}: ")
        first = list({problem.reason: problem for problem in reversed(self._failed)}.values())[::-1]
        others = len(self._failed) - len(first) + self._unnamed
        return "holds no article: " + summary(first, "part", others, within=self._name)


def summary(failed: Sequence[SourceError], noun: str, unnamed: int = 0, *, within: str = "") -> str:
    """Return one line on failures: how many, and the first with their reasons."""
    number = len(failed) + unnamed
    shown = "; ".join(str(problem).removeprefix(f"{within}: ") for problem in failed[:FAILURES_SHOWN])
    more = number - min(FAILURES_SHOWN, len(failed))
    count = f"1 {noun} gave" if number == 1 else f"{number:,} {noun}s gave"
    return f"{count} no article: {shown}" + (f"; and {more:,} more" if more > 0 else "")
