"""Links: what is fetched, what is refused, and that nothing takes longer or more than allowed."""

import codecs
import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import brotli
import pytest

from index.errors import SourceError
from index.sources import Parser
from index.sources.facts.defaults import filled, url_defaults
from index.sources.limits import MAX_BYTES
from index.sources.web.address import Address, Reach, is_any, is_public
from index.sources.web.fetch import Fetched, fetched, followed

from ...kit.page_server import Body, Site, answer, redirect, web

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms. "
PAGE = f"<!DOCTYPE html><html><body><article><p>{WORDS * 3}</p></article></body></html>".encode()

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve one answer, or pages by their paths, until the test ends; the value is the address."""
    with ExitStack() as servers:

        def start(body: Body = b"", **pages: Body) -> str:
            site = Site({"/": body, **{f"/{name}": page for name, page in pages.items()}})
            return f"http://127.0.0.1:{servers.enter_context(web(site))}/"

        yield start


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as caught:
        call()
    assert "\n" not in str(caught.value)
    return caught.value.reason


def get(url: str, seconds: float = 10) -> Fetched:
    return followed(url, Reach(allowed=is_any), seconds=seconds)


def test_a_page_is_fetched_and_becomes_an_article(serve: Serve) -> None:
    url = serve(answer(PAGE, "Content-Type: text/html; charset=utf-8"))
    found = fetched(url, allow_private=True)
    assert (found.url, found.content, found.content_type) == (url, PAGE, "text/html; charset=utf-8")
    with Parser() as parser:
        (article,) = parser.parse(found.url, found.content).articles
    article = filled(article, found.url, url_defaults(found.url))
    assert (article.url, article.source) == (url, "127.0.0.1")
    assert WORDS.strip() in article.text


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://0xA9FEA9FE/",
        "http://0xa9.0xfe.0xa9.0xfe/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://169.16689662/",
        "http://169.254.169.254./",
        "http://１６９.２５４.１６９.２５４/",
        "http://169。254。169。254/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::FFFF:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2001:0:a9fe:a9fe::1]/",
        "http://[::a9fe:a9fe]/",
        "http://127.0.0.1:80/",
        "http://127.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.7/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://198.18.0.1/",
        "http://203.0.113.9/",
        "http://[2001:db8::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "HTTP://LOCALHOST:8080/x",
        "http://localhost./",
        "http://ⓛocalhost/",
    ],
)
def test_no_spelling_of_a_private_address_is_talked_to(url: str) -> None:
    assert "which is no public address" in refusal(lambda: fetched(url))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "is not http or https"),
        ("ftp://harbour.example/", "is not http or https"),
        ("javascript:alert(1)", "is not http or https"),
        ("harbour.example/cranes", "is not http or https"),
        ("", "is not http or https"),
        ("http://harbour.example@127.0.0.1/", "names a user; leave that out"),
        ("http://harbour.example\\@127.0.0.1/", "names a user; leave that out"),
        ("http://127.0.0.1\\.harbour.example/", "names no valid host"),
        ("http:///cranes", "names no valid host"),
        ("http://%31%32%37.0.0.1/", "names no valid host"),
        ("http://1.2.3.4.5/", "names no valid host"),
        ("http://256.1.1.1/", "names no valid host"),
        ("http://[::1]harbour.example/", "names no valid host"),
        ("http://[fe80::1%25eth0]/", "names no valid host"),
        ("http://[v1.x]/", ""),
        ("http://harbour..example/", "names no valid host"),
        (f"http://{'a' * 64}.example/", "names no valid host"),
        ("http://harbour.example:99999/", "names port 99999, which is none"),
        ("http://harbour.example:0/", "names port 0, which is none"),
        ("http://harbour.example:port/", "names no valid host"),
        ("http://har\tbour.example/", "holds a character that no address has"),
        ("http://harbour.example/\r\nHost: x", "holds a character that no address has"),
        ("http://harbour.example/\ud800", "holds a character that no address has"),
        ("http://harbour.example/" + "a" * 9_000, "is longer than 8000 characters"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, reason: str) -> None:
    assert reason in refusal(lambda: fetched(url))


def test_a_host_with_a_single_private_address_is_refused() -> None:
    both = Reach(resolve=lambda _: ["93.184.216.34", "10.0.0.7"])
    reason = refusal(lambda: followed("http://harbour.test/", both))
    assert reason == "is at 10.0.0.7, which is no public address"


def test_a_name_is_resolved_once_for_each_step_and_connected_to_what_was_found(serve: Serve) -> None:
    home = serve(redirect("/next"), next=redirect("//crane.test:PORT/last"), last=answer(PAGE))
    port = home.split(":")[2].strip("/")
    site = Site({"/": redirect("/next"), "/next": redirect(f"//crane.test:{port}/last")})
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with web(site) as first:
        found = followed(f"http://Harbour.TEST.:{first}/#top", Reach(is_any, resolve))
    assert asked == ["harbour.test", "harbour.test", "crane.test"]
    assert (found.url, found.content) == (f"http://crane.test:{port}/last", PAGE)
    assert [(path, headers["Host"]) for path, headers in site.asked] == [
        ("/", f"harbour.test:{first}"),
        ("/next", f"harbour.test:{first}"),
    ]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2/", "is at 127.0.0.2, which is no public address"),
        ("http://[::1]/", "is at ::1, which is no public address"),
        ("http://inside.test/", "is at 10.0.0.7, which is no public address"),
        ("//169.254.169.254/latest", "is at 169.254.169.254, which is no public address"),
        ("http://0x7f000002/", "is at 127.0.0.2, which is no public address"),
        ("file:///etc/passwd", "is not http or https"),
        ("http://me@harbour.test/", "names a user; leave that out"),
        ("http://[", "is no valid address"),
    ],
)
def test_a_redirect_is_checked_like_the_link_itself(serve: Serve, location: str, reason: str) -> None:
    """Only 127.0.0.1 counts as public besides what is, so that there is a server to redirect."""

    def allowed(address: Address) -> bool:
        return is_public(address) or str(address) == "127.0.0.1"

    reach = Reach(allowed, lambda host: {"inside.test": ["10.0.0.7"]}.get(host, ["127.0.0.1"]))
    url = serve(redirect(location))
    said = refusal(lambda: followed(url, reach))
    assert said.startswith("leads to ")
    assert reason in said


def test_redirects_end_after_five(serve: Serve) -> None:
    assert refusal(lambda: get(serve(redirect("/")))) == "leads on more than 5 times"


def test_no_proxy_is_used(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert get(serve(answer(PAGE))).content == PAGE


def drip(first: bytes, piece: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield first
        while True:
            time.sleep(0.05)
            yield piece

    return pieces


@pytest.mark.parametrize(
    "body",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\n", b"x"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        drip(b"", b""),
    ],
    ids=["body", "header", "chunk length", "hints", "nothing"],
)
def test_a_server_that_sends_little_by_little_is_given_up(serve: Serve, body: Body) -> None:
    url, start = serve(body), time.monotonic()
    assert refusal(lambda: get(url, seconds=0.6)) == "took longer than 0.6 s and was given up"
    assert time.monotonic() - start < 10


def test_a_name_server_that_does_not_answer_is_given_up() -> None:
    over = threading.Event()

    def resolve(_: str) -> list[str]:
        over.wait(20)
        return []

    start = time.monotonic()
    reason = refusal(lambda: followed("http://harbour.test/", Reach(resolve=resolve), seconds=0.3))
    over.set()
    assert reason == "took longer than 0.3 s and was given up"
    assert time.monotonic() - start < 10


def endless() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield b"<p>" * 100_000


def bomb(wbits: int) -> bytes:
    pack = zlib.compressobj(9, wbits=wbits)
    return b"".join(pack.compress(b" " * 1_000_000) for _ in range(200)) + pack.flush()


def brotli_bomb() -> bytes:
    pack = brotli.Compressor(quality=1)
    found: bytes = b"".join(pack.process(b" " * 1_000_000) for _ in range(200)) + pack.finish()
    return found


@pytest.mark.parametrize(
    "body",
    [
        endless,
        answer(b"", length=MAX_BYTES + 1),
        answer(bomb(31), "Content-Encoding: gzip"),
        answer(bomb(15), "Content-Encoding: deflate"),
        answer(brotli_bomb(), "Content-Encoding: br"),
    ],
    ids=["endless", "announced", "gzip", "deflate", "br"],
)
def test_a_page_is_no_larger_than_allowed(serve: Serve, body: Body) -> None:
    assert refusal(lambda: get(serve(body))) == "is over 20 MB"


def test_headers_are_no_larger_than_allowed(serve: Serve) -> None:
    def headers() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-Crane: %s\r\n" % (b"y" * 1_000)

    assert "HTTP" in refusal(lambda: get(serve(headers)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (answer(b"no", status="404 Not Found"), "answers 404 Not Found"),
        (answer(b"no", status="599 Crane"), "answers 599"),
        (answer(PAGE, status="206 Partial Content"), "answers 206 Partial Content"),
        (answer(b"", status="302 Found"), "answers 302 Found"),
        (answer(PAGE, length=len(PAGE) + 9), "broke off"),
        (answer(PAGE, length=-1), "HTTP"),
        (answer(PAGE, "Content-Type: image/png"), "is of the type image/png, which is not read"),
        (answer(PAGE, "Content-Type: application/octet-stream"), "is of the type application/octet-stream"),
        (answer(PAGE, "Content-Type: te\x07xt"), ""),
        (answer(gzip.compress(PAGE * 90)[:-9], "Content-Encoding: gzip"), "is cut off"),
        (answer(b"x", "Content-Encoding: zstd"), "is packed as zstd, which is not read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n", "HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n9\r\nx", "HTTP"),
        (b"220 mail.example ESMTP\r\n", "HTTP"),
        (b"", "HTTP"),
    ],
)
def test_a_bad_answer_is_one_line(serve: Serve, body: bytes, reason: str) -> None:
    assert reason in refusal(lambda: get(serve(body)))


@pytest.mark.parametrize(
    "body",
    [
        answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
        answer(gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), "Content-Encoding: X-GZIP"),
        answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
        answer(zlib.compress(PAGE, wbits=-15), "Content-Encoding: deflate"),
        answer(brotli.compress(PAGE), "Content-Encoding: br"),
        answer(PAGE, "Content-Encoding: gzip"),
        b"HTTP/1.0 200 OK\r\nContent-Type: application/xhtml+xml\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\n\r\n" + PAGE,
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + answer(PAGE),
        b"HTTP/1.1 200\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE),
    ],
    ids=[
        "gzip",
        "members",
        "deflate",
        "raw deflate",
        "br",
        "not packed",
        "close",
        "no type",
        "hints",
        "chunks",
    ],
)
def test_a_page_is_unpacked(serve: Serve, body: bytes) -> None:
    assert get(serve(body)).content == PAGE


def test_a_pdf_of_no_type_is_taken(serve: Serve) -> None:
    url = serve(answer(b"%PDF-1.7 ...", "Content-Type: application/octet-stream"))
    assert get(url).content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "charset", "header"),
    [
        ("Łódź, żuraw portowy", "iso8859-2", "ISO-8859-2"),
        ("“Möwe” – Café", "cp1252", '"iso-8859-1"'),
        ("портовый кран", "koi8-r", "koi8-r"),
        ("港口起重机", "gb18030", "gb2312"),
        ("港のクレーン", "utf-16-le", "utf-16"),
    ],
)
def test_a_character_set_that_only_the_header_names_is_kept(
    serve: Serve, text: str, charset: str, header: str
) -> None:
    url = serve(answer(text.encode(charset), f"Content-Type: text/plain; charset={header}"))
    assert get(url).content == codecs.BOM_UTF8 + text.encode()


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("Łódź".encode(), "text/html; charset=iso-8859-1"),  # valid UTF-8 speaks for itself
        ("\ufeffŁódź".encode("utf-16"), "text/html; charset=iso-8859-1"),
        (
            "<?xml version='1.0' encoding='iso-8859-2'?><rss>Łódź".encode("iso8859-2"),
            "text/xml; charset=koi8-r",
        ),
        ("Łódź".encode("iso8859-2"), "text/html; charset=no-such-set"),
        ("Łódź".encode("iso8859-2"), "text/html; charset=base64"),
        ("Łódź".encode("iso8859-2"), "text/html"),
        (b"%PDF-1.7 \xff", "application/pdf; charset=koi8-r"),
    ],
)
def test_bytes_that_need_no_header_stay_as_they_are(serve: Serve, content: bytes, header: str) -> None:
    assert get(serve(answer(content, f"Content-Type: {header}"))).content == content


def test_an_address_beyond_ascii_is_sent_as_browsers_do() -> None:
    site = Site({"/kr%C3%A4ne?q=%C5%82%20x": answer(PAGE)})
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with web(site) as port:
        found = followed(f" http://straße.test:{port}/kräne?q=ł x#top ", Reach(is_any, resolve))
    assert found.content == PAGE
    assert asked == ["xn--strae-oqa.test"]
    assert site.asked[0][1]["User-Agent"].startswith("Quoth/")


def test_a_port_where_nobody_answers_is_one_line() -> None:
    with web(Site()) as port:
        pass
    assert refusal(lambda: get(f"http://127.0.0.1:{port}/")).startswith("cannot be reached (")


def test_the_next_address_is_tried_when_one_cannot_be_reached() -> None:
    with web(Site({"/": answer(PAGE)})) as port:
        reach = Reach(is_any, lambda _: ["::1", "127.0.0.1"])
        assert followed(f"http://harbour.test:{port}/", reach).content == PAGE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for ``harbour.test`` and its key, made for this run."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    made = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj"
    name = ["/CN=harbour.test", "-addext", "subjectAltName=DNS:harbour.test"]
    key = made.with_name("key.pem")
    subprocess.run([*command.split(), *name, "-keyout", key, "-out", made], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


def test_a_certificate_is_checked_for_the_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    names: list[object] = []
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    reach = Reach(is_any, lambda _: ["127.0.0.1"])
    with web(Site({"/": answer(PAGE)}), tls) as port:
        unknown = refusal(lambda: followed(f"https://harbour.test:{port}/", reach))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert followed(f"https://Harbour.test.:{port}/", reach).content == PAGE
        assert names[-1] == "harbour.test"
        other = refusal(lambda: followed(f"https://other.test:{port}/", reach))
        by_address = refusal(lambda: followed(f"https://127.0.0.1:{port}/", reach))
    for reason in (unknown, other, by_address):
        assert "has a certificate that cannot be trusted" in reason
    assert "mismatch" in other


def test_a_server_without_tls_is_one_line(serve: Serve) -> None:
    url = serve(answer(PAGE)).replace("http:", "https:")
    assert refusal(lambda: get(url)) == "does not speak TLS, or none that is safe"
