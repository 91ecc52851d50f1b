"""Train the reader on the question sets and on claims with their evidence.

python -m rag.training.train --data DATA --out reader.safetensors --minutes 100
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from .batches import NOTHING, Mix, PairMaker, epoch
from .claims import read_claims
from .data import make_splits, read_examples
from .evaluate import judge, read, report, sample, support
from .network import Reader, begin, embedded
from .plan import Clock, Plan, rate_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import Tensor

    from .batches import Batch
    from .claims import Claim
    from .data import Example

log = logging.getLogger(__name__)


def loss_of(model: Reader, batch: Batch, shared: float, device: str) -> Tensor:
    """Return the mean loss of a batch: spans, answerable or not, and what is said of claims.

    Of spans each pair's own loss, cross entropy over its tokens, token 0 being "no answer", and (Clark and
    Gardner 2018) that over the passage tokens of every pair in the batch that has the same question.
    """
    with torch.autocast(device, torch.bfloat16):
        starts, ends, pairs = model(
            embedded(batch.input_ids).to(device),
            batch.attention_mask.to(device),
            batch.token_type_ids.to(device),
        )
    asked = batch.starts != NOTHING
    total = _claim_loss(pairs.float()[~asked], batch.labels[~asked].to(device))
    if not asked.any():
        return total / len(asked)
    answerable = (batch.starts[asked] > 0).float().to(device)
    total = total + functional.binary_cross_entropy_with_logits(
        pairs.float()[asked, 0], answerable, reduction="sum"
    )
    blank = (batch.attention_mask == 0)[asked].to(device)
    outside = (batch.passage_mask == 0)[asked].to(device)
    questions = batch.questions[asked].to(device)
    apart = questions[:, None] != questions[None, :]  # (B, B)
    for raw, target in ((starts, batch.starts), (ends, batch.ends)):
        gold = target[asked].to(device)
        scores = raw[asked].float()  # (B, T)
        total = total + functional.cross_entropy(scores.masked_fill(blank, -1e4), gold, reduction="sum") / 2
        here = scores.masked_fill(outside, -1e4).logsumexp(-1)  # (B,)
        everywhere = here[None, :].expand_as(apart).masked_fill(apart, -1e4).logsumexp(-1)  # (B,)
        own = scores.gather(1, gold[:, None])[:, 0]
        total = total + shared * ((everywhere - own) * answerable).sum() / 2
    return total / len(asked)


def _claim_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return the summed cross entropy of claims; "not supported" is the sum of the two that are not."""
    if not len(labels):
        return logits.sum() * 0.0
    three = logits[:, 1:].log_softmax(-1)  # (B, 3): supported, refuted, not said
    four = torch.cat([three, three[:, 1:].logsumexp(-1, keepdim=True)], dim=-1)  # (B, 4)
    return functional.nll_loss(four, labels, reduction="sum")


def optimiser(model: Reader, plan: Plan) -> torch.optim.Optimizer:
    """Return AdamW with a learning rate that falls from the heads to the first layer; the layers below
    ``frozen`` and the embeddings under them stay as they are.
    """
    top = len(model.layers)
    groups: list[dict[str, Any]] = []
    for name, parameter in model.named_parameters():
        depth = _depth(name, top)
        if top - depth < plan.frozen:
            parameter.requires_grad_(False)
            continue
        decay = plan.weight_decay if parameter.ndim > 1 else 0.0
        scale = plan.layer_decay**depth
        groups.append({"params": [parameter], "lr": 0.0, "scale": scale, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def _depth(name: str, layers: int) -> int:
    """Return how far below the heads a parameter is, in layers."""
    if name.startswith("layers."):
        return layers - int(name.split(".")[1])
    return 0 if name.startswith(("head", "pooled", "verdict")) else layers + 1


def endless(
    examples: Sequence[Example], claims: Sequence[Claim], maker: PairMaker, mix: Mix, rng: random.Random
) -> Iterator[Batch]:
    """Yield the batches of one epoch after another."""
    while True:
        yield from epoch(examples, claims, maker, mix, rng)


class Average:
    """A moving average of a model's weights."""

    def __init__(self, model: Reader, decay: float) -> None:
        self.decay = decay
        self.model = Reader(len(model.layers))
        self.model.load_state_dict(model.state_dict())
        self.model.to(model.head.weight.device)
        self._mine: list[Tensor] = list(self.model.parameters())
        self._theirs: list[Tensor] = list(model.parameters())

    @torch.no_grad()
    def update(self, step: float) -> None:
        """Move the average towards the weights; faster in the first steps."""
        torch._foreach_lerp_(self._mine, self._theirs, 1.0 - min(self.decay, step / (step + 10.0)))


def train(
    model: Reader,
    batches: Iterator[Batch],
    look: Callable[[Reader], dict[str, float]],
    plan: Plan,
    out: Path,
) -> None:
    """Train on the batches and write the averaged weights to ``out`` every few minutes and at the end.

    What ``look`` finds on the validation part goes to the log beside it, one JSON object a line.
    """
    device = str(model.head.weight.device)
    average, adam, clock = Average(model, plan.average), optimiser(model, plan), Clock(plan)
    running = pairs = step = looked = 0.0
    for batch in batches:
        if clock.progress >= 1.0 or clock.minutes - looked > plan.every:
            save(average.model, out)
            entry = {
                "step": step,
                "minutes": round(clock.minutes, 1),
                "pairs": pairs,
                "loss": round(running, 4),
            }
            entry |= look(average.model)
            log.info("%s", entry)
            with Path(f"{out}.log.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry) + "\n")
            if clock.progress >= 1.0:
                return
            clock.tick(counted=False)
            looked = clock.minutes
        for group in adam.param_groups:
            group["lr"] = rate_at(clock.progress, plan) * group["scale"]
        model.train()
        loss = loss_of(model, batch, plan.shared, device)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        adam.step()
        adam.zero_grad()
        step, pairs = step + 1, pairs + len(batch.starts)
        average.update(step)
        running = loss.item() if step == 1 else 0.99 * running + 0.01 * loss.item()
        clock.tick()


def save(model: Reader, path: Path) -> None:
    """Write the weights, in one move, so that a reader of the file never sees half of it."""
    from safetensors.torch import save_file

    save_file({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, f"{path}.part")
    Path(f"{path}.part").replace(path)


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--out", type=Path, required=True, help="the weights to write")
    parser.add_argument("--start", type=Path, help="weights to begin with in place of e5's")
    parser.add_argument("--kept", default="0,1,2,3,4,5,6,7,8,9,10,11", help="layers of e5 to begin with")
    parser.add_argument("--synthetic", type=int, default=0, help="synthetic questions to train on beside")
    parser.add_argument("--looks", type=int, default=400, help="questions and claims of a validation look")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    for name, kind, default in (
        *(
            (name, float, getattr(Plan(), name))
            for name in ("rate", "layer_decay", "shared", "average", "minutes", "every")
        ),
        *((name, float, getattr(Mix(), name)) for name in ("negatives", "swaps", "titles", "crops")),
        *((name, float, getattr(Mix(), name)) for name in ("changed", "exchanged", "answers")),
        ("tokens", int, Mix().tokens),
        ("frozen", int, 0),
        ("steps", int, None),
        ("seed", int, 0),
    ):
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=default)
    return parser.parse_args()


def main() -> None:
    """Train as the command line says."""
    from safetensors.torch import load_file

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = arguments()
    torch.set_num_threads(given.threads)
    names = {name: getattr(given, name) for name in vars(given)}
    plan = Plan(**{name: value for name, value in names.items() if name in Plan.__dataclass_fields__})
    mix = Mix(**{name: value for name, value in names.items() if name in Mix.__dataclass_fields__})
    maker = PairMaker()
    torch.manual_seed(plan.seed)
    model = begin([int(number) for number in given.kept.split(",")])
    if given.start is not None:
        model.load_state_dict(load_file(given.start))
    model.to(given.device)
    splits = make_splits(given.data)
    seen = read_examples(given.data, splits, "train")
    claims = read_claims(given.data, "train")
    if given.synthetic:
        from .synthetic import make

        seen = [*seen, *make(given.data, given.synthetic, plan.seed)]
    log.info("%s %s %s %d examples %d claims", given.kept, asdict(plan), asdict(mix), len(seen), len(claims))
    held = sample(read_examples(given.data, splits, "validation"), given.looks)
    doubted = sample(read_claims(given.data, "validation"), given.looks)

    def look(trained: Reader) -> dict[str, float]:
        return report(held, read(trained, maker, held)) | support(doubted, judge(trained, maker, doubted))

    batches = endless(seen, claims, maker, mix, random.Random(plan.seed))
    train(model, batches, look, plan, given.out)


if __name__ == "__main__":
    main()
