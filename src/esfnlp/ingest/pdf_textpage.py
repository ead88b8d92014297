"""PDFium's text page: characters by index, with their place and style."""

import ctypes
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_SYMBOL_FONT = re.compile(r"symbol|wingding|webding|dingbat", re.I)
_BOLD_FONT = re.compile(r"bold|black|heavy|semibold|demi", re.I)
_ITALIC_FONT = re.compile(r"italic|oblique|kursiv", re.I)
_FORCE_BOLD, _ITALIC_FLAG, _BOLD_WEIGHT = 1 << 18, 1 << 6, 600
_FILL_AND_STROKE = 2

Fonts = dict[int, tuple[bool, bool, bool]]
"""Whether a font is bold, italic and one of symbols, by its address; one for a whole document."""


class Style(NamedTuple):
    """`size` in points as it appears on the page."""

    size: float
    bold: bool = False
    italic: bool = False
    symbol: bool = False


class Stretch(NamedTuple):
    """Characters that one text object draws; `y` where all stand on one baseline, in PDF space."""

    start: int
    end: int
    key: int
    y: float | None = None


def _fast(function: Any, result: Any = ctypes.c_int) -> Any:
    """The PDFium function without the conversions of the general binding, for what is called per word.

    Pointers are given as `c_void_p`; whole numbers may be plain.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


_char_box = _fast(pdfium.FPDFText_GetCharBox)
_char_origin = _fast(pdfium.FPDFText_GetCharOrigin)
_char_object = _fast(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
_char_matrix = _fast(pdfium.FPDFText_GetMatrix)
_font_size = _fast(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_font_of = _fast(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
_render_mode = _fast(pdfium.FPDFTextObj_GetTextRenderMode)


class TextPage:
    """PDFium's text page: characters by index. Close it before the page."""

    def __init__(self, page: Any, fonts: Fonts) -> None:
        self._raw = pdfium.FPDFText_LoadPage(page)
        self._address = ctypes.cast(self._raw, ctypes.c_void_p)
        doubles = (ctypes.c_double * 8)()
        self._numbers = memoryview(doubles).cast("B").cast("d")
        self._first_four = self._numbers[:4]
        start = ctypes.addressof(doubles)
        self._places = tuple(ctypes.c_void_p(start + 8 * i) for i in range(8))
        matrix = (ctypes.c_float * 6)()
        self._matrix = memoryview(matrix).cast("B").cast("f")[:4]
        self._matrix_place = ctypes.c_void_p(ctypes.addressof(matrix))
        self._fonts = fonts
        self._styles: dict[int, tuple[Style, int]] = {}
        self.known = Stretch(0, 0, 0)
        """The last stretch that was found to reach further than what was asked for."""
        self._line_end, self._line_key = 0, 0
        self.text = self._read_text()

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self._raw)

    def _read_text(self) -> str:
        """One code unit per character index, so that places in the text are character indices."""
        count = max(pdfium.FPDFText_CountChars(self._raw), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        if count and pdfium.FPDFText_GetText(self._raw, 0, count, buffer) == count + 1:
            text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
            return text if len(text) == count else "".join(map(chr, buffer[:count]))
        codes = (pdfium.FPDFText_GetUnicode(self._raw, i) for i in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """left, bottom, right, top in PDF space."""
        a, b, c, d = self._places[:4]
        _char_box(self._address, index, a, c, b, d)
        left, bottom, right, top = self._first_four
        return left, bottom, right, top

    def sides(self, parts: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
        """The left and right, in PDF space, of what the first and last character of each part cover."""
        page, numbers, box = self._address, self._first_four, _char_box
        a, b, c, d, low, high, _, _ = self._places
        found = []
        for first, last in parts:
            box(page, first, a, b, low, high)
            if last == first:
                found.append((numbers[0], numbers[1]))
                continue
            box(page, last, c, d, low, high)
            left, right, next_left, next_right = numbers
            found.append(
                (left if left < next_left else next_left, right if right > next_right else next_right)
            )
        return found

    def origin(self, index: int) -> tuple[float, float]:
        _char_origin(self._address, index, self._places[0], self._places[1])
        return self._numbers[0], self._numbers[1]

    def text_object(self, index: int) -> int:
        found: int = _char_object(self._address, index)
        return found

    def stretch(self, start: int, end: int) -> Stretch | None:
        """What one text object draws from `start` to `end` or further on in PDFium's line.

        None where several objects draw it.
        """
        known = self.known
        if known.start <= start and end <= known.end:
            return known
        key = self.text_object(start)
        if end - start > 1 and self.text_object(end - 1) != key:
            return None
        if not key:
            return Stretch(start, end, key)
        if start >= self._line_end:
            self._find_line(start)
        last = self._line_end if key == self._line_key else self._reach(key, end)
        if last <= end:
            return Stretch(start, end, key)
        y = self.origin(start)[1]
        is_level = self.origin(last - 1)[1] == y
        self.known = Stretch(start, last, key, y if is_level else None)
        return self.known

    def _reach(self, key: int, end: int) -> int:
        """How far the object that draws what ends at `end` reaches: to `end` or further on in the line."""
        if end + 1 >= self._line_end or self.text_object(end + 1) != key:
            return end
        low, high = end + 1, self._line_end
        while high - low > 1:
            middle = (low + high) // 2
            if self.text_object(middle) == key:
                low = middle
            else:
                high = middle
        return low + 1

    def _find_line(self, start: int) -> None:
        """The end of the line that `start` stands in, and what draws its last character that is no space."""
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        self._line_end = start + max(len(line.rstrip()), 1)
        self._line_key = self.text_object(self._line_end - 1)

    def style(self, index: int) -> tuple[Style, int]:
        """The style at a character, and the quarter turns of its direction."""
        return self.style_of(self.text_object(index), index)

    def style_of(self, key: int, index: int) -> tuple[Style, int]:
        """The style of a text object that draws the character."""
        if key == 0:
            return self._read_style(key, index)
        if key not in self._styles:
            self._styles[key] = self._read_style(key, index)
        return self._styles[key]

    def _read_style(self, key: int, index: int) -> tuple[Style, int]:
        _char_matrix(self._address, index, self._matrix_place)
        size = _font_size(self._address, index)
        if not key:
            style, turns = _style_of(*self._matrix, size, (False, False, False))
            return Style(style.size), turns
        pointer = ctypes.c_void_p(key)
        bold, italic, symbol = self._font(_font_of(pointer))
        bold = bold or _render_mode(pointer) == _FILL_AND_STROKE
        return _style_of(*self._matrix, size, (bold, italic, symbol))

    def _font(self, key: int) -> tuple[bool, bool, bool]:
        """Bold, italic, symbol."""
        if key not in self._fonts:
            font = ctypes.cast(key, pdfium.FPDF_FONT)
            self._fonts[key] = _font_traits(font) if key else (False, False, False)
        return self._fonts[key]


@lru_cache(maxsize=1024)
def _style_of(
    a: float, b: float, c: float, d: float, size: float, traits: tuple[bool, bool, bool]
) -> tuple[Style, int]:
    """The style of letters under a matrix, and the quarter turns of their direction."""
    bold, italic, symbol = traits
    turns = round(math.atan2(b, a) / (math.pi / 2)) % 4
    leaning = abs(c) > 0.1 * abs(d) and turns % 2 == 0 and abs(b) < 0.01 * abs(a)
    scale = math.hypot(c, d) or 1.0
    return Style(round(abs(size) * scale, 1), bold, italic or leaning, symbol), turns


def _font_traits(font: Any) -> tuple[bool, bool, bool]:
    buffer = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    name = buffer.raw[: max(min(length, 200) - 1, 0)].decode("utf-8", "replace")
    flags = max(pdfium.FPDFFont_GetFlags(font), 0)
    bold = bool(_BOLD_FONT.search(name)) or bool(flags & _FORCE_BOLD)
    bold = bold or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
    italic = bool(_ITALIC_FONT.search(name)) or bool(flags & _ITALIC_FLAG)
    return bold, italic, bool(_SYMBOL_FONT.search(name))
