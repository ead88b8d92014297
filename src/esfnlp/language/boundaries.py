"""Where sentences begin in a whole text with its headings, lists and line breaks."""

import re
from collections.abc import Iterator

from esfnlp.document import Span
from esfnlp.swedish.sentences import sentences

_LIST_MARK = re.compile(r"\s*(?:[-–—•●○◦▪■□∙‣➢►✓✔❖*·]|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-ZåäöÅÄÖ])[.)])\s+\S")
"""What opens a list item or a numbered heading."""
_GOES_ON = re.compile(
    r"(?:[-–,(/]|\b(?:och|eller|samt|i|av|för|med|till|som|att|den|det|de|en|ett|på|om|från|hos|inom|mellan|under"
    r"|över|vid|utan|genom|enligt|är|kan|ska|har|bl\.a\.|t\.ex\.))\s*$"
)
"""The end of a line whose sentence goes on in the next."""
_NARROW = 60
_SHORT = 0.75
"""A line this much shorter than the longest, or any line of a narrow text, may end a block."""


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence begins, rising; the end of a heading, list item or paragraph ends a sentence.

    >>> text = "Målgrupper\\n\\n- unga, bl.a. nyanlända\\n- kvinnor. De är fler."
    >>> [text[start:start + 7] for start in sentence_starts(text)]
    ['Målgrup', '- unga,', '- kvinn', 'De är f']
    """
    return [
        block.start + span.start
        for block in blocks(text)
        for span in sentences(text[block.start : block.end])
    ]


def blocks(text: str) -> Iterator[Span]:
    """Spans of the headings, list items and paragraphs of a text, without outer white space.

    A blank line divides; a single line break does where a list item begins, or after a short line that is complete.
    """
    lines = [Span(*match.span()) for match in re.finditer(r"[^\n\r\f\v\u2028\u2029]+", text)]
    lines = [line for line in lines if text[line.start : line.end].strip()]
    width = max((len(line) for line in lines), default=0)
    start = 0
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is None or _divides(text, line, following, width):
            piece = text[lines[start].start : line.end]
            offset = lines[start].start + len(piece) - len(piece.lstrip())
            yield Span(offset, offset + len(piece.strip()))
            start = i + 1


def _divides(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a block ends between two lines."""
    if text.count("\n", line.end, following.start) > 1 or "\f" in text[line.end : following.start]:
        return True
    first = text[line.start : line.end]
    second = text[following.start : following.end]
    if _LIST_MARK.match(second):
        return True
    if _GOES_ON.search(first) or not second.lstrip(' \t"”’(')[:1].isupper():
        return False
    return width < _NARROW or len(line) < _SHORT * width
