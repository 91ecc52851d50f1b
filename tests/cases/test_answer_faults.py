"""Answers that a hand-written rule once put right; what is learned has to take them over."""

import pytest

from index import Article, Library
from rag import Assistant

EU = "The United Kingdom has voted to leave the European Union, the Office for National Statistics said."
QUAKE = "The earthquake killed 212 people in Karos and 37 in neighbouring Sulan on Monday night."
BEATEN = (
    "Okafor had beaten the champion, Lena Brandt, in the semi-final, while Kerr beat Maria Soto in two sets."
)
SOLD = "The mill was sold by Arne Voll to Orix."
SPARED = (
    "India was spared, officials said, because cooperation with the US government had grown"
    " and arms purchases in Russia declined, on 12 June 2018."
)
VOTES = "Leave won 17,410,742 votes in the referendum of June 2016, or 51.9 per cent, against 48.1 per cent."
MARKED = "the figure, name or clause of the thing that is asked about is marked"


@pytest.mark.parametrize(
    ("text", "question", "short"),
    [
        pytest.param(QUAKE, "How many people were killed in Sulan?", "37", id="figures of two places"),
        pytest.param(BEATEN, "Who beat Maria Soto?", "Kerr", id="winner and loser"),
        pytest.param(SOLD, "Who bought the mill?", "Orix", id="buyer and seller"),
        pytest.param(VOTES, "What share of the votes did Leave win?", "51.9 per cent", id="a share"),
        pytest.param(
            SPARED,
            "Why was India spared?",
            "because cooperation with the US government had grown and arms purchases in Russia declined",
            id="a whole reason",
        ),
    ],
)
@pytest.mark.xfail(reason=MARKED, strict=False)
def test_the_words_that_answer(library: Library, text: str, question: str, short: str) -> None:
    library.add(Article(title="Report", text=text))
    assert Assistant(library).ask(question).short_answer == short


@pytest.mark.xfail(reason="what another country did is no answer", strict=False)
def test_a_date_of_another_country_is_no_answer(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("when did Sweden join NATO?")
    assert answer.short_answer is None or "2023" not in answer.short_answer


@pytest.mark.xfail(
    reason="what the question takes for granted and an article denies comes first", strict=False
)
def test_a_denial_comes_first(library: Library) -> None:
    denied = "Has Dorn been exempted from the levy? It has not."
    asked = "Supporters say that Dorn should be exempted from the levy because its port is small."
    library.add([Article(title="The levy", text=denied), Article(title="Dorn and the levy", text=asked)])
    answer = Assistant(library).ask("when was Dorn exempted from the levy?")
    assert answer.citations[0].quote == denied


@pytest.mark.xfail(reason="an abbreviation is its name written out", strict=False)
def test_an_abbreviation_is_not_missing_where_its_name_is_written_out(library: Library) -> None:
    library.add([Article(title="The vote", text=f"{EU} It was close.")])
    answer = Assistant(library).ask("did the UK vote to leave the EU?")
    assert answer.missing_words == answer.unmentioned == ()


def test_a_question_about_somebody_no_article_names_is_declined(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("when did Norway join NATO?")
    assert not answer.answered
    assert answer.missing_words == ("Norway",)
