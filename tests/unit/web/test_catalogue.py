"""The list of plans: filters, pages, and how it is chosen from on the page of versions."""

import re

import pytest

from esfnlp.web.languages import language
from esfnlp.web.views.catalogue import PLANS_ON_PAGE, Wanted, catalogue, programmes_of, searched
from esfnlp.web.views.versions import by_region

SAY = language("sv")


def words_of(row):
    return searched(row, SAY)


def plan(number, region="SE22", start=2014, **more):
    return {"document_id": f"plan-{number:04}", "title": f"Plan {number}", "region_codes": [region], "version": None,
            "period_start": start, "period_end": start + 6, "programme": "ESF", "training": False, **more}  # fmt: skip


MANY = [plan(number) for number in range(2 * PLANS_ON_PAGE + 1)]


def test_a_long_list_comes_page_by_page_without_losing_or_repeating_a_plan():
    pages = [catalogue(MANY, Wanted(page=number), words_of) for number in (1, 2, 3)]
    seen = [row["document_id"] for page in pages for row in page.documents]
    assert seen == [row["document_id"] for row in MANY]
    assert [page.first for page in pages] == [1, PLANS_ON_PAGE + 1, 2 * PLANS_ON_PAGE + 1]
    assert {page.pages for page in pages} == {3}


def test_a_page_beyond_the_last_is_the_last():
    assert catalogue(MANY, Wanted(page=99), words_of).page == 3
    assert catalogue([], Wanted(page=99), words_of).page == 1


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(text="ovre norrland"), ["plan-0002"]),
        (Wanted(text="MALMÖ plan"), ["plan-0001"]),
        (Wanted(region="SE22"), ["plan-0001"]),
        (Wanted(period="2021-2027"), ["plan-0002"]),
        (Wanted(programme="ESF+"), ["plan-0003"]),
        (Wanted(text="plan", region="SE11"), ["plan-0003"]),
        (Wanted(text="saknas"), []),
    ],
)
def test_filters_leave_the_plans_that_fit_all_of_them(wanted, ids):
    plans = [plan(1, "SE224", title="Malmös plan"), plan(2, "SE33", 2021), plan(3, "SE11", programme="ESF+")]
    assert [row["document_id"] for row in catalogue(plans, wanted, words_of).documents] == ids


def test_pages_keep_the_filters_and_the_first_has_no_number():
    assert Wanted("unga", "SE11", "2014-2020", "ESF").address(2) == (
        "/plans?text=unga&region=SE11&period=2014-2020&programme=ESF&page=2"
    )
    assert Wanted().address() == "/plans"
    assert not Wanted(page=3).is_narrow


def test_training_material_comes_last_everywhere():
    plans = [plan(1, "SEZZ", training=True), plan(2, "SE33")]
    assert [row["document_id"] for row in catalogue(plans, Wanted(), words_of).documents] == [
        "plan-0002",
        "plan-0001",
    ]
    assert [name for name, _ in by_region(plans, SAY)] == ["Övre Norrland", SAY.place("SEZZ")]


def test_the_page_shows_what_was_asked_for_and_says_where_nothing_fits(client):
    page = client.get("/plans", params={"text": "sydsverige", "lang": "en"}).text
    assert re.findall(r'<th scope="row"><a href="/plans/([^"]+)"', page) == ["sydsverige"]
    assert 'value="sydsverige"' in page
    assert "No plan fits" in client.get("/plans?period=1900-1906&lang=en").text


def test_programmes_are_those_that_plans_are_of():
    assert programmes_of([plan(1), plan(2, programme=None), plan(3, programme="ESF+")]) == ["ESF", "ESF+"]
