"""Which questions ask of many articles, what they ask of, and that a claim on days is one on the articles."""

from datetime import date

import pytest

from index.passage import Filter
from rag.question.listing import Listing, compared, listing

TODAY = date(2026, 11, 29)
OUTLETS = ("Lenna Post", "The Wire")


def read(question: str) -> Listing | None:
    return listing(question, OUTLETS, TODAY)


@pytest.mark.parametrize(
    ("question", "form", "subject"),
    [
        ("How many articles mention Ilse Brandt?", "count", "Ilse Brandt"),
        ("in how many articles is the levy mentioned?", "count", "levy"),
        ("count all documents", "count", ""),
        ("which stories are about the harbour levy", "list", "harbour levy"),
        ("Show me all articles that mention “two crowns”.", "list", "two crowns"),
        ("summarise these articles", "summary", ""),
        ("who wrote the article about the ferry?", "author", "ferry"),
        ("When was the article about the harbour levy published?", "day", "harbour levy"),
        ("give me a timeline of the ferry", "timeline", "ferry"),
        ("what happened to the ferry in chronological order?", "timeline", "ferry"),
        ("what happened to the harbour levy?", "events", "harbour levy"),
        ("which clinics will close?", "things", "which clinics will close"),
        ("Which towns lie at the lake?", "things", "Which towns lie at the lake"),
        ("Which old towns have a harbour?", "things", "Which old towns have a harbour"),
        ("List all the clinics that will close.", "things", "clinics that will close"),
        ("name the towns that have a harbour", "things", "towns that have a harbour"),
        ("which articles are of the Wire?", "list", ""),
        ("what are the names of the ferries?", "things", "ferries"),
        ("compare Alda and Berit", "comparison", "Alda and Berit"),
        ("chronologie du pont", "timeline", "pont"),
        ("Chronologie der Brücke", "timeline", "Brücke"),
    ],
)
def test_what_is_asked_of_many_articles_is_told(question: str, form: str, subject: str) -> None:
    found = read(question)
    assert found is not None
    assert (found.form, found.subject) == (form, subject)


@pytest.mark.parametrize(
    ("question", "either"),
    [
        ("which articles mention Ilse Brandt or the zinc?", [("Ilse Brandt", False), ("zinc", False)]),
        (
            'how many articles mention "two crowns", the levy, or zinc?',
            [("two crowns", True), ("levy", False), ("zinc", False)],
        ),
        ('how many articles mention "crowns, two or three"?', []),
        ('how many articles mention "two crowns" or zinc?', [("two crowns", True), ("zinc", False)]),
        ("Wie viele Artikel erwähnen Zink oder Fisch?", [("Zink", False), ("Fisch", False)]),
        ("how many articles mention U Thant?", []),
        ("how many articles mention the river Oder in Poland?", []),
        ("how many articles mention Dorn, Arden and Orrin?", []),
        ("timeline of the ferry or the levy", []),
    ],
)
def test_any_of_several_subjects_may_do(question: str, either: list[tuple[str, bool]]) -> None:
    found = read(question)
    assert found is not None
    assert [(each.subject, each.phrase) for each in found.either] == either


@pytest.mark.parametrize(
    "question",
    [
        "how many people were on board?",
        "which clinic will close?",
        "which articles are boring?",
        "which bus did the mayor take?",
        "which town lies at the lake?",
        "which was the oldest town at the lake?",
        "which two towns lie at the lake?",
        "name the mayor who opened the dock",
        "when was the article published?",
        "what does the article say about the levy?",
        "how many articles of the constitution were changed by the council in May?",
        "what happened to the crew after the ferry ran aground in the storm?",
        "what ruler, besides John of Saxony and Philip of Hesse, formed the league?",
        "how many points did they score in the first half versus Lenna?",
        f"how many articles mention {'the levy ' * 40}?",
    ],
)
def test_an_ordinary_question_stays_one(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("how many articles from March 2022?", Filter("2022-03-01", "2022-03-31")),
        ("which articles of the Lenna Post are about the levy?", Filter(sources=("Lenna Post",))),
        ("how many articles mention the levy since 2021?", Filter("2021-01-01")),
        ("how many articles mention the 2021 levy?", Filter()),
    ],
)
def test_days_and_outlets_confine_the_articles(question: str, only: Filter) -> None:
    found = read(question)
    assert found is not None
    assert found.only == only


@pytest.mark.parametrize(
    ("subject", "sides"),
    [
        ("the plans of Dorn and Arden", ("plans of Dorn", "plans of Arden")),
        ("the barrier of Ardal or the dyke of Bramen", ("barrier of Ardal", "dyke of Bramen")),
        ("rail fares and bus fares", ("rail fares", "bus fares")),
        ("the ferry to Hest and the ferry to Skarv", ("ferry to Hest", "ferry to Skarv")),
        ("rail fares to bus fares", ()),
        ("the harbour", ()),
    ],
)
def test_what_is_compared_is_told_with_what_is_asked_of_both(subject: str, sides: tuple[str, ...]) -> None:
    assert compared(subject) == sides


@pytest.mark.parametrize(
    ("question", "subject", "only"),
    [
        ("Wie viele Artikel sind vom März 2021?", "", Filter("2021-03-01", "2021-03-31")),
        ("Welche Artikel sind vom 5. März 2021?", "", Filter("2021-03-05", "2021-03-05")),
        ("Welche Artikel aus dem Dorner Boten erwähnen Zink?", "Zink", Filter(sources=("Dorner Boten",))),
        ("Wie viele Artikel aus 2021 gibt es?", "", Filter("2021-01-01", "2021-12-31")),
        ("Combien d'articles sont de mars 2021 ?", "", Filter("2021-03-01", "2021-03-31")),
        ("Quels articles sont du Phare ?", "", Filter(sources=("Le Phare",))),
        ("Quels articles sont du Phare du Sud ?", "", Filter(sources=("Le Phare du Sud",))),
        (
            "¿Cuántos artículos de La Costa de marzo de 2021 hay?",
            "",
            Filter("2021-03-01", "2021-03-31", ("La Costa",)),
        ),
        ("Wie viele Artikel erwähnen Ilse Brandt?", "Ilse Brandt", Filter()),
    ],
)
def test_the_time_and_the_outlet_are_told_in_other_languages(
    question: str, subject: str, only: Filter
) -> None:
    found = listing(question, ("Dorner Boten", "Le Phare", "Le Phare du Sud", "La Costa"), TODAY)
    assert found is not None
    assert (found.subject, found.only) == (subject, only)
