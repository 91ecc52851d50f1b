"""LlamaIndex's side of each comparison, in a process of its own that imports nothing of Quoth."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from .texts import model_folder
from .worker import Answer, memory, serve, timed

BATCHES: Final = (10, 32, 64, 128)  # texts; 10 is LlamaIndex's default


def encoder(texts: str, trial: str) -> Answer:
    """Answer how long a slice of the texts took to encode, at the batch size that does best on a few."""
    passages: list[str] = json.loads(Path(texts).read_text())
    model = _model()
    model.get_text_embedding_batch(passages[:10])
    trials = {size: _seconds(model, size, passages[: int(trial)]) for size in BATCHES}
    model.embed_batch_size = min(trials, key=trials.__getitem__)

    def encode(request: dict[str, Any]) -> dict[str, Any]:
        own = passages[request["first"] : request["last"]]
        with timed() as taken:
            vectors = model.get_text_embedding_batch(own)
        np.save(request["vectors"], np.array(vectors, dtype=np.float32))
        return {**taken, "batch": model.embed_batch_size, "trials": trials}

    return encode


def build(passages: str, folder: str) -> Answer:
    """Write an index of passages whose vectors are given, so that nothing has to be encoded."""
    import faiss
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.faiss import FaissVectorStore

    def write(_: dict[str, Any]) -> dict[str, Any]:
        vectors = np.load(Path(passages) / "vectors.npy")
        rows = json.loads((Path(passages) / "passages.json").read_text())
        nodes = [
            TextNode(text=row["text"], metadata={"title": row["title"]}, embedding=vector.tolist())
            for row, vector in zip(rows, vectors, strict=True)
        ]
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(vectors.shape[1]))
        context = StorageContext.from_defaults(vector_store=store)
        index = VectorStoreIndex(nodes, storage_context=context, embed_model=_model())
        index.storage_context.persist(folder)
        return {"passages": len(nodes)}

    return write


def retriever(folder: str) -> Answer:
    """Answer how long the ten nearest passages of a question took; or the memory."""
    from llama_index.core import StorageContext, load_index_from_storage
    from llama_index.vector_stores.faiss import FaissVectorStore

    store = FaissVectorStore.from_persist_dir(folder)
    context = StorageContext.from_defaults(vector_store=store, persist_dir=folder)
    found = load_index_from_storage(context, embed_model=_model()).as_retriever(similarity_top_k=10)

    def retrieve(request: dict[str, Any]) -> dict[str, Any]:
        if request["do"] == "memory":
            return memory()
        with timed() as taken:
            nodes = found.retrieve(request["question"])
        return {**taken, "found": bool(nodes)}

    return retrieve


def _model() -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(model_name=str(model_folder()), device="cpu")


def _seconds(model: Any, size: int, texts: Sequence[str]) -> float:
    model.embed_batch_size = size
    with timed() as taken:
        model.get_text_embedding_batch(list(texts))
    seconds: float = taken["seconds"]
    return seconds


_SIDES: Final[dict[str, Callable[..., Answer]]] = {
    "encoder": encoder,
    "build": build,
    "retriever": retriever,
}

if __name__ == "__main__":
    serve(_SIDES[sys.argv[1]](*sys.argv[2:]))
