"""An answer on several regions, side by side."""

from esfnlp.search.answer import Answer, PlanAnswer
from esfnlp.search.evidence import Evidence
from esfnlp.search.interpretation import Interpretation
from esfnlp.web.views.answers import Silence
from esfnlp.web.views.sides import MOST_IN_CELL, sides


def said(name, region, start=2014, status="prioritised"):
    quote = Evidence(name, f"p-{name}", 1, "Nyanlända är en prioriterad målgrupp.", status, 1.0)
    return PlanAnswer(name, (region,), start, start + 6, f"Plan {name}", status, 1.0, (quote,))


def unsaid(name, region, start=2014, warnings=()):
    return {"document_id": name, "title": f"Plan {name}", "region_codes": [region], "period_start": start,
            "period_end": start + 6, "warnings": list(warnings)}  # fmt: skip


def answer(plans, *regions):
    return Answer("q", Interpretation(("tg:nyanlanda",), regions=regions), tuple(plans), (), {})


def test_each_region_has_a_column_and_each_period_a_row():
    silence = Silence((unsaid("d", "SE22", 2021),), (unsaid("e", "SE11", 2021, ["scan"]),))
    found = sides(answer([said("a", "SE11"), said("b", "SE224")], "SE11", "SE22"), silence)
    assert found.regions == ("SE11", "SE22")
    assert [period for period, _ in found.rows] == ["2014-2020", "2021-2027"]
    (first, second), (third, fourth) = (cells for _, cells in found.rows)
    assert [plan.document_id for plan in (*first.plans, *second.plans)] == ["a", "b"]
    assert ([row["document_id"] for row in third.unread], [row["document_id"] for row in fourth.silent]) == (
        ["e"],
        ["d"],
    )


def test_a_region_without_a_plan_of_the_period_has_an_empty_cell():
    found = sides(answer([said("a", "SE11"), said("b", "SE22", 2021)], "SE11", "SE22"), Silence())
    assert [cell.is_empty for _, cells in found.rows for cell in cells] == [False, True, True, False]


def test_a_plan_about_all_of_them_stands_apart():
    both = PlanAnswer("n", ("SE11", "SE22"), 2014, 2020, "Båda", "mentioned", 1.0, ())
    found = sides(answer([said("a", "SE11"), said("b", "SE22"), both], "SE11", "SE22"), Silence())
    assert [plan.document_id for plan in found.rest] == ["n"]


def test_fewer_than_two_regions_are_a_list():
    assert sides(answer([said("a", "SE11")], "SE11"), Silence()) is None
    assert sides(answer([said("a", "SE11")], "SE11", "SE22"), Silence()) is None
    assert sides(answer([said("a", "SE11")]), Silence()) is None


def test_a_full_cell_says_how_many_more_there_are():
    plans = [*(said(f"a{n}", "SE11") for n in range(MOST_IN_CELL + 2)), said("b", "SE22")]
    found = sides(answer(plans, "SE11", "SE22"), Silence())
    assert (len(found.rows[0][1][0].plans), found.rows[0][1][0].more) == (MOST_IN_CELL, 2)


def test_the_page_lays_a_comparison_out_and_keeps_the_list_otherwise(client, monkeypatch):
    plans = [said("sydsverige", "SE22"), said("stockholm", "SE11")]
    for regions, is_laid_out in ((("SE11", "SE22"), True), ((), False)):
        found = answer(plans, *regions)
        monkeypatch.setattr("esfnlp.web.rooms.ask.ask", lambda *_, found=found, **__: found)
        page = client.get("/", params={"q": f"nyanlända {len(regions)}", "lang": "en"}).text
        assert ("side by side" in page.partition("<main")[2]) is is_laid_out
        assert ('id="status-prioritised"' in page) is not is_laid_out
