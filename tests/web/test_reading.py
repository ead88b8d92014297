"""What readers do, in a browser: ask, compare, check, add a plan; with the mouse, and with the keyboard only."""

import csv
import io
import zipfile

import pytest
from tests.web.conftest import UPLOADED, tab_to, write_pdf

pytestmark = pytest.mark.browser


def test_a_question_leads_to_the_marked_quote_in_two_clicks(page):
    page.goto("/")
    page.get_by_role("combobox").fill("vilka planer prioriterar UVAS")
    page.locator(".ask button").click()
    page.locator("#status-prioritised ~ ul figcaption a").first.click()
    mark = page.locator("svg.marks g:target rect").first
    mark.wait_for()
    assert "/pages/1" in page.url
    sheet, place = page.locator(".sheet img").bounding_box(), mark.bounding_box()
    assert sheet["x"] <= place["x"] and place["x"] + place["width"] <= sheet["x"] + sheet["width"] + 1
    assert sheet["y"] <= place["y"] and place["y"] + place["height"] <= sheet["y"] + sheet["height"] + 1
    drawn = page.locator(".sheet img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert drawn > 300


def test_the_same_with_the_keyboard_only(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "document.activeElement.getAttribute('role') === 'combobox'")
    page.keyboard.type("vilka planer prioriterar UVAS")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "(document.activeElement.getAttribute('href') || '').includes('/pages/1#c')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("svg.marks g:target rect").first.wait_for()


def test_suggestions_come_while_typing_and_are_taken_by_the_keyboard(page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("långtids")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    assert "långtids" in box.input_value().casefold()


def test_a_comparison_is_filtered_and_taken_along(page):
    page.goto("/compare?by=target-groups")
    page.locator("details.filters summary").click()
    page.get_by_label("Sydsverige").check()
    page.locator("details.filters button").click()
    assert "region=SE22" in page.url
    assert "Västsverige" not in page.locator("table.heat").inner_text()
    rows = list(csv.DictReader(io.StringIO(taken(page, "CSV").decode("utf-8-sig"))))
    assert {row["region_code"] for row in rows} == {"SE22"}
    assert any(row["concept"] == "tg:uvas" for row in rows)
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(taken(page, "Excel"))).namelist()


def taken(page, name):
    with page.expect_download() as download:
        page.locator(".downloads").get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_bytes()


def test_a_cell_opens_its_quotes(page):
    page.goto("/compare?by=target-groups")
    page.locator("td.prioritised a").first.click()
    assert page.locator("blockquote").count() >= 1


def test_versions_are_set_side_by_side(page):
    page.goto("/diff")
    page.locator("#old").select_option("sydsverige")
    page.locator("#new").select_option("sydsverige-reviderad")
    page.locator("form.versions button").click()
    words = page.locator("table.text")
    assert "450" in words.locator("del").all_inner_texts()
    assert "600" in words.locator("ins").all_inner_texts()
    assert page.locator("table.claims tbody tr").count() >= 1


def test_a_rejected_record_stays_away_after_another_run(page, room):
    page.goto("/plans/vastsverige")
    record = page.locator(".statements li[id]", has_text="nyanlända").first.get_attribute("id")
    page.goto(f"/check/{record}")
    page.get_by_role("button", name="Fel, ta bort").click()
    page.locator("main").get_by_role("status").first.wait_for()
    room.again()
    page.goto("/plans/vastsverige")
    assert page.locator(f"[id='{record}']").count() == 0


def test_a_plan_is_added_and_found(page, tmp_path):
    page.goto("/upload")
    page.locator("#file").set_input_files(write_pdf(tmp_path / "Norrland.pdf", UPLOADED))
    page.get_by_role("button", name="Lägg till planen").click()
    page.get_by_role("link", name="Visa planen").click(timeout=60_000)
    assert page.url.endswith("/plans/norrland")
    assert "Mellersta Norrland" in page.locator("h1").inner_text()
    page.goto("/plans/norrland/pages/1")
    assert page.locator(".sheet img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    page.goto("/plans")
    assert "Västsverige" in page.locator("main").inner_text()
