"""The figures by which extraction is judged, one function per table.

All are micro-averaged over the documents that have gold. Each table's matching is made once and also tells
the errors and the figures by concept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.evaluate.matching import (
    Counts,
    Key,
    Keyed,
    Quoted,
    Row,
    match_keyed,
    match_quotes,
    overlap_of,
    said,
)
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH

Figures = dict[str, float | int]
Tables = Mapping[str, Sequence[Row]]

COMMITMENTS = frozenset({"target", "milestone", "budget"})
_SCOPE = ("region_code", "programme_area", "investment_priority", "thematic_area")


@dataclass(frozen=True)
class Matching:
    """Dataset and gold side by side."""

    target_groups: Keyed
    actors: Keyed
    priorities: Quoted
    predicted: Tables
    gold: Tables


def match(predicted: Tables, gold: Tables) -> Matching:
    """The records of both sides, matched; `predicted` holds those of annotated documents only."""
    return Matching(
        match_keyed(
            predicted["target_groups"],
            gold["target_groups"],
            lambda row: (row["document_id"], said(row, "region_code"), row["concept"]),
            column="status",
            strength=STATUS_STRENGTH,
        ),
        match_keyed(
            predicted["actors"],
            gold["actors"],
            lambda row: (row["document_id"], row["actor"]),
            column="role",
            strength=ROLE_STRENGTH,
        ),
        match_quotes(predicted["priorities"], gold["priorities"]),
        predicted,
        gold,
    )


def all_figures(matching: Matching) -> dict[str, Figures]:
    """Figures by table."""
    return {
        "target_groups": target_group_figures(matching),
        "actors": actor_figures(matching),
        "priorities": priority_figures(matching),
        "targets": target_figures(matching),
    }


def target_group_figures(matching: Matching) -> Figures:
    """By document, region and concept: found (p, r, f1), status of those found, F1 of the prioritised ones.

    `f1_scope` asks for the right programme part, too.
    """
    keyed = matching.target_groups
    scoped = [
        {_scope_key(row) for row in side["target_groups"]} for side in (matching.predicted, matching.gold)
    ]
    prioritised = [
        [key for key, row in side.items() if row["status"] == "prioritised"]
        for side in (keyed.predicted, keyed.gold)
    ]
    return {
        **overlap_of(keyed.predicted, keyed.gold).to_json(),
        "f1_scope": overlap_of(*scoped).f1,
        "status": keyed.agreement("status"),
        "f1_prioritised": overlap_of(*prioritised).f1,
        **_sizes(keyed.gold, keyed.predicted),
    }


def actor_figures(matching: Matching) -> Figures:
    """By document and actor: found (p, r, f1), and of those found the right type and strongest role."""
    keyed = matching.actors
    return {
        **overlap_of(keyed.predicted, keyed.gold).to_json(),
        "type": keyed.agreement("actor_type"),
        "role": keyed.agreement("role"),
        **_sizes(keyed.gold, keyed.predicted),
    }


def priority_figures(matching: Matching) -> Figures:
    """By quote: found (p, r, f1), and of those found the right kind and the F1 of their themes."""
    quoted = matching.priorities
    pairs = quoted.matched()
    found = Counts(len(pairs), len(quoted.predicted), len(quoted.gold))
    themes = overlap_of(
        [(i, theme) for i, (row, _) in enumerate(pairs) for theme in set(listed(row, "themes"))],
        [(i, theme) for i, (_, row) in enumerate(pairs) for theme in set(listed(row, "themes"))],
    )
    return {
        **found.to_json(),
        "kind": sum(left["kind"] == right["kind"] for left, right in pairs) / max(1, len(pairs)),
        "themes": themes.f1,
        **_sizes(quoted.gold, quoted.predicted),
    }


def target_figures(matching: Matching) -> Figures:
    """F1 of commitments with all that they promise, p, r and F1 of all numbers, F1 of matched populations."""
    sides = (matching.predicted["targets"], matching.gold["targets"])
    commitments = [[row for row in valued(side) if row["kind"] in COMMITMENTS] for side in sides]
    left, right = ({commitment_key(row): row for row in rows} for rows in commitments)
    matched = left.keys() & right.keys()
    populations = [
        [(key, group) for key in matched for group in listed(rows[key], "population")]
        for rows in (left, right)
    ]
    numbers = overlap_of(*([number_key(row) for row in valued(side) if is_counted(row)] for side in sides))
    return {
        "f1_commitments": overlap_of(*(map(commitment_key, rows) for rows in commitments)).f1,
        **{f"numbers_{name}": figure for name, figure in numbers.to_json().items()},
        "population": overlap_of(*populations).f1,
        **_sizes(commitments[1], commitments[0]),
    }


def listed(row: Row, column: str) -> list[str]:
    """The items of a list column, also where it comes joined by `|`."""
    value = said(row, column) or ()
    return [item for item in (value.split("|") if isinstance(value, str) else value) if item]


def valued(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if said(row, "value") is not None]


def is_counted(row: Row) -> bool:
    """Statistics that only count things are too many and too vague to be judged."""
    return (row["kind"], row["unit"]) != ("statistic", "count")


def commitment_key(row: Row) -> Key:
    year = said(row, "year")
    return (
        row["document_id"],
        row["kind"],
        _value(row),
        row.get("comparator") or "=",
        row["unit"],
        None if year is None else int(year),
    )


def number_key(row: Row) -> Key:
    return (row["document_id"], _value(row), row["unit"])


def _value(row: Row) -> float:
    return round(float(row["value"]), 6)


def _scope_key(row: Row) -> Key:
    return (row["document_id"], *(said(row, column) for column in _SCOPE), row["concept"])


def _sizes(gold: Mapping[Key, Row] | Sequence[Row], predicted: Mapping[Key, Row] | Sequence[Row]) -> Figures:
    return {"n_gold": len(gold), "n_pred": len(predicted)}
