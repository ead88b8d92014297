import hashlib
import html
import json
import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typst
from typer.testing import CliRunner

from esfnlp.cli.app import app
from esfnlp.dataset.tables import write_tables
from esfnlp.errors import UsageError
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings
from esfnlp.store.documents import document_to_json
from esfnlp.web.site.links import relinked
from esfnlp.web.site.places import item_file, place_of
from esfnlp.web.site.search_data import _terms, shard
from esfnlp.web.site.write import write_site

MENTION = {"document_id": "sydsverige", "passage_id": "p1", "text": "Ulrika Testperson", "label": "PERSON",
           "char_start": 14, "char_end": 20}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory, request):
    """The site of the reading room's small dataset, with a mention of a person, as text by file."""
    small = request.config.pluginmanager.get_plugin(str(Path(__file__).with_name("conftest.py")))
    out = tmp_path_factory.mktemp("made") / "out"
    write_tables({**small.ROWS, "mentions": [MENTION]}, out / "dataset")
    (out / "documents").mkdir()
    content = json.dumps(small.document_to_json(small.PLAN), ensure_ascii=False)
    (out / "documents" / "sydsverige.json").write_text(content, encoding="utf-8")
    write_site(out, out.parent / "site")
    return {
        path.relative_to(out.parent / "site").as_posix(): path.read_bytes()
        for path in sorted((out.parent / "site").rglob("*"))
        if path.is_file()
    }


def page(site, name):
    return html.unescape(site[name].decode())


def links(site, name):
    """The links of a page, each with the file and the fragment that it names."""
    for value in re.findall(r' (?:href|src|action)="([^"]*)"', site[name].decode()):
        parts = urlsplit(html.unescape(value))
        file = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
        yield value, file if parts.path else name, parts.fragment


def test_every_link_leads_to_a_file_and_to_an_element_of_it(site):
    """But for pages without text, whose links lead to the text as a whole."""
    pages = [name for name in site if name.endswith(".html")]
    broken = [
        (name, value)
        for name in pages
        for value, file, fragment in links(site, name)
        if file not in site
        or (fragment and not fragment.startswith("page-") and f'id="{fragment}"' not in site[file].decode())
    ]
    assert len(pages) > 10
    assert broken == []


def test_a_cell_of_the_comparison_leads_to_its_quotes_and_they_to_the_text(site):
    assert 'href="target-groups/tg-uvas.html#SE22-2014-2020"' in page(site, "compare/target-groups.html")
    item = page(site, "compare/target-groups/tg-uvas.html")
    assert 'id="SE22-2014-2020"' in item
    assert 'href="../../plans/sydsverige/text.html#c14"' in item
    assert "<mark>Vi satsar först på unga utan arbete <b>och</b> studier.</mark>" in page(
        site, "plans/sydsverige/text.html"
    )


def test_what_a_plan_says_stays_text(site):
    assert b"<b>" not in b"".join(content for name, content in site.items() if name.endswith(".html"))


def test_pages_are_swedish_at_the_top_and_english_below_and_know_each_other(site):
    assert '<html lang="sv">' in page(site, "plans.html")
    assert '<html lang="en">' in page(site, "en/plans.html")
    assert 'href="en/plans.html" lang="en"' in page(site, "plans.html")
    assert 'href="../plans.html" lang="sv"' in page(site, "en/plans.html")


def test_a_plan_of_which_nothing_could_be_read_has_no_text_and_says_so(site):
    assert "plans/stockholm/text.html" not in site
    assert "the file ends too early" in page(site, "plans/stockholm/plan.html")


def test_pages_allow_no_script_but_the_sites_own(site):
    for name in (name for name in site if name.endswith(".html")):
        text = site[name].decode()
        assert "script-src 'self';" in text and "default-src 'none'" in text, name
        assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=| hx-|htmx", text), name


def test_persons_are_not_written(site):
    assert not [name for name, content in site.items() if b"Testperson" in content]


def taken(site, name):
    text = site[f"search/{name}.js"].decode()
    return json.loads(re.fullmatch(rf'esfnlp\.take\("{name}",(.*)\);\n', text, re.S)[1])


def test_a_words_inflections_have_a_key_whose_passages_hold_it(site):
    word = taken(site, f"terms-{shard('studier')}")
    key = word["forms"]["studier"]
    assert taken(site, f"terms-{shard(key)}")["keys"][key][0] == 0
    assert taken(site, "text-1")[0][0] == 14


def test_training_material_is_not_searched(site):
    assert [plan[0] for plan in taken(site, "catalogue-sv")["plans"]] == ["stockholm", "Plan för Sydsverige"]


def test_names_that_can_be_searched_lead_to_their_pages(site):
    names = taken(site, "catalogue-en")["names"]
    assert {name[3] for name in names} <= set(site)
    assert any("UVAS" in name[4] for name in names)


def test_the_same_dataset_gives_the_same_bytes(out):
    folders = [out.parent / "one", out.parent / "two"]
    for folder in folders:
        write_site(out, folder)
    files = [{p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders]
    assert files[0] == files[1]


def test_a_folder_that_holds_something_is_refused_and_stays(out, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        write_site(out, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_without_a_dataset_one_line_says_so(tmp_path):
    result = CliRunner().invoke(app, ["site", "--in", str(tmp_path), "--to", str(tmp_path / "to")])
    assert result.exit_code != 0
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/diff?old=a",
        "/check",
        "/compare?by=themes&region=SE22",
        "/api/v1/plans",
        "/compare/download.png",
    ],
)
def test_what_needs_a_server_has_no_place(address):
    assert place_of(address) is None


def test_links_out_of_the_site_are_taken_away_and_their_words_stay():
    assert relinked('<a href="/check">Check</a>', "index.html", "sv", {"index.html"}) == "<a>Check</a>"


def test_items_that_differ_in_signs_alone_have_files_of_their_own():
    assert item_file("targets", "antal: deltagare") != item_file("targets", "antal deltagare")


def test_words_are_found_without_their_diacritics_where_no_other_word_is_written_so():
    words = [Counter(["östra", "far", "får"])]
    forms = {form: key for _, file in _terms(words) for form, key in file["forms"].items()}
    assert forms["ostra"] == forms["östra"]
    assert forms["far"] != forms["får"]


def test_versions_of_a_plan_have_a_page_of_their_differences():
    assert place_of("/diff") == "versions.html"
    assert place_of("/diff?old=a_1&new=a_2") == "versions/a-1--a-2.html"


def test_a_region_has_a_page_of_what_sets_it_apart(site):
    assert 'href="region/target-groups.html"' in page(site, "compare/target-groups.html")
    assert "tg-uvas.html#SE22-2014-2020" in page(site, "compare/region/target-groups-SE22.html")


def test_the_comparison_and_the_plans_can_be_filtered_by_the_browser(site):
    shown = page(site, "compare/target-groups.html")
    assert 'data-region="SE22" data-period="2014-2020"' in shown
    for name in ("compare/target-groups.html", "plans.html"):
        assert 'id="filters"' in page(site, name) and "static/filters.js" in page(site, name)


def test_pages_with_evidence_are_pictures_with_the_quote_marked(tmp_path):
    out = plan_of_two_pages(tmp_path)
    made = write_site(out, tmp_path / "site")
    assert made.pictures == 1
    picture = (tmp_path / "site" / "pictures" / "plan" / "1.webp").read_bytes()
    assert picture[8:12] == b"WEBP" and len(picture) < 100_000
    shown = (tmp_path / "site" / "plans" / "plan" / "page-1.html").read_text(encoding="utf-8")
    assert 'src="../../pictures/plan/1.webp"' in shown and "srcset" not in shown
    assert '<g id="c0" class="quote' in shown
    assert not (tmp_path / "site" / "plans" / "plan" / "page-2.html").exists()
    assert 'href="text.html#page-2"' in shown


def test_pictures_can_be_left_out_and_quotes_then_lead_to_the_text(tmp_path):
    out = plan_of_two_pages(tmp_path)
    result = CliRunner().invoke(
        app, ["site", "--in", str(out), "--to", str(tmp_path / "to"), "--no-pictures"]
    )
    assert result.exit_code == 0
    assert not (tmp_path / "to" / "pictures").exists()
    assert 'href="text.html#c0"' in (tmp_path / "to" / "plans" / "plan" / "plan.html").read_text(
        encoding="utf-8"
    )


def plan_of_two_pages(folder):
    """An output folder with a PDF whose first page holds a record."""
    source = "#set page(width: 300pt, height: 200pt)\nUnga utan arbete prioriteras i alla insatser.\n#pagebreak()\nMer."
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile(source.encode()))
    document = read_document(path, "plan", IngestSettings())
    quote = "Unga utan arbete prioriteras i alla insatser."
    row = {"document_id": "plan", "title": "Plan", "doc_type": "regional_plan", "training": False, "page_count": 2,
           "region_codes": ["SE22"], "warnings": [], "source_file": "plan.pdf", "media_type": "application/pdf",
           "source_sha256": hashlib.sha256(path.read_bytes()).hexdigest()}  # fmt: skip
    record = {"document_id": "plan", "region_code": "SE22", "record_id": "r1", "concept": "tg:uvas", "quote": quote,
              "status": "prioritised", "page": 1, "char_start": 0, "char_end": len(quote), "confidence": 0.8,
              "passage_id": document.passages[0].passage_id, "method": "rules"}  # fmt: skip
    write_tables({"documents": [row], "target_groups": [record]}, folder / "out" / "dataset")
    (folder / "out" / "documents").mkdir()
    (folder / "out" / "documents" / "plan.json").write_text(json.dumps(document_to_json(document)))
    (folder / "out" / "run.json").write_text(json.dumps({"inputs": [str(path)]}))
    return folder / "out"
