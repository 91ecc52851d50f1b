import json
from dataclasses import asdict
from pathlib import Path

import pytest

from index import Article, Library
from tests.bench.crowd import by_json, load
from tests.bench.minutes import Minutes
from tests.bench.serving import _minutes, _rate
from tests.bench.started import Holding
from tests.kit.by_files import led_assistant
from tests.kit.news import SUEZ
from tests.kit.serving import serving
from tests.kit.word_encoder import WordEncoder
from ui.conversations.store import Conversations
from ui.queue import Places
from ui.site.site import Site

QUESTIONS = ["When was the Suez Canal blocked?", "What blocked the canal?"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that answers at once, two at a time, with a line of three."""
    library = Library.open(tmp_path / "library", encoder=WordEncoder())
    library.add([Article(id="suez", title="Suez news", text=SUEZ)])
    (tmp_path / "go").touch()
    kept = Conversations(tmp_path / "conversations.sqlite")
    places = Places(at_once=2, waiting=3, of_one=99)
    return Site(led_assistant(tmp_path / "library", tmp_path), kept, places=places)


def test_a_crowd_that_is_told_to_come_back_does_and_is_answered(site: Site) -> None:
    with serving(site) as address:
        found = load(12, address, by_json(address, QUESTIONS))
    assert found.number("answered") == 12
    assert found.rate == 12 / found.whole
    counted = site.desk.tally.counts()
    assert sum(each.tries for each in found.seen) == 12 + sum(counted.refusals.values())
    assert counted.questions[("ask", "made")] == 12  # each asked something else


def test_equal_questions_of_a_crowd_are_made_once(site: Site) -> None:
    with serving(site) as address:
        found = load(12, address, by_json(address, QUESTIONS, equal=True))
    assert found.number("answered") == 12
    assert site.desk.tally.counts().questions[("ask", "made")] == 1


def test_who_gets_nothing_says_why() -> None:
    address = "http://127.0.0.1:9/"  # where nobody listens
    found = load(2, address, by_json(address, QUESTIONS))
    assert found.number("nothing") == 2
    assert "ConnectionRefusedError" in found.seen[0].why


@pytest.mark.parametrize(("rate", "result"), [(8.0, "met"), (7.9, "MISSED")])
def test_a_larger_crowd_is_judged_by_the_usual_one(rate: float, result: str) -> None:
    assert _rate(rate, 10.0).result == result
    assert _rate(rate, 0.0).result == ""


def test_what_a_server_held_in_hard_minutes_is_shown_and_can_be_kept() -> None:
    held = Holding(700.0, 40, 20, 0, 9.0, 1100.0, 30)
    found = Minutes({"claims: answered": 3, "claims: nothing": 1}, {"a line": 1}, (0.1, 0.2), (held,) * 3)
    part = _minutes("quoth", found)
    assert json.loads(json.dumps(asdict(part)))["raw"]["outcomes"] == {
        "claims: answered": 3,
        "claims: nothing": 1,
    }
    shown = {row.what: row for row in part.rows}
    assert shown["... got nothing"].result == "MISSED"
    assert [row.ours for row in part.rows if "descriptors" in row.what] == ["700, 40, 20"] * 3
