from pathlib import Path

import pytest

from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.flow.inputs import gather, read_manifest


def plan(folder: Path, name: str = "plan.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("En plan.", encoding="utf-8")
    return path


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    plan(folder)
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


def ids(*paths: Path) -> list[str]:
    return [source.document_id for source in gather(paths).sources]


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    plan(tmp_path, "b.txt"), plan(tmp_path, "c/a.html"), plan(tmp_path, "c/d/e.md")
    assert ids(tmp_path) == sorted(ids(tmp_path))
    assert {"a", "b"} <= set(ids(tmp_path))


def test_hidden_files_and_word_locks_are_left_out(tmp_path: Path) -> None:
    (
        plan(tmp_path, "a.txt"),
        plan(tmp_path, ".b.txt"),
        plan(tmp_path, ".git/c.txt"),
        plan(tmp_path, "~$d.docx"),
    )
    assert ids(tmp_path) == ["a"]


def test_the_id_is_the_slug_of_the_name(tmp_path: Path) -> None:
    assert ids(plan(tmp_path, "Östra Mellansverige 2014–2020 (v1).txt")) == [
        "ostra-mellansverige-2014-2020-v1"
    ]


def test_ids_that_clash_get_the_extension_then_the_folder(tmp_path: Path) -> None:
    plan(tmp_path, "nord/plan.txt"), plan(tmp_path, "syd/plan.txt"), plan(tmp_path, "syd/plan.html")
    assert ids(tmp_path) == ["plan-html", "plan-txt-nord", "plan-txt-syd"]


def test_ids_do_not_depend_on_the_order_of_the_input(tmp_path: Path) -> None:
    paths = [plan(tmp_path, "nord/plan.txt"), plan(tmp_path, "syd/plan.txt"), plan(tmp_path, "a.txt")]
    assert ids(*paths) == ids(*reversed(paths))


def test_a_folder_without_documents_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="nothing to read in"):
        gather([tmp_path])


def test_a_manifest_may_have_any_name_as_a_file_and_lies_beside_its_documents(tmp_path: Path) -> None:
    other = manifest(tmp_path, "file\nplan.txt\n").rename(tmp_path / "lista.csv")
    assert ids(other) == ["plan"]


def test_a_folder_with_a_manifest_is_read_by_it_alone(tmp_path: Path) -> None:
    manifest(tmp_path, "file\nplan.txt\n")
    plan(tmp_path, "annan.txt")
    assert ids(tmp_path) == ["plan"]


def test_columns_about_the_corpus_are_allowed_and_state_nothing(tmp_path: Path) -> None:
    (source,) = read_manifest(manifest(tmp_path, "file,licence,split,note,source\nplan.txt,CC0,dev,x,y\n"))
    assert source.stated == {}


def test_empty_cells_state_nothing(tmp_path: Path) -> None:
    (source,) = read_manifest(manifest(tmp_path, "file,title,period_start,region_codes\nplan.txt,,,\n"))
    assert source.stated == {}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert ids(manifest(tmp_path, "file\nplan.txt\n", encoding="utf-8-sig")) == ["plan"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,colour\nplan.txt,red\n", r"unknown columns \['colour'\]"),
        ("title\nPlan\n", "no column `file`"),
        ("file\nborta.txt\n", r"line 2: no file 'borta\.txt'"),
        ("file\nplan.txt\n\nborta.txt\n", r"no file 'borta\.txt'"),
        ("file,period_start\nplan.txt,snart\n", "line 2: period_start 'snart' is not a year"),
        ("file,region_codes\nplan.txt,SE99\n", "line 2: no region SE99"),
        ("file,doc_type\nplan.txt,novel\n", "line 2: doc_type 'novel'; known:"),
        ("document_id,file\na,plan.txt\na,plan.txt\n", "document id given twice: a"),
        ("file;title\nplan.txt;Plan\n", "unknown columns"),
    ],
)
def test_a_wrong_manifest_is_a_usage_error_that_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        gather([manifest(tmp_path, text)])


def test_a_manifest_in_another_encoding_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="UTF-8"):
        gather([manifest(tmp_path, "file,title\nplan.txt,Åtgärder\n", encoding="latin-1")])


def test_a_row_with_too_many_cells_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="line 2"):
        gather([manifest(tmp_path, "file,title\nplan.txt,Mål, medel\n")])


def test_an_id_that_is_a_path_stays_inside_the_output(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="document_id"):
        gather([manifest(tmp_path, "document_id,file\n../../utanför,plan.txt\n")])


def test_a_manifest_with_no_rows_is_nothing_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError, match="nothing to read"):
        gather([manifest(tmp_path, "file\n")])
