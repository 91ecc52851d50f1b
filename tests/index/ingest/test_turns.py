"""Fair turns: what is large waits for the rest of what is added, and for no other writer, nor they for it."""

import json
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Article, Library
from index.ingest.entries import GROUP_PASSAGES, entries
from index.ingest.report import Report
from tests.kit.word_encoder import WordEncoder

LARGE = "aaa.jsonl"  # is read first


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library for which forty articles of a word are much."""
    monkeypatch.setattr("index.ingest.records.BATCH_CHARACTERS", 4_000)
    monkeypatch.setattr("index.ingest.records.GROUP_ARTICLES", 10)
    monkeypatch.setattr("index.store.sqlite.file.LOCK_SECONDS", 0.1)
    return Library(tmp_path / "library", WordEncoder())


@pytest.fixture
def large(folder: Path) -> Path:
    lines = [json.dumps({"title": f"Letter {n}", "text": f"word{n}"}) for n in range(40)]
    (folder / LARGE).write_text("\n".join(lines))
    return folder


def while_large(library: Library, folder: Path, act: Callable[[int], object]) -> Report:
    """Add a folder, and act once while its large file is encoded."""
    acts = [act]

    def told(done: int, _: int, name: str) -> None:
        if name.startswith(f"{LARGE}, article") and acts:
            acts.pop()(done)

    report = library.add(folder, progress=told)
    assert not acts, "it is not told of bit by bit"
    return report


def test_a_large_file_of_small_articles_waits_until_the_rest_is_there(small: Library, large: Path) -> None:
    def stop(done: int) -> None:
        assert done == 3, "what was read before it is stored with it"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        while_large(small, large, stop)
    found = [article.title for article in small.articles()]
    assert sorted(found) == ["Moon news", "Nato news", "Suez news"]


def test_others_write_while_a_large_file_is_encoded(small: Library, large: Path, tmp_path: Path) -> None:
    other = Library(small.folder, WordEncoder())
    note = tmp_path / "note.txt"
    note.write_text("A note\n\nThe harbour is open.")
    report = while_large(small, large, lambda _: other.add(note))
    assert len(report.added) == 4
    assert small.summary().articles == 44


def test_what_another_wrote_meanwhile_is_neither_written_twice_nor_undone(
    small: Library, large: Path
) -> None:
    other = Library(small.folder, WordEncoder())
    report = while_large(small, large, lambda _: other.add(large))
    assert str(large / LARGE) in report.unchanged

    newer = json.dumps({"title": "Letter 1", "text": "changed meanwhile"})

    def change(_: int) -> None:
        (large / LARGE).write_text(newer)
        other.add(large)

    (large / LARGE).write_text("\n".join([newer.replace("meanwhile", str(n)) for n in range(40)]))
    while_large(small, large, change)
    assert [one.text for one in small.articles() if one.title == "Letter 1"] == ["changed meanwhile"]


def test_others_write_while_everything_is_encoded_anew(small: Library, folder: Path, tmp_path: Path) -> None:
    small.add([Article(title=f"Letter {n}", text=f"word{n} of a letter") for n in range(40)])
    other = Library(small.folder, WordEncoder())
    gone, kept = (article.id for article in islice(small.articles(), 2))
    acts: list[Callable[[], object]] = [lambda: other.add(folder), lambda: other.remove(gone)]
    acts.append(lambda: other.by_hand.correct(kept, title="The harbour is open"))

    def told(*_: object) -> None:
        if acts:
            acts.pop()()

    small.rebuild(progress=told)
    assert not acts, "it is not told of batch by batch"
    assert other.summary().articles == small.summary().articles == 42
    assert small.verify().articles == 42
    (found,) = small.search("harbour", k=1)
    fresh = Library(tmp_path / "fresh", WordEncoder())
    fresh.add(found.article)
    (again,) = fresh.search("harbour", k=1)
    assert (found.article.id, found.cosine) == (kept, again.cosine)


def test_passages_that_are_the_same_are_encoded_once() -> None:
    class Counting(WordEncoder):
        seen = 0

        def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            assert len(texts) <= GROUP_PASSAGES
            self.seen += len(texts)
            return super().passages(texts)

    counting = Counting()
    texts = [" ".join(f"w{n % 400}" for n in range(8000)), "again " * 2000, "once only"]
    made = entries([Article(title="A", text=text) for text in texts], counting)
    each = [[f"A\n{one.article.text[start:end]}" for start, end in one.spans] for one in made]
    for one, passages in zip(made, each, strict=True):
        assert np.array_equal(one.vectors, WordEncoder().passages(passages))
    assert counting.seen == len(set().union(*each)) < sum(map(len, each)) / 2
