"""An edition of the dataset, and the next one."""

from esfnlp.dataset.tables import write_tables
from esfnlp.web.languages import language
from esfnlp.web.shelf import Shelf
from esfnlp.web.views.suggestions import suggestions


def test_an_edition_is_kept_until_a_run_has_ended(out, rows):
    shelf = Shelf(out)
    first = shelf.edition()
    assert shelf.edition() is first
    write_tables({**rows, "targets": []}, out / "dataset")
    second = shelf.edition()
    assert (len(first.rows("targets")), len(second.rows("targets"))) == (1, 0)
    assert first.version != second.version


def test_pages_show_the_next_run_without_a_restart(client, out, rows):
    assert "/compare/cell" in client.get("/compare").text
    write_tables({**rows, "target_groups": []}, out / "dataset")
    assert "/compare/cell" not in client.get("/compare").text


def test_rows_of_documents_and_records_by_id(out):
    edition = Shelf(out).edition()
    assert len(edition.rows("documents")) == 3
    assert [r["record_id"] for r in edition.rows("targets", documents=["stockholm", "sydsverige"])] == ["r2"]
    assert edition.rows("passages", ["passage_id"], documents=["sydsverige"]) == [{"passage_id": "p1"}]
    assert [r["record_id"] for r in edition.records("target_groups", ["r1", "r9"])] == ["r1"]
    assert edition.records("target_groups", []) == []


def test_a_dataset_can_be_narrowed(out):
    dataset = Shelf(out).edition().dataset
    assert dataset.narrowed() is dataset
    assert dataset.narrowed(least=0.9).rows("target_groups") == []
    assert len(dataset.narrowed(regions=["SE22"]).rows("target_groups")) == 1
    assert dataset.narrowed(regions=["SE11"]).rows("target_groups") == []
    assert dataset.narrowed(documents=["stockholm"]).document_ids() == ["stockholm"]
    assert dataset.wordless().rows("passages") == []


def test_suggestions_go_on_from_the_last_words():
    found = suggestions("vilka planer prioriterar långtids", ["SE22"], language("sv"))
    assert found[0].name == "långtidsarbetslösa"
    assert found[0].question == "vilka planer prioriterar långtidsarbetslösa"
    assert found[0].kind == "målgrupp"


def test_regions_concepts_in_english_and_abbreviations_are_suggested():
    assert [s.name for s in suggestions("sydsv", ["SE22"], language("sv"))][:1] == ["Sydsverige"]
    assert any("long-term" in s.name for s in suggestions("which plans long-t", [], language("en")))
    assert suggestions("x", [], language("sv")) == []
    assert suggestions("", [], language("sv")) == []


def test_suggestions_are_options_of_a_list(client):
    page = client.get("/suggest", params={"q": "vilka planer n\u00e4mner unga"}).text
    assert page.count('role="option"') > 1
    assert 'data-value="vilka planer nämner unga' in page
