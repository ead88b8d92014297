from dataclasses import replace

import pytest

from esfnlp.document import Document, Passage
from esfnlp.extract.passages import passage_roles, passage_themes
from esfnlp.finding import ActorClaim, Claim, Finding, PriorityClaim, TargetClaim, TargetGroupClaim

PASSAGE = Passage("p", None, "paragraph", "En mening om praktik.", 0, 21)
PRIORITISED = TargetGroupClaim("tg:romer", "prioritised", "romer")
MENTIONED = replace(PRIORITISED, status="mentioned")
TARGET = TargetClaim("target", "deltagare", 200.0, "=", "persons")
STATISTIC = replace(TARGET, kind="statistic")
NEED, AREA = PriorityClaim("need", "stöd", ("th:halsa",)), PriorityClaim("priority_area", "stöd")
LEADER = ActorClaim("ac:kommuner", "kommuner", "kommuner", "municipality", "responsible")


def document(passage: Passage) -> Document:
    return Document("d", passage.text, passages=(passage,))


def findings(*claims: Claim) -> list[Finding]:
    return [Finding(claim, PASSAGE.span, "p", PASSAGE.span, "test") for claim in claims]


def role(*claims: Claim, passage: Passage = PASSAGE) -> str:
    return passage_roles(document(passage), findings(*claims))["p"]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((TARGET, NEED, PRIORITISED), "quantitative_target"),
        ((STATISTIC,), "background"),
        ((NEED, PRIORITISED), "need"),
        ((AREA,), "priority"),
        ((NEED, NEED, AREA), "need"),
        ((PRIORITISED, LEADER), "target_group"),
        ((MENTIONED, LEADER), "actor"),
        ((MENTIONED,), "background"),
        ((), "background"),
    ],
)
def test_a_passage_is_for_the_weightiest_thing_found_in_it(claims: tuple[Claim, ...], expected: str) -> None:
    assert role(*claims) == expected


def test_under_a_label_for_target_groups_a_passage_is_about_them() -> None:
    assert role(PRIORITISED, NEED, passage=replace(PASSAGE, label="Målgrupper")) == "target_group"


def test_an_empty_heading_is_other() -> None:
    assert role(passage=replace(PASSAGE, kind="heading")) == "other"


def test_a_passage_has_the_themes_of_its_priorities() -> None:
    assert passage_themes(document(PASSAGE), findings(NEED, NEED)) == {"p": ("th:halsa",)}


def test_a_passage_without_priorities_has_the_themes_of_its_words() -> None:
    assert "th:praktik" in passage_themes(document(PASSAGE), [])["p"]
