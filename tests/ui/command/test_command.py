import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from index import Library
from index.places import folder_library
from rag import answer as answers
from rag import ask, check_claim
from tests.conftest import SAMPLES
from tests.kit.children import heeds_ctrl_c
from tests.kit.page_server import Body, Site, answer, web
from ui.command.arguments import UNSUPPORTED, parser
from ui.command.command import COMMANDS, main
from ui.command.libraries import sample_questions
from ui.render.told import as_json, told

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


def test_a_claim_is_checked_and_printed_with_both_sides(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = "India signed the S-400 contract on 5 October 2018."
    code, out, err = run(capsys, "check", claim, "--articles", str(news))
    assert (code, err) == (0, "")
    assert out.startswith("What supports this:\n\n")
    assert "[1] India signs" in out
    code, out, _ = run(capsys, "check", claim, "--articles", str(news), "--json", "--until", "2020-01-01")
    answer = json.loads(out)
    assert (code, answer["kind"], answer["question"]) == (0, "check", claim)
    assert [each["support"] for each in answer["citations"]] == ["supported"]
    assert answer == json.loads(json.dumps(as_json(told(check_claim(claim, news, until="2020-01-01"))))) | {
        "seconds": answer["seconds"]
    }


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
    assert "multilingual-e5-small" in out
    _, out, _ = run(capsys, "search", "S-400", "-k", "2", "--json", *library)
    assert len(json.loads(out)) == 2
    _, out, _ = run(capsys, "search", "S-400", *library)
    assert out.startswith("1. ")
    code, out, _ = run(capsys, "verify", *library)
    assert (code, "2 articles" in out) == (0, True)
    backup = str(tmp_path / "news.backup")
    code, out, _ = run(capsys, "backup", backup, *library)
    assert (code, out) == (0, f"{backup} holds 2 articles of {tmp_path / 'library'}\n")
    code, _, err = run(capsys, "restore", backup, *library)
    assert (code, "holds 2 articles; --replace" in err) == (1, True)
    code, out, _ = run(capsys, "restore", backup, "--library", str(tmp_path / "again"))
    assert (code, out) == (0, f"{tmp_path / 'again'} holds the 2 articles of {backup}\n")
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
    assert err.count("\n") == 3
    assert "picture.txt" in err
    assert "has the same text as" in err
    assert err.endswith("quoth: 1 of 4 files could not be read\n")


def test_what_cannot_be_read_is_told_when_it_is_found_and_not_each_time(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "picture.txt").write_bytes(bytes(range(256)) * 10)
    notice = ask(QUESTION, articles=news).notice
    assert notice.startswith("1 of 3 files could not be read, such as ")
    assert notice.endswith("picture.txt: is binary, not text.")
    assert ask(QUESTION, articles=news).notice == ""
    assert run(capsys, "ask", QUESTION, "--articles", str(news))[2] == ""
    _, out, _ = run(capsys, "info", "--articles", str(news))
    assert "picture.txt: is binary, not text" in out
    (news / "film.txt").write_bytes(bytes(range(256)) * 20)
    _, _, err = run(capsys, "ask", QUESTION, "--articles", str(news))
    assert err.endswith("quoth: 2 of 4 files could not be read\n")


def test_a_folder_and_the_samples_are_listed_and_told_of(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (news / "picture.txt").write_bytes(bytes(range(256)) * 10)
    code, out, err = run(capsys, "list", "--articles", str(news))
    assert (code, out.count("\n"), "1 of 3 files" in err) == (0, 2, True)
    code, out, _ = run(capsys, "info", "--articles", str(news))
    assert (code, "2 articles in" in out, "picture.txt" in out) == (0, True, True)


def test_a_search_may_begin_with_a_minus(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "search", "-contract", "-k", "1", "--articles", str(news))
    assert (code, out) == (0, "Nothing was found.\n")  # both have it
    assert err.endswith("quoth: Only articles without “contract” were searched.\n")


def test_an_outlet_that_is_not_there_is_named_with_those_that_are(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--articles", str(news), "--source", "Nope")
    code, out, err = run(capsys, "search", "S-400", *where)
    assert (code, out) == (0, "Nothing was found.\n")
    assert err.startswith("quoth: No outlet “Nope”; there are: ")
    _, out, _ = run(capsys, "ask", QUESTION, *where)
    assert out.startswith("No outlet “Nope”; there are: ")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask", "x", "--articles", "no/such/folder"], 1, "no/such/folder"),
        (["ask", "  ", "--samples"], 2, "blank"),
        (["ask", "x" * 100_000, "--samples"], 2, "100,000 characters"),
        (["ask", "who", "voted", "for", "it"], 2, "in quotation marks: quoth ask 'who voted for it'"),
        (["ask", "who", "voted", "--since", "2022", "for"], 2, "quoth ask 'who voted for'"),
        (["search", "tram", "-bus", "--samples"], 2, "quoth search 'tram -bus'"),
        (["check", "It", "is."], 2, "put the claim in quotation marks: quoth check 'It is.'"),
        (["ask", "x", "--nope"], 2, "unrecognized arguments: --nope"),
        (["list", "nope"], 2, "unrecognized arguments: nope"),
        (["ask", "x", "--samples", "--since", "June"], 2, "since='June'"),
        (["ask", "x", "--samples", "--llm", "gpt"], 2, "llm='gpt'"),
        (["search", "x", "--samples", "-k", "0"], 2, "k=0"),
        (["ask", "x"], 1, "there is no library"),
        (["check", "It is."], 1, "there is no library"),
        (["check", " "], 2, "the claim has no words"),
        (["check", "7 %"], 2, "the claim has no words"),
        (["check", "x" * 10_000], 2, "the claim has 10,000 characters; 4,000 are the most"),
        (["check", "Why was India exempted?"], 2, "is a question; ask it (quoth ask)"),
        (["check", "One is. " * 6], 2, "the claim has 6 sentences; check at most 5 at once"),
        (["check", "It is.", "--since", "soon"], 2, "since='soon' is no day"),
        (["info", "--library", "no/such"], 1, "there is no library"),
        (["add", ""], 2, "path is empty"),
        (["ask", "x", "--articles", ""], 2, "empty name"),
        (["sync", "no/such/folder"], 1, "no/such/folder"),
        (["add", "no/such/file.txt"], 1, "no/such/file.txt"),
        (["add", "http://127.0.0.1:1/a"], 1, "which is no public address"),
        (["add", "https://"], 1, "names no valid host"),
        (["add", ".", "--date", "June"], 2, "--date='June' is no day"),
        (["add", ".", "--source", " "], 2, "is blank"),
        (["sync", ".", "--date", "2018-02-30"], 2, "--date='2018-02-30' is no day"),
        (["sync", "https://harbour.example/"], 1, "is a link, not a folder"),
        (["ask", "x", "--library", "/proc/none"], 1, "/proc/none"),
        (["ask", "x", "--samples", "--encoder", "no/such-model"], 1, "no/such-model"),
        (["eval"], 1, "add articles with quoth add"),
        (["eval", "no/such.jsonl", "--samples"], 1, "no/such.jsonl"),
        (["eval", "--samples", "--llm", "gpt"], 2, "llm='gpt'"),
        (["eval", "--samples", "--out", " "], 2, "--out"),
        (["eval", "--samples", "--out", "/proc/none"], 1, "/proc/none"),
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


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question that the folder of news answers."""
    file = tmp_path / "own.jsonl"
    article = '"article": "2018-10-05-s-400-contract-signed.md"'
    file.write_text(f'{{"question": "{QUESTION}", "answers": ["Major Defense Partner"], {article}}}\n')
    return file


def test_own_questions_are_measured_and_the_report_is_written(
    news: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made" / "report"
    where = (str(questions), "--articles", str(news), "--out", str(out))
    code, shown, err = run(capsys, "eval", *where)
    assert (code, err) == (0, "")
    assert shown.startswith("1 question, all of them answerable, asked of 2 articles")
    told = json.loads((out / "evaluation.json").read_text(encoding="utf-8"))
    assert told["totals"]["article_recall_at_10"] == 1.0
    assert told["totals"]["false_answers"] is None
    assert QUESTION in (out / "evaluation.html").read_text(encoding="utf-8")
    _, shown, _ = run(capsys, "eval", *where, "--json")
    assert json.loads(shown)["questions"][0]["place"] == f"{questions}, line 1"


def test_a_bad_line_of_questions_is_code_2(
    news: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line, why in (("{}", "has no question"), ('{"question": "x", "article": "a.md"}', "'a.md'")):
        questions.write_text(f'\n{{"question": "x", "answers": "y"}}\n{line}\n')
        code, out, err = run(capsys, "eval", str(questions), "--articles", str(news))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert f"{questions}, line 3: " in err
        assert why in err


def test_links_are_added_and_feeds_followed(capsys: pytest.CaptureFixture[str]) -> None:
    words = "The harbour authority said that both cranes would be repaired before the winter storms. "
    page = answer(f"<html><head><title>Cranes</title></head><body><p>{words * 3}</p></body></html>".encode())
    entry = "<item><title>{0}</title><link>{1}/{0}</link><description>In short: {0}.</description></item>"
    pages: dict[str, Body] = {"/page": page}
    with web(Site(pages)) as port:
        top = f"http://127.0.0.1:{port}"
        entries = entry.format("page", top) + entry.format("gone", top)
        feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{entries}</channel></rss>"
        pages["/feed"] = answer(feed.encode(), "Content-Type: application/rss+xml")
        given = ("--follow", "--allow-private", "--source", "Harbour Post", "--date", "2020-10-02")
        code, out, err = run(capsys, "add", f"{top}/feed", *given)
    assert (code, out) == (0, "2 added, 0 changed, 0 unchanged, 0 removed, 1 failed\n")
    assert err == f"quoth: {top}/gone: answers 404 Not Found\n"
    _, out, _ = run(capsys, "list")
    told = [line.split("  ")[1:3] for line in out.splitlines()]
    assert told == [["2020-10-02", "Harbour Post"]] * 2


def test_a_folder_that_was_emptied_is_forgotten_when_asked_to(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "sync", str(news), "--source", "Ledger")
    for file in news.iterdir():
        file.unlink()
    code, _, err = run(capsys, "sync", str(news))
    assert (code, err.count("\n"), "--allow-empty" in err) == (1, 1, True)
    code, out, _ = run(capsys, "sync", str(news), "--allow-empty")
    assert (code, out) == (0, "0 added, 0 changed, 0 unchanged, 2 removed, 0 failed\n")


def test_of_many_failures_the_first_are_told_and_the_others_counted(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(57):
        (news / f"{number:02}.txt").write_bytes(bytes(range(256)))
    code, out, err = run(capsys, "add", str(news))
    assert (code, out) == (0, "2 added, 0 changed, 0 unchanged, 0 removed, 57 failed\n")
    lines = err.splitlines()
    assert lines[0] == f"quoth: {news / '00.txt'}: is binary, not text"
    assert lines[20:] == ["quoth: and 37 more could not be read"]


@pytest.mark.skipif(os.name == "nt", reason="there is no Ctrl-C to send")
def test_an_add_that_is_stopped_ends_at_once_with_its_children(tmp_path: Path) -> None:
    for number in range(40):
        attributes = " ".join(f"a{each}=1" for each in range(90_000))  # lxml takes ten seconds
        (tmp_path / f"{number}.html").write_text(f"<html><body><p {attributes}>{number}</p></body></html>")
    quoth = Path(sys.executable).with_name("quoth")
    running = subprocess.Popen(
        [quoth, "add", tmp_path],
        stdout=-1,
        stderr=-1,
        text=True,
        preexec_fn=heeds_ctrl_c,  # noqa: PLW1509 - it takes no lock
    )
    children: list[psutil.Process] = []
    while not children and running.poll() is None:
        children = psutil.Process(running.pid).children()
        time.sleep(0.1)
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    begun = time.monotonic()
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "quoth: stopped\n")
    assert time.monotonic() - begun < 8
    assert not psutil.wait_procs(children, timeout=5)[1]


def test_every_command_has_its_function() -> None:
    (commands,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    assert set(commands.choices) == set(COMMANDS)


def test_an_empty_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run(capsys, "ask", "x?", "--articles", str(tmp_path / "empty"))
    assert (code, err.count("\n")) == (1, 1)
    assert "empty" in err


@pytest.mark.parametrize("number", ["-1", "two", "1.5", "65", " "])
def test_a_wrong_number_of_workers_is_one_line_and_code_2(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "chat", "--samples", "--workers", number)
    assert (code, out) == (2, "")
    assert err == f"quoth: --workers {number!r}: give a whole number from 0 to 64\n"


@pytest.mark.parametrize("arguments", [[], ["fly"], ["check"], ["search", "x", "-k", "many"]])
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
        "import sys; from ui.command.command import main; main(sys.argv[1:])\n"
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


def test_the_samples_bring_questions_of_their_own() -> None:
    assert sample_questions()[0] == "Why was India exempted from CAATSA?"


def test_the_command_offers_what_the_assistant_knows() -> None:
    assert UNSUPPORTED == answers.UNSUPPORTED


def test_show_prompt_prints_both_messages_and_asks_no_model(
    news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = "http://127.0.0.1:9/v1#tiny"
    code, out, err = run(capsys, "ask", QUESTION, "--articles", str(news), "--show-prompt", "--llm", nowhere)
    assert (code, err) == (0, "")
    assert out.startswith("You answer questions from the numbered passages")
    assert "[1]\n<passage-" in out
    assert out.endswith(f"Question: {QUESTION}\n")
    assert run(capsys, "ask", QUESTION, "--articles", str(news), "--show-prompt")[0] == 0
    assert "No model is asked" in run(capsys, "ask", FOOTBALL, "--articles", str(news), "--show-prompt")[1]


def test_files_of_kinds_that_are_not_read_are_named_when_new_and_counted_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "quay.txt").write_text("The quay\n\nThe quay of Ansby was built in 1931 of stone from Orle.")
    (folder / "plan.xlsx").write_bytes(b"PK")
    (folder / "talk.mp4").write_bytes(b"\0")
    (folder / "quay.png").write_bytes(b"\x89PNG")
    said = "plan.xlsx (kind .xlsx is not read; save it as .csv); talk.mp4 (kind .mp4 is not read)"
    first = run(capsys, "list", "--articles", str(folder))
    assert (first[0], first[2]) == (0, f"quoth: 2 files were left out: {said}\n")
    again = run(capsys, "list", "--articles", str(folder))
    assert (again[0], again[2]) == (0, "quoth: 2 files were left out\n")
    added = run(capsys, "add", str(folder), "--library", str(tmp_path / "library"))
    assert added[2].splitlines() == [
        f"quoth: 2 files were left out: {said}",
        "quoth: passed over pictures, scripts and hidden files: 1",
    ]
    (folder / "quay.txt").unlink()
    code, _, err = run(capsys, "add", str(folder), "--library", str(tmp_path / "library"))
    assert (code, err) == (1, f"quoth: {folder}: holds no article; 2 files were left out: {said}\n")


def test_the_pages_of_a_list_of_links_are_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "links.txt"
    words = "The quay of Ansby was built in 1931 of stone from Orle, and it has been mended twice since."
    page = f"<html><head><title>The quay</title></head><body><article><p>{words}</p></article></body></html>"
    where = ["--library", str(tmp_path / "library")]
    with web(Site({"/quay": answer(page.encode())})) as port:
        file.write_text(f"http://127.0.0.1:{port}/quay\n")
        code, out, err = run(capsys, "add", "--links", str(file), "--allow-private", *where)
    assert (code, out, err) == (0, "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed\n", "")
    file.write_text("The quay\n\n" + words)
    assert run(capsys, "add", "--links", str(file), *where)[::2] == (1, f"quoth: {file}: holds no links\n")
    assert run(capsys, "add", *where)[0] == 2


def test_a_library_is_offered_other_languages_and_keeps_the_encoder_it_gets(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ("--library", str(tmp_path / "own"))
    assert run(capsys, "add", str(news), *library, "--encoder", "all-MiniLM-L6-v2")[0] == 0
    offered = f"quoth rebuild --library {tmp_path / 'own'} --encoder multilingual"
    assert offered in run(capsys, "info", *library)[1]
    code, said, _ = run(capsys, "rebuild", *library, "--encoder", "multilingual")
    assert (code, "articles in" in said, "encoded by multilingual-e5-small@" in said) == (0, True, True)
    assert run(capsys, "rebuild", *library)[0] == 0
    told = run(capsys, "info", *library)[1]
    assert "encoder: multilingual-e5-small@" in told
    assert "quoth rebuild" not in told
    code, out, err = run(capsys, "search", "Wann wurde der Vertrag unterschrieben?", *library)
    assert (code, err) == (0, "")
    assert "S-400" in out
