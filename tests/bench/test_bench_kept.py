from pathlib import Path

import pytest

from tests.bench import kept
from tests.bench.kept import END, START, Kept, shown
from tests.bench.report import Part, Row

KNOWN = {
    "commit": "abc1234",
    "date": "2026-11-29T10:00:00+00:00",
    "processor": "a CPU",
    "cores": 2,
    "bf16": True,
    "load_before": 0.1,
}
PARTS = (
    Part("encoding", (Row("passages encoded", "50", "20", "2.50", ">= 2", "met"), Row("cosine", "0.99"))),
    Part("beside", (Row("Assistant.ask", "100", "400", "0.25"),), other="e6a2ead"),
)


@pytest.mark.parametrize(("readme", "starts"), kept.READMES.items(), ids=lambda value: str(value)[-20:])
def test_every_readme_shows_the_figures_that_are_kept(readme: Path, starts: tuple[str, ...]) -> None:
    text = readme.read_text(encoding="utf-8")
    assert shown(text, kept.read(), starts) == text, (
        "run python -m tests.bench --keep, or undo what was changed by hand"
    )


def test_what_is_kept_is_written_to_the_file_and_the_readmes_and_read_as_it_was(tmp_path: Path) -> None:
    readme, file = tmp_path / "README.md", tmp_path / "speed.json"
    readme.write_text(f"Before.\n{START}\nold | figures\n{END}\nAfter.\n")
    figures = kept.kept(PARTS, KNOWN)
    kept.write(figures, file, {readme: ("",)})
    assert kept.read(file) == figures
    text = readme.read_text()
    assert text.startswith(f"Before.\n{START}\n")
    assert text.endswith(f"{END}\nAfter.\n")
    assert "old" not in text
    assert "abc1234, 2026-11-29, a CPU, 2 cores, bf16, load 0.1" in text
    assert "| passages encoded | 50 | 20 | 2.50 |" in text
    assert "| | Quoth | e6a2ead | ratio |" in text
    assert "| Assistant.ask | 100 | 400 | 0.25 |" in text


def test_a_first_page_shows_the_rows_it_names_and_no_other_version() -> None:
    text = shown(f"{START}\n{END}", kept.kept(PARTS, KNOWN), ("passages",))
    assert "passages encoded" in text
    assert "cosine" not in text
    assert "Assistant.ask" not in text


def test_a_readme_without_a_place_for_the_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="the README lacks the lines"):
        shown("no marks", Kept("abc", "2026-11-29", "a CPU", ()), ("",))
