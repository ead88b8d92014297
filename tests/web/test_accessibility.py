"""axe-core on every page that the room has: nothing that it calls serious or critical, in light and in dark."""

from pathlib import Path

import pytest
from tests.web.conftest import serving
from tests.web.routes import pages_of

from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser

EVERYTHING = RoomSettings(allow_upload=True, token="a-token")
"""A room with all the pages that there are."""
EXAMPLES = {
    "/": ("/", "/?q=vilka+planer+prioriterar+UVAS", "/?q=vilka+planer+prioriterar+romer"),
    "/suggest": ("/suggest?q=unga",),
    "/compare": ("/compare?by=target-groups&region=SE22", "/compare?by=targets"),
    "/compare/cell": ("/compare/cell?by=target-groups&at=SE22&when=2014-2020&item=tg:uvas",),
    "/plans/{document_id}": ("/plans/sydsverige", "/plans/vastsverige"),
    "/plans/{document_id}/text": ("/plans/vastsverige/text",),
    "/plans/{document_id}/pages/{number}": ("/plans/sydsverige/pages/1", "/plans/sydsverige/pages/2"),
    "/plans/{document_id}/counterparts": ("/plans/sydsverige/counterparts?of=RECORD",),
    "/plans/{document_id}/similar": ("/plans/sydsverige/similar",),
    "/diff": ("/diff", "/diff?old=sydsverige&new=sydsverige-reviderad"),
    "/check/{record_id}": ("/check/RECORD",),
    "/check/add": ("/check/add?document=sydsverige&table=targets", "/check/add?document=vastsverige"),
}
"""Addresses of pages that need something in them, or that look in several ways; others are opened as they are."""
FRAGMENTS = {"/suggest", "/upload/progress"}
"""Parts that scripts put into a page, which has a title, a language and a list for the options."""
OF_WHOLE_PAGES = ("aria-required-parent", "document-title", "html-has-lang")
OPEN_FOLDS = (
    "Array.from(document.querySelectorAll('details')).slice(0, 20).forEach(one => { one.open = true })"
)
FAILED = "/nowhere"
PAGES = [*sorted(pages_of(create_app(Path("nowhere"), EVERYTHING))), FAILED]
GRAVE = ("serious", "critical")
SCHEMES = {
    "light": (1280, {"resultTypes": ["violations"]}),
    "dark": (360, {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}),
}
"""The width of the window and what axe-core looks at; in dark and narrow only what that changes."""


@pytest.fixture(scope="module")
def room(plans, out):
    with serving(plans, out, EVERYTHING) as opened:
        yield opened


@pytest.fixture(scope="module", params=list(SCHEMES))
def looked_at(browser, room, request):
    """A window of a colour scheme, and what axe-core looks at in it."""
    width, options = SCHEMES[request.param]
    context = browser.new_context(
        base_url=room.address, locale="sv-SE", color_scheme=request.param, bypass_csp=True,
        viewport={"width": width, "height": 800},
    )  # fmt: skip
    yield context.new_page(), options
    context.close()


@pytest.fixture(scope="module")
def record(room):
    """A record of the plan that the examples name."""
    from esfnlp.web.shelf import Shelf

    return str(Shelf(room.out).edition().rows("target_groups", documents=["sydsverige"])[0]["record_id"])


@pytest.mark.parametrize("path", PAGES)
def test_the_page_shuts_nobody_out(looked_at, record, path):
    page, options = looked_at
    found = {}
    for address in EXAMPLES.get(path, (path,)):
        answer = page.goto(address.replace("RECORD", record))
        assert answer.status == (404 if path == FAILED else 200), f"give an address of {path} in EXAMPLES"
        page.evaluate(OPEN_FOLDS)
        violations = axe_playwright.Axe().run(page, options=options).response["violations"]
        faults = [
            f"{one['id']}: {one['nodes'][0]['html'][:150]}"
            for one in violations
            if one["impact"] in GRAVE and not (path in FRAGMENTS and one["id"] in OF_WHOLE_PAGES)
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append("wider than the window")
        if faults:
            found[address] = faults
    assert found == {}
