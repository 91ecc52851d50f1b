"""A report shows what was measured, and takes nothing that anybody wrote for HTML."""

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index import Library
from rag.evaluation import Cited, Evaluation, Gold, Measured, evaluate, read_questions, report
from tests.kit.browser import CHROMIUM, FLAGS
from ui.command.evaluation import GROUPS, SAMPLE_QUESTIONS, evaluation_lines
from ui.command.evaluation_page import evaluation_html

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


@pytest.fixture(scope="module")
def found(sample_library: Library) -> Evaluation:
    """The questions that come with the samples, asked of them."""
    return evaluate(sample_library, read_questions(SAMPLE_QUESTIONS))


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> Evaluation:
    text = HOSTILE
    gold = Gold(text, (text,), (text,), (text,), place=text)
    cited = Cited(1, f"So {text}", 0, 9, 3, "id", text, text, "2018-10-05", "javascript:alert(1)", True)
    return Evaluation((Measured(gold, True, text, text, text, 0.5, (cited,), (None, 2), (3,)),), 1, 1)


def test_nothing_that_anybody_wrote_is_taken_for_html() -> None:
    page = evaluation_html(hostile())
    seen = Seen(page)
    names = {tag for tag, _ in seen.tags}
    assert not names & {"script", "img", "iframe", "form", "link", "a"}
    assert all(not name.startswith("on") for _, attributes in seen.tags for name in attributes)
    assert seen.text.count(HOSTILE) == 12
    assert "5 October 2018 · p. 3 · javascript:alert(1)" in seen.text
    assert "<script" not in page
    assert page.count("</style>") == 1


def test_the_report_fetches_nothing_and_needs_no_script(found: Evaluation) -> None:
    seen = Seen(evaluation_html(found))
    policy = next(a["content"] for tag, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert not [tag for tag, attributes in seen.tags if "src" in attributes or tag in ("script", "link")]
    assert "url(" not in seen.text
    assert "@import" not in seen.text


def test_the_report_shows_every_question_and_tells_right_from_wrong_in_words(found: Evaluation) -> None:
    seen = Seen(evaluation_html(found))
    for each in found.questions:
        assert each.gold.question in seen.text
        assert each.text in seen.text
        for cited in each.cited:
            assert cited.quote in seen.text
            assert cited.title in seen.text
    items = [a for tag, a in seen.tags if tag == "li" and (a.get("id") or "").startswith("question-")]
    assert [a["class"] for a in items] == [each.verdict for each in found.questions]
    opened = [a for tag, a in seen.tags if tag == "details" and "open" in a]
    assert len(opened) == sum(each.verdict != "right" for each in found.questions)
    assert "rightly refused" in seen.text


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_in_a_browser_it_opens_from_disk_and_shows_the_wrong_ones_alone(
    found: Evaluation, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "evaluation.html"
    file.write_text(evaluation_html(found), encoding="utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(java_script_enabled=False)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        every = page.locator("ol > li")
        assert every.filter(visible=True).count() == len(found.questions)
        page.locator("label", has_text="Wrong").click()
        shown = sum(each.verdict == "wrong" for each in found.questions)
        assert every.filter(visible=True).count() == shown > 0
        browser.close()
    assert asked == [file.as_uri()]


def test_the_table_and_the_json_hold_every_metric(found: Evaluation) -> None:
    names = [name for _, metrics in GROUPS for name, _ in metrics]
    assert names == [total.name for total in found.totals]
    told = json.loads(json.dumps(report(found)))
    assert list(told["totals"]) == names
    assert (told["asked"], told["answerable"], told["unanswerable"]) == (15, 12, 3)
    assert len(told["questions"]) == 15
    lines = evaluation_lines(found)
    assert lines.startswith("15 questions, 12 of them answerable, asked of 18 articles\n")
    assert all(each.gold.question in lines for each in found.questions if each.verdict != "right")
