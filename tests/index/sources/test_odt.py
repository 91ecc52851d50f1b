"""OpenDocument texts: their words in order with all changes accepted, and what is refused."""

import time

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser, kind_of
from index.sources.formats.odt.article import articles_from_odt
from tests.kit.documents import MIMETYPE, odt_of, packed

FIRST = "The harbour authority said that both cranes would be repaired before the winter storms."


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def cell(words: str) -> str:
    return f"<table:table-cell>{p(words)}</table:table-cell>"


def raised_style(name: str, position: str) -> str:
    properties = f'<style:text-properties style:text-position="{position}"/>'
    return f'<style:style style:name="{name}" style:family="text">{properties}</style:style>'


def read(content: bytes) -> Article:
    (article,) = articles_from_odt(content, "paper.odt")
    return article


def text(body: str, styles: str = "") -> str:
    return read(odt_of(body, styles=styles)).text


def refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        articles_from_odt(content, "paper.odt")
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_headings_paragraphs_spaces_and_breaks() -> None:
    heading = '<text:h text:outline-level="1">Cranes to be repaired</text:h>'
    body = heading + p(FIRST) + p("Two<text:s text:c='3'/>cranes<text:line-break/>stand<text:tab/>here.")
    article = read(odt_of(body))
    assert article.title == "Cranes to be repaired"
    assert article.text.split("\n\n") == [FIRST, "Two cranes\nstand here."]


def test_lists_and_tables() -> None:
    items = "".join(f"<text:list-item>{p(one)}</text:list-item>" for one in ("First", "Second"))
    cells = (("Crane", "Cost", "Built"), ("North", "5", "1990"), ("South", "", "1991"))
    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in cells)
    body = f"{p(FIRST)}<text:list>{items}</text:list><table:table>{rows}</table:table>{p('Then it rained.')}"
    assert text(body).split("\n\n") == [
        FIRST,
        "- First\n- Second",
        "North: Cost 5, Built 1990",
        "South: Cost –, Built 1991",
        "Then it rained.",
    ]


def test_the_mark_of_a_note_goes_and_the_note_stands_at_the_end() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>13</text:note-citation>'
        f"<text:note-body>{p('From the report.')}</text:note-body></text:note>"
    )
    styles = raised_style("T1", "super 58%") + raised_style("T2", "-33% 58%")
    body = p(f"Of the cranes 45{note} per cent stood.")
    two, thirteen = (
        "<text:span text:style-name='{}'>2</text:span>",
        "<text:span text:style-name='T1'>13</text:span>",
    )
    body += p(f"It has 40 m{two.format('T1')}, CO{two.format('T2')} and 45{thirteen} per cent.")
    assert text(body, styles).split("\n\n") == [
        "Of the cranes 45 per cent stood.",
        "It has 40 m², CO₂ and 45 per cent.",
        "From the report.",
    ]


def test_deleted_text_remarks_and_contents_are_left_out() -> None:
    deleted = f"<text:changed-region><text:deletion>{p('It fell.')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    contents = (
        f"<text:table-of-content><text:index-body>{p('Cranes 1')}</text:index-body></text:table-of-content>"
    )
    remark = "<office:annotation><text:p>No.</text:p></office:annotation>"
    body = changes + contents + p(f"It <text:change text:change-id='a'/>stands{remark}.")
    assert text(body) == "It stands."


def test_a_text_box_follows_its_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('In the box.')}</draw:text-box></draw:frame>"
    assert text(p(f"Before {box}and after.")).split("\n\n") == ["Before and after.", "In the box."]


def test_the_properties_give_title_author_day_and_language() -> None:
    meta = (
        "<dc:title>Both cranes repaired</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>"
        "<dc:creator>Jo Hill</dc:creator><meta:creation-date>2019-03-04T10:00:00</meta:creation-date>"
        "<dc:language>en-GB</dc:language>"
    )
    article = read(odt_of(p(FIRST + " Both cranes are repaired now."), meta=meta))
    assert (article.title, article.author, article.language) == ("Both cranes repaired", "Ann Lee", "en")
    assert (article.published, article.published_from) == ("2019-03-04", "file")


def test_its_kind_tells_it_whatever_it_is_called() -> None:
    content = odt_of(p(FIRST))
    assert [kind_of(content, name) for name in ("a.odt", "a.zip", "a")] == ["odt"] * 3
    with Parser() as parser:
        assert [one.text for one in parser.parse("a.odt", content).articles] == [FIRST]


def test_what_is_encrypted_damaged_or_empty_says_so() -> None:
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    locked = packed({"mimetype": MIMETYPE, "content.xml": "x", "META-INF/manifest.xml": manifest})
    assert "without a password" in refused(locked)
    assert "damaged" in refused(odt_of(p(FIRST))[:-40])
    assert "damaged" in refused(packed({"mimetype": MIMETYPE, "content.xml": "<a><b></a>"}))
    assert "no OpenDocument text" in refused(packed({"mimetype": MIMETYPE, "meta.xml": "<a/>"}))
    assert "no text" in refused(odt_of(p("")))


def test_entities_bombs_and_nesting_have_bounds() -> None:
    entity = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>'
    assert "entities" in refused(packed({"mimetype": MIMETYPE, "content.xml": entity}))
    assert "unpacks to more" in refused(odt_of("<text:p/>" * 5_000_000))
    assert "nested too deeply" in refused(odt_of("<text:span>" * 1_000))


@pytest.mark.parametrize(
    "body",
    [
        "<text:s text:c='999999999'/>" * 1_000,
        "<table:table><table:table-row>"
        + "<table:table-cell table:number-columns-repeated='16384'/>" * 2_000
        + "</table:table-row></table:table>",
        "<text:list><text:list-item>" * 100 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 100,
        "</text:p>".join(["<text:p><text:span text:style-name='T1'>1</text:span>"] * 20_000) + "</text:p>",
    ],
)
def test_what_is_made_to_break_a_reader_is_over_in_seconds(body: str) -> None:
    start = time.process_time()
    article = read(odt_of(p(FIRST) + p(body) if "<text:s " in body else p(FIRST) + body))
    assert article.text.startswith(FIRST)
    assert time.process_time() - start < 10
