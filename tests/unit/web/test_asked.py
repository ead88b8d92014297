"""How a question was understood, as chips that can be changed."""

import html
import re
from dataclasses import replace

import pytest

from esfnlp.search.interpretation import Interpretation
from esfnlp.search.question import parse_question
from esfnlp.web.languages import language
from esfnlp.web.views.asked import PHRASE, Asked, concept_named, understood, with_added
from esfnlp.web.words import RELATION

SAY = language("en")
READ = Interpretation(
    concepts=("tg:uvas",), relation="prioritises", regions=("SE22",), period=(2014, 2020), unknown=("träta",)
)
ASKED = Asked(q="vilka prioriterar uvas")


def test_every_relation_can_be_put_to_the_search():
    assert set(PHRASE) - {""} == set(RELATION)


@pytest.mark.parametrize("relation", sorted(RELATION))
def test_the_search_understands_what_a_changed_question_asks(relation):
    question = Asked(is_edited=True, items=("tg:uvas",), relation=relation).question
    read = parse_question(question)
    assert "tg:uvas" in read.concepts
    assert ("silent" if read.asks_for_silence else read.relation) == relation


def test_each_thing_that_was_understood_is_a_chip_that_can_be_taken_away():
    shown = understood(ASKED, READ, SAY)
    assert [chip.label for chip in shown.chips] == ["asks", "target group", "region", "period"]
    assert [chip.name for chip in shown.extra] == ["träta"]
    without_region = next(chip.without for chip in shown.chips if chip.label == "region")
    assert "region=" not in without_region
    assert "item=tg%3Auvas" in without_region
    assert "period=2014-2020" in without_region
    assert "word=tr%C3%A4ta" in without_region


def test_a_deadline_is_a_chip_of_its_own():
    shown = understood(ASKED, replace(READ, deadline=2027), SAY)
    assert ("to be reached by", "2027") in [(chip.label, chip.name) for chip in shown.chips]
    assert [chip.name for chip in shown.extra] == ["träta"]


@pytest.mark.parametrize(
    "question",
    [
        "hur många deltagare ska nås i programområde 2",
        "hur stor andel av deltagarna ska ha arbete senast 2027",
        "hur mycket pengar finns för unga",
        "hur många projekt för långtidsarbetslösa",
    ],
)
def test_what_is_asked_of_numbers_stays_when_the_question_is_changed(question):
    read = parse_question(question)
    again = parse_question(understood(Asked(q=question), read, SAY).state.question)
    kept = ("unit", "promised", "programme_areas", "deadline", "relation")
    assert [getattr(again, name) for name in kept] == [getattr(read, name) for name in kept]


def test_what_a_reader_adds_is_a_concept_where_it_has_that_name_else_a_word():
    state = Asked(is_edited=True)
    assert with_added(state, " UVAS ").items == ("tg:uvas",)
    assert with_added(state, "tröskelvärde").extra == ("tröskelvärde",)
    assert with_added(state, "  ") == state
    assert concept_named("no such concept") is None


def test_an_address_holds_the_whole_state(client, out, monkeypatch):
    asked = []

    def ask(edition, question, **limits):
        from esfnlp.search.answer import Answer

        asked.append((question, limits["region"], limits["period"]))
        return Answer(question, READ, (), (), {})

    monkeypatch.setattr("esfnlp.web.rooms.ask.ask", ask)
    page = client.get("/", params={"q": ASKED.q}).text
    address = html.unescape(re.findall(r'href="(/\?[^"]+)" class="remove"', page)[0])
    client.get(address)
    assert asked == [(ASKED.q, "", ""), ("tg:uvas träta", "SE22", "2014-2020")]


def test_ids_that_no_taxonomy_has_are_passed_over(client, monkeypatch):
    page = client.get("/", params={"edit": "1", "item": "tg:<script>"})
    assert page.status_code == 200
    assert "tg:&lt;script" not in page.text
