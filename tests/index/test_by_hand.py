"""What people say of articles stays: over a sync, a change of the file, a rebuild, a repair and a backup."""

from pathlib import Path

import pytest

from index import Library
from index.passage import Filter

from ..kit.word_encoder import WordEncoder

PAGE = "Title: Levy\n\nThe council of Karsund raised the harbour levy on Monday. Ferries pay twice as much."


@pytest.fixture
def library(tmp_path: Path) -> Library:
    news = tmp_path / "news"
    news.mkdir()
    (news / "levy.txt").write_text(PAGE)
    (news / "other.txt").write_text("Growers expect a smaller harvest this year, says their union.")
    made = Library(tmp_path / "library", WordEncoder())
    made.sync(news, source="Coast Wire", published="2022-03-04")
    return made


def levy(library: Library) -> str:
    return next(each.id for each in library.articles() if "levy" in each.text)


def test_a_correction_stays_when_the_folder_is_synced_again_and_can_be_undone(
    library: Library, tmp_path: Path
) -> None:
    before = library.article(levy(library))
    after = library.by_hand.correct(
        before.id, title="Levy doubled", source="Karsund Post", published="2022-03-01", author="Ann Lee"
    )
    assert (after.title, after.source, after.published) == ("Levy doubled", "Karsund Post", "2022-03-01")
    assert (after.author, after.published_from, after.sha256) == ("Ann Lee", "corrected", before.sha256)
    read = {"title": before.title, "source": "Coast Wire", "published": "2022-03-04", "author": None}
    library.sync(tmp_path / "news", source="The Wire")  # which reads the files again
    assert library.article(before.id) == after
    assert library.by_hand.corrected([before.id]) == {
        before.id: read | {"source": "The Wire", "published": None}
    }
    undone = library.by_hand.undo(before.id)
    assert (undone.title, undone.source, undone.published) == (before.title, "The Wire", None)
    assert library.by_hand.corrected([before.id]) == {}
    library.verify()


def test_what_was_said_of_an_article_goes_on_when_its_text_changes(library: Library, tmp_path: Path) -> None:
    first = levy(library)
    library.by_hand.correct(first, source="Karsund Post")
    library.by_hand.tag(first, ["Harbour", "To read"])
    (tmp_path / "news" / "levy.txt").write_text(PAGE.replace("twice", "three times"))
    library.sync(tmp_path / "news", source="Coast Wire")
    second = levy(library)
    assert second != first
    assert library.article(second).source == "Karsund Post"
    assert library.by_hand.tags_of([second]) == {second: ("Harbour", "To read")}
    assert library.by_hand.tags() == [("Harbour", 1), ("To read", 1)]


def test_a_corrected_title_day_and_outlet_are_what_is_searched(library: Library) -> None:
    one = levy(library)
    library.by_hand.correct(one, title="Zander quota", source="Karsund Post", published="2019-01-01")
    assert library.search("zander quota", k=1)[0].article.id == one
    assert [hit.article.id for hit in library.search("harvest", sources="karsund post")] == [one]
    assert library.summary(Filter(until="2019-12-31")).articles == 1
    assert {word.word: word.passages for word in library.words("zander")} == {"zander": 1}
    library.rebuild()
    assert library.article(one).title == "Zander quota"


def test_tags_and_corrections_are_in_a_backup(library: Library, tmp_path: Path) -> None:
    one = levy(library)
    library.by_hand.correct(one, source="Karsund Post")
    library.by_hand.tag(one, "Harbour")
    library.backup(tmp_path / "kept")
    other = Library(tmp_path / "other", WordEncoder())
    other.restore(tmp_path / "kept")
    assert other.by_hand.tags() == [("Harbour", 1)]
    assert other.by_hand.corrected([one]) == {one: {"source": "Coast Wire"}}
    assert other.by_hand.undo(one).source == "Coast Wire"
    other.verify()


def test_a_backup_whose_tags_were_changed_is_damaged(library: Library, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    library.by_hand.tag(levy(library), "Harbour")
    library.backup(tmp_path / "kept")
    with closing(sqlite3.connect(tmp_path / "kept")) as file:
        file.execute("UPDATE tags SET name = 'Other'")
        file.commit()
    with pytest.raises(Exception, match="is damaged"):
        Library(tmp_path / "other", WordEncoder()).restore(tmp_path / "kept")


def test_tags_filter_searches_counts_and_lists(library: Library) -> None:
    one = levy(library)
    library.by_hand.tag([each.id for each in library.articles()], "All of it")
    library.by_hand.tag(one, "Harbour")
    assert library.summary(Filter(tags=("harbour",))).articles == 1
    assert [hit.article.id for hit in library.search("harvest", tags="HARBOUR")] == [one]
    assert library.listed(only=Filter(tags=("harbour", "all of it"))).total == 2
    library.by_hand.untag(one, "harbour")
    assert library.search("harvest", tags=["Harbour"]) == []
    library.remove(one)
    assert library.by_hand.tags() == [("All of it", 1)]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"published": "soon"}, "is no day"),
        ({"text": "other"}, "cannot be corrected"),
        ({"title": "a\0b"}, "NUL"),
        ({"author": "x" * 2000}, "1,000 are the most"),
    ],
)
def test_what_cannot_be_right_is_refused(library: Library, fields: dict[str, str], line: str) -> None:
    one = library.article(levy(library))
    with pytest.raises(ValueError, match=line):
        library.by_hand.correct(one.id, **fields)
    assert library.article(one.id) == one


@pytest.mark.parametrize("tags", ["", " ", "a,b", "a\nb", "x" * 61, []])
def test_what_is_no_tag_is_refused(library: Library, tags: str | list[str]) -> None:
    with pytest.raises(ValueError, match="tag"):
        library.by_hand.tag(levy(library), tags)
    with pytest.raises(KeyError, match="no article"):
        library.by_hand.tag("nobody", "Harbour")
    assert library.by_hand.tags() == []


def test_a_correction_is_one_change_and_the_list_is_searched_by_it_at_once(library: Library) -> None:
    article_id, before = levy(library), library.store.change().number
    library.by_hand.correct(article_id, title="Zebra crossing")  # also the passages, which have the title
    assert library.store.change().number == before + 1
    assert [one.id for one in library.listed("zebra").articles] == [article_id]
    library.by_hand.undo(article_id)
    assert library.store.change().number == before + 2
    assert library.listed("zebra").total == 0
