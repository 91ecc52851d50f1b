"""What came before what: "A before B" is "B after A", and not "A after B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .cited import Cited
from .relations import links_of, turned_round

_LINKS: Final = (
    links_of("after|since|as soon as|subsequent to", "from clause")
    | links_of(
        "following the|following a|following an|following his|following her|following its", "from clause"
    )
    | links_of("before|until|till|prior to|ahead of", "then clause")
    | links_of("followed by|and then|after that|preceded|precedes|preceding", "then")
    | links_of("preceded by|followed|follows", "from")
    | links_of("named after|called after|modelled after|modeled after|look after|looks after", "none")
    | links_of("looked after|looking after|day after day|year after year|time after time", "none")
)


def reordered(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each two events that the passages have in the other order."""
    for words in turned_round(claim, passages, _LINKS):
        yield f"order of events: the article says “{words}”"
