"""Who does it, and to whom it is done."""

import pytest

from rag.evidence.roles import in_other_role

BEAT = (
    "Okafor had beaten the champion, Lena Brandt, in the semi-final, while Kerr beat Maria Soto in two sets."
)
ACCUSED = "President Jonas Reth accused the neighbouring state of Dorn of arming the rebels."
SOLD = "The mill was sold by Arne Voll to Orix."
VOTED = "Belarus and Mali joined Russia in voting against."


def wrong(question: str, text: str, marked: str) -> bool:
    at = text.index(marked)
    return in_other_role(question, text, (at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Who beat Okafor?", BEAT, "Lena Brandt"),
        ("Who beat Maria Soto?", BEAT, "Lena Brandt"),
        ("Whom did Kerr beat?", BEAT, "Kerr"),
        ("Who was accused of arming the rebels?", ACCUSED, "Jonas Reth"),
        ("Which company was sold by Arne Voll?", SOLD, "Arne Voll"),
        ("Who voted for the resolution?", VOTED, "Belarus"),
        ("Who bought the mill?", SOLD, "Arne Voll"),
        ("Who lost the final?", "Kerr won the final on Sunday.", "Kerr"),
        ("Who sued Voll?", "Marcus Hale was sued by Voll in May.", "Marcus Hale"),
    ],
)
def test_what_has_the_other_role_does_not_answer(question: str, text: str, marked: str) -> None:
    assert wrong(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Who beat Maria Soto?", BEAT, "Kerr"),
        ("Who beat Lena Brandt?", BEAT, "Okafor"),
        ("Whom did Okafor beat?", BEAT, "Lena Brandt"),
        ("Who accused Dorn?", ACCUSED, "President Jonas Reth"),
        ("Who sold the mill?", SOLD, "Arne Voll"),
        ("Who lost the final?", "Okafor lost the final on Sunday.", "Okafor"),
        ("Which mill was sold by Arne Voll?", SOLD, "The mill"),
        ("Who voted against the resolution?", VOTED, "Belarus"),
        ("Who said it was too late?", "It was too late, said Arne Voll.", "Arne Voll"),
        ("Who attacked the fort?", "The attack by the Northern Front began at dawn.", "Northern Front"),
        ("Who shot the mayor?", "The man who shot the mayor was Arne Voll.", "Arne Voll"),
        ("Who won the race?", "After he won the race, Arne Voll wept.", "Arne Voll"),
        ("Who was accused of fraud?", "Arne Voll, accused of fraud, has fled.", "Arne Voll"),
        ("Who is the mayor?", BEAT, "Kerr"),
        ("When did Kerr win?", BEAT, "Kerr"),
        ("Who died?", "Arne Voll died on Monday.", "Arne Voll"),
    ],
)
def test_what_may_have_the_role_that_is_asked_for_stays(question: str, text: str, marked: str) -> None:
    assert not wrong(question, text, marked)
