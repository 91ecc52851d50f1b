import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.operators import Term, in_question, in_search

HARBOUR = Term("harbour levy", exact=True)


@pytest.mark.parametrize(
    ("query", "text", "groups"),
    [
        ('"harbour levy"', "harbour levy", [[HARBOUR]]),
        ("“harbour levy” reform", "harbour levy reform", [[HARBOUR]]),
        ("„harbour levy“", "harbour levy", [[HARBOUR]]),
        ("«harbour levy»", "harbour levy", [[HARBOUR]]),
        ("» harbour \n levy «", "harbour levy", [[HARBOUR]]),
        ("他说「你好世界」吗", "他说 你好世界 吗", [[Term("你好世界", exact=True)]]),
        (
            '"harbour levy" OR "port fee" ship',
            "harbour levy port fee ship",
            [[HARBOUR, Term("port fee", exact=True)]],
        ),
        ("tram OR bus OR ship", "tram bus ship", [[Term("tram"), Term("bus"), Term("ship")]]),
        ("tram or bus", "tram or bus", []),
        ("title:depot tram", "tram", [[Term("depot", "title", exact=True)]]),
        ('Source:"Lantern Post" levy', "levy", [[Term("Lantern Post", "source", exact=True)]]),
        (
            "author:Ann OR author:Bo",
            "",
            [[Term("Ann", "author", exact=True), Term("Bo", "author", exact=True)]],
        ),
        ('a 17" or 19" screen', 'a 17 " or 19 " screen', []),
        ("rock 'n' roll don't", "rock 'n' roll don't", []),
        ("https://example.org/a state-owned 3:1", "https://example.org/a state-owned 3:1", []),
    ],
)
def test_a_search_is_parted_into_words_and_what_articles_must_have(
    query: str, text: str, groups: list[list[Term]]
) -> None:
    found = in_search(query)
    assert (found.text, [list(group) for group in found.groups], found.notes) == (text, groups, ())


def test_what_stands_behind_a_minus_is_left_out() -> None:
    found = in_search('tram -bus, -"harbour levy" -source:Herald state-owned')
    assert found.text == "tram state-owned"
    assert found.without == (Term("bus"), HARBOUR, Term("Herald", "source", exact=True))


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("after:2022 levy", "2023-01-01", None),
        ("after:2022-02 before:2022-04 levy", "2022-03-01", "2022-03-31"),
        ("before:2022-03-01 levy", None, "2022-02-28"),
        ("after:2020 after:2021 levy", "2022-01-01", None),
    ],
)
def test_days_lie_behind_and_in_front_of_what_is_named(
    query: str, since: str | None, until: str | None
) -> None:
    found = in_search(query)
    assert (found.since, found.until, found.text, found.notes) == (since, until, "levy", ())


@pytest.mark.parametrize(
    ("query", "text", "note"),
    [
        ('"harbour levy', "harbour levy", "The quotation mark before “harbour levy” is never closed"),
        ("tram - bus", "tram bus", "A minus alone leaves nothing out."),
        ("-", "", "A minus alone leaves nothing out."),
        ('"" tram', "tram", "The quotation marks have no word between them."),
        ("site:x.org tram", "site:x.org tram", "“site:” is no field; it is searched as a word."),
        ("tram after:", "tram after:", "“after:” has nothing behind it; it is searched as a word."),
        ("tram title:", "tram title:", "“title:” has nothing behind it; it is searched as a word."),
        ("tram after:soon", "tram after:soon", "“after:soon” names no day, as after:2022-03-05"),
        ("before:0001 tram", "before:0001 tram", "“before:0001” names no day"),
        ("after:2022-13 tram", "after:2022-13 tram", "“after:2022-13” names no day"),
        ("tram -after:2020", "tram", "-after:2020: a minus before a day leaves nothing out."),
        ("tram OR", "tram", "OR joins two words or phrases; one side of it has none."),
    ],
)
def test_what_is_no_operator_is_taken_as_words_and_said(query: str, text: str, note: str) -> None:
    found = in_search(query)
    assert (found.text, bool(found)) == (text, False)
    assert len(found.notes) == 1
    assert found.notes[0].startswith(note)


@pytest.mark.parametrize(
    "question",
    [
        "Is a state-owned bank - or the EU -wide one - better OR worse?",
        "title: a book or a film?",
        "What's 'the thing' in rock 'n' roll?",
        'What is a 17" screen?',
        "What is the score at 3:1, and what happened after: the war?",
        "Is it NOT so?",
    ],
)
def test_a_question_in_prose_has_no_operators(question: str) -> None:
    found = in_question(question)
    assert (found.text, bool(found), found.notes) == (question, False, ())


def test_a_question_keeps_its_phrases_and_loses_its_fields() -> None:
    found = in_question('What happened to the "harbour levy" source:Herald after:2021?')
    assert found.text == 'What happened to the "harbour levy"?'
    assert found.groups == ((HARBOUR,), (Term("Herald", "source", exact=True),))
    assert found.since == "2022-01-01"
    assert in_question("Was sagte er über „die Maut“?").groups == ((Term("die Maut", exact=True),),)
    assert in_question("他说「你好」吗?").groups == ((Term("你好", exact=True),),)


@given(st.text(alphabet='ab -"“”„«»「」\n', max_size=40))
def test_whatever_is_typed_is_parted_without_losing_a_letter(query: str) -> None:
    found = in_search(query)
    kept = found.text + "".join(term.words for term in found.without)
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, query))
    assert in_question(query).text == query


@given(st.text(max_size=60))
def test_any_text_is_parted(query: str) -> None:
    assert not in_question(query).without
    in_search(query)
