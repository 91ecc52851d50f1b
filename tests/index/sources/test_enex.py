"""Evernote's exports: each note is an article with its own title, author, address and day."""

import base64
import time
from collections.abc import Iterator

import pytest

from index.errors import SourceError
from index.sources import FORMATS, Parsed, Parser

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">\n'
    '<en-export export-date="20240302T101500Z" application="Evernote" version="10.80.3">'
)
INNER = '<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">'
WORDS = "The harbour of Ansby holds two cranes, which were lifted on the pier in the autumn."
MORE = "Its keeper, Ida Holm, counted ninety ships in the first week & more in the second."
URL = "https://www.quaypost.example/cranes"


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


def note(body: str, title: str = "Cranes", more: str = "", behind: str = "") -> str:
    content = f"<content><![CDATA[{INNER}<en-note>{body}</en-note>]]></content>"
    return f"<note><title>{title}</title><created>20181005T081500Z</created>{more}{content}{behind}</note>"


def clip(url: str = URL, author: str = "") -> str:
    return (
        f"<note-attributes>{author}<source>web.clip7</source><source-url>{url}</source-url></note-attributes>"
    )


def resource(kind: str, name: str) -> str:
    data = base64.b64encode(b"<note>not read</note>" * 50).decode()
    return (
        f'<resource><data encoding="base64">{data}</data><mime>{kind}</mime>'
        f"<resource-attributes><file-name>{name}</file-name></resource-attributes></resource>"
    )


def export(*notes: str, end: str = "</en-export>") -> bytes:
    return f"{HEAD}{''.join(notes)}{end}".encode()


def reasons(parsed: Parsed) -> list[str]:
    return [str(problem) for problem in parsed.failed]


def test_each_note_is_an_article_with_its_particulars(parser: Parser) -> None:
    pages = f"<div>{WORDS}</div><div>{MORE.replace('&', '&amp;')}</div>"
    one, two = parser.parse(
        "notes.enex",
        export(
            note(pages, "Cranes &amp; ships", clip(author="<author>Ana Ruiz</author>")),
            note(
                f"<h1>Why?</h1><p>{WORDS}&nbsp;</p><en-todo/>",
                "Pier",
                clip("file:///x", "<author>a@b.c</author>"),
            ),
        ),
    ).articles
    assert (one.title, one.author, one.url) == ("Cranes & ships", "Ana Ruiz", URL)
    assert (one.source, one.published, one.published_from) == ("quaypost.example", "2018-10-05", "saved")
    assert one.text.split("\n\n") == [WORDS, MORE]
    assert (two.title, two.author, two.url, two.source) == ("Pier", None, None, None)
    assert WORDS in two.text


def test_the_day_a_note_was_made_gives_way_to_one_that_the_page_tells(parser: Parser) -> None:
    body = f"<p>LONDON, 3 March 2011 (Quay Wire) - {WORDS}</p><p>{MORE.replace('&', 'and')}</p>"
    (found,) = parser.parse("a.enex", export(note(body))).articles
    assert (found.published, found.published_from) == ("2011-03-03", "dateline")


def test_attached_files_are_named_and_pictures_are_not(parser: Parser) -> None:
    files = resource("application/pdf", "plan &amp; map.pdf") + resource("image/png", "crane.png")
    one, two = parser.parse(
        "a.enex", export(note(f"<p>{WORDS}</p>", behind=files), note(f"<p>{MORE}</p>"))
    ).articles
    assert one.unread == "1 attached file was not read: plan & map.pdf"
    assert two.unread is None
    assert "not read" not in one.text


def test_damage_costs_one_note(parser: Parser) -> None:
    whole = export(
        note(f"<p>{WORDS}</p>"), "<note><title>x</content></note>", note(""), note(f"<p>{MORE}</p>")
    )
    parsed = parser.parse("a.enex", whole)
    assert len(parsed.articles) == 2
    assert reasons(parsed) == ["a.enex: note 2: is damaged", "a.enex: note 3: has no text"]
    cut = parser.parse("a.enex", whole[: whole.rindex(b"Its keeper") + 20])
    assert len(cut.articles) == 1
    assert reasons(cut)[-1] == "a.enex: note 4: is damaged"


LAUGHS = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (export(), "is an Evernote export without notes"),
        (export("<note>" * 200_000), "is damaged"),
        (export(note("<div>" * 300_000)), ""),
        (
            export(note(f"<p>{WORDS} &a;</p>")).replace(
                b"<en-export ", f"<!DOCTYPE x [{LAUGHS}]><en-export ".encode()
            ),
            "",
        ),
        (export(note(f"<!DOCTYPE x [{LAUGHS}]><p>&a;</p>")), "declares XML entities that hold others"),
        (export(note(f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><p>{WORDS} &f;</p>')), ""),
        (export(note(f"<p>{WORDS}</p>", behind="<resource>" * 100_000)), ""),
        (export(note("x" * 12_000_000)), "is damaged"),
        (
            export(note(f"<p>{WORDS}</p>", title="t" * 1_000_000, more=f"<author>{'a ' * 300_000}</author>")),
            "",
        ),
    ],
)
def test_a_hostile_export_ends_soon_in_an_article_or_one_line(
    parser: Parser, content: bytes, outcome: str
) -> None:
    begun = time.monotonic()
    try:
        parsed = parser.parse("a.enex", content)
        said = "".join(article.text[:500] for article in parsed.articles)
        assert not outcome
    except SourceError as problem:
        said = problem.reason
        assert outcome in said
    assert len(said) < 2_000
    assert time.monotonic() - begun < 20


def test_it_is_told_by_its_bytes() -> None:
    assert FORMATS.of(export(note("x")), "a").name == "enex"
    assert FORMATS.wanted("Notes.ENEX") == "read"
