import threading
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.encode import streams
from index.encode.e5.encoder import E5Encoder
from index.encode.streams import STEP, batches

lengths = st.lists(st.integers(1, 600), max_size=60)


@given(lengths)
def test_every_text_is_in_one_batch_of_its_own_padded_length(every: list[int]) -> None:
    found = list(batches(every))
    assert sorted(place for _, places in found for place in places) == list(range(len(every)))
    for width, places in found:
        assert width % STEP == 0
        assert all(width - STEP < every[place] <= width for place in places)
        assert len(places) == 1 or len(places) * width <= streams.tokens()


@given(lengths)
def test_as_few_batches_are_made_as_their_lengths_allow(every: list[int]) -> None:
    found = list(batches(every))
    full = [width for width, places in found if (len(places) + 1) * width > streams.tokens()]
    assert len(found) - len(full) <= len({width for width, _ in found})


def test_vectors_come_in_the_order_of_the_texts_and_are_the_same_from_several_threads_at_once() -> None:
    encoder, random = E5Encoder(), Random(4)
    texts = ["dam " * random.randint(1, 200) for _ in range(24)]
    wanted = np.concatenate([encoder.passages([text]) for text in texts])
    found: dict[int, np.ndarray] = {}

    def encode(number: int) -> None:
        found[number] = encoder.passages(texts[number:])

    threads = [threading.Thread(target=encode, args=(number,)) for number in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for number in range(3):  # bit for bit only where the processor multiplies int8
        np.testing.assert_allclose(found[number], wanted[number:], atol=1e-6)
