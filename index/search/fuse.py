"""Raw scores of passages -> one ranking.

Scores are fused as a convex sum of normalised ones (Bruch, Gai and Ingber 2023): the cosine, which has a
fixed range, and BM25 divided by the best BM25 of the query. Ranks alone would throw the margins away.
Where even the best has few of the query's words, as when the articles are in another language, BM25 counts
less: it is divided by ``EXPECTED`` of the words' idf, if that is more.

A search may prefer articles of some days or sources, or newer ones; none is left out for it. What is
preferred gains a fixed amount on its fused score, so an article that matches much better still comes
first. The amounts were chosen on 700 questions about reports of which three outlets had a version each: the
wanted version came first for .36 of them without, for .82 with its source, .85 with its days, .59 with days
that may be an event's, and the newest for .37 and .64. Where the source had said nothing on the matter, the
share of first passages with the answer fell from .84 to .64, that of first quotations in answers (40
questions) did not; with days of an event by chance the former stayed at .86.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..passage import Filter, bare

# of the sum of the idf of a query's words, which is the BM25 of a passage of average length that has each of
# them once; what the best passage has to have for BM25 to count in full
EXPECTED: Final = 0.75

# of 1: what the first of two wordings of a query counts, by tests/bench/followups.py
FIRST_WEIGHT: Final = 0.8

SOURCE: Final = 0.25
DAYS: Final = 0.2
DAYS_UNSURE: Final = 0.05
EXACT: Final = 0.35  # on top, for the source and the one day that are named: surely that article is meant
LATEST: Final = 0.15  # for the newest; the oldest gains nothing
WELL: Final = 0.85  # of the best score: what matches less is not the latest on the query
AFTERMATH: Final = 7  # days; an event is still reported on the days after it

Byline = tuple[str | None, str | None]
"""Day and source of an article, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Preference:
    """Days are ISO 8601 and both ends count; sources are compared without regard to case and to "The".

    Attributes:
        latest: whether the newer of the articles that match well are preferred.
        firm: whether the days are surely those of publication. If not they may be those of an event: they
            weigh less, and the days after them count too.
    """

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] = ()
    latest: bool = False
    firm: bool = True

    def __bool__(self) -> bool:
        """Whether anything is preferred at all."""
        return bool(self.since or self.until or self.sources or self.latest)

    @property
    def dated(self) -> bool:
        """Whether days are preferred."""
        return bool(self.since or self.until)

    def has_day(self, published: str | None) -> bool:
        """Tell whether days are preferred and this is one of them."""
        if published is None or not self.dated:
            return False
        return (self.since or "") <= published <= (self._last() or "9999-12-31")

    def has_source(self, source: str | None) -> bool:
        """Tell whether this source is among those preferred."""
        return bare(source) in {bare(name) for name in self.sources}

    def is_exactly(self, published: str | None, source: str | None) -> bool:
        """Tell whether a source and one day are surely meant, and these are they."""
        one_day = self.firm and self.since is not None and self.since == self.until
        return one_day and self.since == published and self.has_source(source)

    def _last(self) -> str | None:
        if self.until is None or self.firm:
            return self.until
        last = date.fromisoformat(self.until).toordinal() + AFTERMATH
        return date.fromordinal(min(last, date.max.toordinal())).isoformat()


def fuse(
    cosines: Mapping[int, float], bm25: Mapping[int, float], dense_weight: float, *, idf: float = 0.0
) -> list[tuple[int, float]]:
    """Return (id, score in [0, 1]) of every id of ``cosines``, best first; equal scores by id.

    ``idf`` is the sum of that of the query's words. An id without a BM25 score counts as 0 there.
    """
    top = max([EXPECTED * idf, *bm25.values()]) or 1.0
    scores = {
        key: dense_weight * max(cosine, 0.0) + (1 - dense_weight) * (bm25.get(key, 0.0) / top)
        for key, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def either(rankings: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, float]]:
    """Return the rankings of one or two wordings of a query as one: (id, score in [0, 1]), best first.

    Only what all of them hold is in it.
    """
    first, *others = rankings
    if not others:
        return list(first)
    second = dict(others[0])
    both = [(key, score, second[key]) for key, score in first if key in second]
    scores = [(key, FIRST_WEIGHT * one + (1 - FIRST_WEIGHT) * other) for key, one, other in both]
    return sorted(scores, key=lambda item: (-item[1], item[0]))


def preferred(
    fused: Sequence[tuple[int, float]], bylines: Mapping[int, Byline], prefer: Preference
) -> list[tuple[int, float]]:
    """Return (id, score in [0, 1]) with the scores of what is preferred raised, best first; equal ones by id.

    ``fused`` is the best first. An id without a byline is left as it is.
    """
    newness = _newness(fused, bylines) if prefer.latest else {}
    raised = [
        (key, score + _bonus(prefer, day, source) + LATEST * newness.get(day, 0.0))
        for key, score in fused
        for day, source in [bylines.get(key, (None, None))]
    ]
    return [(key, min(score, 1.0)) for key, score in sorted(raised, key=lambda item: (-item[1], item[0]))]


def narrowed(only: Filter, prefer: Preference) -> Filter | None:
    """Return a filter that passes what is surely preferred and passes ``only`` too; ``None`` for no such."""
    firm = prefer if prefer.firm else Preference(sources=prefer.sources)
    if not (firm.dated or firm.sources):
        return None
    since = max(filter(None, (only.since, firm.since)), default=None)
    until = min(filter(None, (only.until, firm.until)), default=None)
    named = [name for name in only.sources or () if not firm.sources or firm.has_source(name)]
    sources = tuple(named) if only.sources else firm.sources or None
    return replace(only, since=since, until=until, sources=sources)


def _bonus(prefer: Preference, day: str | None, source: str | None) -> float:
    of_day = DAYS if prefer.firm else DAYS_UNSURE
    fits = of_day * prefer.has_day(day) + SOURCE * prefer.has_source(source)
    return fits + EXACT * prefer.is_exactly(day, source)


def _newness(fused: Sequence[tuple[int, float]], bylines: Mapping[int, Byline]) -> dict[str | None, float]:
    """Return the place of each day among the days of what matches well: 1 for the newest, 0 for the first."""
    least = WELL * fused[0][1] if fused else 0.0
    found = {bylines[key][0] for key, score in fused if score >= least and key in bylines}
    days = sorted(day for day in found if day)
    return {day: place / (len(days) - 1) for place, day in enumerate(days) if len(days) > 1}
