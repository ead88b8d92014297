"""Whom and which part of the programme a statement concerns, from its headings and its own words."""

import re
from dataclasses import dataclass, replace

from esfnlp.document import Document, Passage, Section
from esfnlp.record import Scope
from esfnlp.swedish.sentences import sentences
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, Place, heading_place, load_places
from esfnlp.taxonomy.programmes import Programme, programme_of

_AREA = re.compile(r"\b(?:programområde|PO|POA|område)\s?([1-3]|[A-F])(?:\d)?(?![\w.:]*\d)\b", re.I)
_SPECIFIC_OBJECTIVE = re.compile(
    r"(?:^|\b(?:[Ii]nom|[Ii]|[Ff]ör|[Uu]nder|[Mm]ål(?:et)?)\s|^[\d.]+\s)([A-F])\.?\s?[1-9](?:\.[a-z])?(?=\s|$|:|,)"
)
"""Objectives of ESF+ areas are numbered within the area: A1, A.2, A2.a."""
_NATIONWIDE = re.compile(r"^(?:nationellt|på nationell nivå|i hela landet|i Sverige|för hela landet)\b", re.I)
_INVESTMENT_PRIORITY = re.compile(r"\binvesteringspriorit(?:et|ering)\w*\s+(\d{1,2})[.:](\d)\b", re.I)
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
            Scope(region, self.programme_area, self.investment_priority, self.objective, self.thematic_area)
            for region in self.regions
        )


@dataclass(frozen=True)
class Scopes:
    """Scopes of a document's sections and passages, by id; a statement may concern several regions.

    Within a passage the scope can narrow from one sentence on ("Mål 2.1 gäller ..."): `turns` holds, by passage
    id, the offsets in the document's text from which a scope holds, rising.
    """

    sections: dict[str, tuple[Scope, ...]]
    passages: dict[str, tuple[Scope, ...]]
    turns: dict[str, list[tuple[int, tuple[Scope, ...]]]]

    def at(self, passage_id: str, offset: int) -> tuple[Scope, ...]:
        """The scopes of a statement that begins at `offset` in the passage."""
        found = self.passages[passage_id]
        for start, scopes in self.turns.get(passage_id, ()):
            if start <= offset:
                found = scopes
        return found


def document_scopes(document: Document) -> Scopes:
    """Scopes from headings, inherited downwards, narrowed by a passage's own words.

    A region of one county keeps the NUTS 2 code; training material has SEZZ throughout.
    """
    base = _base(document)
    programme = programme_of(document.metadata.programme, document.metadata.period_start)
    frames: dict[str, Frame] = {}
    for section in document.sections:
        parent = frames.get(section.parent_id or "", base)
        frames[section.section_id] = _in_section(section, parent, document, base, programme)
    passages: dict[str, tuple[Scope, ...]] = {}
    turns: dict[str, list[tuple[int, tuple[Scope, ...]]]] = {}
    for passage in document.passages:
        frame = _in_passage(passage, frames.get(passage.section_id or "", base), programme, base)
        passages[passage.passage_id] = frame.scopes()
        found = _turns(passage, frame, programme, base)
        if found:
            turns[passage.passage_id] = [(start, turned.scopes()) for start, turned in found]
    return Scopes({key: frame.scopes() for key, frame in frames.items()}, passages, turns)


def _base(document: Document) -> Frame:
    if document.metadata.training:
        return Frame((TRAINING_REGION,))
    codes = document.metadata.region_codes
    return Frame((codes[0],) if len(codes) == 1 else (COUNTRY,))


def _in_section(
    section: Section, parent: Frame, document: Document, base: Frame, programme: Programme | None
) -> Frame:
    frame = _places(section.heading, parent, document)
    frame = _national(section.heading, frame, base)
    return _programme_part(section.heading, frame, programme, base)


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


def _national(heading: str, frame: Frame, base: Frame) -> Frame:
    if base.regions == (TRAINING_REGION,):
        return frame
    if _NATIONAL.search(heading) and not _REGIONAL.search(heading) and heading_place(heading) is None:
        return replace(frame, regions=(COUNTRY,))
    return frame


def _programme_part(heading: str, frame: Frame, programme: Programme | None, base: Frame) -> Frame:
    if programme is None:
        return frame
    area = _area_named(heading, programme)
    if area:
        frame = _with_area(area, frame, programme, base)
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
    frame = replace(frame, programme_area=area, investment_priority=None, objective=None, thematic_area=None)
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


def _area_named(text: str, programme: Programme) -> str | None:
    """The one programme area that a text names, by its id or by one of its objectives (A1)."""
    named = {match.group(1).upper() for match in _AREA.finditer(text)}
    named |= {match.group(1) for match in _SPECIFIC_OBJECTIVE.finditer(text)}
    known = {area for area in named if programme.has_area(area)}
    return known.pop() if len(known) == 1 else None


def _in_passage(passage: Passage, frame: Frame, programme: Programme | None, base: Frame) -> Frame:
    """The section's frame, narrowed by the label and the lead-in."""
    place = heading_place(passage.label) if passage.label else None
    if place and base.regions != (TRAINING_REGION,):
        frame = replace(frame, regions=(_code(place),))
    if programme is None:
        return frame
    for text in (passage.label, passage.lead_in):
        frame = _narrowed(text, frame, programme, base)
    return frame


def _turns(
    passage: Passage, frame: Frame, programme: Programme | None, base: Frame
) -> list[tuple[int, Frame]]:
    """Where the passage turns to an area, an objective or the whole country; it stays there until the next one."""
    if passage.kind == "heading" or base.regions == (TRAINING_REGION,):
        return []
    found = []
    for sentence in sentences(passage.text):
        text = passage.text[sentence.start : sentence.end]
        turned = _narrowed(text, frame, programme, base) if programme else frame
        if _NATIONWIDE.match(text):
            turned = replace(turned, regions=(COUNTRY,))
        if turned != frame:
            found.append((passage.char_start + sentence.start, turned))
    return found


def _narrowed(text: str, frame: Frame, programme: Programme, base: Frame) -> Frame:
    """The frame with the one area, objective or investment priority that the text names.

    What a section's heading has settled stays: a sentence in the section on area 1 that points to area 2 does not
    move.
    """
    if frame.programme_area is None:
        area = _area_named(text, programme)
        frame = _with_area(area, frame, programme, base) if area else frame
    named = {f"{m.group(1)}.{m.group(2)}" for m in _INVESTMENT_PRIORITY.finditer(text)}
    for match in _OBJECTIVE.finditer(text):
        found = programme.priority_of_objective(f"{match.group(1)}.{match.group(2)}")
        if found:
            named.add(found)
    if len(named) != 1:
        return frame
    priority = named.pop()
    place = programme.place_of_priority(priority)
    if place is None or frame.programme_area not in (None, place.area):
        return frame
    return _with_priority(priority, frame, programme)
