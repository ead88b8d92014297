"""Where dataset and gold differ, one line each, with the words of both."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from esfnlp.evaluate.figures import COMMITMENTS, Matching, commitment_key, is_counted, number_key, valued
from esfnlp.evaluate.matching import Key, Keyed, Row, said


@dataclass(frozen=True, slots=True)
class Mistake:
    """`error` is missed, spurious, or the column in which the two sides differ; `gold` and `predicted` hold
    its values, or the record's concept, kind or figure."""

    document_id: str
    table: str
    error: str
    item: str
    region_code: str
    gold: str
    predicted: str
    quote_gold: str
    quote_predicted: str
    page: int | None


def find_mistakes(matching: Matching) -> list[Mistake]:
    """All differences, by document, table and kind of error."""
    found = [
        *_keyed("target_groups", matching.target_groups, "concept", ("status",)),
        *_keyed("actors", matching.actors, "actor", ("actor_type", "role")),
        *_priorities(matching),
        *_targets(matching.predicted["targets"], matching.gold["targets"]),
    ]
    return sorted(found, key=lambda m: (m.document_id, m.table, m.error, m.item, m.region_code))


def write_mistakes(mistakes: Iterable[Mistake], path: Path) -> None:
    """As CSV (UTF-8)."""
    names = [field.name for field in fields(Mistake)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for mistake in mistakes:
            values = (getattr(mistake, name) for name in names)
            writer.writerow("" if value is None else value for value in values)


def _keyed(table: str, keyed: Keyed, name: str, columns: Sequence[str]) -> Iterator[Mistake]:
    for key in dict.fromkeys([*keyed.gold, *keyed.predicted]):
        gold, predicted = keyed.gold.get(key), keyed.predicted.get(key)
        row = gold or predicted or {}
        if gold is None or predicted is None:
            yield _one_sided(table, str(row[name]), gold, predicted, shown=columns[-1])
            continue
        for column in columns:
            if gold[column] != predicted[column]:
                yield _mistake(table, column, str(row[name]), gold, predicted, shown=column)


def _priorities(matching: Matching) -> Iterator[Mistake]:
    quoted = matching.priorities
    for predicted, gold in quoted.matched():
        if predicted["kind"] != gold["kind"]:
            yield _mistake("priorities", "kind", gold["kind"], gold, predicted, shown="kind")
        if set(predicted.get("themes") or ()) != set(gold.get("themes") or ()):
            yield _mistake("priorities", "themes", gold["kind"], gold, predicted, shown="themes")
    found, known = ({pair[side] for pair in quoted.pairs} for side in (0, 1))
    for g, row in enumerate(quoted.gold):
        if g not in known:
            yield _one_sided("priorities", row["kind"], row, None, shown="kind")
    for p, row in enumerate(quoted.predicted):
        if p not in found:
            yield _one_sided("priorities", row["kind"], None, row, shown="kind")


def _targets(predicted: Iterable[Row], gold: Iterable[Row]) -> Iterator[Mistake]:
    """Equal commitments pass; of the rest, those of one number differ in a column, others are one-sided."""
    left, right = _by_number(predicted), _by_number(gold)
    for key in dict.fromkeys([*right, *left]):
        ours, theirs = _without_equal(left.get(key, []), right.get(key, []))
        for mine, true in zip(ours, theirs, strict=False):
            if {mine["kind"], true["kind"]} & COMMITMENTS:
                column = next(c for c in ("kind", "comparator", "year") if _differs(mine, true, c))
                yield _mistake("targets", column, _named(true), true, mine, shown=column)
        for true in theirs[len(ours) :]:
            yield _one_sided("targets", _named(true), true, None, shown="kind")
        for mine in ours[len(theirs) :]:
            yield _one_sided("targets", _named(mine), None, mine, shown="kind")


def _by_number(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in valued(rows):
        if is_counted(row):
            found[number_key(row)].append(row)
    return found


def _without_equal(predicted: Sequence[Row], gold: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    left, right = list(predicted), list(gold)
    for row in predicted:
        equal = next((other for other in right if commitment_key(other) == commitment_key(row)), None)
        if equal is not None:
            left.remove(row)
            right.remove(equal)
    return left, right


def _differs(left: Row, right: Row, column: str) -> bool:
    default = "=" if column == "comparator" else None
    return bool((said(left, column) or default) != (said(right, column) or default))


def _named(row: Row) -> str:
    return f"{float(row['value']):.12g} {row['unit']}"


def _one_sided(table: str, item: str, gold: Row | None, predicted: Row | None, *, shown: str) -> Mistake:
    return _mistake(table, "spurious" if gold is None else "missed", item, gold, predicted, shown=shown)


def _mistake(
    table: str, error: str, item: str, gold: Row | None, predicted: Row | None, *, shown: str
) -> Mistake:
    row: Mapping[str, Any] = gold or predicted or {}
    return Mistake(
        document_id=row["document_id"],
        table=table,
        error=error,
        item=item,
        region_code=str(said(row, "region_code") or ""),
        gold=_cell(gold, shown),
        predicted=_cell(predicted, shown),
        quote_gold=_cell(gold, "quote"),
        quote_predicted=_cell(predicted, "quote"),
        page=predicted.get("page") if predicted else None,
    )


def _cell(row: Row | None, column: str) -> str:
    value = said(row, column) if row else None
    return "|".join(value) if isinstance(value, list) else "" if value is None else str(value)
