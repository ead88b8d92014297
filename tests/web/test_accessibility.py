"""axe-core on every page: nothing that it calls serious or critical, in light and in dark."""

import pytest

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser

PAGES = (
    "/", "/?q=vilka+planer+prioriterar+UVAS", "/plans", "/plans/sydsverige", "/plans/sydsverige/text",
    "/plans/sydsverige/similar", "/plans/sydsverige/pages/1", "/plans/vastsverige", "/compare?by=target-groups&region=SE22",
    "/compare/cell?by=target-groups&at=SE22&when=2014-2020&item=tg:uvas", "/compare/targets",
    "/compare/likeness", "/diff?old=sydsverige&new=sydsverige-reviderad", "/check", "/check/RECORD",
    "/check/add?document=sydsverige", "/check/corrections", "/upload", "/api/v1/docs", "/nowhere",
)  # fmt: skip
DARK = {
    "/?q=vilka+planer+prioriterar+UVAS", "/plans/sydsverige/pages/1", "/compare?by=target-groups&region=SE22",
    "/compare/targets", "/compare/likeness", "/diff?old=sydsverige&new=sydsverige-reviderad", "/check/RECORD",
}  # fmt: skip
"""Pages that are looked at in dark too: those with colours of their own."""
GRAVE = ("serious", "critical")

SCHEMES = {
    "light": (1280, {"resultTypes": ["violations"]}),
    "dark": (360, {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}),
}
"""The width of the window and what axe-core looks at; in dark and narrow only what that changes."""


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_no_page_shuts_anybody_out(browser, room, scheme):
    width, options = SCHEMES[scheme]
    context = browser.new_context(
        base_url=room.address, locale="sv-SE", color_scheme=scheme, bypass_csp=True,
        viewport={"width": width, "height": 800},
    )  # fmt: skip
    page, axe = context.new_page(), axe_playwright.Axe()
    page.goto("/check")
    record = page.locator("ol.passages a[href^='/check/']").first.get_attribute("href")
    found = {}
    for address in PAGES:
        page.goto(record if address == "/check/RECORD" else address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        is_seen = scheme == "light" or address in DARK
        violations = axe.run(page, options=options).response["violations"] if is_seen else []
        faults = [
            f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations if one["impact"] in GRAVE
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append("wider than the window")
        if faults:
            found[address] = faults
    context.close()
    assert found == {}
