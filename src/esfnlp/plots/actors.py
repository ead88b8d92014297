"""Who is to do it, and where: a network for each role, regions on the left, actors on the right."""

from collections import Counter, defaultdict
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.tables import Dataset
from esfnlp.errors import NothingToDoError
from esfnlp.finding import ROLE_STRENGTH
from esfnlp.plots.style import FAINT, INK, new_figure, title
from esfnlp.taxonomy.places import TRAINING_REGION, load_places, place_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_ACTORS = 10
"""Actors in a panel; with more the lines cover each other."""
LINES: dict[str, dict[str, Any]] = {
    "responsible": {"color": "#08519c", "linewidth": 1.6, "linestyle": "-"},
    "partner": {"color": "#0072b2", "linewidth": 1.0, "linestyle": "-"},
    "addressed": {"color": "#d55e00", "linewidth": 1.1, "linestyle": "--"},
    "consulted": {"color": "#444444", "linewidth": 1.1, "linestyle": ":"},
}
"""The roles that are drawn, each in a panel of its own."""
_NAME = 36
_MEANINGS = {
    "responsible": "leads, owns or decides",
    "partner": "works with others",
    "addressed": "may apply",
    "consulted": "was heard",
}
Roles = dict[tuple[str, str], str]
"""The strongest role by region and actor."""


def draw_actors(dataset: Dataset) -> "Figure":
    """For each role the actors that have it in most regions; those that are only mentioned are left out.

    A line joins a region with an actor whose strongest role in its plans this is.

    Raises
    ------
    NothingToDoError : no plan gives any actor a part.
    """
    roles, names = _roles(dataset)
    if not roles:
        raise NothingToDoError("no plan of the dataset gives any actor a part; there is nothing to draw")
    shown = {role: own for role in LINES if (own := _links(role, roles))}
    regions = sorted({region for region, _ in roles})
    heights = [max(len(regions), len({actor for _, actor in own})) + 2 for own in shown.values()]
    columns = 2 if len(shown) > 1 else 1
    rows = -(-len(shown) // columns)
    ratios = [max(heights[row * columns : (row + 1) * columns]) for row in range(rows)]
    figure = new_figure(6.2 * columns, 1.0 + 0.27 * sum(ratios))
    title(figure, "Who is to do it: the actors with each part in most regions (in brackets: in how many)")
    grid = list(figure.subplots(rows, columns, squeeze=False, height_ratios=ratios).flat)
    for axes in grid:
        axes.axis("off")
    for axes, (role, links) in zip(grid, shown.items(), strict=False):
        axes.set_title(f"{role}: {_MEANINGS[role]}", fontsize=9, color=INK, loc="left")
        _draw(axes, regions, links, names, LINES[role])
    return figure


def _links(role: str, roles: Roles) -> list[tuple[str, str]]:
    """Regions and actors of a role, of the actors that have it in most regions."""
    links = [link for link, own in roles.items() if own == role]
    counts = Counter(actor for _, actor in links)
    most = sorted(counts, key=lambda actor: (-counts[actor], actor))[:MOST_ACTORS]
    return [link for link in links if link[1] in most]


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


def _untangled(links: list[tuple[str, str]], regions: list[str]) -> list[str]:
    """Actors near the middle of their regions, so that lines cross less."""
    places: dict[str, list[int]] = defaultdict(list)
    for region, actor in links:
        places[actor].append(regions.index(region))
    return sorted(places, key=lambda actor: (sum(places[actor]) / len(places[actor]), actor))


def _heights(count: int) -> list[float]:
    """Evenly spread from 1 down to 0."""
    return [1 - (number + 0.5) / count for number in range(count)]


def _curve(start: float, end: float) -> tuple[list[float], list[float]]:
    """A line that leaves and arrives level, so that lines to near places stay apart longest."""
    xs = [step / 40 for step in range(41)]
    return xs, [start + (end - start) * x * x * (3 - 2 * x) for x in xs]


def _draw(
    axes: "Axes",
    regions: list[str],
    links: list[tuple[str, str]],
    names: dict[str, str],
    line: dict[str, Any],
) -> None:
    actors = _untangled(links, regions)
    left = dict(zip(regions, _heights(len(regions)), strict=True))
    right = dict(zip(actors, _heights(len(actors)), strict=True))
    for region, actor in links:
        xs, ys = _curve(left[region], right[actor])
        axes.plot(xs, ys, zorder=1, alpha=0.85, **line)
    linked = {region for region, _ in links}
    for region, y in left.items():
        ink = INK if region in linked else FAINT
        axes.text(-0.04, y, place_name(region), ha="right", va="center", fontsize=8, color=ink)
    counts = Counter(actor for _, actor in links)
    for actor, y in right.items():
        name = shorten(names[actor], _NAME, placeholder="…")
        axes.text(1.04, y, f"{name} ({counts[actor]})", ha="left", va="center", fontsize=8, color=INK)
    axes.scatter([0] * len(left), list(left.values()), color=INK, s=16, zorder=9)
    axes.scatter([1] * len(right), list(right.values()), color=INK, s=10, zorder=9)
    axes.set_xlim(-0.75, 2.1)
    axes.set_ylim(-0.06, 1)
