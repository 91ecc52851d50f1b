import pytest

from index import Library
from index.passage import no_such
from rag import Assistant
from rag.question.outlets import strangers

HELD = ("The Corridor Review", "Meridian Wire", "Lantern Post")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did the Northern Ledger write about the harbour?", ("Northern Ledger",)),
        ("according to the New York Times, who won?", ("New York Times",)),
        ("When Harbour News reported on the wall, who had seen it?", ("Harbour News",)),
        ("What did Reuters say?", ("Reuters",)),
        ("What did the Guardian's report say?", ("Guardian",)),
        ("What did the Lantern Post write?", ()),
        ("What did the Corridor Review write?", ()),
        ("What does the Annual Report say?", ()),
        ("What did the press say, and what is in the news?", ()),
        ("What did the White House Press Secretary say?", ()),
        ("What did the Guardian of the Galaxy say?", ()),
        ("Who owns the Northern Ledger?", ()),
        ("What happened in Newport News?", ()),
        ("What did Newport News police say?", ()),
        ("What was said at AP schools about India?", ()),
    ],
)
def test_outlets_that_no_article_is_of_are_told_from_those_that_are_there(
    question: str, names: tuple[str, ...]
) -> None:
    assert strangers(question, None, HELD) == names


def test_sources_that_were_given_are_told_without_regard_to_the() -> None:
    assert strangers("why?", ["the lantern post", "Corridor Review", "Nope"], HELD) == ("Nope",)


def test_the_nearest_outlets_come_first() -> None:
    assert no_such(["Lanten Post"], HELD) == (
        "No outlet “Lanten Post”; did you mean “Lantern Post”?"
        " There are: Lantern Post, The Corridor Review, Meridian Wire."
    )
    assert no_such(["X", "Y"], []) == "No outlet “X”, “Y”; no article names its outlet."
    assert no_such(["X"], [str(number) for number in range(9)]).endswith("0, 1, 2, 3, 4, 5, 6, 7 and 1 more.")
    assert no_such([], HELD) == ""


def test_an_answer_says_which_outlet_is_not_there(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    given = assistant.ask("why was India exempted from CAATSA?", sources=["Nope"])
    assert (given.answered, given.notice.startswith("No outlet “Nope”; there are: ")) == (False, True)
    named = assistant.ask("what did the Northern Ledger write about India's exemption from CAATSA?")
    assert named.notice.startswith("No outlet “Northern Ledger”; there are: ")
    assert assistant.ask("why was India exempted from CAATSA?", sources=["the meridian wire"]).notice == ""
