from pathlib import Path

from esfnlp.ingest import document_ids


def test_clashing_names_get_extension_then_folder() -> None:
    paths = [Path("a/plan.pdf"), Path("a/plan.txt"), Path("b/plan.txt"), Path("b/annan.txt")]
    assert document_ids(paths) == {
        Path("a/plan.pdf"): "plan-pdf",
        Path("a/plan.txt"): "plan-txt-a",
        Path("b/plan.txt"): "plan-txt-b",
        Path("b/annan.txt"): "annan",
    }


def test_ids_do_not_depend_on_order_and_are_unique() -> None:
    paths = [Path("x/a/plan.txt"), Path("y/a/plan.txt"), Path("plan-txt.pdf"), Path("plan.txt")]
    ids = document_ids(paths)
    assert ids == document_ids(reversed(paths))
    assert len(set(ids.values())) == len(paths)
