"""How the parts of the programmes answer to each other over the periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from esfnlp.taxonomy.concepts import load_yaml

_COLUMNS = {"thematic": "thematic_area", "priority": "investment_priority", "area": "programme_area"}
"""From the narrowest to the widest part, with the scope column that names it."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A programme area, investment priority or thematic area of the programme that began in `year`."""

    year: int
    level: str
    part_id: str

    def __str__(self) -> str:
        return self.part_id


@dataclass(frozen=True, slots=True)
class Strand:
    """Parts of several programmes that are about the same; `reason` says why they are taken together."""

    strand_id: str
    labels: Mapping[str, str]
    reasons: Mapping[str, str]
    parts: tuple[Part, ...]

    def parts_of(self, year: int) -> tuple[Part, ...]:
        """Those of the programme that began in `year`; none where it has nothing that answers to the strand."""
        return tuple(part for part in self.parts if part.year == year)


@dataclass(frozen=True, slots=True)
class Continuation:
    """The later parts that took over what an earlier part was for."""

    earlier: Part
    later: tuple[Part, ...]
    reason: str


@dataclass(frozen=True)
class StrandMap:
    strands: tuple[Strand, ...]
    continuations: tuple[Continuation, ...]

    def of(self, part: Part) -> tuple[str, ...]:
        """The ids of the strands that a part belongs to."""
        return tuple(strand.strand_id for strand in self.strands if part in strand.parts)


def part_of(row: Mapping[str, Any], year: int) -> Part | None:
    """The narrowest part that a row's scope columns name; None where it is about the plan as a whole."""
    for level, column in _COLUMNS.items():
        if row.get(column):
            return Part(year, level, str(row[column]))
    return None


@cache
def load_strands() -> StrandMap:
    """The mapping that travels with the package."""
    data = load_yaml("programme_strands.yaml")
    return StrandMap(
        tuple(_strand(entry) for entry in data["strands"]),
        tuple(
            Continuation(_link(entry["from"]), tuple(map(_link, entry["to"])), entry["reason"])
            for entry in data["continues"]
        ),
    )


def _strand(entry: Mapping[str, Any]) -> Strand:
    parts = (
        Part(year, level, str(name))
        for year, named in entry["parts"].items()
        for part in named
        for level, name in part.items()
    )
    return Strand(entry["id"], entry["label"], entry["reason"], tuple(parts))


def _link(entry: Mapping[str, Any]) -> Part:
    [(level, name)] = ((level, name) for level, name in entry.items() if level != "year")
    return Part(int(entry["year"]), level, str(name))
