"""What the reader marks, weighed: things of one list together, and each told once."""

from index import Article
from index.passage import Hit, Passage
from rag.listed.thing import LOWEST, SURE, Thing, different, weighed

TEXT = "Symptoms include fever, a dry cough and weak limbs. The plague came with rats. It spread in Lenna."


def marked(words: str, margin: float, said: float = 1.0) -> Thing:
    """Return words of the text as the reader marks them."""
    hit = Hit(Passage(1, "a", 0, len(TEXT)), Article(id="a", title="Plague", text=TEXT), 1.0, 1, 1.0, 1.0)
    start = TEXT.index(words)
    first = TEXT.rfind(". ", 0, start) + 2 if ". " in TEXT[:start] else 0
    return Thing(hit, (first, TEXT.index(".", start) + 1), start, start + len(words), margin, said)


def texts(things: list[Thing]) -> list[str]:
    return [each.text for each in things]


def test_a_list_that_is_marked_as_one_is_taken_apart() -> None:
    found = weighed([marked("fever, a dry cough and weak limbs", 3.0)], "symptoms of the plague")
    assert texts(found) == ["fever", "a dry cough", "weak limbs"]
    assert all(each.listed and each.behind == 0 and each.margin == 3.0 for each in found)


def test_things_of_one_list_are_as_far_behind_as_the_best_of_them() -> None:
    found = weighed([marked("fever", 5.0), marked("a dry cough", 1.0), marked("rats", 2.0)], "symptoms")
    assert [(each.text, each.behind, each.listed) for each in found] == [
        ("fever", 0.0, False),
        ("a dry cough", 0.0, False),
        ("rats", -3.0, False),
    ]


def test_a_thing_of_a_list_may_be_less_sure_than_one_by_itself() -> None:
    whole = weighed([marked("fever, a dry cough and weak limbs", SURE - 2)], "symptoms")
    assert all(each.is_told for each in whole)
    (alone,) = weighed([marked("rats", SURE - 2)], "symptoms")
    assert not alone.is_told
    sure, less_said = weighed([marked("rats", SURE), marked("Lenna", SURE, said=0.5)], "symptoms")
    assert sure.is_told
    assert not less_said.is_told
    behind = weighed([marked("fever, a dry cough and weak limbs", 1.0), marked("rats", 9.0)], "symptoms")
    assert [each.text for each in behind if each.is_told] == ["rats"]


def test_what_the_reader_holds_for_no_answer_is_not_looked_at() -> None:
    assert weighed([marked("rats", LOWEST - 0.1)], "symptoms") == []
    assert weighed([], "symptoms") == []


def test_a_thing_is_told_once_and_none_that_the_question_names() -> None:
    found = [marked("rats", 1.0), marked("fever", 3.0), marked("rats", 5.0), marked("plague", 9.0)]
    assert texts(list(different(found, "what the plague came with"))) == ["rats", "fever"]
