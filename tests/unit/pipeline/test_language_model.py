"""The shipped pipeline: it loads with spaCy alone, is small, and reads a sentence and a heading in capitals."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

MODEL = Path(__file__).parents[3] / "models" / "sv_esf"
LARGEST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def test_its_components_are_spacys_own(nlp: Language) -> None:
    assert not [name for name in nlp.pipe_names if name.startswith("esfnlp")]
    assert {"tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"} <= set(nlp.pipe_names)


def test_it_is_small_and_names_no_folder_of_the_machine_that_trained_it() -> None:
    files = [path for path in MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST_BYTES
    texts = [
        path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in {".cfg", ".md"} or path.name == "meta.json"
    ]
    assert not [text for text in texts if "/tmp" in text or "/work" in text or "/root" in text]


def test_a_sentence_has_tags_lemmas_heads_and_names(nlp: Language) -> None:
    doc = nlp("Kommunerna i Skåne erbjuder bl.a. vägledning enligt socialtjänstlagen.")
    assert [token.text for token in doc if token.pos_ == "VERB"] == ["erbjuder"]
    assert doc[0].lemma_ == "kommun"
    assert doc[0].head.text == "erbjuder"
    assert "bl.a." in [token.text for token in doc]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Skåne", "PLACE"), ("socialtjänstlagen", "LAW")]


def test_a_heading_in_capitals_has_names_too(nlp: Language) -> None:
    assert [ent.label_ for ent in nlp("ARBETSMARKNADEN I VÄRMLAND").ents] == ["PLACE"]


def test_it_says_that_the_weights_carry_share_alike(nlp: Language) -> None:
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert (MODEL / "README.md").exists()
