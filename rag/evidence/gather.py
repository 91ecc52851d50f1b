"""Question -> what was found for it: passages, their sentences, and how likely there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from index.encode import Encoder
from index.library import Library
from index.passage import Filter, Hit, no_such
from index.search import QueryWord

from ..answer import Searched
from ..question.outlets import strangers
from ..question.parse import Parsed
from ..question.wishes import Wish, statement
from .abstain import THRESHOLD, Signals, probability, signals
from .marking import marked
from .newest import newest_first
from .openings import openings
from .rank import READ, SHORTLIST, Candidate, Marking, read
from .unread import most_likely, searched

CANDIDATES: Final = 30  # passages that search gives
SURELY: Final = 0.95  # probability that an article says what it says, where nothing else is asked


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything an answer is written from.

    Attributes:
        question: as typed.
        query: what was searched.
        hits: passages, best first; empty when nothing was found.
        candidates: sentences of the best passages, best first.
        probability: that the articles answer, in [0, 1].
        signals: what that was told from; ``None`` when nothing was found.
        missing_words: key words of the query that occur in no article.
        present: whether the question is of a present state, so that the newest report goes first.
        filtered: whether the search was confined to some days or sources.
        preferred: one line on the days and sources that the question asked for, else empty.
        told: the words of the question that tell what was preferred; no article has to mention them.
        notice: one line on outlets or days that were asked for and are not there, else empty.
    """

    question: str
    query: str
    searched: Searched
    hits: Sequence[Hit] = ()
    candidates: Sequence[Candidate] = ()
    probability: float = 0.0
    signals: Signals | None = None
    missing_words: tuple[str, ...] = ()
    present: bool = False
    filtered: bool = False
    preferred: str = ""
    told: frozenset[str] = frozenset()
    notice: str = ""

    @property
    def passages(self) -> list[Hit]:
        """The passages in the order in which they answer: those of the candidates, then the others."""
        read_first = [candidate.hit for candidate in self.candidates]
        return list({hit.rank: hit for hit in (*read_first, *self.hits)}.values())


def gather(
    library: Library,
    asked: Parsed,
    only: Filter,
    marking: Marking | None = None,
    *,
    shortlist: int = SHORTLIST,
) -> Evidence:
    """Search the library, within a filter, and read the best passages; ``marking`` in place of the reader.

    ``shortlist`` is how many sentences become candidates, as ``read`` takes it.

    A query that differs from the question is searched beside it, so that what either finds is found.

    The days and sources that it names are preferred. Where they are found the words that name them are not
    looked for in the sentences. Phrases and fields in the question confine it, and words that no article has
    are searched as the articles spell them. Where the sentence that asks has no answer it is searched with
    what it leans on in its preamble.
    """
    scope = library.confined(asked.operators, only)
    other = library.respelt(asked.query) if asked.respells else None
    if other:
        asked = replace(asked, query=other.query, asks=other.of(asked.asks), leaning=other.of(asked.leaning))
    whole = scope.only if only.articles is None else replace(scope.only, articles=None)
    gathered = partial(_gathered, library, marking=marking, shortlist=shortlist, only=scope.only, whole=whole)
    found = gathered(asked)
    if found.probability < THRESHOLD and asked.leaning not in ("", asked.query):
        again = gathered(replace(asked, query=asked.leaning))
        found = again if again.probability >= THRESHOLD else found
    notes = (*scope.notes, other.line if other else "", found.notice)
    return replace(
        found,
        preferred=" ".join(filter(None, (scope.told, found.preferred))),
        notice=" ".join(filter(None, notes)),
    )


def _gathered(
    library: Library, asked: Parsed, *, only: Filter, whole: Filter, marking: Marking | None, shortlist: int
) -> Evidence:
    """Return what is found within a filter; whether it answers is judged beside the ``whole`` of another."""
    summary = library.summary(only)
    held = [name for name, _ in (library.summary() if only else summary).sources]
    begun = Evidence(
        asked.question,
        asked.query,
        searched(library, only, summary),
        present=asked.present,
        filtered=bool(only),
        notice=no_such(strangers(asked.question, only.sources, held), held),
    )
    if asked.wish.alone and summary.articles:
        return _opened(library, begun, asked.wish, only)
    hits = library.search(
        asked.query,
        k=CANDIDATES,
        prefer=asked.wish,
        also=asked.asks or asked.question,
        only=only,
    )
    if not hits:
        return begun
    found = replace(begun, hits=hits)
    beside, passages = hits, summary.passages
    if whole != only:
        beside = library.search(asked.query, k=CANDIDATES, only=whole)
        passages = library.summary(whole).passages
    return _read(library, found, asked.wish, marking, shortlist=shortlist, passages=passages, beside=beside)


def _opened(library: Library, begun: Evidence, wish: Wish, only: Filter) -> Evidence:
    """Return evidence for a question that asks of nothing but articles of some days or sources."""
    found = openings(library, begun.query, wish, only)
    if not found.candidates:
        near = library.search(begun.query, k=READ, prefer=wish, only=only)
        return replace(begun, hits=near, notice=f"{begun.notice} {found.text}".strip())
    return replace(
        begun,
        hits=found.hits,
        candidates=found.candidates,
        probability=SURELY,
        preferred=found.text,
        told=wish.words | wish.of_days,
    )


def _read(
    library: Library,
    begun: Evidence,
    wish: Wish,
    marking: Marking | None,
    *,
    shortlist: int,
    passages: int,
    beside: Sequence[Hit],
) -> Evidence:
    """Return evidence with the sentences of the best of so many passages, and how likely they answer."""
    query, hits = begun.query, begun.hits
    preferred = statement(wish, hits)
    asked = library.words(query)
    told = wish.words if preferred else frozenset()
    words = [word for word in asked if word.word not in told]
    marking = marking or partial(marked, present=begun.present)
    candidates = _meant_first(wish, read(query, hits[:READ], words, marking, shortlist=shortlist))
    if candidates and wish.has_day(candidates[0].hit.article.published):
        words = _beside_days(words, wish)
    cosine = _cosine(library.encoder, query, candidates[:1])
    seen = signals(query, words, hits, candidates, sentence=cosine, passages=passages, beside=beside)
    if any(wish.has_day(hit.article.published) for hit in hits):
        words = _beside_days(words, wish)
    return replace(
        begun,
        candidates=newest_first(query, candidates) if begun.present else candidates,
        probability=min(probability(seen), most_likely(words, candidates)),
        signals=seen,
        missing_words=tuple(word.word for word in words if word.absent),
        preferred=preferred,
        told=told,
    )


def _cosine(encoder: Encoder, query: str, best: Sequence[Candidate]) -> float:
    """Return how near the best sentence, if there is one, is to the query in meaning, in [-1, 1]."""
    vectors = encoder.passages([each.text for each in best])
    return max((float(vector @ encoder.query(query)) for vector in vectors), default=0.0)


def _beside_days(words: Sequence[QueryWord], wish: Wish) -> list[QueryWord]:
    """Return words without those of days that no article has in its text: that it is of them is enough."""
    return [word for word in words if not (word.absent and word.word in wish.of_days)]


def _meant_first(wish: Wish, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with those of the article that is surely meant first, if they speak of the matter."""

    def is_other(candidate: Candidate) -> bool:
        article = candidate.hit.article
        return not (candidate.signs.words and wish.is_exactly(article.published, article.source))

    return sorted(candidates, key=is_other)
