"""Whether the numbers of a document agree: women and men with their total, tables with the text, euros with kronor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from esfnlp.document import Document, Passage
from esfnlp.extract.targets.exchange import rate_notes
from esfnlp.finding import Finding, TargetClaim
from esfnlp.swedish.tokens import stem

_WOMEN, _MEN = "tg:kvinnor", "tg:man"
_SEXES = frozenset({_WOMEN, _MEN})
_COUNTED = frozenset({"persons", "projects", "count"})
_NEAR = 2
"""Rows above those of women and men in which their total may stand."""
_NO_NAME = frozenset(
    map(stem, ("antal", "antalet", "andel", "andelen", "totalt", "summa", "som", "är", "av", "i"))
)

Claims = list[tuple[Finding, TargetClaim]]


def with_inconsistencies(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each with what in the document does not agree with its number."""
    claims = [(finding, finding.claim) for finding in findings if isinstance(finding.claim, TargetClaim)]
    passages = {passage.passage_id: (place, passage) for place, passage in enumerate(document.passages)}
    found: dict[int, list[str]] = {}
    notes = (
        *_sums(claims, passages),
        *_contradictions(document, claims, passages),
        *rate_notes(document, claims),
    )
    for one, words in notes:
        found.setdefault(id(one), []).append(words)
    return [_noted(finding, found.get(id(finding), ())) for finding in findings]


def _noted(finding: Finding, notes: Sequence[str]) -> Finding:
    if not notes or not isinstance(finding.claim, TargetClaim):
        return finding
    return replace(finding, claim=replace(finding.claim, inconsistencies=tuple(dict.fromkeys(notes))))


def _sums(claims: Claims, passages: Mapping[str, tuple[int, Passage]]) -> Iterator[tuple[Finding, str]]:
    """Totals that are not what women and men are together."""
    for index, (finding, claim) in enumerate(claims):
        if _sex(claim) != _WOMEN or claim.unit not in _COUNTED or claim.comparator != "=":
            continue
        near = [
            (other, c)
            for other, c in claims[max(0, index - 12) : index + 12]
            if _is_same(c, claim) and _stand_together(passages, finding, other)
        ]
        men = [c for _, c in near if _sex(c) == _MEN]
        totals = [(other, c) for other, c in near if _sex(c) is None]
        if len(men) == 1 and len(totals) == 1 and claim.value + men[0].value != totals[0][1].value:
            together = _figure(claim.value + men[0].value)
            yield (
                totals[0][0],
                f"kvinnor och män är tillsammans {together}, inte {_figure(totals[0][1].value)}",
            )


def _stand_together(passages: Mapping[str, tuple[int, Passage]], left: Finding, right: Finding) -> bool:
    """Whether two findings are of one passage, or of rows of a table that are next to each other."""
    (here, one), (there, other) = passages[left.passage_id], passages[right.passage_id]
    return here == there or (one.kind == other.kind == "table_row" and abs(here - there) <= _NEAR)


def _sex(claim: TargetClaim) -> str | None:
    named = _SEXES & set(claim.population)
    return next(iter(named)) if len(named) == 1 else None


def _is_same(left: TargetClaim, right: TargetClaim) -> bool:
    """Whether two claims are of the same kind, year, unit and group, women and men apart."""
    plain = [(c.kind, c.year, c.unit, c.comparator, c.measure, _without_sex(c)) for c in (left, right)]
    return plain[0] == plain[1]


def _without_sex(claim: TargetClaim) -> frozenset[str]:
    return frozenset(claim.population) - _SEXES


def _contradictions(
    document: Document, claims: Claims, passages: Mapping[str, tuple[int, Passage]]
) -> Iterator[tuple[Finding, str]]:
    """Commitments of the text that a table of the same chapter gives another value."""
    firm = [(f, c) for f, c in claims if c.kind in ("target", "milestone") and c.comparator == "=" and c.year]
    by_key: dict[object, Claims] = {}
    for finding, claim in firm:
        chapter = tuple(document.heading_path(passages[finding.passage_id][1].section_id)[:2])
        key = (chapter, claim.kind, claim.year, claim.unit, claim.measure, frozenset(claim.population))
        by_key.setdefault(key, []).append((finding, claim))
    for same in by_key.values():
        rows = [(f, c) for f, c in same if passages[f.passage_id][1].kind == "table_row"]
        for finding, claim in same:
            named = [
                (f, c) for f, c in rows if _name(c.indicator) and _name(c.indicator) <= _name(claim.indicator)
            ]
            if passages[finding.passage_id][1].kind == "table_row" or len(named) != 1:
                continue
            row, stated = named[0]
            if stated.value != claim.value:
                yield finding, f"tabellen säger {_figure(stated.value)}"
                yield row, f"texten säger {_figure(claim.value)}"


def _name(indicator: str) -> frozenset[str]:
    """The words that say what is counted, as stems and in no order."""
    return frozenset(_stems(indicator.casefold().replace(",", " ").split())) - _NO_NAME


def _stems(words: Iterable[str]) -> Iterator[str]:
    return (stem(word.strip(".:;()")) for word in words)


def _figure(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e5 else f"{value:.0f}"
