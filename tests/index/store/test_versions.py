"""The articles of a story: which are copies, and which are updates that stand for themselves."""

import random
import time

import pytest

from index import Article
from index.store.versions import repeats, versions_of
from tests.kit.stories import OUTLETS, STORY, UPDATE, WIRE, printed


def article(name: str, text: str, day: str | None = None, source: str | None = None) -> Article:
    return Article(id=name, title=name, text=text, published=day, source=source)


def told(*articles: Article) -> list[list[str]]:
    return [[each.id for each in version] for version in versions_of(articles)]


REPORT = article("report", STORY, "2018-06-12")


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.upper(),
        " ".join(WIRE[:4]),
        " ".join([*WIRE[:2], *WIRE[5:]]),
        f"PORT LENNA (CW) -- {STORY}\n\nBy Ilse Marrow, Staff Writer",
        STORY.replace("Captain Ilse", "Captian Ilse").replace("investigators", "investigaters"),
        STORY.replace("Marrow", "Marow"),
        STORY.replace('"', "'").replace("six in the morning", "6 in the morning"),
        f"{STORY} Subscribe to read more stories like this one every week.",
        "\n\n".join(reversed(WIRE)),
    ],
)
def test_a_reprint_of_the_next_day_is_a_copy(text: str) -> None:
    assert told(REPORT, article("reprint", text, "2018-06-13")) == [["report", "reprint"]]


@pytest.mark.parametrize(
    "text",
    [
        UPDATE,
        STORY.replace("11 passengers", "17 passengers"),
        STORY.replace("214", "241"),
        STORY.replace("Karsund", "Brennholm"),
        STORY.replace("no oil had leaked", "some oil had leaked"),
        STORY.replace(
            "told investigators that the rudder stopped", "did not tell investigators that the rudder stopped"
        ),
        f"The captain of the ferry Albatross was arrested at his home in the night. {STORY}",
        " ".join(["The ferry Albatross has sunk off Port Lenna in the storm of the night.", *WIRE[1:]]),
        f"{STORY} Divers later recovered the bodies of two sailors from the ship.",
    ],
)
def test_an_update_of_the_next_day_stands_for_itself(text: str) -> None:
    assert told(REPORT, article("update", text, "2018-06-13")) == [["report"], ["update"]]


@pytest.mark.parametrize("day", [None, "2018-06-12"])
def test_what_another_cut_is_no_news_on_the_same_day(day: str | None) -> None:
    whole, cut = article("whole", STORY, day), article("cut", " ".join(WIRE[:5]), day)
    assert told(whole, cut) == [["cut", "whole"]]


def test_another_figure_is_another_version_on_any_day() -> None:
    one, other = article("one", STORY), article("other", STORY.replace("214", "241"))
    assert told(one, other) == [["one"], ["other"]]


def test_outlets_that_print_one_wire_story_are_one_version() -> None:
    prints = [article(each, printed(each, at), f"2018-06-{12 + at}", each) for at, each in enumerate(OUTLETS)]
    assert len(told(*prints)) == 1


def test_a_late_reprint_of_the_first_report_joins_it() -> None:
    update, late = article("update", UPDATE, "2018-06-13"), article("late", STORY, "2018-06-15")
    assert told(REPORT, update, late) == [["report", "late"], ["update"]]


def test_the_order_does_not_matter() -> None:
    every = [REPORT, article("update", UPDATE, "2018-06-13"), article("cut", " ".join(WIRE[:3]))]
    every += [article(each, printed(each, at), "2018-06-12", each) for at, each in enumerate(OUTLETS)]
    found = [told(*random.Random(seed).sample(every, len(every))) for seed in range(5)]
    assert all(each == found[0] for each in found)


def test_a_passage_repeats_only_what_was_said() -> None:
    assert repeats(WIRE[1], [STORY])
    assert repeats(f"{WIRE[1]} {WIRE[0]}", [WIRE[0], WIRE[1]])
    assert not repeats(WIRE[1].replace("11", "17"), [STORY])
    assert not repeats("The ferry Albatross has sunk off Port Lenna in the storm.", [STORY])


def test_a_story_of_a_hundred_articles_is_parted_soon() -> None:
    words = [each for each in STORY.split() if each.isalpha()]
    rng = random.Random(4)
    many = [
        article(
            f"{at:03}", " ".join(f"{' '.join(rng.sample(words, 12))} {at}." for _ in range(30)), "2018-06-12"
        )
        for at in range(100)
    ]
    began = time.process_time()
    versions_of(many)
    assert time.process_time() - began < 5
