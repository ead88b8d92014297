"""Files for annotation tools, for training and evaluation, and from them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.record import Row
from esfnlp.review import doccano, label_studio
from esfnlp.review.annotation import Annotation, Chunk, Imported, annotations_of, chunks
from esfnlp.review.bench import Bench
from esfnlp.review.compared import Compared, compare
from esfnlp.review.correction import correction_to_json
from esfnlp.review.gold import gold_of, read_gold_file, unjudged
from esfnlp.review.log import anonymous, read_log

Format = Literal["gold", "label-studio", "doccano", "docbin", "corrections"]
FORMATS: tuple[str, ...] = get_args(Format)


@dataclass(frozen=True)
class Exported:
    """Contents by file name, and what was left out, one line each."""

    files: dict[str, bytes]
    left_out: list[str]


def exported(
    bench: Bench,
    format: str,
    *,
    documents: Sequence[str] = (),
    judged: bool = False,
    partial: bool = False,
    reviewers: bool = False,
) -> Exported:
    """The dataset's records (or the corrections themselves) in a format.

    Parameters
    ----------
    documents : only these.
    judged : only records that a reviewer has judged, as finished annotations; gold has no others.
    partial : gold also of documents of which some records have not been judged.
    reviewers : corrections with the names of those who made them.

    Raises
    ------
    NothingToDoError : there is nothing to export.
    UsageError : an unknown document.
    """
    wanted = [
        row for row in bench.tables.rows("documents") if not documents or row["document_id"] in documents
    ]
    unknown = set(documents) - {row["document_id"] for row in wanted}
    if unknown:
        raise UsageError(f"no document {', '.join(sorted(unknown))} in {bench.out}")
    if format == "corrections":
        return _corrections(bench, {str(row["document_id"]) for row in wanted}, reviewers)
    if format == "gold":
        return _gold(bench, wanted, partial)
    held, texts = _annotations(bench, wanted, judged)
    if not held:
        raise NothingToDoError("no record to export; judge some and run again, or leave out --judged")
    return Exported(_FILES[format](texts, held, judged), [])


def imported(bench: Bench, format: str, path: Path, *, who: str = "", reject_rest: bool = False) -> Compared:
    """The corrections that a file comes to; nothing is kept yet.

    Raises
    ------
    UsageError : the file is not there, or is none of its format.
    """
    if not path.is_file():
        raise UsageError(f"no file at {path}")
    if format == "corrections":
        log = read_log([path])
        known = {one.correction_id for one in bench.log.corrections}
        return Compared([one for one in log.corrections if one.correction_id not in known], list(log.faults))
    scopes = {str(row["passage_id"]): row for row in bench.tables.rows("passages")}
    found = _read(bench, format, path, scopes)
    known_corrections = bench.log.standing
    document_of = cache(bench.document)
    made = compare(
        found, bench.records, document_of, scopes, known=known_corrections, who=who, reject_rest=reject_rest
    )
    return Compared(made.corrections, [f"{path}: {fault}" for fault in made.faults])


def _read(bench: Bench, format: str, path: Path, scopes: dict[str, Row]) -> Imported:
    document_of = cache(bench.document)
    if format == "docbin":
        from esfnlp.review.docbin import read_docbin

        return read_docbin(path.read_bytes(), document_of)
    try:
        text = path.read_text(encoding="utf-8")
        if format == "doccano":
            return doccano.read_lines(
                [json.loads(line) for line in text.split("\n") if line.strip()], document_of
            )
        content = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path}: not a {format} file; {error}") from error
    if format == "label-studio":
        return label_studio.read_tasks(content, document_of)
    return read_gold_file(content, document_of, scopes, bench.records)


def _corrections(bench: Bench, documents: set[str], reviewers: bool) -> Exported:
    mine = [one for one in bench.log.corrections if not one.document_id or one.document_id in documents]
    if not mine:
        raise NothingToDoError(f"no corrections in {bench.out}")
    lines = [
        json.dumps(correction_to_json(one), ensure_ascii=False)
        for one in (mine if reviewers else anonymous(mine))
    ]
    return Exported({"corrections.jsonl": ("\n".join(lines) + "\n").encode()}, [])


def _gold(bench: Bench, documents: Sequence[Row], partial: bool) -> Exported:
    judged = {table: [row for row in rows if row.get("review")] for table, rows in bench.records.items()}
    files, left_out = {}, []
    for document in documents:
        document_id = str(document["document_id"])
        if not any(row["document_id"] == document_id for rows in judged.values() for row in rows):
            continue
        open_ = unjudged(document_id, bench.records)
        if open_ and not partial:
            left_out.append(
                f"{document_id}: {open_} records have not been judged; --partial takes those that have"
            )
        else:
            files[f"{document_id}.json"] = _json(gold_of(document, judged))
    if not files:
        why = left_out[0] if left_out else "no record has been judged, or there was no run since"
        raise NothingToDoError(f"no gold to export: {why}")
    return Exported(files, left_out)


def _annotations(
    bench: Bench, documents: Sequence[Row], judged: bool
) -> tuple[list[Annotation], list[Chunk]]:
    records = {t: [r for r in rows if r.get("review") or not judged] for t, rows in bench.records.items()}
    held: list[Annotation] = []
    texts: list[Chunk] = []
    for document in documents:
        mine = annotations_of(records, str(document["document_id"]))
        if mine:
            held += mine
            texts += chunks(bench.document(str(document["document_id"])))
    return held, texts


def _label_studio(texts: Sequence[Chunk], held: Sequence[Annotation], judged: bool) -> dict[str, bytes]:
    tasks = label_studio.tasks(texts, held, judged=judged)
    return {"tasks.json": _json(tasks), "labelling.xml": label_studio.labelling_config().encode()}


def _doccano(texts: Sequence[Chunk], held: Sequence[Annotation], _: bool) -> dict[str, bytes]:
    lines = [json.dumps(line, ensure_ascii=False) for line in doccano.lines(texts, held)]
    return {"doccano.jsonl": ("\n".join(lines) + "\n").encode()}


def _docbin(texts: Sequence[Chunk], held: Sequence[Annotation], _: bool) -> dict[str, bytes]:
    from esfnlp.review.docbin import to_docbin

    return {"records.spacy": to_docbin(texts, held)}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


_FILES: dict[str, Callable[[Sequence[Chunk], Sequence[Annotation], bool], dict[str, bytes]]] = {
    "label-studio": _label_studio,
    "doccano": _doccano,
    "docbin": _docbin,
}
