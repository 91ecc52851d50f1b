"""How an answer of many articles is shown: each row once, with its mark, and a click to ask otherwise."""

import re
from dataclasses import replace

import pytest

from index import Article
from rag.answer import Answer, Citation, Row, Sentence
from ui.command.terminal import answer_lines
from ui.page.exchange import answer_html
from ui.render.told import as_json, told, told_from

TEXT = "The levy was raised. The levy was cut."
SPANS = ((0, 20), (21, 38))


def answer(rows: int, shown: int) -> Answer:
    articles = [
        Article(id=f"a{n}", title=f"Levy {n}", text=TEXT, published="2020-02-03") for n in range(rows)
    ]
    citations = [
        Citation(n + 1, each, *SPANS[n % 2], TEXT[slice(*SPANS[n % 2])]) for n, each in enumerate(articles)
    ]
    said = tuple(Sentence(each.quote, (each.number,), "supported") for each in citations[:shown])
    paragraphs = ["So many mention “levy”.", *(f"{each.text}{each.marks}" for each in said)]
    return Answer(
        question="how many articles mention the levy?",
        query="how many articles mention the levy?",
        text="\n\n".join(paragraphs + ([f"And {rows - shown} more."] if rows > shown else [])),
        answered=True,
        citations=tuple(citations),
        sentences=said,
        kind="count",
        rows=tuple(Row(each, "levy") for each in citations),
        total=rows,
        taken_for="Counting articles that mention “levy”",
    )


def test_each_row_is_shown_once_the_first_few_at_once() -> None:
    html = answer_html(told(answer(5, 3)))
    marks = [int(number) for number in re.findall(r'class="mark" data-citation="(\d+)"', html)]
    assert marks == [1, 2, 3, 4, 5]
    assert (
        html.index('data-citation="3"')
        < html.index("<summary>And 2 more.</summary>")
        < html.index('data-citation="4"')
    )
    assert "<details>" not in answer_html(told(answer(3, 3)))


def test_a_sentence_that_several_rows_share_is_shown_once() -> None:
    made = answer(2, 2)
    first, second = made.rows
    html = answer_html(told(replace(made, rows=(first, replace(first, value="cut"), second), total=3)))
    assert re.findall(r'class="mark" data-citation="(\d+)"', html) == ["1", "2"]


def test_what_it_was_taken_for_is_said_with_a_way_to_ask_otherwise() -> None:
    html = answer_html(told(answer(2, 2)))
    assert "Counting articles that mention “levy”" in html
    assert 'data-does="as-question"' in html


def test_a_timeline_tells_each_day_and_whose_it_is() -> None:
    made = answer(2, 2)
    rows = (
        replace(made.rows[0], value="2020-01-31", label="event"),
        replace(made.rows[1], value="2020-02-03", label="report"),
    )
    html = answer_html(told(replace(made, kind="timeline", rows=rows)))
    assert html.index("31 January 2020") < html.index("the day of the article")
    assert html.count("the day of the article") == 1


def test_what_one_side_does_not_say_is_said() -> None:
    made = answer(3, 3)
    labels = (("Ardal", 1), ("Bramen", 1), ("Bramen", 2))
    rows = tuple(
        replace(row, label=side, group=group) for row, (side, group) in zip(made.rows, labels, strict=True)
    )
    html = answer_html(told(replace(made, kind="comparison", rows=rows)))
    assert (html.count("<dt"), html.count("not said")) == (4, 1)


def test_a_terminal_shows_each_row_once() -> None:
    lines = answer_lines(answer(5, 3))
    assert [lines.count(f"[{number}] Levy") for number in range(1, 6)] == [1, 1, 1, 0, 0]
    assert lines.splitlines()[0] == "So many mention “levy”."
    assert lines.endswith("And 2 more.")


@pytest.mark.parametrize("rows", [0, 2])
def test_json_has_every_row_and_is_read_back(rows: int) -> None:
    made = told(answer(rows, rows))
    written = as_json(made)
    assert [row["number"] for row in written["rows"]] == list(range(1, rows + 1))
    assert written["total"] == rows
    assert told_from(written) == made
