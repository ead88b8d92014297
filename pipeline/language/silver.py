"""Names in policy text by rule: only sentences in which every capital is explained are taken, so what is marked is whole.

Rules are regular expressions over the text; of overlapping matches the longest wins. What is not marked but written with
a capital inside a sentence makes the sentence unusable, which keeps unknown names from being learned as no names.
"""

import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.language.entity_corpora import Names
from pipeline.language.gazetteer import Gazetteer
from pipeline.language.marked_text import names_of

UP, LOW = "A-ZÅÄÖÉ", "a-zåäöéü"
WORD = rf"[{UP}][{LOW}]+(?:-[{UP}]?[{LOW}]+)?"
PLACE_NAME = rf"{WORD}(?: {WORD})?"
SENTENCE_END = re.compile(rf"(?<=[{LOW}\)0-9”]{{2}}[.!?]) +(?=[{UP}])")
BODY_ENDINGS = (
    "verket|styrelsen|nämnden|myndigheten|inspektionen|rådet|förbundet|kassan|förmedlingen|departementet|delegationen|ombudsmannen"
    "|domstolen|kansliet|institutet|banken|revisionen|universitetet|beredningen|kommittén|partiet|tinget|vården|polisen|stiftelsen"
)
RULES: tuple[tuple[str, str], ...] = (
    ("DOCUMENT", r"\bSOU \d{4}:\d+"),
    ("DOCUMENT", r"\bDs \d{4}:\d+"),
    ("DOCUMENT", r"\b[Pp]rop\. ?\d{4}/\d{2}:\d+"),
    ("DOCUMENT", r"\b[Ss]kr\. ?\d{4}/\d{2}:\d+"),
    ("DOCUMENT", r"\b(?:[Bb]et|[Rr]skr)\. ?\d{4}/\d{2}:[A-ZÅÄÖa-zåäö]*\d+"),
    ("DOCUMENT", r"\b[Dd]ir\. ?\d{4}:\d+"),
    ("DOCUMENT", r"\bCOM ?\(\d{4}\) ?\d+"),
    ("DOCUMENT", rf"(?:(?<=betänkandet )|(?<=propositionen )|(?<=promemorian )|(?<=rapporten )|(?<=skrivelsen ))[{UP}][^().;]{{8,110}}?(?= \()"),
    ("LAW", r"\b[Ff]örordning(?:en)? \((?:EU|EG)\)(?: nr)? \d+/\d+"),
    ("LAW", r"\b[Dd]irektiv(?:et)? \d{4}/\d+/E[UG]"),
    ("LAW", r"\bEuropaparlamentets och rådets (?:förordning|direktiv) (?:\(E[UG]\)(?: nr)? )?\d+/\d+(?:/E[UG])?"),
    ("LAW", rf"\b[{LOW}]+(?:sstöds|skydds|tjänst|miljö|skol|skole|arbets|minerings|kommunal|försäkrings|valtnings|skatte|stöds|data|etablerings|sjukvårds|sekretess)lagen\b"),
    ("LAW", r"\b(?:miljö|brotts|socialförsäkrings|föräldra|äktenskaps|rättegångs|jorda)balken\b"),
    ("LAW", r"\b(?:barnkonventionen|dataskyddsförordningen|tryckfrihetsförordningen|regeringsformen|högskoleförordningen|gymnasieförordningen|skolförordningen)\b"),
    ("LAW", r"\b(?:FN:s|Europarådets) konvention om [a-zåäö]+(?: [a-zåäö]+){0,2}(?: för personer med funktionsnedsättning)?"),
    ("LAW", r"\b(?:LSS|LVU|LOU|LOV|LAS|PBL|GDPR|Istanbulkonventionen|Europakonventionen|Lissabonfördraget)\b"),
    ("PROGRAMME", r"\bEuropeiska (?:social|havs- och fiskeri|jordbruks|försvars|garanti|globaliserings|flykting)fonden(?: ?\+| plus)?"),
    ("PROGRAMME", r"\bEuropeiska (?:regionala utvecklings|jordbruksfonden för landsbygds)(?:fonden|utveckling)"),
    ("PROGRAMME", r"\b(?:ESF\+|Erasmus ?\+|Horisont (?:2020|Europa)|Interreg(?: [A-Z][\w–-]+)?|REACT-EU|Agenda 2030|InvestEU|AMIF|Kreativa Europa|Europa 2020"
                  r"|Socialfonden|Regionalfonden|Allmänna arvsfonden|Sammanhållningsfonden|Fonden för en rättvis omställning|Ungdomsgarantin|Kunskapslyftet"
                  r"|Äldreomsorgslyftet|Klimatklivet|Industriklivet|Lissabonstrategin|Digitala Europa|Lärarlyftet|Mattelyftet|Läslyftet)\b"),
    ("PROGRAMME", r"\b(?:Asyl-, migrations- och integrationsfonden|Fonden för inre säkerhet)"),
    ("ORGANISATION", rf"\bLänsstyrelsen i {WORD}(?: {WORD})? län|\bLänsstyrelserna i (?:{WORD}(?:, | och )){{1,4}}{WORD} län"),
    ("ORGANISATION", rf"\bLänsstyrelsen\b(?: {WORD} län)?"),
    ("ORGANISATION", rf"\bRegion (?:{PLACE_NAME})(?: län)?\b|\bVästra Götalandsregionen"),
    ("ORGANISATION", rf"\b(?:Regionförbundet|Kommunförbundet|Kommunalförbundet|Samordningsförbundet|Landstinget|Stiftelsen|Föreningen|Handelskammaren)(?: i)? {PLACE_NAME}"),
    ("ORGANISATION", rf"\b{PLACE_NAME}s? läns landsting\b"),
    ("ORGANISATION", rf"\b{PLACE_NAME} (?:tekniska )?(?:universitet|högskola|folkhögskola|tingsrätt|universitetssjukhus)\b"),
    ("ORGANISATION", rf"\b(?:Högskolan|Universitetet|Lärarhögskolan)(?: i)? {PLACE_NAME}"),
    ("ORGANISATION", rf"\b{PLACE_NAME}(?: {WORD})? AB\b|\bAB {PLACE_NAME}"),
    ("ORGANISATION", rf"(?<=[{LOW},] )[{UP}][{LOW}]+(?:{BODY_ENDINGS})\b"),
    ("ORGANISATION", r"\b(?:EU|FN|Nato|OECD|WHO|ILO|EU-kommissionen|Europeiska kommissionen|Europeiska unionen|SKR|SKL|LO|TCO|Saco|Unicef|Unesco|Sida|SCB"
                     r"|CSN|MUCF|IFAU|ISF|IVO|MSB|SiS|UHR|UKÄ|Vinnova|Samhall|Svenskt Näringsliv|Almega|Unionen|Kommunal|Brå|Forte|ESF-rådet|Röda Korset|Rädda Barnen"
                     r"|Apoteket|Systembolaget|Vattenfall|Telia|Ericsson|Volvo|Scania|Saab|Europol|Frontex|Eurostat|Barnens rätt i samhället|Bris|Business Sweden|PTS|ESV)\b"),
    ("ORGANISATION", r"(?<=\()(?:[smvcl]|mp|fp|kd|sd|S|M|V|C|L|MP|FP|KD|SD)(?=\))"),
    ("ORGANISATION", r"\b(?:Socialdemokraterna|Moderaterna|Centerpartiet|Vänsterpartiet|Kristdemokraterna|Liberalerna|Miljöpartiet|Sverigedemokraterna)\b"),
    ("PLACE", rf"\b{PLACE_NAME} län\b"),
    ("PLACE", rf"(?<=\bi ){PLACE_NAME} (?:kommun|stad)\b"),
    ("PLACE", r"\b(?:Sverige|Norden|Europa|Mellanöstern|Östersjön|Bryssel|Afrika|Asien|Norrland|Svealand|Götaland|Balkan|Arktis|Gaza|Östersjöregionen|Öresundsregionen"
              r"|Stockholmsregionen|Mälardalen|Bergslagen|Sydsverige|Västsverige|Mellansverige|Dalarna|Värmland|Skåne|Blekinge|Halland|Gotland|Öland|Småland|Jämtland"
              r"|Härjedalen|Västerbotten|Norrbotten|Sörmland|Västmanland|Östergötland|Dalsland|Bohuslän|New York|Förenta staterna|USA|Vänern|Vättern|Mälaren)\b"),
    ("EVENT", r"\b(?:Almedalsveckan|Järvaveckan|Skolriksdagen|Europadagen|Förintelsen|Nobeldagen|Prideveckan|EuroPride|Världshälsodagen)(?: \d{4})?\b"),
)  # fmt: skip
HYPHENATED = re.compile(rf"[-–][{LOW}]")
"""What follows a name that only modifies (EU-medel)."""
INNOCENT = re.compile(
    rf"^(?:I{{1,3}}|IV|V|VI|[{UP}]\.?|EU-[{LOW}-]+|EG-[{LOW}-]+|FN-[{LOW}]+|EES-[{LOW}]+|ESF-[{LOW}]+|Internet|Covid-19|AI|IT|IT-[{LOW}]+|AI-[{LOW}]+|A-kassa[n]?|BNP|F-skatt)$"
)
"""Words with capitals that are no names."""


@dataclass
class Annotator:
    """The rules together with the gazetteer's names."""

    gazetteer: Gazetteer
    known_words: frozenset[str]
    """Words that are written in lower case elsewhere: one that begins a sentence is then no name."""
    law_titles: dict[str, str]
    """What follows the number in the title of an act: "2007:459" is "om strukturfondspartnerskap"."""
    rules: list[tuple[str, re.Pattern[str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.rules = [(label, re.compile(rule)) for label, rule in RULES]
        listed = {
            "ORGANISATION": [name for name in self.gazetteer.organisations if len(name) > 5],
            "PLACE": [
                name
                for name in {*self.gazetteer.towns, *self.gazetteer.countries, *self.gazetteer.localities}
                if len(name) > 3 and name.lower() not in self.known_words
            ],
        }
        for label, names in listed.items():
            self.rules.append((label, _alternatives(names)))
        self.rules.append(("ORGANISATION", _alternatives(self.gazetteer.municipalities)))
        first = "|".join(re.escape(name) for name in self.gazetteer.first_names if len(name) > 2)
        surname = rf"(?:(?:af|von|de|van) )?{WORD}(?:[ -]{WORD})?"
        self.rules.append(("PERSON", re.compile(rf"\b(?:{first})(?:[ -](?:{first}))? {surname}")))
        self.rules.append(("PERSON", re.compile(rf"(?<=\b(?:rådet|stern) )(?:{WORD}) {surname}")))

    def annotate(self, text: str) -> Names | None:
        """The sentence with its names, or None when it holds a capital that no rule explains."""
        spans = _longest(list(self._matches(text)))
        covered = [False] * len(text)
        for start, end, _ in spans:
            covered[start:end] = [True] * (end - start)
        for word in re.finditer(r"[^\s,;:()”\"!?]+", text):
            bare = word[0].strip(".'’–-")
            if (
                re.search(rf"[{UP}]", bare)
                and not covered[word.start()]
                and not self._innocent(bare, word.start())
            ):
                return None
        return names_of(text, spans)

    def _innocent(self, word: str, at: int) -> bool:
        return bool(INNOCENT.match(word)) or (
            at == 0 and word[1:].islower() and word.lower() in self.known_words
        )

    def _matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        for label, rule in self.rules:
            for match in rule.finditer(text):
                start, end = match.span()
                if HYPHENATED.match(text, end) or text[start - 1 : start] == "-":
                    continue
                if (
                    label == "ORGANISATION"
                    and match[0].endswith((" kommun", " stad"))
                    and re.search(r"\b[Ii] $", text[:start])
                ):
                    label_here = "PLACE"
                else:
                    label_here = label
                yield start, self._end(text, end), label_here
        for match in re.finditer(r"\b(?:[Ll]ag(?:en)?|[Ff]örordning(?:en)?) \((\d{4}:\d+)\)", text):
            title = self.law_titles.get(match[1], "")
            whole = title and text.startswith(" " + title, match.end())
            yield match.start(), match.end() + (len(title) + 1 if whole else 0), "LAW"

    @staticmethod
    def _end(text: str, end: int) -> int:
        """With the genitive ending."""
        ending = re.match(rf":?s(?![{LOW}])", text[end:])
        return end + (ending.end() if ending else 0)


def _alternatives(names: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in ordered)})(?=s?(?![{LOW}{UP}-]))")


def _longest(matches: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The longest matches that do not overlap; of equally long ones the first of the rules."""
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(matches, key=lambda match: match[0] - match[1]):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, label))
    return sorted(kept)


def law_titles(folder: Path) -> dict[str, str]:
    """Titles of acts by number, from the statutes among the policy text."""
    titles: dict[str, str] = {}
    with lzma.open(folder / "documents.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"sfs/(\d{4}:\d+)\t.*\t(?:Lag|Förordning) (om [^\t]+)$", line.rstrip("\n"))
            if match:
                titles[match[1]] = match[2]
    return titles


def sentences_of(folder: Path, name: str) -> Iterator[str]:
    """Sentences of one file of the policy text, in order."""
    with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in SENTENCE_END.split(json.loads(line)["text"]):
                if 25 < len(sentence) < 400:
                    yield sentence


def silver(annotator: Annotator, folder: Path, wanted: int, rng: random.Random) -> list[Names]:
    """So many annotated sentences, those with rare labels and rare names first; one in six has no name."""
    found: list[Names] = []
    seen: Counter[str] = Counter()
    for name in ("regeringen", "interpellationer", "propositioner"):
        share = wanted * {"regeringen": 5, "interpellationer": 7, "propositioner": 10}[name] // 10
        for sentence in sentences_of(folder, name):
            if len(found) >= share:
                break
            named = re.search(rf"(?<!^)[{UP}]", sentence)
            if rng.random() < (0.5 if named else 0.97):
                continue
            names = annotator.annotate(sentence)
            if names is not None and _useful(names, seen):
                found.append(names)
    return found


def _useful(names: Names, seen: Counter[str]) -> bool:
    """Whether a sentence adds something: a name that was not seen often."""
    if not names.spans:
        return True
    keys = [" ".join(names.words[start:end]) for start, end, _ in names.spans]
    if min(seen[key] for key in keys) >= MOST:
        return False
    seen.update(keys)
    return True


MOST = 12
"""So often a name is practised; sentences in which all names are that well known are left out."""
