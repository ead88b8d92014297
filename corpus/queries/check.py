"""Check queries.yaml, dev-2.yaml and dev-3.yaml: form, identifiers, and that every quote stands in its source. Run from the repository root.

`python corpus/queries/check.py` prints the counts by type; each fault is a line, and any fault gives exit code 1.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CORPUS = HERE.parent
TAXONOMY = CORPUS.parent / "src" / "esfnlp" / "taxonomy" / "data"
TYPES = {
    "plans",
    "english",
    "paraphrase",
    "abbreviation",
    "misspelling",
    "filter",
    "negative",
    "number",
    "comparison",
    "actor",
    "exclusion",
    "theme",
}
STATUSES = {"prioritised", "eligible", "mentioned", "excluded", None}
RELATIONS = {"prioritises", "mentions", "excludes", "responsible", "targets", None}
PARSE = {"relation", "concepts", "actors", "themes", "regions", "period"}
FIELDS = {"id", "type", "language", "split", "query", "parse", "plans", "silent", "numbers", "passages"}


def plain_lines(markdown: str) -> list[str]:
    """The source's text, a paragraph, list item or table row a line, without headings, markup and front matter."""
    body = markdown.split("\n---\n", 1)[1]
    body = re.sub(r"(?m)^#.*$|\[\^\d+\](?!:)", "", body)
    body = re.sub(r"\*\*|(?<!\w)\*(?=\w)|(?<=[\w.,)])\*(?!\w)", "", body)
    body = re.sub(r"(?m)^(> |- |\d+\. |[a-z]\) |\[\^\d+\]: )", "", body)
    return [line for line in (re.sub(r"\s+", " ", part).strip() for part in body.split("\n")) if line]


def sources() -> dict[str, list[str]]:
    """The plain lines of each digest, by document id."""
    files = sorted((CORPUS / "sources").glob("digest-*.md"))
    return {file.stem: plain_lines(file.read_text(encoding="utf-8")) for file in files}


def known_ids() -> set[str]:
    """Every identifier of the taxonomy: groups, themes, actors and place codes."""
    ids = {"SE"}
    for name in ("target_groups", "themes", "actor_classes", "organisations"):
        ids |= {
            entry["id"] for entry in yaml.safe_load((TAXONOMY / f"{name}.yaml").read_text(encoding="utf-8"))
        }
    for places in yaml.safe_load((TAXONOMY / "places.yaml").read_text(encoding="utf-8")).values():
        ids |= {place["code"] for place in places if isinstance(place, dict) and "code" in place}
    for gold in (CORPUS / "gold").glob("digest-*.json"):
        ids |= set(re.findall(r'"(ac:[^"]+)"', gold.read_text(encoding="utf-8")))
    return ids


def quote_faults(passage: dict[str, Any], lines: list[str]) -> Iterator[str]:
    """The quote stands in one paragraph, item or row of the source; with `after`, the first below it counts."""
    places = [number for number, line in enumerate(lines) if passage["quote"] in line]
    if "after" in passage:
        start = [number for number, line in enumerate(lines) if passage["after"] in line]
        if len(start) != 1:
            yield f"`after` stands {len(start)} times: {passage['after']}"
            return
        places = [number for number in places if number > start[0]][:1]
    if len(places) != 1:
        yield f"stands {len(places)} times in {passage['document_id']}: {passage['quote']}"


def parse_faults(parse: dict[str, Any], known: set[str]) -> Iterator[str]:
    """The parse has known fields, relations, identifiers and a period of two years."""
    yield from (f"unknown parse field {name}" for name in set(parse) - PARSE)
    if parse.get("relation") not in RELATIONS:
        yield f"unknown relation {parse['relation']}"
    period = parse.get("period")
    if period is not None and not (len(period) == 2 and period[0] <= period[1]):
        yield f"bad period {period}"
    for name in ("concepts", "actors", "themes", "regions"):
        yield from (f"unknown id {code}" for code in parse.get(name, []) if code not in known)


def query_faults(query: dict[str, Any], texts: dict[str, list[str]], known: set[str]) -> Iterator[str]:
    """Every fault of one query."""
    yield from (f"unknown field {name}" for name in set(query) - FIELDS)
    if (
        query["type"] not in TYPES
        or query["language"] not in ("sv", "en")
        or query["split"] not in ("dev", "test")
    ):
        yield "unknown type, language or split"
    yield from parse_faults(query["parse"], known)
    rows = [*(query.get("plans") or []), *(query.get("numbers") or []), *query["passages"]]
    named = [*(row["document_id"] for row in rows), *query.get("silent", ())]
    yield from (f"unknown document {document_id}" for document_id in named if document_id not in texts)
    for plan in query.get("plans") or []:
        if plan["status"] not in STATUSES or plan["grade"] not in (1, 2, 3):
            yield f"bad plan {plan}"
    seen = Counter((row["document_id"], row["quote"], row.get("after")) for row in query["passages"])
    yield from (f"twice: {quote}" for (_, quote, _), times in seen.items() if times > 1)
    for passage in query["passages"]:
        if passage["grade"] not in (1, 2, 3):
            yield f"bad grade {passage}"
        yield from quote_faults(passage, texts.get(passage["document_id"], []))


def main() -> int:
    """Print counts and faults; 1 where there is a fault."""
    files = [HERE / "queries.yaml", HERE / "dev-2.yaml", HERE / "dev-3.yaml"]
    queries = [query for file in files for query in yaml.safe_load(file.read_text(encoding="utf-8"))]
    texts, known = sources(), known_ids()
    faults = [f"{query['id']}: {fault}" for query in queries for fault in query_faults(query, texts, known)]
    for field in ("id", "query"):
        repeated = Counter(query[field] for query in queries)
        faults += [f"{field} twice: {value}" for value, times in repeated.items() if times > 1]
    counts = Counter((query["type"], query["language"]) for query in queries)
    lines = [f"{kind:13} {language} {number:4}" for (kind, language), number in sorted(counts.items())]
    sys.stdout.write("\n".join([*lines, f"{len(queries)} queries, {len(faults)} faults", *faults]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
