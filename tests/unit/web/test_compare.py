"""The comparison's filters, cells, drawings and downloads."""

import csv
import io
import re
import zipfile

import pytest

from esfnlp.dataset.compare import Comparison, ComparisonRow
from esfnlp.dataset.similar import Similarity
from esfnlp.web import downloads
from esfnlp.web.languages import language
from esfnlp.web.shelf import Shelf
from esfnlp.web.views.chart import chart, commitments
from esfnlp.web.views.comparison import Filters, grid
from esfnlp.web.views.likeness import likeness, score

SAID = ComparisonRow("SE22", "2014-2020", "tg:unga", "prioritised", ("r1",))
SILENT = ComparisonRow("SE11", None, "tg:unga", "silent")
OTHER = ComparisonRow("SE11", None, "tg:romer", "silent")
COMPARISON = Comparison("target-groups", (SILENT, OTHER, SAID))
LABELS = {"tg:unga": "unga", "tg:romer": "romer"}


def test_a_grid_has_a_line_for_each_item_that_some_plan_speaks_of():
    shown = grid(COMPARISON, LABELS, Filters())
    assert shown.columns == (("SE11", None), ("SE22", "2014-2020"))
    assert [(line.label, line.cells) for line in shown.lines] == [("unga", (SILENT, SAID))]
    assert shown.unsaid == ("romer",)


@pytest.mark.parametrize(
    ("filters", "columns"),
    [
        (Filters(regions=("SE22",)), [("SE22", "2014-2020")]),
        (Filters(periods=("2014-2020",)), [("SE22", "2014-2020")]),
        (Filters(statuses=("prioritised",)), [("SE22", "2014-2020")]),
        (Filters(statuses=("excluded",)), []),
    ],
)
def test_filters_leave_out_what_they_do_not_name(filters, columns):
    assert list(grid(COMPARISON, LABELS, filters).columns) == columns


def test_a_filter_on_silence_shows_the_silent_items():
    shown = grid(COMPARISON, LABELS, Filters(statuses=("silent",)))
    assert [line.label for line in shown.lines] == ["romer", "unga"]


def test_filters_stand_in_every_address():
    filters = Filters("themes", ("SE22",), ("2014-2020",), ("silent",), 0.5)
    assert filters.address("/x", item="th:a") == (
        "/x?by=themes&region=SE22&period=2014-2020&status=silent&least=0.5&item=th%3Aa"
    )


def test_doubtful_records_can_be_left_out(client):
    assert "/compare/cell" in client.get("/compare?least=0.8").text
    assert "/compare/cell" not in client.get("/compare?least=0.9").text


@pytest.mark.parametrize("address", ["/compare", "/compare/targets", "/compare/likeness"])
def test_what_is_shown_can_be_taken_along_as_it_is_filtered(client, address):
    page = client.get(f"{address}?period=2014-2020&least=0.5").text
    if "/download." in page:
        assert re.search(rf'href="{address}/download\.csv\?[^"]*period=2014-2020&amp;least=0.5', page)


def test_a_csv_says_how_it_is_cited_in_every_row(client, out):
    response = client.get("/compare/download.csv?region=SE22&lang=en")
    assert response.headers["content-disposition"] == 'attachment; filename="esfnlp-target-groups.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["label"], row["status"], row["records"]) for row in rows if row["records"]] == [
        (language("en").concept("tg:uvas"), "prioritised", "r1")
    ]
    assert {row["region_code"] for row in rows} == {"SE22"}
    assert all(Shelf(out).edition().version in row["citation"] for row in rows)


def test_a_workbook_holds_cells_quotes_and_citation(client):
    content = client.get("/compare/download.xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b'name="quotes"' in file.read("xl/workbook.xml")
        assert "Vi satsar först".encode() in file.read("xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("address", ["/compare/targets", "/compare/likeness"])
def test_drawings_can_be_taken_along_as_tables(client, address):
    assert client.get(f"{address}/download.csv").status_code == 200
    assert client.get(f"{address}/download.xlsx").content[:2] == b"PK"


def test_a_picture_is_an_svg_with_its_citation(client):
    response = client.get("/compare/targets/download.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert b"<svg" in response.content


def test_without_matplotlib_a_picture_is_refused_in_words(client, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    response = client.get("/compare/targets/download.png?lang=en")
    assert response.status_code == 501
    assert "pip install" in response.text


def test_a_text_that_looks_like_a_formula_stays_text():
    sheet = downloads.Sheet("x", ["a"], [["=1+1"], ["-5"], [3]])
    lines = downloads.table("csv", "x", [sheet], "c").body.decode("utf-8-sig").splitlines()
    assert lines == ["a,citation", "'=1+1,c", "-5,c", "3,c"]


def test_a_cell_without_records_says_whether_it_was_read(client):
    cell = "/compare/cell?by=target-groups&at={}&when=2014-2020&item={}&lang=en"
    assert "not all pages could be read" in client.get(cell.format("SE11", "tg:uvas")).text
    assert "say nothing of it" in client.get(cell.format("SE22", "tg:romer")).text


TARGET = {
    "record_id": "r2", "document_id": "d", "region_code": "SE22", "kind": "target", "indicator": "deltagare",
    "unit": "persons", "value": 1250.0, "year": None, "page": 1, "char_start": 5,
}  # fmt: skip
DOCUMENTS = {"d": {"period_end": 2020, "training": False}, "t": {"period_end": 2020, "training": True}}


def test_a_target_without_a_year_stands_at_the_end_of_its_period_and_says_so():
    dated = {**TARGET, "record_id": "r3", "year": 2018}
    others = [{**TARGET, "kind": "statistic"}, {**TARGET, "document_id": "t"}, {**TARGET, "value": None}]
    made = commitments([TARGET, dated, *others], DOCUMENTS)
    assert [(c.year, c.is_dated) for c in made] == [(2018, True), (2020, False)]


def test_targets_of_one_region_and_indicator_are_joined_and_later_ones_stand_to_the_right():
    drawn = chart(commitments([TARGET, {**TARGET, "year": 2018, "value": 500.0}], DOCUMENTS))
    (panel,) = drawn.panels
    first, last = panel.marks
    assert first.x < last.x
    assert first.y > last.y
    assert panel.lines == ((0, f"{first.x},{first.y} {last.x},{last.y}"),)


def test_values_far_apart_stand_on_a_scale_of_powers():
    drawn = chart(commitments([TARGET, {**TARGET, "value": 1.0}], DOCUMENTS))
    assert drawn.panels[0].is_log
    assert not chart([]).panels


def test_the_chart_says_the_same_in_a_table_with_links(client):
    page = client.get("/compare/targets").text
    assert "<svg" in page
    assert 'href="/plans/sydsverige/pages/1#c14"' in page


def test_likeness_counts_claims_only():
    assert score({"target_groups": 1.0, "themes": 1.0, "actors": 1.0, "text": 0.0}) == pytest.approx(1.0)


def test_a_plan_leads_to_the_one_most_like_it():
    rows = {
        name: {"document_id": name, "region_codes": [code], "period_start": 2014, "period_end": 2020}
        for name, code in (("a", "SE11"), ("b", "SE12"), ("c", "SE22"))
    }
    near, far = ({"target_groups": n, "themes": n, "actors": n} for n in (0.9, 0.1))
    found = {
        "a": [Similarity("b", 0.9, near), Similarity("c", 0.1, far)],
        "b": [Similarity("a", 0.9, near), Similarity("c", 0.1, far)],
        "c": [Similarity("a", 0.1, far), Similarity("b", 0.1, far)],
    }
    shown = likeness(["a", "b", "c"], found, rows)
    assert shown.places[0].nearest == 1
    assert shown.places[0].likeness == pytest.approx(0.9)


def test_too_few_plans_make_no_map(client):
    assert "at least three plans" in client.get("/compare/likeness?lang=en").text
