"""The pages stand alone, escape what they quote, and every link leads somewhere."""

import re
import sys

import pytest
from lxml import html

from esfnlp.dataset import compare_page, diff_page, pages, series_page
from esfnlp.dataset.boilerplate import find_boilerplate
from esfnlp.dataset.compare import compare
from esfnlp.dataset.diff import diff
from esfnlp.dataset.runs import RecordChange, RunDiff
from esfnlp.dataset.series import series
from esfnlp.dataset.tables import read_tables
from esfnlp.dataset.views import evidence_in, evidence_of, labels_of
from esfnlp.errors import UsageError

NASTY = '<script>alert("1")</script> & <b>unga</b>'
OUTSIDE = ("<script", "http:", "https:", "src=", "url(", "@import", "<link", "javascript:", "<b>unga")


@pytest.fixture
def dataset(make_dataset):
    """Two versions of a plan; every text that a page shows is hostile."""
    texts = {"v1": f"Gammal text, {NASTY}.", "v2": f"Ny text, {NASTY}. Ett tillägg."}
    return make_dataset({
        "documents": [{"document_id": "v1"}, {"document_id": "v2", "warnings": [NASTY]}],
        "sections": [{"section_id": f"s{d}", "document_id": d, "heading": NASTY, "level": 1} for d in texts],
        "passages": [{"document_id": d, "passage_id": f"p{d}", "section_id": f"s{d}", "kind": "paragraph", "text": t,
                      "region_code": "SE12"} for d, t in texts.items()],
        "target_groups": [
            {"document_id": d, "passage_id": f"p{d}", "concept": "tg:unga", "status": s, "quote": t, "page": 4}
            for (d, t), s in zip(texts.items(), ("eligible", "prioritised"), strict=True)],
        "actors": [{"document_id": "v2", "passage_id": "pv2", "actor": "ac:x", "name": NASTY, "role": "partner",
                    "quote": NASTY}],
        "targets": [{"document_id": "v2", "passage_id": "pv2", "kind": "target", "indicator": NASTY, "unit": "persons",
                     "comparator": "<=", "value": 5.0, "quote": NASTY}],
    })  # fmt: skip


def compare_html(dataset, by="target-groups", boilerplate=None):
    found = compare(dataset, by, with_salience=True, boilerplate=boilerplate)
    return compare_page.to_html(found, labels_of(dataset, found), evidence_of(dataset, found), source=NASTY)


def series_html(dataset, by="target-groups"):
    found = series(dataset, by)
    wanted = {record for row in found.rows for cell in row.cells for record in cell.records}
    return series_page.to_html(found, evidence_in(dataset, found.table, wanted), source=NASTY)


def runs_html(dataset):
    dataset.folder.rename(dataset.folder.with_name("dataset"))
    row = read_tables(dataset.folder.with_name("dataset")).rows("target_groups")[0]
    change = RecordChange("v1", "target_groups", "document", row, None, {"quote": (NASTY, None)})
    found = RunDiff(NASTY, NASTY, (NASTY, "b"), True, {NASTY: ("document",)}, [change], 0)
    return diff_page.runs_to_html(found)


PAGES = {
    "compare": compare_html,
    "compare actors": lambda dataset: compare_html(dataset, "actors"),
    "compare roles": lambda dataset: compare_html(dataset, "roles"),
    "compare without boilerplate": lambda dataset: compare_html(
        dataset, boilerplate=find_boilerplate(dataset)
    ),
    "series": series_html,
    "series of targets": lambda dataset: series_html(dataset, "targets"),
    "diff": lambda dataset: diff_page.to_html(dataset, diff(dataset, "v1", "v2"), source=NASTY),
    "runs": runs_html,
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_stands_alone_and_escapes_what_it_shows(dataset, kind):
    page = PAGES[kind](dataset)
    assert page.startswith("<!doctype html>")
    assert "&lt;script&gt;" in page
    assert [outside for outside in OUTSIDE if outside in page] == []


@pytest.mark.parametrize("kind", PAGES)
def test_every_link_of_a_page_leads_to_one_place_on_it(dataset, kind):
    tree = html.fromstring(PAGES[kind](dataset))
    ids = tree.xpath("//@id")
    links = tree.xpath("//a/@href")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert links or kind == "runs"


def test_a_cell_says_in_words_what_its_shade_says_and_leads_to_its_quotes(dataset):
    tree = html.fromstring(compare_html(dataset))
    [cell] = tree.xpath('//td[contains(@class, "cell prioritised")]')
    assert cell.get("title") == "prioritised"
    [anchor] = cell.xpath("./a/@href")
    heading = tree.get_element_by_id(anchor[1:])
    assert "Östra Mellansverige SE12 2014-2020: prioritised" in heading.text_content()
    assert "v2, page 4" in "".join(heading.xpath("following-sibling::blockquote//cite/text()"))


def test_changed_words_are_marked_on_both_sides(dataset):
    tree = html.fromstring(PAGES["diff"](dataset))
    assert "Gammal" in tree.xpath('//table[@class="sides"]//del/text()')
    assert "Ny" in tree.xpath('//table[@class="sides"]//ins/text()')
    assert re.search(r"promoted", tree.xpath("string(//table)"))


def test_without_jinja_one_line_says_what_to_install(monkeypatch):
    pages._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError, match="pip install jinja2"):
        pages.render("base.html")


def test_numbers_have_thin_spaces_between_thousands():
    assert [pages.number(value) for value in (1234567.0, 2.5, None)] == ["1\u2009234\u2009567", "2.5", ""]
