"""Compounds and their parts: långtidsarbetslöshet is lång|tids|arbetslöshet.

A part is a word of its own; a linking element stays with the part on its left. The lexicon (`models/sv_compounds`) says
of how many compounds each form is the head or a modifier. The cheapest way through the word wins, where a form costs
the negative logarithm of its share, and leaving a word whole costs the more the longer it is.
"""

import gzip
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from esfnlp.artefacts import models_folder

WHOLE = 2.0
WHOLE_PER_LETTER = 1.85
"""What it costs to leave a word whole: chosen on the development list."""
_SHORTEST = 2
_SHORTEST_HEAD = 2
_SHORTEST_BASE = 4
_SHORTEST_INFLECTED = 6
_RARE_MODIFIER, _RARE_HEAD = 0.1, 0.3
"""Added to every count, so that a form that was seen only by itself can be a part."""
_INFLECTED = 2.5
"""Cost of a head whose form the lexicon lacks but whose base it holds."""
_ENDING = re.compile(
    r"(?<=....)(?:arnas|ernas|ornas|arens|arna|erna|orna|aren|ades|ens|ets|nas|ers|ars|ans|ade|ats|na|en|et|es|ar|er|or|an|at|ad"
    r"|as|ns|ts|n|t|a|e|s)$"
)

Costs = Mapping[str, float]


@dataclass(frozen=True)
class Lexicon:
    """`fixed` holds the parts of words that are not to be divided by costs, most of them the word alone."""

    modifiers: Costs
    heads: Costs
    stems: Costs = field(default_factory=dict)
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frequency: Mapping[str, int] = field(default_factory=dict)
    whole: float = WHOLE
    whole_per_letter: float = WHOLE_PER_LETTER


def costs(counts: Mapping[str, float], extra: float) -> dict[str, float]:
    """Negative logarithms of the shares of `counts`, `extra` added to each."""
    total = sum(counts.values()) + extra * len(counts)
    return {form: -math.log((count + extra) / total) for form, count in counts.items()}


def build_lexicon(
    modifiers: Mapping[str, int],
    heads: Mapping[str, int],
    fixed: Mapping[str, tuple[str, ...]],
    frequency: Mapping[str, int] | None = None,
) -> Lexicon:
    """The lexicon of counts of compounds by form."""
    head_costs = costs(heads, _RARE_HEAD)
    return Lexicon(costs(modifiers, _RARE_MODIFIER), head_costs, _stems(head_costs), fixed, frequency or {})


def divide(word: str, lexicon: Lexicon, *, modifier: bool = False) -> tuple[str, ...]:
    """Parts of a folded word; with `modifier` the last part is one too (arbetsmarknads: arbets|marknads)."""
    if word in lexicon.fixed:
        return lexicon.fixed[word]
    last, stems = (lexicon.modifiers, {}) if modifier else (lexicon.heads, lexicon.stems)
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
    for start in range(len(word)):
        here = best[start]
        if here is None:
            continue
        for end, cost in _steps(word, start, lexicon.modifiers, last, stems):
            total, known = here[0] + cost, best[end]
            if known is None or total < known[0]:
                best[end] = (total, (*here[1], word[start:end]))
    found = best[len(word)]
    if found is None or lexicon.whole + lexicon.whole_per_letter * len(word) <= found[0]:
        return (word,)
    return tuple(piece for part in found[1] for piece in lexicon.fixed.get(part, (part,)))


def _steps(word: str, start: int, modifiers: Costs, last: Costs, stems: Costs) -> Iterator[tuple[int, float]]:
    """Ends and costs of the parts that may begin at `start`; never the whole word."""
    for end in range(start + _SHORTEST, len(word) - _SHORTEST_HEAD + 1):
        cost = _modifier_cost(word[start:end], modifiers, last)
        if cost is not None:
            yield end, cost
    if start:
        tail_cost = _last_cost(word[start:], last, stems)
        if tail_cost is not None:
            yield len(word), tail_cost


def _modifier_cost(form: str, modifiers: Costs, heads: Costs) -> float | None:
    """The cost of a modifier, or of the word that it is made of with a linking s."""
    if form in modifiers:
        return modifiers[form]
    base = form[:-1]
    if form[-1] != "s" or len(base) < _SHORTEST_BASE:
        return None
    known = modifiers.get(base, heads.get(base))
    return None if known is None else known + _INFLECTED


def _last_cost(tail: str, last: Costs, stems: Costs) -> float | None:
    """The cost of a head, or of its base where the form itself is unknown."""
    if tail in last:
        return last[tail]
    stem = _ENDING.sub("", tail)
    base = stems.get(stem) if len(tail) >= _SHORTEST_INFLECTED else None
    return None if base is None else base + _INFLECTED


def _stems(heads: Costs) -> dict[str, float]:
    """The cost of the commonest form of each stem."""
    found: dict[str, float] = {}
    for form, cost in heads.items():
        stem = _ENDING.sub("", form)
        found[stem] = min(cost, found.get(stem, cost))
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon that travels with the package."""
    modifiers, heads, frequency = {}, {}, {}
    fixed: dict[str, tuple[str, ...]] = {}
    with gzip.open(models_folder() / "sv_compounds" / "parts.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, count, modifier, head, parts = line.rstrip("\n").split("\t")
            if count:
                frequency[word] = int(count)
            if modifier:
                modifiers[word] = int(modifier)
            if head:
                heads[word] = int(head)
            if parts:
                fixed[word] = tuple(parts.split("|"))
    return build_lexicon(modifiers, heads, fixed, frequency)


def frequency(word: str) -> int:
    """Occurrences of a word in the texts the lexicon was made of, whatever its case; 0 for a word too rare."""
    return lexicon().frequency.get(word.casefold(), 0)


@lru_cache(maxsize=100_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a word as it is written; the word alone where it is no compound.

    A hyphen divides too and stays with the part on its left.

    >>> split("Långtidsarbetslöshet")
    ('Lång', 'tids', 'arbetslöshet')
    >>> split("ESF-projekten")
    ('ESF-', 'projekten')
    >>> split("utbildning")
    ('utbildning',)
    """
    if "-" in word.strip("-"):
        first, _, rest = word.lstrip("-").partition("-")
        lead = word[: len(word) - len(word.lstrip("-"))]
        return (*split(lead + first + "-"), *split(rest)) if rest else (word,)
    core = word.strip("-")
    folded = core.casefold()
    if len(folded) != len(core) or not core.isalpha() or (core.isupper() and len(core) <= 5):
        return (word,)
    parts = divide(folded, lexicon(), modifier=word.endswith("-"))
    if len(parts) == 1:
        return (word,)
    return _as_written(word, parts)


def _as_written(word: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Slices of `word` of the lengths of `parts`, hyphens at its ends with the outer ones."""
    offset = len(word) - len(word.lstrip("-"))
    cuts = [0]
    for part in parts[:-1]:
        offset += len(part)
        cuts.append(offset)
    return tuple(word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True))
