"""Turn trained weights into the OpenVINO files that the reader runs from: int8, calibrated on training pairs.

python -m rag.training.quantise --data DATA --weights reader.safetensors --out reader.xml
"""

from __future__ import annotations

import argparse
import logging
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

from .batches import LONGEST, PairMaker, pad
from .claims import read_claims
from .data import make_splits, read_examples
from .network import WIDTH, Reader, embedded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .claims import Claim
    from .data import Example

log = logging.getLogger(__name__)

INPUTS: Final = ("words", "attention_mask", "token_type_ids")
OUTPUTS: Final = ("starts", "ends", "pairs")


def convert(weights: Path) -> Any:
    """Return the OpenVINO graph of trained weights, in fp32.

    Its inputs are embeddings of words (B, T, d) and two of integers (B, T); its outputs starts and
    ends, (B, T) each, and the logits of pairs, (B, 4).
    """
    import openvino as ov

    model = loaded(weights)
    model.positions.weight = torch.nn.Parameter(
        model.positions.weight[:LONGEST].clone()
    )  # the others are never used
    whole = torch.ones(2, 24, dtype=torch.long)
    graph = ov.convert_model(model, example_input=(torch.zeros(2, 24, WIDTH), whole, whole))
    for port, name in zip(graph.inputs, INPUTS, strict=True):
        port.get_tensor().set_names({name})
        port.get_node().set_friendly_name(name)
        of_words = name == INPUTS[0]
        port.get_node().set_partial_shape(ov.PartialShape([-1, -1, WIDTH] if of_words else [-1, -1]))
        port.get_node().set_element_type(ov.Type.f32 if of_words else ov.Type.i64)
    for port, name in zip(graph.outputs, OUTPUTS, strict=True):
        port.get_tensor().set_names({name})
    graph.validate_nodes_and_infer_types()
    return graph


def loaded(weights: Path) -> Reader:
    """Return a trained reader, as it is in evaluation."""
    from safetensors.torch import load_file

    state = load_file(weights)
    layers = {name.split(".")[1] for name in state if name.startswith("layers.")}
    model = Reader(len(layers), dropout=0.0)
    model.load_state_dict(state)
    return model.eval()


def calibration(
    examples: Sequence[Example], claims: Sequence[Claim], count: int, seed: int
) -> list[dict[str, NDArray[Any]]]:
    """Return single pairs: gold passages, every third time one without the answer, every fourth a claim."""
    maker = PairMaker()
    rng = random.Random(seed)
    feeds: list[dict[str, NDArray[Any]]] = []
    for number, example in enumerate(rng.sample(list(examples), count)):
        negative = number % 3 == 0 and example.negatives
        passage = example.negatives[0] if negative else example.passage
        pair = maker.pair(example.question, passage, title=number % 2 == 0)
        if number % 4 == 0:
            claim = rng.choice(claims)
            pair = maker.claim(claim.claim, claim.evidence, claim.label)
        if pair is not None:
            batch = pad([pair])
            tensors = (embedded(batch.input_ids), batch.attention_mask, batch.token_type_ids)
            feeds.append({name: tensor.numpy() for name, tensor in zip(INPUTS, tensors, strict=True)})
    return feeds


def quantise(graph: Any, feeds: Sequence[dict[str, NDArray[Any]]], *, safe: bool = True) -> Any:
    """Return the graph with int8 weights and activations.

    ``safe`` keeps weights to 7 bits, so that sums cannot overflow on processors without VNNI.
    """
    import nncf
    from nncf.quantization.advanced_parameters import AdvancedQuantizationParameters, OverflowFix

    fix = OverflowFix.ENABLE if safe else OverflowFix.DISABLE
    return nncf.quantize(
        graph,
        nncf.Dataset(list(feeds)),
        preset=nncf.QuantizationPreset.MIXED,
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(feeds),
        fast_bias_correction=True,
        advanced_parameters=AdvancedQuantizationParameters(overflow_fix=fix),
    )


def save(graph: Any, path: Path, *, small: bool) -> None:
    """Write the graph; ``small`` stores what is left in fp32 in fp16, with short names and no blanks in the
    file.

    ``save_model``'s own fp16 compression passes over a graph that has been quantised.
    """
    import openvino as ov

    if small:
        _halve(graph)
        _share(graph)
        for number, node in enumerate(graph.get_ordered_ops()):
            if node.get_type_name() not in {"Parameter", "Result"}:
                node.set_friendly_name(f"n{number}")
    ov.save_model(graph, str(path), compress_to_fp16=False)
    if small:
        text = re.sub(r">\s+<", "><", path.read_text(encoding="utf-8")).replace('" />', '"/>')
        path.write_text(re.sub(r' names="[\d,]+"', "", text), encoding="utf-8")


def _halve(graph: Any) -> None:
    """Store the graph's larger fp32 constants in fp16, turned back into fp32 when it is loaded."""
    import openvino as ov
    from openvino import opset13 as opset

    for node in graph.get_ops():
        if (
            node.get_type_name() != "Constant"
            or node.get_element_type() != ov.Type.f32
            or node.get_byte_size() < 1024
        ):
            continue
        wide = opset.convert(opset.constant(node.get_data().astype(np.float16)), "f32")
        for target in list(node.output(0).get_target_inputs()):
            target.replace_source_output(wide.output(0))
    graph.validate_nodes_and_infer_types()


def _share(graph: Any) -> None:
    """Let equal small constants be one: each costs 250 bytes of the file."""
    known: dict[tuple[str, str, bytes], Any] = {}
    for node in graph.get_ordered_ops():
        if node.get_type_name() == "Constant" and node.get_byte_size() < 64:
            key = (str(node.get_element_type()), str(node.get_output_shape(0)), node.get_data().tobytes())
            one = known.setdefault(key, node)
            for target in list(node.output(0).get_target_inputs()) if one is not node else []:
                target.replace_source_output(one.output(0))
    graph.validate_nodes_and_infer_types()


def main() -> None:
    """Quantise as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=300, help="training pairs to calibrate on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--eight-bits", action="store_true", help="use all eight bits of weights: needs VNNI")
    parser.add_argument("--fp32", action="store_true", help="do not quantise")
    given = parser.parse_args()
    graph = convert(given.weights)
    if not given.fp32:
        examples = read_examples(given.data, make_splits(given.data), "train")
        claims = read_claims(given.data, "train")
        feeds = calibration(examples, claims, given.pairs, given.seed)
        graph = quantise(graph, feeds, safe=not given.eight_bits)
    save(graph, given.out, small=not given.fp32)
    log.info(
        "%s: %d bytes", given.out, sum(given.out.with_suffix(end).stat().st_size for end in (".xml", ".bin"))
    )


if __name__ == "__main__":
    main()
