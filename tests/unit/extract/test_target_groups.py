import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Passage, Section
from esfnlp.extract.cues import decide
from esfnlp.extract.group_mentions import mentions
from esfnlp.extract.reading import body, read_sentences
from esfnlp.extract.target_groups import DESCRIBED, find_target_groups
from esfnlp.finding import STATUS_STRENGTH, Status, TargetGroupClaim

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


def by_cues(found: Document) -> dict[str, str]:
    """What the cues alone make of the groups that are named."""
    statuses: list[tuple[str, Status]] = []
    for passage, headings in body(found):
        for sentence in read_sentences(passage):
            for one in mentions(sentence.text, {}):
                decision = decide(sentence.text, one.span.start, one.span.end, passage, headings)
                if one.probability is None and (not one.weak or decision.status != "mentioned"):
                    statuses.append((one.concept_id, decision.status))
    return dict(sorted(statuses, key=lambda pair: STATUS_STRENGTH[pair[1]]))


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
def test_cues_give_the_status_of_the_guidelines(case: dict[str, Any]) -> None:
    over = {key: value for key, value in case.items() if key not in ("text", "expect")}
    assert by_cues(document(case["text"], **over)) == case["expect"]


@pytest.mark.parametrize(
    ("text", "heading", "status"),
    [
        ("Insatserna ska riktas till romer.", "Genomförande", "prioritised"),
        ("Romer i hela länet.", "Målgrupper", "prioritised"),
        ("Romer i hela länet.", "Tänkbara målgrupper", "eligible"),
        ("Insatserna kan även omfatta romer.", "Genomförande", "eligible"),
        ("Asylsökande omfattas inte.", "Målgrupper", "excluded"),
        ("Under året ökade antalet asylsökande i länet.", "Bakgrund", "mentioned"),
    ],
)
def test_plain_cases_have_the_status_of_the_guidelines(text: str, heading: str, status: str) -> None:
    assert list(strongest(document(text, heading=heading)).values()) == [status]


def test_a_run_of_one_groups_name_is_one_mention() -> None:
    text = "unga arbetslösa " * 500
    assert 0 < len(claims(document(text))) < 60


def test_the_quote_is_the_sentence_that_names_the_group() -> None:
    found = document("Läget är gott. Insatserna ska riktas till romer.")
    (finding,) = find_target_groups(found)
    assert found.quote(finding.span) == "Insatserna ska riktas till romer."


def test_every_mention_is_a_finding_of_its_own() -> None:
    found = document("Romer ska delta. Romer har bildat en förening.")
    assert [claim.concept for claim in claims(found)] == ["tg:romer", "tg:romer"]


def test_the_surface_is_the_words_used() -> None:
    (claim,) = claims(document("Insatserna ska riktas till långtidsarbetslösas familjer."))
    assert claim.surface == "långtidsarbetslösas"


def test_the_cue_is_the_words_that_decided() -> None:
    (claim,) = claims(document("Asylsökande omfattas inte."))
    assert claim.cue == "omfattas inte"


def test_without_a_cue_the_heading_is_the_cue() -> None:
    (claim,) = claims(document("Romer i hela länet.", heading="Målgrupper"))
    assert claim.cue == "Målgrupper"


def test_headings_name_no_groups() -> None:
    assert claims(document("Insatser för romer", kind="heading")) == []


def test_an_introduced_abbreviation_stands_for_its_group() -> None:
    found = document("Personer med funktionsnedsättning (PMF) är en växande grupp. Särskilt fokus är PMF.")
    assert {claim.surface for claim in claims(found)} >= {"PMF"}


def test_general_words_are_groups_only_where_a_cue_singles_them_out() -> None:
    assert strongest(document("Invånarna bor oftare i tätorter.")) == {}
    assert strongest(document("Invånarna är en prioriterad målgrupp.")) == {
        "tg:kommuninvanare": "prioritised"
    }


def test_a_group_can_be_described_without_its_name() -> None:
    (finding,) = find_target_groups(document("Kursen riktas till ungdomar som varken jobbar eller läser."))
    assert isinstance(finding.claim, TargetGroupClaim)
    assert (finding.claim.concept, finding.claim.status) == ("tg:uvas", "prioritised")
    assert finding.method == DESCRIBED


WORDS = [
    "nyanlända", "sjukskrivna", "romer", "omfattas inte", "kan även omfatta", "ska riktas till", "och", "samt",
    ",", ".", ";", "\n", "men", "unga (16–24 år)", "långtids- och korttidssjukskrivna", "(UVAS)", "fokus på", "🙂", "å\u030a",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_evidence_lies_in_its_sentence_and_holds_the_surface(text: str) -> None:
    found = document(text)
    for finding in find_target_groups(found):
        assert isinstance(finding.claim, TargetGroupClaim)
        assert found.passages[0].span.contains(finding.sentence)
        assert finding.sentence.contains(finding.span)
        assert finding.claim.surface in found.quote(finding.span)
