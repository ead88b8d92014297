"""A reading room that serves a few plans of our own, and Chromium in front of it.

Skipped where Playwright or Chromium is missing; ESFNLP_CHROMIUM names another one than Debian's.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst
import uvicorn

from esfnlp.flow.run import run
from esfnlp.settings import Settings
from esfnlp.web.app import create_app
from esfnlp.web.desk import RoomSettings
from esfnlp.web.server import listen

CHROMIUM = os.environ.get("ESFNLP_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
]  # fmt: skip

FIRST = """#set page(width: 420pt, height: 420pt, margin: 40pt)
#set text(lang: "sv", size: 11pt)
= Handlingsplan för Socialfonden i Sydsverige 2014-2020
== Bakgrund
Länen har en stark industri, och många arbetar inom handel.
== Målgrupper
Insatserna ska i första hand riktas till unga som varken arbetar eller studerar. Långtidsarbetslösa är en prioriterad
målgrupp. Asylsökande omfattas inte.
#pagebreak()
== Kvantitativa mål
Minst 450 deltagare ska nås till år 2020.
== Organisation
Region Skåne leder arbetet tillsammans med kommunerna.
"""
SECOND = (
    FIRST.replace("Minst 450", "Minst 600")
    .replace("Asylsökande omfattas inte.", "Nyanlända är en prioriterad målgrupp.")
    .replace("2014-2020", "2014-2020, reviderad")
)
WEB_PAGE = """<!doctype html><html lang="sv"><head><title>Handlingsplan för Västsverige 2014-2020</title></head><body>
<main><h1>Handlingsplan för Europeiska socialfonden i Västsverige 2014-2020</h1>
<p>Den här planen beskriver hur medlen används i länen under perioden, och den ses över varje vår.</p>
<h2>Målgrupper</h2><p>Särskilt fokus läggs på nyanlända kvinnor. Insatserna kan även omfatta sjukskrivna.</p>
</main></body></html>
"""
UPLOADED = FIRST.replace("Sydsverige", "Mellersta Norrland").replace(
    "Region Skåne", "Region Jämtland Härjedalen"
)


def write_pdf(path: Path, source: str) -> Path:
    path.write_bytes(typst.compile(source.encode("utf-8")))
    return path


@dataclass(frozen=True)
class Room:
    """The reading room at `address`; `again` does what `esfnlp run` does."""

    address: str
    plans: Path
    out: Path

    def again(self) -> None:
        run([self.plans], self.out, settings=Settings(), workers=1)


@contextmanager
def serving(plans: Path, out: Path, settings: RoomSettings) -> Iterator[Room]:
    """A room over `out` on a port of its own."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(out, settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield Room(f"http://127.0.0.1:{listener.getsockname()[1]}", plans, out)
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    write_pdf(folder / "sydsverige.pdf", FIRST)
    write_pdf(folder / "sydsverige-reviderad.pdf", SECOND)
    (folder / "vastsverige.html").write_text(WEB_PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def out(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "out"
    run([plans], folder, settings=Settings(), workers=1)
    return folder


@pytest.fixture(scope="session")
def room(plans: Path, out: Path) -> Iterator[Room]:
    with serving(plans, out, RoomSettings(allow_upload=True)) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, room):
    """A Swedish reader's page; scripts that break the content security policy, or fail, fail the test."""
    context = browser.new_context(base_url=room.address, locale="sv-SE", accept_downloads=True)
    context.set_default_timeout(20_000)
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield opened
    context.close()
    assert faults == []


def tab_to(page, condition):
    """Presses Tab until the element at hand is the one that is meant, which the outline must show."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none", "the focus cannot be seen"
            return
    raise AssertionError(f"not reached by Tab: {condition}")
