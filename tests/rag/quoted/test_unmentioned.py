"""An answer says which names of the question no quoted article mentions."""

import pytest

from index import Article, Library
from rag.answer import Citation
from rag.assistant import Assistant
from rag.quoted.write import unmentioned
from ui.command.terminal import answer_lines
from ui.page.exchange import answer_html
from ui.render.told import told

BEIRUT = Article(
    title="Explosion at Beirut port",
    text="The explosion in Lebanon's port killed at least 78 people.",
    source="Meridian Wire",
    published="2020-08-04",
)
QUOTED = (Citation(1, BEIRUT, 0, 20, BEIRUT.text[:20]),)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("How many were killed in the Finland port explosion?", ("Finland",)),
        ("How many were killed in beirut, Lebanon?", ()),
        ("Warum gab es im Hafen des Libanon eine Explosion?", ()),  # German has a capital on every noun
        ("Wie viele Menschen starben 1998 bei der Explosion im Hafen?", ("1998",)),
        ("What did Meridian Wire write on 4 August 2020 about Beirut's port?", ()),
        ("Was it 78 or 218 in Beirut?", ("218",)),
        ("Finland?", ()),
    ],
)
def test_names_and_numbers_that_stand_in_no_quoted_article(query: str, words: tuple[str, ...]) -> None:
    assert unmentioned(query, QUOTED) == words


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("What did Zoe Munoz say?", "The skipper Zoë Muñoz said nothing."),
        ("What did ZOË MUN\u0303OZ say?", "The skipper Zoe Munoz said nothing."),
        ("What was built in Lodz for Bjork Soltys?", "Łódź built a hall for Björk Sołtys."),
        ("Did CO2 fall to 45 in Gross Strasse?", "CO₂ fell to ٤٥ in Groß Straße."),
        ("Was it Isik of Canakkale?", "It was Işık of Çanakkale."),
        ("Did the ofﬁce in Tokyo answer ＡＢＣ?", "The OFFICE in TŌKYŌ answered ABC."),
    ],
)
def test_a_name_is_mentioned_however_its_letters_are_written(query: str, text: str) -> None:
    assert unmentioned(query, (Citation(1, Article(title="", text=text), 0, 3, text[:3]),)) == ()


def test_a_subject_that_does_not_fit_is_told(sample_library: Library) -> None:
    answer = Assistant(sample_library).ask("How many people were killed in the Finland port explosion?")
    if answer.answered:
        assert answer.unmentioned == ("Finland",)
        line = "The quoted articles do not mention “Finland”."
        assert line in answer_lines(answer)
        assert line in answer_html(told(answer))


def test_nothing_is_missed_in_answers_to_the_samples_own_questions(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    for question in (
        "Why was India exempted from CAATSA?",
        "How much did India agree to pay for the S-400?",
        "Why was Turkey removed from the F-35 programme?",
        "Who scored for France in the 2018 World Cup final?",
        "Who replaced Gotabaya Rajapaksa as president of Sri Lanka?",
    ):
        assert assistant.ask(question).unmentioned == ()
