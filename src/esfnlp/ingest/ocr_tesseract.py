"""Tesseract as a program of its own: is it here, and what does it read in a picture of a page."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

LANGUAGE = "swe"
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-swe"
"""The command that installs it, on Debian and Ubuntu."""

NEEDS_TESSERACT = f"install Tesseract with Swedish and read it again: `{INSTALL}`"
"""What to do about a page that only OCR can read."""

_AUTOMATIC, _ORIENTATION = "3", "0"
_START_SECONDS = 20.0
_XHTML = "{http://www.w3.org/1999/xhtml}"
_LINES = frozenset({"ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"})
_ROTATE = re.compile(r"^Rotate: (\d+)", re.M)
_SURE = re.compile(r"^Orientation confidence: ([\d.]+)", re.M)
_LEAST_SURE_OF_ORIENTATION = 1.5

Picture = NDArray[np.uint8]
"""Grey values, 255 for white, a row of them for each row of pixels."""


class OcrFailedError(Exception):
    """Tesseract did not end in time, or ended with an error; the text says which."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word and its box in pixels from the top left; `confidence` from 0 to 1."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Words on one baseline, which is that height in pixels at the middle of the line."""

    words: tuple[SeenWord, ...]
    baseline: float


def is_available() -> bool:
    """Whether Tesseract with Swedish is installed."""
    binary = shutil.which("tesseract")
    return binary is not None and LANGUAGE in _languages(binary, os.environ.get("TESSDATA_PREFIX", ""))


def is_stale(unread: Iterable[str]) -> bool:
    """Whether one of these reasons is the want of Tesseract, which is here now."""
    return any(NEEDS_TESSERACT in reason for reason in unread) and is_available()


@cache
def _languages(binary: str, folder: str) -> frozenset[str]:
    """The languages it knows; `folder` tells apart what is kept."""
    del folder
    try:
        done = subprocess.run(
            [binary, "--list-langs"], capture_output=True, timeout=_START_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", "replace").split())


def read_lines(picture: Picture, dpi: int, seconds: float) -> list[SeenLine]:
    """The lines that Tesseract reads in the picture.

    Raises
    ------
    OcrFailedError : it failed, or took longer than `seconds`.
    """
    options = ["--psm", _AUTOMATIC, "--dpi", str(dpi), "-c", "tessedit_create_hocr=1"]
    return parse_hocr(_tesseract(picture, ["-l", LANGUAGE, *options], seconds))


def quarter_turns(picture: Picture, dpi: int, seconds: float) -> int:
    """How many quarter turns clockwise make the text upright; 0 where that cannot be told."""
    try:
        said = _tesseract(picture, ["-l", "osd", "--psm", _ORIENTATION, "--dpi", str(dpi)], seconds)
    except OcrFailedError:
        return 0
    text = said.decode("utf-8", "replace")
    turned, sure = _ROTATE.search(text), _SURE.search(text)
    if not turned or not sure or float(sure.group(1)) < _LEAST_SURE_OF_ORIENTATION:
        return 0
    return int(turned.group(1)) // 90 % 4


def _tesseract(picture: Picture, options: list[str], seconds: float) -> bytes:
    binary = shutil.which("tesseract") or "tesseract"
    height, width = picture.shape
    try:
        done = subprocess.run(
            [binary, "stdin", "stdout", *options],
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
            capture_output=True,
            timeout=max(seconds, 0.1),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailedError(f"Tesseract did not end within {seconds:.0f} seconds") from error
    except OSError as error:
        raise OcrFailedError(f"Tesseract could not be started ({error.strerror})") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrFailedError(f"Tesseract failed ({lines[-1] if lines else done.returncode})")
    return done.stdout


def parse_hocr(content: bytes) -> list[SeenLine]:
    """The lines in Tesseract's hOCR.

    Raises
    ------
    OcrFailedError : it is not whole.
    """
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise OcrFailedError("Tesseract's answer was not whole") from error
    spans = (span for span in root.iter(f"{_XHTML}span") if span.get("class") in _LINES)
    return [line for span in spans if (line := _line(span)).words]


def _line(span: ElementTree.Element) -> SeenLine:
    found = (_word(child) for child in span.iter(f"{_XHTML}span") if child.get("class") == "ocrx_word")
    x0, _, x1, bottom = _numbers(span, "bbox")
    slope, offset = _numbers(span, "baseline") or [0.0, 0.0]
    words = tuple(word for word in found if word.text)
    return SeenLine(words, bottom + offset + slope * (x1 - x0) / 2)


def _word(span: ElementTree.Element) -> SeenWord:
    x0, y0, x1, y1 = (round(value) for value in _numbers(span, "bbox"))
    confidence = (_numbers(span, "x_wconf") or [0.0])[0] / 100
    return SeenWord("".join(span.itertext()).strip(), x0, y0, x1, y1, confidence)


def _numbers(span: ElementTree.Element, name: str) -> list[float]:
    for part in span.get("title", "").split(";"):
        key, *values = part.split()
        if key == name:
            return [float(value) for value in values]
    return []
