"""Whom and which part of the programme a statement concerns, from its headings and its own words."""

import re
from dataclasses import dataclass, replace
from functools import cache

from esfnlp.document import Document, Passage, Section
from esfnlp.record import Scope
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, Place, load_places
from esfnlp.taxonomy.programmes import Programme, programme_of

_AREA = re.compile(r"\b(?:programområde|PO|POA|område)\s?([1-3]|[A-F])(?:\d)?(?![\w.:]*\d)\b", re.I)
_INVESTMENT_PRIORITY = re.compile(r"\binvesteringsprioritet\w*\s+(\d{1,2})[.:](\d)\b", re.I)
_OBJECTIVE = re.compile(r"\b(?:mål|insatsområde|specifikt mål|särskilt mål)\s+([1-3])[.:](\d)\b", re.I)
_NATIONAL = re.compile(
    r"\bi Sverige\b|\bi hela landet\b|\bnationell\w*\b|^(?:[\d.]+\s+)?(?:europeiska\s)?socialfonden(?:\splus)?(?:\s\(ESF\+?\))?$|\bom\s(?:europeiska\s)?socialfonden\b",
    re.I,
)
_REGIONAL = re.compile(r"\bregional\w*|\bregionen\w*|\blänet\w*|\bvår region", re.I)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the headings so far say: the regions spoken of (several where one statement concerns several)."""

    regions: tuple[str, ...]
    programme_area: str | None = None
    investment_priority: str | None = None
    objective: str | None = None
    thematic_area: str | None = None

    def scopes(self) -> tuple[Scope, ...]:
        return tuple(
            Scope(
                region, self.programme_area, self.investment_priority, self.objective, self.thematic_area
            )
            for region in self.regions
        )


@dataclass(frozen=True)
class Scopes:
    """Scopes of a document's sections and passages, by id; a statement may concern several regions."""

    sections: dict[str, tuple[Scope, ...]]
    passages: dict[str, tuple[Scope, ...]]


def document_scopes(document: Document) -> Scopes:
    """Scopes from headings, inherited downwards, narrowed by a passage's own words.

    A region of one county keeps the NUTS 2 code; training material has SEZZ throughout.
    """
    frames: dict[str, Frame] = {}
    base = _base(document)
    for section in document.sections:
        parent = frames.get(section.parent_id or "", base)
        frames[section.section_id] = _in_section(section, parent, document, base)
    passages = {
        passage.passage_id: _in_passage(passage, frames.get(passage.section_id or "", base)).scopes()
        for passage in document.passages
    }
    return Scopes({key: frame.scopes() for key, frame in frames.items()}, passages)


def _base(document: Document) -> Frame:
    if document.metadata.training:
        return Frame((TRAINING_REGION,))
    codes = document.metadata.region_codes
    return Frame((codes[0],) if len(codes) == 1 else (COUNTRY,))


def _in_section(section: Section, parent: Frame, document: Document, base: Frame) -> Frame:
    heading = section.heading
    frame = _places(heading, parent, document)
    frame = _national(heading, frame, base)
    programme = programme_of(document.metadata.programme, document.metadata.period_start)
    return _programme_part(heading, frame, programme, base)


def _places(heading: str, frame: Frame, document: Document) -> Frame:
    """A heading that is about a county or municipality, or about another region where the document has several."""
    if document.metadata.training:
        return frame
    place = heading_place(heading)
    if place is None:
        return frame
    codes = document.metadata.region_codes
    several = len(codes) != 1
    places = load_places()
    within = several or any(places.region_of(place.code) == places.region_of(code) for code in codes)
    return replace(frame, regions=(_code(place),)) if within else frame


def _code(place: Place) -> str:
    """A county that is a whole region keeps the region's code."""
    if place.level == "county" and sum(p.within == place.within for p in load_places().level("county")) == 1:
        return place.within
    return place.code


@cache
def _place_patterns() -> list[tuple[re.Pattern[str], Place]]:
    patterns = []
    for place in load_places().by_code.values():
        names = "|".join(re.escape(name) for name in sorted(place.names, key=len, reverse=True))
        patterns.append((re.compile(rf"(?:[\d.]+\s+)?(?:region(?:en)?\s|för\s|i\s)?(?:{names})s?", re.I), place))
    return patterns


@cache
def heading_place(heading: str) -> Place | None:
    """The place that a heading consists of ("4.2 Örebro län", "Eskilstuna"), or None.

    Of a region and its only county the region is meant.
    """
    for pattern, place in _place_patterns():
        if pattern.fullmatch(heading.strip().rstrip(":")):
            return place
    for pattern, place in _place_patterns():
        if place.level == "county" and re.search(rf"\b(?:i|för)\s{re.escape(place.name)}\b", heading):
            return place
    return None


def _national(heading: str, frame: Frame, base: Frame) -> Frame:
    if base.regions == (TRAINING_REGION,):
        return frame
    if _NATIONAL.search(heading) and not _REGIONAL.search(heading) and heading_place(heading) is None:
        return replace(frame, regions=(COUNTRY,))
    return frame


def _programme_part(heading: str, frame: Frame, programme: Programme | None, base: Frame) -> Frame:
    if programme is None:
        return frame
    area = _AREA.search(heading)
    if area and programme.has_area(area.group(1).upper()):
        frame = _with_area(area.group(1).upper(), frame, programme, base)
    priority = _INVESTMENT_PRIORITY.search(heading)
    if priority:
        frame = _with_priority(f"{priority.group(1)}.{priority.group(2)}", frame, programme)
    objective = _OBJECTIVE.search(heading)
    if objective:
        found = programme.priority_of_objective(f"{objective.group(1)}.{objective.group(2)}")
        if found:
            frame = _with_priority(found, frame, programme)
    theme = programme.thematic_area_in(heading)
    if theme:
        regional = frame.regions != (COUNTRY,)
        area_of_plan = frame.programme_area or ("A" if regional else None)
        frame = replace(frame, thematic_area=theme, programme_area=area_of_plan)
    return frame


def _with_area(area: str, frame: Frame, programme: Programme, base: Frame) -> Frame:
    """A programme area decided for the whole country is SE; one kept for some regions is theirs."""
    frame = replace(
        frame, programme_area=area, investment_priority=None, objective=None, thematic_area=None
    )
    if base.regions == (TRAINING_REGION,):
        return frame
    if programme.is_national(area):
        return replace(frame, regions=(COUNTRY,))
    reserved = programme.regions_of(area)
    if reserved and not set(frame.regions) & set(reserved):
        return replace(frame, regions=reserved)
    return frame


def _with_priority(priority: str, frame: Frame, programme: Programme) -> Frame:
    place = programme.place_of_priority(priority)
    if place is None:
        return frame
    area, objective = place
    return replace(frame, programme_area=area, investment_priority=priority, objective=objective)


def _in_passage(passage: Passage, frame: Frame) -> Frame:
    """A passage that names one programme area, itself or in its lead-in, belongs to it, if its section has none."""
    if frame.programme_area:
        return frame
    for text in (passage.text, passage.lead_in):
        areas = {match.group(1).upper() for match in _AREA.finditer(text)}
        if len(areas) == 1 and (passage.kind == "list_item" or text is passage.text):
            area = areas.pop()
            if area in "123ABCDEF" and passage.kind in ("list_item", "paragraph") and len(text) < 600:
                return replace(frame, programme_area=area)
        if areas:
            return frame
    return frame
