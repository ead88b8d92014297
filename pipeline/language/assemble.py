"""Adds names and rules to the trained components and saves them as one pipeline."""

import json
from pathlib import Path

import spacy
from confection import Config
from pipeline.language.gazetteer import read_gazetteer
from pipeline.language.ruler import add_ruler
from spacy.language import Language

from esfnlp.language.pipeline import SPAN_COMPONENTS, with_rules
from esfnlp.language.tokenizer import configure

KEPT_SECTIONS = ("nlp", "components")
"""What stands in a saved configuration; the rest is about training and names files of the machine that trained."""


def assemble(trained: Path, gazetteers: Path, out: Path) -> Language:
    """Saves the trained components in `out`, with the entity ruler and what esfnlp adds."""
    nlp = spacy.load(trained)
    configure(nlp)
    add_ruler(nlp, read_gazetteer(gazetteers))
    with_rules(nlp)
    for component in SPAN_COMPONENTS:
        nlp.add_pipe(component)
    nlp.config = Config({name: section for name, section in nlp.config.items() if name in KEPT_SECTIONS})
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    card = out / "README.md"
    text = card.read_text(encoding="utf-8") if card.exists() else ""
    nlp.to_disk(out)
    if text:
        card.write_text(text, encoding="utf-8")
    _tidy_meta(out / "meta.json")
    return nlp


META = {
    "name": "esf",
    "version": "0.1.0",
    "description": "Swedish administrative prose: tags, morphology, lemmas, dependencies and names",
    "author": "esfnlp",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "sources": [
        {"name": "UD Swedish-Talbanken (training part: first release, converted)", "license": "CC BY-SA 4.0"},
        {"name": "UD Swedish-PUD", "license": "CC BY-SA 4.0"},
        {"name": "Universal NER Swedish-Talbanken", "license": "CC BY-SA 4.0"},
        {"name": "SUCX 3.0 (Språkbanken Text), sucx3_ner (KBLab)", "license": "CC BY 4.0"},
        {"name": "swedish-ner-corpus (Andreas Klintberg)", "license": "CC BY 4.0"},
        {"name": "Swedish bills, statutes, interpellations, motions and web texts of the government", "license": "public documents"},
    ],
}  # fmt: skip
"""What `meta.json` says of the pipeline; the card says more."""


def _tidy_meta(path: Path) -> None:
    """Writes the meta data without label lists, which stand in the parts themselves, and in one stable form."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    for name in ("labels", "spacy_git_version"):
        meta.pop(name, None)
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
