import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from esfnlp.document import Block, Document, Passage, Section, Span
from esfnlp.extract.targets import find_targets
from esfnlp.finding import Finding, TargetClaim
from esfnlp.taxonomy.matching import Match

CASES = Path(__file__).parents[2] / "cases" / "targets.toml"
GROUPS = {
    "tg:kvinnor": r"\bkvinn(?:a|or)\b",
    "tg:man": r"\bmän\b",
    "tg:unga": r"\bunga?\b|\bungdom\w*",
    "tg:aldre": r"\bäldre i arbetskraften\b",
    "tg:langtidsarbetslosa": r"\blångtidsarbetslös\w*",
    "tg:arbetslosa": r"\barbetslösa\b",
    "tg:nyanlanda": r"\bnyanlända\b",
    "tg:sjukskrivna": r"\bsjukskrivna\b",
    "tg:utrikes-fodda": r"\butrikes födda\b",
    "tg:funktionsnedsattning": r"\bfunktionsnedsättning\b",
}


def groups(text: str) -> list[Match]:
    found = [
        Match(concept, Span(*m.span()), (), pattern)
        for concept, pattern in GROUPS.items()
        for m in re.finditer(pattern, text, re.I)
    ]
    return sorted(found, key=lambda match: match.span)


def document(case: dict[str, Any]) -> Document:
    """The one paragraph, list item or table row of a case, under its heading."""
    heading = Section("s", None, 1, None, case.get("heading", "Bakgrund"), 0, 10_000)
    row = case.get("row")
    if row is None:
        kind = "list_item" if "lead_in" in case else "paragraph"
        over = {key: case.get(key, "") for key in ("lead_in", "label")}
        passage = Passage("p", "s", kind, case["text"], 0, len(case["text"]), **over)
        return Document("d", case["text"], sections=(heading,), passages=(passage,))
    rows = (*map(tuple, case["header"]), tuple(row))
    text = "\n".join("\t".join(cells) for cells in rows)
    start = text.rindex("\n") + 1
    block = Block(
        "table", text, 0, len(text), rows=rows, header_rows=len(rows) - 1, caption=case.get("caption")
    )
    passage = Passage("p", "s", "table_row", text[start:], start, len(text))
    return Document("d", text, blocks=(block,), sections=(heading,), passages=(passage,))


def found(finding: Finding, expected: dict[str, Any]) -> dict[str, Any]:
    claim = finding.claim
    assert isinstance(claim, TargetClaim)
    keys = {"kind", "value", "comparator", "unit", "year", "baseline", *expected}
    record = {key: getattr(claim, key) for key in keys}
    return record | ({"population": list(claim.population)} if "population" in keys else {})


def cases() -> list[Any]:
    read = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=str(case.get("text") or " | ".join(case["row"]))[:60]) for case in read]


@pytest.mark.parametrize("case", cases())
def test_quantities_of_a_passage(case: dict[str, Any]) -> None:
    findings = find_targets(document(case), groups)
    wanted = [{"comparator": "=", "year": None, "baseline": None} | e for e in case["expect"]]
    padded = wanted + [{}] * (len(findings) - len(wanted))
    assert [found(f, e) for f, e in zip(findings, padded, strict=False)] == wanted


@pytest.mark.parametrize("case", cases())
def test_evidence_holds_the_value_and_lies_in_its_sentence(case: dict[str, Any]) -> None:
    whole = document(case)
    for finding in find_targets(whole, groups):
        assert finding.sentence.contains(finding.span)
        assert whole.passages[0].span.contains(finding.sentence)
        assert whole.quote(finding.span).strip() == whole.quote(finding.span) != ""


def test_the_quote_is_the_clause_and_not_the_whole_sentence() -> None:
    text = "I dag har 35 procent jobb, men till 2028 ska andelen vara minst 50 procent."
    findings = find_targets(document({"text": text}), groups)
    assert (
        document({"text": text}).quote(findings[1].span) == "men till 2028 ska andelen vara minst 50 procent."
    )


def test_a_table_row_without_its_block_is_read_by_its_context() -> None:
    text = "Deltagare\t80"
    passage = Passage(
        "p", None, "table_row", text, 0, len(text), context="Indikator | Målvärde 2024 | Tabell 1"
    )
    finding = find_targets(Document("d", text, passages=(passage,)), groups)[0]
    assert isinstance(finding.claim, TargetClaim)
    assert (finding.claim.kind, finding.claim.unit, finding.claim.year) == ("target", "persons", 2024)


def test_headings_give_no_targets() -> None:
    text = "Mål: 200 deltagare"
    passage = Passage("p", None, "heading", text, 0, len(text))
    assert find_targets(Document("d", text, passages=(passage,)), groups) == []


def test_the_indicator_leaves_out_number_and_year() -> None:
    texts = ["Minst 200 nyanlända ska ha praktik år 2025.", "Minst 350 nyanlända ska ha praktik år 2027."]
    indicators = {find_targets(document({"text": text}), groups)[0].claim.indicator for text in texts}  # type: ignore[union-attr]
    assert indicators == {"nyanlända"}


def test_a_run_of_figures_states_nothing() -> None:
    text = "Tabell: " + " ".join(f"{n} personer" for n in range(100, 160))
    assert find_targets(document({"text": text}), groups) == []


def test_a_form_line_after_a_number_is_read_at_once() -> None:
    text = f"Antal deltagare: 200 {'-' * 1_000} {'. ' * 400}"
    assert [f.claim.value for f in find_targets(document({"text": text}), groups)] == [200]  # type: ignore[union-attr]


def test_each_sentence_of_a_cell_is_read_on_its_own() -> None:
    header = [["Område", "Mål 2027"]]
    row = ["Vård", "Minst 40 unga ska ha jobb. Minst 60 procent ska vara kvinnor."]
    findings = find_targets(document({"header": header, "row": row}), groups)
    assert [f.claim.value for f in findings] == [40, 60]  # type: ignore[union-attr]
