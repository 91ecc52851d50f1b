"""Near-copies in a library: grouped as articles come and go, told once by a search, counted as one source."""

import itertools
import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from index import Article, Hit, Library
from index.encode import Encoder
from index.passage import Filter
from index.store.stories import HOLDERS
from rag import Assistant
from rag.answer import Answer, Citation
from rag.evidence.gather import gather
from rag.question.parse import parse
from rag.quoted.compose import compose
from tests.kit.stories import FOOTER, OTHER, OUTLETS, STORY, UPDATE, WIRE, printed
from ui.command.terminal import answer_lines
from ui.page.exchange import answer_html
from ui.render.byline import independent
from ui.render.reader import article_html
from ui.render.told import Quotation, as_json, told

from ..kit.rows import database_of

QUESTION = "Where did the ferry Albatross run aground?"


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder)


def wire(count: int = len(OUTLETS)) -> list[Article]:
    return [
        Article(
            id=f"wire-{place}",
            title=f"Ferry aground, says {outlet}",
            text=printed(outlet, place),
            source=outlet,
            published=f"2018-06-{11 + place}",
        )
        for place, outlet in enumerate(OUTLETS[:count])
    ]


def article(name: str, text: str, day: str | None = None) -> Article:
    return Article(id=name, title=name, text=text, published=day)


def ids(articles: list[Article] | tuple[Article, ...]) -> list[str]:
    return [each.id for each in articles]


def groups(library: Library) -> set[frozenset[str]]:
    return {frozenset([each.id, *ids(library.copies(each.id))]) for each in library.articles()}


def of_ferry(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if "Albatross" in hit.article.text]


def test_six_outlets_with_one_wire_story_are_one_hit_with_five_copies(library: Library) -> None:
    library.add([*wire(), article("harvest", OTHER)])
    found = of_ferry(library.search(QUESTION))
    assert len(found) == 1
    assert {found[0].article.id, *ids(found[0].copies)} == {each.id for each in wire()}
    days = [copy.published for copy in found[0].copies]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
    assert [hit.rank for hit in library.search(QUESTION)] == [1, 2]


def test_an_article_of_its_own_has_no_copies(library: Library) -> None:
    library.add([*wire(), article("harvest", OTHER)])
    assert library.copies("harvest") == []
    assert library.search("When did the grape harvest begin?", k=1)[0].copies == ()
    with pytest.raises(KeyError, match="no article 'none'"):
        library.copies("none")


def test_removing_the_first_keeps_the_others_together(library: Library) -> None:
    library.add(wire())
    library.remove("wire-0")
    assert groups(library) == {frozenset(f"wire-{place}" for place in range(1, 6))}
    assert len(library.search(QUESTION)[0].copies) == 4
    library.remove(ids(wire())[1:5])
    assert library.search(QUESTION)[0].copies == ()


def test_what_one_article_alone_held_together_comes_apart(library: Library) -> None:
    first, last = " ".join(WIRE[:4]), " ".join(WIRE[4:])
    library.add([article("first", first), article("last", last), article("whole", STORY)])
    assert groups(library) == {frozenset({"first", "last", "whole"})}
    library.remove("whole")
    assert groups(library) == {frozenset({"first"}), frozenset({"last"})}
    assert len(of_ferry(library.search("ferry captain and divers"))) <= 2


def test_an_update_is_no_copy_and_a_shared_footer_makes_none(library: Library) -> None:
    library.add(
        [
            article("report", f"{STORY} {FOOTER}", "2018-06-12"),
            article("update", UPDATE, "2018-06-13"),
            article("cut", " ".join(WIRE[:5]), "2018-06-13"),
        ]
    )
    library.add([article("harvest", f"{OTHER} {FOOTER}")])
    assert ids(library.copies("report")) == ["cut"]
    assert library.copies("update") == []
    assert library.copies("harvest") == []


def test_the_newest_version_comes_first_and_names_the_others(library: Library) -> None:
    library.add([article("report", STORY, "2018-06-12"), article("update", UPDATE, "2018-06-14")])
    found = of_ferry(library.search(QUESTION))
    assert found[0].article.id == "update"
    assert (found[0].copies, ids(found[0].versions)) == ((), ["report"])
    assert found[0].story != library.search("bruises and cold", k=9)[-1].story


def test_what_an_update_and_its_report_both_say_is_told_once_by_the_update(library: Library) -> None:
    lines = ["The harbour is closed to all ships until the wreck has been searched, the owner said.", *WIRE]
    report = "\n\n".join(lines)
    library.add(
        [
            article("report", report, "2018-06-12"),
            article("update", report.replace("11 passengers", "17 passengers"), "2018-06-13"),
        ]
    )
    found = library.search("How many passengers were treated for bruises?")
    assert "17 passengers" in found[0].text
    assert ["11 passengers" in hit.text for hit in found if hit.article.id == "report"] == [True]


def test_an_answer_is_the_newest_versions(library: Library) -> None:
    rest = " ".join(WIRE[3:])
    first = (
        f"The coast guard continued its search on Monday for the sailor Tom Bell, lost off Port Lenna. {rest}"
    )
    later = f"The coast guard found the sailor Tom Bell, lost off Port Lenna, dead on Wednesday. {rest}"
    library.add([article("first", first, "2018-06-11"), article("later", later, "2018-06-13")])
    answer = Assistant(library).ask("Was the sailor Tom Bell found?")
    assert answer.answered
    assert answer.citations[0].article.id == "later"
    assert "dead" in answer.citations[0].quote


def test_the_order_of_adding_does_not_matter(tmp_path: Path, encoder: Encoder) -> None:
    every = [
        *wire(3),
        article("update", UPDATE),
        article("half", " ".join(WIRE[:4])),
        article("harvest", OTHER),
    ]
    found = []
    for seed in range(4):
        library = Library.open(tmp_path / str(seed), encoder=encoder)
        for each in random.Random(seed).sample(every, len(every)):
            library.add(each)
        found.append(groups(library))
    assert all(each == found[0] for each in found)
    assert sorted(map(len, found[0])) == [1, 1, 4]


def test_another_figure_in_the_same_words_is_shown_beside_the_first(library: Library) -> None:
    library.add([article("report", STORY), article("update", UPDATE), article("again", STORY.upper())])
    found = library.search("How many passengers were treated for bruises?")
    assert {hit.article.id for hit in found} >= {"update"}
    assert any("11 passengers" in hit.text or "11 PASSENGERS" in hit.text for hit in found)
    assert any("17 passengers" in hit.text for hit in found)


def test_a_passage_that_a_copy_has_alone_is_found(library: Library) -> None:
    own = " ".join(
        [
            "The lighthouse keeper Orla Finch said that she saw the ship turn west before it struck a reef.",
            "She rang the harbour twice, but the line was engaged, and lit the old signal fire instead.",
            "Finch has kept the lighthouse for thirty-one years and wrote the hour in her log, as ever.",
            "Her father had saved a trawler on the same reef in the winter of the great storm.",
        ]
        * 3
    )
    library.add([article("report", f"{STORY}\n\n{OTHER}"), article("longer", f"{STORY}\n\n{OTHER}\n\n{own}")])
    assert ids(library.copies("report")) == ["longer"]
    found = library.search("What did the lighthouse keeper see?", k=5)
    assert "lighthouse keeper" in found[0].text
    assert len(found) < library.summary().passages


def test_a_changed_article_changes_its_group(library: Library) -> None:
    library.add([article("report", STORY), article("other", " ".join(WIRE[:6]))])
    assert ids(library.copies("report")) == ["other"]
    library.add(article("other", OTHER))
    assert library.copies("report") == []
    library.add(article("other", f"{STORY} Nobody was hurt badly."))
    assert ids(library.copies("report")) == ["other"]


def test_a_file_that_is_brought_up_to_date_leaves_no_trace(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"A ferry\n\n{STORY}\n")
    (folder / "b.txt").write_text(f"The ferry\n\n{' '.join(WIRE[:6])}\n")
    library.sync(folder)
    assert sorted(map(len, groups(library))) == [2]
    (folder / "b.txt").write_text(f"A harvest\n\n{OTHER}\n")
    library.sync(folder)
    assert sorted(map(len, groups(library))) == [1, 1]
    (folder / "b.txt").unlink()
    library.sync(folder)
    assert sorted(map(len, groups(library))) == [1]
    rows = database_of(library).rows
    assert rows("SELECT count(*) FROM stories") == [(1,)]
    assert rows("SELECT count(DISTINCT number) FROM sketches") == [(1,)]
    library.verify()


def without_stories(library: Library) -> None:
    """Make the library what it was before there were stories."""
    with sqlite3.connect(database_of(library).path) as connection:
        connection.executescript(
            "DROP TABLE sketches; DROP TABLE stories; DELETE FROM meta WHERE key = 'stories'"
        )
    connection.close()


def test_a_library_without_stories_is_searched_and_gets_them_when_written_to(library: Library) -> None:
    library.add(wire())
    without_stories(library)
    assert len(library.search(QUESTION)) == 6
    assert library.search(QUESTION)[0].copies == ()
    assert library.copies("wire-0") == []
    library.add(article("harvest", OTHER))
    assert len(of_ferry(library.search(QUESTION))) == 1
    assert len(library.copies("wire-0")) == 5


def test_a_rebuild_finds_the_stories(library: Library) -> None:
    library.add(wire())
    without_stories(library)
    library.rebuild()
    assert len(library.copies("wire-0")) == 5


def test_a_filter_confines_what_is_found_but_not_what_is_named(library: Library) -> None:
    library.add(wire())
    (hit,) = library.search(QUESTION, sources=OUTLETS[3])
    assert hit.article.source == OUTLETS[3]
    assert len(hit.copies) == 5


def test_many_copies_stay_one_story(library: Library) -> None:
    many = [
        replace(article(f"copy-{place}", f"{STORY} This is the story as {word} prints it."), source=word)
        for place, word in enumerate(itertools.islice(itertools.cycle(OUTLETS), HOLDERS + 20))
    ]
    library.add(many)
    assert len(library.copies("copy-0")) == len(many) - 1
    library.remove("copy-0")
    assert len(library.copies("copy-7")) == len(many) - 2


# -- what is answered and shown


def cited(library: Library, *names: str) -> tuple[Quotation, ...]:
    found = [library.article(name) for name in names]
    citations = tuple(
        Citation(number, each, 0, 20, each.text[:20], copies=tuple(library.copies(each.id)))
        for number, each in enumerate(found, start=1)
    )
    return told(Answer("why?", "why?", "", answered=True, citations=citations)).citations


def test_copies_count_as_one_independent_source(library: Library) -> None:
    library.add([*wire(), article("harvest", OTHER, "2018-06-02")])
    assert (
        independent(cited(library, "wire-0", "harvest", "wire-3"))
        == "2 independent sources, newest 14 June 2018"
    )
    assert independent(cited(library, "wire-1")) == "1 independent source, newest 12 June 2018"
    assert independent(cited(library, "harvest")) == ""


def test_an_outlet_with_and_without_the_is_one_independent_source(library: Library) -> None:
    first, second = article("harvest", OTHER), article("report", STORY)
    library.add([replace(first, source="The Valley Post"), replace(second, source="Valley post")])
    assert independent(cited(library, "harvest", "report")) == "1 independent source"


def test_an_answer_names_the_copies_and_counts_its_sources(library: Library) -> None:
    library.add([*wire(), article("harvest", OTHER)])
    answer = Assistant(library).ask(QUESTION)
    assert answer.answered
    line = independent(told(answer).citations)
    assert line.startswith("1 independent source, newest ")
    assert line in answer_html(told(answer))
    assert answer_lines(answer).endswith(line)
    copies = as_json(told(answer))["citations"][0]["copies"]
    assert len(copies) == 5
    assert set(copies[0]) == {"article_id", "source", "published", "url", "title"}


def test_the_closest_passages_are_of_several_stories(library: Library) -> None:
    library.add([*wire(), article("report", STORY), article("update", UPDATE), article("harvest", OTHER)])
    answer = Assistant(library).ask("Who paid for the moon landing in Brazil?")
    assert not answer.answered
    stories = [hit.story for hit in answer.closest]
    assert len(stories) == len(set(stories))


def test_near_copies_speak_with_one_voice(library: Library) -> None:
    library.add([article("report", STORY), article("again", STORY.upper())])
    candidates = gather(library, parse(QUESTION), Filter()).candidates
    assert len({each.hit.story for each in candidates}) == 1
    assert len(compose(QUESTION, candidates).citations) <= 3


def test_the_reader_pane_names_the_copies(library: Library) -> None:
    library.add(wire(3))
    shown = article_html(library.article("wire-0"), copies=library.copies("wire-0"))
    assert "Also in: <bdi>The Harbour</bdi>" in shown
    assert "13 June 2018" in shown
    assert "and 3 more" in article_html(library.article("wire-0"), copies=[library.article("wire-1")] * 15)
    assert "Also in" not in article_html(library.article("wire-0"))
    hostile = Article(title="<b>x</b>", text="Words.")
    assert "<b>" not in article_html(library.article("wire-0"), copies=[hostile])


def test_an_answer_without_citations_has_no_sources_to_count() -> None:
    assert independent(()) == ""
    assert "independent" not in answer_html(
        told(Answer("q", "q", "The articles do not say.", answered=False))
    )
