"""The text in a Word document's paragraphs, notes and text boxes."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

Notes = dict[tuple[str, str], str]
"""Text by (kind, id), kind `footnote` or `endnote`, in the order of the document's notes."""

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {_ALTERNATE, qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr")}
)
_PLAIN = {
    qn("w:tab"): " ",
    qn("w:br"): " ",
    qn("w:cr"): " ",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


def paragraph_text(paragraph: Any) -> tuple[str, list[tuple[str, str]]]:
    """A paragraph's text on one line, tracked changes accepted, and the notes it refers to."""
    parts: list[str] = []
    referred: list[tuple[str, str]] = []
    for element in _leaves(paragraph):
        if element.tag == qn("w:t"):
            parts.append(element.text or "")
        elif element.tag in _REFERENCES:
            referred.append((_REFERENCES[element.tag], element.get(qn("w:id"))))
        else:
            parts.append(_PLAIN.get(element.tag, ""))
    return _one_line("".join(parts)), referred


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that are anchored in a paragraph."""
    for element in paragraph.iter(qn("w:txbxContent")):
        above = [parent.tag for parent in element.iterancestors()]
        if _ALTERNATE not in above:
            yield element


def read_notes(document: Any) -> Notes:
    """Footnotes and endnotes; the separators that Word keeps among them left out."""
    notes: Notes = {}
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s"):
                root = parse_xml(relation.target_part.blob)
                for note in root.iterchildren(qn(f"w:{kind}")):
                    text = _one_line(" ".join(paragraph_text(p)[0] for p in note.iter(qn("w:p"))))
                    if text and note.get(qn("w:type")) in (None, "normal"):
                        notes[kind, note.get(qn("w:id"))] = text
    return notes


def is_all_bold(paragraph: Any) -> bool:
    """Whether every run with text in it is set bold directly."""
    runs = [
        run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))
    ]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")


def _leaves(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if len(child):
            yield from _leaves(child)
        else:
            yield child


def _one_line(text: str) -> str:
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part)
