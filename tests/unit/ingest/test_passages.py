from esfnlp.document import Document, Metadata
from esfnlp.ingest.assemble import assemble
from esfnlp.ingest.labels import label_of, lead_in_of, run_in_label
from esfnlp.ingest.pieces import Piece, Reading


def assembled(*pieces: Piece) -> Document:
    return assemble("d", Reading(pieces, (), "text/plain"), Metadata())


def item(text: str, mark: str = "•") -> Piece:
    return Piece("list_item", text, mark=mark)


def paragraph(text: str, label: str | None = None) -> Piece:
    return Piece("paragraph", text, label=label)


def test_label_stays_in_force_until_the_next_label_or_heading() -> None:
    document = assembled(
        paragraph("Målgrupper:"),
        item("unga"),
        paragraph("Även äldre."),
        paragraph("Analys: Länet växer.", "Analys"),
        paragraph("Mer."),
        Piece("heading", "Nästa", level=1),
        paragraph("Slut."),
    )
    assert [p.label for p in document.passages] == [
        "Målgrupper", "Målgrupper", "Målgrupper", "Analys", "Analys", "", "",
    ]  # fmt: skip


def test_lead_in_is_the_sentence_that_introduces_the_list() -> None:
    document = assembled(
        paragraph("Länet växer. Projekten ska:"), item("a"), item("b"), paragraph("Ny text."), item("c")
    )
    assert [p.lead_in for p in document.passages] == ["", "Projekten ska:", "Projekten ska:", "", ""]


def test_items_of_an_inner_list_are_introduced_by_the_outer_item() -> None:
    document = assembled(
        paragraph("Mötet tog upp:"), item("Frågor:"), item("Vad?", "-"), item("Vem?", "-"), item("Slut")
    )
    assert [p.lead_in for p in document.passages][1:] == [
        "Mötet tog upp:", "Frågor:", "Frågor:", "Mötet tog upp:",
    ]  # fmt: skip


def test_footnotes_between_do_not_end_the_list() -> None:
    document = assembled(paragraph("Följande gäller:"), item("a"), Piece("footnote", "Not."), item("b"))
    assert document.passages[3].lead_in == "Följande gäller:"


def test_table_rows_are_passages_with_their_headers_as_context() -> None:
    rows = (("Mått", "2025", "2027"), ("Deltagare", "1 200", "3 400"), ("", "", ""), ("Projekt", "4", "6"))
    table = Piece("table", "", rows=rows, header_rows=1, caption="Tabell 1. Antal")
    first, second = assembled(table).passages
    assert (first.kind, first.text) == ("table_row", "Deltagare\t1 200\t3 400")
    assert first.context == "Mått | 2025 | 2027 | Tabell 1. Antal"
    assert second.text == "Projekt\t4\t6"


def test_table_context_takes_unit_and_year_from_the_text_above() -> None:
    table = Piece("table", "", rows=(("Område", "Belopp"), ("A", "12")), header_rows=1)
    (_, _, row) = assembled(
        Piece("heading", "Budget 2024", level=1), paragraph("Belopp i mkr:"), table
    ).passages
    assert row.context == "Område | Belopp | mkr | 2024"


def test_sentences_that_end_in_a_colon_are_no_labels() -> None:
    assert label_of("Prioriterade områden är:") == "Prioriterade områden är"
    assert label_of("Projekten ska bidra till:") is None
    assert run_in_label("Analys: Länet växer.") == "Analys"
    assert run_in_label("Det här är viktigt: tid.") is None


def test_a_finished_sentence_introduces_nothing_unless_it_says_so() -> None:
    assert lead_in_of("Länet växer.") == ""
    assert lead_in_of("Länet växer. Följande grupper prioriteras.") == "Följande grupper prioriteras."
