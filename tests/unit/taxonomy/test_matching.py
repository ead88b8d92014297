import tomllib
from pathlib import Path
from typing import Any

import pytest

from esfnlp.taxonomy import Concept, ConceptMatcher, matcher
from esfnlp.taxonomy.matching import introduced_abbreviations

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "labels.toml").read_text(encoding="utf-8"))[
    "case"
]


def found(matches: list[Any]) -> list[str]:
    return list(dict.fromkeys(match.concept_id for match in matches))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"][:40]))
def test_sentences_give_their_concepts(case: dict[str, Any]) -> None:
    matches = matcher(case.get("scheme", "tg"), case.get("language", "sv"))(case["text"])
    assert found([match for match in matches if not match.weak]) == case["expect"]
    assert found([match for match in matches if match.weak]) == case.get("weak", [])


def of(*concepts: Concept) -> ConceptMatcher:
    return ConceptMatcher(concepts)


def concept(name: str, *labels: str, **more: Any) -> Concept:
    return Concept(f"tg:{name}", {"sv": labels}, **more)


def test_a_match_quotes_its_words() -> None:
    text = "Stöd ges till arbetslösa ungdomar i länet."
    (match,) = matcher("tg")(text)
    assert text[match.span.start : match.span.end] == "arbetslösa ungdomar"


def test_the_longer_label_swallows_its_parts() -> None:
    matches = of(concept("a", "röd"), concept("b", "röd stuga"))("En röd stuga vid sjön.")
    assert found(matches) == ["tg:b"]


def test_a_spelled_out_word_wins_over_a_prefix() -> None:
    matches = of(concept("a", "stug*"), concept("b", "stugägare"))("Varje stugägare betalar.")
    assert found(matches) == ["tg:b"]


def test_negative_labels_hide_what_looks_alike() -> None:
    finder = of(concept("a", "röd", negative=("röd tråd",)))
    assert found(finder("En röd tråd och en röd bil.")) == ["tg:a"]
    assert finder("En röd tråd.") == []


def test_phrases_are_options_of_a_choice() -> None:
    finder = of(concept("a", "(hus|stuga vid sjön) till salu"))
    assert found(finder("Stugan vid sjön till salu, huset till salu.")) == ["tg:a"]
    assert len(finder("Stugan vid sjön till salu, huset till salu.")) == 2


def test_a_gap_ends_with_the_sentence() -> None:
    finder = of(concept("a", "bor ... skogen"))
    assert found(finder("De bor djupt inne i skogen")) == ["tg:a"]
    assert finder("De bor här. Inne i skogen är det mörkt") == []


def test_optional_words_may_open_a_label() -> None:
    (match,) = of(concept("a", "(stora|små)? hus"))("Alla stora hus")
    assert len(match.tokens) == 2


def test_labels_with_commas_match_as_written() -> None:
    assert found(of(concept("a", "hälsa, vård och omsorg"))("Om hälsa, vård och omsorg.")) == ["tg:a"]


def test_introduced_abbreviations_count_from_then_on() -> None:
    finder = of(concept("a", "unga som vill starta eget"))
    text = "Unga som vill starta eget (UVSE) är få."
    extra = introduced_abbreviations(text, finder(text))
    assert extra == {"UVSE": "tg:a"}
    assert found(finder("UVSE:s villkor", extra)) == ["tg:a"]


def test_weak_labels_are_marked() -> None:
    strong, weak = of(concept("a", "radhus", weak={"sv": ("hus",)}))("Radhus och hus.")
    assert (strong.weak, weak.weak) == (False, True)
