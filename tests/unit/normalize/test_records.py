from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from esfnlp.document import Document, Metadata, Page, Passage, Span
from esfnlp.finding import (
    ROLE_STRENGTH,
    STATUS_STRENGTH,
    ActorClaim,
    Claim,
    Finding,
    MentionClaim,
    PriorityClaim,
    TargetClaim,
    TargetGroupClaim,
)
from esfnlp.normalize.records import to_records
from esfnlp.normalize.scope import Scopes
from esfnlp.record import Record, Scope

TEXT = "Romer nämns här. Romer prioriteras nu. Minst 200 romer nås. Kommunerna leder. Minst 200 romer nås."
DOCUMENT = Document(
    "d",
    TEXT,
    Metadata(region_codes=("SE12",)),
    passages=(Passage("p", None, "paragraph", TEXT, 0, len(TEXT)),),
)
SCOPES = Scopes({}, {"p": (Scope("SE12", "2", "8.2", "2.2"),)}, {})


def finding(claim: Claim, quote: str, last: bool = False) -> Finding:
    start = TEXT.rindex(quote) if last else TEXT.index(quote)
    span = Span(start, start + len(quote))
    return Finding(claim, span, "p", span, "test")


def group(status: str) -> TargetGroupClaim:
    return TargetGroupClaim("tg:romer", status, "Romer")  # type: ignore[arg-type]


def records(*findings: Finding, scopes: Scopes = SCOPES) -> list[Record]:
    return to_records(DOCUMENT, findings, scopes)


MENTIONED = finding(group("mentioned"), "Romer nämns här.")
PRIORITISED = finding(group("prioritised"), "Romer prioriteras nu.")
EXCLUDED = finding(group("excluded"), "Minst 200 romer nås.")
LEADS = finding(
    ActorClaim("ac:kommuner", "kommuner", "Kommunerna", "municipality", "responsible"), "Kommunerna leder."
)
NAMED = finding(
    ActorClaim("ac:kommuner", "kommuner", "Kommunerna", "municipality", "mentioned"), "Kommunerna leder"
)
PRIORITY = finding(PriorityClaim("need", "Minst 200 romer nås."), "Minst 200 romer nås.")
AGAIN = finding(PriorityClaim("need", "minst 200 romer nås"), "Minst 200 romer nås.", last=True)
TARGET = finding(TargetClaim("target", "romer", 200.0, ">=", "persons"), "Minst 200 romer nås.")
ALL = [MENTIONED, PRIORITISED, EXCLUDED, LEADS, NAMED, PRIORITY, AGAIN, TARGET]


def test_the_strongest_status_of_a_group_is_its_record() -> None:
    (record,) = records(MENTIONED, PRIORITISED, EXCLUDED)
    assert record.claim == PRIORITISED.claim
    assert record.quote == "Romer prioriteras nu."


def test_the_strongest_role_of_an_actor_is_its_record() -> None:
    (record,) = records(NAMED, LEADS)
    assert record.claim == LEADS.claim


def test_an_actor_is_recorded_not_below_the_programme_area() -> None:
    (record,) = records(LEADS)
    assert record.scope == Scope("SE12", "2")


def test_a_group_is_recorded_per_investment_priority() -> None:
    (record,) = records(PRIORITISED)
    assert record.scope == Scope("SE12", "2", "8.2", "2.2")


def test_the_same_words_in_the_same_scope_count_once() -> None:
    (record,) = records(PRIORITY, AGAIN)
    assert record.char_start == PRIORITY.span.start


def test_the_same_words_in_two_scopes_count_twice() -> None:
    turned = Scopes({}, {"p": (Scope("SE12"),)}, {"p": [(AGAIN.span.start, (Scope("SE125"),))]})
    assert [r.scope.region_code for r in records(PRIORITY, AGAIN, scopes=turned)] == ["SE12", "SE125"]


def test_a_statement_about_two_regions_gives_a_record_for_each() -> None:
    both = Scopes({}, {"p": (Scope("SE32", "D"), Scope("SE33", "D"))}, {})
    found = records(PRIORITISED, scopes=both)
    assert {record.scope.region_code for record in found} == {"SE32", "SE33"}
    assert len({record.record_id for record in found}) == 2


def test_mentions_give_no_records() -> None:
    assert records(finding(MentionClaim("PLACE", "Romer"), "Romer")) == []


def test_figures_of_two_years_are_two_records() -> None:
    assert isinstance(TARGET.claim, TargetClaim)
    later = replace(TARGET, claim=replace(TARGET.claim, year=2027))
    assert len(records(TARGET, later)) == 2


def test_records_quote_the_text_at_their_offsets() -> None:
    assert all(record.quote == TEXT[record.char_start : record.char_end] for record in records(*ALL))


def test_ids_differ_between_tables_and_documents() -> None:
    ids = {record.record_id for record in records(*ALL)}
    assert len(ids) == len(records(*ALL))
    other = to_records(replace(DOCUMENT, document_id="e"), ALL, SCOPES)
    assert ids.isdisjoint(record.record_id for record in other)


def test_ids_do_not_depend_on_the_extractor() -> None:
    (once,), (again,) = records(PRIORITISED), records(replace(PRIORITISED, method="other"))
    assert once.record_id == again.record_id


@given(st.permutations(ALL))
def test_records_do_not_depend_on_the_order_of_findings(shuffled: list[Finding]) -> None:
    assert records(*shuffled) == records(*ALL)


@given(st.permutations([MENTIONED, EXCLUDED, PRIORITISED]), st.integers(1, 3))
def test_adding_findings_never_weakens_a_status(shuffled: list[Finding], count: int) -> None:
    def strength(found: list[Finding]) -> int:
        (record,) = records(*found)
        assert isinstance(record.claim, TargetGroupClaim)
        return STATUS_STRENGTH[record.claim.status]

    assert strength(shuffled[:count]) <= strength(shuffled)


def test_strengths_rank_every_status_and_role() -> None:
    assert sorted(STATUS_STRENGTH, key=STATUS_STRENGTH.__getitem__) == [
        "mentioned",
        "excluded",
        "eligible",
        "prioritised",
    ]
    assert sorted(ROLE_STRENGTH, key=ROLE_STRENGTH.__getitem__) == [
        "mentioned", "consulted", "addressed", "partner", "responsible",
    ]  # fmt: skip


def test_records_from_a_page_read_by_ocr_say_so_and_are_less_sure() -> None:
    scanned = replace(DOCUMENT, pages=(Page(1, ocr=0.9),), page_marks=((0, 1),))
    claim = TargetClaim("target", "romer", 200, ">=", "persons")
    (plain,), (by_ocr,) = (to_records(d, [finding(claim, "200")], SCOPES) for d in (DOCUMENT, scanned))
    assert (plain.method, by_ocr.method) == ("test", "test+ocr")
    assert by_ocr.confidence == round(0.9 * plain.confidence, 3)
