"""The marks that Word gives list items and headings: bullets, and numbers that count on."""

import re
from typing import Any

from docx.oxml.ns import qn

_BULLET = "•"
_PLACE = re.compile(r"%(\d)")


class Numbering:
    """The document's numbering definitions and how far each of its lists has come."""

    def __init__(self, document: Any) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            root = None
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        if root is not None:
            self._read(root)

    def number(self, paragraph: Any, styles: list[Any]) -> str | None:
        """The mark of the paragraph, by its own or its style's numbering; None where it is in no list."""
        found = _list_of(paragraph, styles)
        if found is None or found[0] not in self._abstract_of:
            return None
        abstract, level = self._abstract_of[found[0]], found[1]
        form, pattern, start = self._levels.get((abstract, level), ("bullet", "", 1))
        if form in ("bullet", "none"):
            return _BULLET if form == "bullet" else None
        counts = self._counts.setdefault(abstract, [])
        while len(counts) <= level:
            counts.append(self._start(abstract, len(counts)) - (len(counts) == level))
        del counts[level + 1 :]
        counts[level] += 1
        return _PLACE.sub(lambda match: self._shown(abstract, int(match.group(1)) - 1), pattern) or str(start)

    def _shown(self, abstract: str, level: int) -> str:
        counts = self._counts[abstract]
        value = counts[level] if level < len(counts) else self._start(abstract, level)
        form = self._levels.get((abstract, level), ("decimal", "", 1))[0]
        if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
            letter = chr(ord("a") + value - 1)
            return letter if form == "lowerLetter" else letter.upper()
        return str(value)

    def _start(self, abstract: str, level: int) -> int:
        return self._levels.get((abstract, level), ("decimal", "", 1))[2]

    def _read(self, root: Any) -> None:
        for definition in root.iterchildren(qn("w:abstractNum")):
            abstract = definition.get(qn("w:abstractNumId"))
            for level in definition.iterchildren(qn("w:lvl")):
                place = abstract, int(level.get(qn("w:ilvl")))
                self._levels[place] = (
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    int(_value(level, "w:start") or 1),
                )
        for number in root.iterchildren(qn("w:num")):
            self._abstract_of[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId") or ""


def _list_of(paragraph: Any, styles: list[Any]) -> tuple[str, int] | None:
    """The id of the list that a paragraph is in, and the level in it; id 0 takes it out of its list."""
    for element in [paragraph, *(style.element for style in styles)]:
        found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None and (number := _value(found, "w:numId")) is not None:
            return None if number == "0" else (number, int(_value(found, "w:ilvl") or 0))
    return None


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))
