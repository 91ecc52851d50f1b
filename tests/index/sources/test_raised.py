"""What is written for raised and lowered marks."""

import time

import pytest

from index.sources.formats.blocks import blocks_of
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.raised import lowered, raised
from index.sources.formats.raised_runs import END, LINK, LOWERED, RAISED, TWICE, resolved


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ("a share of 45", "13"),
        ("in 2019", "7"),
        ("in 2019.", "7,8"),
        ("the dam", "[4]"),
        ("the dam", "1–3"),
        ("the dam", "*"),
        ("the dam", "††"),
        ("the dam", "a"),
        ("of 45", "b"),
        ("in 2019", "ii"),
        ("the dam", "xiv"),
        ("of 45", "(viii)"),
        ("the dam", "[citation needed]"),
        ("the dam", "[note 2]"),
        ("the team", "2"),
        ("of 1,310", "6"),
        ("0.10", "3"),
        ("a", "2"),
        ("", "12"),
    ],
)
def test_the_mark_of_a_note_is_none_of_the_words(before: str, mark: str) -> None:
    assert raised(mark, before) == ""


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [
        ("12 m", "2", "²"),
        ("12 km", "3", "³"),
        ("5 W/m", "2", "²"),
        ("9.8 m s", "−2", "⁻²"),
        ("× 10", "6", "⁶"),
        ("10", "-3", "⁻³"),
        ("x", "2", "²"),
        ("E = mc", "2", "²"),
        ("Ca", "2+", "²⁺"),
        ("the 1", "st", "st"),
        ("le 2", "e", "e"),
        ("le XX", "e", "e"),
        ("Acme", "TM", "™"),
        ("M", "me", "me"),
    ],
)
def test_what_is_part_of_a_word_or_figure_stays(before: str, mark: str, written: str) -> None:
    assert raised(mark, before) == written


def test_a_mass_number_stays_before_its_element() -> None:
    assert raised("14", "dated by ", "C in charcoal") == "¹⁴"
    assert raised("14", "", "Cole 1998, p. 3") == ""
    assert raised("14", "dated by ", "Cole") == ""


def test_a_reference_that_the_file_names_as_one_goes_whatever_stands_before_it() -> None:
    assert raised("2", "12 m", note=True) == ""


def test_lowered_figures_stay() -> None:
    assert "CO" + lowered("2") == "CO₂"


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        (f"45{RAISED}13{END} per cent", "45 per cent"),
        (f"in 2019.{RAISED}12{END} The boats", "in 2019. The boats"),
        (f"in 2019.{RAISED}12{END}The boats", "in 2019. The boats"),
        (f"the dam {RAISED}[1]{END}, which", "the dam, which"),
        (f"增长{RAISED}1{END}的", "增长的"),
        (f"10{RAISED}1{END}{RAISED}2{END} tonnes", "10¹² tonnes"),
        (f"12 m{RAISED}2{END}", "12 m²"),
        (f"12 m{RAISED}{TWICE}2{END} more", "12 m more"),
        (f"CO{LOWERED}2{END} and H{LOWERED}2{END}O", "CO₂ and H₂O"),
        (f"{LOWERED}The harbour in 2003{END}", "The harbour in 2003"),
        (f"the dam{LINK}3{END} broke", "the dam broke"),
        (f"see chapter {LINK}3{END} there", "see chapter 3 there"),
        (f"{LINK}↑{END} Lund 2019", " Lund 2019"),
        (f"the dam{RAISED}3 that was never closed", "the dam 3 that was never closed"),
        ("nothing is raised", "nothing is raised"),
    ],
)
def test_a_text_with_marked_runs_is_written_as_it_is_to_be_read(marked: str, read: str) -> None:
    assert resolved(marked).rstrip() == read


SAID = "the boats landed 45{} per cent of it"


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>13</sup>",
        "<sup><a href='#fn13'>13</a></sup>",
        "<a href='#fn13'><sup>13</sup></a>",
        "<a href='https://fish.example/report#_ftn13'>[13]</a>",
        "<a href='#fn13'>13</a>",
        "<a role='doc-noteref' href='notes.xhtml#n'>13</a>",
        "<a epub:type='noteref' href='notes.xhtml#n'>*</a>",
        "<span style='font-size: 8px; vertical-align:super'>13</span>",
        "<span class='superscript'>13</span>",
        "<span class='MsoFootnoteReference'>[13]</span>",
        "<span class='footnote-ref'>13</span>",
        "<span class='c7'>13</span>",
        "<sup class='reference'><a href='#cite_note-4'><span>[</span>4<span>]</span></a></sup>",
        "<sup>[<i><a href='/wiki/Cited'>citation needed</a></i>]</sup>",
        "<sup>1<sup>3</sup></sup>",
        "<sup>13</sup><sup>14</sup>",
    ],
)
def test_marks_of_notes_in_mark_up_never_join_a_number(mark: str) -> None:
    page = f"<style>p .c7 {{ color: red; vertical-align: super }}</style><p>{SAID.format(mark)}.</p>"
    assert [block.words for block in blocks_of(page)] == [f"{SAID.format('')}."]
    body = f"<p>{'The council sat on Monday and heard the boats of the coast. ' * 6}</p>"
    whole = f"<html><head><title>Fish</title></head><body><article>{body}{page}</article></body></html>"
    assert articles_from_html(whole.encode(), "a.html")[0].text.split("\n\n")[-1] == f"{SAID.format('')}."


def test_exponents_formulas_and_ordinals_in_mark_up_stay_readable() -> None:
    page = (
        "<p>On 1<sup>st</sup> May 12 m<sup>2</sup> of 10<sup>6</sup> held CO<sub>2</sub>, "
        "says <a href='#two'>chapter 2</a> of <a href='/a'>2019</a>.</p>"
    )
    read = "On 1st May 12 m² of 10⁶ held CO₂, says chapter 2 of 2019."
    assert [block.words for block in blocks_of(page)] == [read]
    whole = f"<html><head><title>Gas</title></head><body><article>{page * 9}</article></body></html>"
    assert set(articles_from_html(whole.encode(), "a.html")[0].text.split("\n\n")) == {read}


@pytest.mark.parametrize(
    "piece", ["w<sup>1</sup>", "w<sup>1", "<sup><a href='#f'>1", "<sup>", "<a href='#f'>"]
)
def test_any_number_of_marks_is_read_in_time(piece: str) -> None:
    before = time.process_time()
    blocks_of("<p>" + piece * 50_000 + "</p>")
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("2<sup>1</sup>/<sub>2</sub> acres", "2 1/2 acres"),
        ("about <sup>3</sup>⁄<sub>4</sub> of it", "about 3⁄4 of it"),
        ("in 2018<sup>1</sup>/2019", "in 2018/2019"),
    ],
)
def test_a_fraction_keeps_both_of_its_figures(markup: str, said: str) -> None:
    assert [block.words for block in blocks_of(f"<p>{markup}</p>")] == [said]
