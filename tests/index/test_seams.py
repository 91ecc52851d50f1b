"""A library on other seams says what the default one says, whatever was added, changed and removed before."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from index import Article, Hit, Library
from index.errors import SourceError
from index.ingest.entries import entries
from index.passage import Filter
from index.search import Query, Scored
from index.search.fuse import Preference
from index.search.local import LocalSearch
from index.store import Record, Store
from index.store.corrections import FIELDS
from index.store.sqlite import SqliteStore

from ..kit.brute_search import BruteSearch
from ..kit.memory_store import MemoryStore
from ..kit.postgres_server import needs_postgres, new_address
from ..kit.stories import OTHER, STORY, UPDATE
from ..kit.word_encoder import WordEncoder

TEXTS = (
    STORY,
    UPDATE,
    OTHER,
    "The harbour closed on Tuesday. Divers found the wreck of a tug beneath the lighthouse, the owner said.",
    "Growers expect a smaller harvest. The minister ordered an inspection of the valley by May.",
    "U.S. officials met in Karsund. The S-400 contract was signed in October 2018, and no waiver was given.",
    "导弹系统的合同在十月签署。",
)
QUERIES = (
    "ferry aground off Port Lenna",
    "harvest in the valley",
    "Why did the minister order an inspection?",
    "U.S. waiver S-400",
    "lihgthouse in Karzund harbour",  # two words misspelt
    "the of and",
    "导弹",
    "football",
)
SEARCHES = (
    '"port lenna" -harvest',
    '"the contract was signed"',
    "“导弹系统” OR harbour",
    "minister OR contract after:2018",
    "source:lenna title:ferry",
    "-tug before:2020",
    '"no such phrase" harbour',
    "author:nobody",
)
MISSPELT = ("lihgthouse", "harbuor", "minster", "fery", "tugs", "1234")
NAMES = ("one", "two", "three", "four", "five")
SOURCES = (None, "The Lenna Post", "Lenna Post", "Coast Wire")
DAYS = (None, "2018-10-05", "2019-02-11", "2021-03-23")
TAGS = ("Harbour", "harbour", "To read")
FILTERS = (
    Filter(),
    Filter(since="2019-01-01"),
    Filter(sources=("lenna post",)),
    Filter(until="2018-12-31"),
    Filter(articles=frozenset({"one", "four", "gone"})),
    Filter(without=frozenset({"two", "three"})),
    Filter(tags=("HARBOUR",)),
    Filter(names=("Karsund", "Nobody")),
    Filter(names=("America",), tags=("to read", "harbour")),
)
PREFERENCES = (None, Preference(sources=("Coast Wire",)), Preference(since="2019-01-01", latest=True))
CLOSE = 1e-5  # of float32, after some sums

articles = st.builds(
    Article,
    id=st.sampled_from(NAMES),
    title=st.sampled_from(["Ferry", "Harvest", ""]),
    text=st.sampled_from(TEXTS),
    source=st.sampled_from(SOURCES),
    published=st.sampled_from(DAYS),
    unread=st.sampled_from([None, "only the headline is known"]),
)
origins = st.sampled_from(["/news/a.zip", "/news/b.zip", "/news/c.zip"])


class TwoLibraries(RuleBasedStateMachine):
    """The default library and one that is as plain as can be live through the same."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.encoder = WordEncoder()
        store = MemoryStore()
        self.plain = Library(self.folder, self.encoder, store=store, search=BruteSearch(store))
        self.reopen()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @property
    def both(self) -> tuple[Library, Library]:
        return self.library, self.plain

    @rule()
    def reopen(self) -> None:
        self.library = Library(self.folder, self.encoder, store=self.opened())

    def opened(self) -> Store:
        """Open what the default library's rows lie in."""
        return SqliteStore(self.folder)

    @rule(article=articles)
    def add(self, article: Article) -> None:
        mine, other = (library.add(article) for library in self.both)
        assert mine == other

    @rule(origin=origins, held=st.lists(articles, max_size=3), failed=st.booleans())
    def write(self, origin: str, held: list[Article], failed: bool) -> None:
        problems = (SourceError(f"{origin}: inner.txt", "is empty"),) if failed else ()
        record = Record(origin, f"{len(held)} articles", tuple(entries(held, self.encoder)), problems)
        mine, other = (library.store.write([record]) for library in self.both)
        assert mine == other

    @rule(origin=origins)
    def forget(self, origin: str) -> None:
        for library in self.both:
            library.store.forget([origin])

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        if name in self.library.digests(NAMES):
            assert self.library.remove(name) == self.plain.remove(name)
            return
        for library in self.both:
            with pytest.raises(KeyError):
                library.remove(name)

    @rule(name=st.sampled_from(NAMES), tag=st.sampled_from(TAGS), off=st.booleans())
    def tag(self, name: str, tag: str, off: bool) -> None:
        if name in self.library.digests(NAMES):
            for library in self.both:
                (library.by_hand.untag if off else library.by_hand.tag)(name, tag)

    @rule(
        name=st.sampled_from(NAMES),
        said=st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["", "2020-02-02"]), max_size=3),
        undone=st.booleans(),
    )
    def correct(self, name: str, said: dict[str, str], undone: bool) -> None:
        if name in self.library.digests(NAMES):
            mine, other = (
                library.by_hand.undo(name, said) if undone else library.by_hand.correct(name, **said)
                for library in self.both
            )
            assert mine == other

    @rule()
    def rebuild(self) -> None:
        for library in self.both:
            library.rebuild()

    @rule(origin=origins, forgotten=st.booleans())
    def refuse(self, origin: str, forgotten: bool) -> None:
        for library in self.both:
            library.store.note({origin: SourceError(origin, "is no archive")}, ["/news/a.zip"])
            if forgotten:
                library.forget_failures()

    @invariant()
    def the_rows_are_the_same(self) -> None:
        assert list(self.library.articles()) == list(self.plain.articles())
        assert str(self.library.failures()) == str(self.plain.failures())
        mine, other = self.library.store, self.plain.store
        assert (mine.change().number, mine.encoder()) == (other.change().number, other.encoder())
        assert mine.damage() == other.damage()
        for only in FILTERS:
            assert mine.matching([], only=only) == other.matching([], only=only)
        assert sorted(mine.origins()) == sorted(other.origins())
        assert (mine.origin_digests(), mine.several()) == (other.origin_digests(), other.several())
        assert mine.stories(NAMES) == other.stories(NAMES)
        assert mine.matching(["lenna"]) == other.matching(["lenna"])
        assert mine.tags_of(NAMES) == other.tags_of(NAMES)
        assert mine.read_before(NAMES) == other.read_before(NAMES)
        for only in FILTERS:
            assert self.library.glance(only) == self.plain.glance(only)
            ids = mine.ids(only).tolist()
            assert ids == other.ids(only).tolist()
            assert mine.bylines(ids) == other.bylines(ids)
            assert self.library.summary(only) == self.plain.summary(only)
            assert self.library.in_part(only) == self.plain.in_part(only)
            assert mine.matching([], only=only) == other.matching([], only=only)
            places = mine.places(mine.ids(only))
            assert places == other.places(other.ids(only))
            assert {place.article_id for place in places} <= set(mine.matching([], only=only)[1])

    @rule(query=st.sampled_from(SEARCHES), k=st.integers(1, 12))
    def find(self, query: str, k: int) -> None:
        mine, other = (library.find(query, k=k) for library in self.both)
        assert (mine.query, mine.told, mine.notes) == (other.query, other.told, other.notes)
        for hit, same in aligned(mine.hits, other.hits):
            assert (hit.passage, hit.article) == (same.passage, same.article)
        assert self.library.listed(query) == self.plain.listed(query)

    @rule(word=st.sampled_from(MISSPELT))
    def spell(self, word: str) -> None:
        mine, other = (library._target.search.spelt_like(word) for library in self.both)
        assert sorted(mine, key=str) == sorted(other, key=str)

    @rule(
        query=st.sampled_from(QUERIES),
        k=st.integers(1, 12),
        only=st.sampled_from(FILTERS),
        prefer=st.sampled_from(PREFERENCES),
        also=st.sampled_from(("", *QUERIES)),
    )
    def search(self, query: str, k: int, only: Filter, prefer: Preference | None, also: str) -> None:
        mine, other = (
            library.search(query, k=k, only=only, prefer=prefer, also=also) for library in self.both
        )
        assert [hit.score for hit in mine] == pytest.approx([hit.score for hit in other], abs=CLOSE)
        for hit, same in aligned(mine, other):
            assert (hit.passage, hit.article, hit.copies) == (same.passage, same.article, same.copies)
            assert (hit.cosine, hit.bm25) == pytest.approx((same.cosine, same.bm25), abs=CLOSE, rel=CLOSE)
        for word, known in zip(self.library.words(query), self.plain.words(query), strict=True):
            assert (word.word, word.terms, word.passages) == (known.word, known.terms, known.passages)
            assert word.idf == pytest.approx(known.idf)
            assert word.similar == known.similar

    @rule(query=st.sampled_from(QUERIES), only=st.sampled_from(FILTERS))
    def hold(self, query: str, only: Filter) -> None:
        mine, other = self.library.holding(query, only), self.plain.holding(query, only)
        assert [(each.article_id, each.start) for each in mine] == [
            (one.article_id, one.start) for one in other
        ]

    @rule(
        words=st.sampled_from(QUERIES),
        depth=st.integers(1, 8),
        only=st.sampled_from(FILTERS),
        within=st.sampled_from((None, *FILTERS)),
    )
    def candidates(self, words: str, depth: int, only: Filter, within: Filter | None) -> None:
        query = Query(words, self.encoder.query(words))
        brute = BruteSearch(self.plain.store)
        local = LocalSearch(self.library.store, self.folder)
        found = local.candidates(query, depth=depth, only=only, within=within)
        by_id = {one.passage.id: one for one in found}
        filters = [only, within] if within else [only]
        assert len(by_id) == len(found) <= 2 * depth * len(filters)
        every: dict[int, Scored] = {}
        for passing in filters:
            known = {one.passage.id: one for one in brute.candidates(query, depth=10**6, only=passing)}
            near = surely({key: one.cosine for key, one in known.items()}, depth)
            worded = surely({key: one.bm25 for key, one in known.items() if one.bm25}, depth)
            assert near | worded <= by_id.keys()
            assert all(by_id[key].bm25 for key in worded)
            every |= known
        for key, one in by_id.items():
            assert one.cosine == pytest.approx(every[key].cosine, abs=CLOSE)
            assert not one.bm25 or one.bm25 == pytest.approx(every[key].bm25, rel=CLOSE)


def aligned(mine: Sequence[Hit], other: Sequence[Hit]) -> list[tuple[Hit, Hit]]:
    """Return pairs of hits that must be the same: those whose score no other comes near."""
    scores = [hit.score for hit in other]
    alone = [sum(abs(score - each) <= CLOSE for each in scores) == 1 for score in scores]
    last = len(scores) - 1  # what was cut off may be as good as the last
    pairs = zip(mine, other, strict=True)
    return [pair for at, pair in enumerate(pairs) if alone[at] and at < last]


def surely(scores: dict[int, float], depth: int) -> set[int]:
    """Return the ids that are among the ``depth`` best whatever becomes of those that are nearly equal."""
    ranked = sorted(scores.values(), reverse=True)
    bar = ranked[depth] + CLOSE if len(ranked) > depth else -2.0
    return {key for key, score in scores.items() if score > bar}


class OnAServer(TwoLibraries):
    """The same where the rows of the first lie on a PostgreSQL server."""

    place = ""

    def opened(self) -> Store:
        from index.store.postgres import PostgresStore

        self.place = self.place or new_address()
        return PostgresStore(self.place)


TestTwoLibraries = pytest.mark.slow(TwoLibraries.TestCase)
TestTwoLibraries.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)


@needs_postgres
@pytest.mark.cluster
class TestOnAServer(OnAServer.TestCase):  # type: ignore[misc, valid-type]
    settings = TestTwoLibraries.settings
