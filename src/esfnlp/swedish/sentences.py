"""Sentence boundaries in administrative prose."""

import re
from collections.abc import Iterator
from functools import lru_cache

from esfnlp.document import Span

_ABBREVIATIONS = frozenset(
    {
        "bl.a", "t.ex", "m.m", "m.fl", "s.k", "d.v.s", "dvs", "f.d", "fr.o.m", "t.o.m", "e.d", "o.d", "p.g.a",
        "i.e", "jfr", "resp", "ca", "cirka", "kap", "nr", "st", "mkr", "tkr", "dr", "prof", "ex", "ev", "exkl",
        "inkl", "mfl", "mm", "osv", "etc", "tex", "bla", "sk", "obs", "tel", "art", "s", "f", "ff", "mom", "pkt",
    }
)  # fmt: skip
_ABBREVIATIONS_THAT_MAY_END = frozenset(
    {"mkr", "tkr", "st", "m.m", "m.fl", "mm", "mfl", "osv", "etc", "o.d", "e.d"}
)
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s)|[;:](?=\s*\n)")
_LAST_WORD = re.compile(r"(?<!\S)\S+\Z")
_REACH = 12
"""Characters before a stop in which an abbreviation or a number can lie; a longer word is neither."""
_LONGEST = 1200
"""Characters of a sentence, more than twice the longest of the plans measured: so no page of figures or text
without full stops is read as one sentence, at a cost that grows with its square."""
_TEXTS = 4096
"""Texts kept with their sentences: the passages of a long plan, which several extractors read."""
_LIST_MARK = re.compile(r"\d{1,2}|[a-zåäö]")
_OPENS = re.compile(r"\s+[\"”’(\[–-]?\s?([^\W\d_])")


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of one passage, without the white space around them.

    What is too long to be a sentence is cut at spaces.

    >>> text = "Projekt bör, bl.a. inom PO 1, gå före. Det gäller t.ex. unga."
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Projekt bör, bl.a. inom PO 1, gå före.', 'Det gäller t.ex. unga.']
    """
    return list(_sentences(text))


@lru_cache(maxsize=_TEXTS)
def _sentences(text: str) -> tuple[Span, ...]:
    first = len(text) - len(text.lstrip())
    ends = [match.end() for match in _STOP.finditer(text) if _is_boundary(text, match, first)]
    starts = [0, *ends]
    spans: list[Span] = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            offset = start + piece.index(stripped)
            spans += _cut(text, offset, offset + len(stripped))
    return tuple(spans)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """[start, end) in stretches of at most `_LONGEST` characters, without white space around them."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        yield Span(start, start + len(text[start:stop].rstrip()))
        start = end - len(text[stop:end].lstrip())
    yield Span(start, end)


def _is_boundary(text: str, stop: re.Match[str], first: int) -> bool:
    """Whether a stop ends a sentence; `first` is where the text begins after white space."""
    follows = _OPENS.match(text, stop.end())
    opens_sentence = follows is None or follows.group(1).isupper()
    if stop.group()[0] != ".":
        return opens_sentence
    before = _LAST_WORD.search(text[max(0, stop.start() - _REACH) : stop.start()])
    word = before.group().casefold().lstrip('(["”') if before else ""
    if word in _ABBREVIATIONS:
        return opens_sentence and word in _ABBREVIATIONS_THAT_MAY_END and follows is not None
    if stop.start() - len(word) == first and _LIST_MARK.fullmatch(word):
        return False
    return opens_sentence
