import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Metadata, Passage, Section
from esfnlp.extract.priority_cues import cued_priorities
from esfnlp.finding import PriorityClaim

CASES = Path(__file__).parents[2] / "cases" / "priorities.toml"
NOT_PASSAGE = ("text", "expect", "quotes")


def document(text: str, heading: str | list[str] = "Genomförande", **over: str) -> Document:
    """One passage under its headings, outermost first, of a plan for 2014-2020."""
    path = [heading] if isinstance(heading, str) else heading
    sections = tuple(
        Section(f"s{i}", f"s{i - 1}" if i else None, i + 1, None, title, 0, len(text))
        for i, title in enumerate(path)
    )
    kind = over.pop("kind", "list_item" if "lead_in" in over else "paragraph")
    passage = Passage("p", sections[-1].section_id, kind, text, 0, len(text), **over)  # type: ignore[arg-type]
    metadata = Metadata(programme="ESF", period_start=2014, period_end=2020)
    return Document("d", text, metadata, sections=sections, passages=(passage,))


def claims(found: Document) -> list[PriorityClaim]:
    return [f.claim for f in cued_priorities(found) if isinstance(f.claim, PriorityClaim)]


def cases() -> list[Any]:
    read = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            {key: value for key, value in case.items() if key != "xfail"},
            id=case["text"][:60],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in read
    ]


@pytest.mark.parametrize("case", cases())
def test_statements_have_the_kind_of_the_guidelines(case: dict[str, Any]) -> None:
    found = document(case["text"], **{key: value for key, value in case.items() if key not in NOT_PASSAGE})
    assert [claim.kind for claim in claims(found)] == case["expect"]
    if "quotes" in case:
        assert [found.quote(finding.span) for finding in cued_priorities(found)] == case["quotes"]


def test_each_sentence_that_commits_is_quoted_alone() -> None:
    found = document("Länet växer. Projekten bör samverka. Det finns behov av bostäder.")
    quotes = [found.quote(finding.span) for finding in cued_priorities(found)]
    assert quotes == ["Projekten bör samverka.", "Det finns behov av bostäder."]


def test_a_list_item_is_quoted_whole_without_its_comma() -> None:
    found = document("Mentorer i skolan. De är äldre elever;", heading="Åtgärder", kind="list_item")
    assert [found.quote(f.span) for f in cued_priorities(found)] == ["Mentorer i skolan. De är äldre elever"]


def test_the_text_of_a_statement_has_no_line_breaks() -> None:
    (claim,) = claims(document("Projekten ska\nsamverka med  skolan."))
    assert claim.text == "Projekten ska samverka med skolan."


def test_the_sentence_that_opens_a_list_is_no_statement_of_its_own() -> None:
    text = "Projekten ska nå dessa resultat"
    lead = Passage("p", None, "paragraph", text, 0, len(text))
    item = Passage("q", None, "list_item", "fler i arbete", len(text) + 2, len(text) + 15, lead_in=text)
    found = cued_priorities(Document("d", f"{text}\n\nfler i arbete", passages=(lead, item)))
    assert [finding.passage_id for finding in found] == ["q"]


def test_a_need_can_be_told_by_a_label_alone() -> None:
    passage = Passage("p", None, "paragraph", "Fler bussar till inlandet.", 0, 26, label="Behov")
    found = cued_priorities(Document("d", passage.text, passages=(passage,)))
    assert [f.claim.kind for f in found if isinstance(f.claim, PriorityClaim)] == ["need"]


PIECES = [
    "Projekten", "ska", "bör", "behöver", "bidra till", "samverka", ".", ":", "?", ";", "\n", "Det finns behov av",
    "nyanlända", "praktik", "Det kan handla om", "1.2", "–", "🙂",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join).filter(str.strip),
    st.sampled_from(["paragraph", "list_item", "footnote", "heading"]),
    st.sampled_from(["Åtgärder", "Prioriterade områden", "Bakgrund", "Programområde 2"]),
)
def test_evidence_lies_in_its_passage_and_is_trimmed(text: str, kind: str, heading: str) -> None:
    text = text.strip()
    found = document(text, heading=heading, kind=kind)
    for finding in cued_priorities(found):
        assert isinstance(finding.claim, PriorityClaim)
        assert found.passages[0].span.contains(finding.span)
        assert finding.claim.text == " ".join(found.quote(finding.span).split())
