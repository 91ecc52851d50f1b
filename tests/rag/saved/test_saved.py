"""Saved questions: what is new to them, told once, whatever happens on the way."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from index.errors import LibraryBusy, LibraryError
from index.passage import Filter
from index.store.opening import FOLDER
from rag.assistant import Assistant
from rag.saved.ask import ask_new
from rag.saved.kept import MOST, SavedQuestions
from rag.saved.values import News
from tests.kit.children import ROOT
from tests.kit.news import MOON, NATO, SUEZ
from tests.kit.postgres_server import needs_postgres, new_address
from tests.kit.stores import EVERY, new_place
from tests.kit.stories import FOOTER, STORY
from tests.kit.word_encoder import WordEncoder

CANAL = "How long was the Suez Canal blocked?"
FERRY = "How many passengers were treated for bruises?"
OTHER_SUEZ = "A container ship kept the Suez Canal blocked for almost a week, the authority said on Friday."
NORTH = "When did Finland join NATO?"


def article(name: str, text: str, *, source: str | None = None, published: str | None = None) -> Article:
    return Article(title=f"{name} news", text=text, source=source, published=published)


@pytest.fixture(params=EVERY)
def library(
    request: pytest.FixtureRequest,
    encoder: Encoder,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Library:
    """An empty library, in a folder and on a server."""
    monkeypatch.setenv(FOLDER, str(tmp_path_factory.mktemp("machine")))
    return Library.open(new_place(request.param, tmp_path_factory.mktemp), encoder=encoder)


@pytest.fixture
def saved(library: Library) -> SavedQuestions:
    return SavedQuestions(library)


def new(library: Library, saved: SavedQuestions) -> list[tuple[str, str]]:
    """Return the questions with the titles of what is new to them now."""
    return [(each.question, each.title) for each in ask_new(Assistant(library), saved)]


def test_a_question_is_asked_of_what_came_after_it_was_kept(library: Library, saved: SavedQuestions) -> None:
    library.add(article("Nato", NATO))
    saved.add(CANAL)
    saved.add(NORTH)
    assert new(library, saved) == []  # what was there is not new
    library.add(
        [article("Suez", SUEZ, source="Meridian Wire", published="2021-03-30"), article("Moon", MOON)]
    )
    assert new(library, saved) == [(CANAL, "Suez news")]
    assert new(library, saved) == []
    (news,) = saved.news()
    held = library.article(news.article_id)
    assert (held.text[news.start : news.end], news.sha256) == (news.quote, held.sha256)
    assert (news.source, news.published) == ("Meridian Wire", "2021-03-30")
    assert [each.unseen for each in saved.all()] == [1, 0]
    saved.look_at(news.number, "")
    assert [each.unseen for each in saved.all()] == [0, 0]
    assert saved.news() == [news]


@pytest.mark.cluster
@needs_postgres
def test_what_is_saved_by_way_of_one_machine_is_told_by_every_other(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, machines = new_address(), []
    for name in ("here", "there"):
        monkeypatch.setenv(FOLDER, str(tmp_path / name))
        machines.append(Library.open(address, encoder=encoder))
    here, there = machines
    assert SavedQuestions(here).add(CANAL, user="ann") == SavedQuestions(there).all("ann")[0]
    there.add(article("Suez", SUEZ))
    assert new(here, SavedQuestions(here)) == [(CANAL, "Suez news")]
    assert new(there, SavedQuestions(there)) == []
    assert SavedQuestions(here).news("ann") == SavedQuestions(there).news("ann")
    assert here.folder != there.folder
    assert here.identity == there.identity  # by which a reader of feeds knows an entry again


def test_articles_that_answer_nothing_are_no_news(library: Library, saved: SavedQuestions) -> None:
    saved.add(CANAL)
    library.add(article("Moon", MOON))
    library.add(article("Nato", NATO))
    assert new(library, saved) == []
    assert saved.news() == []


def test_every_new_report_that_answers_is_told_by_itself(library: Library, saved: SavedQuestions) -> None:
    saved.add(CANAL)
    library.add([article("Suez", SUEZ), article("Other", OTHER_SUEZ), article("Moon", MOON)])
    assert sorted(title for _, title in new(library, saved)) == ["Other news", "Suez news"]


def test_a_near_copy_of_what_was_there_is_no_news(library: Library, saved: SavedQuestions) -> None:
    library.add(article("Ferry", STORY, source="Coast Wire"))
    saved.add(FERRY)
    library.add(article("Copied", f"{STORY} {FOOTER}", source="Harbour Post"))
    assert new(library, saved) == []
    library.add(article("Suez", SUEZ))
    assert new(library, saved) == []


def test_copies_that_come_together_are_one_report(library: Library, saved: SavedQuestions) -> None:
    saved.add(FERRY)
    library.add([article("Ferry", STORY, source="A"), article("Copied", f"{STORY} {FOOTER}", source="B")])
    (news,) = ask_new(Assistant(library), saved)
    assert {news.source, *news.also} == {"A", "B"}


def test_a_library_that_is_encoded_anew_or_put_back_has_no_news(
    library: Library, saved: SavedQuestions, tmp_path: Path
) -> None:
    library.add([article("Suez", SUEZ), article("Nato", NATO)])
    library.backup(tmp_path / "backup")
    saved.add(CANAL)
    library.rebuild()
    assert new(library, saved) == []
    library.remove([each.id for each in library.articles()])
    assert new(library, saved) == []
    library.restore(tmp_path / "backup")
    assert new(library, saved) == []
    saved.add(NORTH)
    library.add(article("Moon", MOON))
    assert new(library, saved) == []


def test_an_article_that_says_something_else_by_now_is_new(library: Library, saved: SavedQuestions) -> None:
    library.add(Article(id="page", title="Page", text=MOON))
    saved.add(CANAL)
    library.add(Article(id="page", title="Page", text=SUEZ))
    assert new(library, saved) == [(CANAL, "Page")]


def test_more_changes_than_a_store_remembers_lose_nothing(
    library: Library, saved: SavedQuestions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.changes.KEPT", 2)
    saved.add(CANAL)
    library.add(article("Suez", SUEZ))
    for number in range(5):
        library.add(Article(title="Note", text=f"A note of no weight, number {number}."))
    assert new(library, saved) == [(CANAL, "Suez news")]
    assert new(library, saved) == []


def test_the_days_and_outlets_that_a_question_was_asked_of_are_kept_to(
    library: Library, saved: SavedQuestions
) -> None:
    saved.add(CANAL, only=Filter(sources=("Harbour Post",)))
    library.add(article("Suez", SUEZ, source="Meridian Wire"))
    assert new(library, saved) == []
    library.add(article("Post", OTHER_SUEZ, source="The Harbour Post"))
    assert new(library, saved) == [(CANAL, "Post news")]
    assert saved.all()[0].only == Filter(sources=("Harbour Post",))


def test_people_have_their_own_questions(library: Library, saved: SavedQuestions) -> None:
    ann = saved.add(CANAL, user="ann")
    assert saved.add(f" {CANAL.upper()} ", user="ann").number == ann.number
    bob = saved.add(CANAL, user="bob")
    library.add(article("Suez", SUEZ))
    assert len(new(library, saved)) == 2
    saved.look_at(bob.number, "ann")  # not hers
    assert [each.unseen for each in saved.all()] == [1, 1]
    assert [each.number for each in saved.news("ann")] == [ann.number]
    with pytest.raises(ValueError, match=f"there is no saved question {bob.number}"):
        saved.remove(bob.number, "ann")
    saved.remove(bob.number, "bob")
    assert ([each.user for each in saved.all()], saved.news("bob")) == (["ann"], [])


def test_what_was_handed_to_a_program_is_not_handed_again(library: Library, saved: SavedQuestions) -> None:
    saved.add(CANAL)
    library.add(article("Suez", SUEZ))
    found = ask_new(Assistant(library), saved)
    assert saved.unhanded() == found
    saved.hand(found)
    assert saved.unhanded() == []


def test_wrong_questions_are_refused_and_nothing_is_made(saved: SavedQuestions) -> None:
    for wrong in ("  ", "?" * 5_000, "\ud800"):
        with pytest.raises(ValueError, match="the question"):
            saved.add(wrong)
    with pytest.raises(ValueError, match="there is no saved question 7"):
        saved.remove(7)
    assert (saved.all(), saved.news(), saved.unhanded()) == ([], [], [])
    assert not saved.exists


def test_there_is_an_end_to_questions(saved: SavedQuestions) -> None:
    for number in range(MOST):
        saved.add(f"What of {number}?")
    with pytest.raises(ValueError, match=f"{MOST} questions are kept already; remove one first"):
        saved.add("One more?")
    assert saved.add("what of 3?").number == 4


def test_one_program_at_a_time_asks(library: Library, saved: SavedQuestions) -> None:
    saved.add(CANAL)
    library.add(article("Suez", SUEZ))
    with (
        SavedQuestions(library).alone(),
        pytest.raises(LibraryBusy, match="is asking the saved questions"),
    ):
        new(library, saved)
    assert new(library, saved) == [(CANAL, "Suez news")]


def test_a_question_that_is_removed_while_it_is_asked_leaves_no_news(
    library: Library, saved: SavedQuestions
) -> None:
    question = saved.add(CANAL)
    library.add(article("Suez", SUEZ))
    (news,) = ask_new(Assistant(library), saved)
    saved.remove(question.number)
    assert saved.keep(question, library.store.change(), [replace(news, sha256="other")]) == []
    assert saved.news() == []


def test_a_damaged_file_is_one_line(tmp_path: Path) -> None:
    library = Library(tmp_path, WordEncoder())
    (tmp_path / "questions.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(LibraryError, match=r"questions.sqlite: is damaged") as caught:
        SavedQuestions(library).all()
    assert "\n" not in str(caught.value)


KILLED = """
import os, signal, sys
from pathlib import Path
from index import Library
from rag.assistant import Assistant
from rag.saved.ask import ask_new
from rag.saved.kept import SavedQuestions

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

kept = SavedQuestions.keep
def once(self, question, change, news):
    found = kept(self, question, change, news)
    killed()

setattr(SavedQuestions, *{
    "before it is kept": ("keep", killed),
    "after the first": ("keep", once),
    "at last": ("know", killed),
}[sys.argv[2]])
library = Library.open(sys.argv[1])
ask_new(Assistant(library), SavedQuestions(library))
"""


@pytest.mark.parametrize("point", ["before it is kept", "after the first", "at last"])
def test_a_program_that_is_killed_while_it_asks_loses_no_news_and_repeats_none(
    library: Library, saved: SavedQuestions, point: str
) -> None:
    saved.add(CANAL)
    saved.add(NORTH)
    library.add([article("Suez", SUEZ), article("Nato", NATO)])
    command = [sys.executable, "-c", KILLED, str(library.at), point]
    assert subprocess.run(command, check=False, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL
    new(library, saved)
    told = [(each.question, each.title) for each in saved.news()]
    assert sorted(told) == sorted([(CANAL, "Suez news"), (NORTH, "Nato news")])


def test_news_outlive_the_article(library: Library, saved: SavedQuestions) -> None:
    saved.add(CANAL)
    library.add(article("Suez", SUEZ))
    (news,) = ask_new(Assistant(library), saved)
    library.remove([news.article_id])
    assert new(library, saved) == []
    assert isinstance(saved.news()[0], News)
