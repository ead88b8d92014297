"""Lemmas for the words of a treebank that has none for them: from known compounds' heads and learned endings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import log, sqrt

from pipeline.language.treebank import Sentence

LONGEST_ENDING = 6
SHORTEST_HEAD = 4
"""A word that ends in a known form of at least so many letters takes that form's lemma behind its own first part."""

Kind = tuple[str, str]
"""Part of speech and features."""


@dataclass(frozen=True)
class LemmaGuesser:
    """What known words tell about the lemmas of others.

    `forms` are lemmas by kind and form; `endings` count, by kind and ending, what is cut and what is added;
    `attested` counts the words of much text: a base form that is written somewhere is likelier.
    """

    attested: Mapping[str, int]
    forms: dict[Kind, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    endings: dict[tuple[Kind, str], Counter[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def learn(self, sentences: Iterable[Sentence]) -> "LemmaGuesser":
        """Takes in every word that has a lemma."""
        for sentence in sentences:
            for word, lemma, upos, feats in zip(
                sentence.words, sentence.lemmas, sentence.upos, sentence.feats, strict=True
            ):
                if lemma and upos != "PUNCT":
                    self._learn(_key(word, upos), lemma, (upos, feats))
        return self

    def _learn(self, word: str, lemma: str, kind: Kind) -> None:
        self.forms[kind][word] = lemma
        rule = _rule(word, lemma)
        for size in range(min(LONGEST_ENDING, len(word)) + 1):
            ending = word[len(word) - size :]
            if ending.endswith(rule[0]):
                self.endings[kind, ending][rule] += 1

    def guess(self, word: str, upos: str, feats: str) -> str:
        """The likeliest lemma, or "" where nothing speaks for one."""
        kind, word = (upos, feats), _key(word, upos)
        known = self.forms[kind]
        if word in known:
            return known[word]
        if not word[-1].isalpha():
            return ""
        if upos != "PROPN":
            for start in range(2, len(word) - SHORTEST_HEAD + 1):
                if word[start:] in known and known[word[start:]][:1].islower():
                    return word[:start] + known[word[start:]]
        return self._by_ending(word, kind)

    def _by_ending(self, word: str, kind: Kind) -> str:
        scores: Counter[str] = Counter()
        for size in range(min(LONGEST_ENDING, len(word)) + 1):
            rules = self.endings.get((kind, word[len(word) - size :]), Counter())
            total = rules.total()
            for (cut, add), count in rules.items():
                lemma = word[: len(word) - len(cut)] + add
                scores[lemma] = max(scores[lemma], size + log(count / total) + self._written(lemma))  # type: ignore[assignment]
        return max(scores, key=lambda lemma: (scores[lemma], lemma)) if scores else ""

    def _written(self, lemma: str) -> float:
        return 1.5 * sqrt(log(1 + self.attested.get(lemma, 0)))


def _key(word: str, upos: str) -> str:
    """The form that is looked up: names and words that begin with an abbreviation (EU-länder) keep their capitals."""
    return word if upos == "PROPN" or word[1:2].isupper() else word.lower()


def _rule(word: str, lemma: str) -> tuple[str, str]:
    """What to cut from the end of the word and what to add: skolorna, skola gives ("orna", "a")."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return word[same:], lemma[same:]


def with_lemmas(sentences: Iterable[Sentence], guesser: LemmaGuesser) -> list[Sentence]:
    """The sentences with a guess for each missing lemma."""
    return [
        replace(
            sentence,
            lemmas=tuple(
                lemma or guesser.guess(word, upos, feats)
                for word, lemma, upos, feats in zip(
                    sentence.words, sentence.lemmas, sentence.upos, sentence.feats, strict=True
                )
            ),
        )
        for sentence in sentences
    ]
