"""Writes a release: one folder that holds the dataset in every format, and what is needed to cite it."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from esfnlp.dataset.package import descriptor
from esfnlp.dataset.tables import read_tables
from esfnlp.errors import UsageError
from esfnlp.release import changes as change_log
from esfnlp.release import codebook, database
from esfnlp.release.check import Keys, check_table
from esfnlp.release.citation import CITATION, citation
from esfnlp.release.excel import Workbook
from esfnlp.release.provenance import PROVENANCE, file_hash, provenance
from esfnlp.release.statistics import labelled, write_spss, write_stata
from esfnlp.release.tables import PERSON, Table, read_arrow, released_tables
from esfnlp.release.version import dataset_version, software_of
from esfnlp.taxonomy import load_taxonomy
from esfnlp.taxonomy.skos import to_turtle

EXCEL, SQLITE, TURTLE = "esfnlp.xlsx", "esfnlp.sqlite", "taxonomy.ttl"
_FOLDERS = ("csv", "parquet", "spss", "stata")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Release:
    """What was written: the folder, the dataset's version, and the rows of each table."""

    folder: Path
    version: str
    sizes: dict[str, int] = field(default_factory=dict)
    persons_left_out: int = 0


def export(
    out: Path,
    to: Path,
    *,
    with_persons: bool = False,
    since: Path | None = None,
    fingerprint: str = "",
    progress: Progress | None = None,
) -> Release:
    """Writes the release of the dataset in `out` to the folder `to`, which appears when it is complete.

    An earlier release in `to` is replaced. The same dataset gives the same bytes. `fingerprint` is that of the
    software that exports, for the provenance.

    Raises
    ------
    UsageError : `to` is a file, holds something else than a release or cannot be written, or `since` holds none.
    NothingToDoError : there is no dataset, it is of a newer version, or it does not hold to the contract.
    """
    read_tables(out / "dataset")
    _check_place(to)
    earlier = change_log.open_release(since) if since else None
    options = _Options(with_persons, earlier, fingerprint)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{to.name}-", dir=to.parent) as temporary:
            folder = Path(temporary) / to.name
            release = _write(out, folder, options, progress or (lambda _: None))
            if to.exists():
                shutil.rmtree(to)
            folder.rename(to)
    except OSError as error:
        raise UsageError(f"--to {to}: the release cannot be written: {error}") from error
    return Release(to, release.version, release.sizes, release.persons_left_out)


def _check_place(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise UsageError(f"--to {to} is a file; give a folder")
    if to.is_dir() and any(to.iterdir()) and not (to / PROVENANCE).is_file():
        raise UsageError(f"--to {to} is not empty and holds no release; give a new folder")


@dataclass(frozen=True)
class _Options:
    with_persons: bool
    earlier: change_log.Earlier | None
    fingerprint: str

    @property
    def since(self) -> str | None:
        return self.earlier.version if self.earlier else None


def _write(out: Path, folder: Path, options: _Options, tell: Progress) -> Release:
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    version = dataset_version(out / "dataset")
    tables = _write_tables(out / "dataset", folder, options.with_persons, tell)
    turtle = to_turtle(load_taxonomy())
    _write_text(folder / TURTLE, turtle)
    _write_text(folder / "codebook.csv", codebook.to_csv(tables.columns))
    _write_text(folder / "codebook.md", codebook.to_markdown(tables.columns, tables.sizes, version=version))
    _write_text(folder / "datapackage.json", _descriptor(folder, version))
    _write_text(folder / CITATION, citation(out, read_arrow(folder / "parquet" / "documents.parquet")))
    if options.earlier:
        tell("changes")
        _write_changes(out, folder, options.earlier, turtle)
    story = provenance(
        out, folder, with_persons=options.with_persons, since=options.since, fingerprint=options.fingerprint
    )
    _write_text(folder / PROVENANCE, story)
    return Release(folder, version, tables.sizes, tables.persons_left_out)


def _write_changes(out: Path, folder: Path, earlier: change_log.Earlier, turtle: str) -> None:
    found = change_log.find_changes(earlier.folder, folder)
    fingerprint = software_of(out).get("fingerprint", "")
    log = change_log.to_markdown(earlier, dataset_version(out / "dataset"), found, turtle, fingerprint)
    _write_text(folder / "CHANGES.md", log)
    _write_text(folder / "CHANGES.csv", change_log.to_csv(found))


@dataclass
class _Written:
    """What is known of the tables once all are written."""

    sizes: dict[str, int] = field(default_factory=dict)
    columns: list[codebook.Column] = field(default_factory=list)
    persons_left_out: int = 0


def _write_tables(dataset: Path, folder: Path, with_persons: bool, tell: Progress) -> _Written:
    """Every table in every format; each is checked before anything is written of it."""
    written, keys = _Written(), Keys()
    with ExitStack() as stack:
        workbook = stack.enter_context(Workbook(folder / EXCEL))
        connection = stack.enter_context(closing(database.connect(str(folder / SQLITE))))
        for table in released_tables(dataset, with_persons=with_persons):
            tell(table.name)
            check_table(table, keys)
            _copy_plain(table, dataset, folder)
            data = labelled(table)
            write_stata(table, data, folder / "stata" / f"{table.name}.dta")
            write_spss(table, data, folder / "spss" / f"{table.name}.sav")
            database.add_table(connection, table)
            workbook.add_sheet(table.name, list(table.columns), _flat_rows(table))
            written.columns += codebook.describe(table)
            written.sizes[table.name] = len(table)
            written.persons_left_out += table.left_out
        entries = list(codebook.rows(written.columns))
        database.add_texts(connection, "codebook", codebook.HEADER, entries)
        workbook.add_sheet("codebook", codebook.HEADER, entries)
        connection.commit()
    return written


def _copy_plain(table: Table, dataset: Path, folder: Path) -> None:
    """Parquet and CSV are the dataset's own files, but for rows that are left out."""
    parquet, csv_file = (
        (dataset / f"{table.name}.{kind}", folder / kind / f"{table.name}.{kind}")
        for kind in ("parquet", "csv")
    )
    if not table.left_out:
        shutil.copyfile(*parquet)
        shutil.copyfile(*csv_file)
        return
    pq.write_table(table.arrow, parquet[1], compression="zstd")
    with csv_file[0].open(encoding="utf-8", newline="") as source:
        lines = csv.reader(source)
        header = next(lines)
        kept = [line for line in lines if line[header.index("label")] != PERSON]
    with csv_file[1].open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([header, *kept])


def _flat_rows(table: Table) -> list[tuple[Any, ...]]:
    return list(zip(*(table.flat_values(name) for name in table.columns), strict=True))


def _descriptor(folder: Path, version: str) -> str:
    """The data package of the release's CSV files."""
    files: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "csv").iterdir()):
        files[path.stem] = {"bytes": path.stat().st_size, "hash": f"sha256:{file_hash(path)}"}
    package = descriptor(files)
    for resource in package["resources"]:
        resource["path"] = f"csv/{resource['path']}"
    return json.dumps({**package, "version": version}, ensure_ascii=False, indent=1) + "\n"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
