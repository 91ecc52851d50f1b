"""Names of one person are told to be one, and those of two not."""

import pytest

from index.language.name_variants import in_full, meaning, parts


@pytest.mark.parametrize(
    ("name", "said", "meant"),
    [
        ("Ilona Marek", ["Ilona Marek", "Dorn"], ["Ilona Marek"]),
        ("Ilona Marek", ["Mayor Marek"], ["Mayor Marek"]),
        ("Ilona Marek", ["Marek", "Dorn", "Mayor Ilona Marek"], ["Marek", "Mayor Ilona Marek"]),
        ("Ilona Marek", ["I. Marek", "Ilona M. Marek"], ["I. Marek", "Ilona M. Marek"]),
        ("Ilona Marek", ["Oskar Marek", "Marek"], []),
        ("Ilona Marek", ["Oskar Marek", "Ilona Marek", "Marek"], ["Ilona Marek"]),
        ("Ilona Marek", ["Marek Street", "Ilona Dorn"], []),
        ("Mayor Marek", ["Ilona Marek", "Marek"], ["Ilona Marek", "Marek"]),
        ("marek", ["Ilona Marek", "Oskar Marek", "Holtby"], ["Ilona Marek", "Oskar Marek"]),
        ("José Núñez", ["Jose Nunez", "NUÑEZ"], ["Jose Nunez", "NUÑEZ"]),
        ("George W. Bush", ["George H. W. Bush", "Bush"], []),
        ("George W. Bush", ["George Bush", "Bush"], ["George Bush", "Bush"]),
        ("Supreme Court", ["Court", "Ohio Supreme Court"], []),
        ("North Korea", ["Korea"], []),
        ("Ilona Marek", ["General Marek"], ["General Marek"]),
        ("General Motors", ["Tesla Motors"], []),
        ("University of Orrin", ["Orrin"], []),
        ("King Ivo II", ["II", "Ivo II"], ["Ivo II"]),
        ("Ilona Marek", [], []),
    ],
)
def test_a_name_is_found_in_its_variants_and_not_in_those_of_another(
    name: str, said: list[str], meant: list[str]
) -> None:
    assert meaning(name, said) == meant


@pytest.mark.parametrize(
    ("said", "full"),
    [
        (["Ilona Marek", "Marek", "Mayor Marek"], {"Ilona Marek"}),
        (["Mayor Ilona Marek", "I. Marek", "Marek"], {"Ilona Marek"}),
        (["Ilona Marek", "Oskar Marek", "Marek"], {"Ilona Marek", "Oskar Marek", "Marek"}),
        (["Ilona Marek", "Ilona M. Marek"], {"Ilona M. Marek"}),
        (
            ["George Bush", "George W. Bush", "George H. W. Bush"],
            {"George Bush", "George W. Bush", "George H. W. Bush"},
        ),
        (["Michigan", "Lake Michigan"], {"Michigan", "Lake Michigan"}),
        (["Port of Orrin", "Orrin"], {"Port of Orrin", "Orrin"}),
        (["Prime Minister", "King", "Martin Luther King"], {"Prime Minister", "King", "Martin Luther King"}),
    ],
)
def test_the_names_of_an_article_are_told_in_full(said: list[str], full: set[str]) -> None:
    assert set(in_full(said).values()) == full


def test_titles_dots_and_accents_do_not_count_but_where_they_are_a_part_of_a_name() -> None:
    assert parts("Mayor Ilona Marek's") == parts("ILONA MAREK.") == ("ilona", "marek")
    assert parts("Furthermore Deputy Mayor Marek") == ("marek",)
    assert parts("St. Louis") == ("st", "louis")
    assert parts("General Motors") == ("general", "motors")
    assert parts("Prime Minister") == ("prime", "minister")
    assert parts("Prime Minister Marek") == ("marek",)
    assert parts("...") == ()
