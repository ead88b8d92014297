"""What a text is looked up by: one key for each word, the parts of compounds, and the letters of a word."""

from collections.abc import Iterable
from functools import cache

from esfnlp.swedish.lexicon import split_compound
from esfnlp.swedish.tokens import tokenise
from esfnlp.taxonomy.labels import word_keys

GRAM_LENGTH = 3
_SHORTEST_COMPOUND = 8


@cache
def word_key(word: str) -> str:
    """The one form that a folded word and its inflections share: the shortest of its stems.

    >>> word_key("utanförskapet") == word_key("utanförskap")
    True
    """
    return min(word_keys(word), key=lambda key: (len(key), key), default=word)


def text_keys(text: str) -> list[str]:
    """Keys of the words and numbers of a text, in order."""
    return [word_key(token.folded.rstrip("-–")) for token in tokenise(text) if is_word(token.text)]


@cache
def compound_keys(word: str) -> tuple[str, ...]:
    """Keys of the parts of a compound; none where the word is no compound.

    >>> compound_keys("långtidsarbetslöshet")[-1] == word_key("arbetslöshet")
    True
    """
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
        return ()
    parts = split_compound(word)
    return tuple(word_key(part) for part in parts) if len(parts) > 1 else ()


def part_keys(text: str) -> list[str]:
    """Keys of the parts of the compounds in a text, in order."""
    return [key for token in tokenise(text) for key in compound_keys(token.folded)]


def grams(word: str) -> frozenset[str]:
    """Runs of three letters of a word, its ends marked.

    >>> sorted(grams("unga"))
    ['#un', 'ga#', 'nga', 'ung']
    """
    marked = f"#{word}#"
    return frozenset(marked[i : i + GRAM_LENGTH] for i in range(len(marked) - GRAM_LENGTH + 1))


def is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def joined(keys: Iterable[str]) -> str:
    return " ".join(keys)
