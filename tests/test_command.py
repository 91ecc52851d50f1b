import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import Library
from rag import ask
from rag.ask import folder_library
from tests.conftest import SAMPLES
from ui.command import main
from ui.samples import example_questions

QUESTION = "Why was India exempted from CAATSA?"
FOOTBALL = "Who won the 1998 football world cup?"

pytestmark = pytest.mark.usefixtures("own_folders")


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries go to a folder of this test; the converted encoder is shared."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("QUOTH_LIBRARY", raising=False)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two of the sample articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("2018-10-05-s-400-contract-signed.md", "2021-12-12-s-400-deliveries-india.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_json_is_one_object_whose_quotes_are_the_articles_words(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "ask", QUESTION, "--articles", str(news), "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["answered"]
    assert set(answer) >= {"question", "query", "answered", "reason", "text", "short_answer", "citations"}
    assert set(answer) >= {"sentences", "closest", "seconds"}
    held = {article.id: article for article in folder_library(news)[0].articles()}
    for citation in answer["citations"]:
        text = held[citation["article_id"]].text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert set(citation) >= {"number", "quote", "title", "source", "url", "published", "support"}


def test_an_answer_is_printed_with_its_sources(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", QUESTION, "--articles", str(news))
    assert code == 0
    assert "[1]" in out
    assert "The Corridor Review · 2018-10-05" in out
    assert "“" in out


def test_no_answer_says_what_was_not_found(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", FOOTBALL, "--articles", str(news))
    assert code == 0
    assert "The articles do not say." in out
    assert "“1998”" in out
    assert "2 articles searched" in out
    assert "Related, but no answer" in out


def test_the_function_gives_what_the_command_gives(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(QUESTION, articles=news)
    _, out, _ = run(capsys, "ask", QUESTION, "--articles", str(news), "--json")
    assert json.loads(out)["text"] == answer.text


def test_a_library_is_filled_listed_asked_and_emptied(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ("--library", str(tmp_path / "library"))
    code, out, _ = run(capsys, "add", str(news), *library)
    assert (code, out) == (0, "2 added, 0 changed, 0 unchanged, 0 removed, 0 failed\n")
    code, out, _ = run(capsys, "sync", str(news), *library)
    assert out.startswith("0 added, 0 changed, 2 unchanged")
    _, out, _ = run(capsys, "list", *library)
    ids = [line.split()[0] for line in out.splitlines()]
    assert len(ids) == 2
    _, out, _ = run(capsys, "info", *library)
    assert "2 articles" in out
    assert "all-MiniLM-L6-v2" in out
    _, out, _ = run(capsys, "search", "S-400", "-k", "2", "--json", *library)
    assert len(json.loads(out)) == 2
    _, out, _ = run(capsys, "search", "S-400", *library)
    assert out.startswith("1. ")
    code, out, _ = run(capsys, "verify", *library)
    assert (code, "2 articles" in out) == (0, True)
    code, _, err = run(capsys, "remove", "nothing", *library)
    assert (code, err) == (1, f"quoth: no article 'nothing' in {tmp_path / 'library'}\n")
    code, out, _ = run(capsys, "remove", *ids, *library)
    assert "2 removed" in out
    code, _, err = run(capsys, "ask", "anything?", *library)
    assert (code, err.count("\n")) == (1, 1)
    assert "the library is empty" in err


def test_filters_reach_the_search(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--articles", str(news), "--json")
    _, out, _ = run(capsys, "ask", QUESTION, *where, "--since", "2021-01-01")
    assert {citation["published"] for citation in json.loads(out)["citations"]} == {"2021-12-12"}
    _, out, _ = run(capsys, "ask", QUESTION, *where, "--source", "The Corridor Review")
    assert {citation["source"] for citation in json.loads(out)["citations"]} == {"The Corridor Review"}


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_asked(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "picture.txt").write_bytes(bytes(range(256)) * 10)
    (news / "copy.txt").write_bytes((news / "2021-12-12-s-400-deliveries-india.txt").read_bytes())
    code, out, err = run(capsys, "ask", QUESTION, "--articles", str(news))
    assert code == 0
    assert "[1]" in out
    assert err.count("\n") == 2
    assert "picture.txt" in err
    assert "has the same text as" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", "x", "--articles", "no/such/folder"], 1, "no/such/folder"),
        (["ask", "  ", "--samples"], 2, "blank"),
        (["ask", "x" * 100_000, "--samples"], 2, "100,000 characters"),
        (["ask", "x", "--samples", "--since", "June"], 2, "since='June'"),
        (["ask", "x", "--samples", "--llm", "gpt"], 2, "llm='gpt'"),
        (["search", "x", "--samples", "-k", "0"], 2, "k=0"),
        (["ask", "x"], 1, "there is no library"),
        (["info", "--library", "no/such"], 1, "there is no library"),
        (["add", ""], 2, "path is empty"),
        (["ask", "x", "--articles", ""], 2, "empty name"),
        (["sync", "no/such/folder"], 1, "no/such/folder"),
        (["add", "no/such/file.txt"], 1, "no/such/file.txt"),
        (["ask", "x", "--library", "/proc/none"], 1, "/proc/none"),
        (["ask", "x", "--samples", "--encoder", "no/such-model"], 1, "no/such-model"),
    ],
)
def test_every_failure_is_one_line_and_a_code(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    found, _, err = run(capsys, *arguments)
    assert (found, message in err) == (code, True), err
    assert "Traceback" not in err


def test_an_empty_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run(capsys, "ask", "x?", "--articles", str(tmp_path / "empty"))
    assert (code, err.count("\n")) == (1, 1)
    assert "empty" in err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["ask"], ["search", "x", "-k", "many"]])
def test_a_wrong_argument_is_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: quoth" in capsys.readouterr().err


def test_the_installed_command_shows_examples() -> None:
    quoth = Path(sys.executable).with_name("quoth")
    shown = subprocess.run([quoth, "--help"], capture_output=True, text=True, check=True)
    assert "quoth ask" in shown.stdout
    assert "examples:" in shown.stdout


def test_a_question_of_a_library_needs_neither_torch_nor_llama_index(news: Path, tmp_path: Path) -> None:
    Library.open(tmp_path / "library").add([news])
    code = (
        "import sys; from ui.command import main; main(sys.argv[1:])\n"
        "print(*sorted({'torch', 'transformers', 'llama_index', 'gradio', 'trafilatura'} & set(sys.modules)))"
    )
    arguments = ["ask", QUESTION, "--library", str(tmp_path / "library")]
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert found.stdout.splitlines()[-1] == ""


def test_output_into_a_closed_pipe_is_no_traceback(news: Path) -> None:
    quoth = Path(sys.executable).with_name("quoth")
    command = f"{quoth} search S-400 --articles {news} | head -c 1"
    found = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert "Traceback" not in found.stderr


def test_example_questions_name_what_the_articles_are_about(sample_library: Library) -> None:
    found = example_questions(sample_library, samples=False)
    assert 3 <= len(found) <= 6
    assert any("India" in question for question in found)
    assert example_questions(sample_library, samples=True)[0] == "Why was India exempted from CAATSA?"
