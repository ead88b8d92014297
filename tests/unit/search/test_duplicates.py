from esfnlp.search.duplicates import fold_duplicates
from esfnlp.search.passages import Hit


def hit(passage_id: str, text: str, score: float = 1.0) -> Hit:
    return Hit(passage_id, "d", None, "", text, 0, score, 0.0)


TEXT = "Insatserna ska i första hand nå personer som varit borta från arbetslivet i mer än två år."


def test_what_says_the_same_is_folded_into_the_better_one() -> None:
    hits = [hit("a", TEXT), hit("b", "Något helt annat."), hit("c", TEXT.upper(), 0.5)]
    assert [(h.passage_id, h.alike) for h in fold_duplicates(hits, 10)] == [("a", ("c",)), ("b", ())]


def test_another_number_is_another_statement() -> None:
    hits = [hit("a", "Minst 20 deltagare ska nås."), hit("b", "Minst 30 deltagare ska nås.")]
    assert len(fold_duplicates(hits, 10)) == 2


def test_no_more_than_k_are_kept() -> None:
    hits = [hit(str(n), f"Text nummer {n} om något.") for n in range(5)]
    assert [h.passage_id for h in fold_duplicates(hits, 2)] == ["0", "1"]
