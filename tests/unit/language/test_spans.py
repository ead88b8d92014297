"""doc.spans of esfnlp's findings, on any Doc."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from esfnlp.extract import FINDERS

TEXT = """2 Målgrupper

Insatserna ska i första hand nå lång-
tidsarbetslösa och unga som varken arbetar eller studerar.

• nyanlända kvinnor
• personer med funktionsnedsättning

Mål
Minst 1 200 deltagare ska nås till 2027. Arbetsförmedlingen ansvarar, tillsammans med Region Skåne.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("sv")
    for name in ("esfnlp_target_groups", "esfnlp_actors", "esfnlp_targets"):
        nlp.add_pipe(name)
    return nlp


def test_target_groups_are_spans_of_the_text(nlp: Language) -> None:
    doc = nlp(TEXT)
    spans = doc.spans["target_groups"]
    assert [(span.text, span.label_) for span in spans][:2] == [
        ("lång-\ntidsarbetslösa", "tg:langtidsarbetslosa"),
        ("unga som varken arbetar eller studerar", "tg:uvas"),
    ]
    assert {span._.claim["status"] for span in spans} == {"prioritised"}


def test_actors_carry_id_and_role(nlp: Language) -> None:
    doc = nlp(TEXT)
    spans = doc.spans["actors"]
    assert [(span.text, span.kb_id_, span._.claim["role"]) for span in spans] == [
        ("Arbetsförmedlingen", "ac:arbetsformedlingen", "responsible"),
        ("Region Skåne", "ac:region-skane", "partner"),
    ]


def test_targets_carry_their_value(nlp: Language) -> None:
    doc = nlp(TEXT)
    (span,) = doc.spans["targets"]
    assert span.text.startswith("Minst 1 200 deltagare")
    assert (span._.claim["value"], span._.claim["year"]) == (1200.0, 2027)


def test_decomposed_letters_are_found(nlp: Language) -> None:
    doc = nlp("Region Ska\u030ane ansvarar fo\u0308r insatsen.")
    spans = doc.spans["actors"]
    assert [span.text for span in spans] == ["Region Ska\u030ane"]


def test_empty_texts_have_empty_spans(nlp: Language) -> None:
    doc = nlp("")
    assert [len(spans) for spans in doc.spans.values()] == [0, 0, 0]


def test_a_marked_doc_can_be_stored(nlp: Language) -> None:
    doc = nlp(TEXT)
    kept = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s._.claim for s in kept.spans["actors"]] == [s._.claim for s in doc.spans["actors"]]


def test_spans_are_found_when_they_are_read(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    find = FINDERS["targets"]
    monkeypatch.setitem(FINDERS, "targets", lambda document: asked.append("targets") or find(document))
    doc = nlp(TEXT)
    assert (asked, set(doc.spans)) == ([], {"target_groups", "actors", "targets"})
    assert [len(doc.spans["targets"]), len(doc.spans["targets"])] == [1, 1]
    assert asked == ["targets"]


def test_several_processes_give_the_same_spans(nlp: Language) -> None:
    (doc,) = nlp.pipe([TEXT], n_process=2)
    assert [span.kb_id_ for span in doc.spans["actors"]] == ["ac:arbetsformedlingen", "ac:region-skane"]
    assert doc.spans["actors"][1]._.claim["role"] == "partner"
