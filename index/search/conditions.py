"""What is asked of an engine in its own words: conditions, and terms that its tokenizer leaves whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from ..passage import Filter, bare

LISTED: Final = 10_000  # values of one ``in``
TERMS: Final = 60_000  # bytes of a passage's terms, below what Milvus takes

_PLAIN: Final = re.compile(r"(?!0x)[a-z0-9]+")


def where(only: Filter, *, but: Iterable[str] = ()) -> Iterator[str]:
    """Yield conditions of which the passages of each article that passes a filter meet one.

    ``but`` are articles that do not pass. Tags and names are not known here: the caller says which articles
    have them.
    """
    said = ["id > 0"]
    said += [f'day >= "{only.since}"'] if only.since else []
    said += [f'day <= "{only.until}" and day != ""'] if only.until else []
    said += [among("source", (key(bare(each)) for each in only.sources))] if only.sources is not None else []
    without = [key(each) for each in sorted({*only.without, *but})]
    for first in range(0, len(without), LISTED):
        said.append(f"not ({among('article', without[first : first + LISTED])})")
    if only.articles is None:
        yield " and ".join(said)
        return
    keys = [key(each) for each in sorted(only.articles)]
    for first in range(0, len(keys), LISTED):
        yield " and ".join([*said, among("article", keys[first : first + LISTED])])


def has_all(terms: Iterable[str]) -> str:
    """Return the condition that a passage has every one of some terms."""
    return " and ".join(f'text_match(terms, "{spelt(term)}")' for term in terms)


def has_any(terms: Iterable[str]) -> str:
    """Return the condition that a passage has one of some terms."""
    return f'text_match(terms, "{joined(list(terms))}")'


def key(name: str) -> str:
    """Return what stands for a name in a condition, where its own signs would have to be quoted."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def among(field: str, values: Iterable[str]) -> str:
    """Return the condition that a field has one of some values that need no quoting."""
    return f"{field} in {json.dumps(list(values))}"


# -- terms, as any tokenizer leaves them whole


def spelt(term: str) -> str:
    """Return a term in letters and digits of ASCII."""
    return term if _PLAIN.fullmatch(term) else f"0x{term.encode('utf-8', 'surrogatepass').hex()}"


def read(name: str) -> str:
    """Return the term that is spelt so."""
    return bytes.fromhex(name[2:]).decode("utf-8", "surrogatepass") if name.startswith("0x") else name


def joined(terms: Sequence[str]) -> str:
    """Return terms as one text; what is more than Milvus takes is left out."""
    text = " ".join(map(spelt, terms))
    return text if len(text) <= TERMS else text[:TERMS].rpartition(" ")[0]


def pairs_of(term: str) -> dict[int, float]:
    """Return the pairs of letters of a term, its ends among them, as a sparse unit vector."""
    pairs = {a + b for a, b in pairwise(f"\x02{term}\x03")}
    weight = len(pairs) ** -0.5
    return {
        int(blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest(), 16): weight
        for pair in pairs
    }
