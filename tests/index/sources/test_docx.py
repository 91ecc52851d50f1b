"""Word documents: their words in order, with all changes accepted, and what is refused."""

import io
import time
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.sources import Parser
from index.sources.formats.docx.article import article_from_docx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}'
    "</c:coreProperties>"
)
FIRST = "The harbour authority said that both cranes would be repaired before the winter storms."


def document(body: str, *, space: str = WORD) -> str:
    return f'<w:document xmlns:w="{space}" xmlns:mc="{CHOICE}"><w:body>{body}</w:body></w:document>'


def packed(parts: Mapping[str, str | bytes], *, packing: int = ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, *, core: str = "", **others: str) -> bytes:
    """Return a document; ``others`` are parts such as ``styles``, with what stands in them."""
    named = "".join(
        f'<Relationship Id="r{number}" Type="{KIND}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(others)
    )
    parts = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{WORD}">{content}</w:{name}>'
        for name, content in others.items()
    }
    rels = f'<Relationships xmlns="{RELATIONS}">{named}</Relationships>'
    main = {"word/document.xml": document(body), "word/_rels/document.xml.rels": rels}
    return packed({**main, **parts, "docProps/core.xml": CORE.format(core)})


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def style(name: str) -> str:
    return f"<w:pStyle w:val='{name}'/>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def read(content: bytes) -> Article:
    return article_from_docx(content, "paper.docx")


def text(body: str) -> str:
    return read(docx(body)).text


def refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(content)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_paragraphs_tables_and_lists_come_in_order() -> None:
    item = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    rows = table([p("Crane"), p("Cost")], [p("North"), p("5") + p("million")], [p("South"), p("")])
    body = (
        p(FIRST)
        + p("First", item)
        + p("Second", item)
        + rows
        + p("Third", "<w:numPr><w:numId w:val='0'/></w:numPr>")
    )
    assert text(body).split("\n\n") == [
        FIRST,
        "- First\n- Second",
        "Crane: Cost",
        "North: 5 million",
        "South",
        "Third",
    ]


def test_an_empty_cell_keeps_its_place() -> None:
    rows = table([p("a"), p(""), p("c")], [p("d"), p("e"), p("")])
    assert text(p(FIRST) + rows).split("\n\n")[1:] == ["a | – | c", "d | e | –"]


def test_a_row_is_told_by_headings_that_span_columns_or_rows() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"

    begins, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    heading = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = (
        heading + cell("Port", begins) + cell("Cargo", "<w:gridSpan w:val='2'/>"),
        heading + cell("", goes_on) + cell("2021") + cell("2022"),
        cell("Orrin") + cell("7") + cell("9", begins),
        cell("Varn") + cell("8") + cell("", goes_on),
    )
    written = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert text(p(FIRST) + written).split("\n\n")[1:] == [
        "Orrin: Cargo 2021 7, Cargo 2022 9",
        "Varn: Cargo 2021 8, Cargo 2022 9",
    ]


def test_a_table_that_only_lays_out_the_page_is_paragraphs() -> None:
    long = "word " * 90
    body = table([p(FIRST) + p("Then it rained.")]) + table([p(long), p("Aside.") + p("More.")])
    assert text(body).split("\n\n") == [FIRST, "Then it rained.", long.strip(), "Aside.", "More."]


def test_a_table_in_a_cell_is_read_once() -> None:
    assert text(p(FIRST) + table([p("a"), table([p("b"), p("c")]) + p("d")])) == f"{FIRST}\n\na: b: c d"


def test_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>The crane </w:t></w:r>"
        "<w:del><w:r><w:delText>fell</w:delText><w:t>fell</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>stands</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> firm</w:t></w:r></w:moveTo><w:r><w:rPr><w:del/></w:rPr><w:t>.</w:t></w:r></w:p>"
    )
    assert text(body) == "The crane stands firm."


def test_what_nobody_sees_is_left_out() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> and shown</w:t></w:r>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + p("Click here")
        + "</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent>" + p("Filled in") + "</w:sdtContent></w:sdt>"
    )
    assert text(body) == "Seen and shown\n\nFilled in"


def test_tabs_breaks_and_hyphens_are_kept_as_signs() -> None:
    run = "<w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known\u00ad</w:t>"
    assert text(f"<w:p><w:r>{run}</w:r></w:p>") == "One two\nwell-known"


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{either}</mc:AlternateContent>"
    body = f"<w:p><w:r><w:t>Before </w:t>{both}<w:t>and after</w:t></w:r></w:p>" + p("Next")
    assert text(body) == "Before and after\n\nIn the box\n\nNext"
    alone = f"<mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert text(f"<w:p><w:r>{alone}</w:r></w:p>") == "In the box"


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


RAISED = "<w:vertAlign w:val='superscript'/>"


@pytest.mark.parametrize(
    ("properties", "mark"),
    [
        (RAISED, "13"),
        (RAISED, "*"),
        ("<w:position w:val='8'/>", "13"),
        ("<w:rStyle w:val='FootnoteReference'/>", "13"),
        ("<w:rStyle w:val='Up'/>", "13"),
    ],
)
def test_marks_of_notes_never_join_a_number(properties: str, mark: str) -> None:
    styles = f"<w:style w:type='character' w:styleId='Up'><w:rPr>{RAISED}</w:rPr></w:style>"
    body = f"<w:p>{run('The boats landed 45')}{run(mark, properties)}{run(' per cent of it.')}</w:p>"
    assert read(docx(body, styles=styles)).text == "The boats landed 45 per cent of it."
    note = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    assert text(f"<w:p>{run('In 2019.')}{note}{run(' It')}</w:p>") == "In 2019. It"


def test_exponents_formulas_and_large_first_letters_stay_readable() -> None:
    square = f"{run('12 m')}{run('2', RAISED)}{run(' of CO')}"
    lowered = (
        run("2", "<w:vertAlign w:val='subscript'/>") + run(" and 10") + run("1", RAISED) + run("2", RAISED)
    )
    assert text(f"<w:p>{square}{lowered}</w:p>") == "12 m² of CO₂ and 10¹²"
    drop = p("T", "<w:framePr w:dropCap='drop' w:lines='3'/>")
    assert text(drop + p(FIRST.removeprefix("T"))) == FIRST


def test_notes_stand_at_the_end() -> None:
    notes = f"<w:footnote w:type='separator'>{p('---')}</w:footnote><w:footnote>{p('A note.')}</w:footnote>"
    assert read(docx(p(FIRST), footnotes=notes)).text == f"{FIRST}\n\nA note."


def test_styles_say_what_is_a_title_a_list_and_a_table_of_contents() -> None:
    styles = (
        "<w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>"
        "<w:style w:styleId='Liste'><w:name w:val='Eigene'/><w:basedOn w:val='L'/></w:style>"
        "<w:style w:styleId='L'><w:name w:val='L'/><w:numPr><w:numId w:val='3'/></w:numPr></w:style>"
        "<w:style w:styleId='Verzeichnis1'><w:name w:val='toc 1'/></w:style>"
    )
    body = (
        p("Cranes again", style("Titel"))
        + p("Cranes 1", style("Verzeichnis1"))
        + p("One", style("Liste"))
        + p(FIRST)
    )
    article = read(docx(body, styles=styles))
    assert (article.title, article.text) == ("Cranes again", f"- One\n\n{FIRST}")


def test_the_caption_of_a_picture_is_left_out_and_that_of_a_table_stays() -> None:
    caption = p("The crane in 2003.", style("Caption"))
    rows = table([p("Port"), p("ferries")], [p("Varn"), p("8")])
    assert text(p(FIRST) + caption + p("It rained.")) == f"{FIRST}\n\nIt rained."
    assert text(p(FIRST) + caption + rows).split("\n\n")[1] == "The crane in 2003."


@pytest.mark.parametrize(
    ("said", "body", "title"),
    [
        ("Cranes to be repaired", p(FIRST), "Cranes to be repaired"),
        ("Microsoft Word - cranes.doc", p("Cranes again", style("Title")) + p(FIRST), "Cranes again"),
        ("Budget of the museum", p("Cranes again", style("Heading1")) + p(FIRST), "Cranes again"),
        ("", p("Cranes again") + p(FIRST), "Cranes again"),
        ("paper", p("- It rained."), "It rained."),
    ],
)
def test_the_title_is_the_surest_one(said: str, body: str, title: str) -> None:
    assert read(docx(body, core=f"<dc:title>{said}</dc:title>")).title == title


MADE = "<dcterms:created>2018-11-30T10:00:00Z</dcterms:created>"


@pytest.mark.parametrize(
    ("body", "core", "day", "place"),
    [
        (p("Cranes") + p("5 October 2018") + p(FIRST), MADE, "2018-10-05", "dateline"),
        (p("PORT SAID, 5 October 2018 (Harbour Press) – " + FIRST), MADE, "2018-10-05", "dateline"),
        (p("Cranes") + p("Harbour Press, 5 October 2018") + p(FIRST), MADE, "2018-10-05", "dateline"),
        (p(FIRST), MADE, "2018-11-30", "file"),
        (p("It rained until 5 October 2020. " + FIRST), MADE, None, None),
        (p(FIRST), MADE + "<dc:description>generated by python-docx</dc:description>", None, None),
        (p(FIRST), "<dcterms:created>soon</dcterms:created>", None, None),
        (p(FIRST), "<dcterms:modified>2018-11-30T10:00:00Z</dcterms:modified>", None, None),
    ],
)
def test_the_day_is_written_or_says_that_it_is_the_files(
    body: str, core: str, day: str | None, place: str | None
) -> None:
    article = read(docx(body, core=core))
    assert (article.published, article.published_from) == (day, place)


def test_the_author_is_a_person_and_a_byline_goes_first() -> None:
    core = "<dc:creator>Jo Oak</dc:creator><dc:language>en-GB</dc:language>"
    assert read(docx(p("Cranes") + p("By Ana Ruiz") + p(FIRST), core=core)).author == "Ana Ruiz"
    article = read(docx(p(FIRST), core=core))
    assert (article.author, article.language) == ("Jo Oak", "en")
    assert read(docx(p(FIRST), core="<dc:creator>Windows User</dc:creator>")).author is None


def test_a_document_in_another_place_and_of_the_strict_kind_is_found() -> None:
    one = f'<Relationship Id="r" Type="{KIND}/officeDocument" Target="/x/d.xml"/>'
    rels = f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'
    assert read(packed({"_rels/.rels": rels, "x/d.xml": document(p(FIRST), space=STRICT)})).text == FIRST


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is a damaged Word document"),
        (docx(p(FIRST))[:-40], "is a damaged Word document"),
        (docx(p(FIRST)).replace(b"word/document.xml", b"word/documint.xml"), "is no Word document"),
        (packed({"word/document.xml": "<w:document"}), "is a damaged Word document"),
        (docx(p(" ")), "holds no text"),
        (docx("<w:tbl><w:tr><w:tc>" * 200 + p("x") + "</w:tc></w:tr></w:tbl>" * 200), "nested too deeply"),
        (
            packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + document(p("&b;"))}),
            "XML entities",
        ),
    ],
)
def test_what_is_no_document_is_an_error(content: bytes, reason: str) -> None:
    assert reason in refused(content)


@pytest.mark.parametrize(
    "piece", [" ", "<w:p/>", p("x"), "<w:p><w:r><w:t>" + "x" * 10_000 + "</w:t></w:r></w:p>"]
)
def test_a_document_that_unpacks_to_far_more_than_its_size_is_refused_at_once(piece: str) -> None:
    content = packed({"word/document.xml": document(piece * (60_000_000 // len(piece)))})
    before = time.process_time()
    assert "unpacks to more than" in refused(content)
    assert time.process_time() - before < 1.5


def test_too_much_text_is_an_error() -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": document(p("crane " * 100) * 4_200)}
    with Parser(seconds=60) as parser, pytest.raises(SourceError, match=r"more than 2\.5 million characters"):
        parser.parse("paper.docx", packed(parts, packing=ZIP_STORED))
    whole = packed({"word/document.xml": document(p("crane " * 5_000) * 700)}, packing=ZIP_STORED)
    assert refused(whole) == "holds more than 20 million characters of text"


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_damaged_document_gives_an_article_or_one_line(data: st.DataObject) -> None:
    content = bytearray(packed({"word/document.xml": document(p(FIRST) * 3)}, packing=ZIP_STORED))
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=10)):
        content[place] = byte
    cut = data.draw(places) if data.draw(st.booleans()) else None
    try:
        found = read(bytes(content[:cut])).text
    except SourceError as problem:
        found = str(problem)
    assert found
