"""Which rows are asked for: those of a region and a period."""

from collections.abc import Callable, Sequence

from esfnlp.record import Row
from esfnlp.search.period import parse_period
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places
from esfnlp.web.questions import codes_of


def of_region(region: str) -> Callable[[Sequence[str]], bool]:
    """Whether one of some codes is the region or lies in it; with no region, always.

    Raises
    ------
    UsageError : there is no such region.
    """
    if not region:
        return lambda _: True
    places = load_places()
    if region not in (COUNTRY, TRAINING_REGION):
        places[region]

    def lies_within(code: str) -> bool:
        while code != region and code in places.by_code:
            code = places.by_code[code].within
        return code == region

    return lambda codes: any(map(lies_within, codes))


def of_period(period: str) -> Callable[[Row], bool]:
    """Whether a row of `documents` reaches into the period; with no period, always.

    Raises
    ------
    UsageError : it is no period.
    """
    years = parse_period(period)

    def reaches(row: Row) -> bool:
        start, end = row["period_start"], row["period_end"]
        if years is None:
            return True
        return isinstance(start, int) and isinstance(end, int) and start <= years[1] and years[0] <= end

    return reaches


def of_place_and_time(region: str, period: str) -> Callable[[Row], bool]:
    """Whether a row of `documents` is of the region and reaches into the period."""
    place, time = of_region(region), of_period(period)
    return lambda row: time(row) and place(codes_of(row))
