"""Which regions' plans are alike: a map on which what is near is alike, and the same in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from esfnlp.dataset.compare import period_of
from esfnlp.dataset.similar import PART_WEIGHTS, Similarity
from esfnlp.plots.similarity import scaled
from esfnlp.record import Row
from esfnlp.taxonomy.places import load_places, place_name
from esfnlp.web.questions import codes_of

WIDTH, HEIGHT, MARGIN = 860, 560, 140
LETTER, LINE = 6.8, 14
"""About how wide a letter and how high a line of a name is, in pixels."""
PARTS = ("target_groups", "themes", "actors")
"""What likeness is made of here: whom plans target, what about, and with whom. Their words would take minutes."""


@dataclass(frozen=True, slots=True)
class Place:
    """The latest plan of a region and period, where it stands on the map (pixels), and the plan most like it."""

    document_id: str
    region: str
    period: str
    series: int
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    nearest: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Likeness:
    places: tuple[Place, ...]
    periods: tuple[str, ...]


def latest_plans(documents: Iterable[Row]) -> list[str]:
    """Of each region and period the last version of its own regional plan, by region and period."""
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for row in documents:
        codes = codes_of(row)
        if row["training"] or row["doc_type"] != "regional_plan" or len(codes) != 1:
            continue
        key = load_places().region_of(codes[0]), period_of(row) or ""
        latest[key] = max(latest.get(key, ("", "")), (str(row["version"] or ""), str(row["document_id"])))
    return [document_id for _, (_, document_id) in sorted(latest.items())]


def score(parts: Mapping[str, float]) -> float:
    """The likeness of two plans from 0 to 1, by the weights that `esfnlp similar` gives the parts."""
    weight = sum(PART_WEIGHTS[part] for part in PARTS)
    return sum(PART_WEIGHTS[part] * parts.get(part, 0.0) for part in PARTS) / weight


def likeness(
    plans: Sequence[str], found: Mapping[str, Sequence[Similarity]], documents: Mapping[str, Row]
) -> Likeness:
    """The map of the plans; `found` holds what each is similar to."""
    index = {plan: number for number, plan in enumerate(plans)}
    scores = np.eye(len(plans))
    for plan, others in found.items():
        for other in others:
            if other.document_id in index:
                scores[index[plan], index[other.document_id]] = score(other.parts)
    scores = (scores + scores.T) / 2
    periods = tuple(sorted({period_of(documents[plan]) or "" for plan in plans}))
    spots = _spread(scaled(1 - scores))
    names = _names([place_name(load_places().region_of(codes_of(documents[p])[0])) for p in plans], spots)
    places = (_place(documents[plan], spots[i], names[i], scores[i], i, periods) for plan, i in index.items())
    return Likeness(tuple(places), periods)


def _spread(spots: Any) -> Any:
    """The coordinates in pixels."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = np.array([WIDTH - 2 * MARGIN, HEIGHT - MARGIN])
    return (spots - low) / np.maximum(high - low, 1e-9) * size + np.array([MARGIN, MARGIN / 2])


def _names(names: Sequence[str], spots: Any) -> list[tuple[float, float, str]]:
    """Where each name stands and how it is anchored: on the first side where it covers no mark and no other name."""
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in spots.tolist()]
    found = []
    for name, (x, y) in zip(names, spots.tolist(), strict=True):
        wide = LETTER * len(name)
        sides = [
            (x + 9, y + 4, "start", x + 8), (x - 9, y + 4, "end", x - 9 - wide),
            (x, y - 10, "middle", x - wide / 2), (x, y + 20, "middle", x - wide / 2),
        ]  # fmt: skip
        boxes = [(left, at - LINE + 3, left + wide, at + 3) for _, at, _, left in sides]
        free = [n for n, box in enumerate(boxes) if not any(_overlap(box, other) for other in taken)]
        best = free[0] if free else 0
        taken.append(boxes[best])
        found.append((round(sides[best][0], 1), round(sides[best][1], 1), sides[best][2]))
    return found


Box = tuple[float, float, float, float]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _place(
    row: Row, spot: Any, name: tuple[float, float, str], scores: Any, own: int, periods: Sequence[str]
) -> Place:
    others = scores.copy()
    others[own] = -1
    nearest = int(others.argmax())
    period = period_of(row) or ""
    return Place(
        document_id=str(row["document_id"]),
        region=load_places().region_of(codes_of(row)[0]),
        period=period,
        series=periods.index(period),
        x=round(float(spot[0]), 1),
        y=round(float(spot[1]), 1),
        name_x=name[0],
        name_y=name[1],
        anchor=name[2],
        nearest=nearest,
        likeness=round(float(others[nearest]), 2),
    )
