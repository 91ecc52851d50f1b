"""A neural network as an OpenVINO graph: the home of openvino.

A graph is a pair of files, ``NAME.xml`` and ``NAME.bin``, beside a ``NAME.sha256`` that says what they hold.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np

from ..article import file_digest
from ..telemetry import silence_openvino
from . import streams
from .kept import Kept, NotAsWritten

if TYPE_CHECKING:
    from numpy.typing import NDArray

Precision = Literal["auto", "fp32", "bf16", "int8"]
"""``auto`` is bf16 where the processor computes in it, else fp32."""
PRECISIONS: Final = get_args(Precision)


# What OpenVINO's binding makes at its first use it makes once, and of two threads that come first at the
# same time each waits for ever: one for the interpreter's lock, the other for what the first is making.
_FIRST_RUN: Final = threading.Lock()
_HAS_RUN: Final = threading.Event()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A graph that is built only where no compiled one is kept.

    Attributes:
        name: what the file of the compiled one is called after.
        made_of: digest of all that it is built of.
        build: returns the path of an ``.xml`` file, or an OpenVINO model in memory.
    """

    name: str
    made_of: str
    build: Callable[[], Path | Any]


class Graph:
    """A compiled network. Safe to run from several threads: each has its own requests."""

    def __init__(
        self, model: Path | Blueprint | Any, precision: Precision = "auto", *, group: int | None = None
    ) -> None:
        """Compile a graph for the processor.

        Args:
            model: the path of an ``.xml`` file, or an OpenVINO model in memory; a blueprint is compiled once
                on a machine and kept in the cache folder, where that can be written.
            precision: how it computes; ``int8`` graphs carry their precision in themselves.
            group: numbers that go by one scale, where a processor can multiply int8 and what meets int8
                weights is rounded to it as well; ``None`` leaves that to OpenVINO.

        Raises:
            ValueError: bf16 was asked for and the processor has none.
        """
        with _FIRST_RUN:
            core = openvino().Core()
            capable = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
            if precision == "bf16" and not capable:
                raise ValueError(
                    "precision='bf16': this processor does not compute in bf16; use 'auto' or 'fp32'"
                )
            kind = "bf16" if capable and precision in ("auto", "bf16") else "f32"
            settings = {"INFERENCE_PRECISION_HINT": kind, **streams.settings()}
            if group is not None:
                settings["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = str(group)
            self.precision = precision if precision == "int8" else {"f32": "fp32"}.get(kind, kind)
            if isinstance(model, Blueprint):
                self._compiled = _kept(core, model, settings)
            else:
                self._compiled = _compiled(core, model, settings)
        self._requests = threading.local()

    def run(self, batches: Iterable[Mapping[str, NDArray[Any]]]) -> list[list[NDArray[np.float32]]]:
        """Return every output of the network for each batch, in order, copied out of its buffers.

        As many batches are computed at once as there are streams.
        """
        if _HAS_RUN.is_set():
            return self._run(batches)
        with _FIRST_RUN:
            outputs = self._run(batches)
            _HAS_RUN.set()
            return outputs

    def _run(self, batches: Iterable[Mapping[str, NDArray[Any]]]) -> list[list[NDArray[np.float32]]]:
        free = deque(self._own())
        busy: deque[Any] = deque()
        outputs = []
        try:
            for inputs in batches:
                if not free:
                    outputs.append(_outputs(busy[0]))
                    free.append(busy.popleft())
                free[0].start_async(dict(inputs))
                busy.append(free.popleft())
            outputs.extend(map(_outputs, busy))
        finally:  # none may still compute when it is given the next batch
            for request in busy:
                request.wait()
        return outputs

    def _own(self) -> list[Any]:
        """Return this thread's requests, one for each stream."""
        if not hasattr(self._requests, "mine"):
            count = self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
            self._requests.mine = [self._compiled.create_infer_request() for _ in range(count)]
        mine: list[Any] = self._requests.mine
        return mine


def _outputs(request: Any) -> list[NDArray[np.float32]]:
    request.wait()
    return [np.array(tensor.data, dtype=np.float32) for tensor in request.output_tensors]


def blueprint_of(path: Path) -> Blueprint:
    """Return the blueprint of the graph in a pair of files."""
    return Blueprint(path.stem, _digest(path), lambda: path)


def _compiled(core: Any, model: Path | Any, settings: Mapping[str, str]) -> Any:
    return core.compile_model(str(model) if isinstance(model, Path) else model, "CPU", dict(settings))


def _kept(core: Any, blueprint: Blueprint, settings: Mapping[str, str]) -> Any:
    """Return a blueprint compiled: read back, which takes a quarter of the time, or compiled now and kept."""
    processor = [core.get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    depends_on = (blueprint.made_of, openvino().get_version(), processor, sorted(settings.items()))
    kept = Kept(blueprint.name, sha256(repr(depends_on).encode()).digest())
    try:
        return _read_back(core, kept, settings)
    except FileNotFoundError:
        pass
    except (OSError, NotAsWritten) as problem:
        logging.getLogger(__name__).warning("%s is made again: %s", kept.path, problem)
    except RuntimeError as problem:  # of processors that go by one name some can do less than others
        logging.getLogger(__name__).info("%s is made again: %s", kept.path, problem)
    compiled = _compiled(core, blueprint.build(), settings)
    try:
        kept.write(compiled.export_model().getbuffer())
    except (OSError, RuntimeError) as problem:
        logging.getLogger(__name__).info("%s could not be kept: %s", kept.path, problem)
    return compiled


def _read_back(core: Any, kept: Kept, settings: Mapping[str, str]) -> Any:
    """OpenVINO refuses what another version of it or another kind of processor made, and checks no byte else.

    The model goes on reading the bytes that it came of: they lie in a tensor, which it holds.
    """
    blob = openvino().Tensor(openvino().Type.u8, [kept.size()])
    kept.read_into(memoryview(blob.data))
    return core.import_model(blob, "CPU", dict(settings))


def save_graph(model: Any, path: Path) -> None:
    """Write a graph with 16-bit weights and its digest; another process never sees half of it."""
    part = path.with_name(f"{path.stem}.{os.getpid()}.xml")
    try:
        openvino().save_model(model, part, compress_to_fp16=True)
        digest = _digest(part)
        part.with_suffix(".bin").replace(path.with_suffix(".bin"))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        part.with_suffix(".bin").unlink(missing_ok=True)
    path.with_suffix(".sha256").write_text(digest)


def load_model(path: Path) -> Any:
    """Return a graph's model, not compiled, to be changed."""
    return openvino().Core().read_model(str(path))


def graph_is_whole(path: Path) -> bool:
    """Tell whether both files of a graph are there and hold what was written."""
    stamp = path.with_suffix(".sha256")
    if not (path.exists() and path.with_suffix(".bin").exists() and stamp.exists()):
        return False
    return stamp.read_text().strip() == _digest(path)


def trace(module: Any, example: Mapping[str, Any]) -> Any:
    """Return a torch module as an OpenVINO model with the example's names as inputs, sizes left open."""
    return openvino().convert_model(module, example_input=dict(example))


def openvino() -> Any:
    """Import openvino without its telemetry."""
    silence_openvino()
    import openvino

    return openvino


def _digest(path: Path) -> str:
    return f"{file_digest(path)} {file_digest(path.with_suffix('.bin'))}"
