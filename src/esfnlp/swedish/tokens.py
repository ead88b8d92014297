"""Tokens and their keys: what is compared when a label is looked for in a text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from esfnlp.document import Span

TOKEN = re.compile(r"[^\W_]+(?:[-–:'’.][^\W_]+)*(?:[-–](?=[\s,;/)]|$)|\+)?|[^\w\s]")
"""A word with inner hyphens, colons and points (EU:s, 15–24, 10.3), a hanging hyphen (lång-), a plus (ESF+, 55+)."""

_COORDINATORS = frozenset({"och", "eller", "samt", "respektive", "till", "och/eller", "/", ","})
_SHORTEST_PART = 3
_LONGEST_REACH = 7
_HYPHENS = "-–"


@dataclass(frozen=True, slots=True)
class Token:
    """`keys` are the forms that the token stands for: its stem, and what an ellipsis completes (lång- och
    korttidssjukskrivna gives `lång-` the key of långtidssjukskrivna)."""

    text: str
    span: Span
    keys: frozenset[str]

    @property
    def folded(self) -> str:
        return fold(self.text)


def fold(text: str) -> str:
    """Composed, lower case."""
    return unicodedata.normalize("NFC", text).casefold()


def squeeze(text: object) -> str:
    """Letters and digits, folded: what stays the same over line breaks, bullets and hyphenation.

    >>> squeeze("Arbets-\\nlösa, 15–24 år") == squeeze("arbetslösa 15-24 år")
    True
    """
    return re.sub(r"[\W_]+", "", fold(str(text or "")))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "swedish") -> str:
    """Snowball stem of a folded word, the genitive after a colon removed.

    >>> stem("långtidsarbetslösas") == stem("långtidsarbetslös")
    True
    >>> stem("eu:s")
    'eu'
    """
    word = re.sub(r":(s|n|t|en|et|ar|er|or|arna|erna)$", "", word)
    # A stemmer holds the word that it works on: threads must not share one.
    result: str = snowballstemmer.stemmer(language).stemWord(word)
    return result


def tokenise(text: str, language: str = "swedish") -> list[Token]:
    """Tokens of `text` in order, their spans relative to it."""
    found = list(TOKEN.finditer(text))
    keys = keys_of([match.group() for match in found], language)
    return [Token(m.group(), Span(*m.span()), own) for m, own in zip(found, keys, strict=True)]


def keys_of(words: Sequence[str], language: str = "swedish") -> list[frozenset[str]]:
    """The keys of each of the words of a text, given in its order."""
    keys = [_own_keys(word, language) for word in words]
    for i, word in enumerate(words):
        if word[-1] in _HYPHENS:
            keys[i] |= _completions(words, i, language)
    return keys


@lru_cache(maxsize=100_000)
def _own_keys(word: str, language: str) -> frozenset[str]:
    return frozenset({stem(fold(word), language)})


def _completions(words: Sequence[str], i: int, language: str) -> frozenset[str]:
    """Stems of the words that a hanging hyphen may stand for."""
    word = fold(words[i])
    if len(word) < _SHORTEST_PART or not word[0].isalpha():
        return frozenset()
    part = word[:-1]
    near = [fold(other) for other in words[i : i + _LONGEST_REACH + 2]]
    last = next((k for k in range(1, min(_LONGEST_REACH, len(near))) if _completes(near, k)), None)
    if last is None:
        return frozenset()
    heads = [near[last][cut:] for cut in range(_SHORTEST_PART, len(near[last]) - _SHORTEST_PART)]
    following = near[last : last + 3]
    return frozenset(stem(part + head, language) for head in [*heads, *following] if head.isalpha())


def _completes(words: Sequence[str], k: int) -> bool:
    return words[k].isalpha() and words[k] not in _COORDINATORS and words[k - 1] in _COORDINATORS - {","}
