"""One claim and one text: whether the text bears the claim out; and what else may judge that."""

from collections.abc import Sequence

import pytest

from index.encode import Encoder
from rag import supports
from rag.check import Rules, Verifier, nearness
from rag.check.verifier import Judgement

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
        ("The waiver was signed into law by the president.", TEXT),
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


@pytest.fixture(params=["rules", "verbatim"])
def verifier(request: pytest.FixtureRequest, encoder: Encoder) -> Verifier:
    return Rules(nearness(encoder)) if request.param == "rules" else Verbatim()


def test_a_verifier_judges_each_claim_by_its_own_text(verifier: Verifier) -> None:
    claims = ["The Senate took no part.", "The bridge was closed.", "The bridge was closed."]
    texts = [TEXT, TEXT, "The bridge was closed. It rained."]
    found = verifier.verify(claims, texts)
    assert [each.support for each in found] == ["supported", "not said", "supported"]
    assert all((each.score > 0.5) == (each.support == "supported") for each in found)


def test_a_verifier_wants_a_text_for_each_claim(verifier: Verifier) -> None:
    with pytest.raises(ValueError, match="zip"):
        verifier.verify(["One.", "Two."], [TEXT])
