"""Tokens of Swedish administrative text."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from esfnlp.language.tokenizer import configure


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = configure(spacy.blank("sv"))
    nlp.add_pipe("esfnlp_tokens")
    return nlp


@pytest.mark.parametrize(
    "text",
    [
        "bl.a.", "t.ex.", "T.ex.", "m.m.", "m.fl.", "s.k.", "dvs.", "kap.", "prop.", "resp.", "f.d.", "o.d.", "p.g.a.",
        "bl. a.", "t. ex.", "bl a", "t ex", "s k", "10:3", "15–24", "15-24", "2014–2020", "EU:s", "ESF+", "55+",
        "ESF-rådet", "ESF+-projekt", "2,5", "23 921", "23\u00a0921", "1 200–1 500", "https://www.esf.se/om-oss",
        "2021-06-30", "2020/21:1", "lång-", "lång–", "c:a", "§§",
    ],
)  # fmt: skip
def test_one_token(nlp: Language, text: str) -> None:
    assert [token.text for token in nlp(f"i {text} ur")] == ["i", text, "ur"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("(bl.a. unga)", ["(", "bl.a.", "unga", ")"]),
        ("inom ESF+.", ["inom", "ESF+", "."]),
        ("SOU 2019:3.", ["SOU", "2019:3", "."]),
        ("2 kap. 3 §.", ["2", "kap.", "3", "§", "."]),
        ("3§", ["3", "§"]),
        ("50%", ["50", "%"]),
        ("in-/utrikes", ["in-", "/", "utrikes"]),
        ("•unga", ["•", "unga"]),
        ("år 2014–2020, 12 500.", ["år", "2014–2020", ",", "12 500", "."]),
        ("den 1 100 personer", ["den", "1 100", "personer"]),
    ],
)
def test_tokens(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp(text)] == tokens


def test_a_saved_pipeline_keeps_the_tokenizer(tmp_path: Path) -> None:
    configure(spacy.blank("sv")).to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path)("bl.a. ESF+")] == ["bl.a.", "ESF+"]
