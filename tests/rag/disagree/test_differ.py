"""What two quotations say otherwise of one event, however they word it."""

from datetime import date
from itertools import count
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.language.numbers import figures
from rag import Assistant
from rag.answer import Citation
from rag.disagree.claim import claims
from rag.disagree.disagreements import disagreements
from rag.disagree.events import of_one_event
from rag.disagree.measured import measured
from rag.disagree.scene import Scene
from rag.disagree.verdicts import opposed, verdict

_ids = count()
APPROVED = "The council approved the plan for a pier."
LEAD = "The ferry Albatross had left Karsund and was close to Port Lenna when it sank."


def cited(
    number: int, quote: str, day: str | None = None, *, title: str = "Ferry sinks off Port Lenna"
) -> Citation:
    article = Article(id=f"report {next(_ids)}", title=title, text=f"{quote} {LEAD}", published=day)
    return Citation(number, article, 0, len(quote), quote)


def said(question: str, one: Citation, other: Citation) -> list[list[str]]:
    return [[position.said for position in each.positions] for each in disagreements(question, [one, other])]


@pytest.mark.parametrize(
    "later",
    [
        "Thirty-nine people died when the ferry sank.",
        "The death toll rose to 39.",
        "The death toll rose from 14 to 39.",
        "The toll of the ferry disaster now stands at 39 dead, up from 14.",
        "The sinking claimed 39 lives.",
        "Divers have recovered 39 bodies.",
        "39 lives were lost.",
        "The number of fatalities has reached 39.",
        "The accident left 39 people dead.",
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "How many people died when the ferry sank?",
        "What was the death toll of the Albatross?",
        "What happened?",
    ],
)
def test_the_dead_are_counted_in_many_words(question: str, later: str) -> None:
    first = cited(1, "The ferry capsized on Monday, killing at least 14.", "2024-03-05")
    (told,) = said(question, first, cited(2, later, "2024-03-12"))
    assert told[0] == "at least 14"
    assert told[1].lower() in ("39", "thirty-nine")


@pytest.mark.parametrize(
    "other",
    [
        "The ferry sank with 39 people on board.",
        "39 of those killed were pupils.",
        "Another 39 people died in hospital.",
        "39 people died on Friday alone.",
        "The death toll rose by 39.",
        "The death toll could reach 39.",
        "39 people are feared dead.",
        "39 per cent of the people killed were tourists.",
        "39 children died when the ferry sank.",
        "39 people were rescued.",
        "Fourteen people were confirmed dead.",
        "Some 15 people died.",
        "39 people died when the ferry sank off Velsk.",
        "39 people died when a ferry sank off Port Lenna in 1987.",
        "20 people died inside the ferry, 19 died in the water.",
        "The ferry sank on Thursday, killing 39.",
    ],
)
def test_what_counts_something_else_does_not_differ(other: str) -> None:
    first = cited(1, "The ferry capsized on Monday, killing at least 14.", "2024-03-05")
    assert said("How many people died?", first, cited(2, other, "2024-03-08")) == []


def test_events_that_the_titles_name_apart_are_two() -> None:
    one = cited(1, "The rebels lost 14 dead.", title="Battle of Marrowby")
    other = cited(2, "The rebels lost 39 dead.", title="Battle of Tarnholm")
    assert said("How many rebels died?", one, other) == []


def test_a_report_long_after_is_of_that_event_only_if_it_names_the_time() -> None:
    first = cited(1, "The ferry sank, killing 14.", "2020-08-04")
    silent = cited(2, "The ferry sank, killing 39.", "2023-08-04")
    dated = cited(2, "When the ferry sank in 2020 it killed 39.", "2023-08-04")
    asked = "How many people died when the ferry sank?"
    assert said(asked, first, silent) == []
    assert said(asked, first, dated) == [["14", "39"]]


def report(number: int, title: str, text: str, day: str) -> Citation:
    article = Article(id=f"report {next(_ids)}", title=title, text=text, published=day)
    quote = text[: text.index(". ") + 1]
    return Citation(number, article, 0, len(quote), quote)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many people died in the bus crash in Peru?",
            (
                "Bus crash in Peru",
                "A bus crash in Peru killed 17 people. It was near Arequipa.",
                "2018-05-08",
            ),
            ("Peru bus crash", "A bus crash in Peru killed 48 people. The toll may rise.", "2018-09-02"),
        ),
        (
            "How many people died in the earthquake in Turkey?",
            (
                "Turkey earthquake",
                "The toll of the earthquake in eastern Turkey has reached 41. It struck Elazig on Friday.",
                "2020-01-27",
            ),
            (
                "Earthquake in Turkey",
                "An earthquake by the border with Iran killed nine people in Turkey. It struck Van.",
                "2020-02-23",
            ),
        ),
        (
            "How many people were arrested in Hong Kong?",
            (
                "Hong Kong protest",
                "Police arrested 53 people at a protest in Hong Kong. It rained.",
                "2019-11-03",
            ),
            (
                "Hong Kong march",
                "Police arrested 11 people at a march in Hong Kong. It was dry.",
                "2019-12-12",
            ),
        ),
    ],
)
def test_reports_from_one_country_are_of_one_event_only_if_they_are_close(
    question: str, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    first, later = report(1, *one), report(2, *other)
    assert said(question, first, later) == []
    assert said(question, first, report(2, *other[:2], one[2])) != []


def test_reports_from_one_country_that_name_one_day_are_of_one_event() -> None:
    first = report(1, "Bus crash in Peru", "On 5 May a bus crash in Peru killed 17. So be it.", "2018-05-06")
    later = report(2, "Peru mourns", "The bus crash of May 5 in Peru killed 48. It is quiet.", "2018-05-20")
    assert said("How many died in the bus crash in Peru?", first, later) == [["17", "48"]]


def test_only_the_measure_that_is_asked_for_is_told() -> None:
    one = cited(1, "The ferry sank, killing 14 and injuring 20.")
    other = cited(2, "The death toll is 39, and 70 people were hurt.")
    assert said("How many people were wounded?", one, other) == [["20", "70"]]
    assert said("How many people were arrested?", one, other) == []
    assert said("What happened to the ferry?", one, other) == [["14", "39"], ["20", "70"]]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What happened to the Albatross?", True),
        ("Tell me about the Albatross", True),
        ("What is known of the Albatross?", True),
        ("What do the articles say about the Albatross?", True),
        ("What's the latest on the Albatross?", True),
        ("Albatross ferry", True),
        ("What was the toll of the Albatross?", True),
        ("When the Albatross sank, how many died?", True),
        ("Did people die on the Albatross?", True),
        ("Why did the Albatross sink?", False),
        ("As for the Albatross, why did it sink?", False),
        ("Why did the death toll of the Albatross rise?", False),
        ("Who lives in Port Lenna?", False),
        ("Who is the captain of the Albatross?", False),
        ("Who told the news of the Albatross?", False),
        ("When did the Albatross sink?", False),
        ("What did the Albatross carry?", False),
        ("Was the Albatross insured?", False),
    ],
)
def test_figures_are_told_only_where_they_are_asked_for_or_nothing_else_is(question: str, told: bool) -> None:
    one = cited(1, "The Albatross sank off Port Lenna, killing 14.", "2024-03-05")
    other = cited(2, "The toll of the Albatross sinking off Port Lenna rose to 39.", "2024-03-07")
    assert bool(said(question, one, other)) is told


@pytest.mark.parametrize(
    ("quote", "measure", "who"),
    [
        ("Police detained five protesters.", "arrested", set()),
        ("Two firefighters were among the dead, and 31 people were wounded.", "injured", set()),
        ("39 rebels killed 14 soldiers.", "dead", {"soldier"}),
        ("The plant laid off 90 workers.", "jobs cut", set()),
        ("The tunnel, worth $30 million, was dug by hand.", "price", set()),
        ("The tunnel is 12 kilometres long.", "length", set()),
        ("Unemployment fell to 5.4 per cent in March.", "level", set()),
    ],
)
def test_a_figure_is_known_by_what_it_measures(quote: str, measure: str, who: set[str]) -> None:
    (claim,) = claims(quote)
    assert (claim.measure, set(claim.who)) == (measure, who)


@pytest.mark.parametrize(
    "quote", ["39 workers lost their jobs.", "The club claimed $3 million.", "They saved 14 lives."]
)
def test_no_dead_are_seen_where_there_are_none(quote: str) -> None:
    assert [claim for claim in claims(quote) if claim.measure == "dead"] == []


def test_a_share_is_compared_for_one_period() -> None:
    asked = "What is the unemployment rate in Port Lenna?"
    march = cited(1, "Unemployment in Port Lenna fell to 5.4 per cent in March.")
    again = cited(2, "The unemployment rate in Port Lenna was 6.1% in March.")
    may = cited(2, "The unemployment rate in Port Lenna was 6.1% in May.")
    assert said(asked, march, again) == [["5.4 per cent", "6.1%"]]
    assert said(asked, march, may) == []


def test_opposite_verdicts_on_one_thing_differ() -> None:
    one = cited(1, "The council approved the plan for a new pier.", "2024-03-05")
    other = cited(2, "The plan for a new pier was rejected.", "2024-03-12")
    (found,) = disagreements("What became of the plan for a pier?", [one, other])
    assert found.kind == "positions"
    assert found.text == (
        "Sources differ: approved (5 March 2024) [1], rejected (12 March 2024) [2];"
        " the later report may supersede the earlier."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (APPROVED, "The council rejected a ban on fishing."),
        ("The lower house approved the plan for a pier.", "The senate rejected the plan for a pier."),
        (APPROVED, "The council has not rejected the plan for a pier."),
        (APPROVED, "The council may have rejected the plan for a pier."),
        ("The court convicted the owner of fraud.", "The court acquitted the captain of arson."),
        (
            "Voters in the United States approved the gun control measure in Oregon.",
            "Voters in the United States rejected the gun control measure in Idaho.",
        ),
        (
            "The new parliament approved the trade deal with Canada.",
            "The new parliament rejected the trade deal with Mexico.",
        ),
        ("The council approved measure 114 on guns.", "The council rejected measure 110 on guns."),
        ("The union backed away from the peace plan.", "The union rejected the peace plan."),
        (
            "The court cleared the way for a trial of fraud.",
            "The court convicted the way for a trial of fraud.",
        ),
        ("The hospital admitted the injured miners.", "The hospital denied the injured miners."),
        ("The confirmed plan for a pier is old.", "The ministry denied the plan for a pier."),
    ],
)
def test_verdicts_on_other_things_or_by_others_are_not_opposed(one: str, other: str) -> None:
    assert not opposed(verdict(one), verdict(other))


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200),
    st.dates(min_value=date(1, 1, 1)),
)
def test_any_text_can_be_compared(text: str, day: date) -> None:
    citation = cited(1, text, day.isoformat())
    assert Scene(citation).days is not None
    assert disagreements(text, [citation, cited(2, f"{text} 14 people died.", day.isoformat())]) is not None


@pytest.mark.parametrize(
    "part",
    [
        "-a",
        "'s ",
        ", ",
        "1 ",
        "12 people, ",
        "5 killed ",
        "$1m ",
        "A ",
        "Ab, ",
        "said A ",
        "2 May, ",
        "rose from ",
    ],
)
def test_a_very_long_quotation_is_read_in_little_time(part: str) -> None:
    quote = f"The ferry sinking killed 5{part * (20_000 // len(part))}."
    one, other = (cited(number, quote, "2024-03-05") for number in (1, 2))
    started = process_time()
    for figure in figures(quote)[:50]:
        measured(quote, figure)
    claims(quote)
    verdict(quote)
    of_one_event(frozenset({"sink"}), Scene(one), Scene(other))
    disagreements("How many people died?", [one, other])
    assert process_time() - started < 10  # seconds; one such took minutes


def test_two_reports_of_one_accident_differ_in_the_answer(library: Library) -> None:
    library.add(
        [
            Article(
                title="Ferry capsizes off Port Lenna",
                text="The ferry capsized on Monday, killing at least 14. The Albatross had left Karsund with"
                " 214 passengers and was close to Port Lenna when it heeled over. Helicopters searched.",
                published="2024-03-05",
            ),
            Article(
                title="A week after the Albatross disaster",
                text="Divers reached the lower deck of the Albatross on Sunday. Thirty-nine people died when"
                " the ferry sank off Port Lenna, the ministry said. The wreck is to be raised.",
                published="2024-03-12",
            ),
        ]
    )
    answer = Assistant(library).ask("How many people died when the ferry sank?")
    assert [each.text for each in answer.disagreements] == [
        "Sources differ: at least 14 (5 March 2024) [2], Thirty-nine (12 March 2024) [1];"
        " the later report may supersede the earlier."
    ]
