"""Whether a question is of a present state: "who is the mayor?", "what does it cost now?".

It is told by few words and by the form of its verb. ``python -m tests.bench.current`` has the figures.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from index.language.lexicon import any_of, languages, lexicon, words
from index.language.names import asked_names
from index.language.relative_dates import points
from index.language.words import content_words
from index.text.scripts import ASKS


def is_of_present(question: str, today: date) -> bool:
    """Tell whether a question asks how something is, which may be otherwise than it was.

    A question that names days or years asks of these, and one in the past tense of what was. One that has
    nothing but a name ("who is Rita Tamm?") names no state: whatever is newest of her would answer it.
    """
    asked = " ".join(ASKS.sub("", question.replace("’", "'")).split())
    return any(_is_of_present(asked, each, today) for each in languages() if lexicon("present", each))


def _is_of_present(asked: str, language: str, today: date) -> bool:
    now, state, not_now = _patterns(language)
    if now.search(asked):
        return True
    if not state.fullmatch(asked) or not_now.search(asked) or points(asked, today):
        return False
    named = {word for name in asked_names(asked) for word in name.split()}
    content = content_words(asked)
    return not content or not named.issuperset(content)


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = lexicon("present", language)
    return (
        re.compile(rf"\b{any_of(known['now'])}\b", re.IGNORECASE),
        re.compile(known["state"], re.IGNORECASE),
        re.compile(rf"\b{any_of(words('present', 'not now', language))}\b", re.IGNORECASE),
    )
