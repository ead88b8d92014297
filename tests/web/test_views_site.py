"""The site without a server, opened from its folder: search, filters, pages with marked quotes; and axe-core on it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from esfnlp.web.site.write import write_site

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser

LOOKED_AT = {
    "light": ("index.html?q=insatser", "plans.html", "compare/target-groups.html#region=SE22", "compare/region/themes.html",
              "versions.html", "plans/sydsverige/page-1.html"),
    "dark": ("index.html?q=insatser", "plans/sydsverige/page-1.html"),
}  # fmt: skip
"""Pages that are the site's own or look otherwise than the room's, which have a test of their own."""
OPTIONS = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},
}
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def site(room, tmp_path_factory):
    """The address of the site's folder; written in a thread of its own, since the browser's has an event loop."""
    folder = tmp_path_factory.mktemp("written") / "a site"
    with ThreadPoolExecutor(1) as thread:
        thread.submit(write_site, room.out, folder).result()
    return f"{folder.as_uri()}/"


@pytest.fixture
def window(browser):
    """A Swedish reader's window whose scripts do not fail."""
    context = browser.new_context(locale="sv-SE")
    context.set_default_timeout(20_000)
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("words", ["studerade", "långtidsarbetslös", "langtidsarbetslosa"])
def test_words_are_found_in_any_inflection_and_without_diacritics(window, site, words):
    window.goto(f"{site}index.html")
    window.locator("#q").fill(words)
    window.get_by_role("button", name="Sök").click()
    window.locator("#found mark").first.wait_for()


def test_filters_of_a_comparison_stand_in_its_address(window, site):
    window.goto(f"{site}compare/target-groups.html")
    window.locator("summary", has_text="Urval").click()
    window.get_by_label("Sydsverige").check()
    window.get_by_label("prioriterad", exact=True).check()
    assert window.url.endswith("#region=SE22&status=prioritised")
    address = window.url
    window.goto("about:blank")
    window.goto(address)
    heads = window.locator("table.heat thead th:visible").all_inner_texts()
    assert "Sydsverige" in heads and "Västsverige" not in heads
    assert window.locator("td.excluded a:visible").count() == 0
    assert window.locator("td.prioritised a:visible").count() > 0


def test_plans_are_filtered_while_typing(window, site):
    window.goto(f"{site}plans.html")
    window.locator("#text").fill("vast")
    assert window.locator(".plan-list tbody tr:visible").count() == 1
    assert window.get_by_role("status").inner_text().startswith("1 ")


def test_a_record_leads_to_its_quote_on_the_page_and_back(window, site):
    window.goto(f"{site}plans/sydsverige/plan.html")
    link = window.locator("figcaption a[href^='page-1.html#c']").first
    link.click()
    window.locator("svg.marks g:target rect").first.wait_for()
    drawn = window.locator(".sheet img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert drawn > 300
    window.locator("a.to-plan").first.click()
    assert "plan.html#" in window.url


@pytest.mark.parametrize("scheme", list(LOOKED_AT))
def test_no_page_of_the_site_shuts_anybody_out(browser, site, scheme):
    context = browser.new_context(
        color_scheme=scheme,
        bypass_csp=True,
        viewport={"width": 1280 if scheme == "light" else 390, "height": 800},
    )
    page, axe, found = context.new_page(), axe_playwright.Axe(), {}
    for name in LOOKED_AT[scheme]:
        page.goto(site + name)
        violations = axe.run(page, options=OPTIONS[scheme]).response["violations"]
        faults = [
            f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations if one["impact"] in GRAVE
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append("wider than the window")
        if faults:
            found[name] = faults
    context.close()
    assert found == {}
