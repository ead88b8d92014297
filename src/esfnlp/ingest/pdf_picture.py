"""A page drawn with what was read of it: blocks in the colour of their kind, numbered as they are read.

The page is drawn by a process of its own with limits, as it is read: a hostile page may hang or crash it.
"""

import contextlib
import io
import pickle
import resource
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from esfnlp.document import FURNITURE, Block, Box, Document
from esfnlp.errors import UnreadableDocumentError, UsageError
from esfnlp.settings import IngestSettings

_PIXELS_PER_POINT = 2.0
_LARGEST_SIDE_PX = 4_000
_FILL_OPACITY = 38
_COLOURS = {
    "heading": (200, 30, 30),
    "paragraph": (30, 90, 200),
    "list_item": (20, 140, 60),
    "table": (170, 90, 0),
    "caption": (150, 40, 170),
    "footnote": (0, 140, 150),
    "header": (120, 120, 120),
    "footer": (120, 120, 120),
    "page_number": (120, 120, 120),
}
_BLACK = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw, in points from the page's top left. `number` is its turn; None for page furniture."""

    box: Box
    kind: str
    title: str
    number: int | None = None


def draw_page(path: Path, document: Document, number: int, settings: IngestSettings) -> bytes:
    """Page `number` (1-based) of a PDF as a PNG with the document's blocks on it.

    Raises
    ------
    UsageError : the file is no PDF, or the document has no such page.
    UnreadableDocumentError : the page cannot be drawn within the limits.
    """
    if document.metadata.media_type != "application/pdf":
        raise UsageError(f"{path.name} is no PDF; only a PDF's pages can be drawn")
    if not 1 <= number <= len(document.pages):
        raise UsageError(f"{path.name} has no page {number}; give one of 1-{len(document.pages)}")
    request = pickle.dumps((path, number, marks_of(document, number), settings))
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=request,
            stdout=subprocess.PIPE,
            timeout=settings.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        limit = f"page {number} not drawn within {settings.wall_seconds:g} seconds"
        raise UnreadableDocumentError(path, "timeout", limit, "raise ingest.wall_seconds") from error
    if done.returncode or not done.stdout:
        reason = f"page {number} cannot be drawn (status {done.returncode})"
        raise UnreadableDocumentError(path, "crashed", reason, "look at another page")
    return done.stdout


def marks_of(document: Document, page: int) -> list[Mark]:
    """What is to be drawn of the page, in reading order; a block of several boxes has one for each."""
    marks: list[Mark] = []
    turn = 0
    for block in document.blocks:
        boxes = boxes_on(document, block, page)
        if not boxes:
            continue
        if block.kind not in FURNITURE:
            turn += 1
        number = None if block.kind in FURNITURE else turn
        marks += [Mark(box, block.kind, _title(block, number), number) for box in boxes]
    return marks


def boxes_on(document: Document, block: Block, page: int) -> list[Box]:
    """The block's boxes on a page: it goes on to its next page where a box does not lie to the right."""
    first, last = document.page_at(block.char_start), document.page_at(max(block.char_end - 1, 0))
    if first is None or last is None or not first <= page <= last:
        return []
    found: list[Box] = []
    at = first
    for index, box in enumerate(block.boxes):
        left = len(block.boxes) - index
        is_beside = index > 0 and box[0] >= block.boxes[index - 1][2]
        if index and at < last and (not is_beside or left <= last - at):
            at += 1
        if at == page:
            found.append(box)
    return found


def _title(block: Block, number: int | None) -> str:
    parts = [str(number)] if number is not None else []
    parts.append(f"{block.kind} {block.level}" if block.level is not None else block.kind)
    if block.mark:
        parts.append(f"[{block.mark}]")
    if block.rows is not None:
        parts.append(f"{len(block.rows)}x{max(map(len, block.rows), default=0)} head {block.header_rows}")
    if block.label:
        parts.append(f'label "{block.label}"')
    if block.confidence is not None:
        parts.append(f"{block.confidence:g}")
    return " ".join(parts)


def _drawn(path: Path, number: int, marks: Sequence[Mark]) -> bytes:
    from PIL import Image, ImageDraw

    picture, scale = _rendered(path, number)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for mark in marks:
        _draw_mark(pen, mark, scale)
    _draw_order(pen, marks, scale)
    whole = Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
    buffer = io.BytesIO()
    whole.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _rendered(path: Path, number: int) -> tuple[Any, float]:
    """The page as a picture, and its pixels per point."""
    from esfnlp.ingest.pdf_open import open_pdf

    document = open_pdf(path).document
    page = document[number - 1]
    scale = min(_PIXELS_PER_POINT, _LARGEST_SIDE_PX / max(*page.get_size(), 1.0))
    picture = page.render(scale=scale).to_pil()
    page.close()
    document.close()
    return picture, scale


def _draw_mark(pen: Any, mark: Mark, scale: float) -> None:
    colour = _COLOURS[mark.kind]
    box = [value * scale for value in mark.box]
    pen.rectangle(box, fill=(*colour, _FILL_OPACITY), outline=(*colour, 255), width=2)
    text = mark.title.encode("latin-1", "replace").decode("latin-1")
    x, y = box[0], max(box[1] - 11, 0)
    pen.rectangle(pen.textbbox((x, y), text), fill=(255, 255, 255, 220))
    pen.text((x, y), text, fill=(*colour, 255))


def _draw_order(pen: Any, marks: Sequence[Mark], scale: float) -> None:
    """An arrow from each block's last box to the next block's first."""
    points = [(mark.box, mark.number) for mark in marks if mark.number is not None]
    for (before, _), (after, _) in pairwise(points):
        start = (before[2] - 4) * scale, (before[3] - 2) * scale
        end = (after[0] + 4) * scale, (after[1] + 4) * scale
        pen.line([start, end], fill=(*_BLACK, 110), width=2)
        pen.polygon(_head(start, end), fill=(*_BLACK, 160))


def _head(start: tuple[float, float], end: tuple[float, float]) -> Iterable[tuple[float, float]]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    ux, uy = 9 * dx / length, 9 * dy / length
    return [end, (end[0] - ux - uy / 2, end[1] - uy + ux / 2), (end[0] - ux + uy / 2, end[1] - uy - ux / 2)]


def _main() -> None:
    """Draw the page that the parent asks for on standard input; the PNG goes to standard output."""
    path, number, marks, settings = pickle.load(sys.stdin.buffer)
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, settings.memory_bytes),
        (resource.RLIMIT_CPU, settings.cpu_seconds + 1),
    ):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    sys.stdout.buffer.write(_drawn(path, number, marks))


if __name__ == "__main__":
    _main()
