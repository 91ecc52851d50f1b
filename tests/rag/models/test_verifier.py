"""What the support head says of claims."""

from __future__ import annotations

import pytest

from rag.models.verifier import NOTHING_SAID, entailment_reader

BRIDGE = "The harbour bridge was closed on Monday after divers found cracks in two of its pillars."


def test_a_claim_that_the_text_makes_is_likelier_supported_than_its_contrary() -> None:
    true, false = entailment_reader().judge(
        ["The bridge was closed because of cracks.", "The bridge stayed open on Monday."], [BRIDGE, BRIDGE]
    )
    assert true.supported > false.supported
    assert false.refuted > true.refuted


def test_the_three_shares_sum_to_one_whatever_the_texts() -> None:
    claims = ["Orrin is a ferry.", "x", "\u0bb5\u0ba3\u0b95\u0bcd\u0b95\u0bae\u0bcd", "a" * 10_000, ""]
    for found in entailment_reader().judge(claims, [BRIDGE] * len(claims)):
        assert found.supported + found.refuted + found.not_said == pytest.approx(1.0)


def test_a_text_without_words_says_nothing() -> None:
    assert entailment_reader().judge(["The bridge was closed."], [" \n "]) == [NOTHING_SAID]


def test_what_stands_far_down_a_long_text_is_read() -> None:
    long = "Nothing is said here of the matter at hand. " * 80
    near, far = entailment_reader().judge(["The bridge was closed."] * 2, [BRIDGE, long + BRIDGE])
    assert far.supported == pytest.approx(near.supported, abs=0.5)
    assert far.not_said < 0.9


def test_a_claim_alone_and_among_others_is_judged_the_same() -> None:
    claims = [
        "The bridge was closed.",
        "Divers found cracks in two of the pillars of the bridge in the harbour.",
    ]
    together = entailment_reader().judge(claims, [BRIDGE, BRIDGE * 3])
    alone = [
        entailment_reader().judge([claim], [text])[0]
        for claim, text in zip(claims, [BRIDGE, BRIDGE * 3], strict=True)
    ]
    for one, other in zip(alone, together, strict=True):
        assert one.supported == pytest.approx(other.supported, abs=0.02)
