"""Characters as PDF producers leave them, made into the characters that were meant."""

import re
import unicodedata

HYPHENS = "-\u2010\u2011\u00ad"
"""Characters that may divide a word at a line end."""

PDFIUM_HYPHENS = "\ufffe\x02"
"""What PDFium gives for any hyphen at a line end."""

RINGS: dict[str, str] = {
    "\u02da": "\u030a",
    "\u00b0": "\u030a",
    "\u00a8": "\u0308",
    "\u00b4": "\u0301",
    "\u0060": "\u0300",
}
"""Spacing accents, and the combining mark that each stands for when it is drawn over a letter."""

BULLETS = "•◦▪▫■□●○‣⁃∙·–—-➢➤►▶✓✔❖◆◇"
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_PRIVATE_BULLETS = dict.fromkeys(
    [0xF0B7, 0xF0A7, 0xF02D, 0xF0A8, 0xF0D8, 0xF0FC, 0xF076, 0xF06E, 0xF0B0, 0xF0E0, 0xF06F, 0xF0F0], "•"
)
_DROPPED = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x200B, 0x200C, 0x200D, 0xFEFF, 0xFFFF], "")
_TABLE = {**_LIGATURES, **_PRIVATE_BULLETS, **_DROPPED}
_PLAIN = re.compile(r"[!-~¡-ÿ–—‘’“”•…]*")
_RARE = re.compile(r"[^\s!-~¡-ɏ‐-⁄€\x02\ufffe]")


def clean(text: str) -> str:
    """One word in NFC: presentation ligatures spelt out, private-use bullets mapped, control characters gone.

    >>> clean("\ufb01nansiering")
    'finansiering'
    """
    if _PLAIN.fullmatch(text) and "\u00ad" not in text:
        return text
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return text[:-1].replace("\u00ad", "") + text[-1:] if text else ""


def composed(letter: str, accent: str) -> str | None:
    """The letter with the spacing accent drawn over it, or None where no such letter exists.

    >>> composed("a", "\u02da")
    'å'
    """
    whole = unicodedata.normalize("NFC", letter + RINGS[accent])
    return whole if len(whole) == 1 else None


def share_of_noise(text: str) -> float:
    """The share of visible characters that stand for nothing: private use, controls and unassigned."""
    noise = sum(1 for char in _RARE.findall(text) if _is_noise(char))
    return noise / max(len(text) - sum(map(text.count, " \r\n\t")), 1)


def _is_noise(char: str) -> bool:
    if char < " " or char == "\ufffd":
        return True
    return unicodedata.category(char) in {"Cn", "Co"} and ord(char) not in _PRIVATE_BULLETS
