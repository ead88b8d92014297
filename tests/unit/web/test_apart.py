"""What sets a region apart."""

import html

import pytest
from fastapi.testclient import TestClient

from esfnlp.dataset.compare import Comparison, ComparisonRow
from esfnlp.dataset.salience import Salience
from esfnlp.dataset.tables import write_tables
from esfnlp.web.app import create_app
from esfnlp.web.views.apart import apart


def row(region, item, count, status="prioritised", words=1000, period="2014-2020"):
    records = tuple(f"{region}-{item}-{n}" for n in range(min(count, 1)))
    return ComparisonRow(
        region, period, item, status if count else "silent", records, salience=Salience(count, words)
    )


COMPARISON = Comparison(
    "themes",
    (
        row("SE11", "often", 20), row("SE22", "often", 1), row("SE33", "often", 1),
        row("SE11", "alike", 2), row("SE22", "alike", 2), row("SE33", "alike", 2),
        row("SE11", "own", 1), row("SE22", "own", 0), row("SE33", "own", 0),
        row("SE11", "unsaid", 0), row("SE22", "unsaid", 3), row("SE33", "unsaid", 1),
        row("SE", "often", 50),
    ),
)  # fmt: skip


def test_more_room_than_chance_explains_sets_a_region_apart():
    (trait,) = apart(COMPARISON, "SE11").more
    assert (trait.item, trait.density, trait.elsewhere, trait.times) == ("often", 20.0, 1.0, 20.0)
    assert [cell.region_code for cell in trait.cells] == ["SE11"]


def test_what_no_other_region_speaks_of_and_what_most_others_do_are_told():
    found = apart(COMPARISON, "SE11")
    assert [trait.item for trait in found.only] == ["own"]
    assert found.only[0].times is None
    assert [(one.item, one.regions) for one in found.missing] == [("unsaid", ("SE22", "SE33"))]


def test_what_could_not_be_read_is_not_called_missing():
    rows = tuple(
        row("SE11", "unsaid", 0)
        if r.region_code != "SE11"
        else ComparisonRow("SE11", r.period, "unsaid", "unread")
        for r in COMPARISON.rows
    )
    assert apart(Comparison("themes", rows), "SE11").missing == ()


def test_only_the_named_periods_count():
    later = row("SE11", "alike", 30, period="2021-2027")
    comparison = Comparison("themes", (*COMPARISON.rows, later, row("SE22", "alike", 1, period="2021-2027")))
    assert [t.item for t in apart(comparison, "SE11", ["2021-2027"]).more] == ["alike"]


def test_a_regions_page_leads_to_the_quotes(client):
    page = html.unescape(client.get("/compare/region?at=SE22&lang=en").text)
    assert "What sets Sydsverige apart" in page
    assert "/compare/cell?by=target-groups&at=SE22&when=2014-2020&item=tg%3Auvas" in page


@pytest.mark.parametrize(
    "address", ["/compare/region?at=SE99", "/compare/region?by=targets", "/compare/region?at=SE"]
)
def test_what_cannot_be_set_apart_is_refused(client, address):
    assert client.get(address).status_code == 404


def test_shared_sentences_can_be_left_out_and_density_be_shown(client):
    page = client.get("/compare?own=1&show=density&lang=en").text
    assert "places per 1,000 words of the region" in page
    assert "/compare/download.csv?by=target-groups&amp;own=1&amp;show=density" in page
    header = client.get("/compare/download.csv?show=density").content.decode("utf-8-sig").splitlines()[0]
    assert header.endswith("count,density,density_low,density_high,first,rank,citation")


def test_too_many_plans_for_shared_sentences_are_refused_in_words(client, monkeypatch):
    monkeypatch.setattr("esfnlp.web.rooms.compare.MOST_SHARING", 1)
    refused = client.get("/compare?own=1&lang=en")
    assert refused.status_code == 400
    assert "1 documents at most" in refused.text
    assert 'name="own"' not in client.get("/compare").text


def test_a_single_region_is_set_apart_from_nobody(tmp_path, rows):
    rows["documents"] = rows["documents"][:1]
    write_tables(rows, tmp_path / "dataset")
    page = TestClient(create_app(tmp_path)).get("/compare/region?lang=en").text
    assert "at least two regions" in page and "Only here" not in page
