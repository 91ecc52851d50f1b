"""Days in file names: only those that a person put there, and only where nothing else tells one."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from index.sources import Parser
from index.sources.facts.file_names import day_in_name, words_of_name
from index.sources.facts.titles import made_title

WORDS = "The tram of Ansby runs on the quay again, and its driver, Ida Holm, rang the bell."


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as parser:
        yield parser


@pytest.mark.parametrize(
    "name",
    [
        "2021-05-04 tram.txt",
        "20210504_tram.pdf",
        "tram 2021-05-04.html",
        "tram (2021-05-04).md",
        "2021_05_04-tram.txt",
        "2021.05.04 tram.txt",
        "news/old\\2021-05-04.txt",
        "2021-05-04 tram 12 runs again.txt",
        "2021-05-04 tram, 2021-05-04.txt",
        "Imaging the tram 2021-05-04.txt",
    ],
)
def test_a_day_in_a_name_is_read(name: str) -> None:
    assert day_in_name(name) == "2021-05-04"


@pytest.mark.parametrize(
    "name",
    [
        "tram.txt",
        "04-05-2021 tram.txt",
        "2021-05 tram.txt",
        "2021-13-04 tram.txt",
        "2921-05-04 tram.txt",
        "1021-05-04 tram.txt",
        "120210504 tram.txt",
        "20210504123456.html",
        "2021-05-04 and 2021-05-05 tram.txt",
        "Screenshot 2021-05-04.txt",
        "Screenshot_20210504-101533.txt",
        "Scan_20210504.pdf",
        "IMG_20210504.txt",
        "DOC-20210504-WA0001.pdf",
        "tram (2021-05-04 9_15_32 AM).html",
        "tram 2021-05-04T101533Z.html",
        "tram 2021-05-04 at 10.15.33.html",
        "1700000000.1234.html",
        "2021-05.04 tram.txt",
        "",
    ],
)
def test_what_is_no_day_or_one_of_saving_is_not(name: str) -> None:
    assert day_in_name(name) is None


def test_a_title_made_of_a_name_loses_the_day() -> None:
    assert words_of_name("2021-05-04 the_tram.txt") == "the tram"
    assert words_of_name("Scan_20210504.pdf") == "Scan 20210504"
    assert made_title("12 34 56", "a/2021-05-04_night-tram.txt") == "night tram"
    assert made_title("12 34 56", "2021-05-04.txt") == "2021-05-04"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("2021-05-04 a.txt", f"The tram\n\n{WORDS}"),
        ("2021-05-04 a.md", f"# The tram\n\n{WORDS}"),
        (
            "2021-05-04 a.html",
            f"<html><title>The tram</title><body><p>{WORDS}</p><p>{WORDS[:40]}</p></body></html>",
        ),
    ],
)
def test_it_is_used_last_and_says_so(parser: Parser, name: str, content: str) -> None:
    (found,) = parser.parse(name, content.encode()).articles
    assert (found.published, found.published_from) == ("2021-05-04", "file name")
    told = content.replace("</title>", "</title><meta name=date content=2011-03-02>").replace(
        "The tram\n\n", "The tram\n\n2 March 2011\n\n"
    )
    (dated,) = parser.parse(name, told.encode()).articles
    assert dated.published == "2011-03-02"


def test_it_is_that_of_the_file_and_not_of_a_file_of_many(parser: Parser) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("in/2021-05-04 a.txt", f"The tram\n\n{WORDS}")
        file.writestr("b.txt", f"The other tram\n\n{WORDS}")
    found = parser.parse("2020-01-01.zip", archive.getvalue()).articles
    assert [one.published for one in found] == ["2021-05-04", None]
    records = b'{"text": "The tram runs."}\n{"text": "The other tram runs."}'
    assert [one.published for one in parser.parse("2020-01-01.jsonl", records).articles] == [None, None]
