import pytest

from esfnlp.finding import (
    ActorClaim,
    Claim,
    MentionClaim,
    PriorityClaim,
    TargetClaim,
    TargetGroupClaim,
)
from esfnlp.normalize.confidence import UNMEASURED, confidence, kind_of_evidence

CLAIMS: list[Claim] = [
    TargetGroupClaim("tg:romer", "prioritised", "romer", cue="prioriteras"),
    ActorClaim("ac:kommuner", "kommuner", "kommuner", "municipality", "partner"),
    PriorityClaim("need", "Fler lärare behövs.", cue="behövs"),
    TargetClaim("target", "deltagare", 200.0, ">=", "persons"),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: type(claim).__name__)
def test_every_kind_of_record_has_a_probability(claim: Claim) -> None:
    assert 0.0 <= confidence(claim) <= 1.0


def test_a_mention_is_no_record_and_has_no_confidence() -> None:
    with pytest.raises(ValueError, match="MentionClaim"):
        confidence(MentionClaim("PLACE", "Falun"))


def test_what_was_never_measured_is_as_likely_right_as_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("esfnlp.normalize.confidence._measured", lambda: ({}, {}))
    assert confidence(CLAIMS[1]) == UNMEASURED


def test_a_surer_classifier_gives_more_confidence() -> None:
    unsure, sure = (confidence(CLAIMS[0], probability) for probability in (0.4, 0.9))
    assert 0 < unsure < sure < 1


def test_records_with_and_without_a_cue_are_measured_apart() -> None:
    assert kind_of_evidence("actors", "partner", "med") != kind_of_evidence("actors", "partner", None)
