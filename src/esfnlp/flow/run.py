"""A run: ingest and extract each document, then write the dataset and its index."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import esfnlp
from esfnlp.dataset.tables import write_tables
from esfnlp.embedding import load
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.flow.fingerprint import software_fingerprint
from esfnlp.flow.inputs import Inputs, gather
from esfnlp.flow.stage import Stage
from esfnlp.flow.stages import extract_one, ingest_all
from esfnlp.language import LanguagePipeline
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.search.index import update_index
from esfnlp.settings import Settings
from esfnlp.store.files import write_atomic
from esfnlp.store.ingested import Ingested
from esfnlp.store.results import DATASET, INDEX, RUN_FILE, Result

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many documents are done, and how many there are."""


@dataclass(frozen=True)
class Problem:
    """A document that could not be read, or not wholly."""

    document_id: str
    reason: str


@dataclass(frozen=True)
class RunReport:
    """What a run did; `counts` are the rows of each table, `reused` how many documents were taken as they were."""

    documents: list[str]
    counts: dict[str, int]
    reused: int
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Documents of an earlier run that this run's input does not name; they left the dataset."""

    @property
    def exit_code(self) -> int:
        return 1 if self.problems else 0


def run(
    paths: list[Path],
    out: Path,
    *,
    settings: Settings,
    workers: int = 2,
    progress: Progress | None = None,
    embedder: str | None = None,
    until: Stage = Stage.index,
) -> RunReport:
    """The dataset of `paths` in `out`; documents whose file and software are unchanged are taken as they are.

    `embedder` names the encoder of the index (`esfnlp.embedding.load`), None the shipped one. A run that ends with
    an earlier stage than the index leaves what later stages wrote as it lies.

    Raises
    ------
    UsageError : a path is not there, a manifest is wrong, `out` is a file, or there is no such pipeline.
    NothingToDoError : no document could be read.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give --out a folder")
    encoder = load(embedder)
    started = datetime.now(UTC)
    language = LanguagePipeline(settings.language.pipeline or None)
    inputs = gather(paths)
    before = _documents_of_last_run(out)
    tell = progress or (lambda *_: None)
    ingested: dict[str, Ingested] = {}
    results: dict[str, Result] = {}
    reused = 0
    for done, taken in enumerate(ingest_all(inputs.sources, out, settings.ingest, workers=workers), start=1):
        document_id = taken.ingested.document_id
        ingested[document_id] = taken.ingested
        is_kept = True
        if until is not Stage.ingest:
            results[document_id], is_kept = extract_one(taken, out, language)
        reused += is_kept and not taken.is_new
        tell(document_id, done, len(inputs.sources))
    ordered = [ingested[source.document_id] for source in inputs.sources]
    if not any(one.is_read for one in ordered):
        reasons = "; ".join(reason for one in ordered[:3] for reason in one.unread)
        raise NothingToDoError(f"none of the {len(ordered)} documents could be read: {reasons}")
    kept = [results[one.document_id] for one in ordered if one.document_id in results]
    rows = {table: [row for result in kept for row in result.rows.get(table, [])] for table in COLUMNS}
    least = settings.dataset.min_confidence
    rows |= {table: _sure(rows[table], least) for table in RECORD_TABLES}
    report = _report(ordered, rows, reused, inputs, before)
    if until in (Stage.dataset, Stage.index):
        tell("dataset", len(ordered), len(ordered))
        write_tables(rows, out / DATASET)
    if until is Stage.index:
        tell("index", len(ordered), len(ordered))
        update_index(out / INDEX, rows, {r.document_id: f"{r.key} {least}" for r in kept}, encoder)
        write_atomic(out / RUN_FILE, _run_json(report, settings, started))
    return report


def _sure(rows: list[Row], least: float) -> list[Row]:
    return [row for row in rows if float(str(row["confidence"])) >= least]


def _report(
    ingested: list[Ingested], rows: dict[str, list[Row]], reused: int, inputs: Inputs, before: set[str]
) -> RunReport:
    return RunReport(
        documents=[one.document_id for one in ingested],
        counts={table: len(found) for table, found in rows.items()},
        reused=reused,
        problems=[Problem(one.document_id, reason) for one in ingested for reason in one.unread],
        skipped=[path.name for path in inputs.skipped],
        dropped=sorted(before - {one.document_id for one in ingested}),
    )


def _documents_of_last_run(out: Path) -> set[str]:
    try:
        found: list[str] = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))["documents"]
        return set(found)
    except (OSError, ValueError, KeyError):
        return set()


def _run_json(report: RunReport, settings: Settings, started: datetime) -> str:
    content = {
        "esfnlp_version": esfnlp.__version__,
        "software_fingerprint": software_fingerprint(),
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": asdict(settings),
        **asdict(report),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
