"""Which sentences an answer is made of."""

from index import Article
from index.passage import Hit, Passage
from rag.evidence.rank import Candidate, Marked, Signs
from rag.quoted.compose import compose, compose_all

FIRST, COMPLETING, ASIDE = (
    "The fire at the Dorn mill killed four people on Monday.",
    "Firemen said that many people died in the fire because the mill had one door.",
    "The hall was built of larch in the spring of that year.",
)
TEXT = f"{FIRST} {COMPLETING} {ASIDE}"
ELSEWHERE = "A storm near Orrin killed three people on Sunday."
QUESTION = "How many people died in the fire at the Dorn mill?"


def hit(text: str, title: str, rank: int = 1) -> Hit:
    article = Article(id=title, title=title, text=text)
    return Hit(Passage(rank, title, 0, len(text)), article, 1 - rank / 10, rank, 0.5, 3.0)


MILL, STORM = hit(TEXT, "Mill burns"), hit(ELSEWHERE, "Storm in Orrin", 2)


def candidate(found: Hit, sentence: str, *, words: float, reader: float, said: str = "") -> Candidate:
    start = found.article.text.index(sentence)
    first = start + sentence.index(said) if said else 0
    answers = (Marked(first, first + len(said), 4.0, 0.9),) if said else ()
    signs = Signs(words, found.score, reader)
    return Candidate(found, start, start + len(sentence), signs, answers)


def quotes(question: str, found: list[Candidate]) -> list[str]:
    return [cited.quote for cited in compose(question, found).citations]


def test_a_sentence_is_added_that_speaks_of_what_is_asked_and_none_that_does_not() -> None:
    found = [
        candidate(MILL, FIRST, words=0.8, reader=0.6, said="four"),
        candidate(MILL, COMPLETING, words=0.8, reader=0.5, said="many"),
        candidate(MILL, ASIDE, words=0.0, reader=0.1),
    ]
    assert quotes(QUESTION, found) == [FIRST, COMPLETING]


def test_a_sentence_about_something_else_is_not_added_though_the_reader_finds_an_answer_in_it() -> None:
    found = [
        candidate(MILL, FIRST, words=0.8, reader=0.6, said="four"),
        candidate(STORM, ELSEWHERE, words=0.2, reader=0.6, said="three"),
    ]
    assert quotes(QUESTION, found) == [FIRST]


def test_where_the_best_says_little_more_is_told() -> None:
    asked = "Who was killed near Orrin?"
    other = candidate(STORM, ELSEWHERE, words=0.9, reader=0.5, said="three people")
    unsure = candidate(MILL, ASIDE, words=0.0, reader=0.9, said="larch")
    assert quotes(asked, [unsure, other]) == [ASIDE, ELSEWHERE]


def test_all_sentences_are_told_where_nothing_is_asked_of_them() -> None:
    found = [
        candidate(MILL, FIRST, words=0, reader=0),
        candidate(MILL, FIRST, words=0, reader=0),
        candidate(STORM, ELSEWHERE, words=0, reader=0),
    ]
    assert [cited.quote for cited in compose_all(found).citations] == [FIRST, ELSEWHERE]
