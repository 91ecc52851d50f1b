"""A claim is checked against the articles: both sides quoted, newest and independent first, or neither."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from index import Article, Library
from index.encode import Encoder
from rag import Answer, Assistant, Turn, check_claim
from rag.answer import SIDES
from rag.check.verifier import Judgement
from rag.claims.claim import MOST_CLAIMS, claims_in, is_claim
from rag.claims.gather import READ, TOGETHER
from rag.claims.write import NEITHER
from rag.evidence.rank import WHOLE
from tests.kit.sound import sound

OPENED: Final = "The harbour bridge in Varn reopened on Monday, two years after cracks were found in it."
WIRE: Final = (
    "The repair of the harbour bridge in Varn cost 41 million euros, the council said. It had planned"
    " 32 million. The bridge carries nine thousand lorries a day, and the ferries that had replaced it were"
    " sold in March."
)
AUDIT: Final = (
    "Auditors said the repair of the harbour bridge in Varn cost 57 million euros. Nobody was charged."
)
LATER: Final = (
    "The repair of the harbour bridge in Varn cost 41 million euros and the bridge has been open since."
)


def article(name: str, title: str, text: str, outlet: str, day: str) -> Article:
    return Article(id=name, title=title, text=text, source=outlet, published=day)


ARTICLES: Final = (
    article("ledger", "Bridge reopens", OPENED, "Northern Ledger", "2022-06-14"),
    article("wire", "What the bridge cost", WIRE, "Wire", "2022-06-15"),
    article("copy", "What the bridge cost", WIRE, "Post", "2022-06-16"),
    article("audit", "Auditors look at the bridge", AUDIT, "Harbour Times", "2023-02-01"),
    article("second", "The bridge, a year on", LATER, "Wire", "2024-06-15"),
)
CLAIM: Final = "The repair of the harbour bridge in Varn cost 41 million euros."


class Figures:
    """Takes a text that has the figure for support, one with another sum of euros for the contrary."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        self.asked += zip(claims, evidence, strict=True)
        return [self._judged(text) for text in evidence]

    def _judged(self, text: str) -> Judgement:
        if "41 million" in text:
            return Judgement("supported", 0.9)
        return Judgement("refuted", 0.2) if "million euros" in text else Judgement("not said", 0.4)


class Silent:
    """Finds that nothing takes a side."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        return [Judgement("not said", 0.3) for _ in zip(claims, evidence, strict=True)]


@pytest.fixture
def held(tmp_path: Path, encoder: Encoder) -> Library:
    library = Library.open(tmp_path / "held", encoder=encoder)
    library.add(ARTICLES)
    return library


def sides(answer: Answer) -> list[tuple[str, str]]:
    return [(citation.article.id, citation.support) for citation in answer.citations]


def test_both_sides_are_quoted_newest_first_and_each_story_once(held: Library) -> None:
    answer = Assistant(held, verifier=Figures()).check(CLAIM)
    sound(answer)
    assert (answer.kind, answer.question, answer.query) == ("check", CLAIM, CLAIM)
    assert answer.answered
    assert sides(answer)[0] == ("second", "supported")
    assert sides(answer)[2:] == [("audit", "refuted")]
    told_once = answer.citations[1]
    assert {told_once.article.id, *(each.id for each in told_once.copies)} == {"wire", "copy"}
    assert answer.probability == pytest.approx(0.9)
    lines = answer.text.split("\n\n")
    assert lines[0] == SIDES["supported"]
    assert lines[3:] == [SIDES["refuted"], f"{answer.citations[2].quote} [3]"]


def test_an_outlet_that_has_spoken_stands_behind_another(tmp_path: Path, encoder: Encoder) -> None:
    library = Library.open(tmp_path, encoder=encoder)
    said = "The repair of the harbour bridge in Varn cost 41 million euros"
    library.add(
        [
            article("a", "Council", f"{said}, and the mayor was content with that.", "Wire", "2024-03-03"),
            article("b", "Budget", f"{said}. Taxes on ferries will rise in May.", "The Wire", "2024-02-02"),
            article("c", "Steel", f"A Swedish firm sold the steel. {said}.", "Post", "2024-01-01"),
        ]
    )
    found = sides(Assistant(library, verifier=Figures()).check(CLAIM))
    assert [name for name, _ in found] == ["a", "c", "b"]


def test_where_nothing_takes_a_side_the_closest_passages_are_shown(held: Library) -> None:
    answer = Assistant(held, verifier=Silent()).check("Penguins were seen on the harbour bridge in Varn.")
    sound(answer)
    assert (answer.kind, answer.text, answer.reason) == ("check", NEITHER, "not in the articles")
    assert answer.citations == ()
    assert answer.closest
    assert "Penguins" in answer.missing_words


def test_the_rules_of_the_house_find_both_sides(held: Library) -> None:
    answer = Assistant(held).check(CLAIM)
    assert {"second", "audit"} <= {article for article, _ in sides(answer)}
    assert dict(sides(answer))["second"] == "supported"
    assert dict(sides(answer))["audit"] == "refuted"


def test_filters_and_an_empty_library_are_told(held: Library, library: Library) -> None:
    only = Assistant(held, verifier=Figures()).check(CLAIM, since="2023-01-01", sources="harbour times")
    assert sides(only) == [("audit", "refuted")]
    none = Assistant(held).check(CLAIM, since="2030-01-01")
    assert (none.answered, none.reason) == (False, "nothing found")
    assert "days and outlets" in none.text
    unknown = Assistant(held).check(CLAIM, sources="Harbour Tymes")
    assert "Harbour Times" in unknown.notice
    empty = Assistant(library).check(CLAIM)
    assert (empty.answered, empty.reason) == (False, "empty library")


def test_each_sentence_is_a_claim_and_stands_above_what_is_said_of_it(held: Library) -> None:
    text = f"{CLAIM} Penguins were seen there."
    answer = Assistant(held, verifier=Figures()).check(text)
    sound(answer)
    assert answer.question == text
    assert [line for line in answer.text.split("\n\n") if line.startswith("“")] == [
        f"“{CLAIM}”",
        "“Penguins were seen there.”",
    ]
    assert len(answer.sentences) == len(answer.citations) + 2


def test_a_claim_that_leans_on_what_was_said_is_searched_with_it(held: Library) -> None:
    before = [Turn("How long was the harbour bridge in Varn closed?", "For two years. [1]")]
    answer = Assistant(held, verifier=Figures()).check("It cost 41 million euros.", history=before)
    assert answer.query == "It cost 41 million euros. (Varn)"
    silent = Assistant(held, verifier=Silent()).check("It is old. It was new.", history=before)
    assert silent.query == "It is old. (Varn) It was new. (Varn)"
    alone = Assistant(held).check("It cost 41 million euros.", history=before, rewrite=False)
    assert alone.query == alone.question


@pytest.mark.parametrize("count", [1, 3, MOST_CLAIMS])
def test_few_sentences_are_weighed_each_under_its_title(held: Library, count: int) -> None:
    verifier = Figures()
    Assistant(held, verifier=verifier).check(" ".join([CLAIM] * count))
    assert 0 < len(verifier.asked) <= max(READ, TOGETHER) + WHOLE * count
    assert all(text.split("\n\n")[0] in {each.title for each in ARTICLES} for _, text in verifier.asked)
    assert {claim for claim, _ in verifier.asked} == {CLAIM}


def test_the_pieces_of_a_stream_are_its_text_and_none_come_once_it_is_closed(held: Library) -> None:
    stream = Assistant(held, verifier=Figures()).stream_check(CLAIM)
    assert "".join(stream) == stream.answer.text
    closed = Assistant(held).stream_check(CLAIM)
    closed.close()
    assert list(closed) == []


def test_the_function_takes_a_folder_or_a_library(
    folder: Path, held: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    answer = check_claim("The Ever Given blocked the Suez Canal for six days.", folder)
    assert [citation.support for citation in answer.citations] == ["supported"]
    assert check_claim(CLAIM, library=held, verifier=Figures()).answered
    with pytest.raises(ValueError, match="not both"):
        check_claim(CLAIM, folder, library=held)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "no words"),
        (" \n", "no words"),
        ("… 12 %", "no words"),
        ("x" * 10_000, "the claim has 10,000 characters; 4,000 are the most"),
        ("Was the bridge closed?", "is a question; ask it"),
        ("It was closed. Was it?", "“Was it.” is a question"),
        ("One is one. " * 6, "6 sentences; check at most 5"),
        ("The bridge \ud800 was closed.", "valid Unicode"),
        (7, "must be a text"),
    ],
)
def test_what_cannot_be_checked_is_one_line(text: str, line: str) -> None:
    with pytest.raises(ValueError, match=line) as problem:
        claims_in(text)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "text",
    [
        "这座桥于2020年5月关闭。",
        "पुल बंद था।",
        "x" * 3999,
        "a\u0301\u0302\u0303 b.",
        "مرحبا mixed текст 桥.",
        "(a)",
    ],
)
def test_any_letters_are_a_claim_and_get_an_answer(held: Library, text: str) -> None:
    sound(Assistant(held).check(text))


def test_a_long_text_or_one_that_asks_is_not_taken_for_a_claim() -> None:
    assert is_claim("The bridge was closed.")
    assert not is_claim("The bridge was closed. " * 6)
    assert not is_claim("Was it closed? It was not.")
    assert not is_claim("The bridge was closed?")


def test_nobody_waits_for_a_claim_that_is_stopped_between_two_searches(held: Library) -> None:
    class Stopping(Figures):
        def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
            stream.close()
            return super().verify(claims, evidence)

    verifier = Stopping()
    stream = Assistant(held, verifier=verifier).stream_check(f"{CLAIM} It was closed for two years.")
    assert list(stream) == []
    assert {claim for claim, _ in verifier.asked} == {CLAIM}
