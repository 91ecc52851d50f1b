"""Evidence -> an answer that a language model writes, each sentence checked against what it cites."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from index.errors import ModelError
from index.llama_index import step

from ..answer import SUPPORTED, Answer, Unsupported, noted
from ..evidence.gather import Evidence
from ..llm.models import Price, context, name_of, room
from ..llm.reply import Patience, Reply
from ..quoted.write import answer_of, compared, quoted, unanswered
from ..stream import Stop
from .cite import Citer, Draft
from .marks import declines, written
from .prompt import Prompt, prompt

PROMPTED: Final = 8  # passages a model is given
SURELY_NOT: Final = 0.1  # probability of an answer under which a model is not asked either
INSTEAD: Final = "What is said here comes from the articles without it."
CUT: Final = "The model's reply breaks off before its end."
LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generating:
    """Has a LlamaIndex LLM write.

    Attributes:
        unsupported: what happens to sentences that are not found in what they cite.
        price: what its tokens cost, if that is to be told.
    """

    llm: Any
    unsupported: Unsupported = "mark"
    patience: Patience | None = None
    price: Price | None = None

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[str | Answer]:
        """Yield the sentences of a reply as they come, each behind the answer that they make so far.

        The last answer is the whole one. When the model fails after its first sentences, these are void and
        the answer is a quoted one. A reply that cites no passage, or says nothing in words, is no answer and
        nothing of it is yielded.

        Raises:
            Stopped: nobody waits for the answer any more.
        """
        if not promising(evidence):
            yield unanswered(evidence)
            return
        asked = prompted(evidence, today, self.llm)
        if asked is None:
            small = (
                f"the context of the model {name_of(self.llm)}, {context(self.llm):,} tokens, is too small"
            )
            yield _quoted_instead(evidence, small)
            return
        draft = Draft(Citer(asked.hits, unsupported=self.unsupported))
        reply = Reply(self.llm, asked.system, asked.user, self.patience or Patience(), stop)
        with closing(reply), step("generate", system=asked.system, user=asked.user):
            try:
                yield from _drafted(evidence, reply, draft)
            except ModelError as problem:
                LOG.info("%s", problem)
                answer = _quoted_instead(evidence, str(problem))
            else:
                answer = _settled(evidence, draft, reply)
        yield replace(answer, usage=reply.usage(self.price))


def promising(evidence: Evidence) -> bool:
    """Whether a model is asked at all."""
    return bool(evidence.hits) and evidence.probability >= SURELY_NOT


def prompted(evidence: Evidence, today: date, llm: Any = None) -> Prompt | None:
    """Return what a model is told; ``None`` if its context holds not even one passage."""
    passages = evidence.passages[:PROMPTED]
    return prompt(evidence.query, passages, today=today, room=None if llm is None else room(llm))


def _drafted(evidence: Evidence, reply: Reply, draft: Draft) -> Iterator[str | Answer]:
    """Yield what can be shown of a reply as it comes, until its end or the words that decline."""
    for each in written(reply, len(draft.citer.hits)):
        draft.declined = declines(each)
        if draft.declined or (reply.is_cut and not each.is_whole):
            break
        shown = list(draft.add(each))
        if shown:
            yield _said(evidence, draft)
        yield from shown


def _said(evidence: Evidence, draft: Draft) -> Answer:
    return answer_of(evidence, draft.text, draft.sentences, draft.citations, kind="written")


def _settled(evidence: Evidence, draft: Draft, reply: Reply) -> Answer:
    """Return the answer that a reply which has come to its end makes."""
    borne_out = any(each.support == SUPPORTED for each in draft.sentences)
    if draft.answers and (borne_out or not reply.refused):
        return noted(compared(_said(evidence, draft), evidence), CUT if reply.is_cut else "")
    if draft.declined or reply.refused:
        return unanswered(evidence)
    if draft.dropped:
        return _quoted_instead(evidence, "nothing of the model's reply was found in the articles")
    lacks = "says nothing in words" if draft.citations else "cites no passage"
    return _quoted_instead(evidence, f"the model's reply {lacks} and was dropped")


def _quoted_instead(evidence: Evidence, problem: str) -> Answer:
    return noted(quoted(evidence), f"{problem[:1].upper()}{problem[1:].rstrip('.')}. {INSTEAD}")
