"""Things that articles name: found by reading many passages, each once, with the sentence that says so."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index import Article, Library
from index.passage import Hit
from rag import Answer, Assistant
from rag.evidence.marking import unmarked
from rag.evidence.rank import Marked
from rag.listed import things
from rag.listed.write import SHOWN
from rag.stream import MORE
from tests.kit.sound import sound
from tests.kit.word_encoder import WordEncoder
from ui.command.terminal import answer_lines

TEXTS = (
    "The regional health board said on Monday that the clinic in Ardal will close in June. Its forty beds go"
    " to the hospital of Bramen, which stays open.",
    "The Bramen clinic opened a new ward for children. The ward cost two million crowns and has ten beds.",
    "The Dorn clinic will close at the end of the year, the mayor said. Patients will travel to Bramen.",
    "Clinics in Lenna and Kelmar will close next spring, according to a letter to the staff.",
    "The Ardal clinic will close, and its nurses were told so by the board on Tuesday evening.",
    "A report on fishing says that quotas for cod fall by a tenth. Boats stay in the harbour of Lenna.",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("library"), encoder=WordEncoder())
    made.add([Article(title=f"Note {number}", text=text) for number, text in enumerate(TEXTS)])
    return made


def listed(library: Library, question: str) -> Answer:
    answer = Assistant(library).ask(question)
    sound(answer)
    return answer


def test_things_are_named_once_each_with_its_sentence(library: Library) -> None:
    answer = listed(library, "Which clinics will close?")
    assert (answer.kind, answer.total, len(answer.rows)) == ("list", 4, 4)
    assert {row.value.removeprefix("The ").removesuffix(" clinic") for row in answer.rows} == {
        "Ardal",
        "Dorn",
        "Lenna",
        "Kelmar",
    }
    for row in answer.rows:
        words = [row.citation.article.text[start:end] for start, end in row.citation.answer_words]
        assert row.value in words
        assert row.value in row.citation.quote
        assert f"“{row.value}”" in answer.text.split("\n\n")[0]
    assert answer.taken_for == "Listing what is asked for: “Which clinics will close”"
    assert f"by reading the {library.summary().passages} passages nearest" in answer.text


def test_things_of_one_sentence_are_quoted_once(library: Library) -> None:
    answer = listed(library, "Which clinics will close?")
    both = [row for row in answer.rows if row.value in ("Lenna", "Kelmar")]
    assert [row.value for row in both] == ["Lenna", "Kelmar"]
    assert both[0].citation is both[1].citation
    assert len(both[0].citation.answer_words) == 2
    assert len(answer.citations) == len(answer.sentences) == 3
    assert answer.text.count("Clinics in Lenna and Kelmar") == 1
    assert answer_lines(answer).count("Clinics in Lenna and Kelmar") == 1


def test_the_text_says_how_many_things_its_quotations_leave_out(tmp_path: Path) -> None:
    made = Library.open(tmp_path, encoder=WordEncoder())
    names = [f"{first}{last}" for first in ("Al", "Ber", "Dor", "Len", "Kel", "Mar") for last in ("da", "nu")]
    told = (f"The clinics in {one}a and {one}o will close in June, the board said." for one in names)
    made.add([Article(title=f"Note {one}", text=text) for one, text in zip(names, told, strict=True)])
    answer = Assistant(made).ask("Which clinics will close?")
    assert len(answer.sentences) == SHOWN < len(answer.citations) < len(answer.rows)
    left = sum(row.citation.number > SHOWN for row in answer.rows)
    assert answer.text.endswith(f"And {left} more.")


@pytest.mark.parametrize(
    "question",
    [
        "list all the clinics that will close",
        "name all clinics that will close",
        "Name the clinics that will close",
    ],
)
def test_a_list_may_be_asked_for_in_other_words(library: Library, question: str) -> None:
    answer = listed(library, question)
    assert {"Ardal", "Dorn", "Lenna", "Kelmar"} <= {row.value.removesuffix(" clinic") for row in answer.rows}


@pytest.mark.parametrize(
    "question", ["which wards have ten beds?", "which clinic will close?", "list all the mayors of Rome"]
)
def test_fewer_than_three_things_are_told_as_an_ordinary_answer(library: Library, question: str) -> None:
    assert listed(library, question).kind == "quoted"


def test_no_more_passages_are_read_once_the_nearest_name_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(things, "AT_ONCE", 2)
    read: list[int] = []

    def none_of(query: str, hits: Sequence[Hit]) -> dict[int, list[Marked]]:
        read.append(len(hits))
        return unmarked(query, hits)

    assert Assistant(library, marking=none_of).ask("which clinics will close?").kind == "quoted"
    assert read == [2, library.summary().passages]  # for a list, and then as an ordinary question


def test_a_list_needs_the_reader_that_is_given(library: Library) -> None:
    assert Assistant(library, marking=unmarked).ask("which clinics will close?").kind == "quoted"


def test_forms_of_one_name_are_one_thing(tmp_path: Path) -> None:
    made = Library.open(tmp_path, encoder=WordEncoder())
    told = (
        "Councillor Ilona Marek voted against the levy.",
        "Councillor Marek voted against the levy in the end.",
        "The councillor Nils Brandt voted against the levy because of its cost.",
        "Ilse Dorn, a councillor, voted against the levy, too.",
    )
    made.add([Article(title=f"Council {number}", text=text) for number, text in enumerate(told)])
    answer = listed(made, "list all councillors who voted against the levy")
    assert sorted(row.value.split()[-1] for row in answer.rows) == ["Brandt", "Dorn", "Marek"]


def test_a_sentence_has_to_say_what_is_asked_and_a_thing_is_no_kind(library: Library) -> None:
    answer = listed(library, "which clinics will close?")
    assert all("clinic" in row.citation.quote.lower() for row in answer.rows)
    assert all("close" in row.citation.quote for row in answer.rows)
    assert all("clinics" not in row.value.lower() for row in answer.rows)


def test_what_is_found_comes_while_other_passages_are_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(things, "AT_ONCE", 2)
    question = "Which clinics will close?"
    seen: list[Answer] = []
    with Assistant(library).stream(question) as stream:
        pieces = []
        for piece in stream:
            pieces.append(piece)
            if piece == MORE:
                assert stream.so_far
                seen.append(stream.so_far)
    assert seen[0].text.startswith("3 so far, in 2 of 7 passages that are read: ")
    assert all(len(each.rows) == each.total for each in seen)
    for each in seen:
        sound(each)
    assert stream.answer.total == 4
    assert "".join(pieces) == stream.answer.text
    assert stream.answer.rows == listed(library, question).rows


def test_a_list_of_which_some_was_found_can_be_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(things, "AT_ONCE", 2)
    with Assistant(library).stream("Which clinics will close?") as stream:
        assert next(stream) == MORE
        stream.close()
        assert next(stream, None) is None
    assert stream.so_far
    assert stream.so_far.total == 3
    assert not stream.is_whole
