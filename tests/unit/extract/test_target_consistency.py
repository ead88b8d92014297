"""Numbers of a document that do not agree with each other, and the codes of common indicators."""

import pytest

from esfnlp.document import Block, Document, Metadata, Passage, Section
from esfnlp.extract.targets import find_targets
from esfnlp.extract.targets.indicators import named_code, with_code
from esfnlp.finding import TargetClaim

HEADER = ("Målvärden 2027", "Kvinnor", "Män", "Totalt")
SUM = "kvinnor och män är tillsammans 250, inte 260"


def document(rows: list[tuple[str, ...]], text: str = "", programme: str | None = "ESF+") -> Document:
    """A chapter with one paragraph, if any, and one table whose first row is its header."""
    cells = "\n".join("\t".join(row) for row in rows)
    whole = f"{text}\n{cells}" if text else cells
    start = len(whole) - len(cells)
    block = Block("table", cells, start, len(whole), rows=tuple(rows), header_rows=1)
    passages = [Passage("t", "s", "paragraph", text, 0, len(text))] if text else []
    at = start + len("\t".join(rows[0])) + 1
    for number, row in enumerate(rows[1:]):
        line = "\t".join(row)
        passages.append(Passage(f"r{number}", "s", "table_row", line, at, at + len(line)))
        at += len(line) + 1
    section = Section("s", None, 1, None, "Mål", 0, len(whole))
    return Document(
        "d",
        whole,
        Metadata(programme=programme),
        blocks=(block,),
        sections=(section,),
        passages=tuple(passages),
    )


def claims(of: Document) -> list[TargetClaim]:
    return [finding.claim for finding in find_targets(of) if isinstance(finding.claim, TargetClaim)]


@pytest.mark.parametrize(("total", "noted"), [("260", (SUM,)), ("250", ())])
def test_a_total_that_is_not_the_sum_of_women_and_men_is_noted(total: str, noted: tuple[str, ...]) -> None:
    found = claims(document([HEADER, ("Nyanlända", "130", "120", total)]))
    assert [claim.inconsistencies for claim in found] == [(), (), noted]


def test_women_and_men_in_rows_below_the_total_are_added_up() -> None:
    rows = [("Indikator", "Mål 2027"), ("Deltagare", "950"), ("varav kvinnor", "500"), ("varav män", "400")]
    assert claims(document(rows))[0].inconsistencies == ("kvinnor och män är tillsammans 900, inte 950",)


def test_text_and_table_that_give_one_target_two_values_are_noted_on_both() -> None:
    rows = [("Indikator", "Mål 2027"), ("Sjukskrivna deltagare", "95")]
    found = claims(document(rows, "Totalt ska 90 sjukskrivna deltagare nås till 2027."))
    assert [claim.inconsistencies for claim in found] == [("tabellen säger 95",), ("texten säger 90",)]


def test_other_years_and_other_groups_do_not_contradict() -> None:
    rows = [("Indikator", "Mål 2029"), ("Sjukskrivna deltagare", "95"), ("Nyanlända deltagare", "40")]
    found = claims(document(rows, "Totalt ska 90 sjukskrivna deltagare nås till 2027."))
    assert not any(claim.inconsistencies for claim in found)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Totalt antal deltagare", "EECO01"),
        ("Långtidsarbetslösa", "EECO03"),
        ("varav ungdomar 18–29 år", "EECO07"),
        ("Deltagare i sysselsättning sex månader efter avslutat deltagande", "EECR05"),
        ("Deltagare i arbete efter avslutad insats", "EECR04"),
        ("Deltagare som fått körkort", None),
    ],
)
def test_common_indicators_are_known_by_their_names(label: str, code: str | None) -> None:
    assert named_code(label) == code


def test_a_code_in_the_row_stands_before_the_indicator() -> None:
    rows = [("Kod", "Indikator", "Enhet", "Slutmål 2029"), ("EECO12", "Med nedsatt syn", "Antal", "75")]
    assert claims(document(rows))[0].indicator == "EECO12 Med nedsatt syn"


def test_names_give_codes_in_documents_of_esf_plus_only() -> None:
    rows = [("Indikator", "Mål 2027"), ("Tredjelandsmedborgare", "95")]
    found = {claims(document(rows, programme=programme))[0].indicator for programme in ("ESF", "ESF+")}
    assert found == {"Tredjelandsmedborgare", "EECO13 Tredjelandsmedborgare"}


def test_several_codes_name_no_indicator() -> None:
    assert with_code("deltagare", "EECO01 och EECO02") == "deltagare"


def test_indicators_of_2014_have_their_own_codes() -> None:
    names = ("Arbetslösa, även långtidsarbetslösa", "Deltagare med funktionsnedsättning", "Yngre än 25 år")
    assert [named_code(name, 2014) for name in names] == ["CO01", "CO16", "CO06"]
    assert named_code("Långtidsarbetslösa", 2007) is None


@pytest.mark.parametrize(
    ("kronor", "rate", "noted"),
    [
        ("82 miljoner kronor", " Kursen är 10,25 SEK/EUR.", ()),
        ("90 miljoner kronor", " Kursen är 10,25 SEK/EUR.", ("med kursen 10,25 blir det 82000000 kronor",)),
        ("8,2 miljoner kronor", "", ("det gör 1,02 kronor per euro",)),
        ("88 miljoner kronor", "", ()),
    ],
)
def test_kronor_that_are_not_what_the_euros_are_worth_are_noted(
    kronor: str, rate: str, noted: tuple[str, ...]
) -> None:
    text = f"Området får 8 miljoner euro, vilket motsvarar {kronor}.{rate}"
    found = claims(document([("A", "B"), ("c", "d")], text))
    assert {note for claim in found for note in claim.inconsistencies} == set(noted)
