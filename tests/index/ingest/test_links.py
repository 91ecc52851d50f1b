"""Links and feeds in a library: what is fetched, kept, fetched again and followed."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index import Article, Library, read_articles
from index.encode import Encoder
from index.errors import SourceError

from ...kit.page_server import Body, Site, answer, redirect, web

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms. "
OTHER = "The council agreed on Monday to a loan for the third crane, which is to stand by the new pier. "
RSS = "Content-Type: application/rss+xml"


def page(title: str, words: str = WORDS, head: str = "") -> bytes:
    text = f"<article><h1>{title}</h1><p>{words * 3}</p><p>{title} in a few words.</p></article>"
    return answer(
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{text}</body></html>".encode()
    )


def feed(*entries: str) -> bytes:
    head = "<title>Harbour Post</title><link>https://harbour.example/</link>"
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{''.join(entries)}</channel></rss>".encode()
    )


def entry(title: str, link: str, words: str = "Two lines on the cranes, and no more than that.") -> str:
    day = "<pubDate>Fri, 02 Oct 2020 08:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link><description>{words}</description>{day}</item>"


class Web:
    """A site on this machine whose pages may change."""

    def __init__(self, port: int, site: Site, pages: dict[str, Body]) -> None:
        self.top, self.site, self.pages = f"http://127.0.0.1:{port}", site, pages

    def asked(self) -> list[str]:
        """Return the paths that were asked for since the last look."""
        found = [path for path, _ in self.site.asked]
        self.site.asked.clear()
        return found


@pytest.fixture
def here() -> Iterator[Web]:
    with ExitStack() as servers:
        pages: dict[str, Body] = {}
        site = Site(pages)
        yield Web(servers.enter_context(web(site)), site, pages)


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder)


def held(library: Library) -> dict[str, Article]:
    return {article.title: article for article in library.articles()}


def test_a_link_is_added_fetched_again_and_replaced_when_it_has_changed(library: Library, here: Web) -> None:
    here.pages["/2020/10/02/cranes"] = page("Cranes to be repaired")
    url = f"{here.top}/2020/10/02/cranes"
    report = library.add(url, allow_private=True)
    assert (report.added, report.failed) == ((url,), ())
    article = held(library)["Cranes to be repaired"]
    assert (article.url, article.source) == (url, "127.0.0.1")
    assert (article.published, article.published_from) == ("2020-10-02", "url")
    again = library.add([f" {url}#top"], allow_private=True)
    assert (again.unchanged, again.added, again.changed) == ((url,), (), ())
    assert len(here.asked()) == 2
    here.pages["/2020/10/02/cranes"] = page("Cranes repaired", OTHER)
    assert library.add(url, allow_private=True).changed == (url,)
    assert list(held(library)) == ["Cranes repaired"]


def test_a_pages_own_address_and_outlet_win(library: Library, here: Web) -> None:
    own = "https://harbour.example/news/cranes"
    head = f'<link rel="canonical" href="{own}"><meta property="og:site_name" content="Harbour Post">'
    here.pages |= {"/a": redirect("/b"), "/b": page("Cranes", head=head)}
    report = library.add(f"{here.top}/a", allow_private=True)
    assert report.added == (f"{here.top}/a",)
    article = held(library)["Cranes"]
    assert (article.url, article.source) == (own, "Harbour Post")


def test_links_files_folders_and_articles_are_added_in_one_call(
    library: Library, here: Web, tmp_path: Path
) -> None:
    here.pages |= {f"/{name}": page(f"Page {name}", OTHER) for name in "ab"}
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "cranes.txt").write_text(f"Cranes\n\n{WORDS}")
    (tmp_path / "pier.txt").write_text(f"Pier\n\n{WORDS}{OTHER}")
    value = Article(title="Value", text=OTHER)
    links = [f"{here.top}/a", f"{here.top}/b", f"{here.top}/a"]
    report = library.add(
        [links[0], tmp_path / "news", value, str(tmp_path / "pier.txt"), *links[1:]], allow_private=True
    )
    assert [Path(name).name for name in report.added] == [
        "a",
        "cranes.txt",
        f"article:{value.id}",
        "pier.txt",
        "b",
    ]
    assert sorted(here.asked()) == ["/a", "/b"]


def test_a_link_that_fails_is_one_line_and_what_is_held_of_it_stays(library: Library, here: Web) -> None:
    url = f"{here.top}/a"
    here.pages["/a"] = page("Cranes")
    library.add(url, allow_private=True)
    for broken, reason in (
        (answer(b"", status="404 Not Found"), "answers 404 Not Found"),
        (answer(b"<html><body></body></html>"), "no article text found"),
        (redirect("/nothing"), f"leads to {here.top}/nothing, which answers 404 Not Found"),
    ):
        here.pages["/a"] = broken
        report = library.add([url], allow_private=True)
        assert [str(problem) for problem in report.failed] == [f"{url}: {reason}"]
        assert (report.unchanged, report.changed) == ((), ())
    assert "Cranes" in held(library)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("http://127.0.0.1:1/a", "is at 127.0.0.1, which is no public address"),
        ("http://169.254.169.254/latest", "is at 169.254.169.254, which is no public address"),
        ("ftp://harbour.example/a.txt", "is not http or https"),
        ("https://me:secret@harbour.example/", "names a user; leave that out"),
        ("https:///a", "names no valid host"),
    ],
)
def test_a_link_that_may_not_be_fetched_is_refused(library: Library, link: str, reason: str) -> None:
    report = library.add([link, Article(title="Value", text=OTHER)])
    assert [problem.reason for problem in report.failed] == [reason]
    assert len(report.added) == 1


def test_a_link_is_read_without_a_library(here: Web) -> None:
    here.pages["/a"] = page("Cranes")
    (article,) = read_articles(f"{here.top}/a", allow_private=True)
    assert (article.title, article.url) == ("Cranes", f"{here.top}/a")
    with pytest.raises(SourceError, match="no public address"):
        list(read_articles(f"{here.top}/a"))


def test_a_link_cannot_be_synced(library: Library) -> None:
    with pytest.raises(SourceError, match="is a link, not a folder"):
        library.sync("https://harbour.example/")


def test_the_entries_of_a_feed_give_way_to_their_pages(library: Library, here: Web) -> None:
    without_link = "<item><title>No link</title><description>Words without a link.</description></item>"
    here.pages |= {
        "/feed": answer(
            feed(
                entry("Cranes", "/a"),
                entry("Pier", "/b", words=""),
                entry("Gone", "/gone"),
                entry("Cranes again", "/a"),
                without_link,
            ).replace(b"https://harbour.example", here.top.encode()),
            RSS,
        ),
        "/a": page("Cranes, the whole report"),
        "/b": page("Pier", OTHER),
    }
    report = library.add(f"{here.top}/feed", follow=True, allow_private=True)
    assert set(report.added) == {f"{here.top}/{name}" for name in ("a", "b", "feed")}
    assert [str(problem) for problem in report.failed] == [f"{here.top}/gone: answers 404 Not Found"]
    articles = held(library)
    assert set(articles) == {"Cranes, the whole report", "Gone", "No link", "Pier"}
    assert WORDS.strip() in articles["Cranes, the whole report"].text
    assert articles["Cranes, the whole report"].published == "2020-10-02"
    assert articles["Cranes, the whole report"].source == "Harbour Post"
    assert sorted(here.asked()) == ["/a", "/b", "/feed", "/gone"]


def test_a_feed_whose_pages_were_all_fetched_is_left_alone_and_one_with_failures_is_not(
    library: Library, here: Web, tmp_path: Path
) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(feed(entry("Cranes", f"{here.top}/a"), entry("Pier", f"{here.top}/b")))
    here.pages["/a"] = page("Page a")
    first = library.add(file, follow=True, allow_private=True)
    assert (len(first.added), len(first.failed)) == (2, 1)
    assert set(held(library)) == {"Page a", "Pier"}
    here.pages["/b"] = page("Page b", OTHER)
    here.asked()
    second = library.add(file, follow=True, allow_private=True)
    assert (second.added, second.changed) == ((f"{here.top}/b",), (str(file),))
    assert second.unchanged == (f"{here.top}/a",)
    assert set(held(library)) == {"Page a", "Page b"}
    here.asked()
    third = library.add(file, follow=True, allow_private=True)
    assert (third.unchanged, here.asked()) == ((str(file),), [])
    library.add(file)
    assert set(held(library)) == {"Page a", "Page b", "Cranes"}


def test_a_feed_stays_known_when_an_article_that_is_not_of_it_is_removed(
    library: Library, here: Web, tmp_path: Path
) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(feed(entry("Cranes", f"{here.top}/a")))
    here.pages["/a"] = page("Page a")
    library.add([file, Article(id="note", title="Note", text=OTHER)], follow=True, allow_private=True)
    library.remove(["note"])
    here.asked()
    again = library.add(file, follow=True, allow_private=True)
    assert (again.unchanged, here.asked()) == ((str(file),), [])


def test_a_page_that_is_held_stays_in_place_of_its_entry_when_it_cannot_be_fetched(
    library: Library, here: Web
) -> None:
    here.pages |= {"/feed": answer(feed(entry("Cranes", f"{here.top}/a")), RSS), "/a": page("Page a")}
    library.add(f"{here.top}/feed", follow=True, allow_private=True)
    del here.pages["/a"]
    here.pages["/feed"] = answer(feed(entry("Cranes", f"{here.top}/a"), entry("Pier", f"{here.top}/b")), RSS)
    report = library.add(f"{here.top}/feed", follow=True, allow_private=True)
    assert len(report.failed) == 2
    assert set(held(library)) == {"Page a", "Pier"}


def test_only_the_first_pages_of_a_long_feed_are_fetched(
    library: Library, here: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest.read.MAX_PAGES", 3)
    words = "Entry number {} has a line of words of its own, and they differ."
    entries = [entry(f"Entry {n}", f"{here.top}/{n}", words.format(n)) for n in range(5)]
    here.pages |= {f"/{n}": page(f"Page {n}", f"{WORDS}{n} {OTHER}") for n in range(5)}
    here.pages["/feed"] = answer(feed(*entries), RSS)
    report = library.add(f"{here.top}/feed", follow=True, allow_private=True)
    assert sorted(held(library)) == ["Entry 3", "Entry 4", "Page 0", "Page 1", "Page 2"]
    assert [problem.reason.split(";")[0] for problem in report.failed] == [
        "has more entries than the 3 whose pages are fetched"
    ]


def test_a_feed_is_followed_no_further_than_its_pages(library: Library, here: Web) -> None:
    here.pages |= {
        "/feed": answer(feed(entry("Self", f"{here.top}/feed"), entry("Inner", f"{here.top}/inner")), RSS),
        "/inner": answer(feed(entry("Deep", f"{here.top}/deep", words="Other words.")), RSS),
    }
    library.add(f"{here.top}/feed", follow=True, allow_private=True)
    assert sorted(here.asked()) == ["/feed", "/inner"]
    assert set(held(library)) == {"Self", "Deep"}


def test_pages_of_a_feed_that_lead_to_this_machine_are_refused(
    library: Library, tmp_path: Path, here: Web
) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(feed(entry("Cranes", f"{here.top}/a")))
    report = library.add(file, follow=True)
    assert [problem.reason for problem in report.failed] == ["is at 127.0.0.1, which is no public address"]
    assert (list(held(library)), here.asked()) == (["Cranes"], [])
