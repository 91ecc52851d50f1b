"""Saved pages: the text, and who published it when."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms. "
PROSE = f"<p>{WORDS * 3}</p><p>Its director told reporters that the money had been found. {WORDS}</p>"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as shared:
        yield shared


def page(head: str = "", body: str = "", *, top: str = "<html>") -> bytes:
    article = f"<article>{PROSE}</article>"
    return f"<!DOCTYPE html>{top}<head>{head}</head><body>{body}{article}</body></html>".encode()


def read(parser: Parser, content: bytes) -> Article:
    (article,) = parser.parse("page.html", content)
    return article


def json_ld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def test_a_full_page_gives_every_particular(parser: Parser) -> None:
    head = (
        "<title>Cranes &amp; money - Harbour Press</title>"
        "<meta property='og:site_name' content='Harbour Press'>"
        "<link rel='canonical' href='https://www.harbour.example/news/cranes'>"
        + json_ld(
            '"headline": "Cranes &amp; money", "datePublished": "2018-10-05T08:00:00Z", '
            '"author": {"name": "Ana Ruiz"}'
        )
    )
    article = read(parser, page(head, top="<html lang='en-GB'>"))
    assert article.title == "Cranes & money"
    assert (article.published, article.published_from) == ("2018-10-05", "json-ld")
    assert (article.author, article.source, article.language) == ("Ana Ruiz", "Harbour Press", "en")
    assert article.url == "https://www.harbour.example/news/cranes"
    assert article.text.count("\n\n") == 1


@pytest.mark.parametrize(
    ("head", "body", "day", "place"),
    [
        (json_ld('"datePublished": "2018-10-05"'), "<time datetime='2019-01-01'>", "2018-10-05", "json-ld"),
        (
            json_ld('"@graph": [{"@type": ["WebPage"], "datePublished": "2018-10-05"}], "@type": "Graph"'),
            "",
            "2018-10-05",
            "json-ld",
        ),
        (
            "<meta property='article:published_time' content='2018-10-05T23:00:00+05:30'>",
            "",
            "2018-10-05",
            "meta",
        ),
        ("<meta itemprop='datePublished' content='5 October 2018'>", "", "2018-10-05", "meta"),
        ("", "<article><time datetime='2018-10-05' pubdate>x</time></article>", "2018-10-05", "time"),
        ("<link rel='canonical' href='https://a.example/2018/10/05/cranes'>", "", "2018-10-05", "url"),
        (
            "",
            "<p class='byline-date'>Updated 9 October 2018</p><p class='date'>5 October 2018</p>",
            "2018-10-05",
            "dateline",
        ),
        ("", "<div class='comment'><time datetime='2019-01-01'>x</time></div>", None, None),
        ("<meta name='date' content='05/10/2018'>", "", None, None),
        (json_ld('"dateModified": "2019-01-01"'), "", None, None),
        ("<script type='application/ld+json'>{broken</script>", "", None, None),
    ],
)
def test_the_day_comes_from_the_surest_place(
    parser: Parser, head: str, body: str, day: str | None, place: str | None
) -> None:
    article = read(parser, page(head, body))
    assert (article.published, article.published_from) == (day, place)


def test_the_day_of_saving_is_not_the_day_of_publication(parser: Parser) -> None:
    firefox = b"<!-- saved from url=(0031)https://harbour.example/cranes at Fri Oct 05 2018 10:00:00 -->\n"
    single_file = (
        b"<!--\n Page saved with SingleFile \n url: https://harbour.example/cranes \n"
        b" saved date: Fri Oct 05 2018 10:00:00 GMT+0200\n-->"
    )
    for comment in (firefox, single_file):
        article = read(parser, comment + page("<title>Cranes</title>"))
        assert article.published is None
        assert (article.url, article.source) == ("https://harbour.example/cranes", "harbour.example")


def test_a_day_in_the_future_is_dropped(parser: Parser) -> None:
    later = (date.today() + timedelta(days=9)).isoformat()
    assert read(parser, page(json_ld(f'"datePublished": "{later}"'))).published is None


def test_a_dateline_in_the_text_is_the_last_resort(parser: Parser) -> None:
    content = page().replace(b"<article><p>", b"<article><p>PORT SAID, 5 October 2018 (Harbour Press) - ")
    article = read(parser, content)
    assert (article.published, article.published_from, article.source) == (
        "2018-10-05",
        "dateline",
        "Harbour Press",
    )


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Cranes - Harbour Press", "", "Cranes"),
        ("Cranes | News | Harbour Press", "Cranes", "Cranes"),
        ("Cranes - repaired at last", "", "Cranes - repaired at last"),
        ("Harbour Press", "Cranes", "Cranes"),
        ("", "Cranes", "Cranes"),
        ("", "", None),
        ("Cran\u202ees \u200band\n ropes", "", "Cranes and ropes"),
    ],
)
def test_a_title_does_not_name_the_site(
    parser: Parser, title: str, heading: str, expected: str | None
) -> None:
    head = f"<title>{title}</title><meta property='og:site_name' content='Harbour Press'>"
    article = read(parser, page(head, f"<h1>{heading}</h1>" if heading else ""))
    assert article.title == (expected or article.title)
    assert article.title


@pytest.mark.parametrize(
    ("mark_up", "author"),
    [
        (json_ld('"author": [{"name": "Ana Ruiz"}, "Jo Oak"]'), "Ana Ruiz, Jo Oak"),
        ("<meta name='author' content='By Ana Ruiz'>", "Ana Ruiz"),
        ("<meta property='article:author' content='https://social.example/ana'>", None),
        ("<span class='byline'>By Ana Ruiz, 5 October 2018</span>", "Ana Ruiz"),
        ("<a rel='author' href='/x'>Ursula von der Leyen</a>", "Ursula von der Leyen"),
        ("<div class='comments'><span class='author'>Troll</span></div>", None),
        ("<input id='author' placeholder='Name *'>", None),
    ],
)
def test_the_author_is_named_without_by(parser: Parser, mark_up: str, author: str | None) -> None:
    assert read(parser, page(body=mark_up)).author == author


def test_banners_and_navigation_are_no_part_of_the_text(parser: Parser) -> None:
    body = (
        "<nav><a href='/'>Home page</a></nav><div id='cookie-banner'><p>We use cookies. Accept all</p></div>"
        "<div class='consent-box'><p>Our partners store your choice.</p></div>"
    )
    text = read(parser, page(body=body)).text
    assert "Home page" not in text
    assert "cookies" not in text
    assert "partners" not in text
    assert "cranes" in text


def test_prose_about_cookies_and_copyright_stays(parser: Parser) -> None:
    prose = (
        "<p>Copyright law changed when browsers stopped accepting cookies from strangers, the court said.</p>"
    )
    assert "Copyright law" in read(parser, page().replace(b"</article>", prose.encode() + b"</article>")).text


def test_a_page_in_an_old_character_set_is_read(parser: Parser) -> None:
    content = page(
        "<meta charset='iso-8859-1'><title>Café “Möwe”</title>".replace("“", '"').replace("”", '"')
    )
    assert read(parser, content.decode().encode("latin-1")).title == 'Café "Möwe"'


def test_xhtml_with_a_declaration_and_a_mark_is_read(parser: Parser) -> None:
    content = b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n" + page("<title>Cranes</title>")
    assert read(parser, content).title == "Cranes"


def test_an_archived_page_keeps_its_own_address(parser: Parser) -> None:
    link = "<link rel='canonical' href='https://web.archive.org/web/20190717140047/http://harbour.example/a'>"
    article = read(parser, page(link))
    assert (article.url, article.source, article.published) == (
        "http://harbour.example/a",
        "harbour.example",
        None,
    )


def test_mark_up_that_lies_about_its_values_does_no_harm(parser: Parser) -> None:
    head = json_ld(
        '"headline": {"a": [1]}, "datePublished": 5, "author": [[["x"]], 3, null], "publisher": "\\ud800"'
    )
    assert read(parser, page(head + "<link rel=canonical href='http://[bad'>")).text


def test_a_page_that_is_only_a_consent_banner_is_an_error(parser: Parser) -> None:
    banner = (
        b"<html><body><p>We and our partners use cookies to offer you a better service.</p></body></html>"
    )
    with pytest.raises(SourceError, match="no article text found"):
        parser.parse("page.html", banner)
