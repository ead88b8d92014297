import json

import pandas as pd
import pytest

from esfnlp.dataset.tables import read_tables, write_tables
from esfnlp.errors import NothingToDoError
from esfnlp.record import COLUMNS

ROWS = {
    "documents": [{"document_id": "b"}, {"document_id": "a", "warnings": ["sida 3", "sida 4"]}],
    "sections": [{"section_id": "s", "document_id": "a"}],
    "passages": [
        {
            "passage_id": "p", "document_id": "a", "section_id": "s", "kind": "paragraph",
            "bbox": [1, 2, 3, 4.5],
        },
    ],
    "targets": [
        {
            "document_id": "a", "kind": "target", "comparator": ">=", "unit": "persons",
            "value": 629, "year": 2023,
        },
        {
            "document_id": "a", "kind": "budget", "comparator": "=", "unit": "SEK",
            "value": 1.5, "population": ["tg:unga", "tg:aldre"],
        },
    ],
}  # fmt: skip


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_table_is_there_in_both_forms(make_dataset):
    names = {path.name for path in make_dataset({}).folder.iterdir()}
    assert names == {f"{t}.{e}" for t in COLUMNS for e in ("csv", "parquet")} | {"datapackage.json"}


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come(make_dataset):
    first = make_dataset(ROWS)
    rows = {table: reversed(first.rows(table)) for table in COLUMNS}
    for row in (listed := list(rows["passages"])):
        row["bbox"] = json.loads(row["bbox"])
    write_tables(rows | {"passages": listed}, first.folder.parent / "again")
    assert contents(first.folder) == contents(first.folder.parent / "again")


def test_rows_are_in_reading_order(make_dataset):
    dataset = make_dataset(ROWS)
    assert dataset.document_ids() == ["a", "b"]
    assert [row["char_start"] for row in dataset.rows("targets")] == [0, 10]


def test_missing_integers_do_not_turn_years_into_floats(make_dataset):
    frame = make_dataset(ROWS).targets
    assert frame["year"].dtype == "Int64"
    assert frame["year"].tolist() == [2023, pd.NA]


def test_other_readers_of_parquet_see_the_same_types(make_dataset):
    frame = pd.read_parquet(make_dataset(ROWS).folder / "targets.parquet")
    assert frame["year"].dtype == "Int64"
    assert list(frame["population"].iloc[1]) == ["tg:unga", "tg:aldre"]


def test_csv_joins_lists_and_ends_lines_with_newline_alone(make_dataset):
    text = (make_dataset(ROWS).folder / "targets.csv").read_bytes().decode("utf-8")
    assert "tg:unga|tg:aldre" in text
    assert "\r" not in text
    assert ",629.0,>=," in text


def test_a_table_is_read_when_it_is_asked_for_and_once(make_dataset):
    dataset = make_dataset(ROWS)
    assert dataset.documents is dataset["documents"]
    with pytest.raises(AttributeError):
        _ = dataset.plans


def test_a_column_that_the_contract_does_not_know_is_refused(tmp_path):
    with pytest.raises(ValueError, match="colour"):
        write_tables({"documents": [{"document_id": "a", "colour": "blue"}]}, tmp_path)


def test_a_failed_write_leaves_the_old_dataset(make_dataset):
    dataset = make_dataset(ROWS)
    before = contents(dataset.folder)
    with pytest.raises(ValueError, match="colour"):
        write_tables(
            {"targets": [{"document_id": "a", "char_start": 0, "char_end": 1, "colour": 1}]}, dataset.folder
        )
    assert {n: c for n, c in contents(dataset.folder).items() if not n.startswith(".")} == before


def test_no_dataset_is_said_in_one_line(tmp_path):
    with pytest.raises(NothingToDoError, match=r"no dataset in .*esfnlp run"):
        read_tables(tmp_path)


def test_a_dataset_of_a_newer_version_is_refused(make_dataset):
    path = make_dataset({}).folder / "datapackage.json"
    path.write_text(json.dumps({"esfnlp_format": 99}), encoding="utf-8")
    with pytest.raises(NothingToDoError, match=r"format 99.*upgrade"):
        read_tables(path.parent)


def test_a_damaged_descriptor_is_refused(make_dataset):
    path = make_dataset({}).folder / "datapackage.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(NothingToDoError, match="not a dataset"):
        read_tables(path.parent)


def test_a_damaged_table_is_named(make_dataset):
    dataset = make_dataset({})
    (dataset.folder / "targets.parquet").write_bytes(b"PAR")
    with pytest.raises(NothingToDoError, match=r"targets\.parquet"):
        dataset.rows("targets")


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid_and_its_keys_hold(make_dataset):
    from frictionless import validate

    record = {"document_id": "a", "passage_id": "p"}
    rows = ROWS | {
        "targets": [row | record for row in ROWS["targets"]],
        "target_groups": [record | {"concept": "tg:unga", "status": "prioritised"}],
        "mentions": [record | {"label": "PLACE", "text": "Enköping, \"här\"\noch där"}],
    }  # fmt: skip
    folder = make_dataset(rows).folder
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) == len(COLUMNS)


@pytest.mark.filterwarnings("ignore")
def test_the_data_package_finds_a_record_without_its_passage(make_dataset):
    from frictionless import validate

    record = {"document_id": "a", "status": "mentioned"}
    dataset = make_dataset({"documents": [{"document_id": "a"}], "target_groups": [record]})
    report = validate(str(dataset.folder / "datapackage.json"))
    assert report.flatten(["type"]) == [["foreign-key"]]
