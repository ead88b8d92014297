"""Finds the labels of concepts in text; how labels are written stands in `labels`.

Of two labels over the same words the longer one counts, so a composed group swallows its parts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from esfnlp.document import Span
from esfnlp.swedish.tokens import Token, stem, tokenise
from esfnlp.taxonomy.concepts import Concept, load_taxonomy
from esfnlp.taxonomy.labels import (
    Element,
    Path,
    View,
    Word,
    first_words,
    match_at,
    parse_label,
    required_forms,
    view_of,
    without_genitive,
)

LANGUAGES = {"sv": "swedish", "en": "english"}
_INDEXED = 3
"""Prefixes and suffixes are indexed by so many letters."""


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a text; `span` is relative to it, `tokens` the indices of the tokens that matched.

    `weak` says that the words are so general that they mean the concept only where a cue singles them out.
    """

    concept_id: str
    span: Span
    tokens: tuple[int, ...]
    label: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept_id: str
    label: str
    elements: tuple[Element, ...]
    negative: bool = False
    weak: bool = False
    needs: frozenset[str] = frozenset()
    """Forms of which the text must hold one; empty where any text may match."""


class _Index:
    """Patterns by what their first word can be."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._tables: dict[str, dict[str, list[_Pattern]]] = {
            kind: defaultdict(list) for kind in ("stem", "prefix", "suffix", "verbatim")
        }

    def add(self, pattern: _Pattern) -> None:
        for kind, key in sorted(set(self._entries(pattern))):
            self._tables[kind][key].append(pattern)

    def _entries(self, pattern: _Pattern) -> Iterator[tuple[str, str]]:
        for word in first_words(pattern.elements):
            if word.verbatim:
                yield "verbatim", word.verbatim
            for key in (*word.stems, *(stem(w, self._language) for w in word.exact)):
                yield "stem", key
            for prefix in word.prefixes:
                yield "prefix", prefix[:_INDEXED]
            for suffix in word.suffixes:
                yield "suffix", suffix[-_INDEXED:]

    def candidates(self, view: View) -> Iterable[_Pattern]:
        """Patterns that may begin with the token, each once."""
        stems, prefixes, suffixes, verbatim = self._tables.values()
        found: dict[int, _Pattern] = {}
        lists = [verbatim.get(without_genitive(view.text)), prefixes.get(view.folded[:_INDEXED])]
        for key in view.keys:
            lists += [stems.get(key), prefixes.get(key[:_INDEXED]), suffixes.get(key[-_INDEXED:])]
        for patterns in lists:
            if patterns:
                found.update((id(pattern), pattern) for pattern in patterns)
        return found.values()


class ConceptMatcher:
    """Matches the labels of `concepts` in one language (`sv` or `en`)."""

    def __init__(self, concepts: Iterable[Concept], language: str = "sv") -> None:
        self._language = LANGUAGES[language]
        self._index = _Index(self._language)
        for concept in concepts:
            for pattern in _patterns(concept, language):
                self._index.add(pattern)

    def __call__(self, text: str, extra: Mapping[str, str] | None = None) -> list[Match]:
        """Matches in order of their start; of two over the same words the longer one.

        `extra` holds further abbreviations with their concepts (those that the document introduces).
        """
        return self.match_tokens(tokenise(text, self._language), extra)

    def match_tokens(self, tokens: Sequence[Token], extra: Mapping[str, str] | None = None) -> list[Match]:
        """As a call, for tokens that are there already."""
        views = [view_of(token.text, token.keys, self._language) for token in tokens]
        present = {view.folded for view in views}.union(*(view.keys for view in views))
        found: list[tuple[_Pattern, Path]] = []
        for i, view in enumerate(views):
            for pattern in self._index.candidates(view):
                if pattern.needs and pattern.needs.isdisjoint(present):
                    continue
                path = match_at(pattern.elements, views, i)
                if path:
                    found.append((pattern, path))
            concept = (extra or {}).get(without_genitive(view.text))
            if concept:
                found.append((_Pattern(concept, view.text, ()), ((i, len(view.text)),)))
        return [_to_match(pattern, path, tokens) for pattern, path in _longest(found) if not pattern.negative]


def _patterns(concept: Concept, language: str) -> Iterator[_Pattern]:
    name, weak = LANGUAGES[language], concept.needs_cue
    marked = [
        *((label, False, weak) for label in concept.labels.get(language, ())),
        *((label, False, True) for label in concept.weak.get(language, ())),
        *((label, True, False) for label in concept.negative if language == "sv"),
    ]
    for label, negative, is_weak in marked:
        elements = parse_label(label, name)
        yield _Pattern(concept.concept_id, label, elements, negative, is_weak, needs=required_forms(elements))
    for short in concept.abbreviations:
        elements = tuple(Element(((Word(verbatim=word),),)) for word in short.split())
        yield _Pattern(concept.concept_id, short, elements, weak=weak)


def _to_match(pattern: _Pattern, path: Path, tokens: Sequence[Token]) -> Match:
    indices = tuple(i for i, _ in path)
    span = Span(tokens[indices[0]].span.start, tokens[indices[-1]].span.end)
    return Match(pattern.concept_id, span, indices, pattern.label, pattern.weak)


def _rank(item: tuple[_Pattern, Path]) -> tuple[int, int, bool, bool, Path]:
    """More words, then more letters spelled out, then a negative label, then one that needs no cue."""
    pattern, path = item
    return (-len(path), -sum(weight for _, weight in path), not pattern.negative, pattern.weak, path)


def _longest(found: list[tuple[_Pattern, Path]]) -> list[tuple[_Pattern, Path]]:
    """Drops what matched a part of the words of another match; of equals the first stays."""
    kept: list[tuple[_Pattern, Path]] = []
    holders: dict[int, list[frozenset[int]]] = defaultdict(list)
    for pattern, path in sorted(found, key=_rank):
        words = frozenset(i for i, _ in path)
        if not any(words <= other for other in holders[path[0][0]]):
            kept.append((pattern, path))
            for word in words:
                holders[word].append(words)
    return sorted(kept, key=lambda item: ([i for i, _ in item[1]], item[0].concept_id))


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
