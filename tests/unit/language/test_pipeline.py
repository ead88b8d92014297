"""Loading pipelines: the shipped one, another in its place, one that lacks parts, and none."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from esfnlp.artefacts import models_folder
from esfnlp.errors import UsageError
from esfnlp.language import LanguagePipeline, load
from esfnlp.language.pipeline import SPAN_COMPONENTS, locate

TEXT = "Mål\n\nFörst talar Region Nordanskog. Sedan svarar lång- och\u00a0korttidssjukskrivna."


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A pipeline that somebody else might have: a sentencizer and a list of names."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Region Nordanskog"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "tiny")
    return tmp_path / "tiny"


def test_another_pipeline_takes_the_place_of_the_shipped_one(tiny: Path) -> None:
    (analysis,) = LanguagePipeline(str(tiny)).analyse([TEXT])
    assert [(e.label, e.text) for e in analysis.entities] == [("ORGANISATION", "Region Nordanskog")]
    assert all(TEXT[word.start : word.end] == word.text for word in analysis.words)
    assert {word.text: word.expanded for word in analysis.words}["lång-"] == "långtidssjukskrivna"


def test_what_a_pipeline_lacks_is_said(tiny: Path) -> None:
    pipeline = LanguagePipeline(str(tiny))
    assert pipeline.missing == ("parts of speech", "morphology", "lemmas", "dependencies")
    (analysis,) = pipeline.analyse(["Region Nordanskog svarar."])
    assert {(word.head, word.lemma, word.deprel) for word in analysis.words} == {(None, "", "")}
    assert len(analysis.sentences) == 1


def test_a_parser_keeps_to_the_boundaries_of_the_rules(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("parser").add_label("nsubj")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path)
    (analysis,) = LanguagePipeline(str(tmp_path)).analyse([TEXT])
    begins = {TEXT[s.start :].split()[0] for s in analysis.sentences}
    assert {"Mål", "Först", "Sedan"} <= begins
    assert all(word.head is not None for word in analysis.words)


@pytest.mark.parametrize("name", ["no_such_pipeline", "no/such/folder", "json"])
def test_a_wrong_name_is_one_clear_line(name: str) -> None:
    with pytest.raises(UsageError, match="no spaCy pipeline") as raised:
        load(name)
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_pipeline_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"it has no config\.cfg"):
        load(str(tmp_path))


def test_a_damaged_pipeline_is_one_clear_line(tiny: Path) -> None:
    (tiny / "config.cfg").write_text('[nlp]\nlang = "sv"\npipeline = ["ner"]\n', encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be loaded") as raised:
        load(str(tiny))
    assert "\n" not in str(raised.value)


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(UsageError, match="is for 'en'"):
        load(str(tmp_path))


def test_the_fingerprint_follows_the_pipeline(tiny: Path) -> None:
    before = LanguagePipeline(str(tiny)).fingerprint()
    assert LanguagePipeline(str(tiny)).fingerprint() == before
    nlp = spacy.load(tiny)
    nlp.remove_pipe("entity_ruler")
    nlp.to_disk(tiny)
    assert LanguagePipeline(str(tiny)).fingerprint() != before


def test_the_factories_are_entry_points(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path)
    code = (
        "import spacy\n"
        f"nlp = spacy.load({str(tmp_path)!r})\n"
        f"for name in {SPAN_COMPONENTS!r}: nlp.add_pipe(name)\n"
        "doc = nlp('Minst 200 nyanlända kvinnor ska nås till 2027. Region Skåne ansvarar.')\n"
        "print({name: [span.label_ for span in spans] for name, spans in doc.spans.items()})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'targets': ['target']" in done.stdout
    assert "ac:region-skane" in done.stdout


def test_nothing_is_imported_before_it_is_used() -> None:
    code = "import sys, esfnlp.language\nesfnlp.language.LanguagePipeline()\nprint('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not (models_folder() / "sv_esf" / "config.cfg").is_file(), reason="no models/sv_esf here")
def test_the_shipped_pipeline_gives_every_layer() -> None:
    pipeline = LanguagePipeline()
    assert locate().name == "sv_esf"
    assert pipeline.missing == ()
    (analysis,) = pipeline.analyse(["Arbetsförmedlingen ansvarar för insatserna."])
    assert [word.upos for word in analysis.words][1:3] == ["VERB", "ADP"]
    assert analysis.words[0].head == 1
