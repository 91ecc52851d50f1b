"""In a real browser: strings of a public list, in every field of articles and conversations, stay text."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from brs_kb.payloads import get_all_payloads

from index import Article, Library
from index.passage import Filter
from rag.answer import Answer, Citation, Sentence
from rag.saved.kept import SavedQuestions
from tests.kit.browser import Visit, needs_chromium
from tests.kit.live import server
from ui.conversations.store import MOST_LISTED, Conversations
from ui.render.told import told
from ui.site.access import NOBODY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium
OWN = (
    "![x](http://evil.example/x.png)",
    "[x][1]\n\n[1]: http://evil.example/x",
    "\u202eevil\u202c \u200bzero\u200b \u2066isolate\u2069",
    "{{constructor.constructor('window.hit=1')()}} ${window.hit=1} <%= window.hit=1 %>",
    "</mark></p></article><style>body{display:none}</style>",
    "javascript:window.hit=1",
)
LISTED = sorted({entry.payload for entry in get_all_payloads().values()})
NUMBER = int(os.environ.get("QUOTH_HOSTILE", "150"))  # of them; make hostile takes many more
STEP = max(1, len(LISTED) // NUMBER)
HOSTILE = (*OWN, *(text for text in LISTED[::STEP] if text.strip() and "\0" not in text))
AT_ONCE = 160  # of them in one conversation, and in the list of conversations
PARTED = [HOSTILE[first : first + AT_ONCE] for first in range(0, len(HOSTILE), AT_ONCE)]
MOST_FILES = 100  # whose names fit beside each other on a page
NEVER = "script, img, iframe, object, embed, style, link, base, meta, video, audio, svg svg"
ALLOWED = set(
    """h1 h2 h3 h4 p a ul ol li button input nav div span section blockquote strong bdi time details summary
    svg path article header mark label form fieldset legend textarea""".split()  # noqa: SIM905
)
PARTS = "#top *, #side *, #talk *, #filters *, #reader *"


def article(text: str) -> Article:
    return Article(
        title=f"About {text}",
        text=f"The keeper said {text} on Friday. And more of it.\n\n{text}",
        url=f"https://example.org/{text}",
        source=f"Gazette {text}",
        author=text,
        published="2020-03-02",
        published_from=text,
    )


def answer(text: str, quoted: Article) -> Answer:
    end = quoted.text.index(" And more")
    cited = Citation(1, quoted, 0, end, quoted.text[:end], answer_words=((4, 10),), copies=(quoted,))
    said = f"They wrote: {text}."
    doubted = Sentence(said, (1,), "partly", (text,))
    return Answer(
        question=text,
        query=f"{text} (carried)",
        text=f"{said} [1]",
        answered=True,
        citations=(cited,),
        sentences=(doubted,),
        notice=text,
        preferred=text,
    )


@pytest.mark.parametrize("hostile", PARTED, ids=[str(number) for number in range(len(PARTED))])
def test_a_public_list_of_hostile_strings_is_shown_as_text_everywhere(
    browser: "Browser", tmp_path: Path, hostile: Sequence[str]
) -> None:
    assert len(HOSTILE) > 100
    folder = tmp_path / "library"
    library = Library.open(folder)
    articles = [article(text) for text in hostile]
    library.add(articles)
    kept = Conversations(tmp_path / "library-conversations.sqlite")
    conversation = None
    for text, quoted in zip(hostile, articles, strict=True):
        begun = kept.begin(NOBODY, conversation, text or "?", Filter(sources=(text,)))
        conversation = begun.id
        kept.end(begun.id, len(begun.exchanges), "done", told=told(answer(text, quoted)))
        kept.begin(NOBODY, None, text, Filter())
    with server(folder, *hostile[:6]) as running:
        visit = Visit(browser, f"{running.address}?c={conversation}", base_url=running.address)
        page = visit.page
        page.set_default_timeout(1000 * max(30, len(hostile) / 5))  # so many turns take their time
        page.locator(".turn").nth(len(hostile) - 1).wait_for()
        if len(hostile) > MOST_LISTED - 1:
            page.get_by_role("button", name="Show older ones").click()
        page.locator("#side li").nth(len(hostile) - 1).wait_for()
        marks = [turn.locator(".answer-text .mark").last for turn in page.locator(".turn").all()]
        assert len(marks) == len(hostile)
        for mark, quoted in zip(marks, articles, strict=True):
            mark.evaluate("mark => mark.click()")
            page.locator(f'#reader [data-article="{quoted.id}"]').wait_for()
            shown = "".join(page.locator("#reader mark").all_text_contents())
            assert shown == quoted.text[: quoted.text.index(" And more")]
        assert page.evaluate("window.hit") is None
        every = page.locator(PARTS)
        assert set(every.evaluate_all("all => all.map(e => e.localName)")) <= ALLOWED
        names = "all => all.flatMap(e => [...e.attributes]).map(a => a.name)"
        assert not [name for name in every.evaluate_all(names) if name.startswith("on")]
        links = page.locator("#talk a:not([download]), #reader a")
        assert set(links.evaluate_all("all => all.map(a => a.protocol)")) <= {"https:"}
        visit.close()


def file_name(text: str) -> str:
    """A string as a file's name, as far as the system takes it."""
    return text.replace("/", "\u2215").encode()[:200].decode(errors="ignore").strip(". \n\r\t") or "x"


def test_hostile_names_of_files_libraries_tags_questions_and_conversations_stay_text(
    browser: "Browser", tmp_path: Path
) -> None:
    library = Library.open(tmp_path / file_name("<img src=x onerror=window.hit=1>'&quot;\"${window.hit=1}"))
    hostile = HOSTILE[:MOST_FILES]
    folder = tmp_path / "files"
    folder.mkdir()
    for text in hostile:
        (folder / f"{file_name(text)}.pdf").write_bytes(b"%PDF-1.4 broken")
    articles = [article(text) for text in hostile[:20]]
    report = library.add([folder, *articles])
    assert len(report.failed) == len({file_name(text) for text in hostile})
    tags = [tag for text in hostile if (tag := " ".join(text.replace(",", ";").split())[:60].strip())]
    for quoted, tag in zip(articles, tags, strict=False):
        library.by_hand.tag(quoted.id, tag)
    saved = SavedQuestions(library)
    for text in hostile:
        saved.add(text, user=NOBODY)
    kept = Conversations(tmp_path / f"{library.folder.name}-conversations.sqlite")
    for text in hostile[:40]:
        kept.rename(NOBODY, kept.begin(NOBODY, None, "What is said?", Filter()).id, text)
    with server(library.folder) as running:
        visit = Visit(browser, running.address, base_url=running.address)
        page = visit.page
        page.locator("#side li").first.wait_for()
        page.locator("#header [data-opens='library']").click()
        page.locator("#library .failures summary").click()
        assert page.locator("#library .failures li").count() >= 20
        assert not amiss(page, "#library")
        page.keyboard.press("Escape")
        page.locator("#header [data-opens='saved']").click()
        page.locator("#saved .saved-question").nth(len(hostile) // 2).wait_for()
        assert not amiss(page, "#saved")
        page.keyboard.press("Escape")
        page.locator(".filter summary").click()
        page.locator(".names label").first.wait_for()
        assert not amiss(page, "#filters") + amiss(page, "#side") + amiss(page, "#header")
        assert page.evaluate("window.hit") is None
        visit.close()


def amiss(page: "Page", part: str) -> list[str]:
    """What of a part of the page is no text: elements that load or run something, and handlers."""
    found = page.locator(f"{part} *")
    names = "all => all.flatMap(e => [...e.attributes]).map(a => a.name)"
    handlers = [name for name in found.evaluate_all(names) if name.startswith("on")]
    links = page.locator(f"{part} a[href]").evaluate_all("all => all.map(a => a.protocol)")
    odd = [link for link in links if link not in ("http:", "https:")]
    return [
        *handlers,
        *odd,
        *page.locator(part).locator(NEVER).evaluate_all("all => all.map(e => e.outerHTML)"),
    ]
