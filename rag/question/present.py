"""Whether a question is of a present state: "who is the mayor?", "what does it cost now?".

It is told by few words and by the form of its verb. ``python -m tests.bench.current`` has the figures.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from index.language.lexicon import any_of, languages, lexicon, words
from index.language.relative_dates import points
from index.text.scripts import ASKS


def is_of_present(question: str, today: date) -> bool:
    """Tell whether a question asks how something is, which may be otherwise than it was.

    A question that names days or years asks of these, and one in the past tense of what was.
    """
    asked = " ".join(ASKS.sub("", question.replace("’", "'")).split())
    return any(_is_of_present(asked, each, today) for each in languages() if lexicon("present", each))


def _is_of_present(asked: str, language: str, today: date) -> bool:
    now, state, not_now = _patterns(language)
    if now.search(asked):
        return True
    return bool(state.fullmatch(asked)) and not not_now.search(asked) and not points(asked, today)


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = lexicon("present", language)
    return (
        re.compile(rf"\b{any_of(known['now'])}\b", re.IGNORECASE),
        re.compile(known["state"], re.IGNORECASE),
        re.compile(rf"\b{any_of(words('present', 'not now', language))}\b", re.IGNORECASE),
    )
