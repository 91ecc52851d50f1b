"""What people say that asks nothing of the articles: a greeting, thanks, or what this is and can do.

It is told from the whole of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.ingest.report import Summary
from index.language.relative_dates import written

from ..answer import Answer, Searched

LONGEST: Final = 100  # characters of it
FEW: Final = 3  # outlets that are named

PLEASE: Final = "please"
_ALONE_OR_BESIDE: Final = f"""yes; no; ok; okay; sure; {PLEASE}; great; good; cool; nice; perfect; interesting
    wow; got it; i see; bye; goodbye"""
_SAID: Final = {  # the phrases of which each kind is made, in any order
    "acknowledgement": "",
    "greeting": "hello; hi; hey; good morning; good afternoon; good evening; how are you; there; quoth",
    "thanks": """thanks; thank you; many thanks; thx; cheers; very much; so much; a lot; that is all
        for the answer; for your help""",
    "help": """help; help me; what can you do; what do you do; who are you; what is this; what is quoth
        how does this work; how do i use this; what can i ask; what can i ask you; what do you know
        what is in the articles; what are the articles about; what articles are there; list the articles
        summarise; summarize; overview; give me a summary""",
}
_OPENINGS: Final = {"greeting": "Hello. ", "thanks": "You are welcome. "}


def _made_of(phrases: str) -> re.Pattern[str]:
    each = [phrase.strip() for phrase in re.split(r"[;\n]", f"{_ALONE_OR_BESIDE};{phrases}")]
    return re.compile(rf"(?:(?:{'|'.join(filter(None, each))})(?: |$))+")


_MADE_OF: Final = {kind: _made_of(phrases) for kind, phrases in _SAID.items()}
_IN_FRONT: Final = re.compile(rf"(?:([^.,!;:–]{{2,40}})[.,!;:–]+|((?i:{PLEASE}))(?=\s+[a-z]))\s+(?=\w)")
_AT_END: Final = re.compile(r"(?:,|(?<=[.!?]))\s+([^.,!?;:–]{2,40}?)[.!]*(\??)$")


def courtesy(question: str) -> str | None:
    """Return what kind of thing was said that asks nothing of the articles, ``None`` for a question."""
    plain = question.lower().replace("’", "'").replace("'s", " is")
    said = " ".join(re.findall(r"[^\W_]+", plain[:LONGEST]))
    if not said or len(question) > LONGEST:
        return None
    return next((kind for kind, form in _MADE_OF.items() if form.fullmatch(said)), None)


def is_courtesy(said: str) -> bool:
    """Tell whether what was said asks nothing of the articles."""
    return courtesy(said) is not None


def without_courtesy(question: str) -> str:
    """Return a question without the greeting or thanks around it: "Thanks. How old is she, please?"."""
    if is_courtesy(question):
        return question
    end = _AT_END.search(question)
    if end and (end[1].lower() == PLEASE or (not end[2] and courtesy(end[1]) == "thanks")):  # "…, Thank You?"
        question = question[: end.start()] + (end[2] if end[0].startswith(",") else "")
    while (front := _IN_FRONT.match(question)) and is_courtesy(front[1] or front[2]):
        question = question[front.end() :]
    return question


def courteous(question: str, kind: str, summary: Summary, suggested: Sequence[str]) -> Answer:
    """Return the reply to what asks nothing: what is answered from, and questions to begin with.

    ``summary`` is of the whole library, whatever part of it questions are asked of.
    """
    return Answer(
        question=question,
        query=question,
        text=f"{_OPENINGS.get(kind, '')}{about(summary)}",
        answered=False,
        reason="no question",
        searched=Searched(summary.articles, summary.first, summary.last),
        suggested=tuple(suggested) if summary.articles else (),
    )


def about(summary: Summary) -> str:
    """Return one line on what is answered from: how many articles, of whom, from when to when."""
    if not summary.articles:
        return "There are no articles to answer from yet; once there are, ask about what they say."
    count = f"{summary.articles:,} article{'s' if summary.articles > 1 else ''}"
    names = [name for name, _ in summary.sources]
    outlets = f"of {', '.join(names[:FEW])}{' and others' if len(names) > FEW else ''}" if names else ""
    days = written(summary.first, summary.last) if summary.first and summary.last else ""
    articles = " ".join(part for part in (count, outlets, days) if part)
    return f"This answers questions from {articles}, in their own words. Ask about what they say."
