"""Questions of a present state: the newest report that answers goes first, what older ones say is told."""

from collections.abc import Sequence
from datetime import date

import pytest

from index import Article, Library
from index.passage import Hit, Passage
from rag import Assistant
from rag.answer import Answer
from rag.evidence.newest import newest_first, with_its_news
from rag.evidence.rank import Candidate, Marked, Signs
from rag.question.present import is_of_present
from rag.quoted.earlier import earlier
from tests.kit.sound import sound

TODAY = date(2026, 11, 1)
ASKED = "Who is the mayor of Dorn?"
BROOK = ("2012-05-06", "Ana Brook is the mayor of Dorn, the town hall said.", "Ana Brook")
KEEL = ("2016-05-08", "Jonas Keel is the mayor of Dorn after he beat Ana Brook.", "Jonas Keel")
SOLL = ("2021-05-09", "Mira Soll is the mayor of Dorn since Sunday.", "Mira Soll")


def candidate(
    day: str | None, text: str, answer: str, *, margin: float = 9.0, answerable: float = 0.97, also: str = ""
) -> Candidate:
    article = Article(id=text, title="Report", text=text, published=day)
    hit = Hit(Passage(1, article.id, 0, len(text)), article, 0.7, 1, 0.5, 3.0)
    marks = [Marked(text.index(answer), text.index(answer) + len(answer), margin, 0.8, answerable)]
    if also:
        marks.append(Marked(text.index(also), text.index(also) + len(also), margin - 2, 0.2, answerable))
    return Candidate(hit, 0, len(text), Signs(0.5, 0.7, 0.5), tuple(marks))


def days(found: Sequence[Candidate]) -> list[str | None]:
    return [each.hit.article.published for each in found]


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Dorn?",
        "Who runs the harbour now?",
        "What does a ticket cost?",
        "how many pupils does the school have",
        "Which party leads the polls?",
        "How many lynx live in the hills?",
        "Is the bridge still closed?",
        "Who's the current head of the port?",
        "What is the latest figure for the dead?",
    ],
)
def test_questions_of_a_present_state(question: str) -> None:
    assert is_of_present(question, TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "Who was the mayor of Dorn?",
        "Who became mayor?",
        "How many people died in the flood?",
        "Who is the mayor that resigned in 2016?",
        "When will the museum open?",
        "Why was India exempted from CAATSA?",
    ],
)
def test_questions_of_what_was(question: str) -> None:
    assert not is_of_present(question, TODAY)


def test_a_name_alone_is_no_state_of_which_there_may_be_news() -> None:
    assert not is_of_present("Who is Rita Tamm?", TODAY)
    assert is_of_present("Who is Rita Tamm now?", TODAY)


def test_the_newest_report_that_answers_goes_first() -> None:
    found = [candidate(*KEEL), candidate(*BROOK), candidate(*SOLL, margin=7.5)]
    assert days(newest_first(ASKED, found)) == [SOLL[0], KEEL[0], BROOK[0]]


def test_a_newer_report_that_hardly_answers_stays_behind() -> None:
    fair = ("2023-02-11", "The mayor of Orrin, Ute Fenn, visited Dorn on Saturday.", "Ute Fenn")
    for weak in (candidate(*fair, margin=1.0), candidate(*fair, answerable=0.5)):
        found = [candidate(*KEEL), weak, candidate(*SOLL)]
        assert days(newest_first(ASKED, found))[0] == SOLL[0]


def test_a_newer_report_with_few_words_of_the_question_stays_behind() -> None:
    other = candidate("2023-02-11", "Ute Fenn opened the fair.", "Ute Fenn")
    assert days(newest_first(ASKED, [candidate(*SOLL), other]))[0] == SOLL[0]


@pytest.mark.parametrize(
    "said", ["Former mayor Ana Brook of Dorn", "Ana Brook, who was mayor of Dorn for years,"]
)
def test_a_newer_report_of_what_is_over_stays_behind(said: str) -> None:
    over = candidate("2023-02-11", f"{said} opened the fair.", "Ana Brook")
    assert days(newest_first(ASKED, [candidate(*SOLL), over]))[0] == SOLL[0]


def test_without_days_nothing_changes() -> None:
    found = [candidate(None, *KEEL[1:]), candidate(None, *SOLL[1:])]
    assert newest_first(ASKED, found) == found


def test_what_older_reports_say_is_told_once_each_the_newest_first() -> None:
    again = ("2013-01-02", "Ana Brook is the mayor of Dorn and lives there.", "Ana Brook")
    found = newest_first(ASKED, [candidate(*BROOK), candidate(*KEEL), candidate(*SOLL), candidate(*again)])
    assert days(earlier(ASKED, found)) == [KEEL[0], again[0]]


def test_nothing_is_told_of_older_reports_where_it_is_not_likely_that_the_answers_are_right() -> None:
    unsure = [candidate(*each, margin=2.0) for each in (SOLL, KEEL, BROOK)]
    assert newest_first(ASKED, unsure)[0] == unsure[0]
    assert earlier(ASKED, unsure) == []


def test_of_two_names_in_a_report_the_one_counts_that_no_older_report_gave() -> None:
    text = "The council named Jonas Keel mayor of Dorn after Ana Brook."
    both = candidate(KEEL[0], text, "Ana Brook", also="Jonas Keel")
    made = with_its_news(both, [candidate(*BROOK)])
    assert made.answer is not None
    assert text[made.answer.start : made.answer.end] == "Jonas Keel"
    assert with_its_news(both, []).answer == both.answer


def told(library: Library, question: str, *reports: tuple[str | None, str]) -> Answer:
    library.add([Article(title="News from Dorn", text=text, published=day) for day, text in reports])
    answer = Assistant(library).ask(question)
    sound(answer)
    return answer


def test_an_answer_begins_with_the_newest_and_says_what_was_said_before(library: Library) -> None:
    answer = told(library, ASKED, BROOK[:2], KEEL[:2], SOLL[:2])
    assert answer.citations[0].quote == SOLL[1]
    assert answer.short_answer == SOLL[2]
    (differs,) = answer.disagreements
    assert differs.kind == "earlier"
    numbers = {each.quote: each.number for each in answer.citations}
    assert differs.text == (
        f"Earlier reports say otherwise: Jonas Keel (8 May 2016) [{numbers[KEEL[1]]}],"
        f" Ana Brook (6 May 2012) [{numbers[BROOK[1]]}]."
    )
    assert [each.published for each in differs.positions] == [BROOK[0], KEEL[0], SOLL[0]]


def test_an_answer_about_what_was_is_as_before(library: Library) -> None:
    answer = told(library, "Whom did Jonas Keel beat?", BROOK[:2], KEEL[:2], SOLL[:2])
    assert answer.citations[0].quote == KEEL[1]
    assert answer.disagreements == ()


def test_figures_that_changed_are_told_as_earlier_ones(library: Library) -> None:
    reports = [
        (day, f"A ticket for the ferry to Dorn costs {price} crowns.")
        for day, price in (("2015-01-03", 18), ("2020-01-03", 23), ("2024-01-03", 20))
    ]
    answer = told(library, "How much is a ticket for the ferry to Dorn?", *reports)
    assert answer.citations[0].article.published == "2024-01-03"
    assert [each.kind for each in answer.disagreements] == ["earlier"]
