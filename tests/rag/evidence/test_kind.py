import pytest

from rag.evidence.kind import fits


@pytest.mark.parametrize(
    ("sentence", "gives"),
    [
        ("It was spared, given its strategic interests.", True),
        ("Ships wait, since it has no other port.", True),
        ("It was closed for security reasons.", True),
        ("The reason was a leak.", True),
        ("The two capitals give different reasons for thinking so.", False),
        ("It is a status it was given in June 2016.", False),
        ("The president has held the power since August 2018.", False),
        ("Since then two agreements have been signed.", False),
        ("Talks have gone on since.", False),
    ],
)
def test_a_sentence_gives_a_cause_or_only_a_time(sentence: str, gives: bool) -> None:
    assert fits("why was India exempted?", sentence) is gives
