"""The target groups, themes and actors that a question names, in either language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from esfnlp.document import Span
from esfnlp.search.question_words import FUNCTION_WORDS, Language, english_groups, words_of_weight
from esfnlp.search.translation import translated
from esfnlp.swedish.tokens import fold
from esfnlp.taxonomy.concepts import Concept, load_taxonomy
from esfnlp.taxonomy.matching import ConceptMatcher, matcher

_EXPLICIT = re.compile(r"(?<![\w:])(?:tg|th|ac):[\w-]+")
_ASKED_FOR = re.compile(
    r"\b(?:vilka|vilken|vilket|which|what|whose)\s(?:(?:andra|olika|typer av|slags|other|kinds? of|types? of)\s)?$",
    re.I,
)
_TOO_GENERAL = frozenset({"tg:organisationer", "tg:kommuninvanare"})
_GENDERS = frozenset({"tg:kvinnor", "tg:man"})
_SHORTEST_ABBREVIATION = 3
_ALSO_WORDS = frozenset(
    {"RISE", "PRO", "FORTE", "ADD", "RAR", "DUA", "RIO", "SIS", "AST", "SEKO", "VISITA", "KRIS"}
)
_MAY_BE_NAME = re.compile(r"(?<!^)\b[A-ZÅÄÖ][a-zåäö]|förbund")
_OTHER: dict[Language, Language] = {"sv": "en", "en": "sv"}
_JOINED = re.compile(r"\b(long|short|low|foreign|self|part|full) (term|skilled|born|employed|time)\b", re.I)
_EMPLOYERS = re.compile(r"\bemployers?\b", re.I)
"""They share their stem with employees, and are no group of people."""
_CLAUSE = re.compile(r",?\s(?:som|vilka|who|that|which)\s(?:(?:har|är|have|has|are)\s)?", re.I)
_IN_AREA = re.compile(
    r"\b(?:i|inom|för|över|från|ur|in|within|for|from|of|across|throughout)\s(?:(?:hela|the|whole)\s)?$", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A concept or actor named in a question. `weak` says that the words often mean something else."""

    concept_id: str
    span: Span
    weak: bool = False

    @property
    def scheme(self) -> str:
        """tg, th or ac."""
        return self.concept_id.partition(":")[0]


def find_concepts(text: str, language: Language) -> list[Named]:
    """Everything named, in order; a word counts for what the longest name makes of it within its scheme.

    Names in the other language count where the question's own language leaves the words free.
    """
    explicit = list(_explicit(text))
    cleared = blank(text, [named.span for named in explicit])
    found = [*explicit, *_in_language(cleared, language)]
    free = blank(cleared, [named.span for named in found])
    if words_of_weight(free, language):
        found += [
            named for named in _in_language(free, _OTHER[language]) if _is_foreign(named, text, language)
        ]
    terms = list(english_terms(text)) if language == "en" else []
    kept = {n for n in found if not any(len(term) > len(n.span) and term.contains(n.span) for term in terms)}
    return sorted(kept, key=lambda named: (named.span, named.concept_id))


def english_terms(text: str) -> Iterator[Span]:
    """English terms of several words whose Swedish names no group: a group's name in one is no group ("youth employment
    initiative")."""
    for span, swedish in translated(text):
        if " " in text[span.start : span.end] and swedish and not matcher("tg")(" ".join(swedish)):
            yield span


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans overwritten by spaces, its length kept."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def choose(named: Sequence[Named], text: str, *, prefers_actors: bool) -> tuple[list[Named], list[Named]]:
    """What a question means by its names: groups and themes, and actors.

    A group goes before a theme over the same words. Of a group and an actor over the same words the question
    decides (`prefers_actors`); what "which" asks for is no name, and a general word gives way to any other.
    """
    meant = [n for n in named if not (_is_general(n) and _ASKED_FOR.search(text[: n.span.start]))]
    groups, themes, actors = ([n for n in meant if n.scheme == scheme] for scheme in ("tg", "th", "ac"))
    specific = [g for g in groups if g.concept_id not in _TOO_GENERAL]
    groups = [
        g
        for g in specific or groups
        if not (_is_attribute(g, groups, text) or _is_head(g, groups, text) or _is_within(g, actors))
    ]
    if prefers_actors:
        groups = [g for g in groups if not _covered(g, actors)]
    else:
        actors = [a for a in actors if not (_is_class(a.concept_id) and _is_within(a, themes))]
        actors = [a for a in actors if not (a.weak and (groups or themes))]
        groups = [g for g in groups if g.concept_id not in _TOO_GENERAL or not _covered(g, actors)]
        actors = [a for a in actors if not _covered(a, groups)]
    themes = [t for t in themes if not (_covered(t, [*groups, *actors]) or _only_adds_group(t, groups, text))]
    return sorted([*groups, *themes], key=lambda n: n.span), actors


def _is_attribute(named: Named, groups: Iterable[Named], text: str) -> bool:
    """Whether women, men or a broader group only say more of the group that they stand beside ("unga män", "newly
    arrived immigrants")."""
    ancestors = load_taxonomy().ancestors
    gaps = (
        text[min(named.span.end, other.span.end) : max(named.span.start, other.span.start)]
        for other in groups
        if other != named
        and (named.concept_id in _GENDERS or named.concept_id in ancestors(other.concept_id))
    )
    return any(gap.isspace() for gap in gaps)


def _is_head(named: Named, groups: Iterable[Named], text: str) -> bool:
    """Whether a clause says which of them are meant, by naming a narrower group ("ungdomar som hoppat av")."""
    ancestors = load_taxonomy().ancestors
    return any(
        named.span.end <= other.span.start
        and _CLAUSE.fullmatch(text[named.span.end : other.span.start])
        and (named.concept_id in _GENDERS or named.concept_id in ancestors(other.concept_id))
        for other in groups
    )


def _only_adds_group(theme: Named, groups: Iterable[Named], text: str) -> bool:
    """Whether a theme's words are a group's and such as stand in every question ("insatser för unga")."""
    inside = [group.span for group in groups if theme.span.contains(group.span)]
    start, end = theme.span.start, theme.span.end
    return bool(inside) and not words_of_weight(blank(text, inside)[start:end], "sv")


def _covered(named: Named, others: Iterable[Named]) -> bool:
    """Whether others stand over its words, and it has none of its own beside them."""
    return any(named.span.overlaps(o.span) and len(named.span) <= len(o.span) for o in others)


def _is_within(named: Named, others: Iterable[Named]) -> bool:
    """Whether its words are a part of a longer name."""
    return any(len(o.span) > len(named.span) and o.span.contains(named.span) for o in others)


def _is_general(named: Named) -> bool:
    return named.weak or named.concept_id in _TOO_GENERAL or _is_class(named.concept_id)


def _is_class(concept_id: str) -> bool:
    concept = load_taxonomy().concepts.get(concept_id)
    return concept is not None and concept.is_class


def _explicit(text: str) -> Iterator[Named]:
    """Ids written out; those of actors may be none of the taxonomy's.

    Raises
    ------
    UsageError : there is no such group or theme.
    """
    for match in _EXPLICIT.finditer(text):
        if not match.group().startswith("ac:"):
            load_taxonomy()[match.group()]
        yield Named(match.group(), Span(*match.span()))


def _in_language(text: str, language: Language) -> Iterator[Named]:
    raised = raise_abbreviations(text)
    if language == "en":
        raised = _JOINED.sub(r"\1-\2", raised)
        described = list(_english_groups(raised))
        raised = blank(raised, [named.span for named in described])
        yield from described
    for scheme in ("tg", "th"):
        own = _EMPLOYERS.sub(_blanks, raised) if scheme == "tg" and language == "en" else raised
        for match in matcher(scheme, language)(own):
            yield Named(match.concept_id, match.span, match.weak)
    if language == "en":
        for match in _english_actors()(raised):
            yield Named(match.concept_id, match.span, match.weak)
    else:
        yield from _swedish_actors(raised)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _english_groups(text: str) -> Iterator[Named]:
    """Groups by everyday English for them."""
    for concept_id, pattern in english_groups().items():
        for match in pattern.finditer(text):
            yield Named(concept_id, Span(*match.span()))


def _swedish_actors(text: str) -> Iterator[Named]:
    """Listed actors, and organisations known by the form of their names."""
    if not (_MAY_BE_NAME.search(text) or matcher("ac")(text)):
        return
    from esfnlp.extract.actor_hits import Abbreviations, hits

    for hit in hits(text, Abbreviations()):
        yield Named(hit.name.actor, hit.span, hit.needs_cue)


@cache
def _english_actors() -> ConceptMatcher:
    """Actors by their English names, which may leave out that they are Swedish."""
    return ConceptMatcher([_without_country(c) for c in load_taxonomy().scheme("ac")], "en")


def _without_country(concept: Concept) -> Concept:
    labels = tuple(label for label in concept.labels.get("en", ()) if any(map(str.isalpha, label)))
    more = [label.removeprefix("Swedish ") for label in labels if label.startswith("Swedish ")]
    return replace(concept, labels={**concept.labels, "en": (*labels, *more)})


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        short
        for concept in load_taxonomy().concepts.values()
        for short in concept.abbreviations
        if short.isupper() and short.isalpha() and len(short) >= _SHORTEST_ABBREVIATION
    )


def raise_abbreviations(text: str) -> str:
    """The text with abbreviations written small set in capitals (uvas, neets).

    >>> raise_abbreviations("vilka planer prioriterar uvas?")
    'vilka planer prioriterar UVAS?'
    """
    known = _abbreviations() - _ALSO_WORDS

    def raised(match: re.Match[str]) -> str:
        word = match.group()
        upper = word.upper()
        return upper if upper in known and fold(word) not in FUNCTION_WORDS["en"] else word

    return re.sub(r"(?<![\w-])[^\W\d_]{3,6}(?!\w)", raised, text)


def _is_foreign(named: Named, text: str, language: Language) -> bool:
    """Whether words may be taken as the other language's: they name it surely and are none of the own's."""
    words = fold(text[named.span.start : named.span.end])
    return not named.weak and words not in FUNCTION_WORDS[language]


def is_area(text: str, actor: Named) -> bool:
    """Whether an organisation's name stands for its area ("i Region Stockholm")."""
    return _IN_AREA.search(text[: actor.span.start]) is not None
