"""Edits of what came first, and of what came of what: the order turned round, or kept in other words."""

from __future__ import annotations

import random
import re
from typing import Final

from tests.bench.support_places import Place
from tests.bench.support_true import Edit
from tests.bench.support_words import put

_ORDINALS: Final = "first second third fourth fifth sixth".split()
_OF: Final = "because of|due to|owing to|as a result of|thanks to"  # behind them stands a noun
_LED: Final = "led to|leads to|caused|causes|resulted in|results in"
_FRONTED: Final = re.compile(r"(?P<link>After|Before) (?P<one>[^,;]{6,}), (?P<other>[^;]{8,})\.")
_BEHIND: Final = re.compile(r"(?P<other>[^,;]{8,}?) (?P<link>after|before|until) (?P<one>[^,;]{8,})\.")
_BECAUSE: Final = re.compile(
    rf"(?P<other>[^,;]{{8,}}?),? (?P<link>because(?! of\b)|{_OF}) (?P<one>[^,;]{{8,}})\."
)
_BECAUSE_FRONTED: Final = re.compile(
    rf"(?P<link>Because(?! of\b)|(?i:{_OF})) (?P<one>[^,;]{{8,}}), (?P<other>[^,;]{{8,}})\."
)
_CAUSED: Final = re.compile(
    rf"(?P<one>[^,;]{{8,}}?),? (?P<link>{_LED}) (?!of\b|by\b)(?P<other>[^,;]{{8,}})\."
)
_TURNED: Final = {"after": "before", "before": "after"}
_OPENS: Final = frozenset("The A An It He She They This These His Her Its Their In".split())


def ordinal(place: Place, rng: random.Random) -> str | None:
    """Put the ordinal beside: second for first or third."""
    found = list(re.finditer(rf"(?<= )(?:{'|'.join(_ORDINALS)})\b", place.sentence))
    if not found:
        return None
    chosen = rng.choice(found)
    at = _ORDINALS.index(chosen[0])
    near = [_ORDINALS[n] for n in (at - 1, at + 1) if 0 <= n < len(_ORDINALS)]
    return put(place.sentence, chosen, rng.choice(near))


def time_swapped(place: Place, _: random.Random) -> str | None:
    """Swap two events of which one was before the other."""
    found = _FRONTED.fullmatch(place.sentence)
    if found:
        return f"{found['link']} {_small(found['other'])}, {found['one']}."
    found = _BEHIND.fullmatch(place.sentence)
    return f"{_capital(found['one'])} {found['link']} {_small(found['other'])}." if found else None


def cause_swapped(place: Place, _: random.Random) -> str | None:
    """Swap cause and effect."""
    found = _BECAUSE_FRONTED.fullmatch(place.sentence)
    if found:
        return f"{found['link']} {_small(found['other'])}, {found['one']}."
    found = _BECAUSE.fullmatch(place.sentence)
    if found:
        return f"{_capital(found['one'])} {found['link']} {_small(found['other'])}."
    found = _CAUSED.fullmatch(place.sentence)
    return f"{_capital(found['other'])} {found['link']} {_small(found['one'])}." if found else None


def time_turned(place: Place, _: random.Random) -> str | None:
    """Write "B before A" for "After A, B", and the other way round: false, though its words stand there."""
    found = _FRONTED.fullmatch(place.sentence)
    if found and "," not in found["other"]:
        return f"{_capital(found['other'])} {_TURNED[found['link'].lower()]} {_small(found['one'])}."
    found = _BEHIND.fullmatch(place.sentence)
    if not found or found["link"] == "until":
        return None
    return f"{_capital(_TURNED[found['link']])} {_small(found['one'])}, {_small(found['other'])}."


def cause_turned(place: Place, _: random.Random) -> str | None:
    """Write "B led to A" for "B because of A", and "A because of B" for "A led to B": false."""
    found = _of(place)
    if found:
        return f"{_capital(found['other'])} led to {_small(found['one'])}."
    found = _CAUSED.fullmatch(place.sentence)
    return f"{_capital(found['one'])} because of {_small(found['other'])}." if found else None


def time_kept(place: Place, rng: random.Random) -> str | None:
    """Write "B after A" for "After A, B", the other way round, or "A before B"."""
    found = _FRONTED.fullmatch(place.sentence)
    if found and "," not in found["other"]:
        return _said(found, rng)
    found = _BEHIND.fullmatch(place.sentence)
    if not found or found["link"] == "until":
        return None
    if rng.random() < 0.5:
        return f"{_capital(found['link'])} {_small(found['one'])}, {_small(found['other'])}."
    return _said(found, rng)


def cause_kept(place: Place, _: random.Random) -> str | None:
    """Write "A led to B" for "B because of A", the other way round, or "Because A, B" for "B because A"."""
    found = _of(place)
    if found:
        return f"{_capital(found['one'])} led to {_small(found['other'])}."
    found = _BECAUSE_FRONTED.fullmatch(place.sentence)
    if found:
        return f"{_capital(found['other'])} {found['link'].lower()} {_small(found['one'])}."
    found = _BECAUSE.fullmatch(place.sentence)
    if found:
        return f"{_capital(found['link'])} {_small(found['one'])}, {_small(found['other'])}."
    found = _CAUSED.fullmatch(place.sentence)
    return f"{_capital(found['other'])} because of {_small(found['one'])}." if found else None


ORDER_KEPT: Final[dict[str, Edit]] = {
    "events told in other words": time_kept,
    "cause told in other words": cause_kept,
}
ORDER_CHANGED: Final[dict[str, Edit]] = {
    "ordinal changed": ordinal,
    "cause and effect swapped": cause_swapped,
    "two events swapped in time": time_swapped,
}
ORDER_TURNED: Final[dict[str, Edit]] = {
    "cause and effect swapped, in other words": cause_turned,
    "two events swapped, in other words": time_turned,
}


def _of(place: Place) -> re.Match[str] | None:
    for pattern in (_BECAUSE, _BECAUSE_FRONTED):
        found = pattern.fullmatch(place.sentence)
        if found and found["link"].lower() != "because":
            return found
    return None


def _said(found: re.Match[str], rng: random.Random) -> str:
    link = found["link"].lower()
    if rng.random() < 0.5:
        return f"{_capital(found['other'])} {link} {_small(found['one'])}."
    return f"{_capital(found['one'])} {_TURNED[link]} {_small(found['other'])}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """Write a first word small where it is no name."""
    return text[:1].lower() + text[1:] if text.split(maxsplit=1)[0] in _OPENS else text
