"""PDFium's text page: characters by index, with their place and style."""

import ctypes
import math
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_SYMBOL_FONT = re.compile(r"symbol|wingding|webding|dingbat", re.I)
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_ITALIC_FONT = re.compile(r"italic|oblique|kursiv", re.I)
_FORCE_BOLD, _ITALIC_FLAG, _BOLD_WEIGHT = 1 << 18, 1 << 6, 600
_FILL_AND_STROKE = 2

Fonts = dict[int, tuple[bool, bool, bool]]
"""Whether a font is bold, italic and one of symbols, by its address; one for a whole document."""


@dataclass(frozen=True, slots=True)
class Style:
    """`size` in points as it appears on the page."""

    size: float
    bold: bool = False
    italic: bool = False
    symbol: bool = False


def _fast(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Any:
    """The PDFium function without the conversions of the general binding, for what is called per word."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_P, _I = ctypes.c_void_p, ctypes.c_int
_char_box = _fast(pdfium.FPDFText_GetCharBox, _P, _I, _P, _P, _P, _P)
_char_origin = _fast(pdfium.FPDFText_GetCharOrigin, _P, _I, _P, _P)
_char_object = _fast(pdfium.FPDFText_GetTextObject, _P, _I, result=_P)


class TextPage:
    """PDFium's text page: characters by index. Close it before the page."""

    def __init__(self, page: Any, fonts: Fonts) -> None:
        self._raw = pdfium.FPDFText_LoadPage(page)
        self._address = ctypes.cast(self._raw, ctypes.c_void_p).value
        self._doubles = (ctypes.c_double * 4)()
        start = ctypes.addressof(self._doubles)
        self._places = tuple(start + 8 * i for i in range(4))
        self._fonts = fonts
        self._styles: dict[int, tuple[Style, int]] = {}
        self.text = self._read_text()

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self._raw)

    def _read_text(self) -> str:
        """One code unit per character index, so that places in the text are character indices."""
        count = max(pdfium.FPDFText_CountChars(self._raw), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        if count and pdfium.FPDFText_GetText(self._raw, 0, count, buffer) == count + 1:
            return "".join(map(chr, buffer[:count]))
        codes = (pdfium.FPDFText_GetUnicode(self._raw, i) for i in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """left, bottom, right, top in PDF space."""
        left, bottom, right, top = self._places
        _char_box(self._address, index, left, right, bottom, top)
        a, b, c, d = self._doubles
        return a, b, c, d

    def origin(self, index: int) -> tuple[float, float]:
        _char_origin(self._address, index, self._places[0], self._places[1])
        return self._doubles[0], self._doubles[1]

    def text_object(self, index: int) -> int:
        return _char_object(self._address, index) or 0

    def style(self, index: int) -> tuple[Style, int]:
        """The style at a character, and the quarter turns of its direction."""
        key = self.text_object(index)
        if key not in self._styles or key == 0:
            self._styles[key] = self._read_style(index)
        return self._styles[key]

    def _read_style(self, index: int) -> tuple[Style, int]:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._raw, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = round(abs(pdfium.FPDFText_GetFontSize(self._raw, index)) * scale, 1)
        turns = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        pointer = pdfium.FPDFText_GetTextObject(self._raw, index)
        if not pointer:
            return Style(size), turns
        bold, italic, symbol = self._font(pdfium.FPDFTextObj_GetFont(pointer))
        bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(pointer) == _FILL_AND_STROKE
        leaning = (
            abs(matrix.c) > 0.1 * abs(matrix.d) and turns % 2 == 0 and abs(matrix.b) < 0.01 * abs(matrix.a)
        )
        return Style(size, bold, italic or leaning, symbol), turns

    def _font(self, font: Any) -> tuple[bool, bool, bool]:
        """Bold, italic, symbol."""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            self._fonts[key] = _font_traits(font) if key else (False, False, False)
        return self._fonts[key]


def _font_traits(font: Any) -> tuple[bool, bool, bool]:
    buffer = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.raw[: max(min(length, 200) - 1, 0)].decode("utf-8", "replace")
    flags = max(pdfium.FPDFFont_GetFlags(font), 0)
    bold = bool(_BOLD_FONT.search(name)) or bool(flags & _FORCE_BOLD)
    bold = bold or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    italic = bool(_ITALIC_FONT.search(name)) or bool(flags & _ITALIC_FLAG)
    return bold, italic, bool(_SYMBOL_FONT.search(name))
