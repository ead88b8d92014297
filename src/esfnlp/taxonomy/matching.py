"""Finds the labels of concepts in text; how labels are written stands in `labels`.

Of two labels over the same words the longer one counts, so a composed group swallows its parts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from esfnlp.document import Span
from esfnlp.swedish.tokens import TOKEN, keys_of, stem
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
)

LANGUAGES = {"sv": "swedish", "en": "english"}
_INDEXED = 3
"""Prefixes and suffixes are indexed by so many letters."""
_TEXTS = 4096
"""Texts kept as they were read: the sentences of a long plan, which several extractors ask about."""
_WORDS = 100_000


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


@dataclass(frozen=True)
class _Words:
    """A text as it is compared: its tokens, and where each begins."""

    views: tuple[View, ...]
    starts: tuple[int, ...]

    @cached_property
    def forms(self) -> frozenset[str]:
        """All forms that a word of the text can be compared by."""
        return frozenset(view.folded for view in self.views).union(*(view.keys for view in self.views))

    @cached_property
    def bare(self) -> frozenset[str]:
        return frozenset(view.bare for view in self.views)


@lru_cache(maxsize=_TEXTS)
def _words_of(text: str, language: str) -> _Words:
    found = list(TOKEN.finditer(text))
    words = [match.group() for match in found]
    views = (
        view_of(word, keys, language) for word, keys in zip(words, keys_of(words, language), strict=True)
    )
    return _Words(tuple(views), tuple(match.start() for match in found))


class _Index:
    """Patterns by what their first word can be."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._patterns: list[_Pattern] = []
        self._tables: dict[str, dict[str, list[int]]] = {
            kind: defaultdict(list) for kind in ("stem", "prefix", "suffix", "verbatim")
        }
        self.beginning = lru_cache(maxsize=_WORDS)(self._beginning)
        """Patterns that begin with the token, in the order in which they were added."""

    def add(self, pattern: _Pattern) -> None:
        for kind, key in sorted(set(self._entries(pattern))):
            self._tables[kind][key].append(len(self._patterns))
        self._patterns.append(pattern)

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

    def _beginning(self, view: View) -> tuple[_Pattern, ...]:
        stems, prefixes, suffixes, verbatim = self._tables.values()
        numbers = {*verbatim.get(view.bare, ()), *prefixes.get(view.folded[:_INDEXED], ())}
        for key in view.keys:
            numbers.update(
                stems.get(key, ()), prefixes.get(key[:_INDEXED], ()), suffixes.get(key[-_INDEXED:], ())
            )
        patterns = (self._patterns[number] for number in sorted(numbers))
        return tuple(one for one in patterns if any(word.weight(view) for word in first_words(one.elements)))


class ConceptMatcher:
    """Matches the labels of `concepts` in one language (`sv` or `en`)."""

    def __init__(self, concepts: Iterable[Concept], language: str = "sv") -> None:
        self._language = LANGUAGES[language]
        self._index = _Index(self._language)
        for concept in concepts:
            for pattern in _patterns(concept, language):
                self._index.add(pattern)
        self._kept = lru_cache(maxsize=_TEXTS)(self._match)

    def __call__(self, text: str, extra: Mapping[str, str] | None = None) -> list[Match]:
        """Matches in order of their start; of two over the same words the longer one.

        `extra` holds further abbreviations with their concepts (those that the document introduces).
        """
        used = extra.keys() & _words_of(text, self._language).bare if extra else ()
        return list(self._kept(text, tuple(sorted((short, extra[short]) for short in used)) if extra else ()))

    def _match(self, text: str, extra: tuple[tuple[str, str], ...]) -> tuple[Match, ...]:
        words, concepts = _words_of(text, self._language), dict(extra)
        found: list[tuple[_Pattern, Path]] = []
        for i, view in enumerate(words.views):
            for pattern in self._index.beginning(view):
                if pattern.needs and pattern.needs.isdisjoint(words.forms):
                    continue
                path = match_at(pattern.elements, words.views, i)
                if path:
                    found.append((pattern, path))
            if view.bare in concepts:
                found.append((_Pattern(concepts[view.bare], view.text, ()), ((i, len(view.text)),)))
        kept = _longest(found) if found else []
        return tuple(_to_match(pattern, path, words) for pattern, path in kept if not pattern.negative)


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


def _to_match(pattern: _Pattern, path: Path, words: _Words) -> Match:
    indices = tuple(i for i, _ in path)
    last = indices[-1]
    span = Span(words.starts[indices[0]], words.starts[last] + len(words.views[last].text))
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
