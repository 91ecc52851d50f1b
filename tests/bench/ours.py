"""Quoth's side of each comparison, in a process of its own.

All but ``encoder`` and ``export`` name only what earlier versions have too: so a checkout of one is measured.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

import numpy as np

from tests.bench.worker import Answer, memory, serve, timed

ENCODING: Final = ("openvino", "tokenizers")  # neither is imported where nothing is encoded


def encoder(precision: str, texts: str) -> Answer:
    """Answer how long a slice of the texts took to encode; the vectors go to a file."""
    from index.encode.encoder import SentenceEncoder
    from index.encode.graph import Precision

    made = SentenceEncoder(precision=cast(Precision, precision))
    passages: list[str] = json.loads(Path(texts).read_text())
    made.passages(passages[:32])

    def encode(request: dict[str, Any]) -> dict[str, Any]:
        own = passages[request["first"] : request["last"]]
        with timed() as taken:
            vectors = made.passages(own)
        np.save(request["vectors"], vectors)
        return taken

    return encode


def default_encoder(texts: str, name: str = "") -> Answer:
    """Answer how long a slice of the texts took a new library's encoder, or the one of that name."""
    from index import Library

    with TemporaryDirectory() as place:
        made = Library.open(place, encoder=name or None).encoder
    passages: list[str] = json.loads(Path(texts).read_text())
    made.passages(passages[:32])

    def encode(request: dict[str, Any]) -> dict[str, Any]:
        with timed() as taken:
            made.passages(passages[request["first"] : request["last"]])
        return taken

    return encode


def adding(library: str, folder: str, encoder: str = "") -> Answer:
    """Answer how long it took to open a library and add a folder, and what that did and imported.

    A new library has the default encoder, or the one of that name.
    """
    import index
    from index import Library

    def add(_: dict[str, Any]) -> dict[str, Any]:
        with timed() as taken:
            opened = Library.open(library, encoder=encoder or None)
            report = opened.add(folder)
        return {
            **taken,
            "new": len(report.added) + len(report.changed),
            "unchanged": len(report.unchanged),
            "failed": [str(problem) for problem in report.failed],
            "passages": opened.summary().passages,
            "home": index.__file__,
            "imported": [name for name in ENCODING if name in sys.modules],
        }

    return add


def export(library: str, folder: str) -> Answer:
    """Write the passages of a library, with the titles encoded before them, and their vectors."""
    from index import Library

    def write(_: dict[str, Any]) -> dict[str, Any]:
        opened = Library.open(library)
        ids, vectors = opened.store.vectors()
        articles = {article.id: article for article in opened.articles()}
        rows = {
            key: {"title": article.title, "text": article.text[passage.start : passage.end]}
            for key, (passage, _) in opened.store.passages(ids.tolist()).items()
            for article in [articles[passage.article_id]]
        }
        (Path(folder) / "passages.json").write_text(json.dumps([rows[int(key)] for key in ids]))
        np.save(Path(folder) / "vectors.npy", vectors)
        return {"passages": len(ids)}

    return write


def assistant(library: str) -> Answer:
    """Answer how long a question took, and to its first words; or only ``Library.search``; or the memory."""
    from index import Library
    from rag import Assistant

    opened = Library.open(library)
    asked = Assistant(opened)

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        if request["do"] == "memory":
            return memory()
        with timed() as taken:
            if request["do"] == "search":
                found = bool(opened.search(request["question"], k=10))
            elif request["do"] == "ask":
                found = asked.ask(request["question"]).answered
            else:
                stream = asked.stream(request["question"])
                with timed() as first:
                    next(iter(stream), None)
                taken["first"] = first["seconds"]
                deque(stream, maxlen=0)
                found = stream.answer.answered
        return {**taken, "found": found}

    return answer


_SIDES: Final[dict[str, Callable[..., Answer]]] = {
    "encoder": encoder,
    "default": default_encoder,
    "add": adding,
    "export": export,
    "assistant": assistant,
}

if __name__ == "__main__":
    serve(_SIDES[sys.argv[1]](*sys.argv[2:]))
