"""Labels as patterns over tokens: how they are written, and how one is matched at a place in a text.

A label is a phrase whose words are compared by stem, so inflected forms match. In a label
`=word` is that form alone, `word*` a token that begins so, `*word` one that ends so (a compound's head),
`(a|b c)` one of several words or phrases, `...` up to four tokens, `word?` a word that may be missing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from esfnlp.swedish.tokens import TOKEN, fold, stem

_GAP = 4
_STOPS = ".;:?!"
_SHORTEST_DEFINITE = 6

Path = tuple[tuple[int, int], ...]
"""Indices of the tokens that matched, each with its weight."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A token as it is compared: as written, without a genitive after capitals, folded, and the stems of its forms.

    One and the same for the same word, so that what is found out about it is found out once.
    """

    text: str
    bare: str
    folded: str
    keys: frozenset[str]


@lru_cache(maxsize=200_000)
def word_keys(word: str, language: str = "swedish") -> frozenset[str]:
    """Stems that a folded word is compared by; the stemmer is helped with definite and genitive forms.

    >>> bool(word_keys("utanförskapet") & word_keys("utanförskap"))
    True
    >>> bool(word_keys("ungdomars") & word_keys("ungdom"))
    True
    """
    forms = {word}
    if language == "swedish":
        bare = word.rstrip("-–")
        forms.add(bare)
        if len(bare) >= _SHORTEST_DEFINITE and bare.endswith("et"):
            forms.add(bare[:-2])
        if len(bare) >= _SHORTEST_DEFINITE and bare.endswith("an"):
            forms.add(bare[:-1])
    stems = {stem(form, language) for form in forms if form}
    return frozenset(stems | {stem(key, language) for key in stems})


@lru_cache(maxsize=100_000)
def view_of(text: str, keys: frozenset[str], language: str) -> View:
    folded = fold(text)
    return View(text, without_genitive(text), folded, keys | word_keys(folded, language))


@dataclass(frozen=True, slots=True)
class Word:
    """What one word of a label accepts."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    verbatim: str = ""

    def weight(self, view: View) -> int:
        """Letters of the token that the label spells out; 0 where it does not accept the token."""
        if self.verbatim:
            return len(view.text) if view.bare == self.verbatim else 0
        if view.folded in self.exact or not self.stems.isdisjoint(view.keys):
            return len(view.folded)
        if self.prefixes and any(key.startswith(self.prefixes) for key in (view.folded, *view.keys)):
            return max(
                len(p) for p in self.prefixes if any(k.startswith(p) for k in (view.folded, *view.keys))
            )
        if self.suffixes and any(key.endswith(self.suffixes) for key in view.keys):
            return max(len(s) for s in self.suffixes if any(k.endswith(s) for k in view.keys))
        return 0


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a label: a gap, or one of several sequences of words."""

    options: tuple[tuple[Word, ...], ...] = ()
    optional: bool = False
    gap: bool = False


def without_genitive(text: str) -> str:
    return re.sub(r":?s$", "", text) if text[:-1].isupper() or ":" in text else text


def _parse_words(options: Sequence[str], language: str) -> Word:
    plain = (fold(o) for o in options if o[0] not in "=*" and o[-1] != "*")
    return Word(
        exact=frozenset(fold(o[1:]) for o in options if o[0] == "="),
        stems=frozenset(key for word in plain for key in word_keys(word, language)),
        prefixes=tuple(fold(o[:-1]) for o in options if o[-1] == "*"),
        suffixes=tuple(stem(fold(o[1:]), language) for o in options if o[0] == "*"),
    )


def option_words(option: str) -> list[str]:
    """Words of a phrase in a label as the tokeniser gives them; those with a mark stay as they are.

    >>> option_words("=hälsa, och/eller vård*")
    ['=hälsa', ',', 'och', '/', 'eller', 'vård*']
    """
    return [part for word in option.split() for part in _tokens_of(word)]


def _tokens_of(word: str) -> list[str]:
    if word[-1] == "*" or word[0] == "*":
        return [word]
    first, *rest = TOKEN.findall(word.removeprefix("=")) or [""]
    return [f"={first}" if word[0] == "=" else first, *rest]


def _parse_element(text: str, language: str) -> Element:
    if text == "...":
        return Element(gap=True)
    optional = text.endswith("?") and len(text) > 1
    body = text[:-1] if optional else text
    options = body[1:-1].split("|") if body.startswith("(") and body.endswith(")") else [body]
    split = [option_words(option) for option in options]
    singles = [words[0] for words in split if len(words) == 1]
    phrases = sorted((words for words in split if len(words) > 1), key=len, reverse=True)
    sequences = [tuple(_parse_words([word], language) for word in words) for words in phrases]
    if singles:
        sequences.append((_parse_words(singles, language),))
    return Element(tuple(sequences), optional)


def parse_label(label: str, language: str = "swedish") -> tuple[Element, ...]:
    """The places of a label in order."""
    return tuple(_parse_element(part, language) for part in re.findall(r"\.\.\.|\([^)]*\)\??|\S+", label))


def first_words(elements: Sequence[Element]) -> list[Word]:
    """Words that a match of the label can begin with."""
    if not elements:
        return []
    head, rest = elements[0], elements[1:]
    return [option[0] for option in head.options] + (first_words(rest) if head.optional or head.gap else [])


def match_at(elements: Sequence[Element], views: Sequence[View], i: int, place: int = 0) -> Path | None:
    """The path of a match of the elements from `place` on that begins at token `i`, or None."""
    if place == len(elements):
        return ()
    head = elements[place]
    if head.gap:
        return _match_after_gap(elements, views, i, place + 1)
    for option in head.options:
        here = _match_words(option, views, i)
        if here is not None:
            tail = match_at(elements, views, i + len(option), place + 1)
            if tail is not None:
                return (*here, *tail)
    return match_at(elements, views, i, place + 1) if head.optional else None


def _match_words(words: Sequence[Word], views: Sequence[View], i: int) -> Path | None:
    if i + len(words) > len(views):
        return None
    if len(words) == 1:
        weight = words[0].weight(views[i])
        return ((i, weight),) if weight else None
    weights = []
    for j, word in enumerate(words, start=i):
        weight = word.weight(views[j])
        if not weight:
            return None
        weights.append((j, weight))
    return tuple(weights)


def _match_after_gap(elements: Sequence[Element], views: Sequence[View], i: int, place: int) -> Path | None:
    for j in range(i, min(i + _GAP + 1, len(views))):
        tail = match_at(elements, views, j, place)
        if tail is not None or views[j].text in _STOPS:
            return tail
    return None


def required_forms(elements: Sequence[Element]) -> frozenset[str]:
    """Forms of which a text that holds the label's first word must hold one too for the label to match; empty where
    nothing can be said."""
    choices = [
        frozenset(form for option in element.options for form in option[0].exact | option[0].stems)
        for element in elements[1:]
        if not (element.optional or element.gap) and all(_is_closed(option) for option in element.options)
    ]
    return min(choices, key=len, default=frozenset())


def _is_closed(option: Sequence[Word]) -> bool:
    return not (option[0].prefixes or option[0].suffixes or option[0].verbatim)
