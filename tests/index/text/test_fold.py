"""What is compared without regard to case, accents, width, ligatures and the form of Unicode."""

import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.fold import fold, without_accents

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
SAME = (
    ("José Núñez", "Jose Nunez", "JOSÉ NÚÑEZ", unicodedata.normalize("NFD", "José Núñez")),
    ("Łukasz Żółty", "lukasz zolty"),
    ("Çiğdem Işık", "Cigdem Isik", "ÇİĞDEM IŞIK"),
    ("Großer Ørsted, Þór", "grosser orsted, thor"),
    ("ﬁne oﬃce", "fine office"),
    ("ＡＢＣ１２３", "abc123"),
    ("CO₂ und H₂O", "CO2 und H2O"),
    ("Đà Nẵng", "Da Nang"),
    ("Œuvre, Æther", "oeuvre, aether"),
    ("ｶﾞｽ", "ガス"),
    ("بيت", "بیت"),
    ("كِتَابٌ", "كتاب", "كـتاب", "کتاب"),
    ("أحمد", "احمد"),
    ("می‌روم", "میروم"),
    ("شماره ۴۵", "شماره ٤٥", "شماره 45"),
    ("सड़क", "सड़क", "सडक"),
    ("१२", "12"),
    ("Ёлка", "елка"),
    ("Ὅμηρος", "ΟΜΗΡΟΣ", "ομηροσ"),
    ("שָׁלוֹם", "שלום"),
    ("O’Neill", "O'Neill"),
)
APART = (("й", "и"), ("が", "か"), ("किताब", "कताब"), ("6½", "612"), ("45¹³", "4513"), ("ไม้", "ไม"))


@pytest.mark.parametrize("spellings", SAME, ids=lambda names: names[0])
def test_spellings_of_one_word_are_folded_to_one(spellings: tuple[str, ...]) -> None:
    assert len({fold(each) for each in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_is_another_word_or_number_stays_another(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(get_args(Form)))
def test_the_form_of_unicode_does_not_count(text: str, form: Form) -> None:
    written = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize(form, written)).split() == fold(written).split()


@given(st.text())
def test_without_accents_every_letter_keeps_its_place(text: str) -> None:
    assert len(without_accents(text)) == len(text)


def test_without_accents_case_is_kept() -> None:
    assert without_accents("El País, Ćwir, Straße") == "El Pais, Cwir, Straße"
