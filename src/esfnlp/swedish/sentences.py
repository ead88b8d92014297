"""Sentence boundaries in administrative prose."""

import re

from esfnlp.document import Span

_ABBREVIATIONS = frozenset(
    {
        "bl.a", "t.ex", "m.m", "m.fl", "s.k", "d.v.s", "dvs", "f.d", "fr.o.m", "t.o.m", "e.d", "o.d", "p.g.a",
        "i.e", "jfr", "resp", "ca", "cirka", "kap", "nr", "st", "mkr", "tkr", "dr", "prof", "ex", "ev", "exkl",
        "inkl", "mfl", "mm", "osv", "etc", "tex", "bla", "sk", "obs", "tel", "art", "s", "f", "ff", "mom", "pkt",
    }
)  # fmt: skip
_ABBREVIATIONS_THAT_MAY_END = frozenset({"mkr", "tkr", "st", "m.m", "m.fl", "mm", "mfl", "osv", "etc", "o.d", "e.d"})
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’)\]]*+(?=\s)|[;:](?=\s*\n)")
_LAST_WORD = re.compile(r"(?<!\S)\S+\Z")
_REACH = 12
"""Characters before a stop in which an abbreviation or a number can lie; a longer word is neither."""
_OPENS = re.compile(r"\s+[\"”’(\[–-]?\s?([^\W\d_])")


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of one passage, without the white space around them.

    >>> text = "Projekt bör, bl.a. inom PO 1, gå före. Det gäller t.ex. unga."
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Projekt bör, bl.a. inom PO 1, gå före.', 'Det gäller t.ex. unga.']
    """
    first = len(text) - len(text.lstrip())
    ends = [match.end() for match in _STOP.finditer(text) if _is_boundary(text, match, first)]
    starts = [0, *ends]
    spans = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            offset = start + piece.index(stripped)
            spans.append(Span(offset, offset + len(stripped)))
    return spans


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
    if re.fullmatch(r"\d{1,2}|[a-zåäö]", word) and stop.start() - len(word) == first:
        return False
    return opens_sentence
