"""Saved questions: on the command line, as a feed, handed to a program, and for people on the page."""

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from index import Article, Library
from index.passage import Filter
from rag.assistant import Assistant
from rag.saved.ask import ask_new
from rag.saved.kept import SavedQuestions
from rag.saved.values import News
from tests.kit.news import MOON, NATO, SUEZ
from tests.ui.render.test_show import HOSTILE, Seen
from ui.command.command import main
from ui.conversations.store import Conversations
from ui.export.atom import atom_feed
from ui.render.saved import since
from ui.render.told import told
from ui.saved.panel import badge, saved_html
from ui.server.server import routes_only
from ui.site.access import Access
from ui.site.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient

CANAL = "How long was the Suez Canal blocked?"
ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "http://127.0.0.1:7860"
NEWS = News(
    1,
    1,
    "Q?",
    "2026-11-29T10:00:00+00:00",
    "a",
    "0" * 64,
    "T",
    "S",
    "2026-11-28",
    "https://x.example/",
    "q",
    0,
    1,
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def program(folder: Path, code: int = 0) -> Path:
    """Return a program that keeps what it is given, and ends with a code."""
    made = folder / "take news"
    made.write_text(f'#!/bin/sh\ncat >> "{folder}/taken"\nexit {code}\n')
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


# -- the command


def test_questions_are_saved_asked_listed_and_forgotten(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--library", str(library.folder))
    library.add(Article(title="Moon news", text=MOON))
    code, out, _ = run(capsys, "questions", *where)
    assert (code, out) == (0, "no question is saved; save one with quoth questions --add QUESTION\n")
    assert run(capsys, "questions", "--add", CANAL, *where)[:2] == (0, f"   1  {CANAL}\n")
    assert run(capsys, "questions", *where)[1] == f"{CANAL}  (nothing new)\n"
    library.add(Article(title="Suez news", text=SUEZ, source="Meridian Wire", published="2021-03-30"))
    feed = tmp_path / "news.atom"
    code, out, _ = run(capsys, "questions", "--json", "--atom", str(feed), *where)
    (line,) = out.splitlines()
    assert (code, json.loads(line)["title"], json.loads(line)["source"]) == (0, "Suez news", "Meridian Wire")
    entries = ElementTree.parse(feed).getroot().findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [f"Suez news – {CANAL}"]
    out = run(capsys, "questions", "--list", *where)[1]
    assert out.startswith(f"   1  {CANAL}  (1 new since ")
    assert run(capsys, "questions", "--remove", "1", *where)[0] == 0
    code, _, err = run(capsys, "questions", "--remove", "1", *where)
    assert (code, err.startswith("quoth: there is no saved question 1;")) == (2, True)


def test_a_program_gets_the_news_until_it_takes_them(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--library", str(library.folder))
    run(capsys, "questions", "--add", CANAL, *where)
    library.add(Article(title="Suez news", text=SUEZ))
    failing, taking = f"'{program(tmp_path, code=3)}'", f"'{tmp_path / 'take news'}'"
    code, _, err = run(capsys, "questions", "--run", failing, *where)
    assert (code, err) == (1, f"quoth: {tmp_path / 'take news'}: ended with 3; it gets the news again\n")
    program(tmp_path)
    (tmp_path / "taken").unlink()
    for _ in range(2):
        assert run(capsys, "questions", "--run", taking, *where)[0] == 0
    (line,) = (tmp_path / "taken").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["title"] == "Suez news"
    code, _, err = run(capsys, "questions", "--run", "  ", *where)
    assert (code, err) == (0, "")  # there is nothing to hand on
    library.add(Article(title="Nato", text=NATO))
    run(capsys, "questions", "--add", "When did Finland join NATO?", *where)


def test_what_is_watched_is_asked_as_it_comes(
    library: Library, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--library", str(library.folder))
    run(capsys, "questions", "--add", CANAL, *where)
    feed = tmp_path / "nowhere" / "news.atom"
    code, out, err = run(capsys, "watch", str(folder), "--once", "--atom", str(feed), *where)
    assert code == 0
    assert err == f"quoth: {feed}: the feed cannot be written (No such file or directory)\n"
    assert ": 3 added\n" in out
    assert [each.title for each in SavedQuestions(library).news()] == ["Suez news"]


# -- the feed


def test_a_feed_is_sound_whatever_the_articles_say(library: Library) -> None:
    hostile = [
        News(n, 1, text, "2026-11-29T10:00:00+00:00", text, "0" * 64, text, text, None, text, text, 0, 1)
        for n, text in enumerate([HOSTILE, "\x00\x0b\ufffe", "javascript:alert(1)"])
    ]
    root = ElementTree.fromstring(atom_feed(hostile, str(library.folder)))
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(hostile)
    assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(hostile)
    assert not [link for each in entries for link in each.findall(f"{ATOM}link")]


def test_a_feed_has_what_readers_need() -> None:
    root = ElementTree.fromstring(atom_feed([NEWS], "here"))
    again = ElementTree.fromstring(atom_feed([NEWS], "here"))
    (entry,) = root.findall(f"{ATOM}entry")
    assert root.findtext(f"{ATOM}id") == again.findtext(f"{ATOM}id") != ""
    assert root.findtext(f"{ATOM}updated") == NEWS.found
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://x.example/"
    assert entry.findtext(f"{ATOM}content") == "“q”\nS · 28 November 2026"
    assert ElementTree.fromstring(atom_feed([], "here")).findtext(f"{ATOM}updated") is not None


# -- the page


@pytest.fixture
def site(library: Library) -> Site:
    return Site(Assistant(library), Conversations(library.folder / "conversations.sqlite"))


@pytest.fixture
def client(site: Site) -> "Iterator[TestClient]":
    from starlette.testclient import TestClient

    with TestClient(routes_only(site), base_url=HERE) as client:
        yield client


def test_the_question_of_an_answer_is_saved_shown_with_its_news_and_forgotten(
    site: Site, client: "TestClient", library: Library
) -> None:
    library.add(Article(title="Moon news", text=MOON))
    begun = site.conversations.begin("", None, CANAL, Filter())
    site.conversations.end(begun.id, 1, "done", told=told(site.assistant.ask(CANAL)))
    assert 'data-opens="saved"' not in client.get("/api/header").text
    reply = client.post("/api/saved", json={"conversation": begun.id, "number": 1})
    assert (reply.status_code, reply.json()) == (201, {"number": 1, "question": CANAL})
    assert ">Saved</button>" in client.get("/api/header").text
    library.add(Article(title="Suez news", text=SUEZ, source="Meridian Wire"))
    ask_new(site.assistant, SavedQuestions(library))
    assert "data-new" in client.get("/api/header").text
    shown = client.get("/api/saved").text
    for part in (
        CANAL,
        "1 new since",
        "Suez news",
        "Meridian Wire",
        "for six days",
        'data-open="api/article/',
    ):
        assert part in shown
    assert client.post("/api/saved/1/seen").status_code == 204
    assert "data-new" not in client.get("/api/header").text
    assert "nothing new since" in client.get("/api/saved").text
    feed = client.get("/api/saved/feed")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert len(ElementTree.fromstring(feed.content).findall(f"{ATOM}entry")) == 1
    assert client.delete("/api/saved/1").status_code == 204
    assert client.delete("/api/saved/1").status_code == 404
    assert "No question is saved" in client.get("/api/saved").text


def test_what_makes_no_sense_is_one_line(client: "TestClient") -> None:
    for body, status in (
        ({}, 422),
        ({"question": " "}, 422),
        ({"conversation": "x", "number": 1}, 404),
        ([], 422),
    ):
        reply = client.post("/api/saved", json=body)
        assert (reply.status_code, "\n" in reply.json()["error"]) == (status, False)
    assert client.post("/api/saved/7/seen").status_code == 204


def test_people_see_their_own_and_nobody_saves_where_nobody_has_a_name(site: Site) -> None:
    from starlette.testclient import TestClient

    people = Site(site.assistant, site.conversations, Access(accounts={"ann": "a", "bob": "b"}))
    with TestClient(routes_only(people), base_url=HERE) as both:
        assert both.post("/api/saved", json={"question": CANAL}, auth=("ann", "a")).status_code == 201
        assert CANAL in both.get("/api/saved", auth=("ann", "a")).text
        assert CANAL not in both.get("/api/saved", auth=("bob", "b")).text
        assert both.delete("/api/saved/1", auth=("bob", "b")).status_code == 404
    with TestClient(
        routes_only(Site(site.assistant, site.conversations, Access(read_only=True))), base_url=HERE
    ) as any_:
        assert any_.post("/api/saved", json={"question": CANAL}).status_code == 403
        assert CANAL not in any_.get("/api/saved").text


def test_the_panel_shows_hostile_words_as_they_are(library: Library) -> None:
    question = SavedQuestions(library).add(HOSTILE)
    hostile = News(1, 1, HOSTILE, "9999", HOSTILE, "0" * 64, HOSTILE, HOSTILE, None, None, HOSTILE, 0, 1)
    seen = Seen(saved_html([question], [replace(hostile, also=(HOSTILE,))]))
    assert not {"script", "img"} & {tag for tag, _ in seen.tags}


def test_since_when_is_told_as_people_say_it() -> None:
    now = datetime(2026, 11, 29, 12, 0, tzinfo=timezone.utc)
    local = [datetime(2026, 11, day, 12, 0).astimezone().isoformat() for day in (29, 28, 24, 23, 22, 1)]
    assert [since(time, now) for time in local] == [
        "12:00",
        "yesterday",
        "Tuesday",
        "Monday",
        "22 November 2026",
        "1 November 2026",
    ]


def test_a_badge_says_how_much_is_new(library: Library) -> None:
    saved = SavedQuestions(library)
    assert badge(saved.all()) == ""
    saved.add(CANAL)
    assert badge(saved.all()) == "Saved"
    library.add(Article(title="Suez news", text=SUEZ))
    ask_new(Assistant(library), saved)
    assert badge(saved.all()) == "1 new"
