import hashlib
import html
import json
import re
import sqlite3
from dataclasses import replace

import pytest
import typst
from fastapi.testclient import TestClient

from esfnlp.dataset.tables import write_tables
from esfnlp.ingest.reader import read_document
from esfnlp.search.counterparts import Counterpart, Counterparts, SharedSentence
from esfnlp.settings import IngestSettings
from esfnlp.store.documents import document_to_json
from esfnlp.web.app import create_app
from esfnlp.web.rooms import counterparts as counterparts_room

SOURCE = """#set page(width: 300pt, height: 300pt, margin: 30pt)
#set text(lang: "sv", size: 10pt)
= Målgrupper
Planen vänder sig till många. Vi satsar först på unga som varken arbetar eller studerar i länet.
#pagebreak()
= Aktörer
Kommunerna ansvarar för arbetet tillsammans med många andra aktörer i hela länet.
"""
QUOTE = "Vi satsar först på unga som varken arbetar eller studerar i länet."
LATER = "Kommunerna ansvarar för arbetet"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An output folder with a plan of two pages, and the folder of its file."""
    out = tmp_path_factory.mktemp("out")
    (out / "plans").mkdir()
    path = out / "plans" / "plan.pdf"
    path.write_bytes(typst.compile(SOURCE.encode()))
    document = read_document(path, "plan", IngestSettings())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    common = {"title": "Plan", "plan_id": "plan", "doc_type": "regional_plan", "training": False,
              "region_codes": ["SE22"], "warnings": [], "page_count": 2, "source_file": "plan.pdf",
              "source_sha256": digest, "media_type": "application/pdf"}  # fmt: skip
    rows = {
        "documents": [{**common, "document_id": "plan", "version": "1"},
                      {**common, "document_id": "plan-2", "version": "2"}],
        "sections": [{"section_id": s.section_id, "document_id": "plan", "parent_id": s.parent_id,
                      "level": s.level, "heading": s.heading, "page_start": s.page_start}
                     for s in document.sections],
        "passages": [{"passage_id": p.passage_id, "document_id": "plan", "section_id": p.section_id,
                      "text": p.text, "char_start": p.char_start, "char_end": p.char_end}
                     for p in document.passages],
        "target_groups": [{**evidence(document, QUOTE), "record_id": "r1", "concept": "tg:uvas",
                           "status": "prioritised"}],
        "actors": [{**evidence(document, LATER), "record_id": "r2", "actor": "ac:kommuner",
                    "name": "kommuner", "role": "responsible"}],
    }  # fmt: skip
    write_tables(rows, out / "dataset")
    (out / "documents").mkdir()
    (out / "documents" / "plan.json").write_text(json.dumps(document_to_json(document)), encoding="utf-8")
    (out / "run.json").write_text(json.dumps({"inputs": [str(path)]}))
    return out


def evidence(document, quote):
    start = document.text.index(quote)
    passage = next(p for p in document.passages if p.char_start <= start < p.char_end)
    return {"document_id": "plan", "region_code": "SE22", "passage_id": passage.passage_id, "quote": quote,
            "page": passage.page, "char_start": start, "char_end": start + len(quote), "confidence": 0.8,
            "method": "rules"}  # fmt: skip


@pytest.fixture(scope="module")
def pdf_client(made):
    return TestClient(create_app(made))


@pytest.fixture
def without_file(made):
    path = made / "plans" / "plan.pdf"
    moved = path.rename(made / "moved.pdf")
    yield TestClient(create_app(made))
    moved.rename(path)


def test_a_page_shows_its_picture_with_the_quote_marked_line_by_line(pdf_client):
    page = pdf_client.get("/plans/plan/pages/1").text
    anchor = re.search(r'<g id="(c\d+)" class="quote">(.*?)</g>', page, re.S)
    assert anchor.group(2).count("<rect") == 2
    assert f'href="#{anchor.group(1)}"' in page
    assert "style=" not in page


def test_a_pages_picture_has_the_pages_text_instead(pdf_client):
    page = html.unescape(pdf_client.get("/plans/plan/pages/1").text)
    alt = re.search(r'alt="([^"]*)" lang="sv"', page).group(1)
    assert alt.startswith("Målgrupper") and alt.endswith(QUOTE)


def test_a_page_lists_its_records_with_a_way_to_the_plan_and_to_the_next_quote(pdf_client):
    page = pdf_client.get("/plans/plan/pages/1").text
    assert 'href="/plans/plan#r1"' in page
    assert re.search(r'href="/plans/plan/pages/2#c\d+" data-step="on"', page)
    assert 'href="/plans/plan/pages/2" rel="next"' in page
    assert LATER not in page


def test_a_picture_is_sent_once(pdf_client):
    first = pdf_client.get("/plans/plan/pages/1.png?width=480")
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    again = pdf_client.get(
        "/plans/plan/pages/1.png?width=480", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_picture_that_a_page_shows_may_be_kept_for_good(pdf_client):
    page = html.unescape(pdf_client.get("/plans/plan/pages/1").text)
    address = re.search(r'<img src="([^"]*)"', page).group(1)
    assert "immutable" in pdf_client.get(address).headers["cache-control"]
    assert "immutable" not in pdf_client.get(address + "x").headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plans/plan/pages/1.png?width=9999", 422), ("/plans/plan/pages/0.png", 404),
        ("/plans/plan/pages/3.png", 404), ("/plans/plan/pages/3", 404), ("/plans/plan/pages/x", 422),
        ("/plans/none/pages/1.png", 404), ("/plans/..%2Frun.json/pages/1.png", 404),
        ("/plans/plan-2/pages/1", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(pdf_client, address, status):
    response = pdf_client.get(address)
    assert response.status_code == status
    assert "<h1>" in response.text


def test_without_the_file_that_was_read_the_pages_text_is_shown_with_the_quote_marked(without_file):
    page = html.unescape(without_file.get("/plans/plan/pages/1").text)
    assert "finns inte till hands" in page
    assert "<img" not in page
    assert re.search(r'id="c\d+"></span><mark>Vi satsar', page)
    assert LATER not in page
    assert without_file.get("/plans/plan/pages/1.png").status_code == 404


def test_no_page_tells_where_the_files_lie(pdf_client, made):
    addresses = ["/plans", "/plans/plan", "/plans/plan/text", "/plans/plan/pages/1", "/plans/plan/similar"]
    assert not [address for address in addresses if str(made) in pdf_client.get(address).text]


def test_a_document_without_a_pdf_has_its_pages_as_text(client):
    page = html.unescape(client.get("/plans/sydsverige/pages/1").text)
    assert 'id="c14"' in page
    assert "<mark>Vi satsar först" in page
    assert "finns inte till hands" not in page


def test_a_page_that_could_not_be_read_says_why(client):
    assert "no text layer" in client.get("/plans/sydsverige/pages/2").text


def test_a_plan_shows_its_profile_in_numbers(client):
    page = html.unescape(client.get("/plans/sydsverige").text)
    row = re.search(r'<th scope="row">prioriterad.*?</tr>', page, re.S).group()
    assert "unga som varken arbetar eller studerar" in row
    assert '<span class="number">1</span>' in row


def test_a_plan_links_to_what_changed_between_its_versions(pdf_client):
    assert "/diff?old=plan&amp;new=plan-2" in pdf_client.get("/plans/plan").text
    assert "/diff?old=plan&amp;new=plan-2" in pdf_client.get("/plans/plan-2").text


def test_sections_hold_their_claims_and_can_be_folded(pdf_client):
    page = html.unescape(pdf_client.get("/plans/plan").text)
    sections = re.findall(r'<details class="section".*?</details>', page, re.S)
    assert [("Vi satsar" in s, LATER in s) for s in sections] == [(True, False), (False, True)]


def test_the_nearest_plans_stand_on_a_page_of_their_own_and_as_a_part(pdf_client):
    whole, part = (
        pdf_client.get("/plans/plan/similar", headers=headers).text
        for headers in ({}, {"HX-Request": "true"})
    )
    assert "<h1>" in whole and 'href="/plans/plan-2"' in whole
    assert "<h1>" not in part and 'href="/plans/plan-2"' in part


def test_a_quote_links_to_what_other_regions_say_of_it(pdf_client):
    assert "/plans/plan/counterparts?of=r1" in pdf_client.get("/plans/plan/pages/1").text


def counterparts_of(*found):
    said = SharedSentence("Vi satsar först på unga.", ("SE11",))
    return Counterparts("p1", "sydsverige", (said,), found)


def test_counterparts_show_which_words_are_shared_and_who_says_the_same(client, monkeypatch):
    parts = {"meaning": 0.9, "words": 0.5, "concepts": 1.0}
    other = Counterpart("p9", "stockholm", ("SE11",), 3, "", "Unga <i>först</i>.", 0.8, parts, 0.25)
    monkeypatch.setattr(counterparts_room, "counterparts", lambda *_, **__: counterparts_of(other))
    page = client.get("/plans/sydsverige/counterparts?of=r1").text
    assert "Unga &lt;i&gt;först&lt;/i&gt;." in page
    assert "likhet 80 %" in page
    assert "Med nästan samma ord även i: Stockholm" in " ".join(page.split())


def test_an_index_of_another_version_is_told_in_words(client, monkeypatch):
    def old(*_, **__):
        raise sqlite3.OperationalError("no such column: is_contents")

    monkeypatch.setattr(counterparts_room, "counterparts", old)
    refused = client.get("/plans/sydsverige/counterparts?of=r1&lang=en")
    assert refused.status_code == 503
    assert "esfnlp run" in refused.text and "is_contents" not in refused.text


def test_dots_of_a_table_of_contents_are_no_sentences(client, monkeypatch):
    found = replace(counterparts_of(), sentences=(SharedSentence("3.1 Mål .", ()), SharedSentence(".", ())))
    monkeypatch.setattr(counterparts_room, "counterparts", lambda *_, **__: found)
    assert client.get("/plans/sydsverige/counterparts?of=r1&lang=en").text.count("Its own words.") == 1


def test_a_record_of_another_plan_is_not_this_plans(client, monkeypatch):
    monkeypatch.setattr(counterparts_room, "counterparts", lambda *_, **__: counterparts_of())
    assert client.get("/plans/stockholm/counterparts?of=r1").status_code == 404
