"""The seam of formats: a second one is registered and read as ours are; ours are registered once."""

import io
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import FORMATS, Parser

from .tsv import FORMATS as WITH_TSV

CRANES = b"title\ttext\nCranes\tThe cranes were lifted.\nFerry\tThe ferry sails.\n"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(formats=WITH_TSV) as parser:
        yield parser


@pytest.mark.parametrize("name", ["a.tsv", "a.txt", "a"])
def test_a_format_of_ones_own_is_told_by_its_bytes_and_read_in_the_child(parser: Parser, name: str) -> None:
    parsed = parser.parse(name, CRANES)
    assert [(one.title, one.text) for one in parsed.articles] == [
        ("Cranes", "The cranes were lifted."),
        ("Ferry", "The ferry sails."),
    ]
    assert parsed.failed == ()


def test_it_is_read_inside_of_a_zip_too(parser: Parser) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("in/cranes.tsv", CRANES)
        file.writestr("in/cranes.css", CRANES)
    parsed = parser.parse("a.zip", archive.getvalue())
    assert [one.title for one in parsed.articles] == ["Cranes", "Ferry"]


def test_the_formats_before_are_read_as_before(parser: Parser) -> None:
    (article,) = parser.parse("a.md", b"# Cranes\n\nThe cranes were lifted.").articles
    assert article.title == "Cranes"


def test_what_is_bad_in_it_is_named_in_one_line(parser: Parser) -> None:
    assert [str(one) for one in parser.parse("a.tsv", CRANES + b"Quay\n").failed] == [
        "a.tsv: line 4: holds no tab"
    ]
    with pytest.raises(SourceError) as problem:
        parser.parse("a.tsv", b"title\ttext\nQuay\n")
    assert str(problem.value) == "a.tsv: line 2: holds no tab"
    with pytest.raises(SourceError) as problem:
        parser.parse("a.tsv", b"title\ttext\nQuay\t\xff\xfe\n")
    assert str(problem.value) == "a.tsv: could not be parsed (UnicodeDecodeError)"


def test_a_file_over_its_limit_is_refused(parser: Parser) -> None:
    with pytest.raises(SourceError) as problem:
        parser.parse("a.tsv", CRANES + b"x\ty\n" * 300_000)
    assert str(problem.value) == "a.tsv: is over 1 MB"
    assert WITH_TSV.most_bytes("a.tsv") == 1_000_000


def test_without_it_the_same_bytes_are_a_table_like_others() -> None:
    assert (FORMATS.of(CRANES, "a.tsv").name, WITH_TSV.of(CRANES, "a.tsv").name) == ("table", "tsv")
    assert (FORMATS.wanted("a.tsv"), WITH_TSV.wanted("a.tsv")) == ("look", "read")


def test_each_name_suffix_and_media_type_belongs_to_one_format() -> None:
    for said in ("suffixes", "media_types"):
        several = Counter(one for kind in FORMATS.every for one in getattr(kind, said))
        assert not [one for one, count in several.items() if count > 1]
    assert len({kind.name for kind in FORMATS.every}) == len(FORMATS.every)
    assert not {one for kind in FORMATS.every for one in kind.rarely} & {
        one for kind in FORMATS.every for one in kind.suffixes
    }


def test_the_list_of_formats_imports_no_parser() -> None:
    heavy = {
        "lxml",
        "trafilatura",
        "pypdf",
        "pypdfium2",
        "warcio",
        "brotli",
        "markdown_it",
        "charset_normalizer",
    }
    code = f"import sys, index.sources.formats.registry; print(sorted({heavy!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "[]"
