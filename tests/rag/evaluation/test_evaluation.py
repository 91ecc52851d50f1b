"""Metrics are what their papers say, gold is read or refused by line, and every question is measured."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Library, QuothError
from index.encode import Encoder
from rag import Assistant
from rag.evaluation import Evaluation, Gold, evaluate, read_questions, report
from rag.evaluation.metrics import (
    auc,
    exact_match,
    holds,
    percentile,
    places,
    recall,
    reciprocal_rank,
    token_f1,
)
from rag.evaluation.run import article_ids
from tests.kit.model_server import Script, model_server
from ui.command.evaluation import DASH, SAMPLE_QUESTIONS, evaluation_lines
from ui.command.evaluation_page import evaluation_html

RANKS = st.lists(st.none() | st.integers(1, 50), min_size=1, max_size=8)
WORDS = st.text("abcdé 05'\n", min_size=1, max_size=30)


# -- metrics


def test_recall_and_reciprocal_rank_by_hand() -> None:
    assert recall([1, 4, None], 1) == 1 / 3
    assert recall([1, 4, None], 5) == 2 / 3
    assert reciprocal_rank([4, 2, None], 10) == 0.5
    assert reciprocal_rank([11], 10) == 0.0
    assert reciprocal_rank([None], 10) == 0.0
    with pytest.raises(ValueError, match="nothing"):
        recall([], 5)


@given(RANKS, st.integers(1, 20))
def test_recall_grows_with_depth_and_bounds_the_reciprocal_rank(ranks: list[int | None], k: int) -> None:
    assert 0 <= recall(ranks, k) <= recall(ranks, k + 1) <= 1
    assert reciprocal_rank(ranks, k) <= reciprocal_rank(ranks, k + 1)
    assert (reciprocal_rank(ranks, k) > 0) == (recall(ranks, k) > 0)


def test_exact_match_and_f1_by_hand() -> None:
    assert exact_match("The Eiffel Tower!", ["eiffel tower"]) == 1.0
    assert exact_match("a tower", ["the Eiffel Tower", "Tower."]) == 1.0
    assert exact_match("tower", ["eiffel tower"]) == 0.0
    assert token_f1("in October 1973", ["October 1973"]) == pytest.approx(0.8)  # 2 shared of 3 + 2
    assert token_f1("to be to be", ["to be"]) == pytest.approx(2 * 2 / (4 + 2))
    assert token_f1("x", ["October", "x y"]) == pytest.approx(2 / 3)
    assert token_f1("x", []) == 0.0


@given(WORDS, st.lists(WORDS, max_size=3))
def test_what_matches_exactly_shares_every_word(text: str, answers: list[str]) -> None:
    assert token_f1(text, [text]) == exact_match(text, [text]) == 1.0
    assert 0.0 <= exact_match(text, answers) <= token_f1(text, answers) <= 1.0


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_the_area_is_the_share_of_pairs_in_order(positive: list[int], negative: list[int]) -> None:
    pairs = [(high > low) + (high == low) / 2 for high in positive for low in negative]
    assert auc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_there_is_no_area_of_nothing() -> None:
    assert math.isnan(auc([], [1.0]))


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_and_enough_lie_below(values: list[float], hundredths: int) -> None:
    found = percentile(values, hundredths / 100)
    assert found in values
    assert sum(value <= found for value in values) / len(values) >= hundredths / 100 - 1e-9


# -- where words stand


def test_words_are_found_whatever_their_case_space_and_quotation_marks() -> None:
    text = "He said: “The vote\n was 330–99”, and didn’t smile."
    assert [text[start:end] for start, end in places(text, 'the VOTE was 330-99"')] == [
        "The vote\n was 330–99”"
    ]
    assert holds(text, ["no", "didn't smile"])
    assert not holds(text, [])
    assert places(text, "  ") == []


def test_a_number_is_not_found_within_another_nor_a_word_within_a_word() -> None:
    assert not holds("In 2010 the focus was on sanctions.", ["10", "us", "sanction"])
    assert holds("On 10.", ["10"])
    assert holds("東京都に住む", ["東京"])


@given(st.lists(st.sampled_from(["Ein", "été", "5.4", "(x)", "a+b", "日"]), min_size=1, max_size=6))
def test_words_stand_in_themselves(words: list[str]) -> None:
    assert (0, len("  ".join(words))) in places("  ".join(words), " ".join(words).upper())


# -- gold


def written(folder: Path, *lines: str | bytes) -> Path:
    path = folder / "own.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def test_questions_are_read_under_all_their_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        b'\xef\xbb\xbf{"question": " Who? ", "answers": "Ann", "article": "a.md", "quote": ["Ann did."]}',
        "",
        '{"id": 7, "question": "When?", "answers": ["1973"], "gold_ids": ["x", "y"], "evidence": []}\r',
        '{"question": "Where?", "answers": [], "answerable": false}',
        '{"question": "Sep\u2028arated?", "answers": ["x"]}',
    )
    first, second, third, fourth = read_questions(path)
    assert first == Gold("Who?", ("Ann",), ("a.md",), ("Ann did.",), place=f"{path}, line 1")
    assert (second.answers, second.articles, second.quotes) == (("1973",), ("x", "y"), ())
    assert (third.answerable, third.place) == (False, f"{path}, line 4")
    assert fourth.question == "Sep\u2028arated?"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        (f'{{"question": "x", "answers": [{"9" * 5000}]}}', "is no JSON"),
        (b'{"question": "\xff"}', "not UTF-8"),
        ('["x"]', "write an object"),
        ('{"answers": ["x"]}', "has no question"),
        ('{"question": 3}', "has no question"),
        ('{"question": " ", "answers": ["x"]}', "blank"),
        ('{"question": "x"}', '"answerable": false'),
        ('{"question": "x", "answers": []}', '"answerable": false'),
        ('{"question": "x", "answers": [1973]}', "answers holds 1973"),
        ('{"question": "x", "answers": [""]}', "blank text"),
        ('{"question": "x", "answers": ["\\ud800"]}', "no valid Unicode"),
        ('{"question": "x", "gold_ids": {"a": 1}}', "gold_ids holds"),
        ('{"question": "x", "answerable": "no"}', 'answerable is "no"'),
    ],
)
def test_a_bad_line_is_one_line_that_names_it(tmp_path: Path, line: str | bytes, why: str) -> None:
    path = written(tmp_path, '{"question": "x", "answers": ["y"]}', line)
    with pytest.raises(ValueError, match="line 2") as failed:
        read_questions(path)
    message = str(failed.value)
    assert message.startswith(f"{path}, line 2: ")
    assert why in message
    assert "\n" not in message
    assert len(message) < 400


def test_a_file_without_questions_or_without_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no question"):
        read_questions(written(tmp_path, "", " "))
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(QuothError, match="name a file of questions"):
            read_questions(path)


def test_an_article_is_named_by_id_title_url_or_file(sample_library: Library) -> None:
    article = next(each for each in sample_library.articles() if each.title.startswith("Finland"))
    names = [article.id, article.title.upper(), f"{article.url}/", "2023-04-05-finland-joins-nato.md"]
    names.append("samples/2023-04-05-finland-joins-nato.md")
    assert article_ids(sample_library, names) == dict.fromkeys(names, frozenset({article.id}))
    others = ["joins-nato.md", "", "Finland", "other/2023-04-05-finland-joins-nato.md"]
    assert article_ids(sample_library, others) == dict.fromkeys(others, frozenset())


# -- a run


@pytest.fixture(scope="module")
def found(sample_library: Library) -> Evaluation:
    """The questions that come with the samples, asked of them."""
    return evaluate(sample_library, read_questions(SAMPLE_QUESTIONS))


def test_every_question_about_the_samples_is_measured(found: Evaluation) -> None:
    totals = {total.name: total for total in found.totals}
    assert found.articles == 18
    assert {name: total.of for name, total in totals.items() if total.of < 11} == {"false_answers": 3}
    assert totals["token_f1"].of == 11
    assert totals["any_cited"].of == totals["passage_mrr_at_10"].of == totals["article_recall_at_1"].of == 12
    values = {name: total.value or 0.0 for name, total in totals.items()}
    assert all(0 <= values[name] <= 1 for name in values if not name.startswith("seconds"))
    assert values["article_recall_at_10"] == 1.0
    assert values["any_cited"] >= 0.75
    assert 0 < values["seconds_median"] <= values["seconds_p95"]


def test_each_question_is_told_right_from_wrong(sample_library: Library) -> None:
    mirror = "How wide is the main mirror of the Webb telescope?"
    football = "Who won the 1998 football world cup?"
    answer, quote, declined, refused, wrong = evaluate(
        sample_library,
        [
            Gold(mirror, ("6.5 metres",)),
            Gold(mirror, ("7 metres",), quotes=("18 hexagonal",)),
            Gold(football, answerable=False),
            Gold(football, ("France",)),
            Gold(mirror, answerable=False),
        ],
    ).questions
    assert (answer.verdict, answer.said, answer.passage_ranks) == ("right", True, (1,))
    assert (quote.verdict, quote.said, quote.exact_match, quote.any_cited) == ("right", False, 0.0, True)
    assert (declined.verdict, declined.false_answer, declined.refused) == ("right", False, None)
    assert (refused.verdict, refused.refused, refused.any_cited) == ("refused", True, False)
    assert (refused.exact_match, refused.token_f1, refused.said) == (0.0, 0.0, False)
    assert (wrong.verdict, wrong.false_answer, wrong.any_cited) == ("wrong", True, None)


def test_what_no_question_asks_for_is_a_dash_and_never_a_zero(sample_library: Library) -> None:
    gold = Gold("What did Niinisto say about Finland?", articles=("2023-04-05-finland-joins-nato.md",))
    result = evaluate(sample_library, [gold])
    totals = {total.name: total.value for total in result.totals}
    assert [name for name, value in totals.items() if value is not None] == [
        *(f"article_recall_at_{depth}" for depth in (1, 5, 10)),
        *("article_mrr_at_10", "refused", "seconds_median", "seconds_p95"),
    ]
    assert report(result)["totals"]["token_f1"] is None
    assert f"exact match{DASH:>11}\n" in evaluation_lines(result)
    assert result.questions[0].verdict == "right"


def test_an_article_that_is_not_there_is_named_before_anything_is_asked(sample_library: Library) -> None:
    gold = Gold("Who?", ("Ann",), ("nowhere.md",), place="own.jsonl, line 9")
    asked: list[str] = []
    with pytest.raises(ValueError, match=r"own.jsonl, line 9: no article in the library is 'nowhere.md'"):
        evaluate(sample_library, [gold], progress=lambda *now: asked.append(now[2]))
    assert asked == []


def test_a_library_needs_a_question_and_its_own_assistant(
    sample_library: Library, tmp_path: Path, encoder: Encoder
) -> None:
    other = Assistant(Library.open(tmp_path, encoder=encoder))
    with pytest.raises(ValueError, match="no question"):
        evaluate(sample_library, [])
    with pytest.raises(ValueError, match="another library"):
        evaluate(sample_library, [Gold("x", ("y",))], assistant=other)


def test_several_gold_articles_share_the_recall_and_copies_count_once(
    tmp_path: Path, encoder: Encoder
) -> None:
    texts = {
        "a": "The bridge over the Lune was closed on Monday for repairs.",
        "b": "The bridge over the Lune was closed on Monday, police said.",
        "c": "The bakery in the square sells rye bread and rolls.",
    }
    titles = {"a": "Bridge", "b": "Bridge", "c": "Bread"}
    library = Library.open(tmp_path, encoder=encoder)
    library.add([Article(id=name, title=titles[name], text=text) for name, text in texts.items()])
    question = "When was the bridge over the Lune closed?"
    titled, both = evaluate(
        library, [Gold(question, ("Monday",), ("bridge",)), Gold(question, ("Monday",), ("a", "c"))]
    ).questions
    assert (titled.article_ranks, titled.right_article) == ((1,), True)
    assert both.article_ranks in ((1, 3), (2, 3))


def test_progress_is_told_and_a_models_answers_have_no_short_ones(sample_library: Library) -> None:
    told: list[tuple[int, int, str]] = []
    gold = Gold("Why was India exempted from CAATSA?", ("Major Defense Partner",))
    with model_server(Script(pieces=["It is a Major Defense Partner. [1]"])) as spec:
        result = evaluate(
            sample_library,
            [gold],
            assistant=Assistant(sample_library, spec),
            progress=lambda *now: told.append(now),
        )
    assert told == [(0, 1, gold.question), (1, 1, "")]
    assert (result.questions[0].said, result.questions[0].token_f1, result.notices) == (True, None, ())


def test_a_model_that_is_down_is_reported(sample_library: Library) -> None:
    gold = Gold("How wide is the main mirror of the Webb telescope?", ("6.5 metres",))
    result = evaluate(
        sample_library, [gold], assistant=Assistant(sample_library, "http://127.0.0.1:9/v1#tiny")
    )
    assert "is it running?" in result.notices[0]
    assert "Something went wrong with 1 question:" in evaluation_lines(result)
    assert "Something went wrong with 1 question:" in evaluation_html(result)
