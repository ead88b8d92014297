"""A run: ingest and extract each document, then write the dataset and its index."""

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import esfnlp
from esfnlp.dataset.tables import write_tables
from esfnlp.embedding import Encoder, load
from esfnlp.errors import EsfnlpError, NothingToDoError, UsageError
from esfnlp.flow.corrections import Corrected, correct
from esfnlp.flow.fingerprint import software_fingerprint
from esfnlp.flow.inputs import Inputs, gather
from esfnlp.flow.last_run import documents_of_last_run, kept_document, read_last_run
from esfnlp.flow.stage import Stage
from esfnlp.flow.stages import Taken, extract_one, ingest_all
from esfnlp.language import LanguagePipeline
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.review.log import Log, correction_files, read_log
from esfnlp.search.index import indexed_encoder, open_index, update_index
from esfnlp.settings import Settings
from esfnlp.store.files import write_atomic
from esfnlp.store.ingested import Ingested
from esfnlp.store.lock import writing
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
    unfit: list[str] = field(default_factory=list)
    """Corrections of reviewers that fit no more."""
    faults: list[str] = field(default_factory=list)
    """Lines in files of corrections that are none."""

    @property
    def exit_code(self) -> int:
        return 1 if self.problems or self.faults else 0


def run(
    paths: list[Path],
    out: Path,
    *,
    settings: Settings,
    workers: int = 2,
    progress: Progress | None = None,
    embedder: str | None = None,
    until: Stage = Stage.index,
    corrections: Path | None = None,
) -> RunReport:
    """The dataset of `paths` in `out`; documents whose file and software are unchanged are taken as they are.

    `embedder` names the encoder of the index (`esfnlp.embedding.load`), None the shipped one. A run that ends with
    an earlier stage than the index leaves what later stages wrote as it lies. `corrections` is a file of them in
    place of those in `out`.

    Raises
    ------
    UsageError : a path is not there, a manifest is wrong, `out` is a file, or there is no such pipeline.
    NothingToDoError : no document could be read.
    BusyError : another run or an upload is writing to `out`.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give --out a folder")
    encoder = load(embedder)
    log = read_log(correction_files(out, corrections)) if _makes_tables(until) else Log()
    inputs = gather(paths)
    with writing(out):
        taken = ingest_all(inputs.sources, out, settings.ingest, workers=workers)
        work = _Work(out, settings, encoder, log, until, [str(path.absolute()) for path in paths], progress)
        return _done(work, taken, len(inputs.sources), inputs.skipped)


def add_documents(
    paths: list[Path], out: Path, *, workers: int = 2, progress: Progress | None = None
) -> RunReport:
    """The dataset in `out` with the documents of `paths` beside those of the last run, and with that run's settings.

    Files of the other documents are not looked at: what was read of them is taken as it is kept. A document with the
    id of one that is there takes its place.

    Raises
    ------
    UsageError : a path is not there.
    NothingToDoError : no document of `paths` could be read, or `out` does not keep those of the last run; the
        dataset stays as it was.
    BusyError : a run or another upload is writing to `out`.
    """
    read_last_run(out)
    inputs = gather(paths)
    with writing(out):
        return _added(inputs, paths, out, workers=workers, progress=progress)


def _added(
    inputs: Inputs, paths: list[Path], out: Path, *, workers: int, progress: Progress | None
) -> RunReport:
    """What the last run kept is looked at once nobody else writes."""
    last = read_last_run(out)
    added = {source.document_id for source in inputs.sources}
    others = [Taken(kept_document(out, name)) for name in last.documents if name not in added]
    new = list(ingest_all(inputs.sources, out, last.settings.ingest, workers=workers))
    _demand_read([taken.ingested for taken in new])
    noted = list(dict.fromkeys([*last.inputs, *(str(path.absolute()) for path in paths)]))
    log = read_log(correction_files(out, None))
    work = _Work(out, last.settings, _encoder_of(out), log, Stage.index, noted, progress)
    return _done(work, [*others, *new], len(others) + len(new), inputs.skipped)


@dataclass(frozen=True)
class _Work:
    """What a run is told; `noted` are the absolute paths of what it reads, where the reading room finds the files."""

    out: Path
    settings: Settings
    encoder: Encoder
    log: Log
    until: Stage
    noted: list[str]
    progress: Progress | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def tell(self, what: str, done: int, total: int) -> None:
        if self.progress:
            self.progress(what, done, total)


def _done(work: _Work, documents: Iterable[Taken], count: int, skipped: list[Path]) -> RunReport:
    """The stages after the first, of `count` documents as they are read."""
    out = work.out
    language = LanguagePipeline(work.settings.language.pipeline or None)
    before = set(documents_of_last_run(out))
    ingested: dict[str, Ingested] = {}
    results: dict[str, Result] = {}
    reused = 0
    for done, taken in enumerate(documents, start=1):
        document_id = taken.ingested.document_id
        ingested[document_id] = taken.ingested
        is_kept = True
        if work.until is not Stage.ingest:
            results[document_id], is_kept = extract_one(taken, out, language)
        reused += is_kept and not taken.is_new
        work.tell(document_id, done, count)
    ordered = [ingested[document_id] for document_id in sorted(ingested)]
    _demand_read(ordered)
    kept = [results[one.document_id] for one in ordered if one.document_id in results]
    rows = {table: [row for result in kept for row in result.rows.get(table, [])] for table in COLUMNS}
    least = work.settings.dataset.min_confidence
    corrected = correct(out, work.log, rows) if _makes_tables(work.until) else Corrected(rows)
    rows = {**corrected.rows, **{table: _sure(corrected.rows[table], least) for table in RECORD_TABLES}}
    report = replace(
        _report(ordered, rows, reused, skipped, before), unfit=corrected.unfit, faults=corrected.faults
    )
    if _makes_tables(work.until):
        work.tell("dataset", count, count)
        write_tables(rows, out / DATASET)
    if work.until is Stage.index:
        work.tell("index", count, count)
        keys = {r.document_id: f"{r.key} {least}{corrected.stamp(r.document_id)}" for r in kept}
        update_index(out / INDEX, rows, keys, work.encoder)
        write_atomic(out / RUN_FILE, _run_json(report, work))
    return report


def _makes_tables(until: Stage) -> bool:
    return until in (Stage.dataset, Stage.index)


def _demand_read(documents: list[Ingested]) -> None:
    """Raises `NothingToDoError` where nothing of any of the documents could be read."""
    if not any(one.is_read for one in documents):
        reasons = "; ".join(reason for one in documents[:3] for reason in one.unread)
        raise NothingToDoError(f"none of the {len(documents)} documents could be read: {reasons}")


def _encoder_of(out: Path) -> Encoder:
    """The encoder that made the index, the shipped one where there is no index to go on with."""
    try:
        with closing(open_index(out / INDEX)) as connection:
            name = indexed_encoder(connection).name
    except EsfnlpError:
        return load(None)
    return load(name)


def _sure(rows: list[Row], least: float) -> list[Row]:
    return [row for row in rows if float(str(row["confidence"])) >= least]


def _report(
    ingested: list[Ingested], rows: dict[str, list[Row]], reused: int, skipped: list[Path], before: set[str]
) -> RunReport:
    return RunReport(
        documents=[one.document_id for one in ingested],
        counts={table: len(found) for table, found in rows.items()},
        reused=reused,
        problems=[Problem(one.document_id, reason) for one in ingested for reason in one.unread],
        skipped=[path.name for path in skipped],
        dropped=sorted(before - {one.document_id for one in ingested}),
    )


def _run_json(report: RunReport, work: _Work) -> str:
    content = {
        "inputs": work.noted,
        "esfnlp_version": esfnlp.__version__,
        "software_fingerprint": software_fingerprint(),
        "started": work.started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": asdict(work.settings),
        **asdict(report),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
