"""What changed between two runs, and why: since a document changed, or since the software, its taxonomy or its
settings did."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from esfnlp.dataset.rows import scope_of
from esfnlp.dataset.tables import read_tables
from esfnlp.dataset.wording import content
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.store.results import DATASET, RUN_FILE
from esfnlp.swedish.tokens import squeeze

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset

Cause = Literal["document", "software", "settings", "other"]
"""`document`: its file changed, came or went. `software`: code, taxonomy or models. `other`: what a manifest states of
it, or corrections of reviewers. Where file and software both changed, each record says which: where its sentence
stands in the other text too, it was the software."""
Kind = Literal["added", "removed", "changed", "rescored"]

ITEM = {"target_groups": "concept", "actors": "actor", "priorities": "text", "targets": "indicator"}
_ABOUT = {"record_id", "document_id", "passage_id", "char_start", "char_end", "page"}
"""Columns that say where a record stands and change with the text around it."""
_SURENESS = {"confidence", "method", "cue", "inconsistencies"}
"""A record in which nothing else differs is rescored."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that only one run has, or that differs in some columns; `fields` has old and new of each."""

    document_id: str
    table: str
    cause: Cause
    before: Row | None
    after: Row | None
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "rescored" if self.fields.keys() <= _SURENESS else "changed"

    @property
    def item(self) -> str:
        row = self.after or self.before or {}
        return str(row[ITEM[self.table]] or "")

    def to_json(self) -> dict[str, Any]:
        before, after = self.before or {}, self.after or {}
        return {
            "document_id": self.document_id,
            "cause": self.cause,
            "kind": self.kind,
            "table": self.table,
            "item": self.item,
            **scope_of(after or before),
            "fields": {name: list(values) for name, values in self.fields.items()},
            **{f"{name}_{side}": row.get(name)
               for name in ("record_id", "quote", "page") for side, row in (("old", before), ("new", after))},
        }  # fmt: skip


@dataclass(frozen=True)
class RunDiff:
    """`causes` has an entry for every document that is not the same in both runs."""

    old: str
    new: str
    software: tuple[str, str]
    """Version and fingerprint of both runs' software."""
    settings_changed: bool
    causes: Mapping[str, tuple[Cause, ...]]
    changes: Sequence[RecordChange]
    unchanged: int
    """Records that are the same in both."""

    @property
    def software_changed(self) -> bool:
        return self.software[0] != self.software[1]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many records by cause and kind of change."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes:
            found[change.cause][change.kind] += 1
        return {cause: dict(kinds) for cause, kinds in sorted(found.items())}

    def to_json(self) -> dict[str, Any]:
        return {
            "old": self.old,
            "new": self.new,
            "software": {"old": self.software[0], "new": self.software[1], "changed": self.software_changed},
            "settings_changed": self.settings_changed,
            "documents": [{"document_id": name, "causes": list(own)} for name, own in self.causes.items()],
            "counts": self.counts(),
            "unchanged": self.unchanged,
            "records": [change.to_json() for change in self.changes],
        }


def diff_runs(old: Path, new: Path) -> RunDiff:
    """The differences between the datasets in two output folders.

    Raises
    ------
    NothingToDoError : a folder holds no dataset, or one of a newer version.
    """
    datasets = read_tables(old / DATASET), read_tables(new / DATASET)
    runs = _run(old), _run(new)
    software = _software(runs[0]), _software(runs[1])
    settings_changed = runs[0].get("settings") != runs[1].get("settings")
    causes = _causes(*datasets, software[0] != software[1], settings_changed)
    changes: list[RecordChange] = []
    unchanged = 0
    texts = _texts(datasets[0], causes), _texts(datasets[1], causes)
    for table in RECORD_TABLES:
        rows = _by_document(datasets[0].rows(table)), _by_document(datasets[1].rows(table))
        for document_id in sorted(rows[0].keys() | rows[1].keys()):
            pairs = list(_pairs(table, rows[0].get(document_id, []), rows[1].get(document_id, [])))
            own = causes.get(document_id) or _general(software[0] != software[1], settings_changed)
            found = list(_differing(document_id, table, pairs, own, texts))
            changes += found
            unchanged += len(pairs) - len(found)
    return RunDiff(str(old), str(new), software, settings_changed, causes, changes, unchanged)


def _run(out: Path) -> dict[str, Any]:
    """What the run says of itself; nothing where its file is gone."""
    try:
        found: dict[str, Any] = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _software(run: Mapping[str, Any]) -> str:
    return f"{run.get('esfnlp_version', 'unknown')} {str(run.get('software_fingerprint', ''))[:12]}".strip()


def _general(software: bool, settings: bool) -> tuple[Cause, ...]:
    """The causes that hold for every document."""
    found: list[Cause] = []
    if software:
        found.append("software")
    if settings:
        found.append("settings")
    return tuple(found) or ("other",)


def _causes(old: "Dataset", new: "Dataset", software: bool, settings: bool) -> dict[str, tuple[Cause, ...]]:
    """By document, where anything that decides on its records differs."""
    rows = tuple(
        {str(row["document_id"]): row for row in dataset.rows("documents")} for dataset in (old, new)
    )
    found: dict[str, tuple[Cause, ...]] = {}
    for document_id in sorted(rows[0].keys() | rows[1].keys()):
        before, after = rows[0].get(document_id), rows[1].get(document_id)
        causes: list[Cause] = [cause for cause in _general(software, settings) if cause != "other"]
        if before is None or after is None:
            causes = ["document"]
        elif before["source_sha256"] != after["source_sha256"]:
            causes = ["document", *causes]
        elif not causes and before != after:
            causes = ["other"]
        if causes:
            found[document_id] = tuple(causes)
    return found


def _texts(dataset: "Dataset", causes: Mapping[str, Sequence[Cause]]) -> dict[str, str]:
    """The squeezed text of the documents of which both file and software changed."""
    wanted = [document for document, own in causes.items() if "document" in own and len(own) > 1]
    found: dict[str, list[str]] = defaultdict(list)
    if wanted:
        for row in dataset.rows("passages", ["document_id", "text"], documents=wanted):
            found[str(row["document_id"])].append(squeeze(row["text"]))
    return {document: "".join(parts) for document, parts in found.items()}


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["document_id"])].append(row)
    return found


Pair = tuple[Row | None, Row | None]


def _pairs(table: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Every record of both runs once: those of one id, then of one item and quote, then of one item and scope."""
    left, right = list(old), list(new)
    keys: tuple[Callable[[Row], Hashable], ...] = (
        lambda row: str(row["record_id"]),
        lambda row: (_item(table, row), squeeze(row["quote"])),
        lambda row: (_item(table, row), tuple(scope_of(row).items())),
    )
    for key in keys:
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in right:
            waiting[key(row)].append(row)
        rest: list[Row] = []
        for row in left:
            same = waiting.get(key(row))
            if same:
                yield row, same.pop(0)
            else:
                rest.append(row)
        left, right = rest, [row for own in waiting.values() for row in own]
    yield from ((row, None) for row in left)
    yield from ((None, row) for row in right)


def _item(table: str, row: Row) -> Hashable:
    value = str(row[ITEM[table]] or "")
    return value if table in ("target_groups", "actors") else content(value)


def _differing(
    document_id: str,
    table: str,
    pairs: Iterable[Pair],
    causes: Sequence[Cause],
    texts: tuple[Mapping[str, str], Mapping[str, str]],
) -> Iterator[RecordChange]:
    for before, after in pairs:
        fields = _fields(table, before, after) if before and after else {}
        if fields or before is None or after is None:
            cause = _cause(document_id, before, after, causes, texts)
            yield RecordChange(document_id, table, cause, before, after, fields)


def _fields(table: str, before: Row, after: Row) -> dict[str, tuple[Any, Any]]:
    names = [name for name in COLUMNS[table] if name not in _ABOUT]
    return {name: (before[name], after[name]) for name in names if before[name] != after[name]}


def _cause(
    document_id: str,
    before: Row | None,
    after: Row | None,
    causes: Sequence[Cause],
    texts: tuple[Mapping[str, str], Mapping[str, str]],
) -> Cause:
    """The one cause; where file and software both changed, the software where the evidence is in both texts."""
    if len(causes) == 1 or "document" not in causes:
        return causes[0]
    quotes = ((before, texts[1]), (after, texts[0]))
    stands = all(
        squeeze(row["quote"]) in text.get(document_id, "") for row, text in quotes if row is not None
    )
    return causes[1] if stands else "document"
