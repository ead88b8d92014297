"""Writes the gazetteers that travel with the package from public name lists: places and named organisations.

    python pipeline/build_gazetteers.py GEODATA AUTHORITIES --out src/esfnlp/taxonomy/data

GEODATA is a folder with `municipality_county.csv[.xz]` (sjbrg/swedish-geodata, CC0 1.0), AUTHORITIES the file
`merged.json[.xz]` (civictechsweden/myndighetsdata, CC0 1.0). Other names of places stand in
`hand_kept/places.yaml`; organisations kept by hand stand in the upper part of `organisations.yaml`, and only
what is below its marker line is written anew.
"""

import argparse
import csv
import io
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from esfnlp.swedish.slugs import slug

HAND_KEPT = Path(__file__).parent / "hand_kept"

PLACES_HEAD = """\
# Swedish places: ESF regions (NUTS 2), counties (NUTS 3), municipalities (SCB code); the first name is shown.
# Written by pipeline/build_gazetteers.py. Codes and names of municipalities: sjbrg/swedish-geodata, CC0 1.0;
# NUTS codes: Eurostat. Other ways of writing the names are kept by hand in pipeline/hand_kept/places.yaml.
# Each name belongs to one place: a bare name that a county shares with a city is the municipality's.
"""

MARKER = "# ---- written by pipeline/build_gazetteers.py; what is kept by hand stands above this line ----\n"
UNIVERSITY = re.compile(r"universitet(?:et)?$|högskola|^Karolinska|^Konstfack|högskolan", re.I)
OTHER_COUNTY_NAMES = {"Södermanland": ["Sörmland"]}

COUNTY_NUTS = {
    "01": "SE110", "03": "SE121", "04": "SE122", "05": "SE123", "06": "SE211", "07": "SE212", "08": "SE213",
    "09": "SE214", "10": "SE221", "12": "SE224", "13": "SE231", "14": "SE232", "17": "SE311", "18": "SE124",
    "19": "SE125", "20": "SE312", "21": "SE313", "22": "SE321", "23": "SE322", "24": "SE331", "25": "SE332",
}  # fmt: skip


def read_text(path: Path) -> str:
    """Text of a file that may be packed with xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return str(file.read())


def read_geodata(folder: Path) -> list[dict[str, str]]:
    """One row per municipality with its county."""
    path = next(iter(sorted(folder.glob("municipality_county.csv*"))))
    return list(csv.DictReader(io.StringIO(read_text(path))))


def hand_kept(name: str) -> Any:
    return yaml.safe_load((HAND_KEPT / name).read_text(encoding="utf-8"))


def line(entry: dict[str, Any]) -> str:
    """An entry as one line of YAML in flow style; numerals are quoted for every parser's sake."""
    dumped = yaml.safe_dump(entry, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**6)
    dumped = re.sub(r"code: (\d{4}),", r"code: '\1',", dumped)
    dumped = re.sub(r"id: '(ac:[^']+)'", r"id: \1", dumped)
    return f"- {dumped.strip()}\n"


def municipality_names(row: dict[str, str], kept: dict[str, Any]) -> list[str]:
    """Official names and, where it can be nothing else, the bare name."""
    short, official = row["municipality_name_short"], row["municipality_name"]
    city = kept["cities"].get(row["municipality_code"])
    names = [city, official] if city else [official]
    return names if short in kept["no_bare_name"] else [short, *names]


def places(rows: list[dict[str, str]], kept: dict[str, Any]) -> str:
    counties = {row["county_code"]: row["county_name"] for row in rows}
    county_entries = [
        {
            "code": COUNTY_NUTS[code],
            "names": [name, *kept["counties"].get(COUNTY_NUTS[code], [])],
            "within": COUNTY_NUTS[code][:4],
        }
        for code, name in counties.items()
    ]
    municipality_entries = [
        {
            "code": row["municipality_code"],
            "names": municipality_names(row, kept),
            "within": COUNTY_NUTS[row["county_code"]],
        }
        for row in rows
    ]
    region_entries = [
        {"code": code, "names": names, "within": "SE"} for code, names in kept["regions"].items()
    ]
    parts = {"region": region_entries, "county": county_entries, "municipality": municipality_entries}
    return PLACES_HEAD + "".join(
        f"{key}:\n" + "".join(map(line, sorted(entries, key=lambda e: str(e["code"]))))
        for key, entries in parts.items()
    )


def organisation(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"ac:{slug(name)}", "label": {"sv": name}, **more, "type": kind}


def municipality_actors(rows: list[dict[str, str]], kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One actor per municipality; where two official names have one slug the later gets its code appended."""
    taken: set[str] = set()
    for row in rows:
        city, official = kept["cities"].get(row["municipality_code"]), row["municipality_name"]
        entry = organisation(
            city or official, "municipality", **({"alt": {"sv": [official]}} if city else {})
        )
        if entry["id"] in taken:
            entry["id"] += f"-{row['municipality_code']}"
        taken.add(entry["id"])
        yield entry


def county_boards(rows: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The 21 county administrative boards, under the county's short name."""
    for short, county in sorted({(row["county_name_short"], row["county_name"]) for row in rows}):
        other_names = [short, *OTHER_COUNTY_NAMES.get(short, [])]
        variants = [
            text for name in other_names for text in (f"länsstyrelsen i? {name} län?", f"{name} länsstyrelse")
        ]
        entry = organisation(f"Länsstyrelsen i {county}", "county_board", alt={"sv": variants})
        yield {**entry, "id": f"ac:lansstyrelsen-{slug(short)}"}


def first(value: Any) -> dict[str, Any]:
    """A register's entry; registers with several periods list the latest first."""
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}


def agencies(authorities: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """State agencies with staff of their own, as the statistics office's register lists them."""
    for name, registers in sorted(authorities.items()):
        of_group = first(registers.get("scb")).get("group") == "Statliga förvaltningsmyndigheter"
        listed = first(registers.get("esv"))
        if not (of_group and listed.get("employees")) or name.startswith("Länsstyrelsen") or "(" in name:
            continue
        english = {"en": listed["name_en"]} if listed.get("name_en") else {}
        kind = "education_provider" if UNIVERSITY.search(name) else "government_agency"
        yield {**organisation(name, kind), "label": {"sv": name, **english}}


def organisations(generated: Iterable[dict[str, Any]], current: str) -> str:
    """`current` with everything below the marker replaced; what is kept by hand is not generated again."""
    by_hand = current.partition(MARKER)[0]
    entries = yaml.safe_load(by_hand)
    known_ids = {entry["id"] for entry in entries}
    known_names = {
        name.casefold()
        for entry in entries
        for name in (entry["label"]["sv"], *entry.get("alt", {}).get("sv", []))
    }
    fresh = [
        e for e in generated if e["id"] not in known_ids and e["label"]["sv"].casefold() not in known_names
    ]
    return by_hand + MARKER + "".join(map(line, fresh))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geodata", type=Path)
    parser.add_argument("authorities", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/esfnlp/taxonomy/data"))
    args = parser.parse_args()
    rows, kept = read_geodata(args.geodata), hand_kept("places.yaml")
    (args.out / "places.yaml").write_text(places(rows, kept), encoding="utf-8")
    path = args.out / "organisations.yaml"
    authorities = json.loads(read_text(args.authorities))
    generated = [*municipality_actors(rows, kept), *county_boards(rows), *agencies(authorities)]
    path.write_text(organisations(generated, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
