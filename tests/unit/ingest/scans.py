"""Scans for the tests of OCR: typeset pages made into pictures."""

from pathlib import Path

import pypdfium2
from PIL import Image


def scan(path: Path, out: Path, *, dpi: int = 150, skew: float = 0.0, turn: int = 0) -> Path:
    """The PDF's pages as grey pictures, leaning `skew` degrees clockwise, then turned counter-clockwise."""
    pictures = []
    for page in pypdfium2.PdfDocument(path):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
        pictures.append(image.point(lambda grey: 60 + grey * 0.7))
    pictures[0].save(out, save_all=True, append_images=pictures[1:], resolution=dpi)
    return out
