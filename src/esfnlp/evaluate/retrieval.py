"""The figures by which search is judged: the ranking of passages, the plans and numbers of an answer, its reading.

What is scored has the form of `esfnlp search --format json`.

References
----------
Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques; the gain is 2^grade - 1, as in
Burges et al. (2005).
"""

import math
import random
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from esfnlp.evaluate.matching import Row
from esfnlp.evaluate.queries import Query
from esfnlp.taxonomy.places import load_places

Json = Mapping[str, Any]

RELEVANT = 2
"""Grade from which a passage counts for recall."""
_BEST = 3
_STATUS_ASKED = {None: "prioritised", "prioritises": "prioritised", "excludes": "excluded"}
"""By relation; of every other relation any plan that is returned is an answer."""
_PROMISES = frozenset({"target", "milestone"})
_RESAMPLED = 2000


def ndcg(ranked: Iterable[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Discounted gain of the first k, of the best possible; a passage that comes again counts once.

    >>> round(ndcg(["b", "a"], {"a": 3, "b": 1}), 3)
    0.71
    """
    found = [grades.get(item, 0) for item in list(dict.fromkeys(ranked))[:k]]
    ideal = sorted(grades.values(), reverse=True)[:k]
    return _gain(found) / _gain(ideal) if any(ideal) else 0.0


def _gain(grades: Iterable[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(ranked: Iterable[str], grades: Mapping[str, int], k: int = 20) -> float | None:
    """The share of relevant passages among the first k; None where there is none.

    >>> recall(["a", "x"], {"a": 3, "b": 2, "c": 1})
    0.5
    """
    relevant = {item for item, grade in grades.items() if grade >= RELEVANT}
    found = relevant & set(list(dict.fromkeys(ranked))[:k])
    return len(found) / len(relevant) if relevant else None


def misread(interpretation: Json, parse: Json) -> list[str]:
    """The fields of `parse` that a question was not read by; only those that stand there are compared.

    `concepts` are its target groups and `themes` its themes; lists are compared as sets.
    """
    concepts = interpretation["concepts"]
    read: dict[str, Any] = {
        **interpretation,
        "concepts": [concept for concept in concepts if concept.startswith("tg:")],
        "themes": [concept for concept in concepts if concept.startswith("th:")],
    }
    return [
        name for name, value in parse.items() if _comparable(name, read[name]) != _comparable(name, value)
    ]


def _comparable(name: str, value: Any) -> Any:
    return tuple(value) if name == "period" and value else set(value) if isinstance(value, list) else value


def plans_right(returned: Sequence[Json], query: Query) -> bool:
    """Whether the plans of an answer are those that the query lists.

    Returned with the status asked for are exactly those listed with it; where the listed status is null, those of
    grade 3 come first. None lies outside the regions and the period asked for.
    """
    listed = query.plans or ()
    if not all(_is_inside(plan, query.parse) for plan in returned):
        return False
    if any(plan["status"] is None for plan in listed):
        best = {plan["document_id"] for plan in listed if plan["grade"] == _BEST}
        return {plan["document_id"] for plan in returned[: len(best)]} == best
    status = _STATUS_ASKED.get(query.parse.get("relation"))
    return _with_status(returned, status) == _with_status(listed, status)


def silent_right(silent: Iterable[Json], query: Query) -> bool:
    """Whether the plans that an answer calls silent are those that the query lists."""
    return {plan["document_id"] for plan in silent} == set(query.silent or ())


def _with_status(plans: Iterable[Json], status: str | None) -> set[str]:
    return {plan["document_id"] for plan in plans if status in (None, plan["status"])}


def _is_inside(plan: Json, parse: Json) -> bool:
    period, regions = parse.get("period"), parse.get("regions")
    return (not period or (plan["period_start"] <= period[1] and plan["period_end"] >= period[0])) and (
        not regions or any(_lie_in_one_region(a, b) for a in regions for b in plan["region_codes"])
    )


def _lie_in_one_region(left: str, right: str) -> bool:
    region_of = load_places().region_of
    return region_of(left) == region_of(right)


def values_named(
    plans: Iterable[Json], targets: Iterable[Row], kinds: Iterable[str] = ()
) -> set[tuple[str, float]]:
    """Documents and values of the numbers that an answer quotes, of some kinds or all."""
    quoted = {(item["passage_id"], item["quote"]) for plan in plans for item in plan["evidence"]}
    wanted = set(kinds)
    return {
        (str(row["document_id"]), float(str(row["value"])))
        for row in targets
        if (row["passage_id"], row["quote"]) in quoted
        and not _is_missing(row["value"])
        and (not wanted or row["kind"] in wanted)
    }


def _is_missing(value: object) -> bool:
    return value is None or value != value


def numbers_right(plans: Sequence[Json], targets: Iterable[Row], query: Query) -> bool:
    """Whether an answer names every number of the query; where there is none, whether it names none as a target."""
    if not query.numbers:
        return not values_named(plans, targets, _PROMISES)
    named = values_named(plans, targets)
    return all((number["document_id"], float(number["value"])) in named for number in query.numbers)


def interval(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """Bounds of the mean between which 95 % of the means of resampled values lie (percentile bootstrap)."""
    chance = random.Random(seed)
    means = sorted(statistics.fmean(chance.choices(values, k=len(values))) for _ in range(_RESAMPLED))
    return means[int(0.025 * _RESAMPLED)], means[int(0.975 * _RESAMPLED) - 1]
