"""A claim, checked: the straight line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.library import Library
from index.passage import Filter

from ..answer import Answer, Turn, noted
from ..check.verifier import Verifier, verifier_of_many
from ..stream import Stop, Stream
from .claim import claims_in
from .gather import gathered
from .weigh import Weighed, weighed
from .write import checked


def checking(
    library: Library,
    text: str,
    only: Filter,
    *,
    before: Sequence[Turn] = (),
    verifier: Verifier | None = None,
) -> Stream:
    """Return what articles within a filter say for and against the claims of a text, as a stream.

    ``before`` is what was said before it, oldest first; ``verifier`` judges in place of ours.

    Raises:
        ValueError: the text holds no claim that can be checked; see ``claims_in``.
    """
    claims = claims_in(text)
    judge = verifier or verifier_of_many()

    def parts(stop: Stop) -> Iterator[Answer]:
        found: list[Weighed] = []
        for number, claim in enumerate(claims):
            stop.wait(0)
            turns = [*before, *map(Turn, claims[:number])]
            found.append(weighed(gathered(library, claim, only, turns, of=len(claims)), judge))
        yield noted(checked(text, found), found[0].evidence.notice)

    return Stream(text, parts)
