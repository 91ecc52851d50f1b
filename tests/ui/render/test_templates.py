"""Text becomes a part of a page in one place, which escapes it, and nowhere else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from index.article import Article
from tests.ui.render.test_show import HOSTILE, Seen
from ui.render.annotate import Layer, annotate
from ui.render.templates import UI, rendered

HOME = UI / "render" / "templates.py"
SOURCES = sorted(path for path in UI.rglob("*.py") if path != HOME)
TEMPLATES = sorted(UI.glob("*/templates/*.html"))
BY_HAND = re.compile(
    r"html\.escape|import html\b|import.*\bescape\b|\bescaped\(|\bMarkup\b|markupsafe|jinja2|"
    r"</?(?:p|div|span|button|li|a|b|bdi)\b"
)
READER_TEMPLATE = '"page">${value}</div>'  # Gradio's own, which fills it in


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(UI)))
def test_no_module_escapes_or_writes_html_by_hand(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if READER_TEMPLATE not in line]
    assert not [line for line in lines if BY_HAND.search(line)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(UI)))
def test_no_template_lets_a_value_through_as_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", source)
    assert not re.search(r"\s[\w-]+=\{", source), "an attribute without quotation marks"


def test_what_a_macro_does_not_know_or_is_not_given_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        rendered("render/parts.html", "bdi", words="x", colour="red")
    with pytest.raises(UndefinedError, match="words"):
        rendered("render/parts.html", "bdi")
    with pytest.raises(UndefinedError, match="label"):
        rendered("page/exchange.html", "export_links", conversation="c", formats={"x": Article(text="t")})


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_value_is_read_back_as_it_was(words: str) -> None:
    assert Seen(rendered("render/parts.html", "bdi", words=words)).text("bdi") == words
    linked = Seen(rendered("render/parts.html", "link", url=f"https://example.org/{words}"))
    assert [attributes["href"] for tag, attributes in linked.tags if tag == "a"] in (
        [f"https://example.org/{words}"],
        [],
    )


def test_what_was_rendered_is_plain_text_to_another_template() -> None:
    inner = rendered("render/parts.html", "bdi", words=HOSTILE)
    assert type(inner) is str
    assert Seen(rendered("render/parts.html", "bdi", words=inner)).text("bdi") == inner


def test_an_attribute_of_a_layer_is_escaped() -> None:
    runs = annotate("ab", [Layer(0, 1, "mark", {"data-citation": HOSTILE})])
    seen = Seen(rendered("render/parts.html", "annotated", runs=runs))
    assert seen.tags == [("mark", {"data-citation": HOSTILE})]
    assert seen.text("mark") == "a"


def test_the_library_of_templates_is_imported_by_the_first_page_only() -> None:
    code = (
        "import sys, ui.command.command, ui.server.server, ui.page.exchange; from ui.render import templates;"
        "assert not {'jinja2', 'markupsafe'} & set(sys.modules);"
        "templates.rendered('page/exchange.html', 'trouble', line='x'); assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
