"""A follow-up -> a query that stands alone, by one short call of a language model.

A model is asked only where the rule (``follow_up``) says that a question leans on the conversation. A rewrite
that is empty, long, drops what the question names, or names what nobody has spoken of counts for nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import ModelError
from index.language.names import names_and_numbers
from index.language.words import content_words
from index.text.words import analysed

from ..answer import Turn

if TYPE_CHECKING:
    from ..stream import Stop

TIMEOUT: Final = 10.0  # seconds; a person waits for the answer behind it
MOST_TURNS: Final = 4  # shown to the model
MOST_SHOWN: Final = 600  # characters of an earlier answer
LONGEST: Final = 300  # characters of a rewrite
KEPT: Final = 0.6  # of the question's own words that a rewrite must have


def rewritten(question: str, history: Sequence[Turn], llm: Any, *, stop: Stop | None = None) -> str | None:
    """Return a follow-up as a model writes it so that it stands alone; ``None`` for nothing sensible.

    Raises:
        Stopped: ``stop`` says that nobody waits for the answer any more.
    """
    from ..llm.reply import complete

    rules = (Path(__file__).parent / "prompts" / "rewrite.txt").read_text(encoding="utf-8").strip()
    try:
        reply = complete(llm, rules, shown(question, history), timeout=TIMEOUT, stop=stop)
    except ModelError:
        logging.getLogger(__name__).info("the model did not rewrite a follow-up", exc_info=True)
        return None
    rewrite = _bare(reply)
    return rewrite if sensible(rewrite, question, history) else None


def shown(question: str, history: Sequence[Turn]) -> str:
    """Return the conversation and the question as the model is shown them."""
    turns = "\n".join(
        f"Question: {_flat(turn.question)}\nAnswer: {_flat(turn.answer)[:MOST_SHOWN]}"
        for turn in history[-MOST_TURNS:]
    )
    return f"<conversation>\n{turns}\n</conversation>\n\nLast question: {question}\nRewritten question:"


def sensible(rewrite: str, question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a rewrite is short, keeps what the question says, and adds only what was spoken of."""
    if not rewrite or len(rewrite) > max(LONGEST, 2 * len(question)):
        return False
    words, own = {*analysed(rewrite)}, {*analysed(" ".join(content_words(question)))}
    if len(own & words) < KEPT * len(own) or not {*_named(question)} <= words:
        return False
    said = " ".join(
        [question, *(f"{turn.question} {turn.answer} {' '.join(turn.titles)}" for turn in history)]
    )
    return {*_named(rewrite)} <= {*analysed(said)}


def _named(text: str) -> list[str]:
    return analysed(" ".join(sorted(names_and_numbers(text))))


def _bare(reply: str) -> str:
    """Return the first line of a reply without the label and the quotation marks models put around it."""
    first = next((line for line in reply.splitlines() if line.strip()), "")
    return first.removeprefix("Rewritten question:").strip().strip("\"“”'`* ").strip()


def _flat(text: str) -> str:
    return " ".join(text.replace("</conversation>", "").split())
