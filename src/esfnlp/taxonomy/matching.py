"""Finds the labels of concepts in text.

A label is a phrase whose words are compared by stem, so inflected forms match. In a label
`=word` is that form alone, `word*` a token that begins so, `*word` one that ends so (a compound's head),
`(a|b c)` one of several words or phrases, `...` up to four tokens between, and `word?` a word that may be missing.
Of two labels over the same words the longer one counts, so a composed group swallows its parts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from esfnlp.document import Span
from esfnlp.swedish.tokens import TOKEN, Token, fold, stem, tokenise
from esfnlp.taxonomy.concepts import Concept, load_taxonomy

LANGUAGES = {"sv": "swedish", "en": "english"}
_GAP = 4
_STOPS = ".;:?!"
_INDEXED = 3
"""Prefixes and suffixes are indexed by so many letters."""
_SHORTEST_DEFINITE = 6


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
class _View:
    """A token as it is compared: as written, folded, and its stems with those of its definite and bare forms."""

    text: str
    folded: str
    keys: frozenset[str]


@cache
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
def _view(text: str, keys: frozenset[str], language: str) -> _View:
    folded = fold(text)
    return _View(text, folded, keys | word_keys(folded, language))


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word of a label accepts."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    verbatim: str = ""

    def weight(self, view: _View) -> int:
        """Letters of the token that the label spells out; 0 where it does not accept the token."""
        if self.verbatim:
            return len(view.text) if _without_genitive(view.text) == self.verbatim else 0
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
class _Element:
    """One place in a label: a gap, or one of several sequences of words."""

    options: tuple[tuple[_Word, ...], ...] = ()
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    concept_id: str
    label: str
    elements: tuple[_Element, ...]
    negative: bool = False
    weak: bool = False


_Path = tuple[tuple[int, int], ...]
"""Indices of the tokens that matched, each with its weight."""


def _without_genitive(text: str) -> str:
    return re.sub(r":?s$", "", text) if text[:-1].isupper() or ":" in text else text


def _parse_words(options: Sequence[str], language: str) -> _Word:
    plain = (fold(o) for o in options if o[0] not in "=*" and o[-1] != "*")
    return _Word(
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


def _parse_element(text: str, language: str) -> _Element:
    if text == "...":
        return _Element(gap=True)
    optional = text.endswith("?") and len(text) > 1
    body = text[:-1] if optional else text
    options = body[1:-1].split("|") if body.startswith("(") and body.endswith(")") else [body]
    split = [option_words(option) for option in options]
    singles = [words[0] for words in split if len(words) == 1]
    phrases = sorted((words for words in split if len(words) > 1), key=len, reverse=True)
    sequences = [tuple(_parse_words([word], language) for word in words) for words in phrases]
    if singles:
        sequences.append((_parse_words(singles, language),))
    return _Element(tuple(sequences), optional)


def parse_label(label: str, language: str = "swedish") -> tuple[_Element, ...]:
    """The places of a label in order."""
    return tuple(_parse_element(part, language) for part in re.findall(r"\.\.\.|\([^)]*\)\??|\S+", label))


def _first_words(elements: Sequence[_Element]) -> list[_Word]:
    """Words that a match of the label can begin with."""
    if not elements:
        return []
    head, rest = elements[0], elements[1:]
    return [option[0] for option in head.options] + (_first_words(rest) if head.optional or head.gap else [])


def _match_at(elements: Sequence[_Element], views: Sequence[_View], i: int) -> _Path | None:
    """The path of a match that begins at token `i`, or None."""
    if not elements:
        return ()
    head, rest = elements[0], elements[1:]
    if head.gap:
        return _match_after_gap(rest, views, i)
    for option in head.options:
        here = _match_words(option, views, i)
        if here is not None:
            tail = _match_at(rest, views, i + len(option))
            if tail is not None:
                return (*here, *tail)
    return _match_at(rest, views, i) if head.optional else None


def _match_words(words: Sequence[_Word], views: Sequence[_View], i: int) -> _Path | None:
    if i + len(words) > len(views):
        return None
    weights = []
    for j, word in enumerate(words, start=i):
        weight = word.weight(views[j])
        if not weight:
            return None
        weights.append((j, weight))
    return tuple(weights)


def _match_after_gap(rest: Sequence[_Element], views: Sequence[_View], i: int) -> _Path | None:
    for j in range(i, min(i + _GAP + 1, len(views))):
        tail = _match_at(rest, views, j)
        if tail is not None or views[j].text in _STOPS:
            return tail
    return None


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
        for word in _first_words(pattern.elements):
            if word.verbatim:
                yield "verbatim", word.verbatim
            for key in (*word.stems, *(stem(w, self._language) for w in word.exact)):
                yield "stem", key
            for prefix in word.prefixes:
                yield "prefix", prefix[:_INDEXED]
            for suffix in word.suffixes:
                yield "suffix", suffix[-_INDEXED:]

    def candidates(self, view: _View) -> Iterable[_Pattern]:
        """Patterns that may begin with the token, each once."""
        stems, prefixes, suffixes, verbatim = self._tables.values()
        found: dict[int, _Pattern] = {}
        lists = [verbatim.get(_without_genitive(view.text)), prefixes.get(view.folded[:_INDEXED])]
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
        views = [_view(token.text, token.keys, self._language) for token in tokens]
        found: list[tuple[_Pattern, _Path]] = []
        for i, view in enumerate(views):
            for pattern in self._index.candidates(view):
                path = _match_at(pattern.elements, views, i)
                if path:
                    found.append((pattern, path))
            concept = (extra or {}).get(_without_genitive(view.text))
            if concept:
                found.append((_Pattern(concept, view.text, ()), ((i, len(view.text)),)))
        return [_to_match(pattern, path, tokens) for pattern, path in _longest(found) if not pattern.negative]


def _patterns(concept: Concept, language: str) -> Iterator[_Pattern]:
    name, weak = LANGUAGES[language], concept.needs_cue
    for label in concept.labels.get(language, ()):
        yield _Pattern(concept.concept_id, label, parse_label(label, name), weak=weak)
    for label in concept.weak.get(language, ()):
        yield _Pattern(concept.concept_id, label, parse_label(label, name), weak=True)
    for label in concept.negative if language == "sv" else ():
        yield _Pattern(concept.concept_id, label, parse_label(label, name), negative=True)
    for short in concept.abbreviations:
        elements = tuple(_Element(((_Word(verbatim=word),),)) for word in short.split())
        yield _Pattern(concept.concept_id, short, elements, weak=weak)


def _to_match(pattern: _Pattern, path: _Path, tokens: Sequence[Token]) -> Match:
    indices = tuple(i for i, _ in path)
    span = Span(tokens[indices[0]].span.start, tokens[indices[-1]].span.end)
    return Match(pattern.concept_id, span, indices, pattern.label, pattern.weak)


def _rank(item: tuple[_Pattern, _Path]) -> tuple[int, int, bool, bool, _Path]:
    """More words, then more letters spelled out, then a negative label, then one that needs no cue."""
    pattern, path = item
    return (-len(path), -sum(weight for _, weight in path), not pattern.negative, pattern.weak, path)


def _longest(found: list[tuple[_Pattern, _Path]]) -> list[tuple[_Pattern, _Path]]:
    """Drops what matched a part of the words of another match; of equals the first stays."""
    kept: list[tuple[_Pattern, _Path]] = []
    sets: list[frozenset[int]] = []
    for pattern, path in sorted(found, key=_rank):
        words = frozenset(i for i, _ in path)
        if not any(words <= other for other in sets):
            kept.append((pattern, path))
            sets.append(words)
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
