"""Which regions' plans are alike: a map on which what is near is alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.compare import period_of
from esfnlp.dataset.similar import similar
from esfnlp.dataset.tables import Dataset
from esfnlp.errors import NothingToDoError
from esfnlp.plots.style import COLOURS, FAINT, INK, MARKERS, bare, new_figure, title
from esfnlp.taxonomy.places import load_places, place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in inches."""
_MAP = (6.6, 5.8)
"""About how many inches the nodes spread over, across and down."""
_LETTER = 0.072
"""Inches that a letter of a name takes."""
_HIGH = 0.15
"""Inches that a name is high."""
_SIDES: tuple[tuple[int, int], ...] = (
    (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1),
    (1, 2), (1, -2), (-1, 2), (-1, -2), (1, 3), (1, -3), (-1, 3), (-1, -3),
)  # fmt: skip
"""Where a name may stand, best first: right or left of its node or over it, and how many lines up or down."""


@dataclass(frozen=True, slots=True)
class Node:
    """The latest plan of a region and period."""

    document_id: str
    region: str
    period: str


def draw_similarity(dataset: Dataset) -> "Figure":
    """Plans by classical scaling of 1 - similarity; a line leads from each to the one that is most like it.

    Of several plans of one region and period the last version counts.

    Raises
    ------
    NothingToDoError : there are fewer than three such plans.
    """
    nodes = _nodes(dataset)
    if len(nodes) < 3:
        raise NothingToDoError(
            "a map of similarity needs at least three regional plans; add plans to the dataset"
        )
    scores = _scores(dataset, nodes)
    figure = new_figure(9, 7)
    title(figure, "Regional plans by likeness: what is near is alike")
    axes = figure.subplots()
    places = scaled(1 - scores)
    _draw_links(axes, places, scores)
    periods = sorted({node.period for node in nodes})
    _draw_nodes(axes, nodes, places, periods)
    bare(axes)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.margins(x=0.16, y=0.06)
    axes.legend(loc="best", fontsize=8, frameon=False, title="Period", title_fontsize=8)
    return figure


def scaled(distances: Any) -> Any:
    """Two coordinates for each row of a matrix of distances (Torgerson's classical scaling).

    The axes have no meaning; their signs are fixed, so that the same distances give the same map.
    """
    import numpy as np

    size = len(distances)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centre @ (distances**2) @ centre)
    top = np.argsort(values)[::-1][:2]
    vectors = vectors[:, top]
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), [0, 1]])
    return vectors * signs * np.sqrt(np.maximum(values[top], 0))


def _nodes(dataset: Dataset) -> list[Node]:
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for row in dataset.rows("documents"):
        codes = row["region_codes"]
        if (
            row["training"]
            or row["doc_type"] != "regional_plan"
            or not isinstance(codes, list)
            or len(codes) != 1
        ):
            continue
        key = load_places().region_of(codes[0]), period_of(row) or ""
        latest[key] = max(latest.get(key, ("", "")), (str(row["version"] or ""), str(row["document_id"])))
    return [Node(document, *key) for key, (_, document) in sorted(latest.items())]


def _scores(dataset: Dataset, nodes: list[Node]) -> Any:
    """Similarities of all pairs, 1 with itself."""
    import numpy as np

    index = {node.document_id: i for i, node in enumerate(nodes)}
    scores = np.eye(len(nodes))
    for node, i in zip(nodes, index.values(), strict=True):
        for found in similar(dataset, node.document_id):
            if found.document_id in index:
                scores[i, index[found.document_id]] = found.score
    return (scores + scores.T) / 2


def _draw_links(axes: "Axes", places: Any, scores: Any) -> None:
    for i, row in enumerate(scores):
        j = max((k for k in range(len(row)) if k != i), key=lambda k: row[k])
        axes.plot(
            places[[i, j], 0], places[[i, j], 1], color=FAINT, linewidth=0.5 + 3 * row[j] ** 2, zorder=1
        )


def _draw_nodes(axes: "Axes", nodes: list[Node], places: Any, periods: list[str]) -> None:
    for number, period in enumerate(periods):
        own = [i for i, node in enumerate(nodes) if node.period == period]
        axes.scatter(
            places[own, 0],
            places[own, 1],
            s=70,
            color=COLOURS[number % len(COLOURS)],
            marker=MARKERS[number % len(MARKERS)],
            edgecolor="white",
            label=period or "no programme period",
            zorder=2,
        )
    _add_names(axes, [place_name(node.region) for node in nodes], places)


def _add_names(axes: "Axes", names: list[str], places: Any) -> None:
    """Each name beside its node, on the first side where it covers no node and no other name; a thin line leads to a
    name that had to go further off.
    """
    from matplotlib.patheffects import withStroke

    spread = places.max(axis=0) - places.min(axis=0)
    inches = (places - places.min(axis=0)) / (spread + (spread == 0)) * _MAP
    taken = [(x - 0.08, y - 0.08, x + 0.08, y + 0.08) for x, y in inches.tolist()]
    for name, place, (x, y) in zip(names, places, inches.tolist(), strict=True):
        boxes = {side: _box(name, x, y, side) for side in _SIDES}
        side = next((s for s, box in boxes.items() if not any(_overlap(box, b) for b in taken)), _SIDES[0])
        taken.append(boxes[side])
        across, lines = side
        is_far = abs(lines) > 1
        text = axes.annotate(
            name,
            place,
            (8 * across, lines * _HIGH * 72 * (1 if across else 0.75)),
            textcoords="offset points",
            ha={1: "left", -1: "right", 0: "center"}[across],
            va="center",
            fontsize=8,
            color=INK,
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.4} if is_far else None,
        )
        text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def _box(name: str, x: float, y: float, side: tuple[int, int]) -> Box:
    """The room that a name takes beside a node at x and y."""
    width, (across, lines) = _LETTER * len(name), side
    left = {1: x + 0.1, -1: x - 0.1 - width, 0: x - width / 2}[across]
    middle = y + lines * _HIGH * (1 if across else 0.75)
    return left, middle - _HIGH / 2, left + width, middle + _HIGH / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
