"""Train the reader: first on synthetic questions about unlabelled articles, then on the question sets.

python -m rag.training.train --data DATA --minilm DIR --out first.safetensors --synthetic 45000
python -m rag.training.train --data DATA --minilm DIR --out reader.safetensors \\
    --start first.safetensors
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from .batches import Mix, PairMaker, epoch
from .data import make_splits, read_examples
from .encoder import LAYERS, Reader, load_minilm
from .evaluate import read, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import Tensor

    from .batches import Batch
    from .data import Example

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """The numbers of one training run; it ends after ``steps`` or after ``minutes`` of wall time, whichever
    is given.
    """

    rate: float = 2e-4
    layer_decay: float = 0.9  # learning rate of each layer over that of the one above
    weight_decay: float = 0.01
    warm_up: float = 0.06  # share of the run
    shared: float = 0.5  # weight of the loss normalised over all passages of a question
    average: float = 0.998  # decay of the moving average of the weights
    steps: int | None = None
    minutes: float | None = None
    every: float = 5.0  # minutes between two looks at the validation part
    seed: int = 0


def loss_of(model: Reader, batch: Batch, shared: float, device: str) -> Tensor:
    """Return the mean loss of a batch: each pair's own, and that of starts and ends among all of a question's
    passages.

    The first is cross entropy over a pair's tokens, token 0 being "no answer". The second (Clark and Gardner
    2018) is the cross entropy over the passage tokens of every pair in the batch that has the same question.
    """
    with torch.autocast(device, torch.bfloat16):
        logits = model(
            batch.input_ids.to(device), batch.attention_mask.to(device), batch.token_type_ids.to(device)
        )
    blank = (batch.attention_mask == 0).to(device)
    outside = (batch.passage_mask == 0).to(device)
    questions = batch.questions.to(device)
    apart = questions[:, None] != questions[None, :]  # (B, B)
    total = torch.zeros((), device=device)
    for raw, gold in zip(logits, (batch.starts.to(device), batch.ends.to(device)), strict=True):
        scores = raw.float()  # (B, T)
        total = total + functional.cross_entropy(scores.masked_fill(blank, -1e4), gold) / 2.0
        here = scores.masked_fill(outside, -1e4).logsumexp(-1)  # (B,)
        everywhere = here[None, :].expand_as(apart).masked_fill(apart, -1e4).logsumexp(-1)  # (B,)
        own = scores.gather(1, gold[:, None])[:, 0]
        answered = (gold > 0).float()
        total = total + shared * ((everywhere - own) * answered).sum() / (2.0 * len(gold))
    return total


def optimiser(model: Reader, plan: Plan) -> torch.optim.Optimizer:
    """Return AdamW with a learning rate that falls from the head to the first layer; word embeddings stay as
    they are.
    """
    model.words.weight.requires_grad_(False)
    groups: list[dict[str, Any]] = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = 0 if name.startswith("head") else LAYERS + 1
        if name.startswith("layers."):
            depth = LAYERS - int(name.split(".")[1])
        decay = plan.weight_decay if parameter.ndim > 1 else 0.0
        scale = plan.layer_decay**depth
        groups.append({"params": [parameter], "lr": 0.0, "scale": scale, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def rate_at(progress: float, plan: Plan) -> float:
    """Return the learning rate after a share ``progress`` of the run: linear up, then linear down to 0."""
    if progress < plan.warm_up:
        return plan.rate * progress / plan.warm_up
    return plan.rate * max(0.0, 1.0 - progress) / (1.0 - plan.warm_up)


def endless(examples: Sequence[Example], maker: PairMaker, mix: Mix, rng: random.Random) -> Iterator[Batch]:
    """Yield the batches of one epoch after another."""
    while True:
        yield from epoch(examples, maker, mix, rng)


class Clock:
    """How far a run has come, from 0 to 1, counted in steps or towards a deadline that it always meets.

    A step takes its share of the time that is left. One of over ``pause`` seconds, when the process was
    stopped, takes no more than the step before it; the later steps then take larger shares.
    """

    def __init__(self, plan: Plan, pause: float = 15.0) -> None:
        self.began = self.now = time.monotonic()
        self.progress = 0.0
        self._steps = plan.steps
        self._end = self.began + 60.0 * (plan.minutes or 30.0)
        self._pause, self._usual = pause, 0.5

    def tick(self, *, counted: bool = True) -> None:
        """Note that a step is done; what is not ``counted`` (a look at the validation part) moves the time
        alone.
        """
        now = time.monotonic()
        taken, self.now = now - self.now, now
        if self._steps:
            self.progress += counted / self._steps
            return
        self._usual = taken if taken < self._pause else self._usual
        left = self._end - now
        share = min(1.0, self._usual / (left + self._usual)) if left > 0.0 else 1.0
        self.progress += (1.0 - self.progress) * share * counted
        if left <= 0.0 or self.progress > 1.0 - 1e-6:
            self.progress = 1.0

    @property
    def minutes(self) -> float:
        """Minutes since the run began."""
        return (self.now - self.began) / 60.0


class Average:
    """A moving average of a model's weights."""

    def __init__(self, model: Reader, decay: float) -> None:
        self.decay = decay
        self.model = Reader()
        self.model.load_state_dict(model.state_dict())
        self.model.to(model.head.weight.device)
        self._mine: list[Tensor] = [p for n, p in self.model.named_parameters() if n != "words.weight"]
        self._theirs: list[Tensor] = [p for n, p in model.named_parameters() if n != "words.weight"]

    @torch.no_grad()
    def update(self, step: float) -> None:
        """Move the average towards the weights; faster in the first steps."""
        torch._foreach_lerp_(self._mine, self._theirs, 1.0 - min(self.decay, step / (step + 10.0)))


def train(
    model: Reader, batches: Iterator[Batch], look: Callable[[Reader], dict[str, float]], plan: Plan, out: Path
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
    parser.add_argument(
        "--minilm", type=Path, required=True, help="folder of MiniLM's model.safetensors and tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True, help="the weights to write")
    parser.add_argument("--start", type=Path, help="weights to begin with in place of MiniLM's")
    parser.add_argument("--synthetic", type=int, default=0, help="train on this many synthetic questions")
    parser.add_argument("--device", default="cpu")
    for name, kind, default in (
        *(
            (name, float, getattr(Plan(), name))
            for name in ("rate", "layer_decay", "shared", "average", "minutes", "every")
        ),
        *((name, float, getattr(Mix(), name)) for name in ("negatives", "swaps", "titles", "crops")),
        ("steps", int, None),
        ("seed", int, 0),
    ):
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=default)
    return parser.parse_args()


def main() -> None:
    """Train as the command line says."""
    from tokenizers import Tokenizer

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = arguments()
    names = {name: getattr(given, name) for name in vars(given)}
    plan = Plan(**{name: value for name, value in names.items() if name in Plan.__dataclass_fields__})
    mix = Mix(**{name: value for name, value in names.items() if name in Mix.__dataclass_fields__})
    maker = PairMaker(_plain(Tokenizer.from_file(str(given.minilm / "tokenizer.json"))))
    torch.manual_seed(plan.seed)
    model = Reader()
    if given.start is None:
        load_minilm(model, given.minilm / "model.safetensors")
    else:
        from safetensors.torch import load_file

        model.load_state_dict(load_file(given.start))
    model.to(given.device)
    splits = make_splits(given.data)
    seen = read_examples(given.data, splits, "train")
    if given.synthetic:
        from .synthetic import make

        seen = make(given.data, given.synthetic, plan.seed)
    log.info("%s %s %d examples", asdict(plan), asdict(mix), len(seen))
    held = read_examples(given.data, splits, "validation")
    batches = endless(seen, maker, mix, random.Random(plan.seed))
    train(model, batches, lambda trained: report(held, read(trained, maker, held)), plan, given.out)


def _plain(tokenizer: Any) -> Any:
    """Return the tokenizer without the truncation and padding its file may ask for."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


if __name__ == "__main__":
    main()
