"""Whether a hyphen at a line end belongs to the word, to the line end, or to an ellipsis ("lång- och korta")."""

import re
from collections.abc import Callable
from typing import Literal

from esfnlp.swedish.lexicon import frequency

Joint = Literal["space", "keep", "join"]
Votes = Callable[[str], int]
"""How often a document has a folded word where no line end divides it."""

_CONJUNCTIONS = frozenset({"och", "respektive", "liksom", "och/eller", "resp", "kontra"})
_CONJUNCTIONS_OR_ENDINGS = frozenset({"eller", "samt", "till", "som", "men"})
"""Conjunctions that also end words: mod-eller, gemen-samt, där-till, efter-som, proble-men."""
_PREFIXES = frozenset({"icke", "vice", "ex", "it", "tv"})
_INNER_HYPHEN = re.compile(r"[-\u2010\u2011/]")
_FEWEST_LETTERS = 3


def joint_of(before: str, after: str, votes: Votes) -> Joint:
    """What a divided word, without its hyphen, and the first word of the next line make together.

    The document's own spelling decides, then the lexicon; without either, names, abbreviations, digits and
    open prefixes keep their hyphen.

    >>> [joint_of(*pair, lambda word: 0) for pair in (("arbets", "lösa"), ("lång", "och"), ("ESF", "rådet"))]
    ['join', 'space', 'keep']
    """
    folded = after.casefold()
    if folded in _CONJUNCTIONS or (folded in _CONJUNCTIONS_OR_ENDINGS and not _ends(before, folded, votes)):
        return "space"
    return "keep" if _keeps_hyphen(before, after, votes) else "join"


def _keeps_hyphen(before: str, after: str, votes: Votes) -> bool:
    if after[0].isdigit() or before[-1].isdigit():
        return True
    if after[0].isupper() and not (before.isupper() and after.isupper()):
        return True
    part = _INNER_HYPHEN.split(before)[-1]
    is_abbreviation = part.isupper() and not after.isupper()
    whole, hyphened = (before + after).casefold(), f"{before}-{after}".casefold()
    if votes(whole) != votes(hyphened):
        return votes(hyphened) > votes(whole)
    if len(part) < 2 or is_abbreviation:
        return True
    if frequency(whole) != frequency(hyphened):
        return frequency(hyphened) > frequency(whole)
    is_chained = part != before and votes(part.casefold()) > 0
    return is_chained or before.casefold() in _PREFIXES


def _ends(before: str, ending: str, votes: Votes) -> bool:
    """Whether what could be a conjunction ends the word: the whole is known, or the end of a compound is."""
    stem = before.casefold()
    if votes(stem + ending) or frequency(stem + ending):
        return True
    starts = range(1, len(stem) - _FEWEST_LETTERS + 1)
    return not frequency(stem) and any(frequency(stem[start:] + ending) for start in starts)
