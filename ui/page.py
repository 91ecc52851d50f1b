"""The chat page: questions and answers on the left, the article that is quoted on the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.library import MAX_QUERY
from rag.assistant import Assistant

from .conversation import Conversation, Talk
from .programs.endpoints import add_endpoints
from .welcome import EMPTY_READER, READER_TEMPLATE, header_html, welcome_html

if TYPE_CHECKING:
    import gradio as gr

ASSETS: Final = Path(__file__).parent / "assets"
AT_ONCE: Final = 4  # questions answered at the same time
WAITING: Final = 64  # questions waiting for their turn; one more is refused
KEPT: Final = 24 * 3600  # seconds that a conversation outlives its page
READY: Final[dict[str, Any]] = {"submit_btn": "Ask", "stop_btn": False}
QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read and change."""

    header: "gr.HTML"
    new: "gr.Button"
    welcome: "gr.Column"
    chips: Sequence["gr.Button"]
    past: "gr.HTML"
    now: "gr.HTML"
    box: "gr.Textbox"
    reader: "gr.HTML"


def build(assistant: Assistant, *, questions: Sequence[str] = ()) -> "gr.Blocks":
    """Return the page; ``questions`` are offered as examples."""
    import gradio as gr

    page: gr.Blocks = gr.Blocks(title="Quoth", analytics_enabled=False, fill_width=True)
    with page:
        add_endpoints(assistant)  # first: what comes later is given another name where it has the same
        parts = _layout(assistant, questions)
        _connect(assistant, parts, gr.State(Talk(), time_to_live=KEPT))
        # past the queue: a question typed just as a queued event ends is lost in Gradio's browser part
        page.load(lambda: header_html(assistant.library.summary()), None, parts.header, queue=False, **QUIET)
    page.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING, api_open=False)
    return page


def _layout(assistant: Assistant, questions: Sequence[str]) -> Parts:
    import gradio as gr

    summary = assistant.library.summary()
    with gr.Row(elem_id="top"):
        header = gr.HTML(header_html(summary), elem_id="header", apply_default_css=False)
        new = gr.Button("New conversation", elem_id="new", size="sm")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="talk"):
                with gr.Column(elem_id="welcome") as welcome:
                    gr.HTML(welcome_html(summary.articles), apply_default_css=False)
                    chips = [gr.Button(text, elem_classes="chip") for text in questions]
                past, now = (gr.HTML("", elem_id=name, apply_default_css=False) for name in ("past", "now"))
            box = _question_box()
        reader = gr.HTML(
            EMPTY_READER,
            html_template=READER_TEMPLATE,
            js_on_load=(ASSETS / "reader.js").read_text(encoding="utf-8"),
            apply_default_css=False,
            elem_id="reader",
        )
    return Parts(header, new, welcome, chips, past, now, box, reader)


def _question_box() -> "gr.Textbox":
    import gradio as gr

    return gr.Textbox(
        label="Your question",
        placeholder="Ask a question of your articles",
        container=False,
        show_label=False,
        max_lines=6,
        max_length=MAX_QUERY,
        **READY,
        autofocus=True,
        elem_id="box",
    )


def _connect(assistant: Assistant, parts: Parts, talk: "gr.State") -> None:
    """Say what happens when a person asks, stops, or starts anew."""

    def ask(question: str, talk: Talk) -> Iterator[list[Any]]:
        yield from _asking(assistant, question, talk)

    shown = [parts.past, parts.now, parts.welcome, parts.box]
    # Gradio's own ``cancels`` is not used: it lets late pieces through, and ends in an error now and then
    freely: dict[str, Any] = {"trigger_mode": "multiple", **QUIET}
    parts.box.submit(ask, [parts.box, talk], shown, **freely)
    for chip in parts.chips:
        chip.click(ask, [chip, talk], shown, **QUIET)
    parts.box.stop(_stop, talk, shown, queue=False, **QUIET)
    parts.new.click(_anew, talk, [*shown, parts.reader], queue=False, **QUIET)


def _asking(assistant: Assistant, question: str, talk: Talk) -> Iterator[list[Any]]:
    """Yield what to show: past, now, the welcome, the question box."""
    import gradio as gr

    for number, conversation in enumerate(talk.changes(assistant, question)):
        if number == 0:
            yield _shown(conversation, value="")
        elif conversation.is_writing:
            yield [gr.skip(), conversation.now, gr.skip(), gr.skip()]
        else:
            yield _shown(conversation)


def _stop(talk: Talk) -> list[Any]:
    return _shown(talk.interrupt())


def _anew(talk: Talk) -> list[Any]:
    return [*_shown(talk.interrupt(forget=True)), EMPTY_READER]


def _shown(conversation: Conversation, **box: Any) -> list[Any]:
    """The whole conversation: past, now, the welcome if it is empty, the box with the button it needs."""
    import gradio as gr

    buttons = {"submit_btn": False, "stop_btn": "Stop"} if conversation.is_writing else READY
    welcome = gr.Column(visible=not conversation.exchanges)
    return [conversation.past, conversation.now, welcome, gr.Textbox(**buttons, **box)]
