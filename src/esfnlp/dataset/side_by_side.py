"""Two versions of a text beside each other, sentence by sentence, with the words that differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from esfnlp.dataset.alignment import pair_statements
from esfnlp.dataset.moves import Placed, longest_rising
from esfnlp.swedish.sentences import sentences
from esfnlp.swedish.tokens import squeeze

Mark = Literal["same", "gone", "new", "moved"]
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_SHOWN = 2
"""Unchanged sentences that are shown before and after a change; more are only counted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both versions share in one place or in another, or that only one has."""

    text: str
    mark: Mark = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the old and of the new version, either of which may be missing; a heading is one too."""

    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    is_heading: bool = False

    @property
    def has_moved(self) -> bool:
        return any(piece.mark == "moved" for piece in (*self.old, *self.new))

    @property
    def is_same(self) -> bool:
        return bool(self.old) and all(piece.mark == "same" for piece in (*self.old, *self.new))

    def text(self, side: Literal["old", "new"]) -> str:
        return "".join(piece.text for piece in (self.old if side == "old" else self.new))


@dataclass(frozen=True, slots=True)
class Fold:
    """So many unchanged sentences."""

    count: int


def lines(old: Iterable[Placed], new: Iterable[Placed]) -> list[Line]:
    """Both texts in their order; where lines and paragraphs break makes no difference."""
    left, right = list(_sentences(old)), list(_sentences(new))
    matcher = SequenceMatcher(None, [s.key for s in left], [s.key for s in right], autojunk=False)
    found: list[Line] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += [_same(left[i], right[i - i1 + j1]) for i in range(i1, i2)]
        else:
            found += _replaced(left[i1:i2], right[j1:j2])
    return _with_moves(found)


def _with_moves(found: Sequence[Line]) -> list[Line]:
    """Sentences that stand alone on both sides, in different places, are marked as moved."""
    gone = {squeeze(line.text("old")) for line in found if not line.new}
    moved = gone & {squeeze(line.text("new")) for line in found if not line.old}
    return [
        replace(line, old=_as_moved(line.old), new=_as_moved(line.new))
        if not (line.old and line.new) and squeeze(line.text("old") or line.text("new")) in moved
        else line
        for line in found
    ]


def _as_moved(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(Piece(piece.text, "moved") for piece in pieces)


def folded(found: Sequence[Line]) -> list[Line | Fold]:
    """The lines without the middle of long unchanged stretches; headings there go too."""
    shown: list[Line | Fold] = []
    for is_same, run in groupby(found, key=lambda line: line.is_same):
        stretch = list(run)
        if is_same and len(stretch) > 2 * _SHOWN + 1:
            shown += [*stretch[:_SHOWN], Fold(len(stretch) - 2 * _SHOWN), *stretch[-_SHOWN:]]
        else:
            shown += stretch
    return shown


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; what only one of them has is marked.

    >>> old, new = marked("för unga i år", "för äldre i år")
    >>> [piece.text for piece in new if piece.mark == "new"]
    ['äldre']
    """
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, words, mark in ((0, left[i1:i2], "gone"), (1, right[j1:j2], "new")):
            if words:
                sides[side].append(Piece("".join(words), "same" if tag == "equal" else mark))  # type: ignore[arg-type]
    return tuple(sides[0]), tuple(sides[1])


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    key: str
    kind: str

    @property
    def is_heading(self) -> bool:
        return self.kind == "heading"


def _sentences(passages: Iterable[Placed]) -> Iterator[_Sentence]:
    """All sentences that have a letter; the dots and page numbers of a table of contents have none."""
    for passage in passages:
        whole = passage.kind in ("heading", "table_row")
        spans = [] if whole else sentences(passage.text)
        texts = [passage.text] if whole else [passage.text[span.start : span.end] for span in spans]
        for text in texts:
            if any(letter.isalpha() for letter in text):
                yield _Sentence(" ".join(text.split()), squeeze(text), passage.kind)


def _same(old: _Sentence, new: _Sentence) -> Line:
    return Line((Piece(old.text),), (Piece(new.text),), new.is_heading)


def _replaced(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[Line]:
    """Sentences that are versions of each other beside each other, the others on a line of their own."""
    rows = [[{"text": s.text, "kind": s.kind} for s in side] for side in (old, new)]
    pairs = pair_statements(*rows)
    pairs = [pairs[k] for k in longest_rising([j for _, j in pairs])]
    i = j = 0
    for at, beside in [*pairs, (len(old), len(new))]:
        yield from (Line((Piece(s.text, "gone"),), (), s.is_heading) for s in old[i:at])
        yield from (Line((), (Piece(s.text, "new"),), s.is_heading) for s in new[j:beside])
        if at < len(old):
            before, after = marked(old[at].text, new[beside].text)
            yield Line(before, after, new[beside].is_heading)
        i, j = at + 1, beside + 1
