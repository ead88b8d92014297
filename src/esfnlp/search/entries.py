"""What the index holds of the dataset's rows: passages as they are searched, and the statements that answer."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from esfnlp.record import Row
from esfnlp.search.terms import compound_keys, folded_words, grams, text_keys, word_key
from esfnlp.swedish.contents import is_contents
from esfnlp.taxonomy.matching import matcher

KEPT_COLUMNS = (
    "passage_id", "document_id", "page", "kind", "role", "text", "section", "is_contents", "region_code",
    "char_start", "concepts",
)  # fmt: skip
"""Columns of a passage as it is shown or filtered by; `section` is the path of headings."""
FIELDS = ("words", "grams", "concepts")
"""What a passage is looked up by: keys of its words, letters of its words, what it is about."""
THEME_WEIGHT = 0.5
"""What a theme counts for that a passage is about and does not name."""
PART_WEIGHT = 0.5
AROUND_WEIGHT = 0.4
"""What the parts of a compound, and the words of headings and table headers, count for beside the text's own."""

_PLACE_COLUMNS = (
    "document_id", "record_id", "region_code", "passage_id", "quote", "page", "char_start", "confidence",
)  # fmt: skip
STATEMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "document_id", "title", "region_codes", "period_start", "period_end", "training", "warnings",
    ),
    "target_groups": (*_PLACE_COLUMNS, "concept", "status"),
    "actors": (*_PLACE_COLUMNS, "actor", "role"),
    "priorities": (*_PLACE_COLUMNS, "kind", "themes"),
    "targets": (*_PLACE_COLUMNS, "kind", "indicator", "value", "comparator", "unit", "year", "measure", "programme_area", "population"),
}  # fmt: skip
"""Columns by table of what an answer quotes; they are the contract's."""
LIST_COLUMNS = frozenset({"region_codes", "warnings", "themes", "population"})
"""Columns that hold lists, as JSON."""

SECTION_SEPARATOR = " › "
_CONCEPT_COLUMNS = {
    "passages": ("themes",),
    "target_groups": ("concept",),
    "actors": ("actor",),
    "priorities": ("themes", "target_groups"),
    "targets": ("population",),
    "mentions": ("concept",),
}


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage as it is kept: the columns that are shown, its terms by field with their weight, and the text
    that its vector is made of."""

    columns: Mapping[str, Any]
    terms: Mapping[str, Mapping[str, float]]
    embedded: str


def passage_entries(rows: Mapping[str, list[Row]], documents: Collection[str]) -> Iterator[PassageEntry]:
    """What is stored of each passage of the documents, in order."""
    paths = heading_paths(rows.get("sections", []))
    concepts = concepts_of_passages(rows)
    for row in rows.get("passages", []):
        if row["document_id"] in documents:
            headings = paths.get(str(row["section_id"]), [])
            yield _passage_entry(row, headings, sorted(concepts.get(str(row["passage_id"]), ())))


def _passage_entry(row: Row, headings: Sequence[str], concepts: Sequence[str]) -> PassageEntry:
    text = str(row["text"])
    weighed = _concept_terms(text, concepts)
    near = [str(row.get(name) or "") for name in ("label", "lead_in", "context")]
    columns = {
        **{column: row.get(column) for column in KEPT_COLUMNS},
        "section": SECTION_SEPARATOR.join(headings),
        "is_contents": int(is_contents(text, headings)),
        "concepts": " ".join(sorted(weighed)),
    }
    embedded = "\n".join(part for part in (*headings[-1:], *near, text) if part)
    terms = {
        **text_terms(text, "\n".join([*headings, *near])),
        "concepts": weighed,
    }
    return PassageEntry(columns, terms, embedded)


def _concept_terms(text: str, concepts: Sequence[str]) -> dict[str, float]:
    """The concepts of a passage; a theme that its words do not name was told by a classifier, and is less sure."""
    told = {concept for concept in concepts if concept.startswith("th:")}
    named = [match.concept_id for match in matcher("th")(text)]
    return dict.fromkeys(told, THEME_WEIGHT) | dict.fromkeys(
        [*named, *(c for c in concepts if c not in told)], 1.0
    )


def text_terms(text: str, around: str = "") -> dict[str, Mapping[str, float]]:
    """Terms of a text by field, with how often they stand there; what stands around it counts for less."""
    words: dict[str, float] = defaultdict(float)
    letters: list[str] = []
    for word in folded_words(text):
        words[word_key(word)] += 1
        letters += grams(word)
        for key in compound_keys(word):
            words[key] += PART_WEIGHT
    for key in text_keys(around):
        words[key] += AROUND_WEIGHT
    return {"words": words, "grams": Counter(letters)}


def statement_entries(
    rows: Mapping[str, list[Row]], table: str, documents: Collection[str]
) -> Iterator[dict[str, Any]]:
    """What is stored of the rows of one of `STATEMENT_COLUMNS`."""
    for row in rows.get(table, []):
        if row["document_id"] in documents:
            yield {
                column: json.dumps(row.get(column) or [], ensure_ascii=False)
                if column in LIST_COLUMNS
                else row.get(column)
                for column in STATEMENT_COLUMNS[table]
            }


def heading_paths(sections: Sequence[Row]) -> dict[str, list[str]]:
    """The headings over each section and its own, outermost first, by section_id."""
    by_id = {str(row["section_id"]): row for row in sections}
    paths: dict[str, list[str]] = {}
    for section_id in by_id:
        path: list[str] = []
        at: str | None = section_id
        while at in by_id and len(path) < len(by_id):
            path.append(str(by_id[at]["heading"]))
            parent = by_id[at]["parent_id"]
            at = str(parent) if parent else None
        paths[section_id] = path[::-1]
    return paths


def concepts_of_passages(rows: Mapping[str, list[Row]]) -> dict[str, set[str]]:
    """Target groups, themes and actors that the records and mentions find in each passage, by passage_id."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, columns in _CONCEPT_COLUMNS.items():
        for row in rows.get(table, []):
            for column in columns:
                value: Any = row.get(column) or ()
                found[str(row["passage_id"])].update([value] if isinstance(value, str) else value)
    return found
