"""The bench of sources: what it counts, told on small pages of its own."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from index.sources import Parser
from tests.bench import gate, sources
from tests.bench.containers import has_words, is_refusal, outcome, words_kept
from tests.bench.figures import Figure, floors_of, headings
from tests.bench.measure import Goal
from tests.bench.page_facts import same_author, same_day, same_title
from tests.bench.pages import HALVES, Reading, all_text, half_of, packed, pages_of, share_kept


@pytest.mark.parametrize(
    ("found", "accepted", "same"),
    [
        ("Cranes & money", "CRANES — money", True),
        ("Cranes", "Cranes | Harbour Press", True),
        ("Cranes - Harbour Press", "Cranes", True),
        ("Cranes", "Cranes [Harbour Press]", True),
        ("Cranes", "Ropes | Harbour Press", False),
        ("Harbour Press", "Cranes | Harbour Press", False),
        ("", "Cranes", False),
        ("", "|", False),
    ],
)
def test_titles_are_compared_by_their_words_and_without_the_site(
    found: str, accepted: str, same: bool
) -> None:
    assert same_title(found, accepted) is same


@pytest.mark.parametrize(
    ("found", "accepted", "same"),
    [
        ("Ana Ruiz", "By Ana Ruiz\n  March 25, 2015", True),
        ("Ana Ruiz, Jo Oak", "Jo Oak", True),
        ("Jo Oak", "Ana Ruiz and Jo Oak", True),
        ("By Ana Ruiz of Harbour Press", "Ana Ruiz", True),
        ("Harbour Press", "Ana Ruiz", False),
        ("", "Ana Ruiz", False),
        ("25", "Ana Ruiz 25", False),
    ],
)
def test_authors_are_the_same_when_one_name_is(found: str, accepted: str, same: bool) -> None:
    assert same_author(found, accepted) is same


def test_days_are_compared_without_their_hour() -> None:
    assert same_day("2018-10-05", "2018-10-05T23:00:00-04:00")
    assert not same_day("2018-10-06", "2018-10-05T23:00:00-04:00")
    assert not same_day("", "2018-10-05")


def test_a_string_is_kept_whatever_the_white_space_in_it() -> None:
    readings = [Reading("Both  cranes\nwere repaired", 0.1), Reading("", 0.1)]
    assert share_kept(readings, [["Both cranes", "cranes were"], ["ships", "ropes"]]) == 0.5


def test_all_text_is_without_scripts_and_styles() -> None:
    page = b"<html><head><style>p {}</style></head><body><p>Cranes</p><script>x()</script></body></html>"
    assert all_text(page).split() == ["Cranes"]


def test_each_page_belongs_to_one_half_for_good() -> None:
    halves = [half_of(f"page-{number}.html") for number in range(200)]
    assert set(halves) == set(HALVES)
    assert 70 < halves.count("held out") < 130
    assert (half_of("page-3.html"), half_of("page-4.html")) == ("looked at", "held out")


def test_words_are_kept_as_often_as_they_stand_there() -> None:
    assert words_kept(["a rope a crane"], ["a rope, a crane, a ship"]) == pytest.approx(4 / 6)
    assert words_kept(["ship", "rope"], ["rope", "ship"]) == 0
    assert words_kept([], []) == 1


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("<item><description>&lt;b&gt;Cranes&lt;/b&gt;</description></item>", True),
        ("<entry><content type='html'>&lt;img src='crane.png'&gt;</content></entry>", False),
        ("<item><title>Cranes</title></item>", False),
        ("<description>Cranes</description>", False),
        ("<!-- <item><description>Cranes</description></item> -->", False),
    ],
)
def test_a_feed_has_words_when_an_entry_has(entry: str, words: bool) -> None:
    assert has_words(f"<rss>{entry}</rss>".encode()) is words


def test_a_lost_child_is_no_refusal() -> None:
    with Parser() as parser:
        articles, line = outcome(parser, "a.xml", b"<rss><channel></channel></rss>")
    assert not articles
    assert is_refusal(line)
    assert not is_refusal("a.xml: could not be parsed: the process that tried it died")
    assert not is_refusal("")


def test_a_figure_that_should_be_low_is_held_by_what_remains() -> None:
    low = Figure("strings left in", 0.06, (0.1, 0.8), goal=Goal(0.08, at_most=True), low=True)
    shown = Figure("seconds", 3.0, floored=False)
    assert floors_of([low, shown, Figure("kept", 0.95)]) == {"1 - strings left in": 0.94, "kept": 0.95}
    assert str(low).split()[-7:] == ["in", "0.060", "0.100", "0.800", "<=", "0.08", "met"]
    assert str(Figure("kept", 0.5, goal=Goal(0.9))).endswith("MISSED")
    assert headings().split() == ["quoth", "trafilatura", "all", "text", "goal"]


def test_pages_come_from_their_archive_with_their_strings(tmp_path: Path) -> None:
    folder = tmp_path / "html"
    folder.mkdir()
    with tarfile.open(folder / "pages.tar.xz", "w:xz") as archive:
        member = tarfile.TarInfo("pages/cranes.html")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"<p>x "))
    known = {"http://a.test/": {"file": "cranes.html", "with": ["x"], "without": ["y"]}}
    (folder / "evaldata.json").write_text(json.dumps(known))
    assert packed(folder / "pages.tar.xz") == {"pages/cranes.html": b"<p>x "}
    (page,) = pages_of(tmp_path)
    assert (page.content, page.wanted, page.unwanted) == (b"<p>x ", ("x",), ("y",))


def test_the_digest_is_of_every_file_and_not_of_where_it_is_from(tmp_path: Path) -> None:
    for name in sources.FOLDERS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "data.bin").write_bytes(b"1")
    sealed = sources.digest(tmp_path)
    assert sealed[1] == len(sources.FOLDERS)
    (tmp_path / "pdf" / "ORIGIN.txt").write_text("a place")
    assert sources.digest(tmp_path) == sealed
    (tmp_path / "pdf" / "data.bin").write_bytes(b"2")
    assert sources.digest(tmp_path) != sealed


def test_a_folder_without_the_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sources.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: holds no folder feeds; name the folder of the data\n"


def test_the_committed_floors_are_shares_of_the_data_they_name() -> None:
    floors = gate.read(sources.FLOORS)
    assert len(floors.data) == 16
    assert floors.questions > 0
    assert all(0 <= least <= 1 for least in floors.least.values())
    assert any(name.startswith("1 - html") for name in floors.least)
