"""The values of an answer: what was said, and the exact words it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeGuard, get_args

from index.article import Article
from index.passage import Hit, story

Kind = Literal["quoted", "written", "check", "count", "list", "timeline", "comparison"]
"""Who wrote an answer's sentences: the articles, or a language model; or that it checks a claim, or is of
many articles."""

LISTED: Final[tuple[Kind, ...]] = ("count", "list", "timeline", "comparison")
"""The kinds of answers that are of many articles, with a row for each quotation."""

Support = Literal["supported", "partly", "not found"]
"""Whether the cited words bear out a sentence."""

Side = Literal["supported", "refuted"]
"""On which side of a claim quoted words stand: what they make of it."""

SIDES: Final[Mapping[Side, str]] = {
    "supported": "What supports this:",
    "refuted": "What contradicts this:",
}
"""The line above the quotations of each side, in the text of an answer that checks a claim."""

Reason = Literal["empty library", "nothing found", "not in the articles", "no question"]
"""Why there is no answer; ``Answer.text`` says it to people."""

Difference = Literal["figures", "days", "earlier"]
"""In what quotations differ; or that older reports say otherwise than the newest."""

Unsupported = Literal["mark", "strike", "drop"]
"""What happens to a model's sentence that is not found in the articles: it is marked, struck or left out."""

SUPPORTED: Final[Support] = "supported"
NOT_FOUND: Final[Support] = "not found"
UNSUPPORTED: Final[tuple[Unsupported, ...]] = get_args(Unsupported)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its place: ``article.text[start:end] == quote``, always.

    ``number`` is the mark in the answer's text, from 1 in order of first use. ``answer_words`` are
    the spans inside the quotation that answer the question, as offsets in the article. ``copies`` are the
    article's near-copies, the newest first. Of an answer that checks a claim ``support`` is the side that
    the words take; of any other, whether they bear out the sentence that cites them.
    """

    number: int
    article: Article
    start: int
    end: int
    quote: str
    support: Support | Side = SUPPORTED
    answer_words: tuple[tuple[int, int], ...] = ()
    copies: tuple[Article, ...] = ()

    @property
    def story(self) -> str:
        """What is the same for citations of near-copies, which are one independent source."""
        return story(self.article, self.copies)

    @property
    def page(self) -> int | None:
        """The number, from 1, of the page that the quotation begins on; ``None`` for what has no pages."""
        return self.article.page(self.start)

    @property
    def page_label(self) -> str | None:
        """What is printed as that page's number, empty for nothing; ``None`` for what has no pages."""
        return self.article.page_label(self.start)

    @property
    def recognised(self) -> bool:
        """Whether any of the quotation was recognised in a picture."""
        return self.article.is_recognised(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer without its marks, the citations it names, and what they do not bear out.

    Attributes:
        missing: its numbers, dates and names that the cited passages have not, as it writes them.
        doubts: a line for each of the other things that stand against it.
        struck: whether it is to be shown struck through.
    """

    text: str
    citations: tuple[int, ...]
    support: Support
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    struck: bool = False

    @property
    def marks(self) -> str:
        """The marks that stand behind it."""
        return "".join(f" [{number}]" for number in self.citations)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an answer that is of many articles: a quotation and what it stands there for.

    Attributes:
        citation: the quoted words; rows of one sentence may have one citation.
        value: what was counted or listed, as the article spells it; of a timeline the day (ISO 8601).
        label: of a timeline whether the sentence tells the day ("event") or it is the article's ("report");
            of a comparison the thing compared.
        group: of a comparison the number, from 1, of the fact that is set side by side.
    """

    citation: Citation
    value: str
    label: str = ""
    group: int = 0


MOST_SENTENCES: Final = 4  # of an answer that quotes
RECENT: Final = 20  # turns of a conversation that are looked at
LONG_QUESTION: Final = 1_000  # characters of one that are
LONG_ANSWER: Final = 4_000
MOST_TITLES: Final = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation; ``titles`` are those of the articles that were cited."""

    question: str
    answer: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in: how many articles, published from when to when (ISO days).

    ``in_part`` of them were read only in part; ``unread`` names the first, each with what of it was not read.
    """

    articles: int
    first: str | None = None
    last: str | None = None
    in_part: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What one quotation says where sources differ, its citation's number and its article's day."""

    said: str
    citation: int
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something on which quotations of different stories differ.

    Attributes:
        kind: what differs.
        about: the words of the question that say what it is about.
        positions: what each says, the oldest first, those of articles without a day last.
        text: one line that says so to people, with marks.
    """

    kind: Difference
    about: tuple[str, ...]
    positions: tuple[Position, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens of an answer that a model wrote.

    ``counted`` is whether they were counted here, from the letters and rather too high, since the server did
    not say. ``cost`` is in the currency of the price; ``None`` where no price is given.
    """

    prompt_tokens: int
    completion_tokens: int
    counted: bool = False
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in which every sentence carries marks, or the statement that there is none.

    Attributes:
        question: as typed; the claim, where one is checked.
        query: what was searched; differs from the question in a follow-up.
        text: the answer with ``[n]`` marks; for no answer, one sentence that says so.
        answered: whether the articles say anything to the question, or take a side on the claim.
        reason: why there is no answer; ``None`` when there is one.
        short_answer: the words that answer, where they were found.
        citations: in order of their numbers; empty when there is no answer.
        closest: for no answer, the nearest passages, best first; related, not an answer.
        sentences: of ``text``, in order.
        missing_words: key words of the question that occur in no article.
        unmentioned: names and numbers of the query that occur in no article that is quoted.
        searched: the articles that were searched.
        preferred: one line on the days and sources of articles that the question asked for, else empty.
        probability: that the articles answer, in [0, 1]; an answer is given from ``abstain.THRESHOLD`` on.
            Of a claim that is checked: how sure the surest side is.
        short_probability: that ``short_answer`` is right, in [0, 1]; ``None`` without one.
        notice: one line on what went wrong on the way (a model server that is down), else empty.
        usage: the tokens that a model took, also when it failed; ``None`` when none was asked.
        seconds: from question to answer.
        disagreements: where the quotations differ; each has a line for people that is not part of ``text``.
        suggested: questions that the articles answer, for one who has asked none.
        kind: whether the articles' own sentences answer, or a model's, or whether they check a claim, or what
            is made of many articles.
        rows: of many articles, in order; ``citations`` are theirs.
        total: how many rows there would be without the limit that ``text`` tells; ``None`` for other kinds.
        taken_for: one line on what the question was taken for, where it is of many articles, else empty.
    """

    question: str
    query: str
    text: str
    answered: bool
    reason: Reason | None = None
    short_answer: str | None = None
    citations: tuple[Citation, ...] = ()
    closest: tuple[Hit, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    missing_words: tuple[str, ...] = ()
    searched: Searched = Searched(0)
    preferred: str = ""
    probability: float = 0.0
    short_probability: float | None = None
    notice: str = ""
    usage: Usage | None = None
    seconds: float = 0.0
    disagreements: tuple[Disagreement, ...] = ()
    unmentioned: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    kind: Kind = "quoted"
    rows: tuple[Row, ...] = ()
    total: int | None = None
    taken_for: str = ""


def noted(answer: Answer, notice: str) -> Answer:
    """Return an answer that says also what else went wrong, if anything did."""
    return replace(answer, notice=" ".join((notice, answer.notice)).strip()) if notice else answer


def recent(values: Sequence[object]) -> list[Turn]:
    """Return the last turns, shortened: what a follow-up leans on is not said at length.

    Raises:
        ValueError: one of them is no turn.
    """
    if isinstance(values, str):
        raise ValueError(f"history={values[:40]!r} is a text; give a list of Turn(question, answer)")
    turns = [turn(value) for value in values]
    return [
        Turn(each.question[:LONG_QUESTION], each.answer[:LONG_ANSWER], each.titles[:MOST_TITLES])
        for each in turns[-RECENT:]
    ]


def turn(value: object) -> Turn:
    """Return a turn from a ``Turn``, the ``Answer`` that was given, a pair of texts, or a mapping.

    A mapping has ``question`` and may have ``answer`` and ``titles``, those of the articles that were cited.

    Raises:
        ValueError: it is none of these.
    """
    if isinstance(value, Turn):
        return value
    if isinstance(value, Answer):
        cited = dict.fromkeys(citation.article.title for citation in value.citations)
        return Turn(value.question, value.text, tuple(cited))
    titles: object = ()
    if isinstance(value, Mapping):
        titles = value.get("titles") or ()
        value = (value.get("question"), value.get("answer") or "")
    if _is_texts(value) and len(value) == 2 and _is_texts(titles):
        question, said = value
        return Turn(question, said, tuple(titles))
    raise ValueError(f"history holds {value!r}; give Turn(question, answer)")


def _is_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, (tuple, list)) and all(isinstance(text, str) for text in value)
