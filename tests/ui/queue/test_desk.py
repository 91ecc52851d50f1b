"""Many at one desk: places, equal questions, answers that are kept, and what goes wrong with some of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import Library
from index.errors import OutOfMemory
from rag.answer import Answer, Turn
from rag.assistant import Assistant
from rag.evidence.gather import Evidence
from rag.evidence.marking import unmarked
from rag.quoted.write import Quoting
from rag.stream import Stop
from tests.kit.held import LONGEST, Held
from ui.queue import Asker, Crowded, Desk, Place, Places, TookTooLong
from ui.queue.line import LONGEST_RETRY
from ui.queue.wish import wish
from ui.queue.work import is_nearer

WHO, WHY, WHEN = (
    "Who bought the S-400?",
    "Why was India exempted from CAATSA?",
    "When did it land on the Moon?",
)
FEW = Places(at_once=1, waiting=2, of_one=9)


@pytest.fixture
def held() -> Iterator[Held]:
    writer = Held()
    yield writer
    writer.go.set()


def desk_of(library: Library, writer: Any, places: Places = FEW) -> Desk:
    return Desk(Assistant(library, writer=writer, marking=unmarked), places)


def told(asker: Asker) -> Any:
    """What is told in the end."""
    for _ in asker:
        pass
    return asker.told


def test_so_many_are_answered_at_once_and_the_others_are_told_their_place(
    sample_library: Library, held: Held
) -> None:
    desk = desk_of(sample_library, held)
    first = desk.ask(wish("ask", WHO))
    assert held.next_begun() == WHO
    second, third = desk.ask(wish("ask", WHY)), desk.ask(wish("ask", WHEN))
    assert (next(second), next(third)) == (Place(1), Place(2))
    assert desk.line.lengths == (1, 2)
    with pytest.raises(Crowded, match="Many are asking just now; ask again in") as refused:
        desk.ask(wish("ask", "Who won?"))
    assert (refused.value.status, 1 <= refused.value.wait <= 9) == (503, True)
    held.go.set()
    assert [told(each).question for each in (first, second, third)] == [WHO, WHY, WHEN]
    assert [held.next_begun(), held.next_begun()] == [WHY, WHEN]
    assert (desk.askers, held.begun.empty()) == (0, True)


def test_who_is_refused_is_asked_to_come_back_after_those_refused_before(
    sample_library: Library, held: Held
) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=0, of_one=9))
    desk.ask(wish("ask", WHO))
    waits = []
    for number in range(40):
        with pytest.raises(Crowded) as refused:
            desk.ask(wish("ask", f"Who won {number}?"))
        waits.append(refused.value.wait)
    assert waits == sorted(waits)
    assert len(set(waits)) >= 4  # of a quick answer each, before any was made


def test_those_who_are_refused_come_back_spread_over_half_a_minute_however_many_they_are(
    sample_library: Library, held: Held
) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=0, of_one=9))
    desk.ask(wish("ask", WHO))
    waits = Counter(desk.line.appointment() for _ in range(300))
    assert max(waits) <= LONGEST_RETRY
    assert len(waits) >= LONGEST_RETRY - 2
    assert max(waits.values()) <= 2 * 300 / LONGEST_RETRY


def test_no_more_are_let_in_at_once_than_find_a_place_when_they_arrive(
    sample_library: Library, held: Held
) -> None:
    desk = desk_of(sample_library, held)
    for _ in range(3):  # one is answered, two wait
        desk.expect()
    with pytest.raises(Crowded):
        desk.expect()
    desk.arrive()
    desk.ask(wish("ask", WHO))
    held.next_begun()
    with pytest.raises(Crowded):
        desk.expect()
    desk.arrive()  # of whom nothing was asked
    desk.expect()


def test_a_place_is_told_again_when_it_is_an_eighth_nearer() -> None:
    told, heard = 0, []
    for before in range(32, -1, -1):
        if is_nearer(before, told):
            told = before
            heard.append(before)
    assert heard == [32, 27, 23, 20, 17, 14, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert not is_nearer(0, 0)


def test_equal_questions_are_one_answer_of_which_each_hears_all(sample_library: Library, held: Held) -> None:
    desk = desk_of(sample_library, held)
    askers = [desk.ask(wish("ask", WHY)) for _ in range(10)]
    assert held.next_begun() == WHY
    askers[0].close()
    held.go.set()
    answers = [told(each) for each in askers[1:]]
    assert all(answer is answers[0] for answer in answers)
    assert answers[0].text == "".join(piece.text for piece in desk.ask(wish("ask", WHY)) if piece)  # type: ignore[union-attr]
    assert held.begun.empty()
    assert not askers[0].is_whole
    counted = desk.tally.counts().questions
    assert counted == {("ask", "made"): 1, ("ask", "shared"): 9, ("ask", "kept"): 1}


def test_nobody_is_let_in_whose_turn_would_come_too_late(sample_library: Library, held: Held) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=9, of_one=9, patience=2.5))
    for question in (WHO, WHY, WHEN):  # one second is what an answer is taken for before any was made
        desk.ask(wish("ask", question))
    with pytest.raises(Crowded):
        desk.ask(wish("ask", "Who won?"))
    assert sum(desk.line.lengths) == 3


def test_an_answer_that_nobody_waits_for_is_stopped_and_its_place_is_free(
    sample_library: Library, held: Held
) -> None:
    desk = desk_of(sample_library, held)
    both = [desk.ask(wish("ask", WHO)) for _ in range(2)]
    held.next_begun()
    waiting, last = desk.ask(wish("ask", WHY)), desk.ask(wish("ask", WHEN))
    waiting.close()
    assert next(last) == Place(1)
    both[0].close()
    assert held.stopped.empty()
    both[1].close()
    assert held.stopped.get(timeout=LONGEST) == WHO
    assert held.next_begun() == WHEN  # the other one had left before its turn
    held.go.set()
    assert told(last).question == WHEN


@pytest.mark.parametrize(
    "other",
    [
        wish("ask", WHY, history=[Turn("Who bought the S-400?", "India.")]),
        wish("ask", WHY, since="2017-01-01"),
        wish("ask", WHY, sources=["The Hindu"]),
        wish("ask", WHY, tags=["To read"]),
        wish("ask", WHY, names=["India"]),
        wish("ask", WHY, rewrite=False),
        wish("check", "India was exempted from CAATSA."),
        wish("search", WHY, k=3),
    ],
)
def test_what_an_answer_depends_on_tells_questions_apart(sample_library: Library, other: Any) -> None:
    desk = desk_of(sample_library, Quoting())
    one = told(desk.ask(wish("ask", WHY)))
    assert told(desk.ask(other)) is not one
    assert told(desk.ask(wish("ask", WHY))) is one
    made = {kind: number for (kind, how), number in desk.tally.counts().questions.items() if how == "made"}
    assert sum(made.values()) == 2


def test_no_answer_of_before_a_change_of_the_library_is_given(library: Library, folder: Path) -> None:
    library.add(folder)
    desk = desk_of(library, Quoting())
    question = wish("ask", "When was the Suez Canal blocked?")
    before = told(desk.ask(question))
    assert told(desk.ask(question)) is before
    library.remove([each.id for each in library.articles()])
    after = told(desk.ask(question))
    assert (after.answered, after.reason) == (False, "empty library")


def test_questions_are_asked_within_tags_and_names_as_they_are_now(library: Library, folder: Path) -> None:
    library.add(folder)
    desk = desk_of(library, Quoting())
    suez = next(each.id for each in library.articles() if "Suez" in each.title)
    question = wish("ask", "When was the Suez Canal blocked?", tags=["Canals"])
    assert told(desk.ask(question)).searched.articles == 0
    library.by_hand.tag(suez, "canals")
    after = told(desk.ask(question))
    assert (after.answered, after.searched.articles) == (True, 1)
    assert {each.article_id for each in after.citations} == {suez}
    named = told(desk.ask(wish("ask", "When was the Suez Canal blocked?", names=["NATO"])))
    assert (named.answered, named.searched.articles) == (False, 1)


def test_an_answer_during_which_the_library_changes_is_not_kept(
    library: Library, folder: Path, held: Held
) -> None:
    library.add(folder)
    desk = desk_of(library, held)
    asker = desk.ask(wish("ask", "When was the Suez Canal blocked?"))
    held.next_begun()
    library.remove([each.id for each in library.articles()])
    held.go.set()
    told(asker)
    assert len(desk.kept) == 0


def test_one_client_may_not_have_all_places(sample_library: Library, held: Held) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=9, of_one=2))
    first, _ = desk.ask(wish("ask", WHO), "ann"), desk.ask(wish("ask", WHY), "ann")
    with pytest.raises(Crowded, match="You are asking too much at once") as refused:
        desk.ask(wish("ask", WHEN), "ann")
    assert refused.value.status == 429
    desk.ask(wish("ask", WHEN), "bob")
    desk.ask(wish("ask", WHO), "ann")  # the same is no more work
    first.close()
    assert desk.tally.counts().refusals == {429: 1}


class Failing:
    """A writer that fails as it is told to."""

    def __init__(self, *problems: BaseException) -> None:
        self.problems = list(problems)

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[Answer]:
        """Raise the next problem, or quote when there are no more."""
        if self.problems:
            raise self.problems.pop(0)
        yield from Quoting().write(evidence, today=today, stop=stop)


@pytest.mark.parametrize(
    ("problem", "raised", "line"),
    [
        (OSError("the disk"), OSError, "the disk"),
        (SystemExit(3), RuntimeError, "SystemExit"),
        (MemoryError(), OutOfMemory, "the memory ran out: .* try again"),
    ],
)
def test_a_thread_that_dies_in_the_middle_takes_nobody_along(
    sample_library: Library, problem: BaseException, raised: type[Exception], line: str
) -> None:
    desk = desk_of(sample_library, Failing(problem))
    askers = [desk.ask(wish("ask", WHY)) for _ in range(2)]
    for asker in askers:
        with pytest.raises(raised, match=line):
            told(asker)
    assert told(desk.ask(wish("ask", WHY))).question == WHY  # the failure was not kept
    assert desk.askers == 0


def test_an_answer_that_takes_too_long_is_stopped(sample_library: Library, held: Held) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=1, of_one=9, longest=0.0))
    asker = desk.ask(wish("ask", WHO))
    assert held.next_begun() == WHO
    with pytest.raises(TookTooLong, match="was stopped; ask again"):
        told(asker)
    assert held.stopped.get(timeout=LONGEST) == WHO


def test_who_waits_too_long_for_the_turn_is_told_to_come_back(sample_library: Library, held: Held) -> None:
    desk = desk_of(sample_library, held, Places(at_once=1, waiting=1, of_one=9, patience=0.0))
    desk.ask(wish("ask", WHO))
    held.next_begun()
    with pytest.raises(Crowded):
        told(desk.ask(wish("ask", WHY)))
    assert desk.line.lengths == (1, 0)


def test_a_question_that_makes_no_sense_takes_no_place(sample_library: Library) -> None:
    desk = desk_of(sample_library, Quoting())
    wrong: Sequence[Any] = (
        wish("ask", " "),
        wish("check", "Was it?"),
        wish("search", WHY, since="soon", k=1),
    )
    for each in wrong:
        with pytest.raises(ValueError, match=r"blank|question|no day"):
            desk.ask(each)
    assert (desk.askers, desk.line.lengths) == (0, (0, 0))
