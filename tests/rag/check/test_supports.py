"""One claim and one text: whether the text bears the claim out; and what else may judge that."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from rag import supports
from rag.check import Judgement, Verifier
from rag.check.learned import LENGTH, Learned
from rag.check.verifier import verifier as of_house
from rag.check.vetoed import Vetoed
from rag.check.vetoes import FAMILIES
from rag.training.claims import SETS, read_claims
from rag.training.data import Part

TEXT = (
    "The House approved the waiver for India by 330 votes to 99 on 5 October 2018. Mike Pompeo did not object"
    " to it. The Senate took no part."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The House approved the waiver for India by 330 votes.",
        "On October 5, 2018 the House approved India's waiver.",
        "Pompeo didn't object to it.",
    ],
)
def test_a_claim_that_the_text_makes_is_supported(claim: str) -> None:
    found = supports(claim, TEXT)
    assert found.support == "supported"
    assert 0.5 < found.score <= 1


@pytest.mark.parametrize(
    "claim",
    [
        "The House approved the waiver for India by 331 votes.",
        "The House approved the waiver for India on 6 October 2018.",
        "The House approved the waiver for Pakistan by 330 votes.",
        "Mike Pompeo did object to it.",
        "The House did not approve the waiver for India.",
    ],
)
def test_a_claim_with_another_number_day_name_or_denial_is_refuted(claim: str) -> None:
    found = supports(claim, TEXT)
    assert found.support == "refuted"
    assert 0 <= found.score < 0.5


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The telescope sent its first pictures of distant galaxies.", TEXT),
        ("The House approved the waiver.", ""),
        ("", TEXT),
        ("…", TEXT),
        ("", ""),
    ],
)
def test_a_claim_of_which_the_text_says_nothing_is_not_said(claim: str, text: str) -> None:
    found = supports(claim, text)
    assert found.support == "not said"
    assert 0 <= found.score < 0.5


def test_a_text_that_is_no_valid_unicode_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        supports("The House \ud800 approved it.", TEXT)


class Verbatim:
    """Takes a claim for supported where the text has it word for word."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        held = (claim in text for claim, text in zip(claims, evidence, strict=True))
        return [Judgement("supported", 1.0) if each else Judgement("not said", 0.0) for each in held]


class Always:
    """Supports every claim."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        return [Judgement("supported", 1.0) for _ in zip(claims, evidence, strict=True)]


@pytest.fixture(params=["house", "verbatim"])
def verifier(request: pytest.FixtureRequest) -> Verifier:
    return of_house() if request.param == "house" else Verbatim()


def test_a_verifier_judges_each_claim_by_its_own_text(verifier: Verifier) -> None:
    claims = ["The Senate took no part.", "The bridge was closed.", "The bridge was closed."]
    texts = [TEXT, TEXT, "The bridge was closed. It rained."]
    found = verifier.verify(claims, texts)
    assert [each.support == "supported" for each in found] == [True, False, True]
    assert all((each.score > 0.5) == (each.support == "supported") for each in found)


def test_the_exact_rules_take_back_what_another_verifier_supports() -> None:
    claims = ["He gave $5", "He gave 6 euros", "He never gave 5 euros"]
    texts = ["He gave $50 to the poor.", "He gave 6 euros.", "It is untrue. He never gave 5 euros."]
    assert [each.support for each in Verbatim().verify(claims, texts)] == ["supported"] * 3
    found = Vetoed(Verbatim()).verify(claims, texts)
    assert [each.support for each in found] == ["refuted", "supported", "supported"]
    assert found[0].score <= 0.5


def test_a_text_may_leave_the_name_that_a_claim_begins_with_to_its_title() -> None:
    text = "He said in Faro that it would rain."
    claims = ["Eva Berg said it would rain.", "Eva Berg said in Lisbon it would rain."]
    found = Vetoed(Always()).verify(claims, [text] * 2)
    assert [each.support for each in found] == ["supported", "refuted"]


def test_of_many_sentences_another_name_refutes_nothing_but_another_number_or_day_does() -> None:
    text = "In May 2018 the ferries of Varn carried 40 lorries."
    claims = [
        "In May 2018 the ferries of Orrin carried 40 lorries.",
        "In May 2018 the ferries of Varn carried 50 lorries.",
        "In May 2019 the ferries of Varn carried 40 lorries.",
    ]
    found = Vetoed(Always()).verify(claims, [text] * 3)
    assert [each.support for each in found] == ["refuted"] * 3
    found = Vetoed(Always(), refuting=FAMILIES - {"names"}).verify(claims, [text] * 3)
    assert [each.support for each in found] == ["not said", "refuted", "refuted"]


def test_a_copied_sentence_is_supported_whatever_is_said_of_it() -> None:
    claim = "The Senate took  no part"
    assert Verbatim().verify([claim], [TEXT])[0].support == "not said"
    assert Vetoed(Verbatim()).verify([claim], [TEXT])[0].support == "supported"


def test_a_verifier_wants_a_text_for_each_claim(verifier: Verifier) -> None:
    with pytest.raises(ValueError, match="zip"):
        verifier.verify(["One.", "Two."], [TEXT])


@dataclass(frozen=True)
class Likelihoods:
    supported: float
    refuted: float
    not_said: float


class Counting:
    """Finds a claim likely by how many of its words a text has, and refuted if that says "untrue"."""

    def judge(self, claims: Sequence[str], texts: Sequence[str]) -> list[Likelihoods]:
        return [self._likely(set(claim.split()), text) for claim, text in zip(claims, texts, strict=True)]

    def _likely(self, words: set[str], text: str) -> Likelihoods:
        held = len(words & set(text.split())) / len(words)
        return Likelihoods(0, 1, 0) if "untrue" in text else Likelihoods(held, 0, 1 - held)


def learnt(claim: str, text: str, threshold: float = 0.0) -> Judgement:
    return Learned(Counting(), threshold).verify([claim], [text])[0]


def test_a_claim_is_worth_what_its_weakest_sentence_is() -> None:
    text = "It rained in Faro. The sun shone in Lisbon. All were glad."
    assert learnt("It rained in Faro. The sun shone in Lisbon.", text).support == "supported"
    weak = learnt("It rained in Faro. Snow fell on every mountain.", text)
    assert weak.support == "not said"
    assert weak == learnt("Snow fell on every mountain.", text)


def test_a_score_is_over_a_half_where_the_log_odds_are_over_the_threshold() -> None:
    claim, half = "Ferries sank off Faro", "Ferries sank"
    whole = learnt(claim, "Ferries sank off Faro")
    assert whole.support == "supported"
    assert whole.score > learnt(claim, half).score > learnt(claim, "Snow fell.").score
    low, high = (learnt(claim, half, threshold) for threshold in (-1.0, 4.0))
    assert (low.support, high.support) == ("supported", "not said")
    assert high.score < 0.5 < low.score
    assert learnt(claim, "untrue").support == "refuted"


def test_what_stands_far_down_a_long_text_is_read() -> None:
    text = "Nothing is said of the matter at hand. " * 80 + "The ferry sank off Faro on Friday."
    assert learnt("The ferry sank off Faro on Friday.", text).support == "supported"
    assert learnt("The ferry sank. It was Friday.", "Nothing at all. " * 200).support == "not said"


def test_a_model_learns_from_what_it_reads_when_asked(tmp_path: Path) -> None:
    claim = "The House approved the waiver for India."
    text = " ".join([*(f"Line {at} is about ferries, wind and the harbour." for at in range(60)), TEXT])
    seen: list[str] = []

    class Noting:
        def judge(self, claims: Sequence[str], texts: Sequence[str]) -> list[Likelihoods]:
            seen.extend(texts)
            return [Likelihoods(0.0, 0.0, 1.0) for _ in claims]

    Learned(Noting()).verify([claim], [text])
    row = {"claim": claim, "evidence": text, "label": "supported", "group": "one"}
    for name in SETS:
        (tmp_path / name).mkdir()
        with gzip.open(tmp_path / name / "rows.jsonl.gz", "wt") as file:
            file.write(json.dumps(row) if name == "rte" else "")
    (learned,) = [each for part in get_args(Part) for each in read_claims(tmp_path, part)]
    assert [learned.evidence] == seen
    assert len(learned.evidence) < 1.1 * LENGTH < len(text)
    assert "approved the waiver for India" in learned.evidence
