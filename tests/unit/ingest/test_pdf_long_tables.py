from pathlib import Path

import pytest
from pdf_samples import typeset

from esfnlp.document import Document
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings

ROWS = ", ".join(
    f"[Indikator {chr(65 + i % 26)}{chr(65 + i // 26)}], [antal], [{100 + i}]" for i in range(70)
)
HEAD = "[*Mått*], [*Enhet*], [*År 2027*]"
TABLE = "#table(columns: (3fr, 1fr, 1fr), stroke: {stroke}, {head}, {rows})\n"


def read(folder: Path, source: str) -> Document:
    return read_document(typeset(folder, source), "plan", IngestSettings())


@pytest.mark.parametrize("head", [f"table.header({HEAD})", HEAD], ids=["repeated header", "header once"])
@pytest.mark.parametrize("stroke", ["0.5pt", "(top: 0.5pt, bottom: 0.5pt)"], ids=["ruled", "rows"])
def test_a_table_that_goes_on_over_a_page_is_one(tmp_path: Path, head: str, stroke: str) -> None:
    caption = "Tabell 1. Mål för deltagare.\n\n"
    document = read(tmp_path, caption + TABLE.format(stroke=stroke, head=head, rows=ROWS))
    (table,) = [block for block in document.blocks if block.kind == "table"]
    assert table.rows is not None
    assert (len(table.rows), table.header_rows, len(table.boxes)) == (71, 1, 2)
    rows = [passage for passage in document.passages if passage.kind == "table_row"]
    assert [rows[0].page, rows[-1].page] == [1, 2]
    assert "Enhet" in rows[-1].context and "2027" in rows[-1].context and "Tabell 1" in rows[-1].context


def test_a_table_under_another_header_is_another_table(tmp_path: Path) -> None:
    one = TABLE.format(stroke="0.5pt", head=HEAD, rows=ROWS[: ROWS.index("[Indikator AB]")].rstrip(", "))
    other = one.replace("Mått", "Insats")
    document = read(tmp_path, f"{one}#pagebreak()\n{other}")
    assert sum(block.kind == "table" for block in document.blocks) == 2


def test_a_row_of_one_cell_heads_the_rows_below_it(tmp_path: Path) -> None:
    rows = "[Programområde A], [], [], [Deltagare], [antal], [40], [Programområde B], [], [], [Deltagare], [antal], [9]"
    document = read(tmp_path, TABLE.format(stroke="0.5pt", head=HEAD, rows=rows))
    contexts = [passage.context for passage in document.passages if passage.text.startswith("Deltagare")]
    assert [context.rpartition(" | ")[2] for context in contexts] == ["Programområde A", "Programområde B"]
