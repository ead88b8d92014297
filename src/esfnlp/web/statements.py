"""A record in words: "Målgrupp", "unga som varken arbetar eller studerar", "prioriterad"."""

from collections.abc import Collection
from dataclasses import dataclass

from esfnlp.record import Row
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.places import place_name
from esfnlp.web import words


@dataclass(frozen=True, slots=True)
class Statement:
    """One record in words: "Målgrupp", "unga som varken arbetar eller studerar", "prioriterad"."""

    record_id: str
    table: str
    name: str
    judgement: str
    status: str = ""
    details: tuple[str, ...] = ()
    confidence: float | None = None


def concept_name(concept_id: str) -> str:
    concept = load_taxonomy().concepts.get(concept_id)
    return concept.label() if concept else concept_id


def statement(table: str, row: Row, home: Collection[str] = ()) -> Statement:
    """The record in words; whom it concerns is said unless that is one of the codes `home`."""
    name, judgement, status, details = _READ[table](row)
    region = row.get("region_code")
    scope = [f"avser {place_name(str(region))}"] if region and region not in home else []
    confidence = row.get("confidence")
    return Statement(
        record_id=str(row["record_id"]),
        table=table,
        name=name,
        judgement=judgement,
        status=status,
        details=tuple(part for part in [*details, *scope] if part),
        confidence=confidence if isinstance(confidence, float) else None,
    )


Reading = tuple[str, str, str, list[str]]
"""Name, judgement, status for the colour, details."""


def _target_group(row: Row) -> Reading:
    age = _age(row["age_min"], row["age_max"])
    months = row["duration_min_months"]
    gender = {"women": "kvinnor", "men": "män"}.get(str(row["gender"]), "")
    details = [age, f"minst {months} månader" if months else "", gender]
    status = str(row["status"])
    return concept_name(str(row["concept"])), words.STATUS.get(status, status), status, details


def _actor(row: Row) -> Reading:
    role = str(row["role"])
    return str(row["name"] or row["actor"]), words.ROLE.get(role, role), "", []


def _priority(row: Row) -> Reading:
    kind = str(row["kind"])
    groups, themes = _list(row["target_groups"]), _list(row["themes"])
    details = [", ".join(map(concept_name, found)) for found in (themes, groups)]
    return str(row["text"]), words.PRIORITY_KIND.get(kind, kind), "", details


def _target(row: Row) -> Reading:
    kind = str(row["kind"])
    baseline = row["baseline"]
    start = f"utgångsläge {words.number(baseline)}" if isinstance(baseline, float) else ""
    indicator = str(row["indicator"] or "")
    return words.quantity(row), words.TARGET_KIND.get(kind, kind), "", [indicator, start]


_READ = {"target_groups": _target_group, "actors": _actor, "priorities": _priority, "targets": _target}


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _age(low: object, high: object) -> str:
    if low is not None and high is not None:
        return f"{low}–{high} år"
    if low is not None:
        return f"från {low} år"
    return f"upp till {high} år" if high is not None else ""
