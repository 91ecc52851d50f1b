"""Answers to export: any text in every field, and one conversation written by hand."""

from typing import Final

from hypothesis import strategies as st

from rag.answer import Searched, Sentence
from ui.export import Export, Exported
from ui.render.told import Passage, Quotation, Told

HOSTILE: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> ![x](http://evil.example/x.png) "
    "[x](javascript:alert(1)) [r]: http://evil.example\n# head\n\n```\ncode\n```\n- item\n1. one\n> said\n"
    "    deep\n***\n===\n&lt;&#60; http://evil.example www.evil.example <http://evil.example> \\ } { %"
    "\\write18{rm} $x$ ~ ^ _a_ **b** \u202e @x{y, z = \"w\"} '' `` -- [^1]: x | y |"
)
_PIECES = st.sampled_from(
    [*"\\`*_{}[]<>()#+-.!|~^=:&%$@\"'/7a é—\n\t", "\n\n", "  ", "[7]", "](", "http://", *HOSTILE.split(" ")]
)
TEXTS = st.lists(_PIECES, min_size=1, max_size=12).map("".join).filter(str.strip)
DAYS = st.none() | st.sampled_from(["2018-06-12", "2021-02-01"])
URLS = st.none() | TEXTS | TEXTS.map("https://example.org/{}".format)


@st.composite
def quotations(draw: st.DrawFn, number: int) -> Quotation:
    """A citation whose texts are anything."""
    return Quotation(
        number=number,
        quote=draw(TEXTS),
        title=draw(TEXTS),
        source=draw(st.none() | TEXTS),
        url=draw(URLS),
        published=draw(DAYS),
        published_from=None,
        author=draw(st.none() | TEXTS),
        article_id=draw(st.sampled_from("abc")),
        sha256="",
        start=0,
        end=0,
        page=draw(st.none() | st.integers(1, 9)),
    )


@st.composite
def tolds(draw: st.DrawFn) -> Told:
    """An answer with two marks, one doubtful sentence, and texts that are anything."""
    first, second = draw(TEXTS), draw(TEXTS)
    return Told(
        question=draw(TEXTS),
        query=draw(TEXTS),
        text=f"{first} [1]{second}[2]",
        answered=True,
        citations=(draw(quotations(1)), draw(quotations(2))),
        sentences=(Sentence(first, (1,), "supported"), Sentence(second, (2,), "partly", (draw(TEXTS),))),
        notice=draw(TEXTS),
        preferred=draw(TEXTS),
    )


@st.composite
def refusals(draw: st.DrawFn) -> Told:
    """An answer that the articles do not say, with one related passage."""
    found = Passage(draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(URLS), draw(DAYS), "a", "", 0, 0, 0, 0, 0)
    missing = (draw(TEXTS),)
    return Told(draw(TEXTS), "q", draw(TEXTS), False, closest=(found,), missing_words=missing)


EXPORTS = st.builds(
    Export,
    TEXTS,
    st.lists(
        st.builds(Exported, TEXTS, tolds() | refusals() | st.none(), st.just("2026-11-24"), TEXTS),
        min_size=1,
        max_size=2,
    ).map(tuple),
    st.just("2026-11-24T16:50:00+00:00"),
)

FIRST = Quotation(
    1,
    "An exception was made for India, given the decline.",
    "Why India was exempted",
    "Meridian Wire",
    "https://meridianwire.example/india?a=1&b=2",
    "2018-10-05",
    "url",
    "Ann Lee and Bo Ek",
    "one",
    "",
    100,
    151,
    3,
    ((144, 150),),
)
SECOND = Quotation(
    2,
    "Delhi paid 5.4 billion.",
    "The price",
    "Lantern Post",
    None,
    "2019-01-02",
    None,
    None,
    "two",
    "",
    0,
    23,
)
ANSWER = Told(
    question="why?",
    query="why the exemption?",
    text="An exception was made for India, given the decline. [1]\nDelhi paid twice. [2][1]",
    answered=True,
    citations=(FIRST, SECOND),
    sentences=(
        Sentence("An exception was made for India, given the decline.", (1,), "supported"),
        Sentence("Delhi paid twice.", (2, 1), "partly", ("twice",)),
    ),
)
REFUSAL = Told(
    question="who won in 1998?",
    query="who won in 1998?",
    text="The articles do not say.",
    answered=False,
    reason="not in the articles",
    closest=(
        Passage(
            "France won in 2018.", "A final", "Northgate", None, "2018-07-15", "x", "", 0, 19, 0.1, 0.1, 1.0
        ),
    ),
    missing_words=("1998",),
    searched=Searched(18, "2016-06-24", "2024-12-08"),
)
EXPORT = Export(
    "India and CAATSA",
    (
        Exported("why?", ANSWER, "2026-11-23T10:00:00+00:00"),
        Exported("who won in 1998?", REFUSAL, "2026-11-24T10:00:00+00:00"),
        Exported("and then?", None, "2026-11-24T10:01:00+00:00", "The server was stopped."),
    ),
    "2026-11-24T16:50:00+00:00",
)
ALONE = Export("why?", EXPORT.exchanges[:1], "2026-11-24T16:50:00+00:00")
