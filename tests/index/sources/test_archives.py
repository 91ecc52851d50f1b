"""Files that hold many articles: what is in them, and what they can do to the one who opens them."""

import gzip
import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psutil  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.sources import Parsed, Parser, read_articles
from index.sources.facts.defaults import filled
from index.sources.formats import Format, Member, Part
from index.sources.formats.archives import members_of_zip
from index.sources.formats.jsonl import articles_from_jsonl
from index.sources.formats.registry import FORMATS, kind_of
from index.sources.formats.sample import OLD_DOCUMENT
from index.sources.sandbox.parser import RESTARTS
from index.sources.sandbox.walk import Walk
from tests.kit.children import SLOW_PAGE

from .test_sources import PROSE, WORDS, refused


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as shared:
        yield shared


def page(title: str) -> bytes:
    return (
        f"<html><head><title>{title}</title></head><body>{PROSE}<p>{title} ends.</p></body></html>".encode()
    )


def packed(files: dict[str, bytes | str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return archive.getvalue()


def lines(*records: object) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def titles(parsed: Parsed) -> list[str]:
    return [article.title for article in parsed.articles]


def failures(parsed: Parsed) -> list[str]:
    return [str(problem) for problem in parsed.failed]


# -- kinds


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (packed({"a.html": "x"}), "a.bin", "zip"),
        (packed({"mimetype": "application/epub+zip", "a": "x"}), "a.zip", "zip"),  # compressed: no e-book
        (packed({"META-INF/container.xml": "<x/>"}), "a", "epub"),
        (packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "a.zip", "docx"),
        (packed({"notes/word/document.xml": "<x/>"}), "a.zip", "zip"),
        (b"\n%PDF-1.4", "a", "pdf"),
        (b"WARC/1.0\r\n", "a", "warc"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.gz", "warc"),
        (gzip.compress(b"<html>", mtime=0), "a.html.gz", "gzip"),
        (b"From a@b.example Fri Oct  5 08:00:00 2018\nFrom: a@b.example\n\nwords", "box", "mail"),
        (b"From: a@b.example\nDate: x\n\nwords", "a.eml", "mail"),
        (b"Received: by x\n by y\nSubject: a\n\nwords", "a", "mail"),
        (b"From our correspondent, 5 October 2018\nLONDON: words", "a.txt", "text"),
        (b"<!DOCTYPE rss SYSTEM 'x.dtd'>\n<!-- x -->\n<rss>", "a", "feed"),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", "a", "feed"),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "a", "feed"),
        (b'{"version":"https:\\/\\/jsonfeed.org\\/version\\/1","items":[]}', "a", "feed"),
        (lines({"text": "words"}, {"text": "more"}), "a", "jsonl"),
        (b'[\n {"id": 1,\n "body": "words"}]', "a.json", "jsonl"),
        (lines({"id": 1}), "a.jsonl", "jsonl"),
        (lines({"id": 1}), "a", "text"),
        (b"[Reuters] - words", "a", "text"),
    ],
)
def test_the_bytes_tell_the_kind_of_a_file_of_many(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "is a spreadsheet"),
        (packed({"[Content_Types].xml": "<x/>", "ppt/slides/slide1.xml": "<x/>"}), "is a presentation"),
        (packed({}), "is an empty zip archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "7z archive"),
        (bytes(257) + b"ustar" + bytes(300), "tar archive"),
    ],
)
def test_archives_that_are_not_read_are_called_by_their_names(content: bytes, reason: str) -> None:
    assert reason in refused(lambda: kind_of(content, "a")).reason


def test_an_open_document_that_is_no_text_says_so() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "OpenDocument" in refused(lambda: kind_of(archive.getvalue(), "a.ods")).reason


@pytest.mark.parametrize("kind", FORMATS.every, ids=lambda kind: kind.name)
def test_every_kind_has_its_reader(kind: Format) -> None:
    reader = kind.load(FORMATS)
    assert (reader.one is None) != (reader.many is None)


# -- zip archives


def test_the_articles_of_a_zip_come_in_its_order_and_what_failed_is_named(parser: Parser) -> None:
    archive = packed(
        {
            "news/b.html": page("Two"),
            "news/a.md": "# One\n\n" + WORDS,
            "note.txt": "Three\n\n" + WORDS,
            "inner/page.html": "<html></html>",
            "old.doc": b"\xd0\xcf\x11\xe0",
            "odd\x1b[31m\nname\u202e.html": bytes(range(256)),
            "../../etc/up.html": page("Four"),
            "__MACOSX/._b.html": b"\x00\x05",
            "news/.hidden.html": page("Hidden"),
            "news/b_files/frame.html": page("Frame"),
            "style.css": "p {}",
            "film.mp4": "x",
            "pom.xml": "<project/>",
            "empty/": "",
        }
    )
    parsed = parser.parse("archive.zip", archive)
    assert titles(parsed) == ["Two", "One", "Three", "Four"]
    assert failures(parsed) == [
        "archive.zip: inner/page.html: no article text found",
        f"archive.zip: old.doc: {OLD_DOCUMENT}",
        "archive.zip: odd?[31m?name?.html: is binary, not text",
    ]
    assert [str(problem) for problem in parsed.left_out] == [
        "archive.zip: film.mp4: kind .mp4 is not read",
        "archive.zip: pom.xml: holds no articles",
    ]


def test_what_can_be_read_of_an_archive_comes_before_the_error_for_what_cannot(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.html": page("One"), "b.html": "<html></html>"}))
    for where in (path, tmp_path):
        articles = read_articles(where)
        assert next(articles).title == "One"
        assert "b.html: no article text found" in refused(lambda rest=articles: next(rest)).reason  # type: ignore[misc]


def test_an_archive_without_articles_is_one_error(parser: Parser) -> None:
    nothing = refused(lambda: parser.parse("a.zip", packed({"a.png": "x"})))
    assert str(nothing) == "a.zip: holds nothing that may be an article"
    single = refused(lambda: parser.parse("a.zip", packed({"b/c.html": "<html></html>"})))
    assert (single.source, single.reason) == ("a.zip", "b/c.html: no article text found")
    many = refused(lambda: parser.parse("a.zip", packed({f"{n}.html": "<html></html>" for n in range(5)})))
    assert many.reason == (
        "holds no article: 5 parts gave no article: 0.html: no article text found; and 4 more"
    )


def test_a_damaged_archive_is_an_error_and_a_damaged_file_in_it_costs_itself(parser: Parser) -> None:
    archive = packed({"a.html": page("One"), "b.html": page("Two"), "c.html": page("Three")})
    assert "damaged" in refused(lambda: parser.parse("a.zip", archive[:-30])).reason
    place = archive.index(b"b.html") + 40
    harmed = archive[:place] + bytes(20) + archive[place + 20 :]
    parsed = parser.parse("a.zip", harmed)
    assert titles(parsed) == ["One", "Three"]
    assert failures(parsed) == ["a.zip: b.html: is damaged"]


def test_files_with_a_password_are_refused_in_one_line(parser: Parser) -> None:
    archive = bytearray(packed({"a.html": page("One"), "b.html": page("Two"), "c.txt": WORDS}))
    for name in (b"a.html", b"b.html"):
        archive[archive.rindex(name) - 46 + 8] |= 1  # in the directory
    parsed = parser.parse("a.zip", bytes(archive))
    assert len(parsed.articles) == 1
    assert failures(parsed) == ["a.zip: holds 2 files with a password; unpack it, then add the folder"]


def test_names_in_utf_8_that_are_not_said_to_be_are_read_right() -> None:
    archive = packed({"caf\xe9.txt": WORDS})
    plain = archive.replace(b"caf\xc3\xa9", b"caf\xc3\xa9")
    flags = bytearray(plain)
    for place, offset in ((plain.index(b"PK\x03\x04"), 6), (plain.index(b"PK\x01\x02"), 8)):
        flags[place + offset + 1] &= ~0x08
    (member,) = members_of_zip(bytes(flags), "a.zip", FORMATS)
    assert isinstance(member, Member)
    assert member.name == "caf\xe9.txt"


def test_zip_in_zip_in_zip_is_opened_and_no_deeper(parser: Parser) -> None:
    inner = packed({"page.html": page("Deep")})
    three = packed({"b.zip": packed({"c.zip": inner})})
    assert titles(parser.parse("a.zip", three)) == ["Deep"]
    four = parser.parse("top.zip", packed({"a.zip": three, "near.html": page("Near")}))
    assert titles(four) == ["Near"]
    assert failures(four) == ["top.zip: a.zip: b.zip: c.zip: lies too deep: files in files are opened 3 deep"]


def test_a_web_archive_in_a_zip_gives_no_page_twice_by_its_lists(parser: Parser) -> None:
    archive = packed(
        {
            "datapackage.json": "{}",
            "datapackage-digest.json": "{}",
            "archive/a.html": page("One"),
            "pages/pages.jsonl": lines({"format": "json-pages-1.0"}, {"url": "x", "text": WORDS}),
            "indexes/index.cdx": "x",
        }
    )
    parsed = parser.parse("a.wacz", archive)
    assert titles(parsed) == ["One"]
    assert not parsed.left_out


def test_a_feed_may_lie_deeper_than_a_zip(parser: Parser) -> None:
    deep = packed({"b.zip": packed({"c.zip": packed({"d.jsonl": lines({"text": PROSE, "title": "Deep"})})})})
    assert titles(parser.parse("a.zip", deep)) == ["Deep"]


def test_gzip_gives_the_one_file_in_it(parser: Parser) -> None:
    assert titles(parser.parse("a.html.gz", gzip.compress(page("One"), mtime=0))) == ["One"]
    assert (
        "damaged"
        in refused(lambda: parser.parse("a.html.gz", gzip.compress(page("x") * 99, mtime=0)[:-20])).reason
    )
    bomb = gzip.compress(bytes(100_000_000), mtime=0)
    assert refused(lambda: parser.parse("a.html.gz", bomb)).reason == "unpacks to more than 20 MB"


# -- what would fill the memory or the disk


def test_a_small_zip_of_a_gigabyte_is_refused_at_once(parser: Parser) -> None:
    archive = io.BytesIO()
    with (
        zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("big.html", "w") as member,
    ):
        for _ in range(1000):
            member.write(b"<p>words" * 125_000)
    parser.parse("a.html", page("One"))
    begun = time.monotonic()
    reason = refused(lambda: parser.parse("bomb.zip", archive.getvalue())).reason
    assert reason == "big.html: unpacks to more than 20 MB"
    nested = packed({"inner.zip": bytes(5_000_000)})
    assert refused(lambda: parser.parse("bomb.zip", nested)).reason.endswith("than 200 times its size")
    assert time.monotonic() - begun < 15


def test_a_small_word_document_of_a_gigabyte_is_refused_at_once(parser: Parser) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w") as member:
            for _ in range(1000):
                member.write(b"<w:t>x</w:t>" * 83_334)
    parser.parse("a.html", page("One"))
    begun = time.monotonic()
    assert "unpacks to more than" in refused(lambda: parser.parse("a.docx", archive.getvalue())).reason
    assert time.monotonic() - begun < 15


def test_what_an_archive_says_of_its_sizes_is_not_believed(parser: Parser) -> None:
    archive = packed({"big.html": b"<p>words" * 3_000_000})
    harmless = (1000).to_bytes(4, "little")
    said = archive.replace((24_000_000).to_bytes(4, "little"), harmless)
    assert said != archive
    assert "big.html: " in refused(lambda: parser.parse("bomb.zip", said)).reason


def test_a_million_zips_in_zips_end_in_one_line(parser: Parser) -> None:
    nested = packed({"0.txt": bytes(4_000_000)})
    for _ in range(5):
        nested = packed({f"lib {number}.zip": nested for number in range(16)})
    parser.parse("a.html", page("One"))
    begun = time.monotonic()
    problem = refused(lambda: parser.parse("42.zip", nested))
    assert str(problem).endswith("lies too deep: files in files are opened 3 deep; and 4,095 more")
    assert time.monotonic() - begun < 30


def test_all_that_one_file_unpacks_to_is_counted(parser: Parser) -> None:
    noise = Random(1)
    binary = b"".join(noise.randbytes(5_000) + bytes(300_000) for _ in range(60))
    inner = packed({f"{number}.txt": binary for number in range(5)})
    problem = refused(lambda: parser.parse("a.zip", packed({f"{number}.zip": inner for number in range(9)})))
    assert "unpacks to more than 500 MB; the rest was not read" in problem.reason


def test_parts_and_bytes_of_one_file_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(limit: str, most: int) -> list[dict[str, object]]:
        monkeypatch.setattr(f"index.sources.sandbox.walk.{limit}", most)
        walk = Walk(lambda found, *_: every.extend(found), lambda: None, FORMATS)
        every: list[dict[str, object]] = []
        walk.read("zip", packed({f"{n}.txt": WORDS for n in range(9)}), "a.zip")
        return every + walk.found

    few = told("MAX_PARTS", 4)
    assert len(few) == 5
    assert few[-1] == {
        "failed": "holds more than 4 articles and files; the rest was not read",
        "at": "",
    }
    assert told("MAX_UNPACKED", 300)[-1]["failed"] == "unpacks to more than 0 MB; the rest was not read"


def test_the_text_of_one_file_is_limited(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.sandbox.gathered.MAX_FILE_TEXT", 1_000)
    parsed = parser.parse("a.jsonl", lines(*({"text": WORDS * 5 + str(n)} for n in range(40))))
    assert len(parsed.articles) == 3
    assert failures(parsed) == [
        "a.jsonl: holds more than 0.001 million characters of text; the rest of it was not read"
    ]


def test_a_hundred_failures_are_named_and_the_others_counted(parser: Parser) -> None:
    parsed = parser.parse("a.jsonl", lines({"text": WORDS}, *([1] for _ in range(250))))
    assert len(parsed.failed) == 101
    assert failures(parsed)[-1] == "a.jsonl: 150 more parts of it could not be read"


def test_a_large_archive_leaves_the_memory_of_this_process_alone(parser: Parser) -> None:
    files = {f"{number}.txt": (f"{WORDS} {number}.\n\n" * 1000).encode() for number in range(100)}
    archive = packed({"binary.html": bytes(900_000), "b.zip": packed({"c.html": bytes(19_000_000)}), **files})
    del files
    before = psutil.Process().memory_info().rss
    parsed = parser.parse("a.zip", archive)
    text = sum(len(article.text) for article in parsed.articles)
    assert text > 9_000_000
    assert psutil.Process().memory_info().rss - before < 2 * text + 20_000_000


# -- a child that is lost in the middle


def test_a_page_that_takes_too_long_costs_its_own_time_only() -> None:
    files: dict[str, bytes | str] = {"a.html": page("One"), "slow.html": SLOW_PAGE, "b.html": page("Two")}
    with Parser(seconds=1) as parser:
        parsed = parser.parse("a.zip", packed({**files, "c.txt": WORDS, "deep.zip": packed(files)}))
    assert titles(parsed)[:2] == ["One", "Two"]
    assert len(parsed.articles) == 5
    assert failures(parsed) == [
        "a.zip: slow.html: took longer than 1 s to parse and was given up",
        "a.zip: deep.zip: slow.html: took longer than 1 s to parse and was given up",
    ]


@pytest.mark.slow
def test_a_child_that_is_killed_in_the_middle_loses_one_page() -> None:
    files: dict[str, bytes | str] = {f"{n}.html": page(f"Page {n}") for n in range(20)}
    files["slow.html"] = SLOW_PAGE
    files |= {f"{n}.html": page(f"Page {n}") for n in range(20, 40)}
    with Parser(seconds=60) as parser:
        before = psutil.Process().children()
        killer = threading.Thread(target=_kill_the_busy, args=(before,))
        killer.start()
        parsed = parser.parse("a.zip", packed(files))
        killer.join()
    assert titles(parsed) == [f"Page {n}" for n in range(40)]
    assert failures(parsed) == ["a.zip: slow.html: could not be parsed: the process that tried it died"]


def _kill_the_busy(before: list[psutil.Process]) -> None:
    """Kill the new child of this process once it has worked for long on one page."""
    while not (born := [one for one in psutil.Process().children() if one not in before]):
        time.sleep(0.05)
    time.sleep(0.5)
    while born[0].cpu_times().user < 3:
        time.sleep(0.05)
    born[0].kill()


@pytest.mark.slow
def test_a_file_that_costs_many_children_is_given_up() -> None:
    files: dict[str, bytes | str] = {f"{number}.html": SLOW_PAGE for number in range(RESTARTS + 3)}
    with Parser(seconds=1) as parser:
        parsed = parser.parse("a.zip", packed({"a.txt": WORDS, **files, "z.txt": WORDS}))
        assert parser.parse("b.txt", WORDS.encode())
    assert len(parsed.articles) == 1
    assert len(parsed.failed) == RESTARTS + 2
    assert failures(parsed)[-1] == "a.zip: was given up after 6 parts of it could not be parsed"


# -- what a container says of its members


def test_defaults_fill_gaps_and_nothing_else() -> None:
    article = Article(text="First words here. More.", title="First words here…", source="Ledger")
    defaults = {
        "title": "Subject",
        "source": "Other",
        "author": "Ana Ruiz",
        "published": "2018-10-05T08:00:00Z",
        "published_from": "mail",
        "url": "https://ledger.example/a",
    }
    whole = filled(article, "a.html", defaults)
    assert (whole.title, whole.source, whole.author) == ("Subject", "Ledger", "Ana Ruiz")
    assert (whole.published, whole.published_from) == ("2018-10-05", "mail")
    dated = Article(text="x", title="Own", published="2020-01-01", published_from="json-ld")
    same = filled(dated, "a.html", defaults)
    assert (same.title, same.published, same.published_from) == ("Own", "2020-01-01", "json-ld")
    assert filled(article, "a.html", {"published": "soon", "title": "\x00"}) == article


# -- JSON


def read_lines(*records: object, name: str = "a.jsonl") -> list[Part]:
    return list(articles_from_jsonl(lines(*records), name))


def test_a_record_gives_an_article_by_the_usual_names() -> None:
    (article,) = read_lines(
        {
            "headline": "Cranes &\n money",
            "body": WORDS,
            "publishedAt": "2018-10-05T08:00:00Z",
            "link": "https://harbour.example/a",
            "site": {"id": None, "name": "Harbour Press"},
            "authors": [{"name": "Ana Ruiz"}, "Li Wei"],
            "lang": "en-GB",
            "id": 7,
        }
    )
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Cranes & money", WORDS.strip())
    assert (article.published, article.published_from) == ("2018-10-05", "record")
    assert (article.url, article.source) == ("https://harbour.example/a", "Harbour Press")
    assert (article.author, article.language) == ("Ana Ruiz, Li Wei", "en")


@pytest.mark.parametrize("stamp", [1_538_726_400, 1_538_726_400_000])
def test_a_day_may_be_a_number_of_seconds(stamp: int) -> None:
    (article,) = read_lines({"text": WORDS, "date": stamp})
    assert isinstance(article, Article)
    assert article.published == "2018-10-05"


@pytest.mark.parametrize("value", [float("nan"), 1e300, -5, True, [], {}, "soon", "x" * 9999, [["a"]], None])
def test_fields_that_make_no_sense_are_left_out(value: object) -> None:
    names = ("date", "title", "url", "author", "source", "language")
    (article,) = read_lines({"text": WORDS, **dict.fromkeys(names, value)})
    assert isinstance(article, Article)
    assert (article.published, article.url) == (None, None)


def test_bad_lines_are_named_and_cost_themselves(parser: Parser) -> None:
    content = (
        lines({"text": "One. " + WORDS})
        + b'\n\n{"text": \nnull\n'
        + lines({"text": " "}, {"text": "Two. " + WORDS})
    )
    parsed = parser.parse("a.jsonl", content)
    assert [article.text[:3] for article in parsed.articles] == ["One", "Two"]
    assert failures(parsed) == [
        "a.jsonl: line 3: is no JSON object",
        "a.jsonl: line 4: is no JSON object",
        "a.jsonl: line 5: has no text",
    ]


def test_marked_up_text_is_read_as_a_page(parser: Parser) -> None:
    record = {"content": PROSE + "<p>Ana&nbsp;Ruiz agreed.</p>", "title": "Cranes", "date": "2018-10-05"}
    (article,) = parser.parse("a.json", lines(record)).articles
    assert "<p>" not in article.text
    assert article.text.endswith("Ana Ruiz agreed.")
    assert (article.title, article.published, article.published_from) == ("Cranes", "2018-10-05", "record")


def test_one_object_or_a_list_over_many_lines_is_read_too() -> None:
    one = json.dumps({"title": "One", "text": WORDS}, indent=2).encode()
    many = json.dumps([{"text": WORDS}, 3, {"text": "Two"}], indent=2).encode()
    assert len(list(articles_from_jsonl(one, "a.json"))) == 1
    found = list(articles_from_jsonl(many, "a.json"))
    assert [isinstance(part, Article) for part in found] == [True, False, True]
    assert str(found[1]) == "a.json: entry 2: is no JSON object"


def test_lines_in_other_character_sets_are_read() -> None:
    wide = '{"text": "Łódź"}'.encode("utf-16")
    western = f'{{"text": "{WORDS} Les élèves sont allés à Genève."}}'.encode("cp1252")
    for content, word in ((wide, "Łódź"), (western, "Genève"), (b"\xef\xbb\xbf" + lines({"text": "a"}), "a")):
        (article,) = articles_from_jsonl(content, "a.jsonl")
        assert isinstance(article, Article)
        assert word in article.text


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": ' + b"9" * 10_000 + b"}"])
def test_deep_or_endless_json_is_a_failure_and_no_crash(content: bytes) -> None:
    (problem,) = articles_from_jsonl(content, "a.jsonl")
    assert str(problem).endswith(" 1: is no JSON object")


# -- anything


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.one_of(st.text(max_size=8), st.sampled_from(["a.html", "b.jsonl", "c.zip", "d.gz", "e/../f.md"])),
        st.binary(max_size=100),
        max_size=4,
    ),
    st.integers(0, 400),
    st.binary(max_size=3),
)
def test_any_archive_gives_articles_or_a_source_error(
    parser: Parser, files: dict[str, bytes], place: int, harm: bytes
) -> None:
    content = packed({name.replace("\x00", "") or "x": one for name, one in files.items()})
    content = content[:place] + harm + content[place + len(harm) :]
    try:
        parsed = parser.parse("a.zip", content)
    except SourceError as problem:
        parsed = Parsed((), (problem,))
    assert parsed.articles or parsed.failed
    assert all(str(problem).isprintable() for problem in parsed.failed)
