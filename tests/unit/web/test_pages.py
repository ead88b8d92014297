import html
import re
from dataclasses import replace

import pytest

from esfnlp.search.answer import Answer, PlanAnswer
from esfnlp.search.evidence import Evidence
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.passages import Hit
from esfnlp.web.rooms import ask as ask_room
from esfnlp.web.views.answers import Silence

QUOTE = "Vi satsar <script>"
FOUND = Evidence("sydsverige", "p1", 1, QUOTE, "prioritised", 1.0, char_start=14)
ANSWER = Answer(
    "vilka prioriterar UVAS",
    Interpretation(concepts=("tg:uvas",), relation="prioritises"),
    (PlanAnswer("sydsverige", ("SE22",), 2014, 2020, "Plan för Sydsverige", "prioritised", 1.0, (FOUND,)),),
    (Hit("p1", "sydsverige", 1, "Målgrupper", QUOTE, 0, 0.5, 1.0),),
    {},
)
NOTHING = replace(ANSWER, plans=(), passages=())
MENTIONED = replace(ANSWER, plans=(replace(ANSWER.plans[0], status="mentioned"),))


@pytest.fixture
def asked(client, monkeypatch):
    """The text of the search page for an answer."""

    def ask(answer):
        monkeypatch.setattr(ask_room, "ask", lambda *_, **__: answer)
        response = client.get("/", params={"q": answer.query})
        assert response.status_code == 200
        return html.unescape(response.text)

    return ask


@pytest.mark.parametrize(
    "address", ["/", "/plans", "/plans/sydsverige", "/plans/sydsverige/text", "/compare", "/diff"]
)
def test_every_page_has_one_main_heading_and_no_script_or_style_of_its_own(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert '<html lang="sv">' in response.text
    assert response.text.count("<h1>") == 1
    assert re.findall(r"<script(?![^>]* src=\"/static/)", response.text) == []
    assert re.findall(r"<style| style=| on[a-z]+=", response.text) == []
    assert "default-src 'none'; script-src 'self'" in response.headers["content-security-policy"]


def test_an_answer_shows_how_it_was_understood_status_quote_and_page(asked):
    page = asked(ANSWER)
    assert "unga som varken arbetar eller studerar" in page
    assert "Prioriterar" in page
    assert "Vi satsar <script>" in page
    assert "/plans/sydsverige/pages/1#c14" in page


def test_quotes_are_escaped(client, monkeypatch):
    monkeypatch.setattr(ask_room, "ask", lambda *_, **__: ANSWER)
    assert "Vi satsar <script>" not in client.get("/?q=uvas").text


def test_a_plan_that_says_nothing_is_named_with_what_could_not_be_read(asked):
    page = asked(ANSWER)
    assert page.index("Inget funnet, men allt kunde inte läsas") < page.index('href="/plans/stockholm"')
    assert 'href="/plans/nordanskog"' not in page


def test_no_plan_is_an_answer(asked):
    assert "Ingen plan säger något om unga som varken arbetar eller studerar." in asked(NOTHING)


def test_that_no_plan_gives_priority_is_said_above_those_that_only_mention(asked):
    assert "Ingen plan prioriterar unga som varken arbetar eller studerar." in asked(MENTIONED)


def test_plans_that_answer_with_numbers_give_figures(asked):
    figures = replace(
        ANSWER,
        interpretation=replace(ANSWER.interpretation, relation="targets"),
        plans=(replace(ANSWER.plans[0], status=None),),
    )
    assert "Anger siffror" in asked(figures)


def test_a_question_for_silence_names_the_silent_plans_first(asked):
    silence = replace(ANSWER.interpretation, relation="mentions", asks_for_silence=True)
    page = asked(replace(ANSWER, interpretation=silence))
    assert page.index("Inget funnet, men allt kunde") < page.index("Prioriterar")


def test_a_long_list_of_silent_plans_is_loaded_when_it_is_asked_for(client, rows, monkeypatch):
    many = Silence(read=tuple({**rows["documents"][0], "document_id": f"plan{n}"} for n in range(61)))
    monkeypatch.setattr(ask_room, "ask", lambda *_, **__: ANSWER)
    monkeypatch.setattr(ask_room.answers, "silent_plans", lambda *_: many)
    page = client.get("/?q=uvas").text
    assert "61 planer" in page
    assert "plan60" not in page
    (address,) = re.findall(r'href="([^"]*)#silent"', page)
    assert 'href="/plans/plan60"' in client.get(html.unescape(address)).text


def test_a_question_on_another_region_leaves_its_silent_plans_out(asked):
    elsewhere = replace(ANSWER.interpretation, regions=("SE22",))
    assert 'href="/plans/stockholm"' not in asked(replace(ANSWER, interpretation=elsewhere))


def test_words_that_were_not_understood_are_named(asked):
    puzzled = replace(ANSWER.interpretation, unknown=("trasselsudd",))
    assert "trasselsudd" in asked(replace(ANSWER, interpretation=puzzled))


def test_plans_are_listed_with_what_was_not_read(client):
    page = client.get("/plans").text
    assert "Plan för Sydsverige" in page
    assert "inte allt" in page
    assert "övningsmaterial" in page


def test_a_plan_shows_each_quote_once_under_its_heading_with_all_that_was_read_from_it(client):
    page = html.unescape(client.get("/plans/sydsverige").text)
    assert page.count("<blockquote") == 1
    assert page.index("2 Målgrupper") < page.index("Vi satsar först")
    assert "minst 1\xa0250 personer (2020)" in page
    assert "16–29 år" in page


def test_a_plan_that_could_not_be_read_says_why(client):
    assert "the file ends too early" in client.get("/plans/stockholm").text
    assert client.get("/plans/stockholm/text").status_code == 404


def test_the_text_marks_quotes_names_their_places_and_unread_pages(client):
    page = html.unescape(client.get("/plans/sydsverige/text").text)
    assert "<mark>Vi satsar först på unga utan arbete <b>och</b> studier.</mark>" in page
    assert 'id="c14"' in page
    assert 'id="p1"' in page
    assert "Sidan 2 kunde inte läsas" in page


def test_the_comparison_links_a_cell_to_its_quotes(client):
    page = html.unescape(client.get("/compare").text)
    address = "/compare/cell?by=target-groups&at=SE22&when=2014-2020&item=tg%3Auvas"
    assert f'href="{address}"' in page
    assert "Vi satsar först" in client.get(address).text


@pytest.mark.parametrize("by", ["target-groups", "themes", "actors", "targets"])
def test_plans_can_be_compared_by_everything(client, by):
    assert client.get("/compare", params={"by": by}).status_code == 200


def test_silence_and_what_could_not_be_read_differ_in_the_comparison(client):
    page = client.get("/compare").text
    assert '<td class="unread"' in page
    cell = "/compare/cell?by=target-groups&at=SE11&when=2014-2020&item=tg:uvas"
    assert "alla sidor kunde inte läsas" in client.get(cell).text


@pytest.mark.parametrize(
    "address",
    ["/plans/nowhere", "/nowhere", "/plans/..%2Frun.json", "/compare/cell?by=themes&at=SE11&item=x"],
)
def test_what_is_not_there_is_a_readable_page(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "<h1>Sidan finns inte</h1>" in response.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/compare?by=colour", 400),
        ("/compare/cell", 422),
        ("/?q=a&region=XX", 400),
        ("/?q=a&period=2014-20", 400),
    ],
)
def test_what_cannot_be_asked_is_a_readable_page(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert "<h1>" in response.text


def test_a_dataset_that_is_gone_is_a_readable_page(client, out):
    (out / "dataset" / "datapackage.json").unlink()
    response = client.get("/plans")
    assert response.status_code == 503
    assert "esfnlp run" in response.text
