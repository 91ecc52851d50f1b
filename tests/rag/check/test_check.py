"""A sentence and the passages that it cites: the verdict, whoever judges."""

from collections.abc import Sequence

import pytest

from index import Article
from index.passage import Hit, Passage
from rag.check import Judgement, Verdict, Verifier, check
from rag.check.verifier import learned

TEXT = (
    "WASHINGTON - The House approved the waiver for India by 330 votes to 99 on Thursday. Secretary of State"
    " Mike Pompeo said the penalties would cost about $5 billion. The senators took no part in the vote."
)


def hit(text: str = TEXT, title: str = "House backs waiver") -> Hit:
    article = Article(title=title, text=text, published="2018-10-12", source="Meridian Wire")
    return Hit(Passage(1, article.id, 0, len(text)), article, 0.5, 1, 0.5, 1.0)


class Words:
    """Supports a claim of which a text has every word, and refutes it if the text says "never"."""

    def verify(self, claims: Sequence[str], evidence: Sequence[str]) -> list[Judgement]:
        return [self._judged(*pair) for pair in zip(claims, evidence, strict=True)]

    def _judged(self, claim: str, text: str) -> Judgement:
        if "never" in text:
            return Judgement("refuted", 0.1)
        held = set(text.lower().replace(".", " ").split())
        supported = held.issuperset(claim.lower().replace(".", " ").split())
        return Judgement("supported", 0.9) if supported else Judgement("not said", 0.2)


def by_words(sentence: str, *texts: str) -> Verdict:
    return check(sentence, [hit(text) for text in texts], Words())


@pytest.fixture(params=["learned", "words"])
def verifier(request: pytest.FixtureRequest) -> Verifier:
    return learned() if request.param == "learned" else Words()


def test_a_sentence_copied_from_a_passage_is_supported_whoever_judges(verifier: Verifier) -> None:
    verdict = check("The senators took no part in the vote", [hit()], verifier)
    assert (verdict.support, verdict.missing, verdict.doubts) == ("supported", (), ())


def test_a_sentence_of_another_matter_is_not_found(verifier: Verifier) -> None:
    verdict = check("The telescope sent its first pictures of distant galaxies.", [hit()], verifier)
    assert verdict.support == "not found"
    assert verdict.doubts


def test_what_is_missing_leaves_a_sentence_supported_in_part_at_most(verifier: Verifier) -> None:
    sentence = "The House approved the waiver for India by 331 votes to 99 on Thursday."
    verdict = check(sentence, [hit()], verifier)
    assert verdict.support == "partly"
    assert verdict.missing == ("331",)


def test_the_title_is_read_with_its_passage() -> None:
    assert by_words("The house backs the waiver.", "The waiver was welcome.").support == "supported"


def test_two_passages_together_bear_out_what_neither_does() -> None:
    texts = ("the bridge at genoa fell", "and a new bridge was opened")
    sentence = "The bridge at Genoa fell and a new bridge was opened."
    assert by_words(sentence, texts[0]).support != "supported"
    assert by_words(sentence, *texts).support == "supported"


def test_one_passage_that_bears_a_sentence_out_is_enough_beside_one_that_says_otherwise() -> None:
    assert by_words("The bridge fell.", "The ferry never sank.", "The bridge fell.").support == "supported"


def test_a_refuted_sentence_is_supported_in_part_and_says_so() -> None:
    verdict = by_words("The bridge of Genoa stood.", "It never did.")
    assert verdict.support == "partly"
    assert "the quoted words say otherwise" in verdict.doubts


def test_a_doubt_names_words_and_not_the_values_that_are_missing_anyway() -> None:
    verdict = by_words("The House of Lords said the waiver was worth $9 billion to tailors.", TEXT)
    assert verdict.missing == ("$9 billion", "Lords")
    assert verdict.doubts == ("not in the quoted words: worth, tailors",)


def test_words_that_are_all_there_but_say_something_else_have_a_doubt_too() -> None:
    verdict = by_words("The vote approved the House.", "The House approved it after a vote, he said.")
    assert verdict.support == "partly"
    assert verdict.doubts == ("the quoted words do not say this",)
