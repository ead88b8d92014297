"""A release as a whole: what lies in it, what stays out, what changed, and what is refused."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import rdflib
import yaml

from esfnlp.dataset.package import ENUMS
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.record import COLUMNS
from esfnlp.release.provenance import file_hash
from esfnlp.release.words import code_words, column_words
from esfnlp.release.write import export

from .conftest import Make, plan, rows

CODES = [
    (table, column, code) for table, own in ENUMS.items() for column, codes in own.items() for code in codes
]


def texts(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_exports_write_the_same_bytes(out: Path, release: Path, tmp_path: Path) -> None:
    again = export(out, tmp_path / "again").folder
    assert texts(again) == texts(release)


def test_persons_stay_out_everywhere_unless_asked_for(out: Path, release: Path, tmp_path: Path) -> None:
    assert not [name for name, content in texts(release).items() if b"Kim Ek" in content]
    assert export(out, tmp_path / "b").persons_left_out == 1
    kept = export(out, tmp_path / "with", with_persons=True).folder
    assert b"Kim Ek" in (kept / "csv" / "mentions.csv").read_bytes()


def test_an_earlier_release_is_replaced_and_other_folders_are_refused(out: Path, release: Path) -> None:
    (release / "stray.txt").touch()
    export(out, release)
    assert not (release / "stray.txt").exists()
    with pytest.raises(UsageError, match="is not empty and holds no release"):
        export(out, out)
    with pytest.raises(UsageError, match="is a file"):
        export(out, out / "run.json")


def test_a_place_that_cannot_be_written_is_one_line(out: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        export(out, out / "run.json" / "release")


def test_a_table_without_a_column_of_the_contract_is_not_released(out: Path, tmp_path: Path) -> None:
    path = out / "dataset" / "actors.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["cue"]), path)
    with pytest.raises(NothingToDoError, match=r"table actors .*cue"):
        export(out, tmp_path / "to")


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="no dataset"):
        export(tmp_path, tmp_path / "to")
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        (
            "target_groups",
            {"status": "liked"},
            "status: a code of the contract does not hold in 1 rows, such as 'liked'",
        ),
        ("actors", {"passage_id": "p9"}, "passage_id: id of passages does not hold"),
        ("targets", {"char_end": 3}, "ends after it begins"),
        ("priorities", {"confidence": 1.5}, "confidence"),
    ],
)
def test_a_table_that_breaks_the_contract_is_not_released(
    make_out: Make, tmp_path: Path, table: str, change: dict[str, Any], told: str
) -> None:
    first, *rest = rows()[table]
    with pytest.raises(NothingToDoError, match=told):
        export(make_out(**{table: [{**first, **change}, *rest]}), tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_ids_that_stand_twice_are_not_released(make_out: Make, tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="target_groups"):
        export(make_out(target_groups=rows()["target_groups"][:1] * 2), tmp_path / "to")


def test_the_codebook_counts_codes_and_lists_those_that_nothing_has(release: Path) -> None:
    book = {(r["table"], r["column"], r["code"]): r for r in read_csv(release / "codebook.csv")}
    assert book["target_groups", "status", "prioritised"]["count"] == "1"
    assert book["target_groups", "status", "excluded"]["count"] == "0"
    assert book["target_groups", "concept", "tg:unga"]["label"] == "unga"
    assert book["documents", "region_codes", "SE22"]["label"] == "Sydsverige"
    assert "| `>=` | at least | 1 |" in (release / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("table", "column", "code"), CODES)
def test_every_code_of_the_contract_has_words(table: str, column: str, code: str) -> None:
    assert code_words(table, column, code)


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_has_words(table: str) -> None:
    assert [name for name in COLUMNS[table] if not column_words(table, name)] == []


def test_the_taxonomy_and_the_citation_can_be_read(release: Path) -> None:
    assert len(rdflib.Graph().parse(release / "taxonomy.ttl")) > 100
    cited = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["title"] == "Swedish ESF regional plans, compared, 2014–2020"
    assert cited["version"].startswith("0.1.0+")
    assert {"cff-version", "message", "authors", "type"} <= cited.keys()


def test_the_provenance_names_software_models_taxonomy_and_every_file(release: Path) -> None:
    story = json.loads((release / "provenance.json").read_text(encoding="utf-8"))
    assert story["made_by"] == {"name": "esfnlp", "version": "0.1.0", "fingerprint": "f1"}
    assert {"sv_lexicon", "confidence"} <= story["models"].keys()
    assert "target_groups.yaml" in story["taxonomy"]["files"]
    names = texts(release).keys() - {"provenance.json"}
    assert names == story["files"].keys()
    assert all(file_hash(release / name) == story["files"][name]["sha256"] for name in names)


def changed(make_out: Make, release: Path, tmp_path: Path, **tables: Any) -> Path:
    return export(make_out("later", **tables), tmp_path / "to", since=release).folder


def test_the_change_log_tells_changed_documents_from_changed_software(
    make_out: Make, release: Path, tmp_path: Path
) -> None:
    groups = [row | {"status": "eligible"} for row in rows()["target_groups"][:1]]
    documents = [plan("syd"), plan("vast")]
    folder = changed(make_out, release, tmp_path, fingerprint="f2", target_groups=groups, documents=documents)
    found = {(c["row_id"], c["kind"], c["reason"], c["column"]) for c in read_csv(folder / "CHANGES.csv")}
    assert found == {
        ("vast", "added", "document", ""),
        ("norr", "removed", "document", ""),
        ("g1", "changed", "software", "status"),
        ("g2", "removed", "software", ""),
    }
    log = (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "status 'prioritised' to 'eligible' (software)" in log
    assert "is not the same as before" in log


def test_a_new_file_is_the_reason_for_what_changed_in_it(
    make_out: Make, release: Path, tmp_path: Path
) -> None:
    documents = [plan("syd", source_sha256="b" * 64), rows()["documents"][1]]
    folder = changed(make_out, release, tmp_path, documents=documents, actors=[])
    assert {c["reason"] for c in read_csv(folder / "CHANGES.csv")} == {"document"}


def test_nothing_changed_is_said(make_out: Make, release: Path, tmp_path: Path) -> None:
    log = (changed(make_out, release, tmp_path) / "CHANGES.md").read_text(encoding="utf-8")
    assert "No document and no record changed." in log
    assert "same software" in log


def test_dropped_concepts_are_named(make_out: Make, release: Path, tmp_path: Path) -> None:
    turtle = release / "taxonomy.ttl"
    turtle.write_text(turtle.read_text("utf-8") + '\n<x> skos:notation "tg:forna" .\n', encoding="utf-8")
    log = (changed(make_out, release, tmp_path) / "CHANGES.md").read_text(encoding="utf-8")
    assert "Dropped concepts: `tg:forna`" in log


def test_since_needs_a_release(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--since .*no release there"):
        export(out, tmp_path / "to", since=out)


def test_a_failed_export_leaves_what_was_there(out: Path, release: Path) -> None:
    before = texts(release)
    shutil.rmtree(out / "dataset")
    with pytest.raises(NothingToDoError):
        export(out, release)
    assert texts(release) == before
