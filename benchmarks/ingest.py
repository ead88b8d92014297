"""What reading PDFs costs, in processor time, beside what PDFium and pdfplumber need for the same files in turn.

    python benchmarks/ingest.py FILE_OR_FOLDER ... [--rounds 3] [--format json]

The floor is PDFium loading each page and building its text page; the peer is pdfplumber's `extract_words` (on at most
`--peer-pages` pages, in proportion). Layout is words, drawings and the layout of every page in reading order, tables
among it; document is all of reading, to the finished document with its sections, passages and metadata. Throughput is
`read_many_guarded` with one worker and with two, in wall time. Machines are shared: the ratios are what to compare.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument

from esfnlp.errors import UnreadableDocumentError
from esfnlp.ingest.guard import read_many_guarded
from esfnlp.ingest.pdf import read_pages
from esfnlp.ingest.pdf_layout import lay_out
from esfnlp.ingest.pdf_open import open_pdf
from esfnlp.ingest.reader import read_document
from esfnlp.settings import IngestSettings

_SETTINGS = IngestSettings(ocr_seconds=0)
"""Without recognition of pictures, which would be what is timed."""


def floor(paths: Sequence[Path]) -> None:
    for path in paths:
        document = PdfDocument(path)
        for index in range(len(document)):
            page = pdfium.FPDF_LoadPage(document.raw, index)
            text = pdfium.FPDFText_LoadPage(page)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        document.close()


def layout(paths: Sequence[Path]) -> None:
    for path in paths:
        opened = open_pdf(path)
        contents, _ = read_pages(opened.document)
        lay_out(contents)
        opened.document.close()


def document(paths: Sequence[Path]) -> None:
    for path in paths:
        read_document(path, path.stem, _SETTINGS)


def peer(paths: Sequence[Path], most_pages: int) -> int:
    """The pages that pdfplumber has read words from."""
    import pdfplumber

    count = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages[: max(1, most_pages // len(paths))]:
                page.extract_words(extra_attrs=["fontname", "size"])
                page.close()
                count += 1
    return count


def processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def throughput(paths: Sequence[Path], workers: int, copies: int) -> float:
    """Documents a second, each file read `copies` times; the workers are started before the clock."""
    items = [(path, f"{path.stem}-{n}") for n in range(copies) for path in paths]
    reading = read_many_guarded(items, _SETTINGS, workers)
    for _ in range(workers):
        next(reading)
    start = time.perf_counter()
    rest = sum(1 for _ in reading)
    return rest / (time.perf_counter() - start)


def measured(paths: Sequence[Path], rounds: int, most_pages: int) -> dict[str, float]:
    """Medians over rounds in which floor, layout, document and peer take turns; seconds a page, and ratios."""
    pages = sum(len(PdfDocument(path)) for path in paths)
    document(paths)
    own = {"floor": floor, "layout": layout, "document": document}
    seconds: dict[str, list[float]] = {name: [] for name in (*own, "peer")}
    for _ in range(rounds):
        for name, work in own.items():
            seconds[name].append(processor_seconds(partial(work, paths)) / pages)
        start = time.process_time()
        count = peer(paths, most_pages)
        seconds["peer"].append((time.process_time() - start) / count)
    middle = {name: median(values) for name, values in seconds.items()}
    one, two = (throughput(paths, workers, 6) for workers in (1, 2))
    return {
        "files": len(paths),
        "pages": pages,
        **{f"{name}_ms_a_page": 1000 * value for name, value in middle.items()},
        "layout_to_floor": middle["layout"] / middle["floor"],
        "document_to_floor": middle["document"] / middle["floor"],
        "peer_to_layout": middle["peer"] / middle["layout"],
        "peer_to_document": middle["peer"] / middle["document"],
        "two_workers_to_one": two / one,
    }


def readable(inputs: Sequence[Path]) -> list[Path]:
    """The PDFs with a text layer among the inputs: others would time the recognition of pictures."""
    found = [p for i in inputs for p in (sorted(i.glob("*.pdf")) if i.is_dir() else [i])]
    kept = []
    for path in found:
        try:
            document = read_document(path, path.stem, _SETTINGS)
        except UnreadableDocumentError:
            continue
        if not document.warnings:
            kept.append(path)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-pages", type=int, default=60)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    args = parser.parse_args()
    result = measured(readable(args.inputs), args.rounds, args.peer_pages)
    if args.format == "json":
        print(json.dumps(result))
        return
    for name, value in result.items():
        print(f"{name.replace('_', ' '):24}{value:10.2f}")


if __name__ == "__main__":
    main()
