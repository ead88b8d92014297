"""Copies of sentences in capitals, so that headings in capitals are read like other text."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.language.entity_corpora import Names
from pipeline.language.treebank import Sentence

LONGEST = 14
"""Headings are short: longer sentences are not copied."""


def in_capitals(sentence: Sentence) -> Sentence:
    """The sentence in capitals, without lemmas: from capitals the lemmatiser would learn nothing of use."""
    return replace(
        sentence,
        words=tuple(word.upper() for word in sentence.words),
        lemmas=tuple("" for _ in sentence.lemmas),
    )


def names_in_capitals(names: Names) -> Names:
    """The text in capitals with the same names."""
    return replace(names, words=tuple(word.upper() for word in names.words))


def sample(count: int, share: float, rng: random.Random) -> list[int]:
    """Places of a random `share` of so many things, in order."""
    return [at for at in range(count) if rng.random() < share]


def short(sentences: Iterable[Sentence]) -> Sequence[Sentence]:
    """Those that could be a heading."""
    return [sentence for sentence in sentences if 1 < len(sentence.words) <= LONGEST]
