"""How much of known pages OCR gives back: corpus PDFs made into scans of several qualities.

    python benchmarks/ingest_ocr.py [--pages N] [PDF...]

Needs Tesseract with Swedish. Recall and precision are those of words, against the PDF's own text layer.
"""

import argparse
import io
import re
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from esfnlp.document import Document
from esfnlp.ingest.guard import read_guarded
from esfnlp.settings import IngestSettings

CORPUS = Path(__file__).parents[1] / "corpus" / "pdf"
DEFAULT = ("digest-stockholm-2021-2027.pdf", "training-nordanskog-2021-2027-v1.pdf")
SCANS: dict[str, dict[str, float]] = {
    "200 dpi": {"dpi": 200},
    "150 dpi, noise": {"dpi": 150, "noise": 18},
    "200 dpi, skew 1°": {"dpi": 200, "skew": 1.0, "noise": 8},
    "200 dpi, faint": {"dpi": 200, "contrast": 0.35, "noise": 5},
    "200 dpi, sideways": {"dpi": 200, "turn": 90},
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pdf", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{'scan':20} {'recall':>7} {'precision':>9} {'headings':>8} {'confidence':>10} {'s/page':>7}")
    for name, damage in SCANS.items():
        figures = [_measured(path, damage, arguments.pages) for path in arguments.pdf or _default()]
        mean = [float(np.mean(column)) for column in zip(*figures, strict=True)]
        print(
            f"{name:20} {mean[0]:7.3f} {mean[1]:9.3f} {mean[2]:8.3f} {mean[3]:10.3f} {mean[4]:7.1f}",
            flush=True,
        )


def _default() -> list[Path]:
    return [CORPUS / name for name in DEFAULT]


def _measured(path: Path, damage: dict[str, float], pages: int) -> tuple[float, float, float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        clear, scan = Path(folder) / "clear.pdf", Path(folder) / "scan.pdf"
        _first_pages(path, clear, pages)
        scanned(clear, scan, **damage)
        truth = read_guarded(clear, "clear", IngestSettings())
        started = time.perf_counter()
        seen = read_guarded(scan, "scan", IngestSettings())
        seconds = (time.perf_counter() - started) / len(seen.pages)
    recall, precision = _overlap(_words(truth), _words(seen))
    headings = _overlap(_headings(truth), _headings(seen))[0]
    return recall, precision, headings, float(np.mean([page.ocr or 0 for page in seen.pages])), seconds


def _first_pages(path: Path, out: Path, count: int) -> None:
    source, copy = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    copy.import_pages(source, list(range(min(count, len(source)))))
    copy.save(out)


def scanned(
    path: Path,
    out: Path,
    *,
    dpi: float,
    noise: float = 0,
    skew: float = 0,
    contrast: float = 1,
    turn: float = 0.0,
) -> None:
    """The PDF's pages as pictures: JPEG, grey, with noise (of 255), skew (degrees), less contrast, turned."""
    random = np.random.default_rng(7)
    pictures = []
    for page in pypdfium2.PdfDocument(path):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
        grey = 235 - (255 - np.asarray(image, dtype=np.float32)) * 0.85 * contrast
        grey += random.normal(0, max(noise, 0.01), grey.shape)
        jpeg = io.BytesIO()
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(jpeg, "JPEG", quality=70)
        pictures.append(Image.open(jpeg))
    pictures[0].save(out, save_all=True, append_images=pictures[1:], resolution=dpi)


def _words(document: Document) -> Counter[str]:
    """Words, those of contents pages and their leaders included; `4 231` and `4231` are the same."""
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", unicodedata.normalize("NFKC", document.text))
    return Counter(re.findall(r"\w+", text))


def _headings(document: Document) -> Counter[str]:
    return Counter(re.sub(r"\W", "", block.text) for block in document.blocks if block.kind == "heading")


def _overlap(truth: Counter[str], seen: Counter[str]) -> tuple[float, float]:
    common = (truth & seen).total()
    return common / max(truth.total(), 1), common / max(seen.total(), 1)


if __name__ == "__main__":
    main()
