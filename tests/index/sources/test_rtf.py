"""RTF: words in every character set, notes and tables, and what is passed over or refused."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.sources import Parser, kind_of
from index.sources.formats.rtf.article import articles_from_rtf
from tests.kit.documents import as_rtf, rtf_words

FIRST = "The harbour authority said that both cranes would be repaired before the winter storms."


def rtf(body: str, head: str = "") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}" + head + body + "}").encode("latin-1")


def read(content: bytes) -> Article:
    (article,) = articles_from_rtf(content, "paper.rtf")
    return article


def text(body: str, head: str = "") -> str:
    return read(rtf(body, head)).text


def refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        articles_from_rtf(content, "paper.rtf")
    assert "\n" not in str(caught.value)
    return caught.value.reason


def reason(content: bytes) -> str:
    """Return why some bytes are refused, nothing where they are read."""
    try:
        articles_from_rtf(content, "paper.rtf")
    except SourceError as problem:
        return problem.reason
    return ""


def test_paragraphs_and_signs_are_words() -> None:
    signs = r"It cost {\b five}\~million \emdash  so \ldblquote he\rdblquote  said.\line Twice.\par"
    body = rf"\pard {FIRST}\par {signs}"
    assert text(body).split("\n\n") == [FIRST, "It cost five million — so “he” said.\nTwice."]


def test_words_go_on_where_the_file_breaks_its_lines() -> None:
    assert text("\\pard The har\r\nbour is \nopen.\\par") == "The harbour is open."


@pytest.mark.parametrize(
    ("charset", "codec", "words"),
    [
        (238, "cp1250", "Łódź i żółty żuraw"),
        (204, "cp1251", "Кран в порту"),
        (161, "cp1253", "Ο γερανός"),
        (162, "cp1254", "İskele ığdır"),
        (128, "cp932", "港のクレーン"),
        (134, "gbk", "港口起重机"),
        (129, "cp949", "항구 크레인"),
        (136, "cp950", "港口起重機"),
    ],
)
def test_a_font_names_the_character_set_of_its_words(charset: int, codec: str, words: str) -> None:
    shown = "".join(rf"\'{byte:02x}" for byte in words.encode(codec))
    fonts = rf"{{\fonttbl{{\f0 Times;}}{{\f1\fcharset{charset} Own;}}}}"
    assert text(rf"\pard\f1 {shown}\f0  caf\'e9 and more.\par", fonts) == f"{words} café and more."


def test_the_document_names_a_character_set_too() -> None:
    content = "{\\rtf1\\ansi\\ansicpg1251 \\pard Кран стоит.\\par}".encode("cp1251")
    assert read(content).text == "Кран стоит."


@pytest.mark.parametrize("skips", [0, 1, 2, 5])
def test_what_stands_for_a_unicode_character_is_no_word(skips: int) -> None:
    stands = "?" * skips
    body = rf"\pard\uc{skips} a\u322{stands}b\u-10179{stands}\u-8704{stands}c and {{\uc1\u8364\'80}}.\par"
    assert text(body) == "ałb😀c and €."


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"], max_codepoint=0x1FFFF), min_size=1, max_size=60))
def test_words_of_any_script_come_out_as_they_went_in(words: str) -> None:
    whole = f"One {words} two"
    assert text(rf"\pard {rtf_words(whole)}\par") == unicodedata.normalize("NFC", whole)


def test_the_mark_of_a_note_goes_and_the_note_stands_at_the_end() -> None:
    body = (
        r"\pard Of the cranes 45{\super\chftn}{\footnote\pard\plain {\super\chftn} From the report.}"
        r" per cent stood.\par\pard The yard has 40 m{\super 2} and CO{\sub 2} rose by 45{\super 13}"
        r" per cent on the 1{\super st}.\par"
    )
    assert text(body).split("\n\n") == [
        "Of the cranes 45 per cent stood.",
        "The yard has 40 m² and CO₂ rose by 45 per cent on the 1st.",
        "From the report.",
    ]


def test_the_rows_of_a_table_are_told_with_their_headings() -> None:
    cells = (("Crane", "Cost", "Built"), ("North", "5", "1990"), ("South", "", "1991"))
    rows = "".join(rf"\trowd {a}\intbl\cell {b}\cell {c}\cell\row" for a, b, c in cells)
    assert text(rf"\pard {FIRST}\par{rows}\pard Then it rained.\par").split("\n\n") == [
        FIRST,
        "North: Cost 5, Built 1990",
        "South: Cost –, Built 1991",
        "Then it rained.",
    ]


def test_cells_that_span_columns_or_rows_are_told_by_where_they_end() -> None:
    rows = (
        r"\trowd\clvmgf\cellx900\cellx2900\cellx3900\pard\intbl Crane\cell Cost\cell Built\cell\row"
        r"\trowd\clvmrg\cellx900\cellx1900\cellx2910\cellx3900\pard\intbl\cell 2021\cell 2022\cell\cell\row"
        r"\trowd\cellx900\cellx1900\cellx2900\cellx3900\pard\intbl North\cell 5\cell 7\cell 1990\cell\row"
    )
    told = "North: Cost 2021 5, Cost 2022 7, Built 1990"
    assert text(rf"\pard {FIRST}\par{rows}\pard Then it rained.\par").split("\n\n")[1] == told


def test_words_beside_the_cells_of_a_table_are_not_lost() -> None:
    row = r"\trowd\cellx900\pard\intbl a\par b\cell c\cell"
    assert text(rf"{row}\row {FIRST}\par").split("\n\n") == ["a b: c", FIRST]
    assert text(rf"{row} d\row\pard {FIRST}\par").split("\n\n") == ["a b | c | d", FIRST]
    assert text(rf"\pard {FIRST}\par{row} d").split("\n\n") == [FIRST, "a b | c | d"]


def test_a_font_of_signs_has_bullets_and_no_letters() -> None:
    fonts = r"{\fonttbl{\f0 Times;}{\f1\fcharset2 Symbol;}}"
    assert text(r"\pard{\f1\'b7}\tab One \u-3913?\u-3996? two.\par", fonts) == "• One • two."


def test_lists_headings_and_links_are_told() -> None:
    body = (
        rf"\pard\s1 Cranes to be repaired\par\pard {FIRST}\par"
        r"\pard\ls1{\listtext\tab 1.}First\par\pard\ls1{\listtext\tab 2.}Second\par"
        r"\pard See {\field{\*\fldinst HYPERLINK "
        r'"https://quay.example"}{\fldrslt the report}}.\par'
    )
    article = read(rtf(body, r"{\stylesheet{\s1 heading 1;}}"))
    assert article.title == "Cranes to be repaired"
    assert article.text.split("\n\n") == [FIRST, "- First\n- Second", "See the report."]


def test_a_bold_first_line_is_the_title() -> None:
    assert (
        read(rtf(rf"\pard\qc{{\b Cranes to be repaired}}\par\pard {FIRST}\par")).title
        == "Cranes to be repaired"
    )


def test_the_properties_give_title_author_and_day() -> None:
    info = r"{\info{\title Both cranes repaired}{\author Ann Lee}{\creatim\yr2019\mo3\dy4\hr10}{\doccomm x}}"
    article = read(rtf(rf"\pard {FIRST} Both cranes are repaired now.\par", info))
    assert (article.title, article.author) == ("Both cranes repaired", "Ann Lee")
    assert (article.published, article.published_from) == ("2019-03-04", "file")


def test_hidden_and_deleted_words_remarks_and_page_heads_are_left_out() -> None:
    body = (
        r"{\header\pard Quay Courier\par}{\footer\pard Page \chpgn\par}\pard The crane "
        r"{\v secretly }{\deleted fell }stands{\*\annotation\pard No it does not.\par}"
        r" firm.{\*\bkmkstart a}\par"
    )
    assert text(body) == "The crane stands firm."


@pytest.mark.parametrize(
    "within",
    [
        r"{\pict\pngblip 89504e470d0a1a0a}",
        r"{\*\shppict{\pict\jpegblip ffd8ffe0}}{\nonshppict{\pict ffd8}}",
        r"{\object\objemb{\*\objclass Package}{\*\objdata 0105000002000000}{\result{\pict 00}}}",
        "{\\pict\\bin9 }}}}{{{{\\}",
        r"{\*\unheardof words \bin3 {{{ and more}",
        r"{\*\themedata 504b0304}{\*\datastore 0105}",
        r"{\field{\*\fldinst INCLUDETEXT file:///etc/passwd}{\fldrslt }}",
        r"{\field{\*\fldinst DDEAUTO cmd calc}{\fldrslt }}",
    ],
)
def test_pictures_objects_and_what_would_be_fetched_are_passed_over(within: str) -> None:
    assert text(rf"\pard The crane {within}stands.\par") == "The crane stands."


def test_a_document_cut_anywhere_gives_its_words_or_one_reason() -> None:
    whole = as_rtf(["Cranes to be repaired", FIRST, "CO\nHarbour", "Łódź 😀 stands."])
    for end in range(6, len(whole)):
        assert reason(whole[:end]) in ("", "holds no text")


@pytest.mark.slow
def test_nesting_and_size_have_bounds() -> None:
    assert "nested too deeply" in refused(b"{\\rtf1 " + b"{\\b " * 100_000 + b"x")
    assert "pieces of mark-up" in refused(b"{\\rtf1 " + b"\\q" * 5_100_000)


@pytest.mark.parametrize(
    "content",
    [
        b"{\\rtf1 \\pard a \\bin999999999 b\\par}",
        b"{\\rtf1 " + b"}" * 100_000 + b" words\\par",
        pytest.param(b"{\\rtf1 " + b"\\trowd\\cell\\row" * 100_000 + b"words\\par}", marks=pytest.mark.slow),
        b"{\\rtf1 " + b"{\\super 1}" * 200_000 + b"words\\par}",
        b"{\\rtf1 " + b"\\u-99999999?" * 200_000 + b"words\\par}",
        b"{\\rtf1 \\uc99999999\\u65? gone\\par}",
        b"{\\rtf1 " + b"{\\*\\x {" * 200_000,
        b"{\\rtf1 " + b"{\\info{\\title " * 200 + b"words",
        b"{\\rtf1 {\\stylesheet" + b"{\\s1 a;}" * 200_000 + b"}words\\par}",
    ],
)
def test_what_is_made_to_break_a_reader_is_over_in_seconds(content: bytes) -> None:
    start = time.process_time()
    assert "\n" not in reason(content)
    assert time.process_time() - start < 10


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_behind_the_mark_give_words_or_one_reason(content: bytes) -> None:
    assert "\n" not in reason(b"{\\rtf1" + content)


def test_its_bytes_tell_it_whatever_it_is_called() -> None:
    content = rtf(rf"\pard {FIRST}\par")
    for name in ("a.rtf", "A.RTF", "a.doc", "a", "a.txt"):
        assert kind_of(content, name) == "rtf"
    with Parser() as parser:
        assert [one.text for one in parser.parse("old.doc", content).articles] == [FIRST]


def test_a_document_of_the_old_kind_says_what_to_do() -> None:
    for name, advice in (("a.doc", "save it as .docx"), ("a.msg", "save it as .eml")):
        with pytest.raises(SourceError) as caught:
            kind_of(b"\xd0\xcf\x11\xe0" + bytes(600), name)
        assert advice in caught.value.reason
