"""Web archives: their pages, and nothing made up from when those were captured."""

import codecs
import gzip
import zlib
from collections.abc import Iterable

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import Parser
from index.sources.formats import Member
from index.sources.formats.registry import FORMATS
from index.sources.formats.warc import members_of_warc
from index.sources.limits import MAX_BYTES

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms. "
PAGE = f"<!DOCTYPE html><html><body><article><p>{WORDS * 3}</p></article></body></html>".encode()
URL = "http://www.harbour.test/cranes"
DAY = "2019-07-17T14:00:47Z"


def record(kind: str, url: str, block: bytes, content_type: str) -> bytes:
    lines = [
        *("WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {DAY}"),
        *(f"Content-Type: {content_type}", f"Content-Length: {len(block)}", "", ""),
    ]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def response(
    payload: bytes = PAGE,
    url: str = URL,
    kind: str | None = "text/html",
    *,
    status: str = "200 OK",
    type_of_record: str = "response",
    **headers: str,
) -> bytes:
    own = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *own, "", ""]
    return record(type_of_record, url, "\r\n".join(lines).encode() + payload, "application/http")


def archive(records: Iterable[bytes], *, packed: bool = True) -> bytes:
    """Return an archive; packed, each record is a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def arc(*pages: tuple[str, bytes]) -> bytes:
    top = b"1 0 Harbour\nURL IP-address Archive-date Content-type Archive-length\n"
    parts = [b"filedesc://a.arc 0.0.0.0 20140216050221 text/plain %d\n%s\n" % (len(top), top)]
    for url, page in pages:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        line = f"{url} 192.0.2.1 20140216050221 text/html {len(body)}\n"
        parts.append(line.encode() + body + b"\n")
    return b"".join(parts)


def read(content: bytes) -> tuple[list[Member], list[str]]:
    found = list(members_of_warc(content, "a.warc", FORMATS))
    errors = [str(one) for one in found if isinstance(one, SourceError)]
    assert not any("\n" in error for error in errors)
    return [one for one in found if isinstance(one, Member)], errors


def pages(*records: bytes) -> list[bytes]:
    found, errors = read(archive(records))
    assert not errors
    return [member.content for member in found]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages_with_their_addresses(packed: bool) -> None:
    found, errors = read(archive([response(), response(url="http://b.test/2018/10/05/x")], packed=packed))
    assert not errors
    assert [(member.name, member.content) for member in found] == [
        (URL, PAGE),
        ("http://b.test/2018/10/05/x", PAGE),
    ]
    assert found[0].defaults == {
        "url": URL,
        "source": "harbour.test",
        "published": None,
        "published_from": None,
    }
    assert found[1].defaults["published"] == "2018-10-05"


def test_the_day_of_capture_is_not_the_day_of_publication() -> None:
    with Parser() as parser:
        (article,) = parser.parse("a.warc.gz", archive([response()])).articles
    assert (article.url, article.source, article.published) == (URL, "harbour.test", None)
    assert WORDS.strip() in article.text


def test_a_canonical_address_goes_before_that_of_the_capture() -> None:
    link = b"<link rel='canonical' href='https://harbour.test/true'>"
    with Parser() as parser:
        (article,) = parser.parse(
            "a.warc", archive([response(PAGE.replace(b"<body>", link + b"<body>"))])
        ).articles
    assert article.url == "https://harbour.test/true"


def test_what_is_no_page_is_left_out() -> None:
    assert not pages(
        response(status="404 Not Found"),
        response(status="301 Moved Permanently", Location="http://b.test/"),
        response(b"\x89PNG\r\n", kind="image/png"),
        response(b"let a = '<html>'", kind="text/javascript"),
        response(b'{"html": "<p>"}', kind="text/html"),
        response(b'{"a": 1}', kind="application/json"),
        response(b"plain words", kind="text/html"),
        response(b"<svg xmlns='x'/>", kind="application/xml"),
        response(b"\x00\x01\x02", kind=None),
        response(b"", kind="text/html"),
        response(b"User-agent: *", url="http://b.test/robots.txt", kind="text/plain"),
        response(url="https://b.test/.well-known/x"),
        response(url="ftp://b.test/x"),
        response(url="http://[b.test/x"),
        record("request", URL, b"GET / HTTP/1.1\r\n\r\n", "application/http"),
        response(type_of_record="revisit"),
        record("metadata", URL, PAGE, "text/html"),
        record("conversion", URL, PAGE, "text/html"),
        record("resource", "metadata://gnu.org/wget.log", PAGE, "text/plain"),
        record("resource", "dns:b.test", b"20190717 b.test. 300 IN A", "text/dns"),
        record("response", URL, b"", "application/http"),
        record("warcinfo", "", b"software: x", "application/warc-fields"),
    )


def test_texts_feeds_and_documents_are_pages() -> None:
    every = [
        (b"Plain words.", "text/plain; charset=utf-8"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "application/rss+xml"),
        (b"<?xml version='1.0'?><feed></feed>", "text/xml"),
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"%PDF-1.4 ...", "application/octet-stream"),
        (PAGE, None),
        ("\ufeff<html>".encode("utf-16"), "text/html"),
    ]
    assert pages(*[response(body, kind=kind) for body, kind in every]) == [body for body, _ in every]


def test_a_resource_is_a_page() -> None:
    assert pages(record("resource", URL, PAGE, "text/html; charset=utf-8")) == [PAGE]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), {"Transfer_Encoding": "Chunked"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "br"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
    ],
    ids=["gzip", "deflate", "br", "chunks", "no gzip", "no br", "no chunks"],
)
def test_a_page_is_unpacked_whatever_its_headers_still_say(body: bytes, headers: dict[str, str]) -> None:
    assert pages(response(body, **headers)) == [PAGE]


def test_a_character_set_that_only_the_header_names_is_kept() -> None:
    text = "<html><p>Łódź, żuraw portowy"
    (page,) = pages(response(text.encode("iso8859-2"), kind="text/html; charset=ISO-8859-2"))
    assert page == codecs.BOM_UTF8 + text.encode()


def test_the_same_page_is_taken_once_and_its_next_version_too() -> None:
    later = PAGE + b"<!-- corrected -->"
    again = gzip.compress(PAGE)
    records = [response(), response(), response(again, Content_Encoding="gzip"), response(later)]
    assert pages(*records) == [PAGE, later]
    assert len(pages(response(), response(url="http://b.test/"))) == 2


def test_addresses_are_one_printable_line() -> None:
    found, _ = read(archive([response(url="<http://b.test/x y>"), response(url="http://b.test/\x07é")]))
    assert [member.name for member in found] == ["http://b.test/x%20y", "http://b.test/?é"]


@pytest.mark.parametrize("packed", [True, False])
def test_an_arc_file_is_read(packed: bool) -> None:
    content = arc((URL, PAGE), ("http://b.test/x y", PAGE))
    found, errors = read(gzip.compress(content) if packed else content)
    assert not errors
    assert [(member.name, member.content) for member in found] == [(URL, PAGE), ("http://b.test/x%20y", PAGE)]


def test_an_archive_that_was_packed_as_a_whole_is_read() -> None:
    content = archive([response(), response(url="http://b.test/")], packed=False)
    found, errors = read(gzip.compress(content))
    assert (len(found), errors) == (2, [])


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_cut_archive_the_whole_pages_before_are_kept(packed: bool) -> None:
    records = [response(url=f"http://b.test/{number}") for number in range(3)]
    content = archive(records, packed=packed)
    starts = [len(archive(records[:number], packed=packed)) for number in range(4)]
    for end in range(20, len(content), 5):
        found, errors = read(content[:end])
        assert all(member.content == PAGE for member in found)
        assert len(found) >= sum(start <= end for start in starts) - 1
        assert errors or any(start - 4 <= end <= start for start in starts)  # 4: the line breaks after it
    _, (error,) = read(content[: starts[2] + 50])
    assert error.startswith("a.warc: is cut off")
    assert error.endswith("; 2 pages were read before that")


def test_a_page_that_the_archive_cuts_after_its_announced_length_is_whole() -> None:
    content = archive([response(Content_Length=str(len(PAGE) - 9))], packed=False)
    found, errors = read(content[:-10])
    assert len(found) == 1
    assert errors == ["a.warc: is cut off; 1 page was read before that"]


ARCHIVES = [archive([response(), response(url="http://b.test/")], packed=packed) for packed in (True, False)]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ARCHIVES), st.integers(0), st.integers(1, 255))
def test_a_damaged_byte_ends_in_pages_and_lines(content: bytes, place: int, change: int) -> None:
    damaged = bytearray(content)
    damaged[place % len(content)] ^= change
    found, errors = read(bytes(damaged))
    assert len(found) <= 2
    assert len(errors) <= 2


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"WARC/1.0\r\n", b"filedesc://a\n", b"\x1f\x8b\x08\x00"]), st.binary(max_size=300)
)
def test_rubbish_ends_in_lines(start: bytes, rest: bytes) -> None:
    assert not read(start + rest)[0]


def packed_zeros(count: int) -> bytes:
    pack = zlib.compressobj(9, wbits=31)
    return b"".join(pack.compress(bytes(1_000_000)) for _ in range(count)) + pack.flush()


def test_a_page_that_is_a_bomb_costs_only_itself() -> None:
    pack = brotli.Compressor(quality=1)
    brotli_bomb = b"".join(pack.process(bytes(1_000_000)) for _ in range(60)) + pack.finish()
    found, errors = read(
        archive(
            [
                response(url="http://b.test/1"),
                response(packed_zeros(60), url="http://b.test/2", Content_Encoding="gzip"),
                response(brotli_bomb, url="http://b.test/3", Content_Encoding="br"),
                response(b"<" * (MAX_BYTES + 1), url="http://b.test/4"),
                response(gzip.compress(PAGE * 99)[:-9], url="http://b.test/5", Content_Encoding="gzip"),
                response(b"\x28\xb5\x2f\xfd", url="http://b.test/6", Content_Encoding="zstd"),
                response(url="http://b.test/7"),
            ]
        )
    )
    assert [member.name[-1] for member in found] == ["1", "7"]
    assert errors == [
        "a.warc: http://b.test/2: is over 20 MB",
        "a.warc: http://b.test/3: is over 20 MB",
        "a.warc: http://b.test/4: is over 20 MB",
        "a.warc: http://b.test/5: is cut off",
        "a.warc: http://b.test/6: is packed as zstd, which is not read",
    ]


def test_an_archive_that_is_a_bomb_ends_in_one_line() -> None:
    page = archive([response()])
    for tail in (packed_zeros(60), gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000)):
        found, errors = read(page + tail)
        assert (len(found), errors) == (1, ["a.warc: is cut off or damaged; 1 page was read before that"])


def test_an_archive_that_never_ends_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.formats.warc.MAX_UNPACKED", 5_000_000)
    picture = response(bytes(4_000_000), kind="image/bmp")
    found, errors = read(archive([response(), picture, picture]))
    assert (len(found), errors) == (1, ["a.warc: unpacks to more than 5 MB; 1 page was read before that"])
