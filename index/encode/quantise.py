"""The encoder in 8-bit integers: the home of nncf, which ``quoth[int8]`` installs.

Post-training quantisation, calibrated on the sample articles; tests/bench/README.md says what it costs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import EncoderError
from ..sources import read_articles
from ..text.split import passages
from .convert import Converted
from .graph import graph_is_whole, load_model, save_graph

if TYPE_CHECKING:
    from ..text.split import TokenStarts

SAMPLES: Final = Path(__file__).parent.parent / "samples"
ROOM: Final = 180  # tokens of a calibration passage


def int8_graph(model: Converted, batches: Any) -> Path | Any:
    """Return the model's graph in int8, made once and kept beside the 16-bit one.

    Raises:
        EncoderError: nncf is not installed.
    """
    kept = model.graph.with_name("graph-int8.xml") if isinstance(model.graph, Path) else None
    if kept is not None and graph_is_whole(kept):
        return kept
    try:
        import nncf
    except ImportError:
        raise EncoderError("precision='int8' needs nncf; install it with pip install 'quoth[int8]'") from None
    source = load_model(model.graph) if isinstance(model.graph, Path) else model.graph
    quantised = nncf.quantize(source, nncf.Dataset(batches), model_type=nncf.ModelType.TRANSFORMER)
    if kept is None:
        return quantised
    save_graph(quantised, kept)
    return kept


def calibration_texts(token_starts: TokenStarts) -> list[str]:
    """Return the passages of the sample articles."""
    return [
        article.text[start:end]
        for article in read_articles(SAMPLES)
        for start, end in passages(article.text, article.language, ROOM, token_starts)
    ]
