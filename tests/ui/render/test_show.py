"""What is shown is exactly what was said and quoted, and nothing that an article says is taken for HTML."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.passage import Hit, Passage
from rag.answer import Answer, Citation, Disagreement, Searched, Sentence
from ui.command.terminal import answer_lines, hit_lines
from ui.conversations.values import Exchange
from ui.page.exchange import answer_html, exchange_html
from ui.render.byline import SHORT, shortened, written_day, written_span
from ui.render.marks import marks_of
from ui.render.reader import (
    Span,
    answer_addresses,
    article_html,
    asked_quotes,
    asked_words,
    reading_address,
)
from ui.render.templates import rendered
from ui.render.told import told

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(
    str.strip
)

TEXT = "The deal was signed.\n\nHowever, an exception was made – given the decline.\n\nDelhi paid."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&[x](javascript:alert(1))"


class Seen(HTMLParser):
    """Reads HTML as a browser does: the tags, the attributes, and the text inside chosen elements."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[tuple[list[tuple[str, dict[str, str | None]]], str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "input"):  # those that hold nothing
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append((list(self.open), data))

    def text(self, tag: str = "", **attributes: str) -> str:
        """The text inside elements of this tag and these attributes."""
        return "".join(
            data for within, data in self.pieces if any(_is(element, tag, attributes) for element in within)
        )


def _is(element: tuple[str, dict[str, str | None]], tag: str, attributes: dict[str, str]) -> bool:
    name, has = element
    wanted = {key.replace("_", "-"): value for key, value in attributes.items() if key != "class_"}
    classes = (has.get("class") or "").split()
    return (
        tag in ("", name)
        and attributes.get("class_", "") in ["", *classes]
        and all(has.get(key) == value for key, value in wanted.items())
    )


def cite(number: int, article: Article, quote: str, *words: str) -> Citation:
    start = article.text.index(quote)
    spans = [(article.text.index(word, start), len(word)) for word in words]
    bold = tuple((at, at + length) for at, length in spans)
    return Citation(number, article, start, start + len(quote), quote, answer_words=bold)


@pytest.fixture
def article() -> Article:
    return Article(
        title="An exception",
        text=TEXT,
        url="https://example.org/a?b=1&c=2",
        source="The Hindu",
        published="2018-10-05",
    )


@pytest.fixture
def answer(article: Article) -> Answer:
    said = "However, an exception was made – given the decline."
    return Answer(
        "why?",
        "why the exception?",
        f"{said} [1] Delhi paid\ntwice. [2][3] See [9].",
        answered=True,
        citations=(
            cite(1, article, said, "the decline"),
            cite(2, article, "Delhi paid."),
            cite(3, article, "The deal"),
        ),
        sentences=(
            Sentence(said, (1,), "supported"),
            Sentence("Delhi paid twice.", (2, 3), "partly", ("twice",)),
        ),
    )


text_with_breaks = st.text(st.sampled_from("ab<&\"' \n\r\té—𝄞")).filter(str.strip)


@given(text_with_breaks, st.data())
def test_the_pane_holds_the_article_and_each_mark_its_quote(text: str, data: st.DataObject) -> None:
    offset = st.integers(0, len(text))
    pairs = st.lists(st.tuples(offset, offset).map(sorted), max_size=5)
    quotes = [Span(n, start, end) for n, (start, end) in enumerate(data.draw(pairs), 1)]
    words = [(start, end) for start, end in data.draw(pairs)]
    seen = Seen(article_html(Article(text=text), quotes, words))
    assert not seen.open
    assert seen.text("div", class_="article-text") == text
    for quote in quotes:
        assert seen.text("mark", data_citation=str(quote.number)) == text[quote.start : quote.end]


@given(TEXTS, st.data())
def test_stripped_of_its_tags_the_pane_is_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    shown = article_html(Article(text=text, title="t"), [Span(1, start, len(text))])
    body = shown[shown.index('<div class="article-text') :]
    assert html.unescape(re.sub(r"<[^>]*>", "", body)) == text


def test_a_quote_within_one_paragraph_is_one_mark(article: Article) -> None:
    start = TEXT.index("However")
    seen = Seen(article_html(article, [Span(1, start, start + 51)], [(start + 9, start + 21)]))
    assert [tag for tag, _ in seen.tags].count("mark") == 1
    assert seen.text("strong") == "an exception"


def test_a_quote_over_a_paragraphs_end_keeps_the_break(article: Article) -> None:
    seen = Seen(article_html(article, [Span(4, 4, len(TEXT))]))
    assert seen.text("mark", data_citation="4") == TEXT[4:]
    assert [tag for tag, _ in seen.tags].count("p") >= 3


def test_the_head_names_outlet_date_and_author() -> None:
    article = Article(
        text="x", title="T", source="S", author="A B", published="2018-10-05", published_from="url"
    )
    seen = Seen(article_html(article))
    assert "S · 5 October 2018 (from the link)" in seen.text("p", class_="where")
    assert seen.text("p", class_="author") == "By A B"


def test_every_mark_is_a_button_that_says_where_it_leads(answer: Answer) -> None:
    seen = Seen(answer_html(told(answer)))
    text_marks = [a for tag, a in seen.tags if tag == "button" and a.get("class") == "mark"][:3]
    assert [a["data-citation"] for a in text_marks] == ["1", "2", "3"]
    assert text_marks[1]["aria-label"] == "Source 2, The Hindu, 5 October 2018, opens the article"
    assert text_marks[0]["title"] == answer.citations[0].quote
    assert "See [9]." in seen.text("div", class_="answer-text")


def test_the_answering_words_are_bold(answer: Answer) -> None:
    assert Seen(answer_html(told(answer))).text("strong") == "the decline"


def test_what_the_answer_quotes_does_not_stand_below_it_again(answer: Answer) -> None:
    seen = Seen(answer_html(told(answer)))
    assert (
        seen.text("blockquote") == "Delhi paid.The deal"
    )  # which the text has in other words, and not at all
    assert [each["data-citation"] for tag, each in seen.tags if each.get("class") == "mark"] == [
        *"123",
        *"123",
    ]
    checked = Seen(answer_html(told(replace(answer, kind="check"))))
    assert len([each for _, each in checked.tags if each.get("class") == "stance"]) == 3


def test_marks_are_kept_on_the_line_of_the_word_before(answer: Answer) -> None:
    differing = Disagreement("figures", (), (), "By day: a [1], b [2] [3]")
    seen = Seen(answer_html(told(replace(answer, disagreements=(differing,)))))
    kept = seen.text("span", class_="kept")
    assert kept == "\u00a01\u00a023" + "\u00a01\u00a023"  # in the text, and in the line below
    assert "the decline.\u00a01 Delhi paid\ntwice.\u00a023 Only" in seen.text("div", class_="answer-text")
    assert seen.text("p", class_="differs") == "By day: a\u00a01, b\u00a023"


def test_a_long_question_is_folded() -> None:
    for question, is_folded in (("Why?", False), ("why " * 120, True), ("a\n" * 7, True)):
        seen = Seen(exchange_html("c", Exchange(1, question)))
        assert seen.text("h2", class_="question") == question
        assert ("Show the whole question" in seen.text("button")) == is_folded
        assert bool(seen.text("h2", class_="folded")) == is_folded


def test_a_doubtful_sentence_says_so_in_words_behind_its_marks(answer: Answer) -> None:
    shown = answer_html(told(answer))
    assert Seen(shown).text("span", class_="doubted", data_support="partly") == "Delhi paid\ntwice."
    assert (
        Seen(shown).text("span", class_="support")
        == " Only partly in the quoted words: missing “twice”".strip()
    )
    assert shown.index('class="support"') > shown.index('data-citation="3"')
    assert "[Only partly in the quoted words: missing “twice”]" in " ".join(answer_lines(answer).split())


def test_the_sources_show_title_outlet_date_link_and_quote(answer: Answer) -> None:
    seen = Seen(answer_html(told(answer)))
    sources = seen.text("section", class_="sources")
    for words in (
        "An exception",
        "The Hindu",
        "5 October 2018",
        "https://example.org/a?b=1&c=2",
        "Delhi paid.",
    ):
        assert words in sources
    assert "Quoted from 1 article" in sources
    anchor = next(a for tag, a in seen.tags if tag == "a")
    assert anchor["rel"] == "noopener noreferrer nofollow"


def test_the_query_is_shown_where_it_is_not_the_question(answer: Answer) -> None:
    assert (
        Seen(answer_html(told(answer))).text("p", class_="query")
        == "Searched for: why the exception? Use my words only"
    )
    same = Answer("q", "q", "a", True, notice="The model server is down.")
    assert "Searched for" not in answer_html(told(same))
    assert Seen(answer_html(told(same))).text("p", class_="notice") == "The model server is down."


def test_no_answer_offers_the_closest_passages_as_related_only(article: Article) -> None:
    hit = Hit(Passage(1, article.id, 0, 20), article, 0.1, 1, 0.1, 1.0)
    searched = Searched(18, "2016-10-14", "2023-08-23")
    none = Answer(
        "q", "q", "They do not say.", False, "not in the articles", None, (), (hit,), (), ("1998",), searched
    )
    seen = Seen(answer_html(told(none)))
    text = "".join(data for _, data in seen.pieces)
    assert "They do not say." in text
    assert "No article mentions “1998”." in text
    assert "Searched 18 articles, 14 October 2016 – 23 August 2023." in text
    assert "related, not an answer" in text
    button = next(a for tag, a in seen.tags if tag == "button")
    assert button["data-open"] == reading_address(told(none).closest[0], [Span(1, 0, 20)])


def test_the_words_that_were_asked_for_are_bold_in_the_closest_passages(article: Article) -> None:
    hit = Hit(Passage(1, article.id, 22, len(TEXT)), article, 0.1, 1, 0.1, 1.0)
    asked = "Who pays for the exceptions?"
    none = told(Answer(asked, asked, "They do not say.", False, closest=(hit,)))
    seen = Seen(answer_html(none))
    assert seen.text("strong") == "exceptionpaid"
    button = next(a for tag, a in seen.tags if tag == "button")
    words = asked_words(parse_qs(urlsplit(button["data-open"] or "").query)["words"][0])
    assert [TEXT[start:end] for start, end in words] == ["exception", "paid"]


def test_a_heading_in_a_closest_passage_stays_apart_from_the_words_under_it() -> None:
    words = "What America says\n\nThe United States threatened sanctions."
    article = Article(title="Waiver", text=words)
    hit = Hit(Passage(1, article.id, 0, len(words)), article, 0.1, 1, 0.1, 1.0)
    none = Answer("q", "q", "They do not say.", False, closest=(hit,))
    heading, words = words.split("\n\n")
    assert Seen(answer_html(told(none))).text("blockquote") == f"{heading}\n{words}"
    for shown in (answer_lines(none), hit_lines([hit])):
        lines = [line.strip() for line in shown.splitlines()]
        assert lines[lines.index(heading) + 1] == words


def test_a_long_passage_is_cut_at_a_word() -> None:
    short = shortened("One heading\n\n" + "many words " * 40)
    assert short.startswith("One heading\nmany words")
    assert short.endswith((" many …", " words …"))
    assert len(short) <= SHORT + 2
    assert shortened("a  b") == "a b"


def test_an_address_says_which_words_are_quoted(answer: Answer, article: Article) -> None:
    address = answer_addresses(told(answer))[2]
    assert address.startswith(f"api/article/{article.id}?text={article.sha256[:16]}&quotes=1-")
    spans = [Span(c.number, c.start, c.end) for c in answer.citations]
    asked = ".".join(f"{s.number}-{s.start}-{s.end}" for s in spans)
    assert asked_quotes(asked) == spans
    assert asked_words("3-5.7-9") == [(3, 5), (7, 9)]
    for wrong in ("1-2", "1-2-x", "1--2", "-1-2-3", "1-2-3,4-5-6", "1-2-9999999999"):
        with pytest.raises(ValueError, match="no offsets"):
            asked_quotes(wrong)


def test_nothing_that_was_written_elsewhere_becomes_html() -> None:
    article = Article(
        id='x"><script>',
        title=HOSTILE,
        text=HOSTILE * 3,
        url=f"https://example.org/{HOSTILE}",
        source=HOSTILE,
        author=HOSTILE,
        published="2018-10-05",
        published_from=HOSTILE,
    )
    hit = Hit(Passage(1, article.id, 0, 20), article, 0.1, 1, 0.1, 1.0)
    some = Answer(
        HOSTILE,
        f"q{HOSTILE}",
        f"{HOSTILE} [1]",
        answered=True,
        citations=(cite(1, article, HOSTILE, "alert"),),
        sentences=(Sentence(HOSTILE, (1,), "not found", (HOSTILE,)),),
        notice=HOSTILE,
    )
    none = Answer(HOSTILE, HOSTILE, HOSTILE, False, closest=(hit,), missing_words=(HOSTILE,))
    pane = article_html(article, [Span(1, 3, 40)], [(5, 50)], note=HOSTILE)
    for shown in (
        answer_html(told(some)),
        answer_html(told(none)),
        exchange_html("c", Exchange(1, HOSTILE)),
        exchange_html("c", Exchange(1, "", text=HOSTILE)),
        pane,
    ):
        seen = Seen(shown)
        assert not {tag for tag, _ in seen.tags} & {"script", "img"}
        assert not [name for _, a in seen.tags for name in a if name.startswith("on")]
        assert all((a.get("href") or "https://").startswith("https://") for _, a in seen.tags)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "http://[", " ", "ftp://x.org"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    shown = rendered("render/parts.html", "link", url=url)
    assert "<a" not in shown
    assert url in Seen(shown).text("bdi")


def test_days_are_written_out() -> None:
    assert written_day("2018-10-05") == "5 October 2018"
    assert written_day(None) == ""
    assert written_span("2016-10-14", "2023-08-23") == "14 October 2016 – 23 August 2023"
    assert written_span("2016-10-14", "2016-10-14") == "14 October 2016"
    assert written_span(None, None) == ""


def test_a_text_being_written_shows_marks_that_cannot_be_clicked_yet() -> None:
    shown = exchange_html("c", Exchange(1, "", text="He said so. [1]"))
    assert "<button" not in shown
    assert Seen(shown).text("span", class_="pending") == "1"


def test_a_number_in_brackets_within_a_quotation_is_the_articles_own() -> None:
    own = Article(title="Ports", text="It opened in 2019 by order of the council,[2] and ships came.")
    other = Article(title="Ships", text="The ships came from [1] afar.", source="Ledger")
    quotes = (cite(1, own, own.text), cite(2, other, other.text))
    said = tuple(Sentence(each.quote, (each.number,), "supported") for each in quotes)
    text = " ".join(f"{each.quote} [{each.number}]" for each in quotes)
    difference = Disagreement(
        "figures", ("ships",), (), f"Sources differ: council,[2] [1], afar [2] {HOSTILE} [9]"
    )
    answer = told(Answer("q", "q", text, True, citations=quotes, sentences=said, disagreements=(difference,)))
    seen = Seen(answer_html(answer))
    marks = [a["data-citation"] for tag, a in seen.tags if tag == "button" and a.get("class") == "mark"]
    assert marks[:2] == ["1", "2"]
    assert "council,[2] and ships came." in seen.text("div", class_="answer-text")
    assert HOSTILE in seen.text("p", class_="differs")
    assert [place for place, _ in marks_of(answer)] == [
        (text.index(" [1] The") + 1, text.index(" [1] The") + 4),
        (len(text) - 3, len(text)),
    ]
