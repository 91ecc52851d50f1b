"""What came of what: "A led to B" is "B because of A", and not "A because of B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .cited import Cited
from .relations import links_of, turned_round

_LINKS: Final = (
    links_of(
        "because|because of|due to|owing to|thanks to|as a result of|as a consequence of|on account of"
        "|in response to",
        "from clause",
    )
    | links_of(
        "caused by|triggered by|brought about by|sparked by|prompted by|result of|results of|consequence of"
        "|result from|results from|resulted from|resulting from|stems from|stemmed from|stemming from"
        "|arose from|arises from|attributed to|blamed on",
        "from",
    )
    | links_of(
        "led to|lead to|leads to|leading to|led directly to|caused|causes|causing|cause of|causes of"
        "|result in|results in|resulted in|resulting in|triggered|triggers|triggering|sparked|sparking"
        "|prompted|prompting|gave rise to|gives rise to|brought about|brings about|therefore|thus|hence"
        "|consequently|as a result|as a consequence",
        "then",
    )
)


def reversed_cause(claim: Cited, passages: Sequence[Cited]) -> Iterator[str]:
    """Yield a line for each cause that the passages have as the effect."""
    for words in turned_round(claim, passages, _LINKS):
        yield f"cause and effect: the article says “{words}”"
