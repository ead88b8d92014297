"""Differences between the claims of two versions of a plan, table by table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from esfnlp.dataset.alignment import (
    Claim,
    figure,
    figure_stands_among,
    pair_statements,
    pair_targets,
    same_meaning,
    scope_key,
    stands_among,
)
from esfnlp.dataset.rewordings import Rewording
from esfnlp.dataset.rows import scope_of
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import RECORD_TABLES, SCOPE_COLUMNS
from esfnlp.swedish.tokens import squeeze

ChangeKind = Literal["added", "removed", "changed"]
Rows = Mapping[str, Sequence[Claim]]

Direction = Literal["promoted", "demoted", "raised", "lowered", "later", "earlier"]
_STANDING = {"excluded": 0, "mentioned": 1, "eligible": 2, "prioritised": 3}
"""How a group's status is seen by the group; what the text leaves out stands below what it only discusses."""

ACTOR_SCOPE = ("region_code", "programme_area", "thematic_area")
"""Actors are recorded per programme or thematic area, not below."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in one field of a claim; `key` names the claim. An added one has no `before`."""

    table: str
    key: Mapping[str, Any]
    field: str
    before: Claim | None
    after: Claim | None

    @property
    def kind(self) -> ChangeKind:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def scope(self) -> Mapping[str, Any]:
        return scope_of(self.after or self.before or {})

    @property
    def old(self) -> Any:
        return self.before.get(self.field) if self.before else None

    @property
    def new(self) -> Any:
        return self.after.get(self.field) if self.after else None

    @property
    def direction(self) -> Direction | None:
        """Up or down, of a status or role, a value or a deadline that is another; None of all else."""
        if self.kind != "changed" or self.old is None or self.new is None:
            return None
        if self.field in ("status", "role"):
            strength = _STANDING if self.field == "status" else ROLE_STRENGTH
            return "promoted" if strength[self.new] > strength[self.old] else "demoted"
        if self.field == "value":
            return "raised" if self.new > self.old else "lowered"
        if self.field == "year":
            return "later" if self.new > self.old else "earlier"
        return None

    def to_json(self) -> dict[str, Any]:
        """The contract's shape, the direction of the change, and the pages of the quotes."""
        sides = {"old": self.before or {}, "new": self.after or {}}
        return {
            "kind": self.kind,
            "table": self.table,
            **self.key,
            **self.scope,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "direction": self.direction,
            **{f"quote_{side}": claim.get("quote") for side, claim in sides.items()},
            **{f"page_{side}": claim.get("page") for side, claim in sides.items()},
        }

    def is_stated_in(self, old: Claim | None, new: Claim | None) -> bool:
        """Whether its old or new evidence stands within that of the old or new claim, on the same page."""
        return _quotes(old, self.before) or _quotes(new, self.after)


@dataclass(frozen=True, slots=True)
class Texts:
    """Both documents' texts, squeezed; empty where only records are known."""

    old: str = ""
    new: str = ""

    def reworded(self, old: Claim, new: Claim) -> bool:
        """Whether the evidence of a claim is worded anew: neither quote stands in the other document."""
        before, after = squeeze(old.get("quote")), squeeze(new.get("quote"))
        return before not in self.new and after not in self.old and before != after


def claim_differences(old: Rows, new: Rows, texts: Texts) -> tuple[list[Change], list[Rewording]]:
    """What changed, and what is only worded anew, in the order of the contract's tables.

    That a priority changed is left out where the change is one of the groups, actors or figures in it, and an
    added or removed qualitative target where it is the sentence of an added or removed figure.
    """
    changes: list[Change] = []
    reworded: list[Rewording] = []
    for table in RECORD_TABLES:
        for difference in _DIFFERENCES[table](old.get(table, ()), new.get(table, ()), texts):
            if isinstance(difference, Change):
                changes.append(difference)
            else:
                reworded.append(difference)
    others = [change for change in changes if change.table != "priorities"]
    return [change for change in changes if not _is_told_by(others, change)], reworded


def _is_told_by(others: Sequence[Change], change: Change) -> bool:
    if change.table != "priorities":
        return False
    if change.kind == "changed":
        return any(other.is_stated_in(change.before, change.after) for other in others)
    figures = (other for other in others if other.table == "targets" and other.kind == change.kind)
    return change.key["priority_kind"] == "qualitative_target" and any(
        figure.is_stated_in(change.before, change.after) for figure in figures
    )


def _quotes(claim: Claim | None, part: Claim | None) -> bool:
    if claim is None or part is None or claim.get("page") != part.get("page"):
        return False
    inner = squeeze(part.get("quote"))
    return bool(inner) and inner in squeeze(claim.get("quote"))


def _strongest(
    rows: Sequence[Claim], key: str, scope: Sequence[str], name: str, strength: Mapping[str, int]
) -> dict[tuple[str, ...], Claim]:
    best: dict[tuple[str, ...], Claim] = {}
    for row in rows:
        identity = (str(row[key]), *scope_key(row, scope))
        if identity not in best or strength[row[name]] > strength[best[identity][name]]:
            best[identity] = row
    return best


def _diff_target_groups(
    old: Sequence[Claim], new: Sequence[Claim], texts: Texts
) -> Iterator[Change | Rewording]:
    before, after = (_strongest(r, "concept", SCOPE_COLUMNS, "status", STATUS_STRENGTH) for r in (old, new))
    yield from _diff_keyed("target_groups", "concept", "status", before, after, texts)


def _diff_actors(old: Sequence[Claim], new: Sequence[Claim], texts: Texts) -> Iterator[Change | Rewording]:
    before, after = (_strongest(r, "actor", ACTOR_SCOPE, "role", ROLE_STRENGTH) for r in (old, new))
    yield from _diff_keyed("actors", "actor", "role", before, after, texts)


def _diff_keyed(
    table: str,
    key: str,
    name: str,
    before: Mapping[tuple[str, ...], Claim],
    after: Mapping[tuple[str, ...], Claim],
    texts: Texts,
) -> Iterator[Change | Rewording]:
    """Differences between claims that are known by their key and scope."""
    for identity in dict.fromkeys([*before, *after]):
        old, new = before.get(identity), after.get(identity)
        names = {key: (old or new or {})[key]}
        if old is None or new is None or old[name] != new[name]:
            yield Change(table, names, name, old, new)
        elif texts.reworded(old, new):
            yield _rewording(table, names, old, new)


def _diff_priorities(
    old: Sequence[Claim], new: Sequence[Claim], texts: Texts
) -> Iterator[Change | Rewording]:
    for before, after in _all_of(old, new, pair_statements(old, new)):
        claim = after or before or {}
        names = {"priority_kind": claim.get("kind"), "themes": list(claim.get("themes") or ())}
        if before is None or after is None:
            others = old if before is None else new
            if not stands_among(claim, others):
                yield Change("priorities", names, "text", before, after)
        elif not same_meaning(before, after):
            yield Change("priorities", names, "text", before, after)
        elif texts.reworded(before, after):
            yield _rewording("priorities", names, before, after)


def _diff_targets(old: Sequence[Claim], new: Sequence[Claim], texts: Texts) -> Iterator[Change | Rewording]:
    for before, after in _all_of(old, new, pair_targets(old, new)):
        claim = after or before or {}
        names = {"target": claim.get("indicator")}
        if before is None or after is None:
            others = old if before is None else new
            if not figure_stands_among(claim, others):
                yield Change("targets", names, "value", before, after)
        elif figure(before) != figure(after):
            fields = ("value", "year", "comparator")
            differing = zip(fields, figure(before), figure(after), strict=True)
            for name in (name for name, left, right in differing if left != right):
                yield Change("targets", names, name, before, after)
        elif texts.reworded(before, after):
            yield _rewording("targets", names, before, after)


_DIFFERENCES = {
    "target_groups": _diff_target_groups,
    "actors": _diff_actors,
    "priorities": _diff_priorities,
    "targets": _diff_targets,
}


def _all_of(
    old: Sequence[Claim], new: Sequence[Claim], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[Claim | None, Claim | None]]:
    """Every claim of both versions once, beside its partner where it has one."""
    partner = dict(pairs)
    for i, claim in enumerate(old):
        yield claim, new[partner[i]] if i in partner else None
    paired = set(partner.values())
    yield from ((None, claim) for j, claim in enumerate(new) if j not in paired)


def _rewording(table: str, names: Mapping[str, Any], old: Claim, new: Claim) -> Rewording:
    claim = {"table": table, **names, **scope_of(new)}
    return Rewording(str(old["quote"]), str(new["quote"]), old.get("page"), new.get("page"), (claim,))
