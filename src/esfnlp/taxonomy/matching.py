"""Finds the labels of concepts in Swedish text.

A label is a phrase whose words are compared by stem, so inflected forms match. In a label
`=word` is that form alone, `word*` a token that begins so, `*word` one that ends so (a compound's head),
`(a|b)` one of several words, `...` up to four tokens between, and `word?` a word that may be missing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from esfnlp.document import Span
from esfnlp.swedish.tokens import Token, fold, stem, tokenise
from esfnlp.taxonomy.concepts import Concept, load_taxonomy

LANGUAGES = {"sv": "swedish", "en": "english"}
_GAP = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a text; `span` is relative to it, `tokens` the indices of the tokens that matched."""

    concept_id: str
    span: Span
    tokens: tuple[int, ...]
    label: str


@dataclass(frozen=True, slots=True)
class _Element:
    """One word of a label."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    verbatim: str = ""
    optional: bool = False
    gap: bool = False

    def accepts(self, token: Token) -> bool:
        if self.verbatim:
            return _without_genitive(token.text) == self.verbatim
        if self.stems & token.keys:
            return True
        if self.exact or self.prefixes:
            folded = token.folded
            if folded in self.exact or (self.prefixes and folded.startswith(self.prefixes)):
                return True
        return bool(self.suffixes) and any(key.endswith(self.suffixes) for key in token.keys)


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept_id: str
    label: str
    elements: tuple[_Element, ...]
    negative: bool


def _without_genitive(text: str) -> str:
    return re.sub(r":?s$", "", text) if text[:-1].isupper() or ":" in text else text


def _parse_word(word: str, language: str) -> _Element:
    if word == "...":
        return _Element(gap=True)
    optional = word.endswith("?")
    options = word.rstrip("?").strip("()").split("|")
    return _Element(
        exact=frozenset(fold(o[1:]) for o in options if o.startswith("=")),
        stems=frozenset(stem(fold(o), language) for o in options if o[0] not in "=*" and o[-1] != "*"),
        prefixes=tuple(fold(o[:-1]) for o in options if o.endswith("*")),
        suffixes=tuple(stem(fold(o[1:]), language) for o in options if o.startswith("*")),
        optional=optional,
    )


def _parse_label(label: str, language: str) -> tuple[_Element, ...]:
    words = re.findall(r"\.\.\.|\([^)]*\)\??|\S+", label)
    return tuple(_parse_word(word, language) for word in words)


class ConceptMatcher:
    """Matches the labels of `concepts` in one language (`sv` or `en`)."""

    def __init__(self, concepts: Iterable[Concept], language: str = "sv") -> None:
        self._language = LANGUAGES[language]
        self._by_key: dict[str, list[_Pattern]] = defaultdict(list)
        self._open: list[_Pattern] = []
        for concept in concepts:
            for pattern in self._patterns(concept, language):
                self._add(pattern)

    def _patterns(self, concept: Concept, language: str) -> Iterator[_Pattern]:
        for label in concept.labels.get(language, ()):
            yield _Pattern(concept.concept_id, label, _parse_label(label, self._language), False)
        for label in concept.negative if language == "sv" else ():
            yield _Pattern(concept.concept_id, label, _parse_label(label, self._language), True)
        for short in concept.abbreviations:
            elements = tuple(_Element(verbatim=word) for word in short.split())
            yield _Pattern(concept.concept_id, short, elements, False)

    def _add(self, pattern: _Pattern) -> None:
        """Files the pattern under the keys its first word can have; open patterns are tried at every token."""
        first = pattern.elements[0]
        if first.prefixes or first.suffixes or first.optional or first.gap:
            self._open.append(pattern)
            return
        keys = first.stems | {stem(w, self._language) for w in first.exact}
        if first.verbatim:
            keys |= {stem(fold(first.verbatim), self._language)}
        for key in keys:
            self._by_key[key].append(pattern)

    def __call__(self, text: str, extra: Mapping[str, str] | None = None) -> list[Match]:
        """Matches in order of their start; of two over the same words the longer one.

        `extra` holds further abbreviations with their concepts (those that the document introduces).
        """
        return self.match_tokens(tokenise(text, self._language), extra)

    def match_tokens(
        self, tokens: Sequence[Token], extra: Mapping[str, str] | None = None
    ) -> list[Match]:
        found: list[tuple[_Pattern, tuple[int, ...]]] = []
        for i, token in enumerate(tokens):
            candidates = [p for key in token.keys for p in self._by_key.get(key, ())]
            for pattern in (*candidates, *self._open):
                indices = _match_at(pattern.elements, tokens, i)
                if indices:
                    found.append((pattern, indices))
            concept = (extra or {}).get(_without_genitive(token.text))
            if concept:
                verbatim = (_Element(verbatim=token.text),)
                found.append((_Pattern(concept, token.text, verbatim, False), (i,)))
        return [
            Match(p.concept_id, Span(tokens[ix[0]].span.start, tokens[ix[-1]].span.end), ix, p.label)
            for p, ix in _longest(found)
            if not p.negative
        ]


def _match_at(elements: Sequence[_Element], tokens: Sequence[Token], i: int) -> tuple[int, ...]:
    """Indices of the tokens that match from `i` on, or nothing."""
    if not elements:
        return ()
    head, rest = elements[0], elements[1:]
    if head.gap:
        for j in range(i, min(i + _GAP + 1, len(tokens))):
            if tokens[j].text in ".;:?!":
                return ()
            tail = _match_at(rest, tokens, j)
            if tail:
                return tail
        return ()
    if i < len(tokens) and head.accepts(tokens[i]):
        if not rest or (all(e.optional for e in rest)):
            more = _match_at(rest, tokens, i + 1) if rest else ()
            return (i, *more)
        tail = _match_at(rest, tokens, i + 1)
        if tail:
            return (i, *tail)
    return _match_at(rest, tokens, i) if head.optional else ()


def _longest(
    found: list[tuple[_Pattern, tuple[int, ...]]],
) -> list[tuple[_Pattern, tuple[int, ...]]]:
    """Drops what matched a part of the words of another match; of equals the first stays."""
    kept: list[tuple[_Pattern, tuple[int, ...]]] = []
    sets: list[frozenset[int]] = []
    for pattern, indices in sorted(found, key=lambda item: (-len(item[1]), item[1])):
        words = frozenset(indices)
        if not any(words <= other for other in sets):
            kept.append((pattern, indices))
            sets.append(words)
    return sorted(kept, key=lambda item: (item[1], item[0].concept_id))


def introduced_abbreviations(text: str, matches: Iterable[Match]) -> dict[str, str]:
    """Abbreviations that the text gives in brackets right after a concept.

    >>> text = "unga som varken arbetar eller studerar (UVAS)"
    >>> introduced_abbreviations(text, [Match("tg:uvas", Span(0, 38), (0, 5), "")])
    {'UVAS': 'tg:uvas'}
    """
    found: dict[str, str] = {}
    for match in matches:
        bracket = re.compile(r"\s*\((?:s\.?k\.? )?([A-ZÅÄÖ][A-ZÅÄÖ-]{1,7})\)").match(text, match.span.end)
        if bracket:
            found.setdefault(bracket.group(1), match.concept_id)
    return found


@cache
def matcher(scheme: str, language: str = "sv") -> ConceptMatcher:
    """The matcher of one scheme (tg, th, ac) of the packaged taxonomy."""
    return ConceptMatcher(load_taxonomy().scheme(scheme), language)
