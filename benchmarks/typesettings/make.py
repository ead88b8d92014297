"""Typeset the known plans and write what a reader should find in them.

    python -m benchmarks.typesettings.make OUT [--held-out] [--only NAME] [--more-seed N]

`--more-seed` adds N to the seed of every style: the same styles with other contents, to score anew.

Writes OUT/NAME.pdf and OUT/NAME.truth.json: blocks in reading order with their pages, running heads and feet, and the
words that were broken at line ends. Needs weasyprint, typst, reportlab and LibreOffice.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.typesettings.content import Part
from benchmarks.typesettings.styles import STYLES, Style

_RULED = {"ruled": True, "rows": "rows", "none": False}
_BREAK = re.compile(r"([^\W\d_]+)(?:-|\u2010|\ufffe|\u00ad)[\r\n]*([^\W\d_]+)")


def truth_of(style: Style, pages: Sequence[str]) -> dict[str, Any]:
    """The blocks that a reader should find; `pages` holds the raw text of the PDF's pages."""
    keys = [_key(text) for text in pages]
    blocks: list[dict[str, Any]] = []
    at = 0
    for part in style.parts:
        block = _block(part)
        at = _page(_key(part.rows[1][0] if part.rows else part.whole), keys, at)
        blocks.append({**block, "page": at + 1, "pages": [at + 1]})
        if part.note and style.notes:
            found = _page(_key(part.note), keys, at)
            blocks.append({"type": "footnote", "text": part.note, "page": found + 1, "pages": [found + 1]})
    furniture = [{"type": "header", "text": style.head, "page": i + 1} for i in range(len(pages))]
    return {"pages": len(pages), "blocks": blocks, "furniture": furniture, "breaks": _breaks(blocks, pages)}


def _block(part: Part) -> dict[str, Any]:
    if part.kind == "table":
        return {"type": "table", "ruled": _RULED[part.rules], "header": 1, "rows": part.rows,
                "text": "\n".join("\t".join(row) for row in part.rows)}  # fmt: skip
    block: dict[str, Any] = {"type": part.kind, "text": part.whole}
    if part.kind == "heading":
        block["level"] = part.level
    if part.marker:
        block["marker"] = part.marker
    return block


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _page(key: str, pages: Sequence[str], start: int) -> int:
    """The first page from `start` on that holds the block's beginning."""
    for length in (40, 20, 12):
        for number in range(start, len(pages)):
            if key[:length] in pages[number]:
                return number
    return start


def _breaks(blocks: Sequence[dict[str, Any]], pages: Sequence[str]) -> dict[str, list[list[str]]]:
    words = set(re.findall(r"[^\W\d_]+", " ".join(block["text"] for block in blocks)))
    found = [a + b for text in pages for a, b in _BREAK.findall(text)]
    return {"soft": [[word] for word in found if word in words], "hard": []}


def _raw_pages(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", action="store_true", help="the styles that are only scored")
    parser.add_argument("--only", help="one style, by its name")
    parser.add_argument("--more-seed", type=int, default=0, help="added to the seed of every style")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        if style.held_out != args.held_out or (args.only and style.name != args.only):
            continue
        style = replace(style, seed=style.seed + args.more_seed)
        data = style.engine(style.parts, style.settings)
        (args.out / f"{style.name}.pdf").write_bytes(data)
        truth = truth_of(style, _raw_pages(data))
        path = args.out / f"{style.name}.truth.json"
        path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(f"{style.name}: {truth['pages']} pages, {len(truth['blocks'])} blocks")


if __name__ == "__main__":
    main()
