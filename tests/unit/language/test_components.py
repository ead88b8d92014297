"""The components made of rules, in an empty Swedish pipeline."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from esfnlp.language.components import mark_sentences
from esfnlp.language.compounds import split
from esfnlp.language.coordination import expansions
from esfnlp.language.pipeline import with_rules
from esfnlp.language.tokenizer import configure

OWN_LIST = Path(__file__).with_name("compounds_dev.txt")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return with_rules(configure(spacy.blank("sv")))


def sentences(nlp: Language, text: str) -> list[str]:
    return [sentence.text.strip() for sentence in nlp(text).sents]


def test_headings_and_list_items_end_sentences(nlp: Language) -> None:
    text = "3.1 Målgrupper\n\nInsatserna riktas till\n- unga\n- nyanlända kvinnor\n\nPROJEKTEN\nDe pågår."
    assert sentences(nlp, text) == [
        "3.1 Målgrupper", "Insatserna riktas till", "- unga", "- nyanlända kvinnor", "PROJEKTEN", "De pågår.",
    ]  # fmt: skip


def test_a_line_break_inside_a_sentence_ends_nothing(nlp: Language) -> None:
    text = "Insatserna ska stärka individens ställning på den regionala\narbetsmarknaden. De pågår i tre år."
    assert len(sentences(nlp, text)) == 2


def test_abbreviations_end_no_sentence(nlp: Language) -> None:
    assert len(sentences(nlp, "Det gäller bl.a. Malmö, t.ex. Lund m.fl. orter. Alla deltar.")) == 2


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Hon sade: 'Det går bra.' Sedan gick hon.", ["Hon", "Sedan"]),
        ("Rådet leds av A. B. Ek. Hon är ny.", ["Rådet", "Hon"]),
        ("Hur går det? och varför?", ["Hur"]),
    ],
)
def test_quotes_initials_and_small_letters_tell_where_no_sentence_begins(
    nlp: Language, text: str, begins: list[str]
) -> None:
    assert [sentence.split()[0] for sentence in sentences(nlp, text)] == begins


def test_what_nothing_shows_is_left_to_a_parser() -> None:
    doc = mark_sentences(spacy.blank("sv")("Arbete För alla. Sedan, i maj, kom fler."), strict=False)
    undecided = [token.text for token in doc if token.is_sent_start is None]
    assert undecided == ["För"]
    assert [token.text for token in doc if token.is_sent_start] == ["Arbete", "Sedan"]


def test_boundaries_stand_when_a_text_is_empty_or_blank(nlp: Language) -> None:
    assert [len(nlp(text)) for text in ("", "\n\n", " ")] == [0, 1, 1]


def test_compounds_of_the_own_list() -> None:
    words = OWN_LIST.read_text(encoding="utf-8").split()
    right = [word for word in words if "|".join(split(word.replace("|", ""))) == word]
    assert len(right) / len(words) >= 0.97


def test_parts_are_spelled_as_the_word(nlp: Language) -> None:
    token = nlp("LÅNGTIDSARBETSLÖSHETEN")[0]
    assert token._.compound_parts == ("LÅNG", "TIDS", "ARBETSLÖSHETEN")


def test_names_and_signs_are_not_divided(nlp: Language) -> None:
    assert all(len(t._.compound_parts) == 1 for t in nlp("ESF+ 15–24 Norrköping SCB §"))


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("lång- och korttidssjukskrivna", ["långtidssjukskrivna"]),
        ("in- och utrikes födda", ["inrikes"]),
        ("små- och medelstora företag", ["små"]),
        ("arbetsgivar- och arbetstagarorganisationer", ["arbetsgivarorganisationer"]),
        ("grundskole- eller gymnasienivå", ["grundskolenivå"]),
        ("barnomsorg och -skola", ["barnskola"]),
        ("kompetensutveckling och -försörjning", ["kompetensförsörjning"]),
        ("energi-, miljö- och klimatfrågor", ["energifrågor", "miljöfrågor"]),
        ("utbildnings- och arbetsmarknadsinsatser", ["utbildningsinsatser"]),
        ("ESF- och ERUF-projekt", ["ESF-projekt"]),
        ("hög- respektive lågutbildade", ["högutbildade"]),
        ("för- och grundskola", ["förskola"]),
        ("yrkes- och studievägledning", ["yrkesvägledning"]),
        ("hälso- och sjukvård", ["hälsovård"]),
        ("vård- och omsorgsutbildningar", ["vårdutbildningar"]),
        ("in- och utflyttning", ["inflyttning"]),
    ],
)
def test_coordination_is_completed(nlp: Language, text: str, expanded: list[str]) -> None:
    assert [t._.expanded for t in nlp(text) if t._.expanded != t.text] == expanded


def test_a_hanging_word_without_its_whole_stays() -> None:
    assert expansions(["insatser", "för", "kort-", "."]) == {}
    assert expansions(["unga", "-", "och", "gamla"]) == {}
