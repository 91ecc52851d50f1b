"""Sentences that say of two things what a question asks of one."""

import pytest

from rag.evidence.paired import own

QUAKE = (
    "An earthquake of magnitude 6.8 killed 212 people in Karos and 37 in neighbouring Sulan on Monday night."
)
SENT = "Germany sent 45 rescuers to Karos and Italy 30."
COST = "Halcyon cost 820 million euros, Tsubame 290 million."
YEARS = "Halcyon and the probe Tsubame arrived after journeys of seven years and of four years respectively."
FOUNDED = "Rhenus Stahl was founded in 1871 and Vordemann in 1923."
HEADS = (
    "The offer was made by Karin Vogt, the head of Rhenus Stahl, and accepted by Peter Ostheim, the head of"
    " Vordemann, on Wednesday."
)
VOTES = "Leave won 17,410,742 votes, or 51.9 per cent, against 16,141,241, or 48.1 per cent, for Remain."
SEATS = "The Union won 365 seats, Labour 202 and the Farmers 48."


JAIL = "Viktor Hajek was sentenced to eleven years and his brother Pavel to four."
POLL = "Clara Winton won 48,212 votes, ahead of Jon Reyes, who received 41,907, and Judith Amsel with 9,350."


@pytest.mark.parametrize(
    ("question", "text", "marked", "meant"),
    [
        ("How many years did Pavel Hajek get?", JAIL, "eleven", "four"),
        ("How many votes did Reyes receive?", POLL, "48,212", "41,907"),
        ("How many votes did Amsel receive?", POLL, "48,212", "9,350"),
        (
            "How strong were the winds on Lesi?",
            "Winds reached 210 miles on Maru, 180 on Lesi.",
            "210 miles",
            "180",
        ),
        (
            "How many people does the dairy employ?",
            "Alpina employs 5,200 people and the dairy 340.",
            "5,200",
            "340",
        ),
        (
            "How many fights has Duarte won?",
            "Lindholm has won 24 fights and lost two; Duarte has won 31 and lost four.",
            "24",
            "31",
        ),
        ("How many people were killed in Sulan?", QUAKE, "212", "37"),
        ("How many people were killed in Karos?", QUAKE, "37", "212"),
        ("How many rescuers did Italy send?", SENT, "45", "30"),
        ("How many rescuers did Germany send?", SENT, "30", "45"),
        ("How much did Tsubame cost?", COST, "820 million", "290 million"),
        ("How long was the journey of Tsubame?", YEARS, "seven years", "four years"),
        ("How long was the journey of Halcyon?", YEARS, "four years", "seven years"),
        ("When was Vordemann founded?", FOUNDED, "1871", "1923"),
        ("When was Rhenus Stahl founded?", FOUNDED, "1923", "1871"),
        ("Who is the head of Rhenus Stahl?", HEADS, "Peter Ostheim", "Karin Vogt"),
        ("Who is the head of Vordemann?", HEADS, "Karin Vogt", "Peter Ostheim"),
        ("How many votes did Remain get?", VOTES, "17,410,742", "16,141,241"),
        ("What share did Remain get?", VOTES, "51.9 per cent", "48.1 per cent"),
        ("How many seats did Labour win?", SEATS, "365", "202"),
        ("How many seats did the Farmers win?", SEATS, "365", "48"),
    ],
)
def test_what_is_marked_of_another_thing_gives_way_to_what_is_that_of_the_asked(
    question: str, text: str, marked: str, meant: str
) -> None:
    at = text.index(marked)
    found = own(question, text, (at, at + len(marked)))
    assert found
    assert text[slice(*found)] == meant


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How many people were killed in Karos?", QUAKE, "212"),
        ("When did Finland join the alliance?", "Finland applied in 2022 and joined NATO in 2023.", "2023"),
        (
            "How many people were killed in Kabul?",
            "The Taliban killed 14 people and wounded 31 in Kabul.",
            "14",
        ),
        (
            "How many soldiers were killed in Karos?",
            "Rebels from Dorn killed 14 soldiers and 3 villagers of Karos.",
            "14",
        ),
        (
            "How many tonnes does Volvo sell?",
            "Sales of Volvo rose from 3 to 5 million in China.",
            "5 million",
        ),
        ("Who founded Orix?", "Orix was founded by Ada Berg and Paul Aubert in Turin.", "Ada Berg"),
        ("When did Napoleon invade Russia?", "Napoleon invaded Spain in 1808 and Russia in 1812.", "1812"),
        (
            "Who is the chairman of Veltel?",
            "Ada Berg leads it. Veltel's chairman, Paul Aubert, left; the head of Orix, Jo Benali, stayed.",
            "Paul Aubert",
        ),
        (
            "When was Victoria settled?",
            "The first settlement was in 1803 at Sullivan Bay, and Victoria joined New South Wales in 1836.",
            "1803",
        ),
        ("How many people were killed?", QUAKE, "212"),
        ("Why did it rise in Karos?", QUAKE, "killed"),
    ],
)
def test_what_may_be_that_of_the_asked_stays(question: str, text: str, marked: str) -> None:
    at = text.index(marked)
    assert own(question, text, (at, at + len(marked))) is None
