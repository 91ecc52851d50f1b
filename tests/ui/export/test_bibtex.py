"""Another parser of BibTeX reads every field back as it was, whatever it holds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from tests.kit.exports import EXPORT, EXPORTS, FIRST
from ui.export import Export, bibtex
from ui.export.bibtex import keys_of
from ui.export.exported import address
from ui.render.byline import outlet_name
from ui.render.told import Quotation

# Names of LaTeX that the reader does not know.
UNKNOWN = {
    "textbraceleft": r"\{",
    "textbraceright": r"\}",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
}


def parsed(written: str) -> BibliographyData:
    return parse_string(written, "bibtex")


def read(value: str) -> str:
    """A field as LaTeX would print it."""
    for name, character in UNKNOWN.items():
        value = value.replace(f"\\{name}{{}}", character)
    text: str = LatexNodes2Text(keep_comments=True, strict_latex_spaces=True).latex_to_text(value)
    return squeezed(text.replace("ˆ", "^"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def citing(**changes: Any) -> Export:
    told = EXPORT.exchanges[0].told
    assert told is not None
    changed = replace(told, citations=(replace(FIRST, **changes),))
    return Export("t", (replace(EXPORT.exchanges[0], told=changed),), "")


def cited(export: Export) -> dict[str, list[Quotation]]:
    found: dict[str, list[Quotation]] = {}
    for exchange in export.exchanges:
        for citation in exchange.told.citations if exchange.told else ():
            found.setdefault(citation.article_id, []).append(citation)
    return found


@given(EXPORTS)
def test_every_article_is_one_entry_and_every_field_is_read_back(export: Export) -> None:
    entries = list(parsed(bibtex(export)).entries.values())
    for entry, same in zip(entries, cited(export).values(), strict=True):
        first = same[0]
        assert read(entry.fields["title"]) == squeezed(first.title)
        assert read(entry.fields.get("journal", "")) == squeezed(outlet_name(first))
        assert entry.fields.get("url", "") == address(first.url)
        for citation in same:
            assert squeezed(citation.quote) in read(entry.fields["annote"])


def test_an_entry_by_hand() -> None:
    entry = parsed(bibtex(EXPORT)).entries["meridianwire2018"]
    assert entry.type == "article"
    assert dict(entry.fields) == {
        "title": "{Why India was exempted}",
        "journal": "Meridian Wire",
        "year": "2018",
        "month": "October",
        "day": "5",
        "pages": "3",
        "url": "https://meridianwire.example/india?a=1&b=2",
        "annote": "[1-1] p. 3: “An exception was made for India, given the decline.”",
    }
    assert [str(person) for person in entry.persons["author"]] == ["Lee, Ann", "Ek, Bo"]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee, Bo Ek & Cy van Os", ["Lee, Ann", "Ek, Bo", "van Os, Cy"]),
        ("Reuters", ["{Reuters}"]),
        ("Meridian Wire Staff", ["{Meridian Wire Staff}"]),
        ("Ann Lee in Paris for the evening edition", ["{Ann Lee in Paris for the evening edition}"]),
        ("Lee, Ann", ["{Lee, Ann}"]),
        ("A {B and C", [r"{A \textbraceleft{}B and C}"]),
    ],
)
def test_names_are_told_apart_only_where_they_are_plain(author: str, names: list[str]) -> None:
    entry = parsed(bibtex(citing(author=author))).entries["meridianwire2018"]
    assert [str(person) for person in entry.persons["author"]] == names


def test_what_is_not_known_is_left_out() -> None:
    bare = citing(source=None, url="file:///x", published=None, author=None, page=None)
    entry = parsed(bibtex(bare)).entries["article"]
    assert (entry.type, set(entry.fields)) == ("misc", {"title", "annote"})
    assert not entry.persons


def test_keys_are_unique_and_stay_when_more_is_cited() -> None:
    works = [
        ("The Hindu", "2018-10-05"),
        ("The Hindu", "2018-01-01"),
        ("Süd-Zeitung", None),
        ("Известия", None),
    ]
    keys = keys_of([*works, ("", "2018-10-05"), ("The Hindu 2018", None)])
    assert keys == ["thehindu2018", "thehindu2018-2", "sudzeitung", "article", "2018", "thehindu2018-3"]
    assert keys_of(works) == keys[:4]
