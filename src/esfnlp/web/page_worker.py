"""The process that opens PDFs for the reading room: draws pages, and finds quotes on them.

It is started by `page_pool`, one request at a time over the standard streams. A message is a JSON header and bytes,
each with its length: nothing that a hostile file might make of this process is ever executed by the room.
"""

import json
import math
import os
import resource
import signal
import struct
import sys
import zlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from esfnlp.document import Box
from esfnlp.ingest.limited import limit_processor, set_limit
from esfnlp.ingest.pdf_frame import Frame
from esfnlp.web.quote_places import PageLetters

MEMORY_BYTES = 1_500_000_000
PROCESSOR_SECONDS = 10
"""Of one request."""
OPEN_DOCUMENTS = 4
MOST_PIXELS = 12_000_000
_LENGTHS = struct.Struct(">QQ")
_FILTER_UP = 2
_SAMPLE = 60

Header = Mapping[str, Any]
Bytes = np.ndarray[Any, np.dtype[np.uint8]]


def send(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    head = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), len(payload)) + head + payload)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Header, bytes]:
    """The next message; EOFError where the other end is gone, ValueError where it talks nonsense."""
    head, payload = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    header = json.loads(_exactly(stream, head))
    if not isinstance(header, dict):
        raise ValueError("a message without a header")
    return header, _exactly(stream, payload)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError("the other end closed")
    return data


class _Shelf:
    """The PDFs that were used last, kept open."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Any] = OrderedDict()

    def document(self, path: str) -> Any:
        from esfnlp.ingest.pdf_open import open_pdf

        if path not in self._open:
            self._open[path] = open_pdf(Path(path)).document
            while len(self._open) > OPEN_DOCUMENTS:
                self._open.popitem(last=False)[1].close()
        self._open.move_to_end(path)
        return self._open[path]


def main() -> None:
    """Serve requests until the room closes the stream."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _own_streams()
    import pypdfium2  # noqa: F401

    from esfnlp.ingest import pdf_open  # noqa: F401

    _limit()
    send(answers, {"ready": True})
    shelf = _Shelf()
    while True:
        try:
            request, _ = receive(requests)
        except EOFError:
            return
        limit_processor(PROCESSOR_SECONDS)
        send(answers, *_answer(shelf, request))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The standard streams for messages; what libraries print goes to standard error."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    sys.stdout = sys.stderr
    return requests, answers


def _answer(shelf: _Shelf, request: Header) -> tuple[Header, bytes]:
    """What was asked for, or {"failed": why}."""
    try:
        page = shelf.document(request["path"])[request["number"] - 1]
        try:
            return _DONE[request["do"]](page, request)
        finally:
            page.close()
    except Exception as error:  # whatever PDFium, its binding or a repair makes of a damaged file
        return {"failed": f"{type(error).__name__}: {error}".splitlines()[0][:200]}, b""


def _draw(page: Any, request: Header) -> tuple[Header, bytes]:
    """The page as a PNG of a width in pixels, in shades of grey where it has no colour."""
    width, height = page.get_size()
    scale = min(request["width"] / width, (MOST_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, rev_byteorder=True).to_numpy()
    if picture.ndim == 3:
        colours = [picture[..., i] for i in range(3)]
        is_grey = all(np.array_equal(colours[0], colour) for colour in colours[1:])
        picture = colours[0] if is_grey else picture[..., :3]
    return {"width": picture.shape[1], "height": picture.shape[0]}, png(picture)


def png(picture: Bytes) -> bytes:
    """Shades of grey (height, width) or red, green and blue (height, width, 3) as a PNG file.

    Rows are stored as differences to the row above: three times as fast as Pillow, which tries every filter, and
    not larger for pages of text.
    """
    height, width = picture.shape[:2]
    flat = picture.reshape(height, -1)
    rows = np.empty((height, flat.shape[1] + 1), np.uint8)
    rows[:, 0] = _FILTER_UP
    rows[0, 1:] = flat[0]
    np.subtract(flat[1:], flat[:-1], out=rows[1:, 1:])
    colour_type = 0 if picture.ndim == 2 else 2
    head = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.data, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _find(page: Any, request: Header) -> tuple[Header, bytes]:
    """For each quote, its text and its block's boxes, the boxes of its lines."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        codes = (pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count))
        text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        left, bottom, right, top = page.get_bbox()
        shown = Frame(left, bottom, right, top, page.get_rotation() // 90)
        upright = shown.turned(_usual_turns(textpage, count))
        letters = PageLetters(text, _boxes(textpage, upright))
        found = [
            letters.lines_of(quote, [shown.box_in(_box(box), upright) for box in near])
            for quote, near in request["quotes"]
        ]
    finally:
        textpage.close()
    return {"lines": [[_rounded(upright.box_in(box, shown)) for box in lines] for lines in found]}, b""


def _usual_turns(textpage: Any, count: int) -> int:
    """The direction of the page's letters in PDF space, in quarter turns, by some of them."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    seen: Counter[int] = Counter()
    for index in range(0, count, max(count // _SAMPLE, 1)):
        if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
            seen[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
    return seen.most_common(1)[0][0] if seen else 0


def _rounded(box: Box) -> list[float]:
    return [round(value, 2) for value in box]


def _boxes(textpage: Any, frame: Frame) -> Callable[[int], Box]:
    known: dict[int, Box] = {}

    def box_of(index: int) -> Box:
        if index not in known:
            known[index] = frame.box(*textpage.get_charbox(index, loose=True))
        return known[index]

    return box_of


def _box(values: Sequence[float]) -> Box:
    x0, y0, x1, y1 = values
    return x0, y0, x1, y1


_DONE: Mapping[str, Callable[[Any, Header], tuple[Header, bytes]]] = {"draw": _draw, "find": _find}


def _limit() -> None:
    """Memory for the process; it writes no files and leaves no core."""
    set_limit(resource.RLIMIT_AS, MEMORY_BYTES)
    set_limit(resource.RLIMIT_FSIZE, 0)
    set_limit(resource.RLIMIT_CORE, 0)


if __name__ == "__main__":
    main()
