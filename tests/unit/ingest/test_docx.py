import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.docx import read_docx
from esfnlp.ingest.pieces import Reading


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    document = docx.Document()
    document.core_properties.title = "Länets plan"
    document.sections[0].header.paragraphs[0].text = "Plan 2022"
    document.add_heading("Mål", level=2)
    paragraph = document.add_paragraph("Länet ")
    inserted = OxmlElement("w:ins")
    run = paragraph.add_run("växer.")._r
    inserted.append(run)
    paragraph._p.append(inserted)
    document.add_paragraph("unga", style="List Bullet")
    document.add_paragraph("först", style="List Number")
    document.add_paragraph("sedan", style="List Number")
    document.add_paragraph("Tabell 1. Antal", style="Caption")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["Mått", "2025", "A", "12"], strict=True
    ):
        cell.text = text
    document.add_paragraph().add_run("Vår väg").bold = True
    document.save(str(tmp_path / "plan.docx"))
    return read_docx(tmp_path / "plan.docx")


def test_styles_lists_and_tracked_insertions(reading: Reading) -> None:
    found = [(p.kind, p.text, p.level, p.mark) for p in reading.pieces if p.kind != "table"]
    assert found == [
        ("header", "Plan 2022", None, None),
        ("heading", "Mål", 2, None),
        ("paragraph", "Länet växer.", None, None),
        ("list_item", "unga", None, "•"),
        ("list_item", "först", None, "1."),
        ("list_item", "sedan", None, "2."),
        ("caption", "Tabell 1. Antal", None, None),
        ("heading", "Vår väg", None, None),
    ]
    assert reading.title == "Länets plan"


def test_tables_have_rows_and_caption(reading: Reading) -> None:
    (table,) = [piece for piece in reading.pieces if piece.kind == "table"]
    assert (table.rows, table.header_rows) == ((("Mått", "2025"), ("A", "12")), 1)
    assert table.caption == "Tabell 1. Antal"


def test_footnotes_follow_their_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Länet växer.")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(reference)
    path = tmp_path / "plan.docx"
    document.save(str(path))
    _add_footnotes(path)
    assert [(p.kind, p.text, p.mark) for p in read_docx(path).pieces] == [
        ("paragraph", "Länet växer.", None),
        ("footnote", "Enligt SCB.", "1"),
    ]


def test_damaged_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_docx(path)


def _add_footnotes(path: Path) -> None:
    """Writes a footnotes part into a saved file, as Word does, with its separator."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    note = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Enligt SCB.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rId99" Type="{office}" Target="footnotes.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())
    parts["word/footnotes.xml"] = note.encode()
    kind = '<Default Extension="xml" ContentType="application/xml"/>'
    assert kind.encode() in parts["[Content_Types].xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
