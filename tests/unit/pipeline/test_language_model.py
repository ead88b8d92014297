"""The shipped pipeline: a plain load gives spans, it loads without esfnlp too, is small, and reads capitals."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

MODEL = Path(__file__).parents[3] / "models" / "sv_esf"
LARGEST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def test_a_plain_load_gives_spans_compounds_and_coordinations(nlp: Language) -> None:
    doc = nlp("Minst 200 lång- och korttidssjukskrivna ska nås till 2027. Region Skåne ansvarar.")
    assert [span.label_ for span in doc.spans["targets"]] == ["target"]
    assert [span.kb_id_ for span in doc.spans["actors"]] == ["ac:region-skane"]
    assert "tg:sjukskrivna" in [span.label_ for span in doc.spans["target_groups"]]
    assert doc[2]._.expanded == "långtidssjukskrivna"
    assert {"tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"} <= set(nlp.pipe_names)


ALONE = """
import sys, catalogue
kept = catalogue.Registry._get_entry_points
catalogue.Registry._get_entry_points = lambda registry: [
    point for point in kept(registry) if not point.value.startswith("esfnlp")]
import spacy
doc = spacy.load(sys.argv[1], exclude=sys.argv[2:])("Region Skåne ansvarar.")
print([ent.label_ for ent in doc.ents], "esfnlp" in sys.modules)
"""


def test_without_esfnlp_it_loads_when_its_components_are_excluded(nlp: Language) -> None:
    ours = [name for name in nlp.pipe_names if name.startswith("esfnlp")]
    done = subprocess.run([sys.executable, "-c", ALONE, str(MODEL), *ours], capture_output=True, text=True)
    assert done.stdout.strip() == "['ORGANISATION'] False", done.stderr


def test_nothing_is_extracted_before_spans_are_read() -> None:
    code = (
        "import sys, spacy\n"
        f"doc = spacy.load({str(MODEL)!r})('Region Skåne ansvarar.')\n"
        "print('esfnlp.extract' in sys.modules, len(doc.spans['actors']), 'esfnlp.extract' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1", "True"]


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
