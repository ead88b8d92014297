import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from esfnlp.dataset.tables import Dataset, read_tables
from esfnlp.document import Document
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.flow import stages
from esfnlp.flow.run import RunReport, run
from esfnlp.flow.stage import Stage
from esfnlp.flow.stages import document_rows
from esfnlp.language import LanguagePipeline
from esfnlp.record import COLUMNS, RECORD_TABLES
from esfnlp.settings import IngestSettings, Settings
from esfnlp.store.lock import LOCK

Rerun = Callable[..., RunReport]


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def texts(out: Path) -> dict[str, str]:
    read = (json.loads(path.read_text(encoding="utf-8")) for path in (out / "documents").glob("*.json"))
    return {document["document_id"]: document["text"] for document in read}


def documents(out: Path) -> dict[str, dict[str, Any]]:
    return {str(row["document_id"]): row for row in read_tables(out / "dataset").rows("documents")}


def break_a_file(plans: Path) -> Path:
    path = plans / "trasig.pdf"
    path.write_bytes(b"%PDF-1.7\nno objects here\n")
    return path


# --- what a run writes ------------------------------------------------------------------------------------------


def test_a_folder_of_readable_plans_ends_well(first_run: tuple[Path, RunReport]) -> None:
    _, report = first_run
    assert (report.exit_code, report.problems, report.reused) == (0, [], 0)
    assert report.documents == ["stockholm", "sydsverige", "vast"]


def test_every_table_is_there_as_parquet_and_as_csv(first_run: tuple[Path, RunReport]) -> None:
    written = files(first_run[0] / "dataset").keys()
    assert written == {f"{table}.{kind}" for table in COLUMNS for kind in ("parquet", "csv")} | {
        "datapackage.json"
    }


def test_documents_index_and_run_are_there(first_run: tuple[Path, RunReport]) -> None:
    out, report = first_run
    assert texts(out).keys() == set(report.documents)
    assert files(out / "index")
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["documents"] == report.documents


def test_the_report_counts_the_rows_of_the_tables(
    first_run: tuple[Path, RunReport], dataset: Dataset
) -> None:
    assert first_run[1].counts == {table: len(dataset.rows(table)) for table in COLUMNS}


@pytest.mark.parametrize("table", [*RECORD_TABLES, "passages", "mentions"])
def test_every_row_quotes_its_document_at_its_offsets(
    first_run: tuple[Path, RunReport], dataset: Dataset, table: str
) -> None:
    text = texts(first_run[0])
    column = "quote" if table in RECORD_TABLES else "text"
    rows = dataset.rows(table)
    assert rows
    for row in rows:
        assert text[str(row["document_id"])][row["char_start"] : row["char_end"]] == row[column]  # type: ignore[misc]


@pytest.mark.parametrize("table", RECORD_TABLES)
def test_every_quote_lies_in_its_passage(dataset: Dataset, table: str) -> None:
    passages = {row["passage_id"]: row for row in dataset.rows("passages")}
    for row in dataset.rows(table):
        passage = passages[row["passage_id"]]
        assert passage["char_start"] <= row["char_start"] <= row["char_end"] <= passage["char_end"]  # type: ignore[operator]


@pytest.mark.parametrize("table", RECORD_TABLES)
def test_record_ids_are_given_once(dataset: Dataset, table: str) -> None:
    ids = [row["record_id"] for row in dataset.rows(table)]
    assert len(ids) == len(set(ids))


def test_groups_have_their_status_and_scope(dataset: Dataset) -> None:
    found = {
        (r["region_code"], r["programme_area"], r["concept"], r["status"])
        for r in dataset.rows("target_groups")
    }
    assert found >= {
        ("SE22", "2", "tg:uvas", "prioritised"),
        ("SE22", "2", "tg:asylsokande", "excluded"),
        ("SE23", None, "tg:nyanlanda", "prioritised"),
        ("SE23", None, "tg:sjukskrivna", "eligible"),
        ("SE11", None, "tg:langtidsarbetslosa", "prioritised"),
    }


def test_figures_actors_and_measures_are_found(dataset: Dataset) -> None:
    assert {(r["kind"], r["value"], r["year"]) for r in dataset.rows("targets")} == {
        ("target", 450.0, 2020),
        ("target", 40.0, 2019),
    }
    assert {(r["actor"], r["role"]) for r in dataset.rows("actors")} >= {
        ("ac:region-skane", "responsible"),
        ("ac:arbetsformedlingen", "responsible"),
    }
    assert "Validering av yrkeskunskaper" in {
        r["text"] for r in dataset.rows("priorities") if r["kind"] == "measure"
    }


def test_the_source_file_is_relative_to_the_input(dataset: Dataset) -> None:
    assert {r["source_file"] for r in dataset.rows("documents")} == {
        "Sydsverige.txt",
        "stockholm.docx",
        "webb/vast.html",
    }


def test_two_runs_write_the_same_bytes(
    originals: Path, first_run: tuple[Path, RunReport], tmp_path: Path
) -> None:
    run([originals], tmp_path / "out", settings=Settings(), workers=2)
    assert files(tmp_path / "out" / "dataset") == files(first_run[0] / "dataset")
    assert files(tmp_path / "out" / "documents") == files(first_run[0] / "documents")


def test_progress_is_told_per_document_and_ends_whole(plans: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run([plans], tmp_path / "out", settings=Settings(), workers=1, progress=lambda *step: told.append(step))
    assert {what for what, _, _ in told} >= {"stockholm", "sydsverige", "vast"}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1:] == (3, 3)


# --- only what changed is done again ----------------------------------------------------------------------------


def test_unchanged_documents_are_taken_as_they_are(rerun: Rerun, tmp_path: Path) -> None:
    rerun()
    before = files(tmp_path / "out" / "dataset")
    assert rerun().reused == 3
    assert files(tmp_path / "out" / "dataset") == before


def test_only_a_changed_document_is_done_again(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    rerun()
    path = plans / "Sydsverige.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("450", "460"), encoding="utf-8")
    assert rerun().reused == 2
    assert 460.0 in {row["value"] for row in read_tables(tmp_path / "out" / "dataset").rows("targets")}


def test_a_changed_limit_does_every_document_again(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    rerun()
    settings = Settings(ingest=IngestSettings(max_pages=7))
    assert run([plans], tmp_path / "out", settings=settings, workers=1).reused == 0


def test_changed_software_does_every_document_again(rerun: Rerun, monkeypatch: pytest.MonkeyPatch) -> None:
    rerun()
    monkeypatch.setattr(stages, "extract_fingerprint", lambda: "other")
    assert rerun().reused == 0


def test_changed_extractors_read_no_file_again(
    rerun: Rerun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rerun()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "documents").iterdir()}
    monkeypatch.setattr(stages, "extract_fingerprint", lambda: "other")
    rerun()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out" / "documents").iterdir()} == before


@pytest.mark.parametrize(
    ("until", "written"),
    [
        (Stage.ingest, {"documents", "ingested"}),
        (Stage.extract, {"documents", "ingested", "results"}),
        (Stage.dataset, {"documents", "ingested", "results", "dataset"}),
        (Stage.index, {"documents", "ingested", "results", "dataset", "index", "run.json"}),
    ],
)
def test_a_run_ends_with_the_stage_that_is_asked_for(
    plans: Path, tmp_path: Path, until: Stage, written: set[str]
) -> None:
    run([plans], tmp_path / "out", settings=Settings(), workers=1, until=until)
    assert {path.name for path in (tmp_path / "out").iterdir()} - {LOCK} == written


def test_a_run_by_stages_writes_what_a_whole_run_writes(
    rerun: Rerun, plans: Path, first_run: tuple[Path, RunReport], tmp_path: Path
) -> None:
    for until in Stage:
        report = run([plans], tmp_path / "out", settings=Settings(), workers=1, until=until)
    assert report.reused == 3
    assert files(tmp_path / "out" / "dataset") == files(first_run[0] / "dataset")


def test_a_lost_document_file_is_made_again(rerun: Rerun, tmp_path: Path) -> None:
    rerun()
    lost = tmp_path / "out" / "documents" / "vast.json"
    lost.unlink()
    assert rerun().reused == 2
    assert lost.exists()


def test_a_damaged_result_is_made_again(rerun: Rerun, tmp_path: Path) -> None:
    rerun()
    (tmp_path / "out" / "results" / "vast.json").write_text("{", encoding="utf-8")
    assert rerun().reused == 2


def test_an_interrupted_run_keeps_the_documents_that_it_finished(
    rerun: Rerun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_at_sydsverige(document: Document, language: LanguagePipeline) -> Any:
        if document.document_id == "sydsverige":
            raise KeyboardInterrupt
        return document_rows(document, language)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(stages, "document_rows", stop_at_sydsverige)
        rerun()
    assert rerun().reused == 1


def test_a_document_that_the_input_no_longer_names_leaves_the_dataset(
    rerun: Rerun, plans: Path, tmp_path: Path
) -> None:
    rerun()
    (plans / "stockholm.docx").unlink()
    report = rerun()
    assert (report.dropped, report.reused, report.exit_code) == (["stockholm"], 2, 0)
    assert documents(tmp_path / "out").keys() == {"sydsverige", "vast"}
    found = read_tables(tmp_path / "out" / "dataset")
    assert all(row["document_id"] != "stockholm" for table in COLUMNS for row in found.rows(table))


def test_a_renamed_file_is_a_document_of_another_name(rerun: Rerun, plans: Path) -> None:
    rerun()
    (plans / "Sydsverige.txt").rename(plans / "skane.txt")
    report = rerun()
    assert (report.dropped, report.reused) == (["sydsverige"], 2)


# --- what cannot be read ----------------------------------------------------------------------------------------


def test_a_bad_file_among_good_ones_is_named_and_the_rest_is_complete(
    rerun: Rerun, plans: Path, tmp_path: Path
) -> None:
    break_a_file(plans)
    report = rerun()
    assert report.exit_code == 1
    (problem,) = report.problems
    assert problem.document_id == "trasig"
    assert "trasig.pdf" in problem.reason and "\n" not in problem.reason
    rows = documents(tmp_path / "out")
    assert rows["trasig"]["warnings"] and not rows["vast"]["warnings"]
    assert len(rows) == 4


def test_an_unchanged_bad_file_is_not_read_again_and_gives_1_again(rerun: Rerun, plans: Path) -> None:
    break_a_file(plans)
    first = rerun()
    second = rerun()
    assert second.reused == 4
    assert (second.exit_code, second.problems) == (1, first.problems)


def test_a_scan_is_read_again_once_tesseract_is_there(
    rerun: Rerun, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_a_file(plans)
    rerun()
    monkeypatch.setattr(stages, "is_stale", lambda unread: any("trasig.pdf" in reason for reason in unread))
    assert rerun().reused == 3


def test_a_mended_file_ends_the_warning(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    path = plans / "Sydsverige.txt"
    good = path.read_bytes()
    path.write_bytes(b"")
    assert rerun().exit_code == 1
    path.write_bytes(good)
    assert rerun().exit_code == 0
    assert not documents(tmp_path / "out")["sydsverige"]["warnings"]


def test_a_file_that_breaks_leaves_no_old_records_behind(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    rerun()
    (plans / "Sydsverige.txt").write_bytes(b"")
    rerun()
    found = read_tables(tmp_path / "out" / "dataset")
    assert all(row["document_id"] != "sydsverige" for table in RECORD_TABLES for row in found.rows(table))


def test_when_nothing_is_readable_the_reasons_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    break_a_file(folder)
    with pytest.raises(NothingToDoError, match=r"none of the 1 documents could be read: trasig\.pdf"):
        run([folder], tmp_path / "out", settings=Settings(), workers=1)


def test_files_of_other_kinds_are_skipped_and_named(rerun: Rerun, plans: Path) -> None:
    (plans / "bild.xcf").write_bytes(b"x")
    report = rerun()
    assert (report.skipped, report.exit_code) == (["bild.xcf"], 0)


# --- manifests and names ----------------------------------------------------------------------------------------


def test_what_a_manifest_states_overrides_what_is_found(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    manifest = plans / "manifest.csv"
    manifest.write_text(
        "document_id,file,title,doc_type,programme,period_start,period_end,region_codes,adopted_on,version,plan_id\n"
        "norr-1,Sydsverige.txt,Norrplanen,strategy,ESF+,2021,2027,SE32|SE33,2022-05-04,v1,norr\n",
        encoding="utf-8",
    )
    assert rerun().documents == ["norr-1"]
    row = documents(tmp_path / "out")["norr-1"]
    stated = {
        "title": "Norrplanen", "doc_type": "strategy", "programme": "ESF+", "period_start": 2021,
        "period_end": 2027, "region_codes": ["SE32", "SE33"], "adopted_on": "2022-05-04", "version": "v1",
        "plan_id": "norr", "source_file": "Sydsverige.txt",
    }  # fmt: skip
    assert {key: row[key] for key in stated} == stated


def test_a_manifest_changes_only_the_documents_that_it_changes(rerun: Rerun, plans: Path) -> None:
    manifest = plans / "manifest.csv"
    lines = ["file,title", "Sydsverige.txt,Ett", "webb/vast.html,Två"]
    manifest.write_text("\n".join(lines), encoding="utf-8")
    rerun()
    manifest.write_text("\n".join([*lines[:2], "webb/vast.html,Tre"]), encoding="utf-8")
    assert rerun().reused == 1


def test_training_material_has_the_training_region_throughout(
    rerun: Rerun, plans: Path, tmp_path: Path
) -> None:
    (plans / "manifest.csv").write_text("file,training\nSydsverige.txt,true\n", encoding="utf-8")
    rerun()
    found = read_tables(tmp_path / "out" / "dataset")
    assert {row["region_code"] for table in RECORD_TABLES for row in found.rows(table)} == {"SEZZ"}


def test_an_unreadable_file_keeps_what_the_manifest_states(rerun: Rerun, plans: Path, tmp_path: Path) -> None:
    break_a_file(plans)
    (plans / "manifest.csv").write_text(
        "file,region_codes\ntrasig.pdf,SE22\nSydsverige.txt,SE22\n", encoding="utf-8"
    )
    assert rerun().exit_code == 1
    assert documents(tmp_path / "out")["trasig"]["region_codes"] == ["SE22"]


def test_one_file_can_be_two_documents(rerun: Rerun, plans: Path) -> None:
    (plans / "manifest.csv").write_text(
        "document_id,file,region_codes\nett,Sydsverige.txt,SE22\ntva,Sydsverige.txt,SE23\n", encoding="utf-8"
    )
    assert rerun().documents == ["ett", "tva"]


def test_files_of_one_name_get_ids_of_their_own(rerun: Rerun, plans: Path) -> None:
    (plans / "vast.txt").write_bytes((plans / "Sydsverige.txt").read_bytes())
    assert rerun().documents == ["stockholm", "sydsverige", "vast-html", "vast-txt"]


def test_files_and_folders_may_be_mixed_and_repeated(rerun: Rerun, plans: Path) -> None:
    report = rerun(plans / "webb", plans / "Sydsverige.txt", plans / "webb" / "vast.html")
    assert report.documents == ["sydsverige", "vast"]


def test_a_path_that_is_not_there_stops_the_run_before_it_writes(rerun: Rerun, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no file or folder at .*nowhere"):
        rerun(tmp_path / "nowhere")
    assert not (tmp_path / "out").exists()
