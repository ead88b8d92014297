"""What reviewers do, in a browser and with the keyboard only: accept, edit and add records, which later runs keep."""

import json
from urllib.request import urlopen

import pytest
from tests.web.conftest import FIRST, serving, tab_to, write_pdf

from esfnlp.flow.run import run
from esfnlp.settings import Settings
from esfnlp.web.desk import RoomSettings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room of its own: what is corrected here is no other test's."""
    folder = tmp_path_factory.mktemp("reviewed")
    (folder / "plans").mkdir()
    write_pdf(folder / "plans" / "sydsverige.pdf", FIRST)
    run([folder / "plans"], folder / "out", settings=Settings(), workers=1)
    with serving(folder / "plans", folder / "out", RoomSettings()) as opened:
        yield opened


def records(room, table):
    with urlopen(f"{room.address}/api/v1/records?table={table}") as answer:
        return json.load(answer)["records"]


def one_of(room, table, **said):
    (found,) = [r for r in records(room, table) if all(r[column] == value for column, value in said.items())]
    return found


def focus_on(element_id):
    return f"document.activeElement.id === {json.dumps(element_id)}"


def press(page, name):
    """Goes to the button of that name by Tab and presses it."""
    tab_to(page, f"document.activeElement.textContent.trim() === {json.dumps(name)}")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def retype(page, field, text):
    tab_to(page, focus_on(f"f-{field}"))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_an_accepted_record_is_accepted_after_the_next_run(page, room):
    record = one_of(room, "target_groups", concept="tg:uvas")
    page.goto(f"/check/{record['record_id']}")
    press(page, "Det stämmer")
    assert "godtagen" in page.locator("main").get_by_role("status").first.inner_text()
    room.again()
    after = one_of(room, "target_groups", concept="tg:uvas")
    assert (after["record_id"], after["review"], after["confidence"]) == (record["record_id"], "accepted", 1)


def test_an_edited_target_says_all_that_the_reviewer_said_after_the_next_run(page, room):
    record = one_of(room, "targets", value=450)
    page.goto(f"/check/{record['record_id']}")
    tab_to(page, "document.activeElement.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    retype(page, "value", "12,5")
    tab_to(page, focus_on("f-comparator"))
    page.keyboard.type("omkring")
    tab_to(page, focus_on("f-unit"))
    page.keyboard.type("procent")
    retype(page, "year", "2019")
    press(page, "Spara ändringarna")
    room.again()
    after = one_of(room, "targets", record_id=record["record_id"])
    said = {"value": 12.5, "comparator": "~", "unit": "percent", "year": 2019, "review": "edited"}
    assert {column: after[column] for column in said} == said
    kept = ("kind", "indicator", "measure", "population", "region_code", "quote")
    assert {column: after[column] for column in kept} == {column: record[column] for column in kept}
    page.goto("/plans/sydsverige")
    assert "omkring 12,5 procent (2019)" in page.locator(f"[id='{record['record_id']}']").inner_text()


def test_a_record_is_added_by_words_that_are_marked_in_the_text(page, room):
    assert "tg:sysselsatta" not in {r["concept"] for r in records(room, "target_groups")}
    page.goto("/check/add?document=sydsverige&table=target_groups")
    tab_to(page, focus_on("page-text"))
    words = "handel"
    text = page.locator("#page-text").input_value()
    page.keyboard.press("Control+Home")
    for _ in range(text.index(words)):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    assert page.locator("#page-text").input_value() == text
    tab_to(page, focus_on("take"))
    page.keyboard.press("Enter")
    assert page.locator("#quote").input_value() == words
    assert page.locator("#page").input_value() == "1"
    assert page.evaluate(focus_on("quote"))
    tab_to(page, focus_on("f-concept"))
    page.keyboard.type("sysselsatt")
    tab_to(page, focus_on("f-status"))
    page.keyboard.press("n")
    press(page, "Lägg till")
    assert page.get_by_role("alert").all_inner_texts() == []
    assert "tillagd" in page.locator("main").get_by_role("status").first.inner_text()
    room.again()
    (added,) = [r for r in records(room, "target_groups") if r["review"] == "added"]
    said = ("tg:sysselsatta", "mentioned", words, 1)
    assert tuple(added[column] for column in ("concept", "status", "quote", "page")) == said
    room.again()
    assert [r for r in records(room, "target_groups") if r["review"] == "added"] == [added]


def test_words_are_marked_with_the_mouse_and_told_from_the_same_words_elsewhere(page, room):
    page.goto("/check/add?document=sydsverige&table=actors&page=2")
    page.locator("#take").click()
    assert page.locator("#taken").inner_text() == "Markera några ord först."
    page.locator("#page-text").evaluate(
        "text => { const at = text.value.lastIndexOf('kommunerna'); text.focus(); text.setSelectionRange(at, at + 10); }"
    )
    page.locator("#take").click()
    assert page.locator("#quote").input_value() == "kommunerna"
    assert page.locator("#before").input_value().endswith("tillsammans med")


def test_a_correction_is_taken_back_and_the_record_is_as_it_was(page, room):
    page.goto("/check/corrections")
    before = page.get_by_role("row").count()
    tab_to(page, "(document.activeElement.getAttribute('aria-label') || '').startsWith('Ta tillbaka')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "tillbakatagen" in page.locator("main").get_by_role("status").first.inner_text()
    assert page.get_by_role("row").count() == before
