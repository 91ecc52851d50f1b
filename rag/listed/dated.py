"""An article that has a subject -> what it says of it, each statement with its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article
from index.language.told_days import told_day
from index.text.split import Span

from ..answer import Citation
from ..evidence.sentences import quotable_in
from ..quoted.context import read_alone
from .matching import Match
from .mentions import best_sentence, first_sentence, said


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of an article, ``text[start:end]``, and the day of what they tell.

    Attributes:
        day: ISO 8601.
        told: whether the words tell the day; else it is the article's.
        said: how much of the subject they say, in [0, 1].
        copies: the article's near-copies, the newest first.
    """

    article: Article
    start: int
    end: int
    day: str
    told: bool
    said: float
    copies: tuple[Article, ...] = ()

    @property
    def quote(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]

    def cited(self, number: int) -> Citation:
        """Return them as a citation."""
        return Citation(number, self.article, self.start, self.end, self.quote, copies=self.copies)


def statements(article: Article, match: Match, subject: str) -> list[Statement]:
    """Return what an article says of a subject, one statement a day.

    That is the lead where the title says the subject, else the sentence that says most of it, of the
    article's day where it tells none; and every other that tells a day and says the subject with its title:
    of an article whose title says it any that does, for there the subject is "he", or not named at all.
    """
    about = said(article.title, match, subject) == 1
    best = first_sentence(article, match.passages) if about else best_sentence(article, match, subject)
    lead = _stated(article, best, match, subject)
    found = {lead.day: lead} if lead else {}
    places = [(0, len(article.text))] if about else [(each.start, each.end) for each in match.passages]
    for each in _others(article, places, best, match, subject):
        found.setdefault(each.day, each)
    return list(found.values())


def _others(
    article: Article, places: Sequence[Span], best: Span, match: Match, subject: str
) -> Iterator[Statement]:
    spans = {span for place in places for span in quotable_in(article, *place)}
    for span in sorted(spans - {best}):
        made = _stated(article, span, match, subject)
        if made and made.told and said(f"{article.title}\n{made.quote}", match, subject) == 1:
            yield made


def _stated(article: Article, span: Span, match: Match, subject: str) -> Statement | None:
    """Return a sentence with what it points back at; ``None`` where neither it nor its article has a day."""
    start, end = span
    day = told_day(article.text[start:end], article.published)
    if not (day or article.published):
        return None
    first = read_alone(article, start, end)
    share = said(article.text[first:end], match, subject)
    return Statement(article, first, end, day or article.published or "", day is not None, share)
