"""Patterns of names that need no context, for spaCy's own entity ruler, which stands before the entity recogniser."""

import re
import tomllib
from typing import Any

from pipeline.language.gazetteer import Gazetteer
from pipeline.language.made_names import TEMPLATES, genitive
from pipeline.language.silver import BODY_ENDINGS
from spacy.language import Language

Pattern = dict[str, Any]
SERIES = r"^(?:SOU|Ds|[Dd]ir\.?|[Pp]rop\.?|[Ss]kr\.?|[Bb]et\.?|[Rr]skr\.?|PROP\.|SKR\.)$"
NUMBER = r"^\d{4}(?:/\d{2,4})?:[A-ZÅÄÖa-zåäö]*\d+s?$"
EU_ACT = r"^(?:förordning|direktiv)(?:en|et)?$"
EU_NUMBER: list[Pattern] = [
    {"TEXT": {"IN": ["EU", "EG"]}}, {"TEXT": ")"}, {"LOWER": "nr", "OP": "?"}, {"TEXT": {"REGEX": r"^\d+/\d+$"}},
]  # fmt: skip
LONGEST = 12
"""Names of more words are left to the recogniser."""


def patterns(gazetteer: Gazetteer) -> list[Pattern]:
    """Numbers of official series, established short names of laws, programmes, and names of bodies."""
    slots: dict[str, list[str]] = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))["slots"]
    found: list[Pattern] = [
        {"label": "DOCUMENT", "pattern": [{"TEXT": {"REGEX": SERIES}}, {"TEXT": {"REGEX": NUMBER}}]},
        {"label": "LAW", "pattern": [{"LOWER": {"REGEX": EU_ACT}}, {"TEXT": "("}, *EU_NUMBER]},
    ]
    listed = {
        "LAW": [name for name in slots["law"] if "{" not in name and (" " not in name or "FN:s" in name)],
        "PROGRAMME": [name for name in slots["programme"] if name not in AMBIGUOUS],
        "ORGANISATION": bodies(gazetteer, slots),
    }
    for label, names in listed.items():
        forms = {form for name in names for form in (name, *_genitive(name), *_capitalised(name))}
        found += [{"label": label, "pattern": form} for form in sorted(forms)]
    return found


AMBIGUOUS = frozenset({"Leader", "Life", "Equal", "FRO", "Interreg", "Mål 2", "Mål 3", "Eures"})
"""Programmes whose names mean other things too, or begin longer ones."""


def bodies(gazetteer: Gazetteer, slots: dict[str, list[str]]) -> list[str]:
    """Names of several words, and of one word that says what it is (-verket, -myndigheten)."""
    names = {*gazetteer.taxonomy, *slots["eu_body"], *slots["union_org"], *slots["regional_body"]}
    return sorted(name for name in names if _says_what_it_is(name))


def _says_what_it_is(name: str) -> bool:
    words = name.split()
    if BEGINNINGS.search(name):
        return False
    if len(words) == 1:
        return bool(re.search(rf"(?:{BODY_ENDINGS})$", name)) and name not in COMMON
    return 1 < len(words) <= LONGEST and words[0][0].isupper() and not LEFT_OUT.search(name)


BEGINNINGS = re.compile(
    r"^(?:Region |Samordningsförbund|Länsstyrelse|Kommunförbund|Kommunalförbund|Landsting|Regionförbund|Finsam)"
)
"""What begins longer names that no list holds in full."""
LEFT_OUT = re.compile(
    r"[(),/]| (?:kommun|stad|län)$|[Aa]mbassad|Kansliet för|[Kk]onsulat|delegation|(?:rätt|domstol|nämnd)(?:en)? (?:i|för)|(?:ting|hov|läns)srätt",
    re.IGNORECASE,
)
"""Bodies that no plan names, and municipalities, which may be a place as well as a body."""
COMMON = frozenset({"Polisen", "Stiftelsen", "Universitetet", "Partiet", "Tinget"})


def _genitive(name: str) -> tuple[str, ...]:
    """Of short names: longer ones are hardly ever written so."""
    return (genitive(name),) if len(name.split()) < 3 else ()


def _capitalised(name: str) -> tuple[str, ...]:
    """A law at the beginning of a sentence."""
    return (name[0].upper() + name[1:],) if name[0].islower() else ()


def add_ruler(nlp: Language, gazetteer: Gazetteer) -> Language:
    """Puts the entity ruler first; the recogniser keeps what it found. Standing first it loads without running the rest."""
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns(patterns(gazetteer))  # type: ignore[attr-defined]
    return nlp
