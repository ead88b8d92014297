"""Check that the gold annotations keep their form and quote their sources.

    python -m pipeline.check_gold [DOCUMENT_ID ...] [--corpus DIR]

Prints one line per fault and exits with 1 where there is any: a source without gold or gold without a source,
keys or values outside the data contract, an unknown concept, a scope that the programme does not have, or a
quote that is not in the source.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pipeline.corpus_source import Source, SourceError, plain_text, read_source

from esfnlp.finding import ActorType, Comparator, Measure, PriorityKind, Role, Status, TargetKind, Unit
from esfnlp.swedish.slugs import slug
from esfnlp.taxonomy.concepts import Taxonomy, load_taxonomy
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
TABLES = ("target_groups", "actors", "priorities", "targets")
DOCUMENT_KEYS = (
    "document_id",
    "title",
    "doc_type",
    "programme",
    "period_start",
    "period_end",
    "region_codes",
)
SCOPE_KEYS = {"programme_area", "investment_priority", "objective", "thematic_area"}
REQUIRED = {
    "target_groups": {"concept", "status", "surface"},
    "actors": {"actor", "name", "surface", "actor_type", "role"},
    "priorities": {"kind", "text", "themes", "target_groups"},
    "targets": {"kind", "indicator", "value", "comparator", "unit", "population"},
}
OPTIONAL = {
    "target_groups": {"age_min", "age_max", "duration_min_months", "gender"},
    "actors": set[str](),
    "priorities": set[str](),
    "targets": {"year", "baseline", "measure"},
}
ENUMS: dict[tuple[str, str], set[str]] = {
    ("target_groups", "status"): set(get_args(Status)),
    ("target_groups", "gender"): {"women", "men"},
    ("actors", "role"): set(get_args(Role)),
    ("actors", "actor_type"): set(get_args(ActorType)),
    ("priorities", "kind"): set(get_args(PriorityKind)),
    ("targets", "kind"): set(get_args(TargetKind)),
    ("targets", "comparator"): set(get_args(Comparator)),
    ("targets", "unit"): set(get_args(Unit)),
    ("targets", "measure"): set(get_args(Measure)),
}
AREAS = {2007: set("123"), 2014: set("12345"), 2021: set("ABCDEF")}
THEMATIC_AREAS = {"ekonomisk-utsatthet", "etablering", "aterintrade", "instabil", "stabil"}
OBJECTIVES = {"1.1": "10.3", "1.2": "10.4", "2.1": "8.1", "2.2": "8.2", "2.3": "9.1", "3.1": "8.2"}
"""Objectives of 2014-2020 with their investment priorities."""

Row = Mapping[str, Any]


def squeeze(text: str) -> str:
    return " ".join(text.split())


def faults(source: Source, gold: Mapping[str, Any], taxonomy: Taxonomy) -> Iterator[str]:
    """What is wrong with the gold of one source, one line each."""
    if gold.keys() != {"document", *TABLES}:
        yield f"keys are {sorted(gold)}; want document, {', '.join(TABLES)}"
        return
    for key in DOCUMENT_KEYS:
        if gold["document"].get(key) != source.fields[key]:
            yield f"document.{key} is {gold['document'].get(key)!r}; the source says {source.fields[key]!r}"
    text = squeeze(plain_text(source))
    for table in TABLES:
        for number, row in enumerate(gold[table]):
            checks = (
                *form_faults(table, row),
                *scope_faults(source, row),
                *id_faults(table, row, taxonomy),
                *quote_faults(row, text),
            )
            yield from (f"{table}[{number}]: {fault}" for fault in checks)
        yield from doubles(table, gold[table])


def form_faults(table: str, row: Row) -> Iterator[str]:
    needed = REQUIRED[table] | {"region_code", "quote"}
    if missing := needed - row.keys():
        yield f"lacks {', '.join(sorted(missing))}"
    if unknown := row.keys() - needed - OPTIONAL[table] - SCOPE_KEYS:
        yield f"unknown keys {', '.join(sorted(unknown))}"
    for (of_table, key), allowed in ENUMS.items():
        if of_table == table and key in row and row[key] not in allowed:
            yield f"{key} is {row[key]!r}; want one of {', '.join(sorted(allowed))}"
    numbers = ("value", "baseline", "year", "age_min", "age_max", "duration_min_months")
    yield from (f"{key} is {row[key]!r}, not a number" for key in numbers if not is_number(row.get(key, 0)))


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def scope_faults(source: Source, row: Row) -> Iterator[str]:
    code = row.get("region_code")
    if code not in {COUNTRY, TRAINING_REGION} and code not in load_places().by_code:
        yield f"unknown region {code!r}"
    if (code == TRAINING_REGION) != bool(source.fields["training"]) and code != COUNTRY:
        yield f"region {code!r} in a document with training: {source.fields['training']}"
    area, period = row.get("programme_area"), source.fields["period_start"]
    if area is not None and area not in AREAS.get(period, set()):
        yield f"programme area {area!r} does not exist in the period from {period}"
    if "thematic_area" in row and (period != 2021 or row["thematic_area"] not in THEMATIC_AREAS):
        yield f"thematic area {row['thematic_area']!r} does not exist in the period from {period}"
    objective, priority = row.get("objective"), row.get("investment_priority")
    if (objective or priority) and period != 2014:
        yield f"investment priority or objective in the period from {period}"
    elif objective is not None and OBJECTIVES.get(objective) != priority:
        yield f"objective {objective!r} does not belong to investment priority {priority!r}"
    elif priority is not None and priority not in OBJECTIVES.values():
        yield f"unknown investment priority {priority!r}"


def id_faults(table: str, row: Row, taxonomy: Taxonomy) -> Iterator[str]:
    concepts = [*row.get("themes", []), *row.get("target_groups", []), *row.get("population", [])]
    if table == "target_groups":
        concepts.append(row.get("concept"))
    yield from (f"unknown concept {name!r}" for name in concepts if name not in taxonomy.concepts)
    if table == "priorities" and not 1 <= len(row.get("themes", [])) <= 3:
        yield f"{len(row.get('themes', []))} themes; want one to three"
    if table == "actors":
        yield from actor_faults(row, taxonomy)
        if row.keys() & {"investment_priority", "objective"}:
            yield "an actor's scope stops at the programme area or thematic area"


def actor_faults(row: Row, taxonomy: Taxonomy) -> Iterator[str]:
    known = taxonomy.concepts.get(str(row.get("actor")))
    if known is None and row.get("actor") != f"ac:{slug(str(row.get('name')))}":
        yield f"{row.get('actor')!r} is neither in the taxonomy nor the slug of its name {row.get('name')!r}"
    if known is not None and known.actor_type not in (None, row.get("actor_type")):
        yield f"{row['actor']} is a {known.actor_type}, not a {row.get('actor_type')}"


def quote_faults(row: Row, text: str) -> Iterator[str]:
    quote = squeeze(str(row.get("quote", "")))
    if not quote or quote not in text:
        yield f"quote not in the source: {quote!r}"
    surface = squeeze(str(row.get("surface", quote)))
    if surface.casefold() not in text.casefold():
        yield f"surface not in the source: {surface!r}"


def doubles(table: str, rows: list[Row]) -> Iterator[str]:
    """Records that stand twice: a scope has one record per concept and status, and one per actor."""
    keys = {"target_groups": ("concept",), "actors": ("actor",), "priorities": ("quote",)}
    if table not in keys:
        return
    seen: set[tuple[object, ...]] = set()
    for number, row in enumerate(rows):
        key = tuple(row.get(k) for k in ("region_code", *sorted(SCOPE_KEYS), *keys[table]))
        if key in seen:
            yield f"{table}[{number}]: {row.get(keys[table][0])!r} is recorded twice in its scope"
        seen.add(key)


def check(corpus: Path, document_id: str, taxonomy: Taxonomy) -> Iterator[str]:
    source_file, gold_file = corpus / f"sources/{document_id}.md", corpus / f"gold/{document_id}.json"
    missing = [path for path in (source_file, gold_file) if not path.is_file()]
    if missing:
        yield from (f"{path.parent.name}/{path.name} is missing" for path in missing)
        return
    try:
        source, gold = read_source(source_file), json.loads(gold_file.read_text(encoding="utf-8"))
    except (SourceError, json.JSONDecodeError) as error:
        yield str(error)
        return
    yield from faults(source, gold, taxonomy)


def document_ids(corpus: Path) -> list[str]:
    return sorted({path.stem for path in (*corpus.glob("sources/*.md"), *corpus.glob("gold/*.json"))})


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("documents", nargs="*", metavar="DOCUMENT_ID", help="default: all")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    args = parser.parse_args()
    taxonomy = load_taxonomy()
    found = 0
    for document_id in args.documents or document_ids(args.corpus):
        for fault in check(args.corpus, document_id, taxonomy):
            print(f"{document_id}: {fault}", file=sys.stderr)
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
