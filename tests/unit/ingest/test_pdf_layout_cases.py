"""Layouts that real documents have: what stands together is read together."""

from pathlib import Path

import pytest
from pdf_samples import line, lines, typeset

from esfnlp.document import Document
from esfnlp.ingest.pdf_drafts import Draft, drafts
from esfnlp.ingest.pdf_furniture import PageLines, find_furniture
from esfnlp.ingest.pdf_kinds import Body, is_heading, without_false_headings
from esfnlp.ingest.pdf_lines import Line, joined
from esfnlp.ingest.pdf_sides import without_sides
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings

BODY = Body(10.0, 10.0)


def read(folder: Path, source: str) -> Document:
    return read_document(typeset(folder, source), "plan", IngestSettings())


def texts(found: list[Draft]) -> list[str]:
    return [draft.text for draft in found]


def test_a_date_kept_together_does_not_begin_a_paragraph() -> None:
    column = [
        line("Planen beslutas av nämnden en gång om året, senast den dag", y=100),
        line("då ärendet bereds, vilket ska ske senast dagen före", y=112),
        line("30 november samma år.", y=124),
    ]
    assert len(drafts(column, 1, {10: 12.0}, 10)) == 1


def test_a_reference_in_italics_ends_its_paragraph() -> None:
    column = [
        *lines("Länsstyrelsen svarar för samordningen av arbetet."),
        line("(2014:23)", y=112, italic=True),
    ]
    assert len(drafts(column, 1, {10: 12.0}, 10)) == 1


def test_the_second_line_of_a_numbered_heading_may_hang() -> None:
    heading = [
        line("3.4 Verksamheter som är viktiga inom", bold=True),
        line("Mellanlandets geografi", x=88, y=112, bold=True),
    ]
    assert len(drafts(heading, 1, {10: 12.0}, 10)) == 1


def test_what_stands_beside_a_title_is_no_part_of_it() -> None:
    title = lines("Riktlinjer för samverkan om", "stöd till unga i arbete")
    number = line("Dnr 2021:10", x=400, y=102)
    main, sides = without_sides(joined([*title, number]))
    assert ([part.text for part in main], [side.text for side, _ in sides]) == (
        [part.text for part in title],
        ["Dnr 2021:10"],
    )


def test_a_bold_numbered_list_is_no_row_of_headings() -> None:
    found = [Draft(1, (line(f"{i}. Insats", bold=True),), mark=f"{i}.") for i in range(1, 6)]
    assert without_false_headings(found, ["heading"] * 5, BODY) == ["list_item"] * 5
    assert without_false_headings(found[:2], ["heading"] * 2, BODY) == ["heading"] * 2


def test_an_entry_of_the_contents_is_no_heading() -> None:
    entry = Draft(1, (line("Inledning .......... 3"),))
    found = [entry, Draft(1, (line("Behov av åtgärder", bold=True),)), entry]
    assert without_false_headings(found, ["paragraph", "heading", "paragraph"], BODY)[1] == "paragraph"


@pytest.mark.parametrize(
    ("below", "kind"),
    [
        (line("Kommunen ser ungas psykiska hälsa som det svåraste.", y=112), "heading"),
        (line("Personal", x=200, y=112, size=9.2, bold=True), "paragraph"),
    ],
    ids=["over running text", "in a figure"],
)
def test_a_small_bold_line_is_a_heading_where_running_text_begins_below_it(below: Line, kind: str) -> None:
    small = Draft(1, (line("Bruksby kommun", size=9.2, bold=True),))
    assert is_heading(small, BODY)
    assert without_false_headings([small, Draft(1, (below,))], ["heading", "paragraph"], BODY)[0] == kind


def test_labels_that_end_in_a_colon_are_read_with_their_values(tmp_path: Path) -> None:
    pairs = {
        "Diarienummer:": "KS 2024/17",
        "Beslutsdatum:": "2024-05-06",
        "Handläggare:": "Utvecklingsenheten i länet",
    }
    rows = ", ".join(f"[*{label}*], [{value}]" for label, value in pairs.items())
    document = read(tmp_path, f"#grid(columns: (4cm, 8cm), row-gutter: 8pt, {rows})")
    assert document.text.split() == " ".join(f"{label} {value}" for label, value in pairs.items()).split()


def test_footnote_numbers_at_the_same_height_are_no_page_numbers() -> None:
    pages = [
        PageLines(
            842,
            (
                line("Löptext på sidan om stöd", y=400),
                line(f"{n}", y=750, x=62),
                line(note, y=750, x=78),
            ),
        )
        for n, note in enumerate(("Om saken", "Se lagen", "Egen text", "Andra året"), 1)
    ]
    assert find_furniture(pages) == [{}, {}, {}, {}]


def test_years_at_the_head_of_a_table_are_no_page_numbers() -> None:
    years = tuple(line(year, y=60, x=x) for x, year in ((300, "2025"), (400, "2027"), (500, "2029")))
    pages = [PageLines(842, (*years, line(name, y=90))) for name in ("Unga", "Vuxna", "Äldre")]
    assert find_furniture(pages) == [{}, {}, {}]


def test_a_foot_of_two_pages_in_many_is_furniture() -> None:
    foot = line("Upprättad 2023-10-25", y=800)
    pages = [
        PageLines(842, (line("Text", y=300), foot)) if n in (0, 7) else PageLines(842, (line("Text", y=300),))
        for n in range(12)
    ]
    found = find_furniture(pages)
    assert [bool(own) for own in found] == [n in (0, 7) for n in range(12)]
