"""Short forms that stand for the one organisation of their kind that a document names ("förbundet", "Eskilstuna")."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from esfnlp.document import Span, without_overlaps
from esfnlp.extract.actor_hits import Hit
from esfnlp.extract.actor_names import Name, municipalities

_HEADS: Mapping[str, str] = {
    "kommunförbundet": r"^Kommunförbundet\s",
    "kommunalförbundet": r"^Kommunalförbundet\s|\skommunalförbund$",
    "regionförbundet": r"^Regionförbundet\s",
    "samordningsförbundet": r"^Samordningsförbundet\s|\ssamordningsförbund$",
    "förbundet": r"^(?:Kommun|Kommunal|Region|Samordnings)förbundet\s|\s(?:samordnings|kommunal)förbund$",
    "regionen": r"^Region\s",
    "länsstyrelsen": r"^Länsstyrelsen\s",
    "högskolan": r"^Högskolan\s|\shögskola$",
    "universitetet": r"\suniversitet$|^Universitetet\s",
    "folkhögskolan": r"\sfolkhögskola$|^Folkhögskolan\s",
    "LO-distriktet": r"^LO-distriktet\s",
    "branschrådet": r"^Branschrådet\s",
    "handelskammaren": r"^Handelskammaren\s|\shandelskammare$",
    "kommunen": r"\skommun$",
}
"""Definite short forms, and the full names that they can stand for."""
_AREA_TOO = frozenset({"regionen", "kommunen"})
_ALSO_WORDS = frozenset({"Vara", "Mark", "Sala", "Ale", "Kil", "Hjo", "Lund", "Gotland"})
"""Municipalities whose bare names mean something else as often."""
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\wåäöé-]+(?:\s[A-ZÅÄÖ][\wåäöé-]+)?(?![\w-])")

_WHERE = re.compile(r"\b(?:i|inom|på|till|kring|runt|utanför|genom|över|ur|kontor(?:et)?)\s$", re.I)


@dataclass(frozen=True, slots=True)
class ShortForms:
    """What short forms stand for in one document: definite nouns, and municipalities without "kommun"."""

    heads: Mapping[str, Name]
    places: Mapping[str, Name]


def short_forms(found: Iterable[Hit]) -> ShortForms:
    """Those that the full names in a document allow; a noun that could mean two of them stands for none."""
    names = {hit.name.actor: hit.name for hit in found if not hit.is_class}
    heads: dict[str, Name] = {}
    for head, form in _HEADS.items():
        fitting = [name for name in names.values() if re.search(form, name.name)]
        if len(fitting) == 1:
            heads[head] = fitting[0]
    own = {_bare(name.name): name for name in names.values() if name.name.endswith(" kommun")}
    return ShortForms(heads, {**_known_places(), **own})


def with_short_forms(
    text: str, found: Sequence[Hit], short: ShortForms, headings: Sequence[str]
) -> list[Hit]:
    """The hits of a sentence and those of short forms in it, which take the place of a class that they name."""
    named = [hit for hit in found if not hit.is_class]
    definite = [
        hit
        for hit in _definite(text, short, headings)
        if not any(hit.span != other.span and hit.span.overlaps(other.span) for other in named)
    ]
    bare = [hit for hit in _bare_places(text, short) if not any(hit.span.overlaps(h.span) for h in named)]
    added = without_overlaps([*definite, *bare], lambda hit: hit.span)
    kept = [hit for hit in found if not any(hit.span.overlaps(other.span) for other in added)]
    return sorted([*kept, *added], key=lambda hit: hit.span)


def _definite(text: str, short: ShortForms, headings: Sequence[str]) -> list[Hit]:
    heads = dict(short.heads)
    place = next((short.places[h] for h in map(_plain, reversed(headings)) if h in short.places), None)
    if place:
        heads["kommunen"] = place
    return [
        Hit(replace(name, span=Span(*match.span())), needs_cue=True, is_area=head in _AREA_TOO)
        for head, name in heads.items()
        for ending in ("" if head in _AREA_TOO else "s?",)
        for match in re.finditer(rf"(?<![\w-])(?:{head}|{head[0].upper()}{head[1:]}){ending}(?![\w-])", text)
    ]


def _bare_places(text: str, short: ShortForms) -> list[Hit]:
    found = []
    for match in _CAPITALISED.finditer(text):
        for words in dict.fromkeys([match.group(), match.group().split()[0]]):
            if words in short.places and not _WHERE.search(text[: match.start()]):
                span = Span(match.start(), match.start() + len(words))
                found.append(Hit(replace(short.places[words], span=span), needs_cue=True, is_area=True))
                break
    return found


def _bare(name: str) -> str:
    """The place of "Tallskärs kommun"; of "Hammarvåla kommun" too."""
    place = name.removesuffix(" kommun")
    return place.removesuffix("s") if len(place) > 4 else place


def _plain(heading: str) -> str:
    return re.sub(r"^[\d.\s]+|\s(?:kommun|stad)$", "", heading.strip())


@cache
def _known_places() -> Mapping[str, Name]:
    return {
        bare: Name(actor, official, "municipality", Span(0, 0))
        for bare, (actor, official) in municipalities().items()
        if bare not in _ALSO_WORDS and not bare.endswith("s")
    }
