"""Bytes to text."""

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile(r"\r\n?|\v|\x85|\u2028|\u2029")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200d\u2060\ufeff]")


def decode(data: bytes) -> str:
    """Text of UTF-8 or UTF-16 with a mark, else UTF-8, else Windows-1252, else Latin-1."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    for name in ("utf-8", "cp1252"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def cleaned(text: str) -> str:
    """NFC, line ends as newline, without characters that are not seen; form feeds and soft hyphens stay.

    U+FFFE is what PDFium writes for a hyphen that divides a word.
    """
    text = text.replace("\ufffe", "\u00ad")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
