"""A language is a folder of data: what is in it is read, and no line of code knows which ones there are."""

import json
from pathlib import Path

import pytest

from index.language.dates import MONTHS, find_day, only_day
from index.language.lexicon import DATA, any_of, languages, lexicon, words, words_of_all


@pytest.mark.parametrize("language", languages())
def test_a_day_with_each_month_of_each_language_is_read(language: str) -> None:
    known = lexicon("dates", language)
    of = ["", *(f"{word} " for word in words("dates", "of", language))]
    ending = words("dates", "ordinal endings", language)[:1]
    for number, names in enumerate(known.get("months", ()), start=1):
        for name in names.split():
            for written in (f"25 {each}{name} 2018" for each in of):
                assert find_day(written) == (f"2018-{number:02}-25", 0, len(written))
            assert only_day(f"25{''.join(ending)} {name.capitalize()} 2018") == f"2018-{number:02}-25"


@pytest.mark.parametrize("language", languages())
def test_the_day_of_the_week_and_the_hour_may_stand_beside_a_day(language: str) -> None:
    for names in lexicon("dates", language).get("weekdays", ()):
        for name in names.split():
            assert only_day(f"{name.capitalize()}, 25.10.2018, 14:30") == "2018-10-25"


def test_every_language_has_twelve_months_and_seven_days_or_none_and_no_list_that_english_lacks() -> None:
    assert languages()[0] == "en"
    assert {"de", "en", "es", "fr"} <= {*languages()}
    for path in DATA.glob("*/*.json"):
        known = json.loads(path.read_text(encoding="utf-8"))
        assert known.keys() <= lexicon(path.stem).keys(), path
        assert len(known.get("months", MONTHS)) in (12, len(MONTHS))
        assert len(known.get("weekdays", "1234567")) == 7


def test_a_folder_more_is_a_language_more(tmp_path: Path) -> None:
    for language, months in (("en", ["may"]), ("xx", ["mumu", "mama may"])):
        (tmp_path / language).mkdir()
        lists = {"months": months, "of": "o e"}
        (tmp_path / language / "dates.json").write_text(json.dumps(lists), encoding="utf-8")
    assert languages(tmp_path) == ["en", "xx"]
    assert words("dates", "months", "xx", tmp_path) == ["mumu", "mama", "may"]
    assert words_of_all("dates", "months", tmp_path) == ["may", "mumu", "mama"]
    assert words("numbers", "small", "xx", tmp_path) == words("dates", "no such list", "xx", tmp_path) == []
    assert any_of(words_of_all("dates", "of", tmp_path)) == "(?:o|e)"
