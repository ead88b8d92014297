"""Lists and comparisons that readers narrow down, in a browser: the plans, a region, regions side by side."""

import pytest

pytestmark = pytest.mark.browser


def test_plans_are_narrowed_down_with_the_keyboard_only(page):
    page.goto("/plans")
    page.locator("#text").focus()
    page.keyboard.type("vastsverige")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".plan-list tbody tr").count() == 1
    page.get_by_role("link", name="Utan urval").click()
    assert page.locator(".plan-list tbody tr").count() > 1


def test_a_question_on_two_regions_is_answered_side_by_side(page):
    page.goto("/?q=skillnad+mellan+Sydsverige+och+Västsverige+för+nyanlända")
    table = page.locator("table.answer-sides")
    assert table.locator("thead th").all_inner_texts() == ["Period", "Sydsverige", "Västsverige"]
    table.locator("figcaption a").first.click()
    assert "#c" in page.url


def test_a_region_is_told_apart_and_leads_to_its_quotes(page):
    page.goto("/compare")
    page.get_by_role("link", name="Vad som utmärker en region").click()
    page.get_by_role("link", name="Västsverige", exact=True).click()
    page.locator("ul.traits a, table.traits a").first.click()
    assert page.locator("blockquote").count() >= 1


def test_a_density_is_shown_and_kept_in_the_link_to_the_quotes(page):
    page.goto("/compare")
    page.locator("details.filters summary").click()
    page.get_by_label("ställen per 1 000 ord").check()
    page.get_by_label("utan meningar som flera regioner har gemensamt").check()
    page.locator("details.filters button").click()
    assert "show=density" in page.url and "own=1" in page.url
    page.locator("td.prioritised a").first.click()
    page.get_by_role("link", name="Till jämförelsen").click()
    assert "show=density" in page.url and "own=1" in page.url


def test_suggestions_are_counted_for_those_who_do_not_see_them(page):
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("unga")
    page.get_by_role("option").first.wait_for()
    assert page.locator(".combobox [role=status]").inner_text().endswith("förslag")
