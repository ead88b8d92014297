"""What a text is looked up by: one key for each word, the parts of compounds, and the letters of a word."""

from functools import lru_cache

from esfnlp.swedish.lexicon import split_compound
from esfnlp.swedish.tokens import TOKEN, fold
from esfnlp.taxonomy.labels import word_keys

GRAM_LENGTH = 4
_SHORTEST_COMPOUND = 8


@lru_cache(maxsize=200_000)
def word_key(word: str) -> str:
    """The one form that a folded word and its inflections share: the shortest of its stems.

    >>> word_key("utanförskapet") == word_key("utanförskap")
    True
    """
    return min(word_keys(word), key=lambda key: (len(key), key), default=word)


def folded_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order."""
    return [token.rstrip("-–") for token in TOKEN.findall(fold(text)) if token[0].isalnum()]


def text_keys(text: str) -> list[str]:
    """Keys of the words and numbers of a text, in order."""
    return [word_key(word) for word in folded_words(text)]


@lru_cache(maxsize=200_000)
def compound_keys(word: str) -> tuple[str, ...]:
    """Keys of the parts of a compound; none where the word is no compound.

    >>> compound_keys("långtidsarbetslöshet")[-1] == word_key("arbetslöshet")
    True
    """
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
        return ()
    parts = split_compound(word)
    return tuple(word_key(part) for part in parts) if len(parts) > 1 else ()


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """Runs of four letters of a folded word, its ends marked; a shorter word whole.

    >>> grams("unga")
    ('<ung', 'unga', 'nga>')
    """
    marked = f"<{word}>"
    return tuple(marked[i : i + GRAM_LENGTH] for i in range(max(1, len(marked) - GRAM_LENGTH + 1)))
