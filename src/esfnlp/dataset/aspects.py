"""What plans are compared by, and how each kind of item is read from its table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import Row
from esfnlp.taxonomy import load_taxonomy

CompareStatus = Literal["prioritised", "eligible", "excluded", "mentioned", "silent", "unread"]

STATUS_OF_ROLE: dict[str, CompareStatus] = {
    "responsible": "prioritised", "partner": "prioritised", "addressed": "eligible",
    "consulted": "mentioned", "mentioned": "mentioned",
}  # fmt: skip
"""An actor with a part in the action counts like a prioritised group, one that may apply as eligible."""

COMMITMENTS = {"target": 2, "milestone": 1, "budget": 0}
"""The kinds of targets that commit a plan, by strength; statistics and thresholds are no promises."""


Said = tuple[str, CompareStatus, int, str | None]
"""An item with its status, how strong that is, and the role or kind behind it."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """How one kind of item is read: its key in the output, its table, and its items in a row of the table."""

    key: str
    table: str
    read: Callable[[Row], Iterator[Said]]
    scheme: str = ""
    """Items of this taxonomy scheme are compared even where no plan names them."""
    detail_key: str = ""
    mention: str = ""
    """The label of the mentions that speak of an item, beside its records."""
    items: tuple[str, ...] = ()
    """Items that are compared even where no plan has them."""

    def known(self) -> set[str]:
        concepts = load_taxonomy().scheme(self.scheme) if self.scheme else ()
        return {*self.items, *(concept.concept_id for concept in concepts)}


def _read_target_group(row: Row) -> Iterator[Said]:
    status: CompareStatus = row["status"]  # type: ignore[assignment]
    yield str(row["concept"]), status, STATUS_STRENGTH[status], None


def _read_themes(row: Row) -> Iterator[Said]:
    for theme in row["themes"] or ():  # type: ignore[attr-defined]
        yield theme, "prioritised", 0, None


def _read_actor(row: Row) -> Iterator[Said]:
    role = str(row["role"])
    yield str(row["actor"]), STATUS_OF_ROLE[role], ROLE_STRENGTH[role], role


def _read_role(row: Row) -> Iterator[Said]:
    role = str(row["role"])
    yield role, STATUS_OF_ROLE[role], ROLE_STRENGTH[role], None


def _read_target(row: Row) -> Iterator[Said]:
    kind = str(row["kind"])
    if kind in COMMITMENTS:
        yield str(row["indicator"] or ""), "prioritised", COMMITMENTS[kind], kind


ASPECTS: dict[str, Aspect] = {
    "target-groups": Aspect(
        "concept", "target_groups", _read_target_group, scheme="tg", mention="TARGET_GROUP"
    ),
    "themes": Aspect("theme", "priorities", _read_themes, scheme="th"),
    "actors": Aspect("actor", "actors", _read_actor, detail_key="role", mention="ACTOR"),
    "roles": Aspect("role", "actors", _read_role, items=tuple(STATUS_OF_ROLE)),
    "targets": Aspect("indicator", "targets", _read_target, detail_key="kind"),
}
