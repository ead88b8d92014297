"""The lines of a plain text: where they stand, and what a line alone can be seen to be."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from esfnlp.ingest.joining import SOFT_HYPHEN

Role = Literal["body", "header", "footer", "page_number", "footnote", "contents"]

_RULE = re.compile(r"[ \t]{20,}$|[ \t]*[_\u2500-\u2501=]{5,}[ \t]*$|[ \t]*-{5,}[ \t]*$")
_BLANKS = re.compile(r"[ \t\u2000-\u200a\u3000]+|(?<!\d)\xa0|\xa0(?!\d)")
_TABBED = re.compile(r"\s*\S{1,4}\t")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:sid(?:a|an)?\.?\s*)?\d{1,3}(?:\s*(?:av|/|of)\s*\d{1,3}|\s*\(\d{1,3}\))?[-–—\s]*$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"([•●▪◦‣·∙○■□▶►➢➤✓✔❖♦*\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf0e0\uf076\u2043\u25e6\u2219]|"
    r"[-–—−](?=[^\W\d_]|\s)|o(?=\s+[^\W\d_]))\s*(.*)$"
)
_NUMBERED = re.compile(r"(\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)]|\(\d{1,2}\))\s+(\S.*)$")
_SOFT_PAGE_TOP = re.compile(r" (?=\S)")
_SOFT_PAGE_SHARE = 0.1
_WRAPPED = re.compile(r"[^\W\d_]( ?) ?\n(?=[a-zåäöé])")
_UNSPACED = re.compile(r"[^\W\d_](?=\n[a-zåäöé])")
_ENOUGH_WRAPPED = 20
_SPACED_SHARE = 0.9
_CONTENTS = re.compile(r"(?:(?<!\.)(?<!\.\s)(?:\.\s?+){4,}+|(?<!…)…{2,}+|(?<!_)_{4,}+)\s*+\d{1,3}$")
_ENDS_IN_NUMBER = re.compile(r"\D.*?\s(\d{1,3})$")
_NOTE = re.compile(r"(\d{1,4})\s*(?=[^\W\d_]|[(\"”’])(.+)$")
_TABBED_NOTE = re.compile(r"(\d{1,4})\s+(\S.*)$")
_NOTE_REACH = 8000
_FEWEST_REPEATS = 3
_FEW_PAGES = 4
_EDGE_LINES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is without outer white space; `gap` counts the blank lines before; `tabbed` says that a tab
    follows its mark; `note` is the number of the footnote that begins on it."""

    text: str
    gap: int = 0
    page: int | None = None
    opens_page: bool = False
    tabbed: bool = False
    role: Role = "body"
    note: str | None = None

    @property
    def is_apart(self) -> bool:
        """Whether white space or a page's edge divides it from the line before."""
        return self.gap > 0 or self.opens_page


def split_lines(text: str) -> list[Line]:
    """The lines that are not blank. Form feeds divide pages; where there are none, a single blank before a
    line, rare in the document, is taken for what is left of one, but gives no page numbers."""
    text = _with_lost_hyphens(text)
    if "\f" in text:
        pages = text.split("\f")
        return [line for i, page in enumerate(pages, 1) for line in _lines(page.split("\n"), i, tops=set())]
    raw = text.split("\n")
    tops = {i for i, line in enumerate(raw) if _SOFT_PAGE_TOP.match(line)}
    filled = sum(1 for line in raw if line.strip())
    return list(_lines(raw, None, tops=tops if len(tops) <= _SOFT_PAGE_SHARE * filled + 1 else set()))


def _with_lost_hyphens(text: str) -> str:
    """Where wrapped lines end in a blank, one that does not was divided within a word: it gets a mark."""
    wrapped = _WRAPPED.findall(text)
    spaced = sum(end == " " for end in wrapped)
    if len(wrapped) < _ENOUGH_WRAPPED or spaced < _SPACED_SHARE * len(wrapped):
        return text
    return _UNSPACED.sub(rf"\g<0>{SOFT_HYPHEN}", text)


def _lines(raw: Sequence[str], page: int | None, *, tops: set[int]) -> Iterator[Line]:
    gap, opens = 0, True
    for i, line in enumerate(raw):
        opens = opens or i in tops
        if not line.strip() or _RULE.match(line):
            gap += 1
            continue
        yield Line(_tidy(line), gap, page, opens, _TABBED.match(line) is not None)
        gap, opens = 0, False


def _tidy(line: str) -> str:
    line = _BLANKS.sub(" ", line.strip())
    return line[:-1].replace(SOFT_HYPHEN, "") + line[-1]


def list_mark(text: str) -> tuple[str, str] | None:
    """The bullet or number that opens a list item, and the rest of the line."""
    match = _BULLET.match(text) or _NUMBERED.match(text)
    return None if match is None else (match.group(1), match.group(2))


def ordinal(mark: str) -> tuple[str, int] | None:
    """A numbered mark's style and place in the order: "b)" is ("a)", 2)."""
    core = mark.strip("().")
    if core.isdigit():
        return mark.replace(core, "1"), int(core)
    if len(core) == 1 and core.isalpha():
        return mark.replace(core, "a"), ord(core.casefold()) - ord("a") + 1
    return None


def with_roles(lines: Sequence[Line]) -> list[Line]:
    """The lines with page furniture, contents and footnotes told from the body."""
    return _footnotes(_contents(_furniture(lines)))


def _furniture(lines: Sequence[Line]) -> list[Line]:
    pages = _pages(lines)
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_pattern(line) for line in [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]})
    found: list[Line] = []
    for page in pages:
        for i, line in enumerate(page):
            found.append(replace(line, role=_furniture_role(i, page, edges, len(pages))))
    return found


def _furniture_role(i: int, page: Sequence[Line], edges: Counter[str], pages: int) -> Role:
    line, below = page[i], page[i + 1] if i + 1 < len(page) else None
    apart = line.is_apart and (below is None or below.is_apart)
    at_edge = i < _EDGE_LINES or i >= len(page) - _EDGE_LINES
    if _PAGE_NUMBER.match(line.text) and (apart or (at_edge and pages > 1)):
        return "page_number"
    repeats = edges[_pattern(line)]
    fewest = _FEWEST_REPEATS if pages > _FEW_PAGES else _FEWEST_REPEATS - 1
    if at_edge and repeats >= max(fewest, pages // 4) and len(line.text) < 120:
        return "header" if i < _EDGE_LINES else "footer"
    return "body"


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())


def _contents(lines: Sequence[Line]) -> list[Line]:
    """Lines with dot leaders, and three or more lines in a row that end in rising page numbers."""
    found = [
        replace(line, role="contents") if line.role == "body" and _CONTENTS.search(line.text) else line
        for line in lines
    ]
    numbers = [_page_reference(line) for line in found]
    start = 0
    while start < len(found):
        end = start
        while (
            end < len(found)
            and numbers[end] is not None
            and (end == start or (numbers[end - 1] or 0) <= (numbers[end] or 0))
        ):
            end += 1
        if end - start >= 3:
            found[start:end] = [replace(line, role="contents") for line in found[start:end]]
        start = max(end, start + 1)
    return found


def _page_reference(line: Line) -> int | None:
    match = _ENDS_IN_NUMBER.match(line.text)
    is_title = match is not None and line.role in ("body", "contents") and not list_mark(line.text)
    return int(match.group(1)) if match is not None and is_title else None


def _footnotes(lines: Sequence[Line]) -> list[Line]:
    """Notes at the foot of pages: a number that is referred to above, then text, to the end of the page."""
    found: list[Line] = []
    last, seen = 0, ""
    for line in lines:
        in_note = bool(found) and found[-1].role == "footnote" and not line.opens_page
        number = (
            _note_number(line, last, seen) if line.role == "body" and (in_note or line.is_apart) else None
        )
        seen = (seen + "\n" + line.text)[-_NOTE_REACH:]
        if number is not None:
            last = number
            rest = line.text.lstrip("0123456789") if not line.tabbed else line.text.partition(" ")[2]
            line = replace(line, role="footnote", note=str(number), text=rest.strip())
        elif in_note and line.role == "body" and (not line.is_apart or _goes_on(line)):
            line = replace(line, role="footnote")
        found.append(line)
    return found


def _goes_on(line: Line) -> bool:
    return line.text[0].islower() or list_mark(line.text) is not None


def _note_number(line: Line, last: int, above: str) -> int | None:
    """The number of a note that begins here; a conversion may have glued it to the text, or doubled it."""
    match = (_TABBED_NOTE if line.tabbed else _NOTE).match(line.text)
    if match is None:
        return None
    for number in (last + 1, last + 2, 1):
        if match.group(1) in (str(number), str(number) * 2) and _is_referred_to(number, above):
            return number
    return None


def _is_referred_to(number: int, above: str) -> bool:
    return re.search(rf"[^\W\d_][)\"”’]?[.,:;]?{number}(?![\d%])", above) is not None


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each page; a text without pages is one."""
    count = 0

    def page_of(line: Line) -> int:
        nonlocal count
        count += line.opens_page
        return count

    return [list(group) for _, group in groupby(lines, page_of)]
