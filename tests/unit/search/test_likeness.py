from esfnlp.search.likeness import nearest_concept
from esfnlp.search.question import parse_question


def test_everyday_words_come_near_a_concept() -> None:
    found = nearest_concept("småfirmornas personal på små firmor", 0.4)
    assert found is not None
    assert found.concept_id == "tg:anstallda-sma-foretag"


def test_other_words_come_near_none() -> None:
    assert nearest_concept("bokföring av fakturor", 0.5) is None


def test_a_guess_is_told_apart_from_what_is_named() -> None:
    found = parse_question("folk som jobbar hos småföretag med få i personalen")
    assert set(found.guessed) <= set(found.concepts)


def test_names_are_never_replaced_by_a_guess() -> None:
    found = parse_question("romer som har svårt att försörja sig på sitt yrke")
    assert "tg:romer" in found.concepts
    assert found.guessed == ()
