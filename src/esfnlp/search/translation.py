"""English words of a question as the Swedish words that plans use, by a list of terms (english_swedish.tsv)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

from esfnlp.document import Span
from esfnlp.swedish.tokens import fold

_WORDS = 100_000
"""Words kept with their stems."""
_MOST_WORDS = 6
"""Of the longest phrase in the list."""
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?(?:[-–][^\W_]+)*")
_Stems = tuple[str, ...]


def translated(text: str) -> list[tuple[Span, tuple[str, ...]]]:
    """The words and phrases of an English text, each with Swedish words for it; none where the list has none.

    >>> [swedish for _, swedish in translated("trade unions in Kiruna")]
    [('fackliga', 'organisationer', 'fackförbund'), (), ()]
    """
    words = list(_WORD.finditer(text))
    return list(_longest(words, [_stem(word.group()) for word in words]))


def _longest(words: list[re.Match[str]], stems: list[str]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    at = 0
    while at < len(words):
        ends = range(min(at + _MOST_WORDS, len(words)), at, -1)
        end = next((end for end in ends if tuple(stems[at:end]) in _terms()), at + 1)
        yield Span(words[at].start(), words[end - 1].end()), _terms().get(tuple(stems[at:end]), ())
        at = end


@cache
def _terms() -> dict[_Stems, tuple[str, ...]]:
    """Swedish words by the stems of the English ones."""
    text = files("esfnlp.search").joinpath("english_swedish.tsv").read_text(encoding="utf-8")
    terms: dict[_Stems, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            english, swedish = line.split("\t")
            stems = tuple(_stem(word) for word in _WORD.findall(english))
            terms.setdefault(stems, tuple(dict.fromkeys(swedish.split())))
    return terms


@lru_cache(maxsize=_WORDS)
def _stem(word: str) -> str:
    """A stemmer of its own each time, since one keeps the word that it is at and threads share it."""
    plain = re.sub(r"['’]s$|['’]$", "", fold(word))
    return str(snowballstemmer.stemmer("english").stemWord(_IRREGULAR.get(plain, plain)))


_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "kids": "kid", "taught": "teach", "led": "lead", "paid": "pay",
    "criteria": "criterion", "chosen": "select", "spent": "cost", "grants": "grant", "ageing": "aging",
    "persons": "person", "labor": "labour", "organizations": "organisation", "organization": "organisation",
}  # fmt: skip
