import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.copies import LEAST, SKETCH, WORDS, Wording, containment, least_shared, near_copies, wording
from index.text.words import words_of
from tests.kit.stories import FOOTER, OTHER, OUTLETS, STORY, UPDATE, WIRE, printed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
FEW_WORDS = st.lists(st.sampled_from(["the", "ferry", "ran", "off", "Lenna", "5"]), max_size=60).map(" ".join)


def exact(text: str) -> set[tuple[str, ...]]:
    """The shingles themselves, by no hash."""
    words = [word.casefold() for word in words_of(text)]
    return {tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def alike(one: str, other: str) -> bool:
    return near_copies(wording(one), wording(other))


def long_text(rng: random.Random, words: int) -> list[str]:
    return [f"word{rng.randrange(5000)}" for _ in range(words)]


@given(TEXTS | FEW_WORDS)
def test_there_are_as_many_hashes_as_shingles(text: str) -> None:
    found = wording(text).shingles
    assert len(found) == len(exact(text))
    assert found.tolist() == sorted(set(found.tolist()))
    assert not len(found) or found[0] >= 0


@given(FEW_WORDS, FEW_WORDS)
def test_containment_is_that_of_the_shingles_themselves(one: str, other: str) -> None:
    shared = len(exact(one) & exact(other)) / len(exact(one)) if exact(one) else 0.0
    assert containment(wording(one).shingles, wording(other).shingles) == shared


@given(TEXTS | FEW_WORDS, TEXTS | FEW_WORDS)
def test_near_copies_are_so_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one) == (len(exact(one)) >= LEAST)


@given(st.text("ab \n", min_size=50).map(lambda text: text + STORY))
def test_case_white_space_and_punctuation_do_not_count(text: str) -> None:
    assert wording(text).shingles.tolist() == wording(text.upper().replace(" ", " -\n ")).shingles.tolist()


def test_hashes_are_the_same_in_every_process_and_version() -> None:
    code = "from index.store.copies import wording; print(wording('The ferry ran aground').shingles.tolist())"
    for seed in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert found.stdout.strip() == "[2464457814555204559, 5489883870998045675]"


def test_a_sketch_holds_the_smallest_hashes_and_none_of_a_short_text() -> None:
    found = wording(STORY)
    assert found.sketch.tolist() == found.shingles[:SKETCH].tolist()
    assert not len(wording(" ".join(WIRE[:2])).sketch)


@pytest.mark.parametrize("share", [1.0, 0.5, 1 / 3])
def test_a_cut_copy_is_looked_up(share: float) -> None:
    for seed in range(50):
        words = long_text(random.Random(seed), 900)
        whole, cut = (wording(" ".join(words[: int(900 * each)])) for each in (1.0, share))
        shared = len(np.intersect1d(whole.sketch, cut.sketch))
        assert shared >= least_shared(len(whole.shingles), len(cut.shingles))
        assert near_copies(whole, cut)


def test_what_sketches_share_tells_how_much_of_the_texts_is_shared() -> None:
    """The mean over many pairs is that of the formula: SKETCH * containment * shorter / longer."""
    shared = []
    for seed in range(300):
        rng = random.Random(seed)
        one, other = long_text(rng, 600), long_text(rng, 150)
        whole, part = (wording(" ".join(words)) for words in (one, [*one[:150], *other]))
        shared.append(len(np.intersect1d(whole.sketch, part.sketch)))
    assert np.mean(shared) == pytest.approx(SKETCH * 0.5 * 300 / 600, rel=0.1)


@pytest.mark.parametrize(
    "copy",
    [
        " ".join(WIRE[: len(WIRE) // 2]),
        " ".join(reversed(WIRE)),
        " ".join(["Passengers were brought ashore from a ship that hit a rock.", *WIRE[1:]]),
        f"{STORY} {OTHER}",
        f"{FOOTER} {STORY} {FOOTER}",
        UPDATE,
        STORY.upper(),
        printed(OUTLETS[1], 2),
    ],
)
def test_an_edited_copy_is_a_near_copy(copy: str) -> None:
    assert alike(STORY, copy)


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        " ".join(WIRE[:2]),  # too short
        f"{OTHER} {WIRE[3]}",  # a quotation
        "",
    ],
)
def test_another_text_is_none(text: str) -> None:
    assert not alike(STORY, text)


def test_the_same_footer_makes_no_copies() -> None:
    assert not alike(f"{STORY} {FOOTER}", f"{FOOTER} {OTHER}")


def test_a_template_filled_with_other_names_and_numbers_is_no_copy() -> None:
    form = (
        "{0} is a village in {1} district. It is administered by a headman who is elected. The village has "
        "{2} houses and a population of {3}, of which {4} are male and {5} are female. The literacy rate "
        "is {6} percent. Its nearest town is {7} and the nearest station is {8}."
    )
    one = form.format("Lower Tarn", "Ashby", 418, 2102, 1090, 1012, 71, "Ashby", "Holm")
    other = form.format("Greater Wick", "Melm", 103, 551, 270, 281, 64, "Orme", "Sutter")
    assert containment(wording(one).shingles, wording(other).shingles) > 0.4
    assert not alike(one, other)


def test_a_page_of_many_reports_is_no_copy_of_one() -> None:
    page = " ".join([STORY, *long_text(random.Random(0), 1200)])
    assert not alike(STORY, page)


def test_texts_without_capitals_or_numbers_are_told_by_their_words() -> None:
    plain = " ".join(word for word in STORY.lower().split() if word.isalpha())
    assert isinstance(wording(plain), Wording)
    assert not wording(plain).facts
    assert alike(plain, plain[: len(plain) // 2])
    assert not alike(plain, " ".join(word for word in OTHER.lower().split() if word.isalpha()))
