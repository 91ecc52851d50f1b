from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.encode import Encoder
from index.passage import Filter
from index.search.fuse import LATEST, SOURCE, Preference, narrowed, preferred
from index.search.hits import DEPTH
from rag import Assistant
from rag.evidence.gather import gather
from rag.question.parse import parse

REPORT = (
    "The ferry Aurora ran aground off Skagen with {count} people on board. It was freed at high tide by two"
    " tugs, and nobody was hurt. The shipping company has ordered an inquiry into the cause of the grounding."
)
REPORTS = {
    ("Meridian Wire", "2018-06-04"): "212",
    ("Lantern Post", "2018-07-02"): "215",
    ("Harbour Ledger", "2026-11-19"): "217",
    ("The Corridor Review", None): "219",
}
QUESTION = "How many people were on board the ferry Aurora"
TODAY = "2026-11-23"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Library:
    """A library of one event told by four outlets in nearly the same words, and of another matter."""
    library = Library.open(tmp_path_factory.mktemp("ferry"), encoder=encoder)
    library.add(
        [
            Article(title="Ferry aground", text=REPORT.format(count=count), source=source, published=day)
            for (source, day), count in REPORTS.items()
        ]
    )
    library.add(
        Article(
            title="Bread",
            text="The price of bread has risen twice.",
            source="Izvestia",
            published="2018-06-05",
        )
    )
    return library


def first(library: Library, prefer: Preference | None) -> str | None:
    return library.search(QUESTION, prefer=prefer)[0].article.source


@pytest.mark.parametrize(
    ("prefer", "source"),
    [
        (Preference(sources=("meridian wire",)), "Meridian Wire"),
        (Preference(sources=("Lantern Post",)), "Lantern Post"),
        (Preference(since="2018-07-01", until="2018-07-31"), "Lantern Post"),
        (Preference(since="2018-07-01", until="2018-07-31", firm=False), "Lantern Post"),
        (Preference(since="2018-07-03"), "Harbour Ledger"),
        (Preference(until="2018-06-30"), "Meridian Wire"),
        (Preference(latest=True), "Harbour Ledger"),
        (Preference(since="2018-07-01", sources=("Lantern Post", "Meridian Wire")), "Lantern Post"),
    ],
)
def test_among_equals_what_is_preferred_comes_first(
    library: Library, prefer: Preference, source: str
) -> None:
    assert first(library, prefer) == source


def test_the_source_and_the_day_that_are_named_come_before_what_matches_better() -> None:
    bylines = {
        1: ("2022-06-14", "The Northern Ledger"),
        2: ("2022-06-15", "Northern Ledger"),
        3: (None, None),
    }
    fused = [(2, 1.0), (3, 0.9), (1, 0.5)]
    exact = Preference(since="2022-06-14", until="2022-06-14", sources=("Northern Ledger",))
    assert preferred(fused, bylines, exact)[0] == (1, 1.0)
    assert preferred(fused, bylines, replace(exact, since="2022-06-01"))[0][0] == 2
    assert preferred(fused, bylines, replace(exact, firm=False))[0][0] == 2


def test_no_passage_is_left_out_and_scores_stay_in_bounds(library: Library) -> None:
    every = {hit.passage.id for hit in library.search(QUESTION)}
    for prefer in (
        Preference(sources=("Izvestia",)),
        Preference(latest=True),
        Preference(since="2018-07-01"),
    ):
        hits = library.search(QUESTION, prefer=prefer)
        assert {hit.passage.id for hit in hits} == every
        assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
        assert all(0 <= hit.score <= 1 for hit in hits)


def test_a_preferred_source_that_says_nothing_to_the_question_does_not_come_first(library: Library) -> None:
    assert first(library, Preference(sources=("Izvestia",))) != "Izvestia"


@pytest.mark.parametrize(
    "prefer",
    [
        None,
        Preference(),
        Preference(sources=("No Such Paper",)),
        Preference(since="1998-01-01", until="1998-12-31"),
        Preference(since="1998-01-01", until="1998-12-31", firm=False),
    ],
)
def test_a_preference_that_nothing_meets_changes_nothing(library: Library, prefer: Preference | None) -> None:
    assert library.search(QUESTION, prefer=prefer) == library.search(QUESTION)


def test_a_filter_and_a_preference_go_together(library: Library) -> None:
    hits = library.search(QUESTION, until="2018-12-31", prefer=Preference(latest=True))
    assert hits[0].article.source == "Lantern Post"
    assert {hit.article.published for hit in hits} == {"2018-06-04", "2018-06-05", "2018-07-02"}


@pytest.mark.parametrize(
    ("only", "prefer", "expected"),
    [
        (Filter(), Preference(latest=True), None),
        (Filter(), Preference(since="2018-01-01", firm=False), None),
        (Filter(), Preference(since="2018-01-01", sources=("A",)), Filter("2018-01-01", None, ("A",))),
        (Filter(), Preference(since="2018-01-01", sources=("A",), firm=False), Filter(sources=("A",))),
        (Filter("2018-05-01"), Preference(since="2018-01-01"), Filter("2018-05-01")),
        (Filter(sources=("a", "B")), Preference(sources=("A",)), Filter(sources=("a",))),
        (Filter(sources=("a", "B")), Preference(until="2018-01-01"), Filter(None, "2018-01-01", ("a", "B"))),
    ],
)
def test_what_is_surely_preferred_is_looked_for_by_itself(
    only: Filter, prefer: Preference, expected: Filter | None
) -> None:
    assert narrowed(only, prefer) == expected


def test_what_is_preferred_is_found_behind_any_number_of_better_matches(
    tmp_path: Path, encoder: Encoder
) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    text = "A ship arrived with coal at berth {}."
    library.add([Article(title="Coal", text=text.format(at), source="A") for at in range(2 * DEPTH)])
    library.add(Article(title="Harbour", text=text.format("two"), source="B"))
    assert "B" not in {hit.article.source for hit in library.search("coal ship", k=DEPTH)}
    preferring = library.search("coal ship", prefer=Preference(sources=("B",)))
    assert preferring[0].article.source == "B"


def test_an_event_is_still_reported_on_the_days_after_it() -> None:
    told = Preference(since="2018-06-01", until="2018-06-30", firm=False)
    assert told.has_day("2018-07-02")
    assert not told.has_day("2018-07-20")
    assert not Preference(since="2018-06-01", until="2018-06-30").has_day("2018-07-02")
    assert Preference(until="9999-12-30", firm=False).has_day("9999-12-31")


def test_only_what_matches_well_is_the_latest() -> None:
    fused = [(1, 0.8), (2, 0.79), (3, 0.3)]
    bylines = {1: ("2018-01-01", None), 2: ("2019-01-01", None), 3: ("2020-01-01", None)}
    found = preferred(fused, bylines, Preference(latest=True))
    assert found == [(2, pytest.approx(0.79 + LATEST)), (1, 0.8), (3, 0.3)]


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)
SOURCES = st.sampled_from(["A", "B", None])
PREFERENCES = st.builds(
    Preference,
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    sources=st.lists(SOURCES.filter(bool), max_size=2).map(tuple),
    latest=st.booleans(),
    firm=st.booleans(),
)


@given(
    st.dictionaries(st.integers(1, 30), st.tuples(st.floats(0, 1), st.none() | DAYS, SOURCES), max_size=12),
    PREFERENCES,
)
def test_scores_only_rise_and_go_down_from_the_best(
    found: dict[int, tuple[float, str | None, str | None]], prefer: Preference
) -> None:
    fused = sorted(((key, score) for key, (score, _, _) in found.items()), key=lambda hit: (-hit[1], hit[0]))
    bylines = {key: (day, source) for key, (_, day, source) in found.items()}
    raised = preferred(fused, bylines, prefer)
    assert {key for key, _ in raised} == set(found)
    assert all(found[key][0] <= score <= 1 for key, score in raised)
    assert [score for _, score in raised] == sorted((score for _, score in raised), reverse=True)


def test_equal_matches_of_a_source_differ_by_its_bonus() -> None:
    found = preferred([(1, 0.5), (2, 0.5)], {1: (None, "A"), 2: (None, "B")}, Preference(sources=("B",)))
    assert found == [(2, 0.5 + SOURCE), (1, 0.5)]


@pytest.mark.parametrize(
    ("question", "source", "preferred"),
    [
        (
            "What did Meridian Wire write: {0}?",
            "Meridian Wire",
            "Articles of Meridian Wire were preferred.",
        ),
        (
            "What did Lantern Post write in July 2018: {0}?",
            "Lantern Post",
            "Articles of Lantern Post from July 2018 were preferred.",
        ),
        (
            "What did Lantern Post write in June 2015: {0}?",
            "Lantern Post",
            "Articles of Lantern Post were preferred.",
        ),
        (
            "{0}, in articles of 4 June 2018?",
            "Meridian Wire",
            "Articles of 4 June 2018 were preferred.",
        ),
        (
            "{0} last week?",
            "Harbour Ledger",
            "Articles from 16 November 2026 to 22 November 2026 were preferred.",
        ),
        ("What is the latest: {0}?", "Harbour Ledger", "Newer articles were preferred."),
    ],
)
def test_an_answer_cites_first_what_the_question_asks_for_and_says_so(
    library: Library, question: str, source: str, preferred: str
) -> None:
    answer = Assistant(library).ask(question.format(QUESTION), today=TODAY)
    assert answer.citations[0].article.source == source
    assert answer.preferred == preferred


def test_last_week_is_told_from_the_day_given(library: Library) -> None:
    question = f"{QUESTION} last week?"
    assert (
        Assistant(library).ask(question, today=date(2018, 7, 9)).citations[0].article.source == "Lantern Post"
    )
    assert not Assistant(library).ask(question, today="1999-01-01").preferred
    with pytest.raises(ValueError, match="today='soon' is no day"):
        Assistant(library).ask(question, today="soon")


def test_words_that_name_a_source_are_not_missed_in_its_articles(library: Library) -> None:
    question = "What did Harbour Ledger write in November 2026 about the ferry Aurora?"
    found = gather(library, parse(question, outlets=["Harbour Ledger"], today=date(2026, 11, 23)), Filter())
    assert found.missing_words == ()
    assert "Ledger" in gather(library, parse("Why the Ledger ferry?"), Filter()).missing_words


def test_an_answer_quotes_first_what_the_named_outlet_wrote_on_the_named_day(
    tmp_path: Path, encoder: Encoder
) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    wall = "The council of Varn voted by 11 to 4 on Tuesday to raise the wall of the harbour by two metres."
    much = "The Northern Ledger did write about the harbour of Varn on 14 June 2022, others about its wall."
    ferry = "The strike of the ferry crews in Varn has ended after nine days, and they get more pay."
    library.add(
        [
            Article(title="Wall", text=wall, source="Northern Ledger", published="2022-06-14"),
            Article(title="What was written", text=much, source="Lantern Post", published="2022-06-14"),
            Article(title="Ferries", text=ferry, source="Northern Ledger", published="2024-11-20"),
        ]
    )
    assistant = Assistant(library)
    asked = "what did the Northern Ledger write on 14 June 2022 about the harbour?"
    assert assistant.ask(asked, today=TODAY).citations[0].quote == wall
    since = assistant.ask("what happened in Varn since October 2024?", today=TODAY)
    assert (since.answered, since.citations[0].quote, since.unmentioned) == (True, ferry, ())
