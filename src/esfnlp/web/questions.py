"""What a reader may put in an address, and the questions' way to the search."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import Query

from esfnlp.dataset.compare import period_of
from esfnlp.search.answer import Answer, answer
from esfnlp.search.period import parse_period
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places
from esfnlp.web.shelf import Edition

Question = Annotated[str, Query(max_length=500)]
Code = Annotated[str, Query(max_length=20)]
Codes = Annotated[list[Code], Query(max_length=40)]


def ask(
    edition: Edition,
    question: str,
    *,
    region: str = "",
    period: str = "",
    k: int = 10,
    plans: int | None = None,
) -> Answer:
    """The answer to a question, within regions (codes with commas between) and a period where they are given.

    Raises
    ------
    UsageError : an unknown region, a period that is none, an unknown concept id in the question.
    """
    regions = tuple(filter(None, region.split(",")))
    for code in regions:
        if code not in (COUNTRY, TRAINING_REGION):
            load_places()[code]
    years = parse_period(period)
    kept = edition.answers if plans is None else edition.whole_answers
    return kept.get(
        (question, regions, years, k, plans),
        lambda: answer(edition.out, question, k=k, plans=plans, regions=regions, period=years),
    )


def regions_of(documents: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ESF regions (NUTS 2 codes, SE) that the documents are about, by code."""
    region_of = load_places().region_of
    return sorted({region_of(code) for row in documents for code in codes_of(row)})


def codes_of(document: Mapping[str, Any]) -> list[str]:
    """The document's region codes."""
    codes = document["region_codes"]
    return [str(code) for code in codes] if isinstance(codes, list) else []


def periods_of(documents: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({period for row in documents if (period := period_of(row))})
