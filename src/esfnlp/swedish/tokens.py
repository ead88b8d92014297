"""Tokens and their keys: what is compared when a label is looked for in a text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from esfnlp.document import Span

TOKEN = re.compile(r"[^\W_]+(?:[-–:'’.][^\W_]+)*(?:[-–](?=[\s,;/)]|$)|\+)?|[^\w\s]")
"""A word with inner hyphens, colons and points (EU:s, 15–24, 10.3), a hanging hyphen (lång-), a plus (ESF+, 55+)."""

_COORDINATORS = frozenset({"och", "eller", "samt", "respektive", "till", "och/eller", "/", ","})
_SHORTEST_PART = 3
_LONGEST_REACH = 7


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


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


@cache
def stem(word: str, language: str = "swedish") -> str:
    """Snowball stem of a folded word, the genitive after a colon removed.

    >>> stem("långtidsarbetslösas") == stem("långtidsarbetslös")
    True
    >>> stem("eu:s")
    'eu'
    """
    word = re.sub(r":(s|n|t|en|et|ar|er|or|arna|erna)$", "", word)
    result: str = _stemmer(language).stemWord(word)
    return result


def tokenise(text: str, language: str = "swedish") -> list[Token]:
    """Tokens of `text` in order, their spans relative to it."""
    found = [(match.group(), Span(*match.span())) for match in TOKEN.finditer(text)]
    words = [fold(word) for word, _ in found]
    return [
        Token(word, span, frozenset({stem(words[i], language), *_completions(words, i, language)}))
        for i, (word, span) in enumerate(found)
    ]


def _completions(words: list[str], i: int, language: str) -> set[str]:
    """Stems of the words that a hanging hyphen may stand for."""
    word = words[i]
    if len(word) < 3 or word[-1] not in "-–" or not word[0].isalpha():
        return set()
    part = word[:-1]
    last = next((k for k in range(i + 1, min(i + _LONGEST_REACH, len(words))) if _completes(words, k)), None)
    if last is None:
        return set()
    heads = [words[last][cut:] for cut in range(_SHORTEST_PART, len(words[last]) - _SHORTEST_PART)]
    following = words[last : last + 3]
    return {stem(part + head, language) for head in [*heads, *following] if head.isalpha()}


def _completes(words: list[str], k: int) -> bool:
    return words[k].isalpha() and words[k] not in _COORDINATORS and words[k - 1] in _COORDINATORS - {","}
