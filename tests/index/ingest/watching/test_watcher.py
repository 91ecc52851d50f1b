"""Feeds, pages and folders that are watched: what is fetched, what is kept, and that nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library
from index.errors import LibraryBusy, SourceError
from index.ingest.watching.watched import DAY, EVERY, seconds_of, wait_after
from index.ingest.watching.watchlist import FILE
from index.sources.limits import MAX_BYTES

from ....kit.page_server import answer, redirect
from ....kit.watched import Clock, Host, host, look, looks, state, titles, watching, words_library

HOUR = 3600.0


@pytest.fixture
def here() -> Iterator[Host]:
    with host() as running:
        yield running


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return words_library(tmp_path / "library")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("cranes", "pier"):
        write(folder, name)
    return folder


def write(folder: Path, name: str, words: str = "") -> None:
    (folder / f"{name}.txt").write_text(f"On the {name}\n\nThe {name} was looked at on Monday. {words}\n")


# -- feeds and pages


def test_a_feed_gives_its_entries_and_is_then_asked_by_its_version(library: Library, here: Host) -> None:
    watcher = watching(library)
    url = here.feed("/feed", "one", "two", tag="v1")
    watcher.add([url], allow_private=True)
    first = look(watcher)
    assert (len(first.report.added), first.problem) == (2, "")
    assert titles(library) == ["Crane one", "Crane two"]
    again = look(watcher)
    assert (again.report.added, again.watched.state.line) == ((), "nothing new")
    assert here.site.asked[-1][1]["If-None-Match"] == '"v1"'
    here.feed("/feed", "one", "two", "three", tag="v2")
    assert len(look(watcher).report.added) == 1
    assert titles(library) == ["Crane one", "Crane three", "Crane two"]


def test_entries_that_a_feed_lists_no_more_stay(library: Library, here: Host) -> None:
    watcher = watching(library)
    watcher.add([here.feed("/feed", "one", "two")], allow_private=True)
    look(watcher)
    here.feed("/feed", "three")
    report = look(watcher).report
    assert (len(report.added), report.removed) == (1, ())
    here.feed("/feed")
    look(watcher)
    assert titles(library) == ["Crane one", "Crane three", "Crane two"]


def test_a_feed_that_was_added_before_loses_nothing_when_it_is_watched(library: Library, here: Host) -> None:
    url = here.feed("/feed", "one", "two")
    library.add(url, allow_private=True)
    here.feed("/feed", "two", "three")
    watcher = watching(library)
    watcher.add([url], allow_private=True)
    look(watcher)
    assert titles(library) == ["Crane one", "Crane three", "Crane two"]


def test_a_corrected_entry_takes_its_own_place(library: Library, here: Host) -> None:
    def serve(title: str, words: str) -> str:
        link = "<link>https://post.example/a</link>"
        item = f"<item><title>{title}</title>{link}<description>{words}</description></item>"
        body = f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>"
        here.pages["/feed"] = answer(body.encode(), "Content-Type: application/rss+xml")
        return f"{here.top}/feed"

    watcher = watching(library)
    watcher.add([serve("Cranes", "Seven cranes were damaged in the storm.")], allow_private=True)
    look(watcher)
    serve("Cranes, corrected", "Eight cranes were damaged in the storm.")
    report = look(watcher).report
    assert (len(report.added), len(report.changed)) == (0, 1)
    assert titles(library) == ["Cranes, corrected"]


def test_the_pages_of_a_feed_are_fetched_once(library: Library, here: Host) -> None:
    watcher = watching(library)
    for name in ("one", "two", "three"):
        here.page(f"/{name}", name)
    watcher.add([here.feed("/feed", "one", "two")], follow=True, allow_private=True)
    look(watcher)
    assert here.asked() == ["/feed", "/one", "/two"]
    here.feed("/feed", "one", "two", "three")
    look(watcher)
    assert here.asked() == ["/feed", "/three"]
    assert titles(library) == ["Crane one", "Crane three", "Crane two"]
    assert all("So much on" in article.text for article in library.articles())


def test_a_page_of_a_feed_that_fails_leaves_its_entry_and_comes_later(library: Library, here: Host) -> None:
    watcher = watching(library)
    here.page("/one", "one")
    here.pages["/two"] = answer(b"", status="503 Service Unavailable")
    watcher.add([here.feed("/feed", "one", "two", tag="v1")], follow=True, allow_private=True)
    first = look(watcher)
    assert [str(each) for each in first.report.failed] == [f"{here.top}/two: answers 503 Service Unavailable"]
    assert (first.problem, first.watched.state.failures) == ("", 0)
    assert titles(library) == ["Crane one", "Crane two"]
    here.page("/two", "two")
    here.asked()
    look(watcher)
    assert here.asked() == ["/feed", "/two"]
    assert all(
        "So much on" in a.text for a in library.articles() if a.url == f"{here.top}/two" and "much" in a.text
    )
    assert any("So much on crane two" in article.text for article in library.articles())


def test_a_page_is_replaced_when_it_changes_and_not_read_when_it_does_not(
    library: Library, here: Host
) -> None:
    watcher = watching(library)
    watcher.add([here.page("/a", "one")], allow_private=True)
    look(watcher)
    change = library.store.change()
    assert look(watcher).watched.state.line == "nothing new"  # the same bytes, from a server without versions
    assert library.store.change() == change
    here.page("/a", "two")
    assert look(watcher).report.changed == (f"{here.top}/a",)
    assert titles(library) == ["Crane two"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (answer(b"", status="404 Not Found"), "answers 404 Not Found"),
        (answer(b"", status="500 Internal Server Error"), "answers 500 Internal Server Error"),
        (answer(b"<html><body></body></html>"), "no article text found"),
        (answer(b"x", "Content-Type: image/png"), "is of the type image/png, which is not read"),
        (answer(b"x" * 10, length=100), "broke off, or answers other than HTTP wants"),
        (redirect("/a"), "leads on more than 5 times"),
    ],
)
def test_a_page_that_fails_is_one_line_and_what_is_held_of_it_stays(
    library: Library, here: Host, body: bytes, reason: str
) -> None:
    clock = Clock()
    watcher = watching(library, clock)
    watcher.add([here.page("/a", "one", tag="v1")], allow_private=True)
    look(watcher)
    here.pages["/a"] = body
    for failures in (1, 2, 3):
        clock.now += 10
        found = look(watcher)
        kept = state(watcher).state
        assert (found.problem, kept.line, kept.failures) == (reason, reason, failures)
        assert kept.wait == EVERY * 2**failures
        assert found.is_news is (failures == 1)
        assert kept.looked == clock.now
    assert titles(library) == ["Crane one"]
    here.page("/a", "one", tag="v1")
    assert (look(watcher).problem, state(watcher).state.failures, state(watcher).state.wait) == ("", 0, EVERY)


def test_an_endless_page_is_one_line(library: Library, here: Host) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        while True:
            yield b"and on " * 100_000

    here.pages["/a"] = endless
    watcher = watching(library)
    watcher.add([f"{here.top}/a"], allow_private=True)
    assert look(watcher).problem == f"is over {MAX_BYTES / 1e6:g} MB"


def test_a_server_that_asks_to_wait_is_left_alone_for_so_long(library: Library, here: Host) -> None:
    watcher = watching(library)
    for seconds, wait in ((20, 2 * EVERY), (3 * HOUR, 3 * HOUR), (400 * DAY, DAY)):
        here.pages["/a"] = answer(b"", f"Retry-After: {seconds:.0f}", status="429 Too Many Requests")
        url = f"{here.top}/a"
        watcher.add([url], allow_private=True)
        assert look(watcher).problem == "answers 429 Too Many Requests"
        assert state(watcher).state.wait == wait
        watcher.remove(url)


def test_a_feed_that_moved_for_good_is_looked_for_there_and_else_where_it_was(
    library: Library, here: Host
) -> None:
    watcher = watching(library)
    here.pages["/old"] = answer(b"", "Location: /new", status="301 Moved Permanently")
    here.feed("/new", "one", tag="v1")
    watcher.add([f"{here.top}/old"], allow_private=True)
    look(watcher)
    assert here.asked() == ["/old", "/new"]
    here.feed("/new", "one", "two", tag="v2")
    del here.pages["/old"]
    assert len(look(watcher).report.added) == 1
    assert here.asked() == ["/new"]
    del here.pages["/new"]
    here.feed("/old", "one", "two", "three")
    assert len(look(watcher).report.added) == 1
    assert titles(library) == ["Crane one", "Crane three", "Crane two"]


def test_what_a_library_lost_when_it_was_put_back_is_fetched_again(
    library: Library, here: Host, tmp_path: Path
) -> None:
    watcher = watching(library)
    library.add(Article(title="Note", text="A note that was there before."))
    library.backup(tmp_path / "before")
    watcher.add([here.page("/a", "one", tag="v1")], allow_private=True)
    look(watcher)
    library.restore(tmp_path / "before", replace=True)
    assert titles(library) == ["Note"]
    look(watcher)
    assert titles(library) == ["Crane one", "Note"]


def test_an_article_that_a_person_removed_does_not_come_back_with_the_next_look(
    library: Library, here: Host
) -> None:
    watcher = watching(library)
    watcher.add([here.page("/a", "one", tag="v1")], allow_private=True)
    look(watcher)
    library.remove([article.id for article in library.articles()])
    look(watcher)
    assert titles(library) == []


# -- folders


def test_a_folder_is_kept_in_step(library: Library, news: Path) -> None:
    watcher = watching(library)
    watcher.add([news])
    assert len(look(watcher).report.added) == 2
    write(news, "harbour")
    write(news, "pier", "It leaks.")
    (news / "cranes.txt").unlink()
    found = look(watcher)
    assert found.watched.state.line == "1 added, 1 changed, 1 removed"
    assert titles(library) == ["On the harbour", "On the pier"]


def test_a_folder_that_vanishes_keeps_its_articles_and_is_in_step_when_it_is_back(
    library: Library, news: Path, tmp_path: Path
) -> None:
    watcher = watching(library)
    watcher.add([news])
    look(watcher)
    news.rename(tmp_path / "away")
    found = look(watcher)
    assert found.problem == "does not exist; the 2 files of it that the library holds stay"
    assert titles(library) == ["On the cranes", "On the pier"]
    news.mkdir()  # as where a disk was mounted
    assert "stay" in look(watcher).problem
    assert titles(library) == ["On the cranes", "On the pier"]
    news.rmdir()
    (tmp_path / "away" / "pier.txt").unlink()
    (tmp_path / "away").rename(news)
    assert look(watcher).report.removed == (str(news / "pier.txt"),)
    assert titles(library) == ["On the cranes"]


def test_what_the_page_uploaded_is_no_folders_to_take_away(tmp_path: Path) -> None:
    top = tmp_path / "all"
    library = words_library(top / "library")
    uploads = library.folder / "uploads"
    uploads.mkdir()
    write(uploads, "ferry")
    library.add([uploads / "ferry.txt"])
    write(top, "pier")
    watcher = watching(library)
    watcher.add([top])
    assert look(watcher).report.added == (str(top / "pier.txt"),)
    (uploads / "ferry.txt").unlink()  # by whomever: it is the page that removes what it was given
    look(watcher)
    assert titles(library) == ["On the ferry", "On the pier"]


def test_an_article_that_a_folder_and_an_upload_share_stays_when_the_folder_loses_it(
    library: Library, news: Path
) -> None:
    uploads = library.folder / "uploads"
    uploads.mkdir()
    shutil.copy(news / "pier.txt", uploads / "pier.txt")
    library.add([uploads / "pier.txt"])
    watcher = watching(library)
    watcher.add([news])
    look(watcher)
    (news / "pier.txt").unlink()
    look(watcher)
    assert titles(library) == ["On the cranes", "On the pier"]


def test_a_file_that_cannot_be_read_is_told_once_and_the_rest_is_taken(library: Library, news: Path) -> None:
    (news / "broken.pdf").write_bytes(b"%PDF-1.4 of nothing")
    watcher = watching(library)
    watcher.add([news])
    first = look(watcher)
    assert [each.source for each in first.report.failed] == [str(news / "broken.pdf")]
    write(news, "harbour")
    second = look(watcher)
    assert (len(second.report.added), second.report.failed) == (1, ())


def test_an_outlet_that_is_said_is_that_of_all_articles(library: Library, news: Path, here: Host) -> None:
    watcher = watching(library)
    with pytest.raises(ValueError, match="is blank; name an outlet"):
        watcher.add([news], source=" ")
    watcher.add([news, here.feed("/feed", "one")], allow_private=True, source=" Harbour  Post ")
    for _ in range(2):
        looks(watcher)
        assert {article.source for article in library.articles()} == {"Harbour Post"}
    assert len(titles(library)) == 3


# -- the list


def test_what_is_watched_outlives_the_program_and_forgets_nothing(
    library: Library, news: Path, here: Host
) -> None:
    clock = Clock()
    watcher = watching(library, clock)
    watcher.add([news, here.page("/a", "one", tag="v1")], every=HOUR, allow_private=True)
    looks(watcher)
    again = watching(words_library(library.folder), clock)
    assert [each.wish.place for each in again.list.all()] == [str(news), f"{here.top}/a"]
    assert [each.wish.every for each in again.list.all()] == [HOUR, HOUR]
    here.site.asked.clear()
    looks(again)
    assert [said.get("If-None-Match") for path, said in here.site.asked if path == "/a"] == ['"v1"']


def test_a_wish_is_replaced_and_what_came_of_it_stays(library: Library, here: Host) -> None:
    watcher = watching(library)
    url = here.page("/a", "one", tag="v1")
    watcher.add([url], allow_private=True)
    look(watcher)
    watcher.add([f" {url}#top"], every=HOUR, allow_private=True)
    assert (state(watcher).wish.every, state(watcher).state.etag) == (HOUR, '"v1"')


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("", "a place to watch is an empty name; name a folder, a feed or a page"),
        ("nowhere/at/all", "does not exist; name a folder or a link"),
        ("ftp://harbour.example/feed", "is not http or https"),
        ("https://me:secret@harbour.example/", "names a user; leave that out"),
    ],
)
def test_what_cannot_be_watched_is_one_line_and_nothing_is_added(
    library: Library, news: Path, place: str, line: str
) -> None:
    watcher = watching(library)
    with pytest.raises((ValueError, SourceError), match=line):
        watcher.add([news, place])
    assert not (library.folder / FILE).exists()


def test_a_file_is_no_folder_to_watch(library: Library, news: Path) -> None:
    with pytest.raises(SourceError, match="is a file; name its folder"):
        watching(library).add([news / "pier.txt"])


def test_a_folder_that_is_gone_is_watched_on_when_it_is_named_again(library: Library, news: Path) -> None:
    watcher = watching(library)
    watcher.add([news])
    shutil.rmtree(news)
    watcher.add([news], every=HOUR)
    assert state(watcher).wish.every == HOUR


def test_what_is_not_watched_cannot_be_left(library: Library, news: Path) -> None:
    watcher = watching(library)
    with pytest.raises(ValueError, match="is not watched; quoth watch --status tells what is"):
        watcher.remove(news)
    watcher.add([news])
    watcher.remove(news)
    assert watcher.list.all() == []


def test_one_program_at_a_time_watches(library: Library) -> None:
    line = rf"another program \(process {os.getpid()}\) watches for this library already"
    with watching(library).alone(), pytest.raises(LibraryBusy, match=line), watching(library).alone():
        pass
    with watching(library).alone():
        pass


def test_a_link_to_this_machine_is_refused_unless_it_is_allowed(library: Library, here: Host) -> None:
    watcher = watching(library)
    watcher.add([here.page("/a", "one")])
    assert look(watcher).problem == "is at 127.0.0.1, which is no public address"
    assert here.asked() == []


# -- times


def test_a_clock_that_jumps_makes_no_turn_longer_than_it_was(library: Library, here: Host) -> None:
    clock = Clock()
    watcher = watching(library, clock)
    watcher.add([here.page("/a", "one")], allow_private=True)
    look(watcher)
    watched = state(watcher)
    assert watched.due_in(clock.now + 60) == EVERY - 60
    assert watched.due_in(clock.now + 10 * DAY) == 0
    assert watched.due_in(clock.now - 3_000 * DAY) == EVERY
    assert watched.due_in(0.0) == EVERY


def test_waits_double_to_a_day_and_no_further() -> None:
    assert [wait_after(EVERY, failures) / EVERY for failures in range(8)] == [1, 2, 4, 8, 16, 32, 64, 96]
    assert wait_after(7 * DAY, 9) == 7 * DAY
    assert wait_after(EVERY, 10_000) == DAY


def test_a_span_of_time_is_read() -> None:
    assert [seconds_of(span) for span in ("15m", " 2 H", "1d", "90s")] == [900, 7200, 86_400, 90]
    for wrong in ("", "15", "m", "5s", "0m", "31d", "1.5h", "-3m", "99999999d", "१५m"):
        with pytest.raises(ValueError, match="is no time from 1m to 30d"):
            seconds_of(wrong)


def test_the_list_of_a_library_that_cannot_be_written_is_one_line(library: Library) -> None:
    (library.folder / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(Exception, match=f"{FILE}: is damaged") as caught:
        watching(library).list.all()
    assert os.linesep not in str(caught.value)
