"""Two quotations, each with its article -> whether they tell of one event or thing.

They do if their names meet, if what happened is of one kind however it is told, if neither year nor day
stands against it, and if both are about what the question names.
"""

from __future__ import annotations

from typing import Final

from .scene import Scene

CLOSE: Final = 3  # days between two reports up to which nothing more has to be shared
APART: Final = (
    60  # days between two reports of one place from which the later has to name the time of the first
)
COVERED: Final = 0.5  # of what the question is about that each quotation has, with its title and lead
A_DAY: Final = 1  # days by which reports of one event may differ in its day


def of_one_event(about: frozenset[str], one: Scene, other: Scene) -> bool:
    """Tell whether two quotations tell of one event or thing, and of what a question is about, in stems."""
    return (
        one.citation.story != other.citation.story
        and _named_alike(one, other)
        and not (one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds))
        and not (one.years and other.years and one.years.isdisjoint(other.years))
        and not _of_other_days(one, other)
        and _of_one_time(one, other)
        and all(_tells_of(about, each) for each in (one, other))
    )


def _named_alike(one: Scene, other: Scene) -> bool:
    """Tell whether both are about a name in common, also of those in either quotation and in either title."""
    ways = ((one, other), (other, one))
    return _meet(one.names, other.names) and all(
        not mine or _meet(mine, other.names)
        for each, other in ways
        for mine in (each.own_names, each.title_names)
    )


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one of some names is one of others, or short for one, or the other way round."""
    return not (
        some.isdisjoint(others) and _shorter(some).isdisjoint(others) and some.isdisjoint(_shorter(others))
    )


def _shorter(names: frozenset[str]) -> frozenset[str]:
    """Return what is short for one of some names: its first or its last words."""
    every = [name.split() for name in names]
    return frozenset(
        " ".join(part) for words in every for at in range(1, len(words)) for part in (words[:at], words[at:])
    )


def _of_other_days(one: Scene, other: Scene) -> bool:
    return bool(one.days and other.days) and not any(
        (mine[0] - its[1]).days <= A_DAY and (its[0] - mine[1]).days <= A_DAY
        for mine in one.days
        for its in other.days
    )


def _of_one_time(one: Scene, other: Scene) -> bool:
    """Tell whether reports are of about one time, or share a place or a day that is named.

    The later of two far apart has to name the time of the first, even of one place.
    """
    if not (one.published and other.published):
        return True
    first, later = sorted((one, other), key=lambda each: str(each.published))
    then, now = first.published, later.published
    if then is None or now is None or (now - then).days <= CLOSE:
        return True
    if not first.dates.isdisjoint(later.dates):
        return True
    near = (now - then).days <= APART or later.names_time(then)
    return near and _meet(first.places, later.places)


def _tells_of(about: frozenset[str], scene: Scene) -> bool:
    """Tell whether title, lead and quotation have most of what a question is about."""
    return len(about & scene.stems) >= COVERED * len(about)
