"""Exports and tables: every record is an article, or a link to one that is named as such."""

import csv
import io
import json
import time
from collections.abc import Iterator

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import FORMATS, Parser
from index.sources.formats import Pointer
from index.sources.formats.jsonl import articles_from_jsonl
from index.sources.formats.links import pointers_from_links
from index.sources.formats.table import articles_from_table

WORDS = "The harbour of Ansby holds two cranes, which were lifted on the pier in the autumn of that year."
MORE = "Its keeper, Ida Holm, counted ninety ships in the first week and a hundred and four in the second."
URL = "https://www.quaypost.example/2018/cranes"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def table(*rows: tuple[object, ...], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def why(parser: Parser, name: str, content: bytes) -> str:
    with pytest.raises(SourceError) as problem:
        parser.parse(name, content)
    return problem.value.reason


# -- JSON


def test_a_saved_article_has_author_and_outlet_and_not_the_day_of_saving(parser: Parser) -> None:
    records = [
        {
            "title": "Cranes lifted",
            "url": URL,
            "content": f"<h1>Two cranes</h1><p>{WORDS}</p><p>{MORE}</p>",
            "created_at": "2024-07-01T10:00:00+00:00",
            "published_at": "2018-10-05T06:00:00+00:00",
            "published_by": ["Ana Ruiz"],
            "domain_name": "www.quaypost.example",
            "language": "en",
        },
        {
            "title": "Ships",
            "url": URL,
            "content": f"<p>{MORE}</p>",
            "created_at": "2024-07-01",
            "published_by": [""],
        },
    ]
    one, two = parser.parse("all.json", json.dumps(records).encode()).articles
    assert (one.title, one.author, one.source) == ("Cranes lifted", "Ana Ruiz", "quaypost.example")
    assert (one.published, one.published_from, one.language) == ("2018-10-05", "record", "en")
    assert one.url == URL
    assert WORDS in one.text
    assert (two.published, two.author, two.source) == (None, None, "quaypost.example")


def test_the_particulars_of_a_record_go_before_what_its_fragment_seems_to_say(parser: Parser) -> None:
    fragment = f'<h2>Why?</h2><p class="byline">By Jo Oak, 3 March 2011</p><p>{WORDS}</p><p>{MORE}</p>'
    record = {"title": "Cranes lifted", "author": "Ana Ruiz", "date": "2018-10-05", "html_content": fragment}
    (found,) = parser.parse("a.json", json.dumps([record]).encode()).articles
    assert (found.title, found.author, found.published) == ("Cranes lifted", "Ana Ruiz", "2018-10-05")


def test_a_whole_page_in_a_record_speaks_for_itself_first(parser: Parser) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Cranes lifted</title><meta name='author' content='Jo Oak'></head>"
        f"<body><article><h1>Cranes lifted</h1><p>{WORDS}</p><p>{MORE}</p></article></body></html>"
    )
    record = {"title": "cranes (copy)", "author": "me", "date": "2018-10-05", "content": page}
    (found,) = parser.parse("a.json", json.dumps([record]).encode()).articles
    assert (found.title, found.author, found.published) == ("Cranes lifted", "Jo Oak", "2018-10-05")


def test_records_in_an_object_are_read_too() -> None:
    items = [{"title": "Cranes", "text": WORDS, "source": {"name": "Quay Post"}}, {"text": MORE}]
    for content in (
        json.dumps({"status": "ok", "articles": items}),
        json.dumps({"config": {"id": 1}, "items": items}, indent=1),
    ):
        found = list(articles_from_jsonl(content.encode(), "a.json"))
        assert [one.text for one in found if isinstance(one, Article)] == [WORDS, MORE]
        assert FORMATS.worth_a_look(content.encode())


def test_what_lies_in_an_object_that_is_a_records_content_is_the_records(parser: Parser) -> None:
    link = {"title": "Cranes", "createdAt": 1728540000, "content": {"type": "link", "url": URL}}
    note = {"title": "Ships", "content": {"type": "text", "text": WORDS}}
    parsed = parser.parse("a.json", json.dumps({"bookmarks": [note, link]}).encode())
    assert [(one.title, one.text, one.published) for one in parsed.articles] == [("Ships", WORDS, None)]
    assert "1 entry is a link without a text" in parsed.failed[0].reason
    assert "1 link and no articles" in why(parser, "b.json", json.dumps({"bookmarks": [link]}).encode())


def test_names_and_days_in_parts_are_put_together() -> None:
    items = [
        {
            "title": "Cranes",
            "text": WORDS,
            "container-title": "Quay Post",
            "source": "library catalogue",
            "author": [{"family": "Ruiz", "given": "Ana"}, {"literal": "The Council"}],
            "issued": {"date-parts": [[2018, 10, 5]]},
        },
        {
            "title": "Ships",
            "text": MORE,
            "publicationTitle": "Quay Post",
            "creators": [
                {"firstName": "Jo", "lastName": "Oak", "creatorType": "author"},
                {"name": "Bo Lind", "creatorType": "editor"},
            ],
            "issued": {"date-parts": [[2018, 10]]},
        },
    ]
    one, two = articles_from_jsonl(json.dumps(items).encode(), "a.json")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.author, one.source, one.published) == ("Ana Ruiz, The Council", "Quay Post", "2018-10-05")
    assert (two.author, two.source, two.published) == ("Jo Oak", "Quay Post", None)


def test_a_list_that_is_cut_off_keeps_what_stands_before() -> None:
    whole = json.dumps([{"text": WORDS}, {"text": MORE}, {"text": WORDS + MORE}])
    found = list(articles_from_jsonl(whole[:-50].encode(), "a.json"))
    assert [type(one) for one in found] == [Article, Article, SourceError]
    assert str(found[-1]) == "a.json: entry 3: is no JSON object"
    behind = list(articles_from_jsonl(f"{whole}\n[1]".encode(), "a.json"))
    assert str(behind[-1]) == "a.json: behind entry 3: is no JSON object"


# -- tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_with_columns_of_articles_is_read_row_by_row(parser: Parser, delimiter: str) -> None:
    content = table(
        ("Id", "Headline", "Article", "Publish Date", "Publication", "Author", "Link"),
        (1, "Cranes lifted", f"{WORDS}\n\n{MORE}", "2018-10-05", "Quay Post", "Ana Ruiz", URL),
        (2, "", f"<p>{WORDS}</p><p>{MORE}</p>", "soon", "", "", ""),
        ("", "", "", "", "", "", ""),
        (3, "Nothing", "", "2018-10-05", "", "", ""),
        delimiter=delimiter,
    )
    parsed = parser.parse("news.csv", content)
    one, two = parsed.articles
    assert (one.title, one.text, one.source) == ("Cranes lifted", f"{WORDS}\n\n{MORE}", "Quay Post")
    assert (one.author, one.published, one.url) == ("Ana Ruiz", "2018-10-05", URL)
    assert (two.published, two.source) == (None, None)
    assert "<p>" not in two.text
    assert [str(one) for one in parsed.failed] == ["news.csv: row 5: has no text"]


@pytest.mark.parametrize(
    "content",
    [b"year,visitors\n2020,41000\n", b"title,year\nCranes,2020\n", b"1,2\n", b"url\nhttps://a.example\n"],
)
def test_a_table_of_plain_figures_is_none_of_articles(content: bytes) -> None:
    assert not FORMATS.worth_a_look(content)


def test_lines_that_end_as_on_old_machines_and_odd_signs_are_no_trouble(parser: Parser) -> None:
    content = table(("title", "text"), ("Cranes", WORDS), ("Ships", MORE)).replace(b"\r\n", b"\r")
    assert [one.title for one in parser.parse("a.csv", content).articles] == ["Cranes", "Ships"]
    for odd in (b"title,text\x00,a", b'title,"text', b"a\x0b,b\x0c,text", b'"' * 5000 + b",text"):
        FORMATS.worth_a_look(odd)


@pytest.mark.parametrize(
    "row",
    [
        ("URL", "Title", "Selection", "Folder", "Timestamp", "Tags"),
        ("title", "url", "time_added", "tags", "status"),
        ("Title", "URL", "ID", "Document tags", "Saved date", "Reading progress"),
        ("id", "title", "note", "excerpt", "url", "folder", "tags", "created", "cover"),
    ],
)
def test_a_list_of_links_is_named_as_one(parser: Parser, row: tuple[str, ...]) -> None:
    def line(number: int) -> tuple[str, ...]:
        cells = {"url": f"{URL}/{number}", "title": f"Title {number}"}
        return tuple(cells.get(name.lower(), "1698568488") for name in row)

    content = table(row, line(1), line(2))
    assert FORMATS.worth_a_look(content)
    assert why(parser, "links.csv", content) == (
        "holds 2 links and no articles; quoth add --links FILE fetches their pages"
    )
    known = [pointer.known for pointer in parser.pointers("links.csv", content)]
    assert [(each["url"], each["title"]) for each in known] == [
        (f"{URL}/1", "Title 1"),
        (f"{URL}/2", "Title 2"),
    ]
    assert not any("published" in each for each in known)


def test_articles_beside_links_are_read_and_the_links_counted(parser: Parser) -> None:
    content = table(("title", "text", "url"), ("Cranes", WORDS, URL), ("Ships", "", URL), ("Pier", "", URL))
    parsed = parser.parse("a.csv", content)
    assert [one.title for one in parsed.articles] == ["Cranes"]
    assert [one.reason for one in parsed.failed] == [
        "2 entries are links without a text; quoth add --links FILE fetches their pages"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'title,text\nCranes,"' + b"x" * 6_000_000 + b'"\n',
        b"title,text\n" + b'"' * 1_000_001,
        b"title,text," + b"a," * 100_000 + b"\n" + b"b," * 100_000,
        b"title,text\nCranes,=HYPERLINK(1)\n" + b"\x00" * 1000,
        b"title,text\r" * 50_000,
        table(("title", "text"), *[("a" * 9, "") for _ in range(30_000)]),
    ],
)
def test_a_hostile_table_ends_soon_and_in_parts_that_are_named(content: bytes) -> None:
    begun = time.process_time()
    try:
        found = list(articles_from_table(content, "a.csv"))
    except SourceError as problem:
        found = [problem]
    assert all(isinstance(one, (Article, SourceError)) for one in found)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "record",
    [
        {f"a{n}": n for n in range(1_000_000)},
        {"title": "Cranes", "url": URL, "attachments": [{"path": "../" * 1000} for _ in range(10_000)]},
        {"author": [{"name": "x" * 1_000_000} for _ in range(30)], "text": WORDS},
        {"author": [[[[["x"]]]]], "issued": {"date-parts": [[["2018"]]]}, "date": {"raw": {}}, "text": WORDS},
    ],
)
def test_a_hostile_record_ends_soon(record: dict[str, object]) -> None:
    begun = time.process_time()
    (found,) = articles_from_jsonl(json.dumps([record]).encode(), "a.json")
    assert isinstance(found, (Article, Pointer, SourceError))
    assert time.process_time() - begun < 5


# -- lists of links

HEAD = "<!DOCTYPE html><html><head><meta charset=utf-8><title>My export</title><style>p {}</style></head>"
ONE, TWO = f"<a href='{URL}' time_added='1'>Cranes &amp; ships</a>", f"<A HREF={URL}/2>Two</A>"
BOOKMARKS = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<!-- Made by itself. -->\n<TITLE>Bookmarks</TITLE>"
LISTS = {
    "kept.html": f"{HEAD}<body><h1>Unread</h1><ul>\n<li>{ONE}</li><li>{TWO}</li></ul><h1>Archive</h1></body>",
    "later.html": f"{HEAD}<body><h1>Now</h1><ol><li>{ONE}&nbsp;</li><li>{TWO}<li><a href='/own'>Own</a></ol>",
    "bookmarks.html": f"{BOOKMARKS}<H1>Bookmarks</H1><DL><p><DT><H3 ADD_DATE='1'>News</H3><DL><p>"
    f"<DT>{ONE}<DD>What a page!<DT>{TWO}</DL><p></DL>",
    "links.txt": f"{URL}\n\n  {URL}/2\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_nothing_but_links_is_a_list_of_links(parser: Parser, name: str) -> None:
    content = LISTS[name].encode()
    assert why(parser, name, content) == (
        "holds 2 links and no articles; quoth add --links FILE fetches their pages"
    )
    known = [pointer.known for pointer in parser.pointers(name, content)]
    assert [each["url"] for each in known] == [URL, f"{URL}/2"]
    assert [each.get("title") for each in known][:1] == [None if name == "links.txt" else "Cranes & ships"]


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}<body><ul><li><a href='{URL}'>One</a></li></ul><p>{WORDS}</p></body></html>",
        f"{HEAD}<body><ul><li><a href='{URL}'>One</a> {WORDS}</li></ul></body></html>",
        f"{HEAD}<body><ul>{f'<li><a href={URL}>One</a></li>' * 3000}</ul><p>{WORDS}</p><p>{MORE}</p></body>",
        f"{HEAD}<body><h1>Cranes</h1><h2>{WORDS}</h2></body></html>",
        f"{URL}\n{WORDS}\n",
    ],
)
def test_a_page_or_text_with_words_of_its_own_is_no_list(page: str) -> None:
    assert FORMATS.of(page.encode(), "a.html").name != "links"


@pytest.mark.parametrize("piece", ["<a ", "<a href='https://a.example'>", "<li>", "<", "<li><a>", "<dd>x"])
def test_a_hostile_list_ends_soon(piece: str) -> None:
    begun = time.process_time()
    content = f"<!DOCTYPE NETSCAPE-Bookmark-file-1><dl><dt><a href='{URL}'>One</a>{piece * 200_000}".encode()
    kind = FORMATS.of(content, "a.html")
    if kind.name == "links":
        assert list(pointers_from_links(content, "a.html"))
    assert time.process_time() - begun < 5
