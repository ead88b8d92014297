"""Organisations that neither a list nor the form of their name tells: entities of the statistical model, where they
stand like an actor, in a list with others or as one who does something."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from esfnlp.document import Span
from esfnlp.extract.actor_hits import Hit, enumerations
from esfnlp.extract.actor_names import Name
from esfnlp.language import LanguagePipeline
from esfnlp.language.analysis import Analysis, Entity
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.places import load_places

_SHORTEST = 4
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\wåäöé&-]{3,}")
_LOOKS_LIKE_A_NAME = re.compile(r"[A-ZÅÄÖ][\w&.-]+(?:\s(?:[A-ZÅÄÖ][\w&.-]*|i|och|för|av))*")
_BRACKET = re.compile(r"\s\(([A-ZÅÄÖ][A-ZÅÄÖa-zåäö]?[A-ZÅÄÖ]{1,6})\)")
_SHORT = re.compile(r"(?<![\w(-])[A-ZÅÄÖ]\w{1,7}(?![\w-])")
_NO_ORGANISATION = re.compile(
    r"""(?:plan|plane[nr]|program|programmet|fond|fonde[nr]|strategin?|analys|region|regionen|län|lyftet|garantin
    |direktivet|lagen|avtal|arbetet|utskottet|gruppen|laget|kompetens|kansliet|sekretariat\w*|partnerskap\w*)s?$
    |\d|^(?:Regionens|Länets|Kommunens)\b""",
    re.X | re.I,
)
_WHERE = re.compile(r"\b(?:i|till|kring|runt|på|utanför|enligt|ur)\s$", re.I)
_ACTS = frozenset({"nsubj", "nsubj:pass", "obl:agent", "obl", "nmod", "conj"})
_TYPES: tuple[tuple[str, str], ...] = (
    ("employer", r"\b(?:AB|Group|Industri\w*|Konsult\w*)\b"),
    ("civil_society", r"(?:förening|föreningen|förbund|förbundet|hjälpen|mission|missionen)$"),
    ("education_provider", r"(?:skola|skolan|akademi|akademin|universitet|gymnasium|college)$"),
    ("network", r"(?:nätverk|nätverket|råd|rådet|forum|arena|nav)$"),
)


def with_entities(
    sentences: Sequence[tuple[str, Sequence[Hit]]], language: LanguagePipeline
) -> list[list[Hit]]:
    """The hits of each sentence with the organisations that the model finds beside them, in order.

    Only sentences with a capitalised word that no hit explains are analysed; without one nothing is loaded. A
    short form in brackets after such an organisation stands for it in every sentence, and its genitive is the same name.
    """
    asked = [i for i, (text, found) in enumerate(sentences) if _unexplained(text, found)]
    result = [list(found) for _, found in sentences]
    if not asked:
        return result
    analyses = language.analyse([sentences[i][0] for i in asked])
    new: dict[int, list[Hit]] = {}
    for i, analysis in zip(asked, analyses, strict=True):
        new[i] = list(_new(*sentences[i], analysis))
    names = {hit.name.name for several in new.values() for hit in several}
    short: dict[str, Name] = {}
    for i, several in new.items():
        result[i] += [without_genitive(hit, names) for hit in several]
        for hit in several:
            short |= _short_form(sentences[i][0], hit)
    if short:
        for (text, _), several in zip(sentences, result, strict=True):
            several += _by_short_form(text, several, short)
    return [sorted(several, key=lambda hit: hit.span) for several in result]


def without_genitive(hit: Hit, names: Collection[str]) -> Hit:
    """Of a name that stands in the document without its s too, that name."""
    base = hit.name.name.removesuffix("s")
    known = base in names and base != hit.name.name
    return replace(hit, name=replace(hit.name, actor=f"ac:{slug(base)}", name=base)) if known else hit


def _short_form(text: str, hit: Hit) -> dict[str, Name]:
    """The abbreviation in brackets right after a name, if it begins like it."""
    bracket = _BRACKET.match(text, hit.span.end)
    short = bracket.group(1) if bracket else ""
    return {short: hit.name} if short and short[0] == hit.name.name[0].upper() else {}


def _by_short_form(text: str, found: Sequence[Hit], short: Mapping[str, Name]) -> Iterable[Hit]:
    """Where the abbreviations stand alone in a sentence."""
    for word in _SHORT.finditer(text):
        span = Span(*word.span())
        if word.group() in short and not any(hit.span.overlaps(span) for hit in found):
            yield Hit(replace(short[word.group()], span=span))


def _unexplained(text: str, found: Sequence[Hit]) -> bool:
    spans = (Span(*match.span()) for match in _CAPITALISED.finditer(text) if text[: match.start()].strip())
    return any(not any(hit.span.overlaps(span) for hit in found) for span in spans)


def _new(text: str, found: Sequence[Hit], analysis: Analysis) -> Iterable[Hit]:
    for entity in analysis.entities:
        if entity.label != "ORGANISATION" or any(hit.span.overlaps(entity.span) for hit in found):
            continue
        hit = Hit(_name(entity))
        if _is_organisation(entity.text, text[: entity.span.start]) and (
            _in_list(text, found, hit) or _acts(text, analysis, entity.span)
        ):
            yield hit


def _is_organisation(words: str, before: str) -> bool:
    return (
        len(words) >= _SHORTEST
        and _LOOKS_LIKE_A_NAME.fullmatch(words) is not None
        and not _NO_ORGANISATION.search(words)
        and not _WHERE.search(before)
        and not words.isupper()
        and words not in _places()
    )


def _in_list(text: str, found: Sequence[Hit], hit: Hit) -> bool:
    groups = enumerations(text, sorted([*found, hit], key=lambda one: one.span))
    return any(hit in group and len(group) > 1 for group in groups)


def _acts(text: str, analysis: Analysis, span: Span) -> bool:
    """It is a proper name, not a word that only opens the sentence, and part of what a verb says."""
    inside = [i for i, word in enumerate(analysis.words) if word.span.overlaps(span)]
    words: Mapping[int, str] = {i: analysis.words[i].deprel for i in inside}
    top = next((i for i in inside if analysis.words[i].head not in inside), None)
    proper = any(analysis.words[i].upos == "PROPN" for i in inside)
    opens = not text[: span.start].strip() and len(inside) == 1
    return top is not None and proper and not opens and words[top] in _ACTS


def _name(entity: Entity) -> Name:
    words = entity.text
    kind = next((kind for kind, form in _TYPES if re.search(form, words)), "other")
    return Name(f"ac:{slug(words)}", words, kind, entity.span)


@cache
def _places() -> frozenset[str]:
    return frozenset(
        name
        for level in ("municipality", "county", "region")
        for place in load_places().level(level)
        for name in place.names
    )
