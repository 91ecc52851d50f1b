"""Bytes to clean text, and bare text and Markdown to articles."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.language.dates import find_day, only_day
from index.sources.decode import clean, clean_line, decode
from index.sources.facts.front_matter import split_front_matter
from index.sources.formats.highlights import ONLY_MARKED
from index.sources.formats.markdown import article_from_markdown
from index.sources.formats.registry import kind_of
from index.sources.formats.text import article_from_text

BODY = (
    "The harbour authority said on Monday that both cranes would be repaired before the winter storms.\n\n"
    "Its director, Ana Ruiz, told reporters that the money had been found."
)


def read(text: str, name: str = "note.txt") -> Article:
    return article_from_text(clean(text), name)


def read_markdown(text: str) -> Article:
    return article_from_markdown(text.encode(), "note.md")


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("utf-8", "Zażółć gęślą jaźń – „tak”"),
        ("utf-8-sig", "Zażółć gęślą jaźń – „tak”"),
        ("utf-16", "Zażółć gęślą jaźń – „tak”"),
        ("utf-16-le", "A plain report of the harbour, with a café"),
        ("utf-16-be", "A plain report of the harbour, with a café"),
        ("utf-32", "Zażółć gęślą jaźń"),
        ("latin-1", "Le ministre a déclaré que l'été serait très chaud à Paris cette année."),
        ("cp1252", "“It’s over,” he said – and the café in Düsseldorf closed for good."),
        ("cp1251", "Министр сообщил журналистам, что соглашение будет подписано в октябре этого года."),
    ],
)
def test_text_is_read_in_the_character_set_it_was_written_in(charset: str, words: str) -> None:
    assert decode(words.encode(charset)) == words


def test_a_few_bad_bytes_in_utf8_cost_only_themselves() -> None:
    content = "Ærø – Öland – Åland – Smørrebrød".encode() + b" \xff end"
    assert decode(content) == "Ærø – Öland – Åland – Smørrebrød \ufffd end"


def test_a_page_that_declares_its_character_set_is_believed() -> None:
    page = '<html><head><meta charset="windows-1250"></head><body>Łódź, Kraków i Gdańsk</body></html>'
    assert "Łódź, Kraków i Gdańsk" in decode(page.encode("cp1250"), html=True)


def test_a_page_that_declares_nonsense_is_read_all_the_same() -> None:
    page = '<html><meta charset="hex"><body>caf\u00e9 au lait, s\u2019il vous pla\u00eet</body>'
    assert "café au lait" in decode(page.encode("cp1252"), html=True)


ODD = "ab \r\n\t\xa0\u2003\u3000\x0b\x85\u2028\ud800\xad\u200b\x00\x1f\x7f\ufeff\u202e\u2066\U000e0041e\u0301"


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_become_clean_text(content: bytes, html: bool) -> None:
    text = decode(content, html=html)
    assert all(letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs") for letter in text)
    assert text.encode() is not None
    assert clean(text) == text


@given(st.text(ODD))
def test_whatever_is_odd_in_a_text_is_written_the_same(text: str) -> None:
    """However many kinds of it there are: it is replaced one by one, or by kinds."""
    alone = [clean(letter) for letter in text.replace("\r\n", "\n")]
    assert clean(text) == unicodedata.normalize("NFC", "".join(alone))


@given(st.text())
def test_a_clean_line_has_nothing_invisible_in_it(text: str) -> None:
    line = clean_line(text)
    assert not set(line) & set("\n\t\u200b\u200c\u200d\u200e\u200f\u202e\u2066\ufeff\xad\x00")
    assert line == line.strip()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"\xef\xbb\xbf\n<!-- saved -->\n<!-- twice --><html>", "a", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a.xhtml", "html"),
        ("<html><body>x".encode("utf-16"), "a.html", "html"),
        (b"Words first <p>and tags</p>", "a.html", "html"),
        (b"<div>a part of a page</div>", "a.txt", "html"),
        (b"Just words, 3 < 4", "a.html", "text"),
        (b"---\ntitle: A\n---\nwords", "a.txt", "markdown"),
        (b"# A\n\nwords", "a.md", "markdown"),
        (b"<div align='center'>\n# A\n</div>", "README.md", "markdown"),
        (b"plain words", "a", "text"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"PK\x03\x04rest", "a", "zip"),
        (b"PK\x03\x04rest", "a.docx", "docx"),
        (b"PK\x03\x04rest", "a.epub", "epub"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a.xml", "feed"),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n", "a.html", "mail"),
    ],
)
def test_the_bytes_tell_the_kind(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (bytes(range(256)) * 20, "is binary, not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "is binary, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "old kind or with a password"),
        (b"<?xml version='1.0'?><catalogue><entry/></catalogue>", "is XML, but neither a page nor a feed"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        kind_of(content, "named.txt")
    assert str(caught.value).startswith("named.txt: ")


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("pdf", "PDF"),
        ("DOCX", "Word document"),
        ("epub", "e-book"),
        ("zip", "zip archive"),
        ("gz", "gzip file"),
    ],
)
def test_bytes_that_are_not_what_their_name_says_are_called_damaged(suffix: str, kind: str) -> None:
    with pytest.raises(SourceError, match=f"is a damaged {kind}, or none"):
        kind_of(bytes(range(256)) * 20, f"harbour.{suffix}")


def test_a_breadcrumb_and_the_repeated_title_are_no_part_of_the_text() -> None:
    article = read(f"Home » Cranes Won’t Wait\n\nCranes Won’t Wait\n\n– Harbour Press {BODY}")
    assert article.title == "Cranes Won’t Wait"
    assert article.text == f"– Harbour Press {BODY}"


@pytest.mark.parametrize(
    "top", ["Cranes to be repaired", "Title: Cranes to be repaired", "# Cranes to be repaired"]
)
def test_a_first_line_is_the_title(top: str) -> None:
    article = read(f"{top}\n\n{BODY}")
    assert (article.title, article.text) == ("Cranes to be repaired", BODY)


def test_a_title_needs_no_blank_line_before_longer_text() -> None:
    assert read(f"Cranes to be repaired\n{BODY}").title == "Cranes to be repaired"


def test_a_first_line_that_goes_on_in_small_letters_is_no_title() -> None:
    assert read(f"The wall gave way\nand the quay sank\n\n{BODY}").text.startswith("The wall gave way\nand")


def test_a_text_without_a_title_gets_one_from_its_first_words() -> None:
    article = read(BODY)
    assert article.title.endswith("…")
    assert article.text.startswith(article.title[:-1])
    assert article.text == BODY


def test_particulars_above_the_body_are_read_and_taken_off() -> None:
    top = "Cranes to be repaired\nBy Ana Maria Ruiz and John O'Neill\n"
    top += "Published: Friday, 5 October 2018\nSource: Harbour Press"
    article = read(f"{top}\nhttps://harbour.example/a?b=1\n\n{BODY}")
    assert article.title == "Cranes to be repaired"
    assert article.author == "Ana Maria Ruiz and John O'Neill"
    assert (article.published, article.published_from) == ("2018-10-05", "dateline")
    assert (article.source, article.url) == ("Harbour Press", "https://harbour.example/a?b=1")
    assert article.text == BODY


def test_outlet_and_day_on_one_line_are_read() -> None:
    article = read(f"Cranes to be repaired\nHarbour Press | 21 September 2018\n\n{BODY}")
    assert (article.source, article.published, article.text) == ("Harbour Press", "2018-09-21", BODY)


@pytest.mark.parametrize(
    ("opening", "day", "source"),
    [
        ("NEW DELHI, 12 December 2021 - ", "2021-12-12", None),
        ("Oct 5, 2018 (Meridian Wire) – ", "2018-10-05", "Meridian Wire"),
        ("LONDON, 24 June 2016 (Northgate) - ", "2016-06-24", "Northgate"),
        ("ADEN (Meridian Wire) - ", None, "Meridian Wire"),
        ("LONDON, June 24 (Meridian Wire) - ", None, "Meridian Wire"),
        ("ADEN, Yemen (Meridian Wire) — ", None, "Meridian Wire"),
        ("PORT SAID, 05/10/2018 - ", None, None),
        ("On 5 October 2018 - a Friday - ", None, None),
    ],
)
def test_a_dateline_gives_day_and_agency_and_stays(opening: str, day: str | None, source: str | None) -> None:
    article = read(opening + BODY)
    assert (article.published, article.source) == (day, source)
    assert article.text.startswith(opening)


def test_hard_wrapped_lines_become_paragraphs() -> None:
    wrapped = (
        "The harbour authority said on Monday that both cranes would be\n"
        "repaired before the winter storms, and that the work would cost the\n"
        "city less than it had feared in the spring of last year.\n\n"
        "Its director told reporters that the money had been found in the\n"
        "reserve of the port, which nobody had touched since the flood of\n"
        "1987 and which had grown since.\n"
    )
    article = read(wrapped)
    assert article.text.count("\n") == 2
    assert "would be repaired before" in article.text
    assert article.title.startswith("The harbour authority said")


def test_two_short_lines_are_not_joined_in_a_text_of_long_ones() -> None:
    long = BODY.replace("\n\n", " ")
    lines = "The storm will be met by repaired cranes\nOpponents fear for the marsh beside the quay"
    assert read(f"{long}\n\n{lines}\n\n{long}").text == f"{long}\n\n{lines}\n\n{long}"


def test_lists_and_verse_keep_their_lines() -> None:
    article = read(f"Cranes\n\n{BODY}\n\n- one crane\n- another crane\n\nO ship\nof mine")
    assert article.text.endswith("- one crane\n- another crane\n\nO ship\nof mine")


def test_a_single_line_is_the_text_itself() -> None:
    article = read("Cranes to be repaired")
    assert (article.title, article.text) == ("Cranes to be repaired", "Cranes to be repaired")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x01"])
def test_a_blank_text_is_an_error(text: str) -> None:
    with pytest.raises(SourceError, match=r"note\.txt: no article text found"):
        read(text)


@given(st.text(max_size=300))
def test_any_text_is_an_article_or_an_error(text: str) -> None:
    try:
        article = read(text)
    except SourceError:
        assert not clean(text).strip()
    else:
        assert article.text.strip() == article.text.strip("\n ")
        assert article.title


@settings(max_examples=25)
@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{2,9}( [a-z]{2,9}){3,30}\.", fullmatch=True), min_size=1, max_size=6)
)
def test_no_word_of_plain_paragraphs_is_lost(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert read(text).text == text


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2018-10-05T10:00:00+02:00", "2018-10-05"),
        ("Fri, 05 Oct 2018 10:00:00 GMT", "2018-10-05"),
        ("October 5th, 2018 at 5:30 p.m.", "2018-10-05"),
        ("5. Oktober 2018", "2018-10-05"),
        ("5 de octubre de 2018", "2018-10-05"),
        ("05.10.2018", "2018-10-05"),
        ("2018年10月5日", "2018-10-05"),
        ("2018年10月05日 18:02", "2018-10-05"),
        ("2018년 10월 5일", "2018-10-05"),
        ("fredag den 5. oktober 2018 kl. 12.30", "2018-10-05"),
        ("5 октября 2018 г., 18:02", "2018-10-05"),
        ("25/10/2018", "2018-10-25"),
        ("10/25/2018", "2018-10-25"),
        ("05/10/2018", None),
        ("2018-13-45", None),
        ("2018年13月5日", None),
        ("5 October 2999", None),
        ("12345678901234", None),
    ],
)
def test_a_day_is_read_only_where_one_reading_is_possible(words: str, day: str | None) -> None:
    assert only_day(words) == day
    assert (find_day(words) or (None,))[0] == day


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("title", "title"),
        ("date", "published"),
        ("outlet", "source"),
        ("byline", "author"),
        ("link", "url"),
        ("lang", "language"),
    ],
)
def test_front_matter_goes_by_many_names(key: str, field: str) -> None:
    values = {"published": "2018-10-05", "url": "https://a.example/b", "language": "en-GB"}
    value = values.get(field, "Quay: a 'view'")
    known, below = split_front_matter(f'---\n{key}: "{value}"\nunknown: 3\n---\nwords')
    assert known[field] == value[: 2 if field == "language" else None]
    assert below == "words"


@pytest.mark.parametrize(
    "authors", ["[Ana Ruiz, 'Jo Oak']", "\n  - Ana Ruiz\n  - Jo Oak", "Ana Ruiz, Jo Oak"]
)
def test_authors_may_be_a_list(authors: str) -> None:
    known, _ = split_front_matter(f"---\nauthors: {authors}\n---\nwords")
    assert known == {"author": "Ana Ruiz, Jo Oak"}


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\nno end", "---\n\n---\nwords", "---\nprose only\n---\nwords", "---", ""]
)
def test_broken_front_matter_is_no_error(text: str) -> None:
    known, below = split_front_matter(text)
    assert known == {}
    assert below.endswith(text[-5:])


def test_markdown_becomes_readable_text() -> None:
    article = read_markdown(
        "---\ndate: 2018-10-05\nsource: Harbour Press\n---\n# Cranes *to be* repaired\n\n"
        "The [harbour](https://a.b) said\n"
        "**both** cranes ![picture](x.png) <b>work</b>.\n\n## Money\n\n- one `crane`\n- two\n  - nested\n\n"
        "1. first\n2. second\n\n> quoted words\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "<div>\n<p>kept</p>\n</div>\n"
    )
    assert (article.title, article.published, article.source) == (
        "Cranes to be repaired",
        "2018-10-05",
        "Harbour Press",
    )
    assert article.published_from == "front matter"
    assert article.text.split("\n\n") == [
        "The harbour said both cranes work.",
        "Money",
        "- one crane\n- two\n  - nested",
        "1. first\n2. second",
        "quoted words",
        "1: b 2",
        "kept",
    ]


def test_a_clipped_note_is_read_without_its_marks() -> None:
    article = read_markdown(
        '---\ntitle: "Cranes"\nsource: "https://harbour.example/a"\nauthor:\n  - "[[Ann Lee]]"\n'
        '  - "[[people/Jo Oak|Jo Oak]]"\npublished: 2018-10-05\ncreated: 2024-11-02\n---\n'
        "The [[harbour]] of [[Marlow|the town]] ==is open==.[^1] ![[map.png]]\n\n> [!note] Mine\n\n"
        "It holds [[1]](https://a.b) crane.\n\n[^1]: In the council's paper.\n"
    )
    assert (article.source, article.url) == ("harbour.example", "https://harbour.example/a")
    assert (article.author, article.published) == ("Ann Lee, Jo Oak", "2018-10-05")
    assert article.text.split("\n\n") == [
        "The harbour of the town is open.",
        "Mine",
        "It holds [1] crane.",
        "In the council's paper.",
    ]


def test_raised_and_lowered_marks_of_markdown_never_join_a_number() -> None:
    article = read_markdown(
        "# Gas\n\nIn 2019[^a] the boats landed 45<sup>13</sup> per cent^\\[9\\]^ of "
        "10^6^ t^b,c^, 12 m<sup>2</sup>.\n\n"
        "[^a]: Lund 2019.\n[^b]: Also\n  Oak.\n\nIt held CO~2~ and H<sub>2</sub>O.[^b]\n\n"
        "<p>Of 45<sup>14</sup> boats</p>\n"
    )
    assert article.text.split("\n\n") == [
        "In 2019 the boats landed 45 per cent of 10⁶ t, 12 m².",
        "It held CO₂ and H₂O.",
        "Of 45 boats",
        "Lund 2019.",
        "Also Oak.",
    ]


@pytest.mark.parametrize(
    ("above", "source", "author"),
    [
        (
            "source: https://www.quaypost.example/a\nauthor:\n  - '[[Ann Lee]]'\n  - '[[Quay Post]]'",
            "Quay Post",
            "Ann Lee",
        ),
        ("url: https://quaypost.example/a\nauthor: The Quay Post", "The Quay Post", None),
        ("url: https://news.quaypost.co.example/a\nauthor: Quaypost", "Quaypost", None),
        ("url: https://quaypost.example/a\nsite: Coast Times\nauthor: Quay Post", "Coast Times", "Quay Post"),
        ("url: https://quaypost.example/a\nauthor: Quay Postman", "quaypost.example", "Quay Postman"),
        ("url: https://bbc.example/a\nauthor: BBC", "bbc.example", "BBC"),
    ],
)
def test_the_outlet_of_a_clip_is_its_site_or_the_author_called_so_or_the_host(
    above: str, source: str, author: str | None
) -> None:
    article = read_markdown(f"---\n{above}\n---\nThe harbour is open.")
    assert (article.source, article.author) == (source, author)


def test_raised_signs_stay_in_texts_and_markdown_where_they_may_be_exponents() -> None:
    words = "2⁸ is 256, and the 100 Gm³ of 1 hm³, a² + b², cos²(x), W/m² K⁻¹ and ²³⁵U are written so."
    for found in (article_from_text(words, "a.txt"), article_from_markdown(words.encode(), "a.md")):
        assert found.text == words


def test_a_clip_without_a_day_has_that_of_its_address() -> None:
    front = "title: Cranes\nsource: https://quay.example/2018/10/05/cranes\npublished:"
    article = article_from_markdown(f"---\n{front}\n---\nThe cranes stand.".encode(), "cranes.md")
    assert (article.published, article.published_from) == ("2018-10-05", "url")


def test_properties_of_a_note_program_are_its_particulars() -> None:
    top = "title:: Cranes of Ansby\nauthor:: [[Ann Lee]]\nurl:: https://quay.example/a\ndate:: 2018-10-05"
    article = article_from_markdown(f"{top}\n\n- The cranes stand.".encode(), "cranes.md")
    assert (article.title, article.author, article.published) == ("Cranes of Ansby", "Ann Lee", "2018-10-05")
    assert (article.url, article.text) == ("https://quay.example/a", "- The cranes stand.")


def test_a_first_heading_that_is_not_the_given_title_stays() -> None:
    article = read_markdown("---\ntitle: Cranes\n---\n# Part one\n\nwords")
    assert (article.title, article.text) == ("Cranes", "Part one\n\nwords")


def test_markdown_of_a_heading_alone_is_an_error() -> None:
    with pytest.raises(SourceError, match="no article text found"):
        read_markdown("# Cranes\n")


@given(st.text(alphabet="-:#*_[]()<>|`\n ab!", max_size=120))
def test_any_markdown_is_an_article_or_an_error(text: str) -> None:
    try:
        found = read_markdown(text).text
    except SourceError as problem:
        found = problem.reason
    assert found.strip()


ON_THE_DAY = "2022-06-14"


@pytest.mark.parametrize(
    ("line", "author", "source", "day"),
    [
        ("Northern Ledger, 14 June 2022", None, "Northern Ledger", ON_THE_DAY),
        ("14 June 2022 · Northern Ledger", None, "Northern Ledger", ON_THE_DAY),
        ("By Ann Lee, Northern Ledger, June 14, 2022", "Ann Lee", "Northern Ledger", ON_THE_DAY),
        ("Ann Lee, Northern Ledger, 14 June 2022", "Ann Lee", "Northern Ledger", ON_THE_DAY),
        ("Northern Ledger (Tuesday, 14 June 2022, 10:30 GMT)", None, "Northern Ledger", ON_THE_DAY),
        ("Northern Ledger – 14 June 2022 – 3 min read", None, "Northern Ledger", ON_THE_DAY),
        ("Published 14 June 2022, updated 15 June 2022", None, None, ON_THE_DAY),
        ("Published: 2022-06-14", None, None, ON_THE_DAY),
        ("Posted on 14 June 2022 by Ann Lee", "Ann Lee", None, ON_THE_DAY),
        ("By Ann Lee, Northern Ledger", "Ann Lee", "Northern Ledger", None),
        ("taz | 14 June 2022", None, "taz", ON_THE_DAY),
        ("Publié le 14 juin 2022 à 14h32 par Ann Lee", "Ann Lee", None, ON_THE_DAY),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_byline_under_a_title_is_read_and_taken_off(
    line: str, author: str | None, source: str | None, day: str | None, gap: str
) -> None:
    plain, marked = (
        read(f"Cranes again{gap}{line}{gap}{BODY}"),
        read_markdown(f"# Cranes again{gap}*{line}*{gap}{BODY}"),
    )
    for article in (plain, marked):
        assert (article.title, article.text) == ("Cranes again", BODY)
        assert (article.author, article.source, article.published) == (author, source, day)
        assert article.published_from == ("dateline" if day else None)


@pytest.mark.parametrize(
    ("line", "author", "source", "day"),
    [
        ("London, 14 June 2022", None, None, ON_THE_DAY),
        ("The Hague, 14 June 2022", None, None, ON_THE_DAY),
        ("By Ann Lee, Reuters, London, 14 June 2022", "Ann Lee", "Reuters", ON_THE_DAY),
        ("By Ann Lee in London, 14 June 2022", "Ann Lee", None, ON_THE_DAY),
        ("Northern Ledger, 14 June 2022, reported that the wall had given way.", None, None, None),
        ("14 June 2022 - The harbour wall will be raised.", None, None, None),
        ("Northern Ledger, 14 June 2022 to 16 June 2022", None, None, None),
    ],
)
def test_a_line_that_may_name_more_stays_in_the_text(
    line: str, author: str | None, source: str | None, day: str | None
) -> None:
    article = read(f"Cranes again\n\n{line}\n\n{BODY}")
    assert day is None or read(f"Cranes again\n{line}\n\n{BODY}").published == day
    assert article.text == f"{line}\n\n{BODY}"
    assert (article.author, article.source) == (author, source)
    assert day is None or article.published == day


def test_a_headline_that_reads_like_a_byline_is_the_title() -> None:
    article = read(f"Weekly Report, 14 June 2022\n\n{BODY}")
    assert (article.title, article.source, article.text) == ("Weekly Report, 14 June 2022", None, BODY)


def test_markdown_without_a_heading_has_its_first_line_as_title() -> None:
    article = read_markdown(f"Cranes again\nBy Ann Lee\nNorthern Ledger, 14 June 2022\n\n{BODY}")
    assert (article.title, article.author, article.source) == ("Cranes again", "Ann Lee", "Northern Ledger")
    assert article.text == BODY


@pytest.mark.parametrize(
    "wrapped",
    [
        "The harbour authority said on Monday that both cranes\nwould be repaired before the storms.",
        "The wall gave way\nand the quay behind it sank by two metres in the night.",
        "The wall gave way on\n14 June 2022,\nwhen the storm had passed, the authority said.",
        'The harbour authority said on Monday that both\n"old" cranes would be repaired',
    ],
)
def test_a_first_line_of_wrapped_markdown_is_no_title(wrapped: str) -> None:
    prose = wrapped.replace("\n", " ")
    article = read_markdown(f"{wrapped}\n\n{BODY}")
    assert article.text == f"{prose}\n\n{BODY}"
    assert prose.startswith(article.title.rstrip("…"))
    assert len(article.title) > len(wrapped.partition("\n")[0])


def test_wrapped_markdown_below_a_byline_is_joined_with_spaces() -> None:
    body = "The harbour authority said\non Monday that both cranes\nwould be repaired."
    article = read_markdown(f"# Cranes again\n\nNorthern Ledger, 14 June 2022\n{body}")
    assert (article.source, article.text) == ("Northern Ledger", body.replace("\n", " "))


@pytest.mark.parametrize(
    "line",
    [
        "Veröffentlicht am 14. Juni 2022",
        "Stand: 14.06.2022, 14:32 Uhr",
        "Dienstag, 14. Juni 2022",
        "Publié le 14 juin 2022 à 14h32, modifié le 15 juin 2022 à 09h10",
        "Publié le 14 juin 2022 - Mis à jour le 15 juin 2022",
        "June 14, 2022 4:12 PM GMT+1 Updated June 15, 2022",
        "Published Time: 2022-06-14T13:32:10.000Z",
        "14 June 2022\nZuletzt aktualisiert: 15. Juni 2022",
    ],
)
def test_the_day_of_publication_is_told_from_that_of_a_change(line: str) -> None:
    article = read(f"Cranes again\n{line}\n\n{BODY}")
    assert (article.published, article.source, article.text) == (ON_THE_DAY, None, BODY)


@pytest.mark.parametrize(
    ("lines", "author", "source", "day"),
    [
        ("By Ann Lee\nNorthern Ledger\n14 June 2022", "Ann Lee", "Northern Ledger", ON_THE_DAY),
        ("Northern Ledger\nAnn Lee\n14 June 2022", "Ann Lee", "Northern Ledger", ON_THE_DAY),
        (
            "14 June 2022\nAnn Lee and Per de Vries\nNorthern Ledger",
            "Ann Lee and Per de Vries",
            "Northern Ledger",
            ON_THE_DAY,
        ),
        ("Ann Lee\nTuesday 14 June 2022 09.30 BST", "Ann Lee", None, ON_THE_DAY),
        ("Northern Ledger\nTue, June 14, 2022, 9:30 a.m. EDT", None, "Northern Ledger", ON_THE_DAY),
        ("By Ann Lee\nNorthern Ledger", "Ann Lee", "Northern Ledger", None),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_byline_may_take_several_lines(
    lines: str, author: str | None, source: str | None, day: str | None, gap: str
) -> None:
    article = read(f"Cranes again{gap}{lines}\n\n{BODY}")
    assert (article.title, article.text) == ("Cranes again", BODY)
    assert (article.author, article.source, article.published) == (author, source, day)


@pytest.mark.parametrize(
    "line",
    [
        "New Delhi",
        "Breaking News",
        "Live Updates",
        "Wall raised",
        "Harbour Wall Raised By Two Metres In Storm",
        "The wall had given way.",
    ],
)
def test_a_line_beside_a_day_that_may_be_no_name_stays_in_the_text(line: str) -> None:
    article = read(f"Cranes again\n\n{line}\n14 June 2022\n\n{BODY}")
    assert (article.title, article.author, article.source) == ("Cranes again", None, None)
    assert article.text.startswith(line)


@pytest.mark.parametrize("line", ["Ann Lee", "Northern Ledger"])
def test_a_name_above_a_text_is_no_byline_without_a_day_or_another_name(line: str) -> None:
    assert read(f"Cranes again\n\n{line}\n\n{BODY}").text == f"{line}\n\n{BODY}"
    assert read(f"{line}\n14 June 2022\n\n{BODY}").title == line


@pytest.mark.parametrize(
    "line",
    [
        "Last updated 3 May 2020, first published on 1 May 2020",
        "Updated 3 May 2020 | Published 1 May 2020",
        "Actualizado el 3 de mayo de 2020 - Publicado el 1 de mayo de 2020",
    ],
)
def test_the_day_of_publication_stands_in_one_line_with_that_of_a_change(line: str) -> None:
    words = "The harbour of Ansby holds two cranes, which were lifted on the pier in the autumn of that year."
    article = read(f"Cranes of Ansby\n\n{line}\n\n{words}")
    assert (article.published, article.text) == ("2020-05-01", words)


def test_of_a_note_of_marked_passages_only_these_are_quoted() -> None:
    article = read_markdown(
        "# Cranes\n\n![cover](https://a.example/x.png)\n\n## Metadata\n- Author: [[Ann Lee]]\n- Tag: #x\n"
        "- URL: https://quaypost.example/a\n\n## Highlights\n- The cranes were lifted. "
        "([View Highlight](https://a.example/1))\n    - Note: my own words\n    - Tags: #x\n"
        "- Ninety ships came. (Location 12)\n\n## New highlights added May 4, 2021 at 9:15 AM\n"
        "- The pier is long.\n\n  It is old - 1931.\n"
    )
    assert article.text.split("\n\n") == [
        "The cranes were lifted.",
        "Ninety ships came.",
        "The pier is long.",
        "It is old - 1931.",
    ]
    assert (article.title, article.author, article.source) == ("Cranes", "Ann Lee", "quaypost.example")
    assert article.unread == ONLY_MARKED
    plain = read_markdown("# Cranes\n\n## Highlights\n- The cranes were lifted.\n")
    assert (plain.unread, plain.text) == (None, "Highlights\n\n- The cranes were lifted.")
