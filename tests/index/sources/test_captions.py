"""What stands beside the sentences of an article is none of its text."""

import time

import pytest

from index.sources.formats.blocks import paragraphs_of
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.markdown import article_from_markdown

CAPTION = "The crane of Varn, shown here in 2003, was built of oak."
SAID = "The council sat on Monday and heard the boats of the coast until the evening. "
PULLED = "It will sit again in May, and hear the ferries of the two ports as well."
TABLE = "<table><tr><th>Port</th><th>ferries</th></tr><tr><td>Varn</td><td>8</td></tr></table>"


def page(body: str, head: str = "") -> list[str]:
    article = f"<article><p>{SAID * 4}</p>{body}<p>{PULLED}</p></article>"
    whole = f"<html><head><title>Ports</title>{head}</head><body>{article}</body></html>"
    return articles_from_html(whole.encode(), "a.html")[0].text.split("\n\n")


@pytest.mark.parametrize(
    "caption",
    [
        f"<figure><img src='a'><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='image'><img src='a'><p class='photo-credit'>{CAPTION}</p></div>",
        f"<p><img src='a'><em class='caption'>{CAPTION}</em></p>",
        f"<p><img src='a'><small class='image-caption'>{CAPTION}</small></p>",
        f"<p class='credit'>{CAPTION}</p>",
        f"<div class='wp-caption'><img src='a'><p class='wp-caption-text'>{CAPTION}</p></div>",
    ],
)
def test_captions_and_credits_are_no_part_of_the_text(caption: str) -> None:
    assert page(caption) == [(SAID * 4).strip(), PULLED]
    assert list(paragraphs_of(f"<p>{SAID}</p>{caption}<p>{PULLED}</p>")) == [SAID.strip(), PULLED]


def test_a_caption_of_a_table_stays_and_so_does_what_is_called_one_and_is_more() -> None:
    figure = f"<figure>{TABLE}<figcaption>Traffic of 2021</figcaption></figure>"
    assert {"Traffic of 2021", "Varn: ferries 8"} < set(page(figure))
    assert "Traffic of 2021" in list(paragraphs_of(f"<p>{SAID}</p>{figure}<p>{PULLED}</p>"))
    never_closed = f"<div class='caption'><p>{CAPTION}</p><p>{SAID * 9}</p>"
    assert CAPTION in list(paragraphs_of(never_closed + f"<p>{PULLED}</p>"))
    assert list(paragraphs_of(f"<p class='caption'>{CAPTION}")) == [CAPTION]


def test_a_lead_that_stands_in_a_caption_is_read() -> None:
    head = f"<meta name='description' content='{CAPTION}'>"
    assert CAPTION in page(f"<h1>Ports</h1><p class='caption'>{CAPTION}</p>", head)


def test_emphasis_below_a_picture_of_markdown_is_its_caption() -> None:
    pictures = f"![a](a.png)\n*{CAPTION}*\n\n![b](b.png)\n\n_{CAPTION}_"
    text = f"{SAID}\n\n{pictures}\n\n*{PULLED}*\n\n![c](c.png) {SAID}"
    read = article_from_markdown(text.encode(), "a.md").text
    assert [words.strip() for words in read.split("\n\n")] == [SAID.strip(), PULLED, SAID.strip()]


@pytest.mark.parametrize("tag", ["blockquote", "aside", "div"])
def test_a_pull_quote_is_read_once(tag: str) -> None:
    assert page(f"<{tag} class='pull-quote'><p>{PULLED}</p></{tag}>").count(PULLED) == 1


@pytest.mark.parametrize(
    "label", ["<span class='ad-label'>Advertisement</span>", "<span class='byline'>By Ana Ruiz, CNN</span>"]
)
def test_labels_that_open_a_paragraph_are_no_part_of_it(label: str) -> None:
    assert CAPTION in page(f"<p>{label} {CAPTION}</p>")


@pytest.mark.parametrize(
    "piece", ["<p class='caption'>x", "<div class='caption'>x", "<figure><figcaption>", "<i class='credit'>"]
)
def test_any_number_of_captions_is_read_in_time(piece: str) -> None:
    before = time.process_time()
    list(paragraphs_of(piece * 20_000))
    page(piece * 5_000)
    assert time.process_time() - before < 8
