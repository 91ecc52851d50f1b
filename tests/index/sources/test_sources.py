"""Files and folders to articles, and the child process that untrusted bytes are parsed in."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.places import folder_library
from index.sources import MAX_BYTES, Parser, files_under, read_articles, read_bytes
from index.sources.sandbox.kept import KEPT
from tests.kit.children import SLOW_PAGE, Born, printed
from tests.kit.rights import held_to_modes

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms. "
PROSE = f"<p>{WORDS * 3}</p>"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as shared:
        yield shared


def refused(call: Callable[[], object]) -> SourceError:
    with pytest.raises(SourceError) as caught:
        call()
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_folder_is_read_in_order_and_then_says_what_failed(tmp_path: Path, born: Born) -> None:
    (tmp_path / "a.txt").write_text("One\n\n" + WORDS)
    (tmp_path / "b.txt").write_bytes(bytes(range(256)))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.html").write_text(f"<html><title>Three</title><body>{PROSE}")
    (tmp_path / "e.md").write_text("# Two\n\n" + WORDS)
    articles = read_articles(str(tmp_path))
    assert [next(articles).title for _ in range(3)] == ["One", "Three", "Two"]
    problem = refused(lambda: next(articles))
    assert problem.reason == f"1 file gave no article: {tmp_path / 'b.txt'}: is binary, not text"
    KEPT.end()
    assert not born()


def test_a_folder_that_can_be_read_whole_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One\n\n" + WORDS)
    assert [article.title for article in read_articles(tmp_path)] == ["One"]


def test_an_empty_folder_a_missing_one_and_a_link_are_errors(tmp_path: Path) -> None:
    assert "no file that can be read" in refused(lambda: list(read_articles(tmp_path))).reason
    missing = refused(lambda: list(read_articles(tmp_path / "gone")))
    assert (missing.source, missing.reason) == (str(tmp_path / "gone"), "does not exist")
    assert "not a folder" in refused(lambda: files_under(Path(__file__))).reason
    assert "does not exist" in refused(lambda: files_under(tmp_path / "gone")).reason
    link = refused(lambda: list(read_articles("https://127.0.0.1/a")))
    assert link.reason == "is at 127.0.0.1, which is no public address"


def test_files_that_are_never_articles_are_skipped(tmp_path: Path) -> None:
    for name in (
        "page.html",
        "notes",
        "B.TXT",
        "style.css",
        "x.png",
        ".hidden.txt",
        "old.msg",
        "packed.tar.gz",
        "a.xlsx",
        "film.mp4",
    ):
        (tmp_path / name).write_text("x")
    for folder in ("page_files", "my_files", ".git"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "inside.html").write_text("x")
    files = files_under(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in files.readable] == [
        "B.TXT",
        "my_files/inside.html",
        "notes",
        "page.html",
    ]
    assert [path.name for path in files.skipped] == [
        ".git",
        ".hidden.txt",
        "page_files",
        "style.css",
        "x.png",
    ]
    assert [problem.reason for problem in files.failed] == [
        "kind .msg is not read yet; save it as .eml",
        "kind .tar is not read yet; pack it as .zip",
    ]
    assert [problem.reason for problem in files.left_out] == [
        "kind .xlsx is not read; save it as .csv",
        "kind .mp4 is not read",
    ]


def test_a_folder_of_kinds_that_are_not_read_names_them_and_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "b.xls").write_text("x")
    (tmp_path / "a.mp4").write_text("x")
    assert refused(lambda: list(read_articles(tmp_path))).reason == (
        "holds no file that can be read as an article; 2 files were left out: "
        "a.mp4 (kind .mp4 is not read); b.xls (kind .xls is not read; save it as .csv)"
    )


def test_files_of_many_articles_are_read_and_xml_and_json_only_if_they_are_meant(tmp_path: Path) -> None:
    kept = {
        "a.warc.gz": "x",
        "b.PDF": "x",
        "c.html.gz": "x",
        "d.xml": "<?xml version='1.0'?><rss version='2.0'><channel/></rss>",
        "e.json": '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        "f.json": '{"headline": "One", "body": "Words."}',
        "g.jsonl": "x",
    }
    left = {
        "pom.xml": "<project/>",
        "package.json": '{"name": "x", "scripts": {"text": "no"}}',
        "list.json": "[1, 2]",
        "map.xml": "<?xml version='1.0'?><urlset/>",
    }
    for name, content in {**kept, **left}.items():
        (tmp_path / name).write_text(content)
    files = files_under(tmp_path)
    assert [path.name for path in files.readable] == sorted(kept)
    assert {Path(one.source).name: one.reason for one in files.left_out} == dict.fromkeys(
        left, "holds no articles"
    )
    assert not files.skipped
    assert not files.failed


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_not_followed_out_of_a_folder_or_round_in_it(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(WORDS)
    top = tmp_path / "top"
    (top / "deep").mkdir(parents=True)
    (top / "own.txt").write_text(WORDS)
    (top / "twin.txt").symlink_to(top / "own.txt")
    (top / "out.txt").symlink_to(tmp_path / "outside.txt")
    (top / "deep" / "up").symlink_to(top)
    (top / "dangling.txt").symlink_to(top / "gone.txt")
    (top / "self.txt").symlink_to(top / "self.txt")
    files = files_under(top)
    assert [path.name for path in files.readable] == ["own.txt"]
    assert [path.name for path in files.skipped] == ["twin.txt"]
    assert {Path(one.source).name: one.reason for one in files.failed} == {
        "out.txt": "is a link that leads out of the folder",
        "up": "is a link back to a folder that it lies in",
        "dangling.txt": "is a link that leads nowhere",
        "self.txt": "is a link that leads nowhere",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(lambda: read_bytes(tmp_path / "pipe.txt")).reason == "is not a regular file"
    assert refused(lambda: read_bytes(Path("/dev/zero"))).reason == "is not a regular file"
    assert files_under(tmp_path).failed[0].reason == "is not a regular file"


def be_refused(path: str) -> None:
    assert "permission" in refused(lambda: read_bytes(Path(path))).reason


def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    path.chmod(0)
    held_to_modes(be_refused, path)


def test_a_line_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.seek(50_000_000)
        file.write(b"x")
    assert refused(lambda: read_bytes(path)).reason == "is 50.0 MB; at most 20 MB are read"
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.txt"
    path.write_bytes(b"x" * 3_000_000)
    read = os.read

    def read_and_grow(descriptor: int, length: int) -> bytes:
        piece = read(descriptor, length)
        if len(piece) > 1 and os.path.sameopenfile(descriptor, log.fileno()):
            log.write(b"y")
        return piece

    monkeypatch.setattr(os, "read", read_and_grow)
    with path.open("ab", buffering=0) as log:
        assert "changed while it was read" in refused(lambda: read_bytes(path)).reason
    assert path.stat().st_size > 3_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text elsewhere")
def test_a_name_that_is_no_text_makes_one_printable_line(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff\nname.txt")
    path.write_bytes(bytes(100))
    problem = refused(lambda: list(read_articles(path)))
    assert str(problem).isprintable()
    assert str(problem).endswith("name.txt: is binary, not text")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html></html>", "no article text found"),
        (
            "<!doctype html><html><body><nav>Home</nav><script>x=1</script></body></html>",
            "no article text found",
        ),
        ("<html><body>" + "<div>" * 100_000, "no article text found"),
        (
            "<html><body><p>We use cookies on this website. Accept all.</p></body></html>",
            "no article text found",
        ),
        ("<html>" + "<![" * 1000, "no article text found"),
    ],
    ids=["empty", "navigation", "nested", "consent", "broken"],
)
def test_a_page_without_text_is_an_error(parser: Parser, page: str, reason: str) -> None:
    assert reason in refused(lambda: parser.parse("page.html", page.encode())).reason


def test_100_000_nested_tags_do_not_hide_the_text(parser: Parser) -> None:
    page = f"<html><body>{'<div>' * 100_000}{PROSE}"
    assert WORDS.strip() in parser.parse("page.html", page.encode()).articles[0].text


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read(born: Born) -> None:
    with Parser(seconds=1) as parser:
        begun = time.monotonic()
        problem = refused(lambda: parser.parse("slow.html", SLOW_PAGE))
        assert str(problem) == "slow.html: took longer than 1 s to parse and was given up"
        assert time.monotonic() - begun < 20
        assert parser.parse("next.html", f"<html><body>{PROSE}".encode())
    assert not born()


def test_a_child_that_is_killed_costs_one_file(born: Born) -> None:
    with Parser() as parser:
        parser.parse("a.md", b"words")
        (child,) = born()
        killer = threading.Timer(0.5, child.kill)
        killer.start()
        problem = refused(lambda: parser.parse("slow.html", SLOW_PAGE))
        assert problem.reason == "could not be parsed: the process that tried it died"
        assert parser.parse("b.md", b"words").articles[0].text == "words"
        (after,) = born()
        assert after.pid != child.pid
    killer.join()
    assert not born()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to the limit")
def test_a_page_that_needs_too_much_memory_is_an_error() -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000));"
        "from index.sources import Parser; from index.errors import SourceError\n"
        "with Parser() as parser:\n"
        "    try: parser.parse('huge.html', b'<html><body>' + b'w ' * 9_000_000)\n"
        "    except SourceError as problem: print(problem)\n"
        "    print(parser.parse('a.md', b'words').articles[0].text)"
    )
    assert printed(program) == [
        "huge.html: needed more memory than a page may take and was given up",
        "words",
    ]


def test_a_huge_page_leaves_the_memory_of_this_process_alone() -> None:
    page = b"<html><body>" + b"<p>a</p>" * 1_500_000
    with Parser(seconds=1) as parser:
        before = psutil.Process().memory_info().rss
        refused(lambda: parser.parse("huge.html", page))
        assert psutil.Process().memory_info().rss - before < 40_000_000


def test_a_child_that_died_in_between_costs_nothing(born: Born) -> None:
    with Parser() as parser:
        parser.parse("a.md", b"words")
        (child,) = born()
        child.kill()
        time.sleep(0.2)
        assert parser.parse("b.md", b"words")


def test_a_child_is_renewed_after_many_files(born: Born, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.sandbox.process.FILES_PER_CHILD", 20)
    with Parser() as parser:
        parser.parse("a.md", b"words")
        (first,) = born()
        for _ in range(20):
            parser.parse("a.md", b"words")
        (second,) = born()
    assert first.pid != second.pid


def test_an_exception_leaves_no_child_behind(born: Born) -> None:
    def fail() -> None:
        with Parser() as parser:
            parser.parse("a.md", b"words")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not born()


def test_a_parser_that_nobody_closed_leaves_no_child_behind() -> None:
    program = (
        "import psutil; from index.sources import Parser; parser = Parser(); parser.parse('a.md', b'words');"
        "print(psutil.Process().children()[0].pid)"
    )
    assert not psutil.pid_exists(int(printed(program)[0]))


def test_text_needs_no_child_and_a_closed_parser_starts_again(born: Born) -> None:
    with Parser() as parser:
        parser.parse("a.txt", WORDS.encode())
        assert not born()
        parser.parse("a.md", b"words")
        parser.close()
        assert not born()
        parser.parse("a.md", b"words")
    with pytest.raises(ValueError, match="seconds=0"):
        Parser(seconds=0)


def test_threads_may_share_a_parser(parser: Parser) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append(parser.parse("a.md", b"words %d" % n).articles[0].text)
        )
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"words {n}" for n in range(8)]


def test_importing_the_room_imports_no_parser() -> None:
    program = (
        "import sys, index.sources; heavy = {'trafilatura', 'lxml', 'charset_normalizer', 'markdown_it'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert printed(program) == ["[]"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.md", "a.html", "a"]),
    st.sampled_from([b"", b"<html>"]),
)
def test_any_bytes_give_articles_or_a_source_error(
    parser: Parser, content: bytes, name: str, start: bytes
) -> None:
    try:
        found = [article.text for article in parser.parse(name, start + content).articles]
    except SourceError as problem:
        found = [problem.reason]
    assert found
    assert all(words.strip() for words in found)


@pytest.mark.parametrize("path", [["news", "more"], 3, None])
def test_what_is_no_path_is_told(path: object) -> None:
    with pytest.raises(ValueError, match=r"is no path; name one file, folder or link"):
        read_articles(path)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"the folder of articles is .*; it must be one path"):
        folder_library(path)  # type: ignore[arg-type]
