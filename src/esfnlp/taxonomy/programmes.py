"""The ESF programmes: areas, investment priorities with their objectives, and thematic areas."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from esfnlp.errors import UsageError
from esfnlp.taxonomy.concepts import load_yaml

_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*\.?\s+)?(?:tematisk\w*\s+)?(?:(?:mål)?område\w*\s*:?\s+)?", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a programme; `written` are other ways of writing its id or label.

    `themes` are the themes that the label itself stands for, where it is quoted as a priority.
    """

    part_id: str
    labels: Mapping[str, str]
    written: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    def label(self, language: str = "sv") -> str:
        return self.labels[language]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.labels["sv"], *self.written)


@dataclass(frozen=True, slots=True)
class InvestmentPriority(Named):
    objective: str = ""


@dataclass(frozen=True, slots=True)
class Area(Named):
    """`regions` (NUTS 2 codes) is empty where the area is for all of them."""

    decided: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    investment_priorities: tuple[InvestmentPriority, ...] = ()


class Place(NamedTuple):
    """Where an investment priority stands."""

    area: str
    objective: str


@dataclass(frozen=True)
class Programme:
    name: str
    period_start: int
    period_end: int
    labels: Mapping[str, str]
    cci: str
    areas: tuple[Area, ...]
    thematic_areas: tuple[Named, ...] = ()

    def has_area(self, area: str) -> bool:
        return any(own.part_id == area for own in self.areas)

    def area(self, area: str) -> Area:
        """The area with an id ("1", "A").

        Raises
        ------
        UsageError : the programme has no such area.
        """
        for own in self.areas:
            if own.part_id == area:
                return own
        known = ", ".join(own.part_id for own in self.areas)
        raise UsageError(
            f"{self.name} {self.period_start}-{self.period_end} has no area {area!r}; known: {known}"
        )

    def is_national(self, area: str) -> bool:
        """Whether only the country decides on the area, so that it is no region's own."""
        return self.has_area(area) and self.area(area).decided == ("national",)

    def regions_of(self, area: str) -> tuple[str, ...]:
        """NUTS 2 codes of the regions that the area is kept for, none where it is for all."""
        return self.area(area).regions if self.has_area(area) else ()

    def investment_priority(self, priority: str) -> InvestmentPriority | None:
        return next((own for _, own in self._priorities() if own.part_id == priority), None)

    def place_of_priority(self, priority: str) -> Place | None:
        """Area and objective of an investment priority ("10.3")."""
        places = (
            Place(area.part_id, own.objective) for area, own in self._priorities() if own.part_id == priority
        )
        return next(places, None)

    def priority_of_objective(self, objective: str) -> str | None:
        """The investment priority that an objective ("2.3") belongs to."""
        return next((own.part_id for _, own in self._priorities() if own.objective == objective), None)

    def _priorities(self) -> Iterator[tuple[Area, InvestmentPriority]]:
        return ((area, own) for area in self.areas for own in area.investment_priorities)

    def thematic_area_in(self, heading: str) -> str | None:
        """The one thematic area that a heading names, or None; the label of a programme area names none."""
        title = _NUMBERING.sub("", heading).strip()
        for area in self.areas:
            title = re.sub(re.escape(area.label()), "", title, flags=re.I)
        found = {own.part_id for own in self.thematic_areas if _mentions(title, own)}
        return found.pop() if len(found) == 1 else None


def _mentions(title: str, part: Named) -> bool:
    """The label or a longer variant stands in the title; a single word counts only as the whole title."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.I) is not None
        if " " in name
        else title.rstrip(":.").casefold() == name.casefold()
        for name in part.names
    )


@cache
def load_programmes() -> tuple[Programme, ...]:
    """The programmes that travel with the package, oldest first."""
    return tuple(_parse_programme(entry) for entry in load_yaml("programmes.yaml"))


def programme_of(name: str | None, period_start: int | None) -> Programme | None:
    """The programme with that name (ESF, ESF+) that has begun in or runs in that year."""
    return next(
        (
            programme
            for programme in load_programmes()
            if programme.name == name
            and period_start is not None
            and programme.period_start <= period_start <= programme.period_end
        ),
        None,
    )


def _parse_programme(entry: Mapping[str, Any]) -> Programme:
    return Programme(
        name=entry["programme"],
        period_start=entry["period"][0],
        period_end=entry["period"][1],
        labels=entry["label"],
        cci=entry["cci"],
        areas=tuple(_parse_area(area) for area in entry["areas"]),
        thematic_areas=tuple(Named(**_named(area)) for area in entry.get("thematic_areas", ())),
    )


def _parse_area(entry: Mapping[str, Any]) -> Area:
    return Area(
        **_named(entry),
        decided=tuple(entry["decided"]),
        regions=tuple(entry.get("regions", ())),
        objectives=tuple(entry.get("objectives", ())),
        investment_priorities=tuple(
            InvestmentPriority(**_named(priority), objective=priority["objective"])
            for priority in entry.get("investment_priorities", ())
        ),
    )


def _named(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "part_id": entry["id"],
        "labels": entry["label"],
        "written": tuple(str(name) for name in entry.get("written", ())),
        "themes": tuple(entry.get("themes", ())),
    }
