"""Feeds: an entry is an article, and a broken feed costs its broken entries alone."""

import html
import json
import time

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser
from index.sources.formats.feed.articles import articles_from_feed
from index.sources.formats.feed.entries import HEADLINE_ONLY

WORDS = "The harbour authority said that both cranes would be repaired before the winter storms."
MORE = "Its director told reporters that the money had been found in the reserve fund."
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(*items: str, head: str = "", top: str = "") -> bytes:
    channel = f"<title>Harbour Press</title><link>https://harbour.example/</link>{head}"
    return f'{top}<rss version="2.0" {NAMES}><channel>{channel}{"".join(items)}</channel></rss>'.encode()


def item(body: str, title: str = "Cranes") -> str:
    return f"<item><title>{title}</title>{body}</item>"


def described(words: str = WORDS, more: str = "") -> str:
    return item(f"<description>{words}</description>{more}")


def read(content: bytes) -> list[Article | SourceError]:
    return list(articles_from_feed(content, "news.xml"))


def article(content: bytes) -> Article:
    (found,) = read(content)
    assert isinstance(found, Article), found
    return found


def failure(content: bytes) -> str:
    (found,) = read(content)
    assert isinstance(found, SourceError)
    return str(found)


def test_an_entry_of_a_weblog_gives_every_particular() -> None:
    found = article(
        rss(
            "<item><title>Cranes &amp;amp; money</title><link>https://harbour.example/cranes</link>"
            "<dc:creator><![CDATA[Ana Ruiz]]></dc:creator><pubDate>Fri, 05 Oct 2018 23:30:00 -0500</pubDate>"
            '<guid isPermaLink="false">https://harbour.example/?p=12</guid>'
            f"<description><![CDATA[<p>{WORDS} [&#8230;]</p>]]></description>"
            f"<content:encoded><![CDATA[<p>{WORDS}</p>\n<ul><li>one</li><li>two</li></ul><p>{MORE}</p>"
            '<p>The post <a href="x">Cranes</a> appeared first on <a href="y">Press</a>.</p>]]>'
            '</content:encoded><media:content url="x.jpg"><media:title>x.jpg</media:title></media:content>'
            "</item>",
            head='<language>en-GB</language><atom:link href="https://harbour.example/feed" rel="self"/>',
        )
    )
    assert found.title == "Cranes & money"
    assert found.text == f"{WORDS}\n\n- one\n- two\n\n{MORE}"
    assert (found.url, found.author) == ("https://harbour.example/cranes", "Ana Ruiz")
    assert (found.source, found.language) == ("Harbour Press", "en")
    assert (found.published, found.published_from) == ("2018-10-05", "feed")


def test_atom_resolves_links_and_reads_mark_up_and_plain_text() -> None:
    escaped, xhtml, plain = read(
        f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"
        xml:base="https://harbour.example/news/"><title>Press</title><author><name>Bo Lind</name></author>
        <entry><id>1</id><title type="html">Cranes &amp;lt;again&amp;gt;</title><link rel="edit" href="e"/>
        <link href="one"/>
        <content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content>
        <published>2018-10-05T09:00:00Z</published><updated>2019-01-01T09:00:00Z</updated></entry>
        <entry><id>2</id><title>Two</title><link rel="alternate" href="/two"/>
        <author><name>Ana Ruiz</name></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p><p>{MORE}</p></div>
        </content>
        <updated>2018-10-06T09:00:00Z</updated></entry>
        <entry><id>3</id><title>Three</title><summary>A &lt;p&gt; is a tag.\n\n{MORE}</summary></entry>
        </feed>""".encode()
    )
    assert isinstance(escaped, Article)
    assert isinstance(xhtml, Article)
    assert isinstance(plain, Article)
    assert escaped.text == xhtml.text == f"{WORDS}\n\n{MORE}"
    assert (escaped.title, escaped.url) == ("Cranes <again>", "https://harbour.example/news/one")
    assert (escaped.author, escaped.published, escaped.language) == ("Bo Lind", "2018-10-05", "de")
    assert (xhtml.author, xhtml.url, xhtml.published) == (
        "Ana Ruiz",
        "https://harbour.example/two",
        "2018-10-06",
    )
    assert plain.text == f"A <p> is a tag.\n\n{MORE}"
    assert plain.published is None


def test_rdf_and_a_day_of_dublin_core_are_read() -> None:
    found = article(
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Press</title>
        <link>https://harbour.example</link>
        </channel><item rdf:about="x"><title>Cranes</title><link>/cranes</link>
        <description>{WORDS}</description>
        <dc:date>2018-10-05T09:00:00+01:00</dc:date></item></rdf:RDF>""".encode()
    )
    assert (found.source, found.published) == ("Harbour Press", "2018-10-05")
    assert found.url == "https://harbour.example/cranes"


def test_a_json_feed_is_read() -> None:
    items = [
        {
            "id": 1,
            "title": "Cranes",
            "content_html": f"<p>{WORDS}</p>",
            "date_published": "2018-10-05T09:00:00Z",
        },
        {"id": "1", "title": "Cranes again", "content_text": WORDS},
        {"id": "2", "url": "/two", "content_text": f"{WORDS}\n\n{MORE}", "authors": [{"name": "Ana Ruiz"}]},
        {"id": "3", "url": "https://harbour.example/3", "title": "Only this"},
        {"id": "4", "url": "https://harbour.example/\0\ud800", "title": "\ud800\0", "content_text": WORDS},
        "rubbish",
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Press",
        "home_page_url": "https://harbour.example/",
        "language": "en-US",
        "author": {"name": "Bo Lind"},
        "items": items,
    }
    one, two, three, odd = read(json.dumps(feed).encode())
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.published, one.author, one.source, one.language) == (
        "2018-10-05",
        "Bo Lind",
        "Harbour Press",
        "en",
    )
    assert (two.url, two.author) == ("https://harbour.example/two", "Ana Ruiz")
    assert two.text == f"{WORDS}\n\n{MORE}"
    assert two.title.startswith("The harbour authority")
    assert isinstance(odd, Article)
    assert odd.url is None
    assert isinstance(three, Article)
    assert (three.title, three.text, three.unread) == ("Only this", "Only this.", HEADLINE_ONLY)


def test_an_entry_with_a_title_alone_is_an_article_of_a_sentence_and_says_so() -> None:
    link = "<link>https://harbour.example/cranes</link>"
    for body in (
        link,
        f"{link}<description>Cranes</description>",
        f"{link}<description>&lt;img src='x'&gt;</description>",
    ):
        found = article(rss(item(body)))
        assert (found.title, found.text, found.unread) == ("Cranes", "Cranes.", HEADLINE_ONLY)
        assert (found.url, found.source) == ("https://harbour.example/cranes", "Harbour Press")
    assert article(rss(described())).unread is None


def test_an_entry_without_title_and_text_says_how_to_get_them() -> None:
    link = "<link>https://harbour.example/cranes</link>"
    assert failure(rss(item(link, title=""))) == (
        "news.xml: an entry holds no text; its page can be added by its link: https://harbour.example/cranes"
    )
    assert failure(rss(item("", title="– –"))) == "news.xml: an entry holds no text"


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Will the cranes stay?", "Will the cranes stay?"),
        ("Mayor: &quot;We stay.&quot;", 'Mayor: "We stay."'),
        ("両方のクレーンを修理", "両方のクレーンを修理。"),
        ("Cranes stay put", "Cranes stay put."),
    ],
)
def test_a_headline_ends_as_a_sentence_does(headline: str, text: str) -> None:
    assert article(rss(item("", title=headline))).text == text


def listed(*headlines: tuple[str, str, str]) -> str:
    lines = (
        f'<li><a href="{url}" target="_blank">{words}</a>&nbsp;&nbsp;<font color="#6f">{outlet}</font></li>'
        for words, outlet, url in headlines
    )
    return f"<description>{html.escape(f'<ol>{chr(10).join(lines)}</ol>')}</description>"


@pytest.mark.parametrize(
    ("link", "url", "source"),
    [
        (
            "https://finds.example/url?rct=j&amp;url=https://www.quay.example/2018/cranes&amp;ct=ga",
            "https://www.quay.example/2018/cranes",
            "quay.example",
        ),
        (
            "https://finds.example/go?url=https%3a%2f%2fquay.example%2fb",
            "https://quay.example/b",
            "quay.example",
        ),
        ("https://finds.example/a?url=/b", "https://finds.example/a?url=/b", "Harbour Press"),
        (
            "https://quay.example/a?url=https://quay.example/b",
            "https://quay.example/a?url=https://quay.example/b",
            "Harbour Press",
        ),
    ],
)
def test_an_address_that_carries_another_is_that_of_the_page_behind_it(
    link: str, url: str, source: str
) -> None:
    (article,) = read(rss(item(f"<link>{link}</link><description>{WORDS}</description>")))
    assert isinstance(article, Article)
    assert (article.url, article.source) == (url, source)


def test_an_aggregators_headline_belongs_to_the_outlet_it_names() -> None:
    alone = (
        '<a href="https://news.example/b">Pier sold</a>&nbsp;&nbsp;<font color="#6f6f6f">Coast Times</font>'
    )
    own, sold, told = read(
        rss(
            item(
                '<link>https://news.example/a</link><source url="https://quay.example">The Quay</source>'
                "<pubDate>Fri, 05 Oct 2018 09:00:00 GMT</pubDate>"
                + listed(
                    ("Cranes to be repaired", "The Quay", "https://news.example/a"),
                    ("Storm damages both cranes &amp; pier", "Coast Times", "https://news.example/c"),
                    ("Pier sold", "Coast Times", "https://news.example/b"),
                    ("View full coverage", "", "https://news.example/d"),
                ),
                title="Cranes to be repaired - The Quay",
            ),
            item(f"<description>{html.escape(alone)}</description>", title="Pier sold - Coast Times"),
        )
    )
    assert isinstance(own, Article)
    assert isinstance(sold, Article)
    assert isinstance(told, Article)
    assert (own.title, own.text, own.source) == (
        "Cranes to be repaired",
        "Cranes to be repaired.",
        "The Quay",
    )
    assert (own.url, own.published, own.unread) == ("https://news.example/a", "2018-10-05", HEADLINE_ONLY)
    assert (sold.title, sold.text, sold.source) == ("Pier sold", "Pier sold.", "Coast Times")
    assert (told.title, told.source) == ("Storm damages both cranes & pier", "Coast Times")
    assert (told.url, told.published, told.unread) == ("https://news.example/c", None, HEADLINE_ONLY)


@pytest.mark.parametrize(
    "text",
    [
        f"<ul><li><a href='x'>Cranes</a> {WORDS}</li><li><a href='y'>Pier</a> {MORE}</li></ul>",
        f"<p>{WORDS}</p><ul><li><a href='x'>Pier sold</a> Coast Times</li></ul>",
        f"<a href='x'>{WORDS}</a>",
    ],
)
def test_a_text_with_links_in_it_stays_a_text(text: str) -> None:
    (found,) = read(rss(described(html.escape(text))))
    assert isinstance(found, Article)
    assert (found.unread, found.source) == (None, "Harbour Press")


def test_a_summary_of_one_sentence_is_an_article() -> None:
    assert article(rss(described())).text == WORDS


def test_the_same_entry_is_given_once() -> None:
    again = described(more="<guid>a</guid>")
    assert len(read(rss(again, again, described(more="<guid>b</guid>"), described(), described()))) == 3


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<pubDate>Fri, 5 Oct 18 09:00:00 GMT</pubDate>", "2018-10-05"),
        ("<pubDate>2018-10-05</pubDate>", "2018-10-05"),
        ("<pubDate>nonsense</pubDate><dc:date>2018-10-05T09:00Z</dc:date>", "2018-10-05"),
        ("<atom:updated>2018-10-05T09:00:00Z</atom:updated>", "2018-10-05"),
        ("<dc:date>2018-10</dc:date>", None),
        ("<pubDate>2018</pubDate>", None),
        ("<pubDate>Fri, 05 Oct 2918 09:00:00 GMT</pubDate>", None),
        ("", None),
    ],
)
def test_a_day_is_taken_only_where_one_is_said(dates: str, day: str | None) -> None:
    head = "<pubDate>Mon, 01 Jan 2018 09:00:00 GMT</pubDate><lastBuildDate>2018-01-01</lastBuildDate>"
    assert article(rss(described(more=dates), head=head)).published == day


def test_authors_are_names_and_sources_are_those_of_the_entry() -> None:
    more = '<author>ana@harbour.example (Ana Ruiz)</author><source url="x">The Quay</source>'
    found = article(rss(described(more=more)))
    assert (found.author, found.source) == ("Ana Ruiz", "The Quay")
    assert article(rss(described(more="<author>ana@harbour.example</author>"))).author is None


@pytest.mark.parametrize(
    "words",
    [
        f"&lt;p&gt;{WORDS}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;",
        f"&amp;lt;p&amp;gt;{WORDS}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;{MORE}&amp;lt;/p&amp;gt;",
        f"<p>{WORDS}</p><p>{MORE}</p>",
        f"<![CDATA[{WORDS}<br><br>{MORE}]]>",
        f"{WORDS}\n\n{MORE}",
        f"<p>{WORDS}<br><p>{MORE}",
    ],
)
def test_mark_up_is_read_however_it_was_escaped(words: str) -> None:
    assert article(rss(described(words))).text == f"{WORDS}\n\n{MORE}"


def test_names_of_html_and_bare_ampersands_are_characters() -> None:
    found = article(
        rss(
            described(
                "Fish &amp; chips &nbsp;&mdash; R&D &eacute;&#8217;s &#150; &unknown; &lt;b&gt;x&lt;/b&gt;"
            )
        )
    )
    assert found.text == "Fish & chips — R&D é’s – &unknown; x"


def test_character_sets_are_those_of_the_bytes() -> None:
    words = "Déjà vu au café du port, près des grues, où l’été s’achève."
    feed = rss(described(words), top='<?xml version="1.0" encoding="utf-8"?>')
    declared = feed.decode().replace('"utf-8"', '"windows-1252"').encode("cp1252")
    wide = feed.decode().encode("utf-16")
    lying = feed.replace(b'"utf-8"', b'"us-ascii"')
    for content in (feed, declared, wide, lying, b"\xef\xbb\xbf" + feed, b"\n \n" + feed):
        assert article(content).text == words
    for name in (b"hex", b"nope", b"unicode_escape"):
        assert article(feed.replace(b"utf-8", name)).text == words


def test_a_broken_feed_costs_its_broken_entries_alone() -> None:
    good = [item(f"<guid>{number}</guid><description>{WORDS}</description>") for number in range(5)]
    bad = "<item><title>Bad <b>title</title><link>https://harbour.example/bad</link></desc></item>"
    control = item(f"<guid>x</guid><description>{WORDS}\x0b\x01</description>")
    found = read(rss(*good[:3], bad, control, *good[3:])[:-60])
    assert all(isinstance(one, Article) for one in found)
    assert [isinstance(one, Article) and bool(one.unread) for one in found] == [
        *[False] * 3,
        True,
        *[False] * 3,
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no feed that can be read"),
        (b"/etc/passwd", "is no feed that can be read"),
        (b"<html><body><p>Hello</p></body></html>", "is no feed that can be read"),
        (bytes(range(256)) * 4, "is no feed that can be read"),
        (rss(), "is a feed without entries"),
        (b'{"version": ', "its JSON is broken"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "no feed with entries"),
        (b'{"a":[' * 100_000, "its JSON is broken"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "its JSON is broken"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(content: bytes, reason: str) -> None:
    assert reason in failure(content)


LAUGHS = "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">' for one, other in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (rss(described("&a;"), top=f'<!DOCTYPE x [<!ENTITY i "ha">{LAUGHS}]>'), "entities that hold others"),
        (rss(item("<b>" * 300_000, title="")), "holds no text"),
        (rss("<channel>" * 300_000), "is a feed without entries"),
        (rss(item("&lt;" * 200_000, title="")), "holds no text"),
        (rss(item(f"<description>{'<!--' * 200_000}</description>", title="")), "holds no text"),
        (rss(item(f"<author>{'a.' * 50_000}@{'a.' * 50_000}</author>", title="")), "holds no text"),
        (
            rss(item(f"<link>{'http://[' * 9_000}</link><pubDate>{'1 ' * 300_000}</pubDate>", title="")),
            "no text",
        ),
        (rss(item(f"<description>{'&lt;li>&lt;a ' * 4_000}</description>", title="")), "holds no text"),
        (rss(item(f"<description>{'&lt;a>' * 9_000}</description>", title="")), "holds no text"),
        (("<rss " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(20_000)) + ">").encode(), "is no feed"),
    ],
)
def test_a_hostile_feed_ends_in_one_line_and_soon(content: bytes, outcome: str) -> None:
    begun = time.process_time()
    assert outcome in failure(content)
    assert time.process_time() - begun < 5


def test_entities_are_never_expanded_and_nothing_is_opened() -> None:
    secret = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    assert article(rss(described(f"{WORDS} &f;"), top=secret)).text == f"{WORDS} &f;"
    large = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
    assert len(article(rss(described("&a; " * 50_000), top=large)).text) < 300_000


def test_a_megabyte_of_entries_is_read_in_seconds() -> None:
    entries = (
        item(f"<guid>{n}</guid><description>&lt;p&gt;{WORDS * 5}&lt;/p&gt;</description>")
        for n in range(2_000)
    )
    begun = time.process_time()
    assert len(read(rss(*entries))) == 2_000
    assert time.process_time() - begun < 9


def test_the_parser_knows_a_feed_from_its_bytes() -> None:
    with Parser() as parser:
        found = parser.parse("news.xml", rss(described()))
    assert [one.source for one in found.articles] == ["Harbour Press"]


def test_what_is_said_of_a_picture_is_no_text_and_what_is_said_of_a_film_is() -> None:
    said = f"<media:description>{WORDS}</media:description>"
    picture, film = read(
        rss(
            item(f'<guid>1</guid><media:content url="https://harbour.example/a.jpg">{said}</media:content>'),
            item(f'<guid>2</guid><media:group><media:content type="video/mp4" url="b"/>{said}</media:group>'),
        )
    )
    assert isinstance(picture, Article)
    assert isinstance(film, Article)
    assert (picture.text, picture.unread) == ("Cranes.", HEADLINE_ONLY)
    assert (film.text, film.unread) == (WORDS, None)
