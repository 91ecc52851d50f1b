"""Many questions at once: what files of questions may look like, and answers that are stopped anywhere."""

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import QuothError
from rag.answer import Answer
from tests.kit.children import ROOT
from ui.command.answer_file import BOM, COLUMNS, FORMULAS, AnswerFile, harmless, refused_row, row_of
from ui.command.command import main
from ui.command.question_file import questions_in, unread_columns

LAST = "How many people were killed in the Beirut port explosion?"
QUESTIONS = (
    "Why was India exempted from CAATSA?",
    "Who won the 1998 football world cup?",
    "=cmd|' /C calc'!A0",
    "  ",
    'When did Finland\njoin NATO, and "how"?',
    "x" * 4_001,
    LAST,
)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def written(path: Path, *questions: str, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write questions with a number beside each."""
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file, delimiter=delimiter)
        rows.writerow(["no", " Question "])
        rows.writerows([number, question] for number, question in enumerate(questions))
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- files of questions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_columns(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = written(
        tmp_path / "q.csv", *QUESTIONS, "Zażółć gęślą jaźń?", encoding=encoding, delimiter=delimiter
    )
    assert list(questions_in(file)) == [*(each.strip() for each in QUESTIONS), "Zażółć gęślą jaźń?"]
    assert unread_columns(file) == ["no"]


def test_lines_of_json_are_read(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(
        '{"question": "Why?", "id": 7}\n\n"Who?"\n{"question": "\\ud800"}\n', encoding="utf-8-sig"
    )
    assert list(questions_in(file)) == ["Why?", "Who?", "?"]


def test_blank_lines_and_short_rows(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text("no,question\n\n1,Why?\n2\n , \n3,Who?,more\n")
    assert list(questions_in(file)) == ["Why?", "", "Who?"]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "q.csv",
            b"id,text\n1,Why?",
            "has no column “question” in its first line; its columns are “id”, “text”",
        ),
        ("q.csv", b"", "has no column “question” in its first line; it is empty"),
        (
            "q.csv",
            b'question\n"Why?\nWho?',
            "line 3: cannot be read (unexpected end of data; is a quotation mark",
        ),
        ("q.csv", b'question\n"' + b"x" * 140_000, "cannot be read ("),
        ("q.csv", "question\nWarum heißt es so?".encode("cp1252"), "is not UTF-8; save it as “CSV UTF-8”"),
        ("q.csv", "question\nWhy?".encode("utf-16"), "is not UTF-8"),
        (
            "q.jsonl",
            b'{"question": "Why?"}\n{"text": "Who?"}',
            'line 2: is no question; write it as {"question"',
        ),
        ("q.jsonl", b"[" * 100_000, "line 1: is no question"),
        ("q.xlsx", b"PK", "name a file that ends in .csv, .tsv, .jsonl, .ndjson"),
    ],
)
def test_a_file_of_other_things_is_one_line_and_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, line: str
) -> None:
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "a.csv"
    code, said, err = run(capsys, "ask", "--samples", "--questions", str(tmp_path / name), "--out", str(out))
    assert (code in (1, 2), said, err.count("\n")) == (True, "", 1)
    assert err.startswith(f"quoth: {tmp_path / name}")
    assert line in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "ask a question, or those of a file with --questions FILE --out FILE"),
        (["Why?", "--questions", "q.csv"], "ask one question, or those of a file, not both"),
        (["--questions", "q.csv"], "name the file of the answers with --out FILE"),
        (
            ["--questions", "nowhere.csv", "--out", "a.csv"],
            "nowhere.csv: cannot be read (No such file or directory)",
        ),
    ],
)
def test_what_is_missing_is_said(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    code, _, err = run(capsys, "ask", "--samples", *arguments)
    assert (code in (1, 2), err) == (True, f"quoth: {line}\n")


# -- files of answers


def no_answer(question: str) -> Answer:
    return Answer(question, question, "The articles do not say.", answered=False)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "tsv"])
def test_a_file_that_was_cut_at_any_byte_is_taken_up_there(tmp_path: Path, suffix: str) -> None:
    asked = ['He said "no",\nand =2?', "Zażółć?", "=1+1", "Why?"]
    file = tmp_path / f"a.{suffix}"
    whole = AnswerFile(file, asked)
    for question in asked:
        whole.add(row_of(question, no_answer(question)))
    whole.close()
    content = file.read_bytes()
    for length in range(len(content) + 1):
        file.write_bytes(content[:length])
        again = AnswerFile(file, asked)
        assert (again.done == len(asked)) is (length == len(content))
        for question in asked[again.done :]:
            again.add(row_of(question, no_answer(question)))
        again.close()
        assert file.read_bytes() == content


def test_another_file_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,age\nAnn,7\n")
    with pytest.raises(QuothError, match="holds something else than answers; name another file with --out"):
        AnswerFile(file, ["Why?"])
    assert file.read_text() == "name,age\nAnn,7\n"
    file.unlink()
    first = AnswerFile(file, ["Why?"])
    first.add(row_of("Why?", no_answer("Why?")))
    with pytest.raises(QuothError, match="another program is writing answers to it"):
        AnswerFile(file, ["Why?"])
    first.close()
    held = file.read_bytes()
    with pytest.raises(QuothError, match="its answer 1 is to another question than that of the file"):
        AnswerFile(file, ["Who?"])
    with pytest.raises(QuothError, match="its answer 1 is to another question"):
        AnswerFile(file, [])
    assert file.read_bytes() == held


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(tuple(FORMULAS))
    assert cell in (text, f"'{text}")


def test_a_hundred_thousand_rows_are_taken_up_without_being_held(tmp_path: Path) -> None:
    import tracemalloc

    file, total = tmp_path / "a.jsonl", 100_000
    row = json.dumps({"question": "Why {}?", "answer": "x" * 100})
    with file.open("w") as rows:
        rows.writelines(row.replace("{}", str(number)) + "\n" for number in range(total))
    tracemalloc.start()
    answers = AnswerFile(file, (f"Why {number}?" for number in range(total)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    answers.close()
    assert answers.done == total
    assert most < 5_000_000 < file.stat().st_size


# -- the command


def test_a_file_of_questions_becomes_one_of_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = written(tmp_path / "q.csv", *QUESTIONS), tmp_path / "a.csv"
    code, said, err = run(capsys, "ask", "--samples", "--questions", str(source), "--out", str(out))
    assert (code, said) == (0, f"{out} holds the answers to 7 questions\n")
    assert err.splitlines()[0] == f"quoth: {source}: only its column “question” is read, and not “no”"
    assert out.read_bytes().startswith(BOM)
    rows = rows_of(out)
    assert tuple(rows[0]) == COLUMNS
    assert [row["question"].lstrip("'") for row in rows] == [each.strip() for each in QUESTIONS]
    assert rows[2]["question"].startswith("'=")
    why = rows[0]
    assert why["quotes"]
    lists = [why[name].split("\n") for name in ("quotes", "titles", "outlets", "days", "links")]
    assert len({len(each) for each in lists}) == 1
    assert rows[1] | {"short answer": "", "quotes": "", "titles": "", "days": ""} == rows[1]
    assert rows[1]["answer"].startswith("The articles do not say")
    assert rows[3]["answer"] == "(the question is blank; ask something)"
    assert rows[5]["answer"] == "(the question has 4,001 characters; 4,000 are the most)"
    again = run(capsys, "ask", "--samples", "--questions", str(source), "--out", str(out))
    assert again[:2] == (0, f"{out} holds the answers to 7 questions, 7 of them from before\n")
    lines = tmp_path / "a.jsonl"
    assert run(capsys, "ask", "--samples", "--questions", str(source), "--out", str(lines))[0] == 0
    told = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert [each["question"] for each in told] == [each.strip() for each in QUESTIONS]
    assert told[0]["quotes"] == lists[0]
    assert told[2]["question"].startswith("=")


KILLED = """
import os, signal, sys
from ui.command import answer_file
from ui.command.command import main

before, left, torn = answer_file.AnswerFile._write, int(sys.argv[1]), sys.argv[2] == "torn"

def write(self, record):
    global left
    left -= 1
    if left == 0 and torn:
        self._file.write(record[: len(record) // 2])
        self._file.flush()
    elif left >= 0:
        before(self, record)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

answer_file.AnswerFile._write = write
main(["ask", "--samples", "--questions", sys.argv[3], "--out", sys.argv[4]])
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["whole", "torn"])
def test_a_program_that_is_killed_after_any_row_is_taken_up_and_no_row_is_lost_or_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    asked = [QUESTIONS[1], QUESTIONS[4], LAST]
    source, out = written(tmp_path / "q.csv", *asked), tmp_path / "a.csv"
    for writes in (1, 1, 1) if how == "whole" else (1, 2, 2):  # killed in or behind the head, a row, a row
        command = [sys.executable, "-c", KILLED, str(writes), how, str(source), str(out)]
        done = subprocess.run(command, check=False, cwd=ROOT, timeout=120, capture_output=True)
        assert done.returncode == -signal.SIGKILL
    code, _, _ = run(capsys, "ask", "--samples", "--questions", str(source), "--out", str(out))
    assert code == 0
    assert [row["question"] for row in rows_of(out)] == asked


def test_a_row_of_a_question_that_cannot_be_asked_has_every_column() -> None:
    assert set(refused_row("", "the question is blank")) == set(COLUMNS)
