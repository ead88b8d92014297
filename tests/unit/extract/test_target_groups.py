import tomllib
from pathlib import Path
from typing import Any

import pytest

from esfnlp.document import Document, Passage, Section
from esfnlp.extract.target_groups import find_target_groups
from esfnlp.finding import STATUS_STRENGTH, TargetGroupClaim

CASES = Path(__file__).parents[2] / "cases" / "status.toml"


def document(text: str, heading: str | list[str] = "Genomförande", **over: str) -> Document:
    """One passage under its headings, outermost first."""
    path = [heading] if isinstance(heading, str) else heading
    sections = tuple(
        Section(f"s{i}", f"s{i - 1}" if i else None, i + 1, None, title, 0, len(text))
        for i, title in enumerate(path)
    )
    kind = over.pop("kind", "list_item" if "lead_in" in over else "paragraph")
    passage = Passage("p", sections[-1].section_id, kind, text, 0, len(text), **over)  # type: ignore[arg-type]
    return Document("d", text, sections=sections, passages=(passage,))


def claims(found: Document) -> list[TargetGroupClaim]:
    return [f.claim for f in find_target_groups(found) if isinstance(f.claim, TargetGroupClaim)]


def strongest(found: Document) -> dict[str, str]:
    ranked = sorted(claims(found), key=lambda claim: STATUS_STRENGTH[claim.status])
    return {claim.concept: claim.status for claim in ranked}


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
def test_groups_have_the_status_of_the_guidelines(case: dict[str, Any]) -> None:
    over = {key: value for key, value in case.items() if key not in ("text", "expect")}
    assert strongest(document(case["text"], **over)) == case["expect"]
