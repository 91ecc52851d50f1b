"""Saved pages: the text, and who published it when."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser
from index.sources.formats.html.boxes import without_boxes

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
    (article,) = parser.parse("page.html", content).articles
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


def test_an_encyclopedia_gives_its_title_and_name_not_its_summary_and_company(parser: Parser) -> None:
    head = (
        "<title>Marlow Quay - Harbourpedia</title>"
        "<meta property='og:title' content='Marlow Quay - Harbourpedia'>"
        "<link rel='canonical' href='https://en.harbourpedia.example/wiki/Marlow_Quay'>"
        + json_ld('"headline": "quay in Kent", "publisher": {"name": "Harbour Foundation, Inc."}')
    )
    article = read(parser, page(head, "<h1>Marlow Quay</h1>"))
    assert (article.title, article.source) == ("Marlow Quay", "Harbourpedia")


def test_a_kicker_and_the_title_below_it_are_no_part_of_the_text(parser: Parser) -> None:
    body = f"<article><p>Harbour</p><h1>Cranes to be repaired</h1>{PROSE}</article>"
    text = read(parser, page("<title>Cranes to be repaired</title>", body)).text
    assert text.startswith("The harbour authority said")


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


HEADLINE = "<h1>Cranes of Ansby</h1>"
MENU = "<ul><li><a href=/a>News</a><li><a href=/b>Sport</a><li><a href=/c>Weather</a></ul>"
TOPICS = "<a href=/a>Ports</a>, <a href=/b>Cranes</a>, <a href=/c>Levies</a>"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<header><nav><a href=/>News</a></nav><span>Saturday 5 July 2025</span></header>{HEADLINE}", None),
        (f"<div><time>5 July 2025</time>{MENU}</div>{HEADLINE}<p>1 May 2020</p>", "2020-05-01"),
        (f"<div class=date>5 July 2025</div>{MENU}{HEADLINE}", None),
        (f"{MENU}<article><header><time>1 May 2020</time>{MENU}{HEADLINE}</header></article>", "2020-05-01"),
        (f"{MENU}<div>1 May 2020</div>{HEADLINE}", "2020-05-01"),
        (f"<header><time datetime=2020-05-01>1 May</time></header>{HEADLINE}", "2020-05-01"),
        (f"<div>1 May 2020</div><p>{TOPICS}</p>{HEADLINE}", "2020-05-01"),
        (f"<header><div>1 May 2020</div><div>{TOPICS}</div></header>{HEADLINE}", "2020-05-01"),
        (f"<header>{MENU}<span>5 July 2025</span></header>{HEADLINE}", None),
        (
            f"<div><h1>Harbour News</h1><p>5 July 2025</p>{MENU}</div>{HEADLINE}<p>1 May 2020</p>",
            "2020-05-01",
        ),
    ],
)
def test_the_day_in_a_masthead_is_that_of_saving(parser: Parser, body: str, day: str | None) -> None:
    found = read(parser, page("<title>Cranes of Ansby - Harbour News</title>", body))
    assert found.published == day


@pytest.mark.parametrize(
    "stamp",
    [
        "<div>1 мая 2020, 18:02. Обновлено 3 мая 2020</div>",
        "<div>2020年05月01日 18:02 更新 2020年05月03日</div>",
        "<div>1 de maio de 2020 às 18h02 | Atualizado em 3 de maio de 2020</div>",
        "<div>Data publikacji: 01.05.2020 r., aktualizacja: 03.05.2020 r.</div>",
        "<div>Stand: 3.5.2020</div><div>Veröffentlicht am 1.5.2020, 18:02 Uhr</div>",
        "<span itemprop=dateModified content=2020-05-03>3 May</span>"
        "<span itemprop=datePublished content=2020-05-01>1 May</span>",
    ],
)
def test_a_day_that_is_called_that_of_publication_goes_first(parser: Parser, stamp: str) -> None:
    assert read(parser, page(body=f"{HEADLINE}{stamp}")).published == "2020-05-01"


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("es", "2018-10-05"),
        ("it-IT", "2018-10-05"),
        ("en", None),
        ("en-GB", None),
        ("es-PR", None),
        ("es_PA", None),
        ("fil", None),
        ("", None),
    ],
)
def test_a_day_in_figures_is_read_where_the_page_is_in_a_language_that_has_it_first(
    parser: Parser, language: str, day: str | None
) -> None:
    for stamp in (
        "05/10/2018",
        "Publicado: 05/10/2018 18:02. Actualizado: 06/10/2018",
        "05/10/2018 a las 18:02",
    ):
        html = page(body=f"{HEADLINE}<p class=date>{stamp}</p>").replace(
            b"<html", f"<html lang='{language}'".encode()
        )
        assert read(parser, html).published == day


@pytest.mark.parametrize(
    ("head", "stamp", "day"),
    [
        ("", "<time datetime='05/10/2018 15:04:00'>10 mai 2018</time>", "2018-05-10"),
        ("<meta name=date content='05/10/2018'>", "<p>10 mai 2018</p>", "2018-05-10"),
        ("", "<p class=date>5/10/2018 3:04:00 PM</p>", None),
        ("", "<p class=date>5/25/2018</p>", "2018-05-25"),
    ],
)
def test_a_day_in_figures_that_a_machine_wrote_may_have_the_month_first(
    parser: Parser, head: str, stamp: str, day: str | None
) -> None:
    html = page(head, f"{HEADLINE}{stamp}").replace(b"<html", b"<html lang='fr'")
    assert read(parser, html).published == day


SINGLE_FILE = (
    b"<!--\n Page saved with SingleFile \n url: https://harbour.example/2018/10/05/cranes \n"
    b" saved date: Wed Jul 17 2019 10:00:00 GMT+0200 (CEST)\n-->"
)


def test_a_page_saved_by_single_file_keeps_its_address(parser: Parser) -> None:
    saved = b"<!DOCTYPE html> <html lang=en>" + SINGLE_FILE + b"<meta charset=utf-8>"
    plain = read(parser, saved + page("<title>Cranes</title>"))
    assert (plain.url, plain.source) == ("https://harbour.example/2018/10/05/cranes", "harbour.example")
    assert (plain.published, plain.published_from) == ("2018-10-05", "url")
    canonical = read(parser, saved + page("<link rel=canonical href='/true'>"))
    assert (canonical.url, canonical.published) == ("https://harbour.example/true", None)


def test_a_line_that_only_looks_like_an_address_of_saving_is_none(parser: Parser) -> None:
    head = "<script>\nurl: https://other.example/api\n</script>"
    assert read(parser, page(head, "<pre>\n url: https://other.example/x\n</pre>")).url is None


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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("escenic", "Both cranes repaired"),
        ("Untitled document", "Both cranes repaired"),
        ("Cms4", "Both cranes repaired"),  # a word that no reader sees
        ("Cranes", "Cranes"),
        ("At last: harbour mended", "At last: harbour mended"),
    ],
)
def test_the_name_of_a_content_system_is_no_title(parser: Parser, said: str, expected: str) -> None:
    head = f"<title>Both cranes repaired - Harbour Press</title><meta property='og:title' content='{said}'>"
    head += "<meta property='og:site_name' content='Harbour Press'>"
    assert read(parser, page(head, "<h1>Both cranes repaired</h1>")).title == expected


def test_a_site_is_told_by_its_address_too(parser: Parser) -> None:
    link = "<link rel='canonical' href='https://www.harbour-press.co.test/cranes'>"
    named = read(parser, page(f"<title>Cranes - Harbour Press online</title>{link}"))
    assert named.title == "Cranes"
    prose = read(parser, page(f"<title>Cranes - Harbour pressed for money again</title>{link}"))
    assert prose.title == "Cranes - Harbour pressed for money again"


@pytest.mark.parametrize(
    "opening",
    [
        "<p><span class='dropcap'>T</span>he old crane",
        "<p><span class='drop-cap'>T</span>\nhe old crane",
        "<p><span class='first-letter'><span>T</span></span>he old crane",
        "<p><img class='dropcap' alt='T' src='t.png'>he old crane",
        "<div class='Drop_Cap'>T</div><p>he old crane",
        "<p class='dropcap'> T </p><p>he old crane",
        "<span class='lettrine'>T</span><div><p>he old crane",
        "<p class='has-drop-cap'>The old crane",
        "<p><span>T</span>he old crane",
        "<p>\n<span style='font-size:4em'>T</span>\nhe old crane",
        "<p><span class='dropcap' aria-hidden='true'>T</span><span class='sr-only'>The</span> old crane",
        "<p><span aria-hidden='true'><b>T</b>he</span><span class='visually-hidden'>The</span> old crane",
    ],
)
def test_a_large_first_letter_goes_back_into_its_word(parser: Parser, opening: str) -> None:
    content = page().replace(b"<article><p>The harbour", f"<article>{opening}".encode())
    assert read(parser, content).text.startswith("The old crane authority")


def test_a_large_first_letter_that_is_a_word_stays_one(parser: Parser) -> None:
    opening = b"<article><p><span class='dropcap'>A</span> crane"
    assert read(parser, page().replace(b"<article><p>The harbour", opening)).text.startswith("A crane auth")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='Inline-Newsletter'><p>The best of the harbour, every Monday.</p></div>",
        "<form id='email-signup'><p>The best of the harbour, every Monday.</p><input name='mail'></form>",
        "<p>Never miss a ship. Sign up for the best of the harbour in your inbox!</p>",
        "<p>Melde dich hier für unseren Newsletter an: the best of the harbour.</p>",
        "<p>We may earn a commission from links; this is no advice on the best of the harbour.</p>",
    ],
)
def test_boxes_that_ask_readers_to_sign_up_are_no_part_of_the_text(parser: Parser, box: str) -> None:
    text = read(parser, page().replace(b"</p><p>", f"</p>{box}<p>".encode(), 1)).text
    assert "best of the harbour" not in text
    assert text.count("\n\n") == 1


def test_a_page_that_calls_itself_a_newsletter_is_read(parser: Parser) -> None:
    body = page().replace(b"<article>", b"<div class='newsletter'><h1>Cranes</h1><article>")
    assert WORDS.strip() in read(parser, body).text


def test_prose_about_newsletters_stays(parser: Parser) -> None:
    prose = b"<p>Some 400 people had signed up for the harbour's newsletter by Monday, its director said.</p>"
    assert "400 people" in read(parser, page().replace(b"</article>", prose + b"</article>")).text


def test_a_list_of_articles_that_names_this_one_is_left_out(parser: Parser) -> None:
    menu = "<ul><li>Ships are late</li><li>Both cranes repaired</li><li>The mayor resigns</li></ul>"
    content = page("<title>Both cranes repaired</title>").replace(b"<article>", f"<article>{menu}".encode())
    assert "mayor" not in read(parser, content).text


LEAD = "Two winters after the storm, ships can be unloaded at both quays of the old harbour again."
DESCRIBED = f"<title>Both cranes repaired</title><meta name='description' content='{LEAD[:70]}…'>"


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (DESCRIBED, "<h1>Both cranes repaired</h1><div class='x'>{}</div>"),
        (DESCRIBED, "<header><h2>Both cranes repaired</h2><h4>{}</h4></header>"),
        (
            "<title>Both cranes repaired</title>",
            "<h1>Both cranes repaired</h1><p class='article-lead'>{}</p>",
        ),
    ],
)
def test_a_lead_that_stands_before_the_text_is_kept(parser: Parser, head: str, place: str) -> None:
    article = read(parser, page(head, place.format(LEAD)))
    assert article.text.startswith(f"{LEAD}\n\nThe harbour authority")
    assert article.text.count(LEAD) == 1


@pytest.mark.parametrize(
    "place",
    [
        "<footer><p>{}</p></footer><h1>Both cranes repaired</h1>",
        "<p>{}</p><h1>Both cranes repaired</h1>",
        "<h1>Both cranes repaired</h1><aside><p>{}</p></aside>",
        "<h1>Both cranes repaired</h1>",
    ],
)
def test_a_description_that_is_shown_elsewhere_or_nowhere_is_no_lead(parser: Parser, place: str) -> None:
    assert LEAD not in read(parser, page(DESCRIBED, place.format(LEAD))).text


def test_a_lead_with_a_dateline_tells_the_day(parser: Parser) -> None:
    lead = "HARBOUR, 5 October 2018 (Harbour Press) - Ships can be unloaded at both quays again."
    place = f"<h1>Both cranes repaired</h1><p class='lead'>{lead}</p>"
    article = read(parser, page("<title>Both cranes repaired</title>", place))
    assert (article.published, article.source) == ("2018-10-05", "Harbour Press")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Ana Ruiz 28 kwietnia 2021 Polityka", "Ana Ruiz"),
        ("Text und Interview: Ana Ruiz", "Ana Ruiz"),
        ("harbourpress.de", None),
    ],
)
def test_a_byline_is_left_with_its_name(parser: Parser, byline: str, author: str | None) -> None:
    assert read(parser, page(f"<meta name='author' content='{byline}'>")).author == author


def test_a_page_of_two_sentences_is_read_without_what_stands_around_them(parser: Parser) -> None:
    content = (
        b"<html><head><title>Crane falls</title></head><body><article><h1>Crane falls</h1>"
        b"<p class=meta>Harbour News - 9 June 2020</p><p>A crane fell into the harbour on Monday.</p>"
        b"<p>READ MORE: Ten cranes that fell</p><p>Nobody was hurt.</p>"
        b"<p>Sign up to our newsletter: Enter your email</p></article></body></html>"
    )
    article = read(parser, content)
    assert article.text.endswith("A crane fell into the harbour on Monday.\n\nNobody was hurt.")
    assert (article.title, article.source) == ("Crane falls", "Harbour News")
    assert article.published == "2020-06-09"


@pytest.mark.parametrize(
    ("box", "left_out"),
    [
        ("<div class='x related-links'><p>{}</p></div>", True),
        ("<aside id='newsletter-box'><p>{}</p></aside>", True),
        ("<section class='gdpr'><div class='related-links'><p>{}</p></div></section>", True),
        ("<div id='related-links'><p>{}</p></div>", False),  # an id is no mark of that
        ("<div class='related-links'><h1>Cranes</h1><p>{}</p></div>", False),
        ("<div class='related-links'><p>{}</p>" + 20 * PROSE + "</div>", False),
        ("<div class='inter-related'><p>{}</p></div>", False),
    ],
)
def test_boxes_go_by_their_marks_unless_they_hold_the_article(box: str, left_out: bool) -> None:
    from lxml.html import document_fromstring

    words = "A ferry of another line was sold."
    tree = document_fromstring(f"<body><article>{PROSE}{box.format(words)}the tail {PROSE}</article></body>")
    pruned = without_boxes(tree).text_content()
    assert (words in pruned) is not left_out
    assert "the tail" in pruned
    assert words in tree.text_content()  # which is looked at for other things


UPDATED_AND_PUBLISHED = [
    "Last updated 3 May 2020 … First published 1 May 2020",
    "Last modified on Sun 3 May 2020 06.00 BST First published on Fri 1 May 2020 06.00 BST",
    "Aktualisiert am 3. Mai 2020, veröffentlicht am 1. Mai 2020",
    "Published 1 May 2020 · Updated 3 May 2020",
]


@pytest.mark.parametrize("line", UPDATED_AND_PUBLISHED)
@pytest.mark.parametrize("tag", ["p", "span"])
def test_the_day_of_publication_is_told_from_that_of_a_change_in_one_line(
    parser: Parser, line: str, tag: str
) -> None:
    found = read(parser, page(body=f"<h1>Cranes of Ansby</h1><{tag}>{line}</{tag}>"))
    assert found.published == "2020-05-01"


@pytest.mark.parametrize(
    "times",
    [
        "Last updated {late} First published {early}",
        "<span>Updated {late}</span> <span>Published {early}</span>",
        "<p>Updated: {late}</p><p>1 May 2020</p>",
        "{early} Updated {late}",
    ],
)
def test_a_time_behind_the_word_updated_is_taken_last(parser: Parser, times: str) -> None:
    late, early = (f"<time datetime='2020-05-0{day}'>{day} May 2020</time>" for day in (3, 1))
    found = read(
        parser, page(body=f"<h1>Cranes of Ansby</h1><div>{times.format(late=late, early=early)}</div>")
    )
    assert found.published == "2020-05-01"


def test_the_day_of_a_change_is_better_than_none(parser: Parser) -> None:
    found = read(
        parser, page(body="<h1>Cranes</h1><div>Updated <time datetime='2020-05-03'>3 May</time></div>")
    )
    assert (found.published, found.published_from) == ("2020-05-03", "time")
