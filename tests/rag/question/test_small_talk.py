"""A greeting, thanks or a request for help is answered as such; a question about the articles never is."""

import pytest

from index import Article, Library
from rag import Assistant
from rag.question.small_talk import about, courtesy, without_courtesy
from rag.starters import MOST, asked_of
from ui.command.terminal import answer_lines


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("hi", "greeting"),
        ("Hello there!", "greeting"),
        ("Good morning, Quoth.", "greeting"),
        ("hey, how are you?", "greeting"),
        ("thanks", "thanks"),
        ("Thank you very much!!", "thanks"),
        ("ok", "acknowledgement"),
        ("yes", "acknowledgement"),
        ("no, that's all, thank you", "thanks"),
        ("Great, got it!", "acknowledgement"),
        ("HELP", "help"),
        ("what can you do?", "help"),
        ("What can I ask you?", "help"),
        ("how does this work?", "help"),
        ("Summarise, please", "help"),
        ("What's in the articles?", "help"),
        ("what are the articles about?", "help"),
    ],
)
def test_what_asks_nothing_of_the_articles_is_told_from_all_of_it(said: str, kind: str) -> None:
    assert courtesy(said) == kind


@pytest.mark.parametrize(
    "question",
    [
        "hi, why was India exempted?",
        "hello kitty sales",
        "who said hello to the Pope?",
        "thanks to whom did Finland join NATO?",
        "what can you do about inflation?",
        "what can I do?",
        "help for Ukraine",
        "what help did Beirut get?",
        "summarise the CAATSA waiver",
        "give me a summary of the vote",
        "what is in the articles about India?",
        "what is in the agreement?",
        "what are the articles of the treaty about?",
        "which outlets were banned?",
        "which articles of the constitution were changed?",
        "how does this law work?",
        "who are you calling a traitor, asked whom?",
        "what happened?",
        "why?",
        "how does it work?",
        "and Turkey?",
        "India",
        "?",
        "你好吗",
        "ok " * 40 + "why?",
        "very much " * 400,
    ],
)
def test_a_question_about_the_articles_is_none(question: str) -> None:
    assert courtesy(question) is None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Thanks. How old is Arne Voll?", "How old is Arne Voll?"),
        ("ok thanks, and what about Sweden?", "and what about Sweden?"),
        ("hello, who owns the mill?", "who owns the mill?"),
        ("Great! Is it open?", "Is it open?"),
        ("Please list all articles about the mill.", "list all articles about the mill."),
        ("Hello, how many articles mention the mill, please?", "how many articles mention the mill?"),
        ("Who owns the mill? Many thanks for your help!", "Who owns the mill?"),
        ("list all articles, please", "list all articles"),
    ],
)
def test_a_greeting_or_thanks_around_a_question_is_taken_off(typed: str, asked: str) -> None:
    assert without_courtesy(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "thanks to whom did Finland join NATO?",
        "hello kitty sales",
        "good is it?",
        "who said hi, why?",
        "pleased with whom?",
        "did they answer yes, no?",
        "which articles mention thanks?",
        "Who sang the song, Thank You?",
        "Who said, no thanks?",
        "Please Please Me was released when?",
    ],
)
def test_what_only_looks_like_a_greeting_in_front_is_kept(typed: str) -> None:
    assert without_courtesy(typed) == typed


def test_a_question_behind_thanks_is_searched_without_them_and_kept_as_typed(sample_library: Library) -> None:
    typed = "Thanks. Why was India exempted from CAATSA?"
    answer = Assistant(sample_library).ask(typed)
    assert (answer.question, answer.query) == (typed, "Why was India exempted from CAATSA?")
    assert Assistant(sample_library).ask(typed, rewrite=False).query == typed


def test_a_follow_up_on_what_it_can_do_is_asked_of_the_articles(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    about = assistant.ask("How wide is the main mirror of the Webb telescope?")
    answer = assistant.ask("How does it work?", history=[about])
    assert answer.reason != "no question"
    assert "Webb" in answer.query
    then = assistant.ask("Who built it?", history=[about, answer])
    assert "Webb" in then.query


def test_a_greeting_is_told_what_this_is_and_what_to_ask(sample_library: Library) -> None:
    assistant = Assistant(sample_library)
    assert assistant.starters()  # a greeting does not wait for them long
    stream = assistant.stream("hi")
    said = "".join(stream)
    answer = stream.answer
    assert said == answer.text
    assert (answer.answered, answer.reason, answer.closest, answer.citations) == (
        False,
        "no question",
        (),
        (),
    )
    assert answer.text.startswith("Hello. This answers questions from 18 articles of Harbour Ledger, ")
    assert "24 June 2016 to 8 December 2024" in answer.text
    assert 1 <= len(answer.suggested) <= MOST
    assert all(assistant.ask(question).answered for question in answer.suggested)
    assert answer.suggested[0] in answer_lines(answer)


def test_a_greeting_is_told_of_all_articles_whatever_the_questions_are_asked_of(
    sample_library: Library,
) -> None:
    assistant = Assistant(sample_library)
    assert assistant.starters()
    asked, chosen = assistant.ask("hello"), assistant.ask("hello", since="2050-01-01")
    assert "18 articles" in chosen.text
    assert (chosen.text, chosen.searched, chosen.suggested) == (asked.text, asked.searched, asked.suggested)


def test_an_empty_library_says_so(library: Library) -> None:
    answer = Assistant(library).ask("what can you do?")
    assert (answer.reason, answer.suggested) == ("no question", ())
    assert answer.text == about(library.summary())
    assert "no articles" in answer.text


def test_the_questions_to_begin_with_follow_the_library(library: Library) -> None:
    assistant = Assistant(library)
    assert assistant.starters() == ()
    text = "The Ferry Company signed a contract for three ships on Monday. He said little. Monday said more."
    library.add(Article(title="Ships", text=text))
    assert assistant.starters() == ("What did the Ferry Company sign?",)
    assert assistant.starters() is assistant.starters()


def test_nobody_waits_for_questions_to_begin_with_that_take_long(library: Library) -> None:
    assistant = Assistant(library)
    text = "The Ferry Company signed a contract for three ships on Monday. He said little. Monday said more."
    library.add(Article(title="Ships", text=text))
    found = assistant.starters()
    library.add(Article(title="Ports", text="The Harbour Board approved a wall of stone. It will be high."))
    assert assistant.starters(patience=0) == found  # nothing is waited for
    assert set(assistant.starters()) == {*found, "What did the Harbour Board approve?"}
    assert assistant.starters(patience=0) == assistant.starters()


def test_only_full_names_are_asked_about_and_not_what_they_said() -> None:
    text = (
        "Critics said it was late. They built it. The Army won. Lally signed a deal."
        " On Monday Ann Lee agreed. Ann Lee said no. Ann Lee won in May."
        " The Harbour Board of Oslo approved a wall. Ann Lee sold a mill."
    )
    found = [
        (each.name, each.question, text[each.at :].partition(".")[0]) for each in asked_of(Article(text=text))
    ]
    assert found == [
        (
            "Harbour Board of Oslo",
            "What did the Harbour Board of Oslo approve?",
            "Harbour Board of Oslo approved a wall",
        ),
        ("Ann Lee", "What did Ann Lee sell?", "Ann Lee sold a mill"),
    ]
