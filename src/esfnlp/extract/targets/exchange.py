"""Euro and kronor: whether an amount that is told in both agrees with the rate, the document's own or the year's."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from esfnlp.document import Document
from esfnlp.finding import Finding, TargetClaim

SEK_PER_EUR = {
    2000: 8.4452, 2001: 9.2551, 2002: 9.1611, 2003: 9.1242, 2004: 9.1243, 2005: 9.2822, 2006: 9.2544,
    2007: 9.2501, 2008: 9.6152, 2009: 10.6191, 2010: 9.5373, 2011: 9.0298, 2012: 8.7041, 2013: 8.6515,
    2014: 9.0985, 2015: 9.3535, 2016: 9.4689, 2017: 9.6351, 2018: 10.2583, 2019: 10.5891, 2020: 10.4848,
    2021: 10.1465, 2022: 10.6296, 2023: 11.4788, 2024: 11.4325,
}  # fmt: skip
"""Yearly averages of the European Central Bank's reference rate."""
_RATE = re.compile(r"\bkurs\w*|\bväxelkurs\w*|\bper euro\b|SEK/EUR|\ben euro\b", re.I)
_SAID_AGAIN = re.compile(
    r"\bmotsvar\w*|\bomräkn\w*|\bdet vill säga\b|\bdvs\b|\bvilket\b|\balltså\b|\beller\b|\(", re.I
)
_LEAST, _MOST = 5.0, 20.0
"""Kronor per euro between which a number beside the word can be a rate."""
_EXACT, _ABOUT = 0.02, 0.06
"""By how much of it an amount may differ from what the rate makes of it, told exactly or roughly."""
_SPREAD = 0.15
"""By how much a rate may lie beyond the averages of the years that the document is about."""

Claims = Sequence[tuple[Finding, TargetClaim]]


def rate_notes(document: Document, claims: Claims) -> Iterator[tuple[Finding, str]]:
    """Amounts in kronor that are not what the euros beside them are worth, each with the words that say so."""
    rates = {claim.value for finding, claim in claims if _is_rate(document, finding, claim)}
    for euros, kronor in _told_twice(document, claims):
        finding, claim = kronor
        if len(rates) == 1:
            rate = min(rates)
            worth = euros.value * rate
            allowed = _ABOUT if "~" in (claim.comparator, euros.comparator) else _EXACT
            if abs(claim.value - worth) > allowed * worth:
                yield finding, f"med kursen {_decimal(rate)} blir det {worth:.0f} kronor"
        elif not _plausible(claim.value / euros.value, document, claim):
            yield finding, f"det gör {_decimal(claim.value / euros.value)} kronor per euro"


def _told_twice(
    document: Document, claims: Claims
) -> Iterator[tuple[TargetClaim, tuple[Finding, TargetClaim]]]:
    """Of each sentence that tells one amount in both currencies, the euros and the kronor."""
    money = [one for one in claims if one[1].unit in ("SEK", "EUR") and not _is_rate(document, *one)]
    for sentence, group in groupby(money, key=lambda one: one[0].sentence):
        found = list(group)
        euros = [claim for _, claim in found if claim.unit == "EUR" and claim.value]
        kronor = [one for one in found if one[1].unit == "SEK"]
        words = document.text[sentence.start : sentence.end]
        if len(euros) == len(kronor) == 1 and _SAID_AGAIN.search(words):
            yield euros[0], kronor[0]


def _is_rate(document: Document, finding: Finding, claim: TargetClaim) -> bool:
    words = document.text[finding.sentence.start : finding.sentence.end]
    return claim.unit == "SEK" and _LEAST < claim.value < _MOST and _RATE.search(words) is not None


def _plausible(rate: float, document: Document, claim: TargetClaim) -> bool:
    """Whether the rate is near those of the document's years, or of all years where it names none."""
    first, last = document.metadata.period_start, document.metadata.period_end
    years = range(claim.year or (first or 2000) - 2, (claim.year or last or 2024) + 1)
    known = [SEK_PER_EUR[year] for year in years if year in SEK_PER_EUR] or list(SEK_PER_EUR.values())
    return (1 - _SPREAD) * min(known) <= rate <= (1 + _SPREAD) * max(known)


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
