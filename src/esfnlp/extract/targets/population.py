"""Whom a quantity concerns: the target groups named with it."""

from collections.abc import Callable, Sequence

from esfnlp.document import Span
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.swedish.bounds import text_before
from esfnlp.taxonomy.matching import Match

Groups = Callable[[str], list[Match]]
_OLDER_FROM = 50
"""Ages from here on speak of older workers (tg:aldre), whatever other group stands in the sentence."""
_SEXES = frozenset({"tg:kvinnor", "tg:man"})


def population_of(
    text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span, groups: Groups
) -> tuple[str, ...]:
    """Concepts in the quantity's stretch of the clause, else in the clause, else in what stands before it."""
    stretches = [_own_stretch(text, quantity, quantities, clause), clause, Span(0, clause.start)]
    for stretch in stretches:
        concepts = concepts_in(text[stretch.start : stretch.end], groups)
        if concepts:
            return _for_age(concepts, quantity)
    return ()


def concepts_in(text: str, groups: Groups) -> tuple[str, ...]:
    """Concepts in order of mention; women and men named together are nobody in particular."""
    found = tuple(dict.fromkeys(match.concept_id for match in groups(text)))
    return tuple(c for c in found if c not in _SEXES) if set(found) >= _SEXES else found


def _own_stretch(text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span) -> Span:
    """From the quantity to the next one, or the label right before it; the clause where it stands alone."""
    inside = [q.span for q in quantities if clause.contains(q.span) and not q.span.overlaps(quantity.span)]
    if not inside:
        return clause
    if text_before(text, quantity.span.start).rstrip().endswith((":", "=")):
        start = max((span.end for span in inside if span.end <= quantity.span.start), default=clause.start)
        return Span(start, quantity.span.start)
    end = min((span.start for span in inside if span.start >= quantity.span.end), default=clause.end)
    return Span(quantity.span.start, end)


def _for_age(concepts: tuple[str, ...], quantity: Quantity) -> tuple[str, ...]:
    if quantity.unit != "years" or quantity.value < _OLDER_FROM:
        return concepts
    return tuple(dict.fromkeys(("tg:aldre", *(c for c in concepts if c != "tg:unga"))))
