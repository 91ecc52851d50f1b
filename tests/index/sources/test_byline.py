"""A line of names and days -> author, outlet and day."""

import pytest

from index.sources.facts.byline import Byline, authors_of, byline_of, is_author_line, outlet_of

DAY = "2020-05-05"
Named = tuple[str | None, str | None]


def named(line: str) -> Named:
    byline = byline_of(line) or Byline()
    return byline.author, byline.source


@pytest.mark.parametrize(
    "line",
    [
        "Jane Smith | 5 May 2020",
        "London · 5 May 2020",
        "NEW YORK | 5 May 2020",
        "Hill Street | 5 May 2020",
        "Jane Smith | New Delhi | 5 May 2020",
        "The Philippines, 5 May 2020",
        "The United Kingdom, 5 May 2020",
        "The Kremlin | 5 May 2020",
        "Berlin Correspondent, 5 May 2020",
    ],
)
def test_what_may_be_a_person_or_a_place_is_no_outlet_and_stays(line: str) -> None:
    assert byline_of(line) == Byline(published=DAY, whole=False)


@pytest.mark.parametrize(
    "line",
    [
        "Politics | 5 May 2020",
        "Science & Environment · 5 May 2020",
        "Wirtschaft | 5. Mai 2020",
        "Press Release, 5 May 2020",
        "FOR IMMEDIATE RELEASE | May 5, 2020",
        "World News | 5 May 2020",
        "Annual Report, 5 May 2020",
        "Business Reporter | 5 May 2020",
        "The Editor, 5 May 2020",
    ],
)
def test_a_section_a_kind_of_text_or_a_job_is_no_outlet_and_goes(line: str) -> None:
    byline = byline_of(line)
    assert byline is not None
    assert (byline.author, byline.source, byline.published) == (None, None, DAY)


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("By Jane Smith, Business Reporter, 5 May 2020", "Jane Smith", None),
        ("By Jane Smith, Reuters Business Reporter, 5 May 2020", "Jane Smith", "Reuters"),
        ("By Jane Smith, Political Editor | The Guardian | 5 May 2020", "Jane Smith", "The Guardian"),
        ("Jane Smith, Chief Reporter, 5 May 2020", "Jane Smith", None),
        ("By Jane Smith, Staff Writer", "Jane Smith", None),
        ("By Staff Reporter, The Hindu, 5 May 2020", None, "The Hindu"),
        ("The Hollywood Reporter, 5 May 2020", None, "The Hollywood Reporter"),
    ],
)
def test_a_job_is_told_from_a_name(line: str, author: str | None, source: str | None) -> None:
    assert named(line) == (author, source)


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("By Reuters, 5 May 2020", None, "Reuters"),
        ("By Reuters Staff, 5 May 2020", None, "Reuters"),
        ("By The Associated Press | May 5, 2020", None, "The Associated Press"),
        ("By Washington Post, 5 May 2020", None, "Washington Post"),
        ("By Jane Smith and Per Oak, Reuters", "Jane Smith and Per Oak", "Reuters"),
        ("By Emily Post, 5 May 2020", "Emily Post", None),
        ("Jane Smith/Reuters | 5 May 2020", "Jane Smith", "Reuters"),
        ("The Guardian | Jane Smith | 5 May 2020", "Jane Smith", "The Guardian"),
        ("New Delhi | Business Standard | 5 May 2020", None, "Business Standard"),
        ("Von Anna Müller, Die Zeit, 5. Mai 2020", "Anna Müller", "Die Zeit"),
        ("By Jane Smith, Baker Street Professor, The Guardian, 5 May 2020", "Jane Smith", "The Guardian"),
    ],
)
def test_persons_are_told_from_outlets_and_places(line: str, author: str | None, source: str | None) -> None:
    assert named(line) == (author, source)


@pytest.mark.parametrize(
    "line",
    [
        "By New York, Reuters",
        "Photo: Jane Smith / Reuters",
        "Photo: Jane Smith / Reuters, 5 May 2020",
        "Image: Getty Images / AFP, 5 May 2020",
        "Who won? The Guardian, 5 May 2020",
    ],
)
def test_a_credit_or_a_place_behind_by_is_no_byline(line: str) -> None:
    assert byline_of(line) is None
    assert authors_of(line) is None


@pytest.mark.parametrize("name", ["taz", "Reuters", "The Hindu", "Gulf News", "USA Today", "National Review"])
def test_an_outlet_is_known_by_its_words(name: str) -> None:
    assert named(f"{name} | 5 May 2020") == (None, name)
    assert outlet_of(name) == name or name == "taz"


@pytest.mark.parametrize("line", ["Business Reporter", "Press Release", "Northern Ledger", "New Delhi"])
def test_a_line_of_other_words_names_no_author(line: str) -> None:
    assert not is_author_line(line)
