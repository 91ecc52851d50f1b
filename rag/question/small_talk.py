"""What people say that asks nothing of the articles: a greeting, thanks, or what this is and can do.

It is told from the whole of what was typed; a greeting or thanks in front of a question is taken off for the
search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from index.ingest.report import Summary

from ..answer import Answer, Searched, Turn

MOST_WORDS: Final = 12  # of a courtesy
MOST_LETTERS: Final = 200  # of it as typed
FEW: Final = 3  # outlets that are named
FRONT: Final = 60  # characters at the start of a question in which thanks in front of it end
_THESE: Final = r"(?:all (?:of )?)?(?:(?:the|these|those|my|this|your) )?"
_HELD: Final = r"(?:articles?|news|library|collection|documents?|files?|archive)"
_ALL: Final = rf"(?:{_THESE}{_HELD}|everything|it all|all)"
_BESIDE: Final = "ok|okay|oh|ah|no|very|so much|very much|a lot|much|again|there|really|quoth"
_PRAISE: Final = (
    "(?:many )?thanks|thank you|thankyou|thx|cheers|for (?:the|your) (?:answer|help|information)"
    "|great|cool|nice|perfect|good|awesome|excellent|interesting|wow|ok|okay"
    "|no|nope|i see|got it|understood|that is (?:great|helpful|interesting|all)"
    "|(?:good)?bye|good night|see you"
)
_KINDS: Final[Mapping[str, str]] = {
    "greeting": r"(?:hi|hiya|hello|hey|howdy|greetings|good (?:morning|afternoon|evening|day))"
    r"(?: (?:there|all|everyone|everybody|quoth|again))?(?: how are you(?: doing)?(?: today)?)?|how are you",
    "thanks": rf"(?:(?:{_BESIDE}) )*(?:{_PRAISE})(?: (?:{_PRAISE}|{_BESIDE}))*",
    "summary": r"(?:(?:please|can you|could you|can you please) )?(?:summari[sz]e|sum up"
    r"|give (?:me )?(?:a|an) (?:summary|overview)|(?:a )?summary|overview|tl ?dr)"
    rf"(?: (?:of )?{_ALL})?(?: please)?",
    "help": r"(?:please )?help(?: me)?(?: please)?|how can you help(?: me)?"
    r"|what (?:can|do) (?:you|quoth|this) do|who are you|what (?:are you|is quoth)"
    r"|what (?:can|should|could) (?:i|we|one) ask(?: you| here| quoth)?"
    r"|how (?:does|do) (?:this|you|quoth) work|how (?:do|can) i use (?:this|you|quoth)",
    "contents": rf"what(?: is|s) (?:there )?in {_ALL}|what(?: is|s| are) {_ALL} about"
    rf"|what (?:do|does) {_ALL} (?:say|contain|hold|cover)|(?:list|show(?: me)?) {_ALL}"
    r"|what(?: kind of)? articles (?:are there|do you have)|what do you know|tell me something"
    r"|(?:which|how many|what) (?:articles|outlets|sources|topics)"
    rf"(?: (?:are (?:there|here)|do you (?:have|know)|are (?:covered )?in {_ALL}))?",
}
_OF_IT: Final = re.compile(  # help, until a question has told what "it" is
    r"(?:and )?(?:what (?:can|does) it do|how does it work|how (?:do|can) i use it)"
)
_SAID: Final = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_SAID_FIRST: Final = ("greeting", "thanks")
_ENDS: Final = re.compile(r"[\s,;:.!–-]+")
_ASKS: Final = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how)\b|(?:and|but|so|then) \w", re.IGNORECASE
)
_ASKS_BEHIND_MARK: Final = re.compile(
    rf"{_ASKS.pattern}|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|any|tell)\b",
    re.IGNORECASE,
)
_OPENING: Final[Mapping[str, str]] = {
    "greeting": "Hello. ",
    "thanks": "You are welcome. ",
    "summary": "Questions are answered here, whole articles are not summed up. ",
}


def courtesy(question: str, history: Sequence[Turn] = ()) -> str | None:
    """Return what kind of thing was said that is no question about the articles, ``None`` if it is one.

    "How does it work?" asks for help only where no question came before it.
    """
    if len(question) > MOST_LETTERS:
        return None
    words = re.findall(r"[^\W_]+", question.lower().replace("’", "'").replace("'s", " is"))
    if len(words) > MOST_WORDS:
        return None
    said = " ".join(words)
    if _OF_IT.fullmatch(said):
        return None if any(not is_courtesy(turn.question) for turn in history) else "help"
    return next((kind for kind, pattern in _SAID.items() if pattern.fullmatch(said)), None)


def is_courtesy(said: str, history: Sequence[Turn] = ()) -> bool:
    """Tell whether what was said asks nothing of the articles."""
    return courtesy(said, history) is not None


def without_courtesy(question: str) -> str:
    """Return a question without the greeting or thanks in front of it: "Thanks. How old is she?"."""
    for end in reversed(list(_ENDS.finditer(question[:FRONT]))):
        rest = question[end.end() :]
        asks = _ASKS_BEHIND_MARK if end.group().strip() else _ASKS
        if asks.match(rest) and courtesy(question[: end.start()]) in _SAID_FIRST and not is_courtesy(rest):
            return rest
    return question


def courteous(question: str, kind: str, summary: Summary, suggested: Sequence[str]) -> Answer:
    """Return the reply to something of that kind: what this is, and questions to begin with.

    ``summary`` is of the whole library, whatever part of it questions are asked of.
    """
    return Answer(
        question=question,
        query=question,
        text=f"{_OPENING.get(kind, '')}{about(summary)}",
        answered=False,
        reason="no question",
        searched=Searched(summary.articles, summary.first, summary.last),
        suggested=tuple(suggested) if summary.articles else (),
    )


def about(summary: Summary) -> str:
    """Return one line on what is answered from: how many articles, of whom, from when to when."""
    if not summary.articles:
        return "There are no articles to answer from yet; once there are, ask about what they say."
    articles = f"{summary.articles:,} article" + ("s" if summary.articles != 1 else "")
    outlets = _outlets([name for name, _ in summary.sources])
    days = _days(summary.first, summary.last)
    return (
        f"This answers questions from {articles}{outlets}{days}, in their own words. Ask about what they say."
    )


def _outlets(names: Sequence[str]) -> str:
    if not names:
        return ""
    rest = len(names) - FEW
    named = list(names[:FEW]) + ([f"{rest:,} other{'s' if rest > 1 else ''}"] if rest > 0 else [])
    return " of " + (f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0])


def _days(first: str | None, last: str | None) -> str:
    if not (first and last):
        return ""
    one, other = (f"{day.day} {day:%B %Y}" for day in map(date.fromisoformat, (first[:10], last[:10])))
    return f", of {one}" if one == other else f", {one} to {other}"
