from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.relative_dates import written
from rag.question.wishes import wishes

SOURCES = (
    *("Izvestia", "The Guardian", "The New York Times", "Meridian Wire", "Time", "The Sun", "Nature"),
    *("BBC News", "The Times", "The Times of India", "Press Trust of India", "kommersant.ru"),
)
TODAY = date(2026, 11, 23)  # a Monday

FIRM = {
    "What did Izvestia write in June 2018 about the S-400?": ("2018-06-01", "2018-06-30"),
    "What was reported in June 2018 about the S-400?": ("2018-06-01", "2018-06-30"),
    "What did the newspapers say in 2018 about the vote?": ("2018-01-01", "2018-12-31"),
    "articles from 2018 about Turkey": ("2018-01-01", "2018-12-31"),
    "Are there articles about the canal from March 2021?": ("2021-03-01", "2021-03-31"),
    "articles of 5 October 2018": ("2018-10-05", "2018-10-05"),
    "the June 2018 articles of Meridian Wire": ("2018-06-01", "2018-06-30"),
    "articles from June 2018 on": ("2018-06-01", None),
    "news since 2018-10-05": ("2018-10-05", None),
    "What has been published since October 5, 2018 about it?": ("2018-10-05", None),
    "What did the Guardian publish after June 2018?": ("2018-07-01", None),
    "What did the Guardian publish after 31st December 2018?": ("2019-01-01", None),
    "What did the Guardian publish before 2018?": (None, "2017-12-31"),
    "What did the Guardian publish until March 2018?": (None, "2018-03-31"),
    "What did the Guardian publish by the end of 2017?": (None, "2017-12-31"),
    "What did the Guardian publish up to 5 March 2018?": (None, "2018-03-05"),
    "What did the Guardian publish between June and August 2018?": ("2018-06-01", "2018-08-31"),
    "What did the Guardian publish between December and January 2018?": ("2017-12-01", "2018-01-31"),
    "What did the Guardian publish from May 2017 to June 2018?": ("2017-05-01", "2018-06-30"),
    "What did the Guardian publish between 2018 and 2016?": ("2016-01-01", "2018-12-31"),
    "What did the Guardian write in 2016-2018?": ("2016-01-01", "2018-12-31"),
    "What has happened since October?": ("2026-10-01", None),
    "What has happened since December?": ("2025-12-01", None),
    "What has happened since 5 December?": ("2025-12-05", None),
    "What happened yesterday?": ("2026-11-22", "2026-11-22"),
    "this week's news": ("2026-11-23", "2026-11-23"),
    "What happened last week in Goa?": ("2026-11-16", "2026-11-22"),
    "What happened this month?": ("2026-11-01", "2026-11-23"),
    "what happened last month": ("2026-10-01", "2026-10-31"),
    "articles of this year": ("2026-01-01", "2026-11-23"),
    "articles from last year": ("2025-01-01", "2025-12-31"),
    "What happened in the last 3 days?": ("2026-11-20", "2026-11-23"),
    "What happened in the past two weeks?": ("2026-11-09", "2026-11-23"),
    "What happened over the last few months?": ("2026-08-25", "2026-11-23"),
    "What happened last Tuesday?": ("2026-11-17", "2026-11-17"),
    "What has happened since Friday?": ("2026-11-20", None),
    "What happened last October?": ("2026-10-01", "2026-10-31"),
    "What happened last November?": ("2025-11-01", "2025-11-30"),
    "today's articles": ("2026-11-23", "2026-11-23"),
    "What did Time write on Tuesday?": ("2026-11-17", "2026-11-17"),
    "What did Izvestia write in February 2024?": ("2024-02-01", "2024-02-29"),
    "What did Izvestia write in June and July 2018?": ("2018-06-01", "2018-07-31"),
    "articles from June or August 2018": ("2018-06-01", "2018-08-31"),
    "articles of 31 Dec and 2 January 2019": ("2018-12-31", "2019-01-02"),
    "What did Izvestia write from 31 Dec 2018 to 2 Jan?": ("2018-12-31", "2019-01-02"),
    "articles from 31 Dec 2018 to 2 Jan": ("2018-12-31", "2019-01-02"),
    "What did Izvestia write from June 2018 to August?": ("2018-06-01", "2018-08-31"),
    "What did Izvestia write on Friday, 5 October 2018?": ("2018-10-05", "2018-10-05"),
    "What did Izvestia write on 14 June 2022 about the harbour?": ("2022-06-14", "2022-06-14"),
    "what happened in Varn since October 2024?": ("2024-10-01", None),
    "What has changed since June 2018?": ("2018-06-01", None),
    "What is new in Varn after 5 October 2018?": ("2018-10-06", None),
}
WEAK = {
    "Who won in June 2018?": ("2018-06-01", "2018-06-30"),
    "Who won in 2018?": ("2018-01-01", "2018-12-31"),
    "on 5 October 2018, what was signed?": ("2018-10-05", "2018-10-05"),
    "Who voted on October 5th, 2018?": ("2018-10-05", "2018-10-05"),
    "What was signed on 2018-10-05?": ("2018-10-05", "2018-10-05"),
    "What celebration is held in October?": ("2026-10-01", "2026-10-31"),
    "Where can the Mona Lisa be seen today?": ("2026-11-23", "2026-11-23"),
    "Who won in June and July 2018?": ("2018-06-01", "2018-07-31"),
    "Who won last year?": ("2025-01-01", "2025-12-31"),
    "How many cases did Kenya report in 2006?": ("2006-01-01", "2006-12-31"),
}
NOTHING = (
    "Who won the 1998 world cup?",
    "Who was president from 1963 to 1972?",
    "Where did he work before November 1852?",
    "Who ruled between March 1965 and February 1967?",
    "Who won the elections of 2017?",
    "What title did he hold in Jan 890?",
    "What was fashionable in the 1990s?",
    "How many people live in 2,018 houses for $2018?",
    "What may happen, and who will march?",
    "What did he do in the last three years of his life?",
    "What is to happen in 2030?",
    "What is due in June 2027 at the latest?",
    "Why was India exempted from CAATSA?",
    "",
)
NAMED = {
    "What did Izvestia write about the S-400?": ("Izvestia",),
    "what did izvestia write about it": ("Izvestia",),
    "What has the Guardian said?": ("The Guardian",),
    "according to the guardian, who won?": ("The Guardian",),
    "What was in the Guardian about it?": ("The Guardian",),
    "What does the Guardian's report say on NATO?": ("The Guardian",),
    "What does the Guardian’s report say on NATO?": ("The Guardian",),
    "articles by the Guardian": ("The Guardian",),
    "What did Meridian Wire and Izvestia report?": ("Meridian Wire", "Izvestia"),
    "How did the New York Times cover the summit?": ("The New York Times",),
    "What does the NYT's coverage say?": ("The New York Times",),
    "What did PTI report?": ("Press Trust of India",),
    "What did the Times of India write?": ("The Times of India",),
    "What did the Times write?": ("The Times",),
    "What did the BBC report?": ("BBC News",),
    "What did Kommersant write?": ("kommersant.ru",),
    "What does kommersant.ru know of it?": ("kommersant.ru",),
    "What stands on www.izvestia.ru?": ("Izvestia",),
    "What stands on theguardian.com?": ("The Guardian",),
    "According to Nature, what is a quark?": ("Nature",),
    "What did Time write?": ("Time",),
    "What did The Sun say?": ("The Sun",),
}
NOT_NAMED = (
    "According to nature, what is right?",
    "What did time say to him?",
    "Does the sun warn us?",
    "What did nyt write?",
    "Who is the Guardian of the Galaxy?",
    "the Guardian of the temple wrote what?",
    "What did the Irish Times write?",
    "What did the Nature Medicine paper report?",
    "Who owns Izvestia?",
    "Where is Meridian Wire based?",
    "What did non-Izvestia papers write?",
    "What is on notizvestia.rum?",
)


@pytest.mark.parametrize(("question", "days"), FIRM.items())
def test_days_of_writing_and_days_told_from_today_are_firm(
    question: str, days: tuple[str | None, str | None]
) -> None:
    wish = wishes(question, SOURCES, TODAY)
    assert (wish.since, wish.until, wish.firm) == (*days, True)


@pytest.mark.parametrize(("question", "days"), WEAK.items())
def test_days_that_may_be_those_of_an_event_are_weak(question: str, days: tuple[str, str | None]) -> None:
    wish = wishes(question, SOURCES, TODAY)
    assert (wish.since, wish.until, wish.firm) == (*days, False)
    assert not wish.words


@pytest.mark.parametrize("question", NOTHING)
def test_other_days_and_numbers_are_no_wish(question: str) -> None:
    assert not wishes(question, SOURCES, TODAY)


@pytest.mark.parametrize(("question", "names"), NAMED.items())
def test_a_source_is_known_by_its_usual_names(question: str, names: tuple[str, ...]) -> None:
    assert wishes(question, SOURCES, TODAY).sources == names


@pytest.mark.parametrize("question", NOT_NAMED)
def test_a_name_that_is_not_spoken_of_as_a_source_is_none(question: str) -> None:
    assert wishes(question, SOURCES, TODAY).sources == ()


@pytest.mark.parametrize(
    "question",
    ["What's the latest on the S-400?", "Has India recently bought arms?", "What is known up to now?"],
)
def test_the_latest_is_a_wish(question: str) -> None:
    assert wishes(question, SOURCES, TODAY).latest
    assert wishes("What is the most recent report and the newest count?", (), TODAY).latest


def test_the_words_of_a_firm_wish_are_known_unless_the_question_needs_them() -> None:
    wish = wishes("What did the Times of India write in June 2018 about India?", SOURCES, TODAY)
    assert wish.words == {"Times", "of", "write", "in", "June", "2018"}


def test_the_first_days_of_writing_count_before_the_days_of_an_event() -> None:
    wish = wishes("Who won in 2016, after articles from 2018 on the vote of May 2014?", SOURCES, TODAY)
    assert (wish.since, wish.until) == ("2018-01-01", "2018-12-31")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2018-06-01", "2018-06-30", "from June 2018"),
        ("2018-01-01", "2018-12-31", "from 2018"),
        ("2018-10-05", "2018-10-05", "of 5 October 2018"),
        ("2018-10-05", "2018-11-05", "from 5 October 2018 to 5 November 2018"),
        ("2018-10-05", None, "since 5 October 2018"),
        (None, "2018-10-05", "until 5 October 2018"),
        (None, None, ""),
    ],
)
def test_days_are_written_as_people_write_them(since: str | None, until: str | None, words: str) -> None:
    assert written(since, until) == words


PARTS = st.sampled_from(
    """
    since between and from to until in on the last 3 weeks October 31 February 2018 2018-13-01 0000 9999 few
    months Tuesday Izvestia's the Guardian according izvestia.ru articles wrote latest may May ’ , - 29
    """.split()  # noqa: SIM905  a word a line would take forty
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PARTS, max_size=12).map(" ".join)),
    st.lists(st.one_of(st.text(max_size=12), st.sampled_from(SOURCES)), max_size=4),
    st.dates(),
)
def test_any_question_is_read_and_its_days_are_in_order(
    question: str, sources: list[str], today: date
) -> None:
    wish = wishes(question, sources, today)
    assert wish.since is None or wish.since <= (wish.until or "9999-12-31")
    assert set(wish.sources) <= set(sources)
    assert date.fromisoformat(wish.since or "2018-01-01") <= max(today, date(2018, 1, 1))
    written(wish.since, wish.until)


@pytest.mark.parametrize(
    "question",
    ["articles from May 5-7, 2018", "reports from May 5 to 7, 2018", "articles from 5–7 May 2018"],
)
def test_days_of_one_month_share_its_year(question: str) -> None:
    found = wishes(question, [], date(2026, 11, 23))
    assert (found.since, found.until) == ("2018-05-05", "2018-05-07")


def test_a_host_goes_by_what_was_registered_and_not_by_its_parts() -> None:
    today = date(2026, 11, 23)
    assert wishes("What is in the news?", ["news.yahoo.com"], today).sources == ()
    assert wishes("what did CNN report?", ["edition.cnn.com"], today).sources == ("edition.cnn.com",)
    assert wishes("what did the BBC say?", ["bbc.co.uk"], today).sources == ("bbc.co.uk",)
