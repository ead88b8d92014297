"""How far reviewers agree: on what they both judged, by concept and in all."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from esfnlp.document import Span
from esfnlp.record import RECORD_TABLES
from esfnlp.review.columns import CODE, CONCEPT, identity
from esfnlp.review.correction import Correction

REJECTED = "rejected"
ALL = "all"

Judgements = Mapping[str, Mapping[str, str]]
"""By unit, what each rater said of it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`units` were judged by at least two reviewers. Cohen's kappa is the mean over pairs of reviewers, weighted by
    what they both judged; None where a figure is not defined (nobody ever disagrees nor could, or nothing is shared).
    `f1` is over the records that two reviewers left standing where both had a look."""

    table: str
    concept: str
    units: int
    kappa: float | None
    alpha: float | None
    f1: float | None

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("table", "concept", "units", "kappa", "alpha", "f1")}


def agreement(corrections: Iterable[Correction], spans: Mapping[str, tuple[str, Span]]) -> list[Agreement]:
    """Agreement in all, by table, and by concept of each table.

    Parameters
    ----------
    corrections : those that stand; of a reviewer's corrections of a record the last counts.
    spans : by correction id, the passage and the span that the correction is about now.
    """
    last = {(c.who, c.table, c.record_id): c for c in sorted(corrections, key=lambda c: c.when)}
    held = list(last.values())
    found = [_agreement("", ALL, held, spans)]
    for table in RECORD_TABLES:
        mine = [c for c in held if c.table == table]
        if mine:
            found.append(_agreement(table, ALL, mine, spans))
        for concept in sorted({_concept(c) for c in mine}):
            found.append(_agreement(table, concept, [c for c in mine if _concept(c) == concept], spans))
    return [one for one in found if one.units or one.f1 is not None]


def _concept(correction: Correction) -> str:
    """The concept that was judged: of several reviewers' edits of a record, what it said before."""
    return str(correction.record.get(CONCEPT[correction.table]) or "")


def _agreement(
    table: str, concept: str, held: Sequence[Correction], spans: Mapping[str, tuple[str, Span]]
) -> Agreement:
    judgements: dict[str, dict[str, str]] = {}
    for one in held:
        if one.action != "add":
            judgements.setdefault(f"{one.table} {one.record_id}", {})[one.who] = _label(one)
    shared = {unit: said for unit, said in judgements.items() if len(said) > 1}
    return Agreement(
        table, concept, len(shared), cohens_kappa(shared), krippendorffs_alpha(shared), span_f1(held, spans)
    )


def _label(correction: Correction) -> str:
    """What the reviewer says of the record: that it is wrong, or which claim and status, role or kind it is."""
    if correction.action == "reject":
        return REJECTED
    told = correction.told
    return f"{identity(correction.table, told)} {told.get(CODE[correction.table])}"


def cohens_kappa(judgements: Judgements) -> float | None:
    """The mean of the pairs of raters, weighted by the units that both judged; None where it is undefined."""
    raters = sorted({rater for said in judgements.values() for rater in said})
    total, weight = 0.0, 0
    for left, right in combinations(raters, 2):
        both = [(said[left], said[right]) for said in judgements.values() if left in said and right in said]
        if len({label for pair in both for label in pair}) > 1:
            from sklearn.metrics import cohen_kappa_score

            total += len(both) * float(cohen_kappa_score(*zip(*both, strict=True)))
            weight += len(both)
    return total / weight if weight else None


def krippendorffs_alpha(judgements: Judgements) -> float | None:
    """Krippendorff's alpha for nominal data; units that only one rater judged are left out.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C (its example is the test).
    """
    coincidences: Counter[tuple[str, str]] = Counter()
    for said in judgements.values():
        labels = list(said.values())
        for i, left in enumerate(labels):
            for j, right in enumerate(labels):
                if i != j:
                    coincidences[left, right] += 1 / (len(labels) - 1)  # type: ignore[assignment]
    totals: Counter[str] = Counter()
    for (left, _), count in coincidences.items():
        totals[left] += count
    n = sum(totals.values())
    expected = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    observed = sum(count for (a, b), count in coincidences.items() if a != b)
    return 1 - (n - 1) * observed / expected if expected else None


def span_f1(corrections: Sequence[Correction], spans: Mapping[str, tuple[str, Span]]) -> float | None:
    """F1 of the records that pairs of reviewers left standing: the same claim on overlapping words is the same.

    Only passages that both of a pair judged something in are compared. It is symmetric. None where there are none.
    """
    by_who: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.correction_id in spans:
            by_who.setdefault(one.who, []).append(one)
    hits, sizes = 0, 0
    for left, right in combinations(sorted(by_who), 2):
        seen = [{spans[c.correction_id][0] for c in by_who[who]} for who in (left, right)]
        both = seen[0] & seen[1]
        sides = [
            [c for c in by_who[who] if c.action != "reject" and spans[c.correction_id][0] in both]
            for who in (left, right)
        ]
        hits += _pairs(sides[0], sides[1], spans)
        sizes += len(sides[0]) + len(sides[1])
    return 2 * hits / sizes if sizes else None


def _pairs(
    left: Sequence[Correction], right: Sequence[Correction], spans: Mapping[str, tuple[str, Span]]
) -> int:
    """How many of the left have a partner of their own on the right."""
    free = list(right)
    for one in left:
        for other in free:
            here, there = (spans[c.correction_id][1] for c in (one, other))
            if _claim(one) == _claim(other) and here.overlaps(there):
                free.remove(other)
                break
    return len(right) - len(free)


def _claim(correction: Correction) -> tuple[Hashable, ...]:
    said = correction.told
    what = (*identity(correction.table, said), said.get(CODE[correction.table]))
    return (correction.document_id, correction.table, repr(what))
