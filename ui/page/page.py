"""The chat page: conversations, questions and answers, and beside them the article that is quoted.

Gradio holds the parts and carries a question and its answer. All else (what was asked before, the articles,
filters, export) comes as HTML from plain routes and is put in its place by the scripts in ``assets/js``.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import QuothError

from ..api.endpoints import add_endpoints
from ..conversations.live import answering, asking, stop
from ..conversations.values import Conversation, NotKept
from ..queue import MOST_ASKERS, Crowded
from ..render import texts
from ..site.access import NOBODY, client_of, user_of
from ..site.site import Site
from .exchange import conversation_html, exchange_html, standing_of, trouble_html
from .frame import READER_TEMPLATE, fixed_html, welcome_html
from .routes import header_of

if TYPE_CHECKING:
    import gradio as gr

LOG = logging.getLogger(__name__)
ASSETS: Final = Path(__file__).parent / "assets"
AT_ONCE: Final = MOST_ASKERS + 64  # questions of which Gradio hears at the same time; the desk has the bound
WAITING: Final = 1024  # questions of which it has not heard; one more is refused by Gradio itself
READY: Final[dict[str, Any]] = {"submit_btn": texts.ASK, "stop_btn": False}
WRITING: Final[dict[str, Any]] = {"submit_btn": False, "stop_btn": texts.STOP}
QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
SEND: Final = "(question) => window.quoth?.send(question) ?? [question, '{}']"
OVER: Final = "() => window.quoth?.over()"
WHERE: Final = "(question) => [question, window.quoth?.where() ?? '{}']"
HANDED_OVER: Final = "(window.quothParts ??= {{}}).{name} = {{ element, props }};"


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read and change."""

    past: "gr.HTML"
    now: "gr.HTML"
    refused: "gr.HTML"
    box: "gr.Textbox"
    where: "gr.Textbox"


def build(site: Site) -> "gr.Blocks":
    """Return the page."""
    import gradio as gr

    page: gr.Blocks = gr.Blocks(title=site.title, analytics_enabled=False, fill_width=True)
    with page:
        add_endpoints(site)  # first: what comes later is given another name where it has the same
        _connect(site, _layout(site))
    page.max_threads = AT_ONCE  # of its own: other routes have theirs
    page.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING, api_open=False)
    return page


def _layout(site: Site) -> Parts:
    import gradio as gr

    summary = site.assistant.library.summary()
    with gr.Row(elem_id="top"):
        _part("header", header_of(site, NOBODY))
    with gr.Row(elem_id="desk"):
        _part("side", fixed_html("side"))
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="talk"):
                _part("welcome", welcome_html(summary.articles, site.questions))
                past, now, refused = (_part(name, "") for name in ("past", "now", "refused"))
            _part("filters", fixed_html("filters"))
            box = _question_box()
        _part("reader", fixed_html("empty_reader"), html_template=READER_TEMPLATE)
    return Parts(past, now, refused, box, gr.Textbox(visible=False))


def _part(name: str, value: str, **options: Any) -> "gr.HTML":
    """Return a part that the page's scripts may change: they get its element and its props."""
    import gradio as gr

    part: gr.HTML = gr.HTML(
        value, elem_id=name, apply_default_css=False, js_on_load=HANDED_OVER.format(name=name), **options
    )
    return part


def _question_box() -> "gr.Textbox":
    import gradio as gr

    return gr.Textbox(
        label=texts.QUESTION,
        placeholder=texts.PLACEHOLDER,
        container=False,
        show_label=False,
        max_lines=6,
        **READY,
        autofocus=True,
        elem_id="box",
    )


def _connect(site: Site, parts: Parts) -> None:
    """Say what happens when a person asks or stops. Each event brings along where on the page it happened."""
    import gradio as gr

    def ask(question: str, where: str, request: gr.Request) -> Iterator[list[Any]]:
        client = client_of(request.request) if request.request else ""
        yield from _asking(site, _user(request), question, where, client)

    def halt(_: str, where: str, request: gr.Request) -> None:
        _stop(site, _user(request), where)

    shown = [parts.past, parts.now, parts.refused, parts.box]
    # Gradio's own ``cancels`` is not used: it lets late pieces through, and ends in an error now and then
    freely: dict[str, Any] = {"trigger_mode": "multiple", "js": SEND, **QUIET}
    sent = parts.box.submit(ask, [parts.box, parts.where], shown, **freely)
    for ended in (sent.then, sent.failure):  # Gradio takes what went wrong on its own side for no end
        ended(None, js=OVER, **QUIET)
    parts.box.stop(halt, [parts.box, parts.where], None, queue=False, js=WHERE, **QUIET)


def _user(request: "gr.Request") -> str:
    return user_of(request.request) if request.request else NOBODY


def _asking(site: Site, user: str, question: str, where: str, client: str = "") -> Iterator[list[Any]]:
    """Yield what to show: past, now, why it was refused, the question box."""
    import gradio as gr

    site.desk.arrive()
    if not question.strip():
        yield [gr.skip()] * 4
        return
    conversation = None
    try:
        asked = asking(question, where)
        for number, conversation in enumerate(answering(site, user, asked, client)):
            now = conversation.exchanges[-1]
            html = exchange_html(conversation.id, now)
            if number == 0:
                yield [_past(site, conversation), html, "", gr.Textbox(**WRITING)]
            elif now.state == "writing":
                yield [gr.skip(), html, gr.skip(), gr.skip()]
            else:
                yield [gr.skip(), html, gr.skip(), gr.Textbox(**READY)]
    except Crowded as crowded:
        yield _refused(conversation, str(crowded), crowded.wait)
    except (NotKept, QuothError, ValueError) as problem:
        yield _refused(conversation, str(problem.args[0]))
    except Exception:
        LOG.exception("the page could not show an answer")
        yield _refused(conversation, texts.BROKEN)


def _refused(begun: Conversation | None, line: str, wait: int = 0) -> list[Any]:
    """Return what to show of a question that could not be asked, or not to its end; the answers stay.

    After ``wait`` seconds, if any, the page asks it again.
    """
    import gradio as gr

    if begun is None:
        return [gr.skip(), gr.skip(), trouble_html(line, wait), gr.Textbox(**READY)]
    failed = exchange_html(begun.id, replace(begun.exchanges[-1], state="failed", line=line))
    return [gr.skip(), failed, gr.skip(), gr.Textbox(**READY)]


def _past(site: Site, conversation: Conversation) -> str:
    """The exchanges before the last one, as HTML; they do not change any more."""
    before = replace(conversation, exchanges=conversation.exchanges[:-1])
    answers = [each.told for each in before.exchanges if each.told]
    return conversation_html(before, standing_of(site.assistant.library, answers))


def _stop(site: Site, user: str, where: str) -> None:
    conversation = asking("stop", where).conversation or ""
    try:
        site.conversations.get(user, conversation)
    except NotKept:  # it is another person's, or nobody's
        return
    stop(site, conversation)
