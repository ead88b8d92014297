"""Lists of Swedish names from the gazetteers: what the silver annotation and the made sentences draw on."""

import csv
import json
import lzma
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TAXONOMY = Path(__file__).parents[2] / "src" / "esfnlp" / "taxonomy" / "data"
COMMON_FIRST_NAMES = 700
"""So many names of each sex count as first names: rarer ones are mostly words and surnames."""
LISTED_FIRST_NAMES = 1500


@dataclass(frozen=True)
class Gazetteer:
    """Names by kind; every list is sorted."""

    agencies: list[str]
    organisations: list[str]
    """Agencies and the named bodies of the taxonomy."""
    taxonomy: list[str]
    """The named bodies of the taxonomy alone."""
    abbreviations: list[str]
    municipalities: list[str]
    """Official names: "Borås stad", "Tierps kommun"."""
    towns: list[str]
    counties: list[str]
    countries: list[str]
    localities: list[str]
    first_names: list[str]
    universities: list[str]
    schools: list[str]


def read_gazetteer(folder: Path) -> Gazetteer:
    """The lists of the gazetteer folder and of the package's own taxonomy."""
    rows = _rows(folder / "swedish-geodata/municipality_county.csv.xz")
    agencies = _agencies(folder)
    named, short = _taxonomy_names()
    return Gazetteer(
        agencies=sorted(agencies),
        organisations=sorted(set(named) | agencies),
        taxonomy=sorted(set(named)),
        abbreviations=sorted(set(short)),
        municipalities=sorted(row["municipality_name"] for row in rows),
        towns=sorted(row["municipality_name_short"] for row in rows),
        counties=sorted({row["county_name"] for row in rows}),
        countries=_countries(folder),
        localities=sorted(row["city"] for row in _rows(folder / "svensktext/ortsnamn.csv.xz")),
        first_names=_first_names(folder),
        universities=sorted(name for name in agencies if re.search(r"[Uu]niversitet|[Hh]ögskola", name)),
        schools=sorted(name for name in named if "folkhögskola" in name and name[0].isupper()),
    )


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def _agencies(folder: Path) -> set[str]:
    with lzma.open(folder / "myndighetsdata/merged.json.xz", "rt", encoding="utf-8") as text:
        named = set(json.load(text))
    named |= {row["name"] for row in _rows(folder / "svensktext/myndigheter.tsv.xz", "\t")}
    return {
        name
        for name in named
        if name[:1].isupper() and not name.isupper() and len(name) > 4 and "," not in name
    }


def _taxonomy_names() -> tuple[list[str], list[str]]:
    """Names and abbreviations of the package's organisations; patterns and class words are left out."""
    entries: list[dict[str, Any]] = yaml.safe_load(
        (TAXONOMY / "organisations.yaml").read_text(encoding="utf-8")
    )
    names, short = [], []
    for entry in entries:
        forms = [entry["label"]["sv"], *entry.get("alt", {}).get("sv", [])]
        names += [form for form in forms if form[:1].isupper() and not re.search(r"[=()|.]", form)]
        short += entry.get("abbreviations", [])
    return names, short


def _countries(folder: Path) -> list[str]:
    rows = _rows(folder / "svensktext/lander.csv.xz")
    return sorted({row[key] for row in rows for key in ("country", "capital") if row[key][:1].isupper()})


def _first_names(folder: Path, most: int = COMMON_FIRST_NAMES) -> list[str]:
    found: set[str] = set()
    for sex in ("kvinnor", "man"):
        rows = _rows(folder / f"svensktext/tilltalsnamn-{sex}.csv.xz")
        rows.sort(key=lambda row: -int(row["persons"]))
        found |= {row["name"] for row in rows[:most]}
    return sorted(found)


def write_first_names(folder: Path, path: Path) -> None:
    """The list that extraction believes names of persons by (`extract/patterns/first_names.txt`)."""
    path.write_text("\n".join(_first_names(folder, LISTED_FIRST_NAMES)) + "\n", encoding="utf-8")
