"""Contrastive training of word vectors: what belongs together is to be nearer than the rest of its batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from pipeline.embedder.corpus import Ids
from pipeline.embedder.pairs import Pairs
from torch.nn import functional

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class TrainingSettings:
    """`dims` are the lengths that vectors may be cut to; `scale` is the inverse temperature."""

    steps: int = 900
    batch: int = 1024
    rate: float = 6e-3
    warm_up: int = 20
    scale: float = 20.0
    dims: tuple[int, ...] = (256, 128)
    together: int = 16
    """Pairs that stand next to each other in the data, and so speak of one thing, in a batch together: what tells
    them apart is finer than what tells subjects apart."""
    seed: int = 1
    watched: int = 100


def composed(table: torch.Tensor, texts: Sequence[Ids]) -> torch.Tensor:
    """Vectors of texts: sums over their words, as the encoder that runs makes them. `table` has a row a word."""
    counted = [np.unique(text, return_counts=True) for text in texts]
    flat = np.concatenate([ids for ids, _ in counted]).astype(np.int64)
    times = np.concatenate([counts for _, counts in counted]).astype(np.float32)
    begins = np.cumsum([0, *(len(ids) for ids, _ in counted)])[:-1]
    return functional.embedding_bag(
        torch.from_numpy(flat),
        table,
        torch.from_numpy(begins),
        mode="sum",
        per_sample_weights=torch.from_numpy(1 + np.log(times)),
        sparse=True,
    )


def train(
    start: Matrix,
    pairs: Sequence[Pairs],
    settings: TrainingSettings,
    watch: Callable[[int, Matrix], None] = lambda _step, _table: None,
) -> Matrix:
    """The word vectors after training; `watch` sees them on the way."""
    torch.manual_seed(settings.seed)
    chance = np.random.default_rng(settings.seed)
    table = torch.nn.Parameter(torch.from_numpy(start.copy()))
    optimiser = torch.optim.SparseAdam([table], lr=settings.rate, betas=(0.9, 0.99))
    shares = np.array([kind.weight for kind in pairs])
    draws = {kind.name: _drawn(len(kind.left), settings, chance) for kind in pairs}
    for step in range(settings.steps):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * _pace(step, settings)
        kind = pairs[int(chance.choice(len(pairs), p=shares / shares.sum()))]
        loss = _loss(table, kind, next(draws[kind.name]), settings)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % settings.watched == 0 or step == settings.steps - 1:
            print(f"step {step} {kind.name} loss {loss.item():.3f}", flush=True)
            watch(step, table.detach().numpy())
    return np.asarray(table.detach().numpy(), np.float32)


def _pace(step: int, settings: TrainingSettings) -> float:
    """Rises, then falls to a twentieth."""
    return min(1.0, (step + 1) / settings.warm_up) * max(0.05, 1 - step / settings.steps)


def _drawn(size: int, settings: TrainingSettings, chance: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Batches of runs of neighbours, without end."""
    together = settings.together
    while True:
        begins = chance.permutation(np.arange(int(chance.integers(together)), size, together))
        for at in range(0, len(begins), settings.batch // together):
            chosen = begins[at : at + settings.batch // together, None] + np.arange(together)
            yield chosen[chosen < size]


def _loss(
    table: torch.Tensor, kind: Pairs, chosen: NDArray[np.int64], settings: TrainingSettings
) -> torch.Tensor:
    chosen = np.array([i for i in chosen if len(kind.left[i]) and len(kind.right[i])])
    wrong = [kind.wrong[i] for i in chosen if len(kind.wrong[i])] if kind.wrong else []
    left = [kind.left[i] for i in chosen]
    vectors = composed(table, [*left, *(kind.right[i] for i in chosen), *wrong])
    same = torch.from_numpy(kind.key[chosen][:, None] == kind.key[chosen][None, :])
    same.fill_diagonal_(False)
    wanted = torch.arange(len(chosen))
    total = torch.zeros(())
    for dim in settings.dims:
        unit = functional.normalize(vectors[:, :dim], dim=1)
        scores = settings.scale * unit[: len(chosen)] @ unit[len(chosen) :].T
        scores[:, : len(chosen)] = scores[:, : len(chosen)].masked_fill(same, -1e4)
        back = scores[:, : len(chosen)].T
        total = total + functional.cross_entropy(scores, wanted) + functional.cross_entropy(back, wanted)
    return total / (2 * len(settings.dims))
