"""A document as JSON, in the contract's shape, and back; and as Markdown for people."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from esfnlp.document import FURNITURE, Block, Box, Document, Metadata, Page, Passage, Section

_OPTIONAL = ("level", "number", "mark", "label", "header_rows", "caption", "confidence")
"""Fields of a block that stand in the JSON only where they say something."""


def document_to_json(document: Document) -> dict[str, Any]:
    """The document as plain values; `document_from_json` gives back an equal one."""
    return {
        "document_id": document.document_id,
        "text": document.text,
        "pages": [
            {name: value for name, value in _fields(page).items() if name != "ocr" or value is not None}
            for page in document.pages
        ],
        "blocks": [_block_to_json(block) for block in document.blocks],
        "metadata": {**_fields(document.metadata), "region_codes": list(document.metadata.region_codes)},
        "sections": [_fields(section) for section in document.sections],
        "passages": [_passage_to_json(passage) for passage in document.passages],
        "page_marks": [list(mark) for mark in document.page_marks],
        "warnings": list(document.warnings),
    }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document that `document_to_json` wrote; fields that a later version added are left out."""
    return Document(
        document_id=data["document_id"],
        text=data["text"],
        metadata=Metadata(**_known(Metadata, data["metadata"], region_codes=tuple)),
        pages=tuple(Page(**_known(Page, page)) for page in data["pages"]),
        blocks=tuple(_block_from_json(block) for block in data["blocks"]),
        sections=tuple(Section(**_known(Section, section)) for section in data["sections"]),
        passages=tuple(_passage_from_json(passage) for passage in data["passages"]),
        page_marks=tuple((offset, page) for offset, page in data["page_marks"]),
        warnings=tuple(data["warnings"]),
    )


def to_markdown(document: Document) -> str:
    """The body of the document as Markdown: no page furniture, footnotes where they stand."""
    levels = {section.char_start: section.level for section in document.sections}
    parts: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        if block.kind in FURNITURE:
            continue
        text = _markdown(block, levels.get(block.char_start, 1))
        in_list = before is not None and before.kind == block.kind == "list_item"
        parts.append(f"{text}\n" if not parts else f"{'' if in_list else chr(10)}{text}\n")
        before = block
    return "".join(parts)


def _markdown(block: Block, level: int) -> str:
    line = " ".join(block.text.split())
    if block.kind == "heading":
        return f"{'#' * min(level, 6)} {line}"
    if block.kind == "list_item":
        numbered = block.mark is not None and block.mark.rstrip(".)").isdigit()
        return f"{block.mark if numbered else '-'} {line}"
    if block.kind == "footnote":
        return f"[^{block.mark or '*'}]: {line}"
    if block.kind == "table" and block.rows:
        return _markdown_table(block.rows, block.header_rows)
    return f"*{line}*" if block.kind == "caption" else line


def _markdown_table(rows: tuple[tuple[str, ...], ...], header_rows: int) -> str:
    width = max(map(len, rows))
    cells = [[cell.replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    head = lines[:header_rows] or [f"|{'  |' * width}"]
    return "\n".join([*head[:1], f"|{' --- |' * width}", *head[1:], *lines[header_rows:]])


def _block_to_json(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": block.kind,
        "text": block.text,
        "page": block.page,
        "bbox": _boxes_to_json(block.boxes),
        "char_start": block.char_start,
        "char_end": block.char_end,
    }
    stated = {name: getattr(block, name) for name in _OPTIONAL}
    data |= {name: value for name, value in stated.items() if value is not None}
    if not block.header_rows:
        del data["header_rows"]
    if block.rows is not None:
        data["rows"] = [list(row) for row in block.rows]
    return data


def _block_from_json(data: Mapping[str, Any]) -> Block:
    rows = data.get("rows")
    return Block(
        kind=data["kind"],
        text=data["text"],
        char_start=data["char_start"],
        char_end=data["char_end"],
        page=data["page"],
        boxes=_boxes_from_json(data["bbox"]),
        rows=None if rows is None else tuple(tuple(row) for row in rows),
        **{name: data[name] for name in _OPTIONAL if name in data},
    )


def _passage_to_json(passage: Passage) -> dict[str, Any]:
    data = _fields(passage)
    data["bbox"] = _boxes_to_json(data.pop("boxes"))
    return data


def _passage_from_json(data: Mapping[str, Any]) -> Passage:
    return Passage(**_known(Passage, data), boxes=_boxes_from_json(data["bbox"]))


def _boxes_to_json(boxes: tuple[Box, ...]) -> list[float] | list[list[float]] | None:
    """One box as its four numbers, several as a list of boxes, none as null."""
    if not boxes:
        return None
    return list(boxes[0]) if len(boxes) == 1 else [list(box) for box in boxes]


def _boxes_from_json(data: Any) -> tuple[Box, ...]:
    if data is None:
        return ()
    boxes = data if isinstance(data[0], list | tuple) else [data]
    return tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in boxes)


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _known(kind: Any, data: Mapping[str, Any], **casts: Any) -> dict[str, Any]:
    names = {field.name for field in fields(kind)} & data.keys()
    return {name: casts[name](data[name]) if name in casts else data[name] for name in names}
