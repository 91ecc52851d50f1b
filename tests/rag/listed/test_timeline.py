"""What happened, in the order of time."""

from collections.abc import Sequence

import pytest

from index import Article, Library
from rag import Assistant
from rag.answer import Answer
from rag.listed import timeline
from rag.stream import MORE
from tests.kit.sound import sound
from ui.command.terminal import answer_lines

FLOOD = "The pit of Dorn flooded on Saturday after a wall gave way."
FINE = "The owner of the pit of Dorn was fined two million crowns for the flood of 3 February."
OPEN = "The pit of Dorn reopened on Wednesday with new pumps."
REPORTS = (("2018-02-03", FLOOD), ("2018-06-14", FINE), ("2019-01-10", OPEN))
ASKED = "give me a timeline of the pit of Dorn"


def told(library: Library, question: str, reports: Sequence[tuple[str | None, str]]) -> Answer:
    library.add(
        [Article(title=f"Report {at}", text=text, published=day) for at, (day, text) in enumerate(reports)]
    )
    answer = Assistant(library).ask(question)
    sound(answer)
    return answer


def days(answer: Answer) -> list[tuple[str, str]]:
    return [(row.value, row.label) for row in answer.rows]


def test_statements_stand_in_the_order_of_time_each_with_its_day(library: Library) -> None:
    answer = told(library, ASKED, REPORTS[::-1])
    assert answer.kind == "timeline"
    assert days(answer) == [("2018-02-03", "event"), ("2018-06-14", "report"), ("2019-01-09", "event")]
    assert [row.citation.quote for row in answer.rows] == [FLOOD, FINE, OPEN]
    assert answer.total == 3


def test_the_text_has_each_day_and_marks_those_of_articles(library: Library) -> None:
    answer = told(library, ASKED, REPORTS)
    assert answer.text.split("\n\n") == [
        "3 dated statements from 3 articles that have the words “pit of Dorn”, the oldest first.",
        f"3 February 2018: {FLOOD} [1]",
        f"14 June 2018*: {FINE} [2]",
        f"9 January 2019: {OPEN} [3]",
        "* The day of the article.",
    ]
    assert [sentence.text for sentence in answer.sentences] == [FLOOD, FINE, OPEN]


def test_articles_without_a_day_are_told_where_they_tell_none(library: Library) -> None:
    undated = (None, "The pit of Dorn is 900 metres deep, the deepest in the county."), (None, FINE[:-14])
    dated = (None, "The pit of Dorn was dug on 3 May 1971.")
    answer = told(library, ASKED, (*REPORTS, *undated, dated))
    assert days(answer)[0] == ("1971-05-03", "event")
    assert (answer.total, answer.text.split("\n\n")[0]) == (
        4,
        "4 dated statements from 4 articles that have the words “pit of Dorn”, the oldest first."
        " 2 more have it and no day.",
    )


def test_a_terminal_has_each_day_above_its_row(library: Library) -> None:
    shown = answer_lines(told(library, ASKED, REPORTS)).split("\n\n")
    assert [row.split("\n")[0] for row in shown[1:4]] == [
        "3 February 2018",
        "14 June 2018*",
        "9 January 2019",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "what happened at the pit of Dorn in chronological order?",
        "what happened first at the pit of Dorn?",
        "What happened to the pit of Dorn, in order?",
        "list the events at the pit of Dorn in chronological order",
        "Dorn pit timeline",
        "how did the pit of Dorn develop?",
    ],
)
def test_a_timeline_is_asked_for_in_several_ways(library: Library, question: str) -> None:
    assert told(library, question, REPORTS).kind == "timeline"


def test_one_article_may_tell_of_several_days(library: Library) -> None:
    text = f"{FLOOD} The last miner was brought up on Sunday. It had rained all week."
    answer = told(library, ASKED, [("2018-02-05", f"The pit of Dorn. {text}"), *REPORTS[1:]])
    assert [row.value for row in answer.rows][:2] == ["2018-02-03", "2018-06-14"]
    library.add(Article(title="The pit of Dorn after the flood", text=text, published="2018-02-06"))
    again = Assistant(library).ask(ASKED)
    assert [row.value for row in again.rows][:2] == ["2018-02-03", "2018-02-04"]


def test_what_is_told_twice_of_one_day_is_told_once(library: Library) -> None:
    retold = "On 3 February 2018 the pit of Dorn had been full of water within an hour."
    again = [("2018-02-04", FLOOD.replace("Saturday", "Saturday morning")), ("2021-02-03", retold)]
    answer = told(library, ASKED, [*REPORTS, *again])
    assert [row.citation.quote for row in answer.rows if row.value == "2018-02-03"] == [FLOOD]


def test_near_copies_are_told_once_by_the_oldest(library: Library) -> None:
    more = " ".join(f"Neighbour {at} heard the water rush into gallery {at} before dawn." for at in range(20))
    text = f"The pit of Dorn ran full after a wall gave way. {more}"
    answer = told(
        library, ASKED, [("2018-02-05", text), ("2018-02-04", f"{text} So it is said."), *REPORTS[1:]]
    )
    assert days(answer)[0] == ("2018-02-04", "report")
    assert [len(row.citation.copies) for row in answer.rows] == [1, 0, 0]


def test_a_sentence_that_points_back_is_quoted_with_what_it_points_at(library: Library) -> None:
    named = "The pit of Dorn got a new head, Ana Lorn."
    answer = told(library, ASKED, [("2018-06-14", f"{named} She took office on 1 July."), *REPORTS[2:]])
    assert [row.citation.quote for row in answer.rows] == [named, f"{named} She took office on 1 July.", OPEN]
    assert [row.value for row in answer.rows] == ["2018-06-14", "2018-07-01", "2019-01-09"]


def test_the_days_that_a_question_ends_with_confine_what_happened(library: Library) -> None:
    answer = told(library, "timeline of the pit of Dorn since June 2018", REPORTS)
    assert [row.value for row in answer.rows] == ["2018-06-14", "2019-01-09"]


def test_too_little_is_answered_as_an_ordinary_question(library: Library) -> None:
    answer = told(library, "what happened to the pit of Dorn?", REPORTS[:2])
    assert answer.kind == "quoted"
    assert Assistant(library).ask(ASKED).kind == "timeline"


def test_a_timeline_of_one_day_is_none(library: Library) -> None:
    said = [
        "The pit of Dorn ran full.",
        "A wall in the pit of Dorn gave way.",
        "Miners fled from the pit of Dorn.",
    ]
    assert told(library, ASKED, [("2018-02-03", each) for each in said]).kind == "quoted"


def test_articles_without_a_day_tell_only_what_names_one(library: Library) -> None:
    undated = "The pit of Dorn is old. It was dug on 1 May 1886 near the pit of Orrin."
    answer = told(library, ASKED, [*REPORTS, (None, undated)])
    assert days(answer)[0] == ("1886-05-01", "event")
    assert len(answer.rows) == 4


def test_a_timeline_may_lack_the_rarest_word_of_its_subject(library: Library) -> None:
    answer = told(library, "timeline of the pit of Dorn disaster", REPORTS)
    assert len(answer.rows) == 3
    assert "Too few have all of “pit of Dorn disaster”." in answer.text


def test_of_too_many_the_most_relevant_are_told_in_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MOST_ROWS", 2)
    answer = told(library, ASKED, REPORTS)
    assert answer.total == 3
    assert [row.value for row in answer.rows] == ["2018-02-03", "2019-01-09"]
    assert "The 2 that say most of it are listed." in answer.text


def test_statements_come_while_other_articles_are_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "AT_ONCE", 2)
    told(library, ASKED, REPORTS)
    with Assistant(library).stream(ASKED) as stream:
        assert next(stream) == MORE
        assert stream.so_far
        assert days(stream.so_far) == [("2018-02-03", "event"), ("2018-06-14", "report")]
        assert stream.so_far.text.startswith("2 dated statements so far, from 2 of 3 articles that are read.")
        rest = list(stream)
    assert "".join(rest) == stream.answer.text
    assert stream.answer.total == 3


def test_an_article_about_somebody_is_read_to_its_end_where_it_says_she(library: Library) -> None:
    filler = "The harbour of Lenna has two docks, and ships of every size call at them. " * 40
    text = (
        "Ilona Marek is a captain. Marek was born on 3 May 1951.\n\n"
        f"{filler}\n\nShe bought the ferry on 7 June 1984.\n\n{filler}\n\nShe retired on 1 March 2009."
    )
    other = f"It closed the dock on 5 June 1999.\n\n{filler}\n\nIlona Marek was there."
    library.add([Article(title="Ilona Marek", text=text), Article(title="Council", text=other)])
    answer = Assistant(library).ask("timeline of Ilona Marek")
    sound(answer)
    assert [row.value for row in answer.rows] == ["1951-05-03", "1984-06-07", "2009-03-01"]


def test_a_timeline_of_few_statements_is_not_of_a_place_alone(library: Library) -> None:
    school = (
        ("2018-08-20", "The school of Dorn opened with 212 pupils."),
        ("2022-06-30", "The school of Dorn shut."),
    )
    answer = told(library, "timeline of the Dorn school", (*REPORTS, *school))
    assert days(answer) == [("2018-08-20", "report"), ("2022-06-30", "report")]
    assert "Too few" not in answer.text


def test_a_timeline_of_some_days_may_have_one_statement(library: Library) -> None:
    answer = told(library, "timeline of the pit of Dorn in 2019", REPORTS)
    assert (answer.kind, days(answer)) == ("timeline", [("2019-01-09", "event")])
    assert answer.text.startswith("1 dated statement from 1 article that has the words “pit of Dorn”")
    assert Assistant(library).ask("timeline of the pit of Dorn in 2015").kind == "quoted"
