"""Words of every script, as slices of their text and as terms of an index."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.joined import content_parts, whole_words
from index.search.asked import asked
from index.text.words import analysed, count_words, sought, word_spans, words_of
from tests.kit.languages import SMALL, Small

SCRIPTS = (
    "aZé9'’-._ \n“。॥«हिन्दी़বাংলাதமிழ்ไทยจ้าລາວខ្មែរမြန်မာ漢字カナかな"
    '한글العربيةَעִבְ"רΕλάՀայ՞አማᠮ𠮷😀\u200c\u200d\u0301'
)
texts = st.text(alphabet=st.one_of(st.sampled_from(SCRIPTS), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में क़लम की निब", ["हिन्दी", "में", "क़लम", "की", "निब"]),
        ("বাংলাদেশের ইলিশ", ["বাংলাদেশের", "ইলিশ"]),
        ("தமிழ்நாட்டு நூலகம்", ["தமிழ்நாட்டு", "நூலகம்"]),
        ("می‌خواهم کتاب", ["می‌خواهم", "کتاب"]),
        ('צה"ל הודיע', ['צה"ל', "הודיע"]),
        ("Ո՞վ եկավ", ["Ո՞վ", "եկավ"]),
        ("ነው፤ አይደለም፡ወይ", ["ነው", "አይደለም", "ወይ"]),
        ("ตลาดน้ำ", ["ตลาด", "น้ำ"]),
        ("新しい図書館", ["新しい", "図書館"]),
        ("Café de\u0301ja\u0300-vu", ["Café", "de\u0301ja\u0300-vu"]),
        ("S-400 didn’t", ["S-400", "didn't"]),
        ("第3季ABC公司", ["第", "3", "季", "ABC", "公司"]),
    ],
)
def test_a_mark_belongs_to_its_letter_and_scripts_without_spaces_are_cut(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(texts)
def test_every_word_is_a_slice_in_order_and_none_begins_with_a_mark(text: str) -> None:
    spans = word_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    assert words_of(text) == [text[start:end].replace("’", "'") for start, end in spans]


@given(texts)
def test_every_letter_is_in_a_word(text: str) -> None:
    held = {at for start, end in word_spans(text) for at in range(start, end)}
    assert {at for at, letter in enumerate(text) if letter.isalnum()} <= held


@given(texts)
def test_what_is_sought_of_a_word_is_what_its_text_is_indexed_by(text: str) -> None:
    terms = set(analysed(text))
    for start, end in word_spans(text):
        if text[start:end].isalnum():
            assert set(sought(text[start:end])) <= terms | set(analysed(text[start:end]))


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_span_is_widened_to_whole_words_and_never_cut(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    first, last = whole_words(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert whole_words(text, first, last) == (first, last) or text.isascii() or first < start or last > end


def test_a_name_that_no_dictionary_knows_is_one_word() -> None:
    text = "市长高明远说，图书馆开放"
    words = [text[parts[0][0] : parts[-1][1]] for parts in content_parts(text)]
    assert "高明远" in words
    assert "图书馆" in words


def test_a_mark_of_a_vowel_at_the_edge_is_not_cut_off() -> None:
    text = "किसान खुश हैं।"
    assert text[slice(*whole_words(text, 6, 8))] == "खुश"


def test_words_of_signs_are_counted_as_words() -> None:
    assert count_words("The mayor spoke.") == 3
    assert 5 <= count_words("熊猫妈妈昨天生了一对双胞胎。") <= 9


@pytest.mark.parametrize(
    ("stems", "forms"),
    [("мост", "мосты моста мостов мостам"), ("مهندس", "المهندس مهندس"), ("σπιτ", "σπίτι σπίτια")],
)
def test_forms_of_a_word_have_one_stem_where_snowball_knows_its_script(stems: str, forms: str) -> None:
    assert {term for form in forms.split() for term in analysed(form)} == {stems}


def test_korean_particles_do_not_keep_a_word_from_being_found() -> None:
    (terms,) = asked("도서관에서")
    assert set(terms) <= set(analysed("새 도서관이 열렸다"))


@pytest.mark.parametrize("small", SMALL, ids=lambda small: small.language)
def test_the_question_words_of_each_language_are_left_out(small: Small) -> None:
    for question in small.asked:
        assert 1 <= len(asked(question)) < len(word_spans(question)), question


def test_english_needs_neither_the_dictionaries_nor_the_properties_of_unicode() -> None:
    code = """
import sys
from index.search.asked import asked
from index.text.split import sentences
from index.search.asked import asked
from index.text.words import analysed, word_spans
text = "The mayor’s “café” in Łódź isn’t open — said Zoë O’Hara. It costs €5½."
asked(text), analysed(text), word_spans(text), sentences(text)
print(*{"icu4py", "regex"} & {*sys.modules})
asked("图书馆")
print(*{"icu4py"} & {*sys.modules})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["", "icu4py"]
