"""Who is to do it, and where: regions on the left, actors on the right, the role in the line between."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.tables import Dataset
from esfnlp.errors import NothingToDoError
from esfnlp.finding import ROLE_STRENGTH
from esfnlp.plots.style import INK, add_foot_legend, new_figure, title
from esfnlp.taxonomy.places import TRAINING_REGION, load_places, place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_ACTORS = 20
LINES: dict[str, dict[str, Any]] = {
    "responsible": {"color": "#08519c", "linewidth": 2.0, "linestyle": "-"},
    "partner": {"color": "#56b4e9", "linewidth": 1.1, "linestyle": "-"},
    "addressed": {"color": "#d55e00", "linewidth": 1.0, "linestyle": "--"},
    "consulted": {"color": "#666666", "linewidth": 0.9, "linestyle": ":"},
}
"""The roles that are drawn; width and dash tell them apart without colour."""
_MEANINGS = {
    "responsible": "leads, owns or decides",
    "partner": "works with others",
    "addressed": "may apply",
    "consulted": "was heard",
}
Roles = dict[tuple[str, str], str]
"""The strongest role by region and actor."""


def draw_actors(dataset: Dataset) -> "Figure":
    """The actors with a part in most regions; those that are only mentioned are left out.

    Raises
    ------
    NothingToDoError : no plan gives any actor a part.
    """
    roles, names = _roles(dataset)
    if not roles:
        raise NothingToDoError("no plan of the dataset gives any actor a part; there is nothing to draw")
    counts = Counter(actor for _, actor in roles)
    shown = sorted(counts, key=lambda actor: (-counts[actor], actor))[:MOST_ACTORS]
    regions = sorted({region for region, actor in roles if actor in shown})
    actors = _untangled(shown, regions, roles)
    figure = new_figure(9, 1.8 + 0.3 * max(len(actors), len(regions)))
    text = "Who is to do it: the actors with a part in most regions"
    title(figure, text if len(counts) > len(shown) else "Who is to do it: actors by region")
    _draw(figure.subplots(), regions, actors, roles, names)
    _add_legend(figure)
    return figure


def _roles(dataset: Dataset) -> tuple[Roles, dict[str, str]]:
    documents = dataset.rows("documents", ["document_id", "training"])
    training = {row["document_id"] for row in documents if row["training"]}
    roles: Roles = {}
    names: dict[str, str] = {}
    for row in dataset.rows("actors", ["document_id", "region_code", "actor", "name", "role"]):
        region, actor, role = (
            load_places().region_of(str(row["region_code"])),
            str(row["actor"]),
            str(row["role"]),
        )
        if row["document_id"] in training or region == TRAINING_REGION or role not in LINES:
            continue
        names.setdefault(actor, str(row["name"] or actor))
        known = roles.get((region, actor), role)
        roles[region, actor] = max(known, role, key=ROLE_STRENGTH.__getitem__)
    return roles, names


def _untangled(actors: list[str], regions: list[str], roles: Roles) -> list[str]:
    """Actors near the middle of their regions, so that lines cross less."""

    def middle(actor: str) -> tuple[float, str]:
        own = [number for number, region in enumerate(regions) if (region, actor) in roles]
        return sum(own) / len(own), actor

    return sorted(actors, key=middle)


def _heights(count: int) -> list[float]:
    """Evenly spread from 1 down to 0."""
    return [1 - (number + 0.5) / count for number in range(count)]


def _curve(start: float, end: float) -> tuple[list[float], list[float]]:
    """A line that leaves and arrives level, so that lines to near places stay apart longest."""
    xs = [step / 40 for step in range(41)]
    return xs, [start + (end - start) * x * x * (3 - 2 * x) for x in xs]


def _draw(axes: "Axes", regions: list[str], actors: list[str], roles: Roles, names: dict[str, str]) -> None:
    left = dict(zip(regions, _heights(len(regions)), strict=True))
    right = dict(zip(actors, _heights(len(actors)), strict=True))
    for role in reversed(LINES):
        for (region, actor), given in roles.items():
            if given == role and actor in right:
                xs, ys = _curve(left[region], right[actor])
                axes.plot(xs, ys, zorder=ROLE_STRENGTH[role], **LINES[role])
    for region, y in left.items():
        axes.text(-0.03, y, f"{place_name(region)} {region}", ha="right", va="center", fontsize=8, color=INK)
    for actor, y in right.items():
        axes.text(1.03, y, names[actor], ha="left", va="center", fontsize=7.5, color=INK)
    axes.scatter([0] * len(left), list(left.values()), color=INK, s=18, zorder=9)
    axes.scatter([1] * len(right), list(right.values()), color=INK, s=10, zorder=9)
    axes.set_xlim(-0.5, 1.9)
    axes.set_ylim(0, 1)
    axes.axis("off")


def _add_legend(figure: "Figure") -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], label=f"{role}: {_MEANINGS[role]}", **line) for role, line in LINES.items()]
    add_foot_legend(figure, handles, columns=len(handles))
