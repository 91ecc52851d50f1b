"""The library panel: who may add what, under which name it is kept, and what is shown of it."""

import io
import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library
from index.errors import SourceError
from index.ingest.report import Listing, Progress, Report, Summary
from rag.assistant import Assistant
from tests.kit.news import MOON, NATO, SUEZ
from tests.ui.render.test_show import HOSTILE, Seen
from ui.conversations.store import Conversations
from ui.library.intake import Busy, Intake, Job, report_line
from ui.library.panel import Panel, panel_html, sources_html
from ui.library.uploads import LONGEST_NAME, MOST_FILES, safe_name
from ui.server.server import routes_only
from ui.site.access import LONGEST_BODY, Access
from ui.site.site import Site

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HERE = "http://127.0.0.1:7860"
MOON_PAGE = f"# Moon news\n\n{MOON}".encode()
HELD = "On Monday the council of the town heard its mayor Ilona Marek, who spoke for an hour of the levy."
Client = Callable[..., "TestClient"]


@pytest.fixture
def clients(library: Library) -> Client:
    """Makes clients of a server for the library, for people with some access."""
    from starlette.testclient import TestClient

    def client(access: Access | None = None) -> "TestClient":
        conversations = Conversations(library.folder / "conversations.sqlite")
        site = Site(Assistant(library), conversations, access or Access())
        return TestClient(routes_only(site), base_url=HERE)

    return client


@pytest.fixture
def client(clients: Client) -> "Iterator[TestClient]":
    with clients() as client:
        yield client


def upload(client: "TestClient", *files: tuple[str, bytes]) -> dict[str, Any]:
    """Upload files and return the job when it has ended."""
    reply = client.post("/api/library/upload", files=[("files", file) for file in files])
    assert reply.status_code == 202, reply.text
    return ended(client)


def ended(client: "TestClient") -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get("/api/library/job").json()
        if job["state"] != "running":
            return job
        time.sleep(0.02)
    raise AssertionError("the job does not end")


def refusal(reply: Any) -> tuple[int, str]:
    """The status and the one line of a reply that refuses."""
    line = reply.json()["error"]
    assert "\n" not in line
    return reply.status_code, line


def kept(library: Library) -> list[str]:
    root = library.folder / "uploads"
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


# -- uploads


def test_an_uploaded_file_is_kept_and_added(client: "TestClient", library: Library) -> None:
    job = upload(client, ("moon.md", MOON_PAGE), ("suez.txt", SUEZ.encode()))
    assert (job["state"], job["line"], job["failed"]) == ("done", "2 added.", [])
    assert (job["done"], job["total"]) == (2, 2)
    assert kept(library) == ["moon.md", "suez.txt"]
    assert library.search("Chandrayaan", k=1)[0].article.title == "Moon news"


def test_a_newer_file_of_the_same_name_replaces_the_article(client: "TestClient", library: Library) -> None:
    upload(client, ("a/news.md", MOON_PAGE), ("b/news.md", f"# Nato news\n\n{NATO}".encode()))
    assert upload(client, ("a/news.md", f"# Suez news\n\n{SUEZ}".encode()))["line"] == "1 replaced."
    assert {one.title for one in library.articles()} == {"Suez news", "Nato news"}
    assert upload(client, ("b/news.md", f"# Nato news\n\n{NATO}".encode()))["line"] == "1 already there."
    assert kept(library) == ["a/news.md", "b/news.md"]


def test_what_cannot_be_read_is_told_by_file_and_not_kept(client: "TestClient", library: Library) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("moon.txt", MOON)
        packed.writestr("bad.txt", b"\x00\x01" * 200)
    job = upload(
        client,
        ("empty.txt", b""),
        ("picture.png", b"\x89PNG" + bytes(100)),
        ("paper.msg", b"old"),
        ("data.json", b'{"a": 1}'),
        ("app.js", b"let x = 1"),
        ("blank.txt", b"   \n  "),
        ("old.zip", archive.getvalue()),
        (".DS_Store", b"x"),
        ("page.html", b"<html><body><p>" + SUEZ.encode() + b"</p></body></html>"),
        ("page_files/ad.html", b"<html><body><p>Buy soap.</p></body></html>"),
    )
    told = {each["source"]: each["reason"] for each in job["failed"]}
    assert told["empty.txt"] == "is empty"
    assert told["picture.png"] == "is binary, not text"
    assert told["paper.msg"] == "kind .msg is not read yet; save it as .eml"
    assert told["data.json"] == "is neither a feed nor articles"
    assert told["app.js"] == "kind .js is not read"
    assert set(told) == {
        *("empty.txt", "picture.png", "paper.msg", "data.json", "app.js", "blank.txt", "old.zip: bad.txt")
    }
    assert job["line"] == "2 added; 7 could not be read; 2 passed over (pictures, scripts, hidden files)."
    assert kept(library) == ["old.zip", "page.html"]


def test_a_newer_file_without_an_article_leaves_the_older_one(client: "TestClient", library: Library) -> None:
    upload(client, ("news.md", f"# Suez news\n\n{SUEZ}".encode()))
    upload(client, ("news.md", b"\n \n"))
    kept = [path for path in (library.folder / "uploads").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == ["news.md"]
    assert SUEZ in kept[0].read_text(encoding="utf-8")
    assert [article.title for article in library.articles()] == ["Suez news"]


def test_a_file_that_is_refused_leaves_the_older_one(client: "TestClient", library: Library) -> None:
    upload(client, ("moon.md", MOON_PAGE))
    job = upload(client, ("moon.md", b""))
    assert job["line"] == "nothing new; 1 could not be read."
    assert (library.folder / "uploads" / "moon.md").read_bytes() == MOON_PAGE
    assert library.summary().articles == 1


def test_a_file_over_the_limit_of_its_kind_is_named(client: "TestClient", library: Library) -> None:
    job = upload(client, ("long.txt", b"words " * 3_400_000), ("moon.md", MOON_PAGE))
    assert job["failed"] == [{"source": "long.txt", "reason": "is 20.4 MB; at most 20 MB are read"}]
    assert kept(library) == ["moon.md"]


def test_a_hundred_files_at_once_are_added_and_more_than_the_most_refused(
    client: "TestClient", library: Library
) -> None:
    many = [
        (f"{number}.txt", f"News {number}\n\nOn day {number} it rained.".encode()) for number in range(201)
    ]
    assert upload(client, *many[:100])["line"] == "100 added."
    reply = client.post("/api/library/upload", files=[("files", file) for file in many])
    assert refusal(reply) == (422, f"201 files at once are too many; {MOST_FILES} are the most.")
    assert library.summary().articles == 100
    assert refusal(client.post("/api/library/upload", files=[("files", ("a", b"x"))] * 1001))[0] == 422


def test_a_form_without_files_and_what_is_no_form_get_one_line(client: "TestClient") -> None:
    assert refusal(client.post("/api/library/upload", data={"a": "b"}))[0] == 422
    assert refusal(client.post("/api/library/upload", content=b"x"))[0] == 422
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert refusal(client.post("/api/library/upload", content=b"--y\r\n", headers=broken))[0] == 422


@pytest.mark.parametrize(
    "name",
    [
        "../../x.html",
        "/etc/x.html",
        "C:\\Windows\\x.html",
        "..",
        "<img src=x onerror=alert(1)>.html",
        "invoice\u202elmth.html",
        "a\x00b\x1b[31m\r\n.txt",
        "ü" * 300 + ".txt",
        "x" * 300,
        "a." + "b" * 300,
        " . ",
        "a/../../b.txt",
        "\ud800.txt",
        "/".join("abcdefghijkl") + "/m.txt",
        ".htaccess",
    ],
)
def test_a_hostile_name_stays_below_its_folder(name: str, tmp_path: Path) -> None:
    path = tmp_path / safe_name(name)
    assert path.resolve().is_relative_to(tmp_path)
    assert path.resolve() != tmp_path
    assert str(safe_name(name)).isprintable()
    assert not set('<>:"|?*\\') & set(str(safe_name(name)))
    assert all(len(part.encode()) <= LONGEST_NAME + 9 for part in safe_name(name).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")


@given(st.text(), st.text())
def test_names_that_differ_are_kept_apart(first: str, second: str) -> None:
    assert (first == second) == (safe_name(first) == safe_name(second))
    assert not safe_name(first).is_absolute()
    assert ".." not in safe_name(first).parts


def test_a_plain_name_is_kept_as_it_is() -> None:
    for name in ("a.txt", "Zeitung vom 3. Mai.pdf", "news/2018/über.html", "記事.md"):
        assert safe_name(name).as_posix() == name


def test_hostile_names_come_in_and_are_told_escaped(client: "TestClient", library: Library) -> None:
    boundary = "----x"
    names = ["../../../../tmp/evil.txt", "<img src=x onerror=alert(1)>.png", "a\u202eb.txt"]
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        + f"News {number}\n\n{MOON} {number}\r\n".encode()
        for number, name in enumerate(names)
    )
    headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
    reply = client.post("/api/library/upload", content=body + f"--{boundary}--\r\n".encode(), headers=headers)
    assert reply.status_code == 202
    job = ended(client)
    assert [each["source"] for each in job["failed"]] == ["<img src=x onerror=alert(1)>.png"]
    assert len(kept(library)) == 2
    assert "\u202e" not in json.dumps(kept(library), ensure_ascii=False)
    assert "img" not in {tag for tag, _ in Seen(client.get("/api/library/panel").text).tags}


# -- links and folders


def test_links_are_fetched_and_those_that_fail_are_told(client: "TestClient", library: Library) -> None:
    body = {
        "links": ["http://127.0.0.1:1/a", " ", "file:///etc/passwd", "/etc/passwd", "../x"],
        "follow": True,
    }
    assert client.post("/api/library/links", json=body).status_code == 202
    job = ended(client)
    assert len(job["failed"]) == 4
    assert library.summary().articles == 0
    assert len(library.failures()) == 4
    assert "127.0.0.1" in client.get("/api/library/panel").text
    assert client.delete("/api/library/failures").json() == {"failures": 0}
    assert library.failures() == ()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ([], "one JSON object"),
        ({"links": "https://example.org"}, "list of texts"),
        ({"links": [1]}, "list of texts"),
        ({"links": []}, "at least one link"),
        ({"links": [f"https://example.org/{n}" for n in range(201)]}, "201 links at once"),
        ({"links": ["https://example.org/" + "x" * 3000]}, "3,020 characters"),
        ({"links": ["a"], "follow": 1}, "true or false"),
        ({"links": ["a"], "allow_private": True}, "'allow_private' is not known"),
    ],
)
def test_wrong_links_get_one_line(client: "TestClient", body: object, line: str) -> None:
    status, said = refusal(client.post("/api/library/links", json=body))
    assert status == 422
    assert line in said


def test_only_folders_that_are_allowed_are_synced(clients: Client, folder: Path) -> None:
    client = clients()
    assert refusal(client.post("/api/library/folder", json={"folder": str(folder)}))[0] == 403
    assert 'name="folder"' not in client.get("/api/library/panel").text
    client = clients(Access(folders=(folder.parent / "news",)))
    assert 'name="folder"' in client.get("/api/library/panel").text
    for place in (f"{folder}/../", "/etc", "~"):
        assert refusal(client.post("/api/library/folder", json={"folder": place}))[0] == 403
    for place in ("", "\0", "~nobody-of-that-name/x", "x/" * 5000):
        assert refusal(client.post("/api/library/folder", json={"folder": place}))[0] in (403, 422)
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 200)
    assert client.post("/api/library/folder", json={"folder": str(folder)}).status_code == 202
    assert ended(client)["line"] == "3 added; 1 could not be read."
    (folder / "moon.txt").unlink()
    client.post("/api/library/folder", json={"folder": str(folder)})
    assert ended(client)["line"] == "2 already there, 1 removed; 1 could not be read."
    client = clients(Access(folders=None))
    client.post("/api/library/folder", json={"folder": f"{folder}-none"})
    job = ended(client)
    assert (job["state"], job["line"]) == ("failed", f"{folder}-none: does not exist")


# -- who may


def test_who_may_not_change_the_library_reads_it_and_sees_no_forms(clients: Client, folder: Path) -> None:
    client = clients(Access(read_only=True, folders=None))
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "upload", {"files": [("files", ("a.txt", b"x"))]}),
        ("POST", "links", {"json": {"links": ["https://example.org"]}}),
        ("POST", "folder", {"json": {"folder": str(folder)}}),
        ("POST", "job/stop", {}),
        ("DELETE", "articles/a1", {}),
        ("DELETE", "failures", {}),
    ]
    for method, path, sent in requests:
        reply = client.request(method, f"/api/library/{path}", **sent)
        assert refusal(reply) == (403, "You may not change this library.")
    seen = Seen(client.get("/api/library/panel").text)
    assert [each["data-form"] for tag, each in seen.tags if tag == "form"] == ["search"]
    assert "You may read this library" in seen.text("p", class_="note")


def test_a_large_body_is_let_through_for_uploads_alone(client: "TestClient") -> None:
    padding = b"<!-- nothing -->" * 100_000
    large = b"<html><body><p>" + SUEZ.encode() + b"</p>" + padding + b"</body></html>"
    assert len(large) > LONGEST_BODY
    assert upload(client, ("long.html", large))["line"] == "1 added."
    for path in ("links", "folder"):
        assert client.post(f"/api/library/{path}", content=large).status_code == 413
    headers = {"content-length": str(10**9), "content-type": "multipart/form-data; boundary=x"}
    assert client.post("/api/library/upload", content=b"", headers=headers).status_code == 413


# -- removing


def test_an_article_is_removed_with_its_upload(client: "TestClient", library: Library) -> None:
    upload(client, ("a/moon.md", MOON_PAGE), ("suez.txt", SUEZ.encode()))
    moon = next(one for one in library.articles() if one.title == "Moon news")
    assert client.delete(f"/api/library/articles/{moon.id}").json() == {"removed": moon.id}
    assert kept(library) == ["suez.txt"]
    assert not (library.folder / "uploads" / "a").exists()
    status, line = refusal(client.delete(f"/api/library/articles/{moon.id}"))
    assert (status, line) == (404, "This article is no longer in the library.")


def test_removing_an_article_of_a_folder_leaves_the_persons_own_file(
    client: "TestClient", library: Library, folder: Path
) -> None:
    library.add([folder, Article(id="a/b <i>?#", title="Odd id", text="Words of its own.")])
    for article in list(library.articles()):
        assert client.delete(f"/api/library/articles/{quote(article.id, safe='')}").status_code == 200
    assert len(list(folder.iterdir())) == 3
    assert library.summary().articles == 0


# -- the job


def test_two_jobs_at_once_are_one_too_many() -> None:
    intake, go = Intake(), threading.Event()

    def wait(progress: Progress) -> Report:
        progress(3, 9, "moon.txt")
        assert go.wait(10)
        return Report(added=("a",))

    assert intake.start(wait).number == 1
    with pytest.raises(Busy, match="Something else"):
        intake.start(wait)
    while intake.job.name != "moon.txt":
        time.sleep(0.01)
    assert intake.job == Job(1, "running", 3, 9, "moon.txt")
    go.set()
    finish(intake)
    assert (intake.job.state, intake.job.line) == ("done", "1 added.")
    assert intake.start(lambda _: Report()).number == 2
    finish(intake)


def test_a_second_person_is_told_to_wait(client: "TestClient", monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(*_: object) -> Report:
        assert go.wait(10)
        return Report()

    monkeypatch.setattr("ui.library.routes.add_links", slow)
    body = {"links": ["https://example.org"]}
    assert client.post("/api/library/links", json=body).status_code == 202
    assert refusal(client.post("/api/library/links", json=body))[0] == 409
    status, line = refusal(client.post("/api/library/upload", files=[("files", ("a.txt", b"x"))]))
    assert (status, line.startswith("Something else is being added")) == (409, True)
    go.set()
    assert ended(client)["state"] == "done"


def finish(intake: Intake) -> None:
    while intake.job.state == "running":
        time.sleep(0.01)


def test_a_job_stops_at_the_next_file_and_what_was_read_stays(library: Library, folder: Path) -> None:
    intake = Intake()

    def work(progress: Progress) -> Report:
        library.add(folder / "suez.txt")

        def telling(done: int, total: int, name: str) -> None:
            intake.stop()
            progress(done, total, name)

        return library.add(folder, progress=telling)

    intake.start(work)
    finish(intake)
    assert (intake.job.state, intake.job.line) == ("stopped", "Stopped. What was read before stays.")
    assert library.summary().articles == 1
    assert library.search("Suez", k=1)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (SourceError("news", "is empty"), "news: is empty"),
        (RuntimeError("secret"), "Something went wrong; the server's log has the details."),
    ],
)
def test_a_job_that_fails_says_so_in_one_line(problem: Exception, line: str) -> None:
    intake = Intake()

    def fail(_: Progress) -> Report:
        raise problem

    intake.start(fail)
    finish(intake)
    assert (intake.job.state, intake.job.line) == ("failed", line)


def test_a_report_is_a_sentence() -> None:
    assert report_line(Report()) == "nothing new."
    failed = (SourceError("a", "b"),)
    whole = Report(("a",) * 1200, ("b",), ("c", "d"), ("e",), failed, (), ("x",))
    assert report_line(whole) == (
        "1,200 added, 1 replaced, 2 already there, 1 removed; 1 could not be read;"
        " 1 passed over (pictures, scripts, hidden files)."
    )
    feed = Report(("feed.xml", "a.html"), ("mail.mbox",), several=(("feed.xml", 40), ("mail.mbox", 1_200)))
    assert report_line(feed) == "41 added, 1,200 replaced."


# -- what is shown


def test_those_who_only_read_see_no_folder_of_the_server(
    clients: Client, library: Library, folder: Path
) -> None:
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("inner/bad.txt", b"\x00\x01" * 200)
        archive.writestr("good.txt", MOON)
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 200)
    library.sync(folder)
    with clients() as editor, clients(Access(read_only=True)) as reader:
        seen = reader.get("/api/library/panel").text
        assert '<bdi class="name">bad.txt</bdi>' in seen
        assert "old.zip: inner/bad.txt" in seen
        assert str(folder) not in seen
        assert str(folder) in editor.get("/api/library/panel").text
        assert reader.get("/api/library/job").status_code == 403


def test_the_panel_shows_what_is_held(client: "TestClient", library: Library, folder: Path) -> None:
    library.add(
        [
            Article(title=f"News {n}", text=f"Day {n} was calm.", published="2018-10-05", source=f"Paper {n}")
            for n in range(60)
        ]
    )
    (folder / "bad.txt").write_bytes(b"\x00\x01" * 200)
    library.sync(folder, published="2020-01-02")
    seen = Seen(client.get("/api/library/panel").text)
    assert "63 articles · 60 outlets · 5 October 2018 – 2 January 2020" in seen.text("p", class_="counts")
    assert "bad.txt" in seen.text("details", class_="failures")
    assert "is binary, not text" in seen.text("details", class_="failures")
    assert "and 52 more" in seen.text("section", class_="outlets")
    assert "1–50 of 63" in seen.text("p", class_="paging")
    second = Seen(client.get("/api/library/articles?page=2").text)
    assert "51–63 of 63" in second.text("p", class_="paging")
    found = Seen(client.get("/api/library/articles", params={"q": "paper 59"}).text)
    assert found.text("p", class_="name") == "News 59"
    assert "No article matches." in client.get("/api/library/articles?q=zzz").text
    for page in ("0", "-1", "999999999999999999999"):
        assert client.get(f"/api/library/articles?page={page}").status_code == 200


def test_what_is_clicked_at_a_glance_filters_the_articles(client: "TestClient", library: Library) -> None:
    library.add(
        [
            Article(title="One", text=HELD, published="2022-01-03", source="Post"),
            Article(title="Two", text="On Monday Mayor Marek spoke.", published="2022-03-01", source="Wire"),
            Article(title="Three", text="Nobody spoke.", source="Wire"),
        ]
    )
    panel = client.get("/api/library/panel").text
    assert panel.count('<g class="bar"') == 3
    assert 'data-since="2022-03-01" data-until="2022-03-31"' in panel
    assert 'data-source="Wire"' in panel
    assert 'data-name="Ilona Marek"' in panel
    assert "1 without a day" in panel
    seen = Seen(panel)
    assert "January 20221March 20221" in seen.text("tbody").replace("\n", "")
    params = {"name": "Ilona Marek", "since": "2022-03-01", "until": "2022-03-31"}
    narrowed = client.get("/api/library/panel", params=params).text
    assert Seen(narrowed).text("p", class_="paging") == "1–1 of 1"
    assert "1 article" in Seen(narrowed).text("p", class_="chosen-line")
    assert narrowed.count('<g class="bar out"') == 2  # the other months stay, to go on to
    assert "March 2022" in Seen(narrowed).text("p", class_="chosen-line")
    assert client.get("/api/library/count", params=params).json()["articles"] == 1
    assert client.get("/api/library/panel?since=never").status_code == 422


def test_an_article_is_corrected_and_tagged_in_a_form_and_put_back(
    client: "TestClient", library: Library
) -> None:
    library.add(Article(id="a/b", title="One <b>", text="Mayor Ilona Marek spoke.", source="Post"))
    address = "/api/library/articles/a%2Fb"
    body = {
        "title": "One",
        "source": "Wire",
        "author": "",
        "published": "2022-01-03",
        "tags": ["To read", " "],
    }
    assert client.patch(address, json=body).json() == {"changed": "a/b"}
    article = library.article("a/b")
    assert (article.title, article.source, article.published) == ("One", "Wire", "2022-01-03")
    assert library.by_hand.corrected(["a/b"])["a/b"].keys() == {"title", "source", "published"}
    form = client.get("/api/library/edit/a%2Fb").text
    assert "One &lt;b&gt;" in form
    assert 'name="tags" value="To read"' in form
    assert [
        client.get("/api/articles", params={"tag": tag}).json()["total"] for tag in ("TO READ", "no")
    ] == [1, 0]
    panel = Seen(client.get("/api/library/panel?tag=to+read").text)
    assert "corrected by hand" in panel.text("p", class_="byline")
    shown = client.get("/api/article/a%2Fb").text
    assert "Corrected by hand; read: title “One &lt;b&gt;”, outlet “Post”, no day." in shown
    assert client.patch(address, json={"undo": True, "tags": []}).status_code == 200
    assert (library.article("a/b").title, library.by_hand.tags()) == ("One <b>", [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 422),
        ({"text": "other"}, 422),
        ({"title": 3}, 422),
        ({"published": "soon"}, 422),
        ({"tags": "a"}, 422),
        ({"tags": ["x" * 61]}, 422),
    ],
)
def test_a_wrong_correction_gets_one_line(
    client: "TestClient", library: Library, body: object, status: int
) -> None:
    library.add(Article(id="one", title="One", text="Mayor Ilona Marek spoke."))
    reply = client.patch("/api/library/articles/one", json=body)
    assert (reply.status_code, "\n" in reply.json()["error"]) == (status, False)
    assert client.patch("/api/library/articles/two", json={"title": "x"}).status_code == 404
    assert library.article("one").title == "One"


def test_who_may_only_read_corrects_nothing(clients: Client, library: Library) -> None:
    library.add(Article(id="one", title="One", text="Mayor Ilona Marek spoke."))
    with clients(Access(read_only=True)) as client:
        assert client.patch("/api/library/articles/one", json={"title": "x"}).status_code == 403
        assert client.get("/api/library/edit/one").status_code == 403
        assert 'data-act="edit"' not in client.get("/api/library/panel").text


def test_a_search_shows_its_words_in_the_articles_text(client: "TestClient", library: Library) -> None:
    text = (
        "The council sat for hours. " * 12 + "At last the harbours were closed by it. " + "Nobody left. " * 30
    )
    library.add(Article(title="Levy", text=text, published="2022-01-03"))
    found = client.get("/api/library/articles", params={"q": "closed harbour"}).text
    assert "<mark>harbours</mark>" in found
    assert "<mark>closed</mark>" in found
    assert "… " in Seen(found).text("p", class_="excerpt")
    assert len(Seen(found).text("p", class_="excerpt")) < 300
    assert "No article matches" not in found
    assert "In the text" not in client.get("/api/library/articles?q=zebra&since=2023-01-01").text


def test_every_article_that_a_search_finds_in_its_text_is_there(
    client: "TestClient", library: Library
) -> None:
    library.add(
        [Article(id=f"n{at}", title=f"Note {at}", text=f"The levy rose by {at}.") for at in range(11)]
    )
    found = client.get("/api/library/articles", params={"q": "levy"}).text
    assert all(f">Note {at}</button>" in found for at in range(11))
    assert found.index("and 3 more</summary>") > found.index("In the text")


def test_a_search_takes_phrases_and_says_what_no_article_has(client: "TestClient", library: Library) -> None:
    library.add(Article(title="Levy", text="The harbour levy rose.", published="2022-01-03"))
    library.add(Article(title="Reform", text="A levy on the harbour is due.", published="2022-01-04"))

    def shown(query: str) -> "Seen":
        return Seen(client.get("/api/library/articles", params={"q": query}).text)

    names = shown('"harbour levy"').text("p", class_="name")
    assert ("Levy" in names, "Reform" in names) == (True, False)
    assert shown('"harbour tax"').text("p", class_="note").startswith("No article has “harbour tax”")
    assert shown("harbuor").text("p", class_="note") == "No article has “harbuor”; searched for “harbour”."


def test_an_empty_library_says_so(client: "TestClient") -> None:
    seen = Seen(client.get("/api/library/panel").text)
    assert seen.text("p", class_="none") == "No articles yet."
    assert seen.text("p", class_="counts") == "0 articles"


def test_a_filter_says_how_many_articles_remain(client: "TestClient", library: Library) -> None:
    for day, source in (("2018-01-01", "Ledger"), ("2019-01-01", "Post & Co"), ("2020-01-01", "Post & Co")):
        library.add(Article(text=f"News of {day}.", published=day, source=source))

    def count(**params: Any) -> dict[str, Any]:
        found: dict[str, Any] = client.get("/api/library/count", params=params).json()
        return found

    assert count() == {
        "articles": 3,
        "of": 3,
        "first": "2018-01-01",
        "last": "2020-01-01",
        "outlets": {"Post & Co": 2, "Ledger": 1},
        "undated": 0,
        "unnamed": 0,
    }
    assert count(since="2018-06-01")["articles"] == 2
    assert count(source="post & co", until="2019-12-31")["articles"] == 1
    assert count(source=["Ledger", "Post & Co"], since=" ")["articles"] == 3
    assert count(source="None")["articles"] == 0
    assert refusal(client.get("/api/library/count?since=May")) == (
        422,
        "since='May' is no day; write it as 2018-10-05, 2018-10 or 2018",
    )
    seen = Seen(client.get("/api/library/sources").text)
    assert [each["value"] for tag, each in seen.tags if tag == "input"] == ["Post & Co", "Ledger"]


def test_a_filter_says_of_which_outlets_the_days_are_and_what_it_leaves_out_unseen(
    client: "TestClient", library: Library
) -> None:
    library.add(
        [
            Article(text="News of May.", published="2018-05-01", source="The Ledger"),
            Article(text="News of June.", published="2018-06-01", source="Ledger"),
            Article(text="More of June.", published="2018-06-02", source="ledger"),
            Article(text="News without a day.", source="Ledger"),
            Article(text="News without an outlet.", published="2018-06-01"),
            Article(text="News without either."),
        ]
    )

    def left(**params: str) -> tuple[object, ...]:
        found: dict[str, Any] = client.get("/api/library/count", params=params).json()
        return found["articles"], found["outlets"], found["undated"], found["unnamed"]

    assert left() == (6, {"Ledger": 4}, 0, 0)
    assert left(since="2018-06-01") == (3, {"Ledger": 2}, 2, 0)
    assert left(source="Ledger") == (4, {"Ledger": 4}, 0, 2)
    assert left(source="Ledger", since="2018-06-01") == (2, {"Ledger": 2}, 1, 1)


def test_nothing_that_was_written_elsewhere_becomes_html() -> None:
    article = Article(
        id='x"><script>',
        title=HOSTILE,
        text="x",
        url=f"https://example.org/{HOSTILE}",
        source=HOSTILE,
        author=HOSTILE,
    )
    failed = (SourceError(HOSTILE, HOSTILE),)
    summary = Summary(1, 1, None, None, ((HOSTILE, 1),) * 20)
    job = Job(1, "done", 1, 2, HOSTILE, HOSTILE, failed)
    panel = Panel(
        Path("/x"),
        summary,
        Listing(200, 50, (article,)),
        failed,
        job,
        HOSTILE,
        may_change=True,
        may_add_folders=True,
    )
    for shown in (panel_html(panel), sources_html(summary.sources)):
        seen = Seen(shown)
        assert not seen.open
        assert not {tag for tag, _ in seen.tags} & {"script", "img", "a"}
        assert not [name for _, each in seen.tags for name in each if name.startswith("on")]
