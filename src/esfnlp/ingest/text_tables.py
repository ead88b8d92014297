"""Tables in plain text, as Markdown writes them: rows with pipes between the cells."""

import re
from collections.abc import Sequence
from itertools import pairwise

from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.text_lines import Line

_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|")
_EDGE = re.compile(r"\|.*\|")
_CELL_END = re.compile(r"(?<!\\)\|")


def table_lines(lines: Sequence[Line], i: int) -> int:
    """How many lines, from `i` on, are one table; 0 where none begins.

    A table has a line of dashes below its header, or at least two rows that begin and end with a pipe.
    """
    if "|" not in lines[i].text:
        return 0
    count = 1
    while i + count < len(lines) and _is_row(lines[i + count]):
        count += 1
    texts = [line.text for line in lines[i : i + count]]
    headed = len(texts) > 1 and _SEPARATOR.fullmatch(texts[1]) is not None
    framed = len(texts) > 1 and all(map(_EDGE.fullmatch, texts)) and len({len(_cells(t)) for t in texts}) == 1
    return count if headed or framed else 0


def table_piece(lines: Sequence[Line], caption: str | None) -> Piece:
    """The table that `lines` are, without the line of dashes; its text is made of the cells."""
    rows = [_cells(line.text) for line in lines if not _SEPARATOR.fullmatch(line.text)]
    kept = [line for line in lines if not _SEPARATOR.fullmatch(line.text)]
    width = max(map(len, rows))
    filled = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    texts = ["\t".join(row) for row in filled]
    starts = [sum(len(text) + 1 for text in texts[:at]) for at in range(len(texts))]
    breaks = tuple(
        (start, after.page)
        for (before, after), start in zip(pairwise(kept), starts[1:], strict=True)
        if after.page is not None and after.page != before.page
    )
    return Piece(
        "table",
        "\n".join(texts),
        page=kept[0].page,
        rows=filled,
        header_rows=int(len(lines) > 1 and _SEPARATOR.fullmatch(lines[1].text) is not None),
        caption=caption,
        page_breaks=breaks,
    )


def _is_row(line: Line) -> bool:
    return line.gap == 0 and line.role in ("body", "contents") and "|" in line.text


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(inner)]
