"""Which documents and statements a question is about, by region and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from esfnlp.search.where_and_when import Period, whole_region
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places


@dataclass(frozen=True)
class Scope:
    """Documents by id, and codes that a statement must lie in; no codes let every place pass.

    What a plan says of the whole country counts as its region's where the plan is that region's alone.
    `is_everything` says that nothing of the dataset lies outside.
    """

    documents: Mapping[str, Mapping[str, Any]]
    regions: tuple[str, ...] = ()
    is_everything: bool = False
    _within: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row with document_id and region_code is in scope."""
        document = self.documents.get(row["document_id"])
        if document is None or not self.regions:
            return document is not None
        code = str(row["region_code"] or "")
        if code in (COUNTRY, "") and code not in self.regions and document["region_codes"]:
            return all(self._is_within(str(own)) for own in document["region_codes"])
        return self._is_within(code)

    def _is_within(self, code: str) -> bool:
        if code not in self._within:
            self._within[code] = any(lies_in(code, region) for region in self.regions)
        return self._within[code]


def scope_of(
    documents: Sequence[Mapping[str, Any]], regions: tuple[str, ...], period: Period | None
) -> Scope:
    """The scope of a question.

    Training material counts only where it is asked for (SEZZ), or where there is nothing else. A document of no
    known period is in no period.
    """
    training = TRAINING_REGION in regions or all(_is_training(row) for row in documents)
    kept = {
        str(row["document_id"]): row
        for row in documents
        if (training or not _is_training(row)) and (period is None or _overlaps(row, period))
    }
    is_everything = not regions and len(kept) == len(documents)
    return Scope(kept, tuple(whole_region(code) for code in regions), is_everything)


def lies_in(code: str, region: str) -> bool:
    """Whether the place `code` is `region` or a part of it; what is said of the country (SE) is of no region's.

    >>> lies_in("0484", "SE12"), lies_in("SE12", "SE122"), lies_in("SE12", "SE"), lies_in("SE", "SE")
    (True, False, False, True)
    """
    known = load_places().by_code
    while code != region and code in known and region != COUNTRY:
        code = known[code].within
    return code == region


def _is_training(row: Mapping[str, Any]) -> bool:
    return bool(row.get("training")) or TRAINING_REGION in (row.get("region_codes") or ())


def _overlaps(row: Mapping[str, Any], period: Period) -> bool:
    start, end = row.get("period_start"), row.get("period_end")
    return start is not None and end is not None and start <= period[1] and end >= period[0]
