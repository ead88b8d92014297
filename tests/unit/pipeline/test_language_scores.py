"""How the language pipeline is scored, and that the configurations hold together."""

from pathlib import Path

import pytest
import spacy
from pipeline.language.scores import Counts, entity_counts, interval, syntax_counts, total
from pipeline.language.training import with_tree_labels
from spacy.tokens import Doc, Span
from spacy.util import load_config

CONFIGS = Path(__file__).parents[3] / "pipeline" / "language"
VOCAB = spacy.blank("sv").vocab


def tagged(words: list[str], pos: list[str]) -> Doc:
    ends = [word == "." for word in words]
    starts = [at == 0 or ends[at - 1] for at in range(len(words))]
    return Doc(VOCAB, words=words, pos=pos, lemmas=words, sent_starts=starts, morphs=[""] * len(words))


def test_figures_follow_from_counts() -> None:
    counts = Counts(2, 4, 2) + Counts(1, 0, 2)
    assert (counts.precision, counts.recall, counts.f) == (0.75, 0.75, 0.75)
    assert Counts().f == 0.0


def test_a_token_that_was_divided_otherwise_counts_as_wrong() -> None:
    gold = Doc(
        VOCAB, words=["ESF+", "finns"], pos=["PROPN", "VERB"], spaces=[True, False], sent_starts=[True, False]
    )
    found = Doc(
        VOCAB,
        words=["ESF", "+", "finns"],
        pos=["PROPN", "SYM", "VERB"],
        spaces=[False, True, False],
        sent_starts=[True, False, False],
    )
    row = syntax_counts(found, gold)
    assert (row["upos"].hits, row["upos"].predicted, row["upos"].gold) == (1, 3, 2)


def test_sentences_are_right_when_both_ends_are() -> None:
    gold = tagged(["Ja", ".", "Nej", "."], ["INTJ", "PUNCT", "INTJ", "PUNCT"])
    found = Doc(VOCAB, words=["Ja", ".", "Nej", "."], sent_starts=[True, False, False, False])
    assert syntax_counts(found, gold)["sentences"].hits == 0
    assert syntax_counts(gold, gold)["sentences"].f == 1.0


def test_names_are_counted_by_label() -> None:
    gold, found = tagged(["Umeå", "växer"], ["PROPN", "VERB"]), tagged(["Umeå", "växer"], ["PROPN", "VERB"])
    gold.ents, found.ents = [Span(gold, 0, 1, "PLACE")], [Span(found, 0, 1, "PERSON")]
    row = entity_counts(found, gold, ["PLACE", "PERSON"])
    assert (row["PLACE"].recall, row["PERSON"].precision, row["all"].f) == (0.0, 0.0, 0.0)


def test_the_interval_holds_the_score() -> None:
    rows = [{"upos": Counts(hits, 10, 10)} for hits in (7, 8, 9, 10, 8)]
    low, high = interval(rows, "upos")
    assert low <= total(rows)["upos"].f <= high


@pytest.mark.parametrize("part", ["syntax", "joint"])
def test_the_configurations_have_fixed_seeds(part: str) -> None:
    assert load_config(CONFIGS / f"{part}.cfg")["system"]["seed"] == 20261121


def test_a_loaded_lemmatiser_gets_its_labels_back() -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("trainable_lemmatizer").cfg["labels"] = [7, 3]  # type: ignore[attr-defined]
    assert with_tree_labels(nlp).get_pipe("trainable_lemmatizer").tree2label == {7: 0, 3: 1}  # type: ignore[attr-defined]
