"""What people thought of answers is kept, and is a set of questions that quoth eval reads."""

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from index import Article, Library, QuothError
from index.encode import Encoder
from index.store.opening import FOLDER
from rag import Assistant
from rag.evaluation import Gold, evaluate, read_questions
from tests.kit.exports import ANSWER, REFUSAL
from tests.kit.news import SUEZ
from tests.kit.postgres_server import needs_postgres, new_address
from ui.command.command import main
from ui.feedback.feedback import Feedback, reasons
from ui.feedback.kept import FEEDBACK, FeedbackFile, feedback_of
from ui.render.texts import REASONS
from ui.render.told import told, told_from


def rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / FEEDBACK).read_text(encoding="utf-8").splitlines()]


def kept(folder: Path, *given: Feedback) -> Path:
    for feedback in given:
        FeedbackFile(folder).add(feedback)
    return folder / FEEDBACK


def test_what_is_known_of_the_right_answer_becomes_a_question(tmp_path: Path) -> None:
    path = kept(
        tmp_path,
        Feedback(ANSWER, True),
        Feedback(REFUSAL, True, user="b"),
        Feedback(REFUSAL, False, "answer exists"),
        Feedback(ANSWER, False, "not said", user="b"),
        Feedback(ANSWER, False, "wrong words", user="c"),
        Feedback(REFUSAL, False, user="d"),
    )
    questions = read_questions(path)
    quotes = tuple(each.quote for each in ANSWER.citations)
    articles = (str(ANSWER.citations[0].url), "two")
    assert questions == [
        Gold(ANSWER.query, (), articles, quotes, place=f"{path}, line 1"),
        Gold(REFUSAL.query, answerable=False, place=f"{path}, line 2"),
        Gold(REFUSAL.query, any_answer=True, place=f"{path}, line 3"),
        Gold(ANSWER.query, answerable=False, place=f"{path}, line 4"),
    ]
    assert questions.left_out == 2


def test_of_one_persons_lines_on_an_answer_the_last_counts(tmp_path: Path) -> None:
    path = kept(
        tmp_path,
        Feedback(ANSWER, True, user="a"),
        Feedback(ANSWER, True, user="b"),
        Feedback(replace(ANSWER, text="Other."), True, user="a"),
        Feedback(ANSWER, False, "wrong words", user="a"),
    )
    questions = read_questions(path)
    assert [each.place.rpartition(" ")[2] for each in questions] == ["2", "3"]
    assert questions.left_out == 1


def test_a_file_of_lines_that_tell_nothing_holds_no_question(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no question with a known answer"):
        read_questions(kept(tmp_path, Feedback(ANSWER, False, "other")))


def test_a_line_keeps_the_answer_and_what_was_said_of_it(tmp_path: Path) -> None:
    kept(tmp_path, Feedback(ANSWER, False, "other", "Näh\n\u2028", "ann", "2026-11-24T10:00:00+00:00"))
    (row,) = rows(tmp_path)
    feedback = row["feedback"]
    assert isinstance(feedback, dict)
    assert told_from(feedback["answer"]) == ANSWER
    assert [feedback[name] for name in ("good", "reason", "said", "user", "at")] == [
        False,
        "other",
        "Näh\n\u2028",
        "ann",
        "2026-11-24T10:00:00+00:00",
    ]


def test_reasons_fit_the_answer() -> None:
    check = replace(ANSWER, kind="check")
    assert {*reasons(ANSWER), *reasons(REFUSAL), *reasons(check)} == set(REASONS)
    for answer, good, reason in (
        (ANSWER, False, "answer exists"),
        (REFUSAL, False, "not said"),
        (ANSWER, False, "wrong side"),
        (check, False, "beside the question"),
        (ANSWER, True, "other"),
        (ANSWER, False, "ugly"),
    ):
        with pytest.raises(ValueError, match="says nothing of this answer"):
            Feedback(answer, good, reason)


def _write_many(folder: Path, user: str) -> None:
    for number in range(20):
        FeedbackFile(folder).add(Feedback(ANSWER, True, said="x" * 5000, user=f"{user}-{number}"))


def test_many_write_at_once_and_every_line_is_whole(tmp_path: Path) -> None:
    users = [f"user {number}" for number in range(4)]
    with (
        ProcessPoolExecutor(2, get_context("spawn")) as processes,
        ThreadPoolExecutor(4) as threads,
    ):
        list(processes.map(_write_many, [tmp_path] * 2, ["p", "q"]))
        list(threads.map(_write_many, [tmp_path] * 4, users))
    assert len(rows(tmp_path)) == 6 * 20
    assert len(read_questions(tmp_path / FEEDBACK)) == 6 * 20


def test_where_nothing_may_be_written_one_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(QuothError, match="the feedback was not kept") as failed:
        FeedbackFile(tmp_path / "file").add(Feedback(ANSWER, True))
    assert "\n" not in str(failed.value)
    (tmp_path / FEEDBACK).mkdir()
    with pytest.raises(QuothError, match="Is a directory"):
        FeedbackFile(tmp_path).add(Feedback(ANSWER, True))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk at hand")
def test_a_full_disk_is_one_line_too(tmp_path: Path) -> None:
    (tmp_path / FEEDBACK).symlink_to("/dev/full")
    with pytest.raises(QuothError, match="No space left"):
        FeedbackFile(tmp_path).add(Feedback(ANSWER, True))


def test_a_refusal_of_what_the_articles_answer_is_right_once_there_is_any_answer(
    sample_library: Library,
) -> None:
    asked = Gold("Why was India exempted from CAATSA?", any_answer=True)
    refused = Gold("Who won the 1998 football world cup?", any_answer=True)
    found = evaluate(sample_library, [asked, refused])
    assert [each.verdict for each in found.questions] == ["right", "refused"]


def test_quoth_eval_reads_the_feedback_of_a_library(
    sample_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = Assistant(sample_library)
    good = told(assistant.ask("Why was India exempted from CAATSA?"))
    none = told(assistant.ask("Who won the 1998 football world cup?"))
    path = kept(tmp_path, Feedback(good, True), Feedback(none, True), Feedback(good, False, user="b"))
    assert main(["eval", str(path), "--library", str(sample_library.folder), "--json"]) == 0
    printed = capsys.readouterr()
    assert [each["verdict"] for each in json.loads(printed.out)["questions"]] == ["right", "right"]
    assert "quoth: 1 line says nothing of what is expected and was left out" in printed.err


@pytest.mark.cluster
@needs_postgres
def test_on_a_server_every_machine_keeps_it_and_quoth_eval_asks_it_again(
    tmp_path_factory: pytest.TempPathFactory,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, machines = new_address(), [tmp_path_factory.mktemp("machine") for _ in range(2)]
    for machine in machines:
        monkeypatch.setenv(FOLDER, str(machine))
        library = Library.open(address, encoder=encoder)
        library.add(Article(title="Canal news", text=SUEZ))
        answer = told(Assistant(library).ask("How long was the Suez Canal blocked?"))
        feedback_of(library).add(Feedback(answer, True, user=machine.name))
    feedback_of(library).add(Feedback(answer, False, user="c"))
    feedback_of(library, here=True).add(Feedback(answer, False, user="d"))  # by a page that keeps to itself
    assert main(["eval", "--library", address, "--json"]) == 0
    printed = capsys.readouterr()
    assert [each["verdict"] for each in json.loads(printed.out)["questions"]] == ["right", "right"]
    assert "quoth: 1 line says nothing of what is expected" in printed.err


def test_without_a_file_quoth_eval_measures_what_people_said(
    sample_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--library", str(tmp_path)]
    library = Library.open(tmp_path, encoder=sample_library.encoder)
    library.add(Article(title="Canal news", text=SUEZ))
    assert main(["eval", *where]) == 2
    assert "nobody has said yet what is right" in capsys.readouterr().err
    answer = told(Assistant(library).ask("How long was the Suez Canal blocked?"))
    feedback_of(library).add(Feedback(answer, False, user="b"))
    assert main(["eval", *where]) == 2
    assert "1 line says nothing of what is expected" in capsys.readouterr().err
    feedback_of(library).add(Feedback(answer, True))
    assert main(["eval", *where, "--json"]) == 0
    (question,) = json.loads(capsys.readouterr().out)["questions"]
    assert question["verdict"] == "right"
