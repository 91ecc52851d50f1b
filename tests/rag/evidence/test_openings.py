"""Questions that ask of nothing but the articles of some days or outlets."""

from pathlib import Path

import pytest

from index import Article, Library
from index.encode import Encoder
from rag import Assistant

ARTICLES = (
    (
        "Dam at Orsa fails",
        "Meridian Wire",
        "2021-03-02",
        "A dam above Orsa failed and three farms were flooded.",
    ),
    (
        "Orsa rebuilds",
        "Lantern Post",
        "2021-03-09",
        "Orsa began to rebuild its three flooded farms on Monday.",
    ),
    (
        "Tram line opens",
        "Lantern Post",
        "2021-05-04",
        "A tram line between Varn and Tolo opened to passengers.",
    ),
    ("Varn votes", "Lantern Post", "2021-06-01", "Voters in Varn chose a baker as their mayor on Tuesday."),
    (
        "Bees return",
        "Lantern Post",
        "2021-07-06",
        "Bees have returned to the hills above Tolo, a survey found.",
    ),
    ("Library shuts", "Lantern Post", "2021-08-03", "The library of Tolo will shut in winter to save coal."),
)
TODAY = "2021-09-01"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Assistant:
    library = Library.open(tmp_path_factory.mktemp("days"), encoder=encoder)
    library.add(
        [
            Article(title=title, text=f"{text}\n\nNobody was named.", source=source, published=day)
            for title, source, day, text in ARTICLES
        ]
    )
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What did Meridian Wire write on 2 March 2021?", ["2021-03-02"]),
        ("what did the Lantern Post report in May 2021?", ["2021-05-04"]),
        ("What happened on 2 March 2021?", ["2021-03-02"]),
        ("What happened in March 2021?", ["2021-03-09", "2021-03-02"]),
        ("news from Meridian Wire", ["2021-03-02"]),
        ("What's new from the Lantern Post?", ["2021-08-03", "2021-07-06", "2021-06-01", "2021-05-04"]),
        ("what has changed since July 2021?", ["2021-08-03", "2021-07-06"]),
        ("Which articles are from March 2021?", ["2021-03-09", "2021-03-02"]),
        ("Are there any articles from May 2021?", ["2021-05-04"]),
        ("Do you have anything from May 2021?", ["2021-05-04"]),
        ("Which articles do you have from Meridian Wire?", ["2021-03-02"]),
        ("What is the latest news?", ["2021-08-03", "2021-07-06", "2021-06-01", "2021-05-04"]),
        ("latest news", ["2021-08-03", "2021-07-06", "2021-06-01", "2021-05-04"]),
        ("What's new?", ["2021-08-03", "2021-07-06", "2021-06-01", "2021-05-04"]),
        ("the newest articles from March 2021", ["2021-03-09", "2021-03-02"]),
    ],
)
def test_the_first_sentences_of_the_articles_that_fit_are_quoted_the_newest_first(
    assistant: Assistant, question: str, days: list[str]
) -> None:
    answer = assistant.ask(question, today=TODAY)
    openings = {day: text for _, _, day, text in ARTICLES}
    assert [citation.quote for citation in answer.citations] == [openings[day] for day in days]
    assert (answer.answered, answer.missing_words, answer.unmentioned) == (True, (), ())
    assert answer.probability > 0.9


def test_it_is_said_how_many_of_them_are_quoted(assistant: Assistant) -> None:
    def said(question: str) -> str:
        return assistant.ask(question, today=TODAY).preferred

    assert said("What happened in 2021?") == "4 of 6 articles from 2021 are quoted."
    assert said("What is the latest news?") == "4 of 6 articles are quoted, the newest first."
    assert said("What did Meridian Wire write in March 2021?") == (
        "Articles of Meridian Wire from March 2021 are quoted."
    )


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("What happened in April 2021?", "There is no article from April 2021."),
        ("What did Meridian Wire write in May 2021?", "There is no article of Meridian Wire from May 2021."),
    ],
)
def test_where_no_article_fits_it_is_said_and_nothing_is_quoted(
    assistant: Assistant, question: str, notice: str
) -> None:
    answer = assistant.ask(question, today=TODAY)
    assert (answer.answered, answer.notice, answer.missing_words) == (False, notice, ())
    assert answer.closest


def test_the_newest_are_quoted_however_little_they_have_of_the_words_that_ask(
    tmp_path: Path, encoder: Encoder
) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    library.add(
        [
            Article(
                title=f"News {number}", text="The latest news is the news of today.", published="2020-01-01"
            )
            for number in range(40)
        ]
    )
    library.add(
        Article(title="Hay", text="A hay barn burned down near Tolo at noon.", published="2021-01-01")
    )
    answer = Assistant(library).ask("What is the latest news?", today=TODAY)
    assert answer.citations[0].article.title == "Hay"


def test_of_articles_without_days_some_are_quoted(tmp_path: Path, encoder: Encoder) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    library.add(Article(title="Hay", text="A hay barn burned down near Tolo at noon."))
    answer = Assistant(library).ask("What is the latest news?", today=TODAY)
    assert (len(answer.citations), answer.preferred) == (1, "Articles are quoted.")


def test_a_filter_confines_them_too(assistant: Assistant) -> None:
    answer = assistant.ask("What happened in March 2021?", sources="Lantern Post", today=TODAY)
    assert [citation.article.source for citation in answer.citations] == ["Lantern Post"]
    other = assistant.ask("What happened in March 2021?", since="2021-05-01", today=TODAY)
    assert not other.answered


@pytest.mark.parametrize(
    "question",
    [
        "How many articles did the Lantern Post publish in 2021?",
        "When did Meridian Wire report?",
        "What did Meridian Wire report about him?",
        "Who was in the latest news?",
    ],
)
def test_a_question_of_when_or_how_many_or_of_what_was_named_before_is_not_answered_so(
    assistant: Assistant, question: str
) -> None:
    assert "quoted" not in assistant.ask(question, today=TODAY).preferred


def test_a_question_that_asks_of_a_matter_is_read_for_that(assistant: Assistant) -> None:
    answer = assistant.ask("Which bees returned to Tolo in July 2021?", today=TODAY)
    assert [citation.article.title for citation in answer.citations][:1] == ["Bees return"]
    assert answer.missing_words == ()  # no text holds 2021, but the article is of that year


def test_days_that_no_article_is_of_stay_missing(assistant: Assistant) -> None:
    assert assistant.ask("Which bees returned to Tolo in 2019?", today=TODAY).missing_words == ("2019",)


def test_an_article_without_a_sentence_to_quote_is_passed_over(tmp_path: Path, encoder: Encoder) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    library.add(Article(title="Score", text="Varn 2, Tolo 1", published="2021-03-02"))
    answer = Assistant(library).ask("What happened in March 2021?", today=TODAY)
    assert (answer.answered, answer.notice) == (
        False,
        "No sentence of the articles from March 2021 can be quoted.",
    )
