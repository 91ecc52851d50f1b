from datetime import date, datetime
from typing import Any

import pytest

from index import Article


def test_the_same_text_has_the_same_id_whatever_else_is_known() -> None:
    assert (
        Article(text="Same words.").id
        == Article(text="Same words.", title="Other", url="https://a.example").id
    )


def test_an_id_that_is_given_is_kept() -> None:
    assert Article(id="a1", text="Words.").id == "a1"


@pytest.mark.parametrize(
    "day", ["2018-10-05", "2018-10-05T23:59:59+05:30", date(2018, 10, 5), datetime(2018, 10, 5, 12)]
)
def test_a_day_is_kept_without_its_time(day: str) -> None:
    assert Article(text="x", published=day).published == "2018-10-05"


@pytest.mark.parametrize("day", ["05/10/2018", "soon", "2018-13-01", "2018", "2018-10-05garbage"])
def test_what_is_no_day_is_refused_by_name(day: str) -> None:
    with pytest.raises(ValueError, match="published="):
        Article(text="x", published=day)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_blank_text_is_no_article(text: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        Article(text=text)


@pytest.mark.parametrize("field", ["title", "text", "source", "url"])
def test_a_nul_character_is_refused_by_name(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field} holds a NUL"):
        Article(**dict[str, Any]({"text": "Words.", field: "a\x00b"}))


def test_a_field_of_another_type_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="title is text, not NoneType"):
        Article(text="x", title=None)  # type: ignore[arg-type]


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(ValueError, match="Unicode"):
        Article(text="broken \ud83d here")


def test_pages_say_on_which_of_them_an_offset_lies() -> None:
    article = Article(text="One page. Two pages.", pages=(0, 10, 10))
    assert [article.page(offset) for offset in (0, 9, 10, 19)] == [1, 1, 3, 3]
    assert Article(text="No pages.").page(3) is None


@pytest.mark.parametrize("pages", [(1,), (0, 5, 4), (0, 99)])
def test_pages_that_do_not_ascend_within_the_text_are_refused(pages: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pages ascend from 0"):
        Article(text="Ten letters.", pages=pages)


def test_a_page_is_cited_by_what_is_printed_on_it() -> None:
    article = Article(text="One page. Two pages.", pages=(0, 10), page_labels=("iv", "1"))
    assert [article.page_label(offset) for offset in (0, 10)] == ["iv", "1"]
    assert Article(text="One page.", pages=(0,)).page_label(3) == "1"
    assert Article(text="No pages.").page_label(3) is None


def test_labels_that_only_count_the_pages_are_none() -> None:
    assert Article(text="One. Two.", pages=(0, 5), page_labels=("1", "2")).page_labels == ()


def test_every_page_has_one_label() -> None:
    with pytest.raises(ValueError, match="2 pages needs as many labels, not 1"):
        Article(text="One. Two.", pages=(0, 5), page_labels=("iv",))


def test_recognised_words_are_told_from_others() -> None:
    article = Article(text="Typed. Scanned. Typed.", recognised=((7, 15),))
    assert [article.is_recognised(*span) for span in ((0, 7), (0, 8), (14, 22), (15, 22))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("spans", [((0, 99),), ((5, 2),), ((4, 8), (6, 9))])
def test_recognised_spans_lie_in_the_text_in_order(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="was recognised lies in order within 0 to 12"):
        Article(text="Ten letters.", recognised=spans)
