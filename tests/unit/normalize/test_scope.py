import tomllib
from pathlib import Path
from typing import Any

import pytest

from esfnlp.document import Document, Metadata, Passage, Section
from esfnlp.normalize.scope import document_scopes
from esfnlp.record import Scope

CASES = Path(__file__).parents[2] / "cases" / "scope.toml"
PROGRAMMES = {"2007": ("ESF", 2007, 2013), "2014": ("ESF", 2014, 2020), "2021": ("ESF+", 2021, 2027)}


def document(case: dict[str, Any]) -> Document:
    """One passage below all the headings of a case, each inside the one before."""
    text = case.get("text", "En mening.")
    sections = tuple(
        Section(f"s{i}", f"s{i - 1}" if i else None, i + 1, None, heading, 0, len(text))
        for i, heading in enumerate(case["headings"])
    )
    over = {key: case[key] for key in ("label", "lead_in") if key in case}
    passage = Passage("p", sections[-1].section_id, case.get("kind", "paragraph"), text, 0, len(text), **over)
    programme, start, end = PROGRAMMES.get(case.get("programme", "2014"), (None, None, None))
    metadata = Metadata(
        programme=programme, period_start=start, period_end=end,
        region_codes=tuple(case.get("regions", ["SE12"])), training=case.get("training", False),
    )  # fmt: skip
    return Document("d", text, metadata, sections=sections, passages=(passage,))


def cases() -> list[Any]:
    read = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in read
    ]


@pytest.mark.parametrize("case", cases())
def test_a_statement_has_the_scope_of_its_headings_and_words(case: dict[str, Any]) -> None:
    found = document(case)
    scopes = document_scopes(found).at("p", found.text.index(case.get("at", "")))
    assert sorted(scopes, key=str) == sorted((Scope(**e) for e in case["expect"]), key=str)


def test_every_section_and_passage_has_a_scope() -> None:
    found = document({"headings": ["Programområde 1", "Örebro län"]})
    scopes = document_scopes(found)
    assert scopes.sections.keys() == {"s0", "s1"}
    assert scopes.passages.keys() == {"p"}


def test_a_passage_outside_all_sections_has_the_documents_region() -> None:
    passage = Passage("p", None, "paragraph", "Ett mål.", 0, 8)
    found = Document("d", "Ett mål.", Metadata(region_codes=("SE23",)), passages=(passage,))
    assert document_scopes(found).at("p", 0) == (Scope("SE23"),)
