"""Whom a quantity concerns: the target groups named with it."""

import re
from collections.abc import Callable, Sequence

from esfnlp.document import Span
from esfnlp.extract.targets.quantities import Quantity
from esfnlp.swedish.bounds import text_before
from esfnlp.taxonomy.matching import Match

Groups = Callable[[str], list[Match]]
_OLDER_FROM = 50
"""Ages from here on speak of older workers (tg:aldre), whatever other group stands in the sentence."""
_TIMES = frozenset({"years", "months"})
_COUNTED_BODIES = "tg:organisationer"
"""Companies and employers are what is counted, not people that the number concerns."""
_NEXT_LABEL = re.compile(r"\b(?:och|samt|men)\s+(?:andelen|antalet|minst|högst)\b", re.I)
"""Where what the next quantity counts begins: "1 100 och andelen kvinnor minst 50 procent"."""
_TRAILING = re.compile(r"(?:[\s,;]|\b(?:och|samt|eller|men)\b)+\Z", re.I)
_SEXES = frozenset({"tg:kvinnor", "tg:man"})
_SEX_NOUNS = r"\b(kvinnor|flickor|tjejer|män|pojkar|killar)(?:na|nen?)?"
_BOTH_SEXES = re.compile(rf"{_SEX_NOUNS}\s+(?:och|respektive)\s+{_SEX_NOUNS}\b", re.I)
_WOMEN = ("kvinnor", "flickor", "tjejer")


def population_of(
    text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span, groups: Groups
) -> tuple[str, ...]:
    """Concepts in the quantity's stretch of the clause, else in its subject, else in what stands before the clause."""
    paired = _paired(text, quantity, quantities, clause, groups)
    if paired is not None:
        return (paired,)
    own = _own_stretch(text, quantity, quantities, clause)
    stretches = [
        own,
        _label(text, quantity, quantities, clause),
        _subject(quantity, quantities, clause),
        Span(0, clause.start),
    ]
    for stretch in stretches:
        concepts = concepts_in(text[stretch.start : stretch.end], groups)
        if concepts:
            return _for_age(concepts, quantity)
    return ()


def _paired(
    text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span, groups: Groups
) -> str | None:
    """The group that a value joined by "respektive" belongs to: as many values as groups, in one order."""
    joined = [q for q in quantities if clause.contains(q.span) and q.unit == quantity.unit]
    if quantity not in joined or len(joined) < 2:
        return None
    between = text[joined[0].number.span.end : joined[-1].number.span.start]
    if re.search(r"\brespektive\b", between, re.I) is None or _TIMES & {quantity.unit}:
        return None
    words = text[clause.start : clause.end]
    found = (m.concept_id for m in groups(words) if m.concept_id not in {_COUNTED_BODIES, *_SEXES})
    both = _BOTH_SEXES.search(words)
    named = [_sex(noun) for noun in both.groups()] if both else list(dict.fromkeys(found))
    return named[joined.index(quantity)] if len(named) == len(joined) else None


def _sex(noun: str) -> str:
    return "tg:kvinnor" if noun.casefold() in _WOMEN else "tg:man"


def concepts_in(text: str, groups: Groups) -> tuple[str, ...]:
    """Concepts in order of mention; women and men named together are nobody in particular."""
    found = tuple(dict.fromkeys(m.concept_id for m in groups(text) if m.concept_id != _COUNTED_BODIES))
    return tuple(c for c in found if c not in _SEXES) if set(found) >= _SEXES else found


def _own_stretch(text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span) -> Span:
    """From the quantity to the next one, or the label right before it; the clause where it stands alone."""
    inside = [
        q.span
        for q in quantities
        if clause.contains(q.span)
        and not q.span.overlaps(quantity.span)
        and (q.unit not in _TIMES or quantity.unit in _TIMES)
    ]
    if not inside:
        return clause
    counts = quantity.unit in ("persons", "projects", "count") and bool(quantity.noun)
    if not counts and text_before(text, quantity.span.start).rstrip().endswith((":", "=")):
        start = max((span.end for span in inside if span.end <= quantity.span.start), default=clause.start)
        return Span(start, quantity.span.start)
    end = min((span.start for span in inside if span.start >= quantity.span.end), default=clause.end)
    label = _NEXT_LABEL.search(text, quantity.span.end, end)
    end = label.start() if label else end
    trailing = _TRAILING.search(text, quantity.span.end, end)
    return Span(quantity.span.start, trailing.start() if trailing else end)


def _label(text: str, quantity: Quantity, quantities: Sequence[Quantity], clause: Span) -> Span:
    """What stands before a quantity and names what it counts, after the quantity before: "och andelen kvinnor"."""
    start = max((q.span.end for q in quantities if q.span.end <= quantity.span.start), default=clause.start)
    label = _NEXT_LABEL.search(text, start, quantity.span.start)
    return Span(label.start(), quantity.span.start) if label else Span(clause.start, clause.start)


def _subject(quantity: Quantity, quantities: Sequence[Quantity], clause: Span) -> Span:
    """The clause up to its first quantity and up to this one's end; all of it where the quantity stands alone."""
    others = [q for q in quantities if clause.contains(q.span) and q is not quantity and not q.ends_range]
    if not any(q.unit not in _TIMES for q in others):
        return clause
    first = min(q.span.start for q in (*others, quantity))
    return Span(clause.start, first)


def _for_age(concepts: tuple[str, ...], quantity: Quantity) -> tuple[str, ...]:
    if quantity.unit != "years" or quantity.value < _OLDER_FROM:
        return concepts
    return tuple(dict.fromkeys(("tg:aldre", *(c for c in concepts if c != "tg:unga"))))
