"""Sentences of our own with real and invented names, from the slots of templates.toml."""

import random
import re
import tomllib
from pathlib import Path

from pipeline.language.capitals import names_in_capitals
from pipeline.language.entity_corpora import Names
from pipeline.language.gazetteer import Gazetteer
from pipeline.language.marked_text import marked_names

TEMPLATES = Path(__file__).parent / "templates.toml"
SLOT = re.compile(r"\{(\w+)(:s)?\}")
LABELS = {
    "agency": "ORGANISATION", "agency_short": "ORGANISATION", "agency_abbr": "ORGANISATION", "municipality": "", "region": "ORGANISATION",
    "coordination": "ORGANISATION", "company": "ORGANISATION", "union_org": "ORGANISATION", "association": "ORGANISATION",
    "university": "ORGANISATION", "school": "ORGANISATION", "eu_body": "ORGANISATION", "union": "ORGANISATION", "party": "ORGANISATION",
    "newspaper": "ORGANISATION", "abbreviation": "ORGANISATION", "county_board": "ORGANISATION", "regional_body": "ORGANISATION",
    "federation": "ORGANISATION", "chamber": "ORGANISATION", "town": "PLACE", "county": "PLACE", "area": "PLACE", "country": "PLACE", "water": "PLACE",
    "district": "PLACE", "person": "PERSON", "first": "PERSON", "programme": "PROGRAMME", "project": "PROGRAMME", "law": "LAW",
    "document": "DOCUMENT", "title": "DOCUMENT", "event": "EVENT",
}  # fmt: skip
"""Slots that are names, with their label; a municipality's depends on what stands before it."""
LIVED_IN = re.compile(r"(?:bosatta i|^I|^i| i|Invånare i|Ungdomar i|kvinnor i|Företagen i) $")


class Inventor:
    """Fills slots: from the lists, the gazetteers, or by invention; the same seed gives the same names."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self.rng = random.Random(seed)
        self.gazetteer = gazetteer
        self.templates = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
        self.slots: dict[str, list[str]] = self.templates["slots"]
        self.parts: dict[str, list[str]] = self.templates["parts"]

    def sentences(self, count: int) -> list[Names]:
        """So many texts: sentences, list items, headings (some in capitals) and texts without names."""
        found = []
        for _ in range(count):
            kind = self.rng.choices(["sentences", "items", "headings", "plain"], [70, 12, 8, 10])[0]
            names = marked_names(self.fill(self.rng.choice(self.templates[kind]), outer=True))
            capitals = self.rng.random() < {"sentences": 0.03, "items": 0.05}.get(kind, 0.35)
            found.append(names_in_capitals(names) if capitals else names)
        return found

    def fill(self, template: str, outer: bool = False) -> str:
        """The template with every slot filled; names are marked as [[LABEL name]] when `outer`."""
        text, at = "", 0
        for slot in SLOT.finditer(template):
            text += template[at : slot.start()]
            name = self._name(slot[1])
            name = genitive(name) if slot[2] else name
            label = LABELS.get(slot[1], "")
            if slot[1] == "municipality":
                label = "PLACE" if LIVED_IN.search(text) else "ORGANISATION"
            if outer and not text and name[:1].islower():
                name = name[0].upper() + name[1:]
            text += f"[[{label} {name}]]" if outer and label else name
            at = slot.end()
        return text + template[at:]

    def _name(self, slot: str) -> str:
        made = getattr(self, f"_{slot}", None)
        return made() if made else self.fill(self.rng.choice(self.slots[slot]))

    def _pick(self, names: list[str]) -> str:
        return self.rng.choice(names)

    def _part(self, name: str) -> str:
        return self.rng.choice(self.parts[name])

    def _odds(self, share: float) -> bool:
        return self.rng.random() < share

    def _agency(self) -> str:
        return self._pick(self.parts["common_agencies"] if self._odds(0.5) else self.gazetteer.agencies)

    def _agency_short(self) -> str:
        return self._pick(self.gazetteer.agencies)

    def _agency_abbr(self) -> str:
        return self._pick(self.slots["abbreviation"]) if self._odds(0.5) else self._letters()

    def _abbreviation(self) -> str:
        return self._pick(self.slots["abbreviation"]) if self._odds(0.8) else self._letters()

    def _letters(self) -> str:
        return "".join(self.rng.choices("ABDEFGHIKLMNOPRSTUV", k=self.rng.randint(2, 5)))

    def _municipality(self) -> str:
        if self._odds(0.7):
            return self._pick(self.gazetteer.municipalities)
        return f"{genitive(self._place())} {self.rng.choice(['kommun', 'kommun', 'kommun', 'stad', 'Stad'])}"

    def _place(self) -> str:
        return self._part("first_parts") + self._part("last_parts")

    def _town(self) -> str:
        roll = self.rng.random()
        return (
            self._pick(self.gazetteer.towns if roll < 0.5 else self.gazetteer.localities)
            if roll < 0.75
            else self._place()
        )

    def _county(self) -> str:
        return self._pick(self.gazetteer.counties)

    def _country(self) -> str:
        return self._pick(self.slots["country"] if self._odds(0.8) else self.gazetteer.countries)

    def _region(self) -> str:
        county = self._pick(self.gazetteer.counties).removesuffix(" län")
        bare = county.removesuffix("s") if county not in {"Dalarnas"} else "Dalarna"
        names = [f"Region {bare}"] * 5 + [
            f"Region {self._place()}",
            "Västra Götalandsregionen",
            f"Landstinget i {bare}",
        ]
        return self._pick(
            [*names, f"Regionförbundet {bare}", f"{genitive(bare)} läns landsting", f"Region {county} län"]
        )

    def _county_board(self) -> str:
        return self._pick(
            [
                f"Länsstyrelsen i {self._county()}",
                f"Länsstyrelsen {self._pick(self.gazetteer.towns)}",
                "Länsstyrelsen",
            ]
        )

    def _coordination(self) -> str:
        name = (
            self._part("coordination_names") if self._odds(0.5) else self._pick([self._place(), self._town()])
        )
        return f"{self._pick(['Samordningsförbundet', 'Samordningsförbundet', 'Finsam', 'Samordningsförbund'])} {name}"

    def _federation(self) -> str:
        kinds = [
            "Kommunförbundet",
            "Kommunalförbundet",
            "Göteborgsregionens kommunalförbund",
            "Regionförbundet",
            "Kommunförbundet",
        ]
        kind = self._pick(kinds)
        return (
            kind if "Göteborg" in kind else f"{kind} {self._pick([self._place(), *self.slots['area'][:40]])}"
        )

    def _chamber(self) -> str:
        return self._pick(
            [
                f"Handelskammaren i {self._town()}",
                f"{genitive(self._pick(self.slots['area']))} Handelskammare",
            ]
        )

    def _company(self) -> str:
        if self._odds(0.45):
            return self._part("companies")
        owner = self._pick([self._place(), self._part("surnames"), self._town()])
        name = f"{genitive(owner) if self._odds(0.6) else owner} {self._pick(self.parts['trades'])}"
        return f"{name}{self._pick([' AB', ' AB', ' ek. för.', ''])}"

    def _university(self) -> str:
        if self._odds(0.6):
            return self._part("universities")
        return self._pick(
            [f"{self._place()} universitet", f"Högskolan i {self._place()}", f"Högskolan {self._place()}"]
        )

    def _school(self) -> str:
        place = genitive(self._pick([self._place(), self._town()]))
        return f"{place if self._odds(0.7) else place.removesuffix('s')} {self._pick(['folkhögskola', 'folkhögskola', 'gymnasium', 'lärcenter', 'yrkeshögskola'])}"

    def _association(self) -> str:
        if self._odds(0.6):
            return self._pick(self.slots["association"])
        place = self._pick([self._place(), self._town()])
        return self._pick(
            [f"Föreningen {self._part('project_words').split()[0]}", f"Stiftelsen {place}", f"{place} IF", f"Coompanion {place}", f"{genitive(place)} Stadsmission",
             f"Röda Korset i {place}", f"Almi {place}", f"Hushållningssällskapet {place}", f"Arbetskooperativet {place}", f"{genitive(place)} Bildningsförbund",
             f"Stadsmissionen i {place}", f"{genitive(place)} Kvinnojour", f"Winnet {place}"]
        )  # fmt: skip

    def _person(self) -> str:
        first = self._pick(self.gazetteer.first_names)
        initial = f" {self.rng.choice('ABCEGHKLMS')}." if self._odds(0.04) else ""
        last = (
            self._part("surnames")
            if self._odds(0.6)
            else self._part("first_parts")
            + self._pick(["ström", "gren", "kvist", "qvist", "lund", "dahl", "man", "ell"])
        )
        double = (
            f" {self._pick(self.parts['surnames'])}"
            if self._odds(0.08)
            else f"-{self._pick(self.parts['surnames'])}"
            if self._odds(0.04)
            else ""
        )
        return f"{first}{initial} {last}{double}"

    def _first(self) -> str:
        return self._pick(self.gazetteer.first_names)

    def _project(self) -> str:
        words = self._part("project_words")
        if self._odds(0.3):
            words = " ".join(
                word if word in {"i", "för", "till"} else word.capitalize() for word in words.split()
            )
        more = (
            [f" {self._pick(['Norr', 'Syd', 'Väst', 'Öst', '2.0', '2', 'Plus', self._town()])}"]
            if self._odds(0.25)
            else [""]
        )
        return words + more[0]

    def _year(self) -> str:
        return str(self.rng.randint(2005, 2030))

    def _small(self) -> str:
        return str(self.rng.randint(1, 400))

    def _span(self) -> str:
        start = self.rng.randint(2006, 2026)
        return f"{start}{self.rng.choice('–-')}{start + self.rng.randint(2, 7)}"

    def _sou(self) -> str:
        return f"{self.rng.randint(1998, 2026)}:{self.rng.randint(1, 120)}"

    def _sfs(self) -> str:
        return f"{self.rng.randint(1962, 2026)}:{self.rng.randint(10, 1999)}"

    def _bill(self) -> str:
        return f"{self._bill_year()}:{self.rng.randint(1, 250)}"

    def _bill_year(self) -> str:
        year = self.rng.randint(1998, 2025)
        return f"{year}/{(year + 1) % 100:02d}"

    def _regulation(self) -> str:
        return self._pick(
            [
                f"{self.rng.randint(2015, 2025)}/{self.rng.randint(10, 2999)}",
                f"{self.rng.randint(100, 1999)}/{self.rng.randint(2006, 2014)}",
            ]
        )

    def _directive(self) -> str:
        return f"{self.rng.randint(1998, 2024)}/{self.rng.randint(1, 140)}/{self._pick(['EG', 'EU'])}"

    def _group_cap(self) -> str:
        group = self._pick(self.slots["group"])
        return group[0].upper() + group[1:]


def genitive(name: str) -> str:
    """With its s, unless the name ends in one.

    >>> genitive("Borås"), genitive("EU"), genitive("Umeå")
    ('Borås', 'EU:s', 'Umeås')
    """
    if name[-1:] in "sxz":
        return name
    return name + (":s" if name.isupper() and len(name) < 6 else "s")
