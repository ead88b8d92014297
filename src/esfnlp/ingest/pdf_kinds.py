"""What kind of block a draft is: heading, caption, list item or paragraph; and the levels of headings."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from esfnlp.document import BlockKind
from esfnlp.ingest.pdf_drafts import Draft
from esfnlp.ingest.pdf_lines import Line, text_of
from esfnlp.ingest.tables_by_alignment import CAPTION_START

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])")
_SEVERAL_PARTS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+[A-ZÅÄÖÉ]")
_CAPTION = re.compile(rf"(?i:{CAPTION_START.pattern})\d{{0,2}}[a-z]?\s*(?:[.:–-]|$|\s[A-ZÅÄÖÉ\"”])")
_SMALLER, _LARGER, _MUCH_LARGER = 0.93, 1.07, 1.25
_SMALLEST_BOLD = 0.9
"""Headings of the lowest level may be smaller than the text where they are a bold line of their own …"""
_MOST_SMALL_WORDS = 6
"""… of few words, and running text begins below them at the same edge (labels in a figure stand over nothing)."""
_SAME_EDGE_PT = 30.0
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.S)
_MOST_HEADING_WORDS, _MOST_HEADING_LINES = 30, 5
_MOST_EMPHASISED_WORDS = 18
_MOST_ITALIC_WORDS = 12
_WHOLE = 0.9
_SHARE_OF_BODY = 0.08
_RUNNING_WORDS = 6
_SHORTEST_RUN = 4
_MOST_BETWEEN_ENTRIES = 3
_LEAST_NUMBERED = 0.34


@dataclass(frozen=True, slots=True)
class Body:
    """The style of most of the document's text; `largest` where several sizes are used for running text."""

    size: float
    largest: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """How much a heading stands out; smaller is more."""

    minus_size: float
    plain_weight: bool
    italic: bool
    small_letters: bool


def body_of(lines: Sequence[Line]) -> Body:
    """The commonest style, counted in letters of lines long enough to be running text, if there are any."""
    running = [line for line in lines if len(line.words) >= _RUNNING_WORDS] or lines
    counts = Counter[tuple[float, bool, bool]]()
    sizes = Counter[float]()
    for line in running:
        style = line.style
        counts[round(style.size * 2) / 2, style.bold, style.italic] += len(line.text)
        sizes[style.size] += len(line.text)
    if not counts:
        return Body(10.0, 10.0)
    near, bold, italic = counts.most_common(1)[0][0]
    size = max((s for s in sizes if abs(s - near) <= 0.3), key=lambda s: sizes[s], default=near)
    enough = _SHARE_OF_BODY * sum(counts.values())
    plain = [key[0] for key, letters in counts.items() if letters >= enough and key[1:] == (bold, italic)]
    return Body(size, max([size, *plain]), bold, italic)


def is_caption(draft: Draft) -> bool:
    return len(draft.lines) <= 4 and bool(_CAPTION.match(draft.text)) and len(draft.text.split()) <= 45


def is_heading(draft: Draft, body: Body) -> bool:
    """Whether the draft stands out as a heading does: numbered, larger, bold, italic or in capitals."""
    if len(draft.lines) > _MOST_HEADING_LINES:
        return False
    text, count = draft.text_without_calls, len(draft.text.split())
    if count > _MOST_HEADING_WORDS or not _TWO_LETTERS.search(text) or draft.has_leaders:
        return False
    bold = draft.share("bold") > _WHOLE and not body.bold
    if (
        is_caption(draft)
        or text[:1].islower()
        or (_is_small(draft, body, bold) and not _SEVERAL_PARTS.match(text))
    ):
        return False
    if draft.mark and not re.match(r"\d", draft.mark):
        return False
    if draft.mark and not bold and draft.size < _LARGER * body.largest:
        return False
    if draft.size >= _LARGER * body.largest:
        return _may_end_so(text) or (draft.size >= _MUCH_LARGER * body.largest and count <= 15)
    return _may_end_so(text) and (
        (bold and count <= _MOST_EMPHASISED_WORDS) or _stands_out_plainly(draft, body)
    )


def _is_small(draft: Draft, body: Body, bold: bool) -> bool:
    """Whether the draft is too small for a heading."""
    short = len(draft.lines) == 1 and len(draft.text.split()) <= _MOST_SMALL_WORDS
    return draft.size < (_SMALLEST_BOLD if bold and short else _SMALLER) * body.size


def _may_end_so(text: str) -> bool:
    return not re.search(r"[.:;,][\"”’)]*$", text) or bool(re.search(r"\b(?:m\.m|etc|m\.fl)\.$", text))


def _stands_out_plainly(draft: Draft, body: Body) -> bool:
    """Body-sized and not bold: italic, capitals, or a number of several parts on a line of its own."""
    count = len(draft.text.split())
    italic = draft.share("italic") > _WHOLE and not body.italic
    if (
        italic
        and count <= _MOST_ITALIC_WORDS
        and len(draft.lines) <= 2
        and not draft.text.startswith(("(", '"', "”"))
    ):
        return True
    letters = [char for char in draft.text if char.isalpha()]
    if len(letters) >= 5 and count <= _MOST_ITALIC_WORDS and all(char.isupper() for char in letters):
        return count > 1 or len(letters) >= 7
    return bool(_SEVERAL_PARTS.match(draft.text)) and len(draft.lines) == 1 and count <= 14


def without_false_headings(
    drafts: Sequence[Draft], kinds: Sequence[BlockKind], body: Body
) -> list[BlockKind]:
    """The kinds, headings that are items of a bold numbered list, entries of a table of contents or labels in a figure,
    put right."""
    out = list(kinds)
    for i, draft in enumerate(drafts):
        if (
            kinds[i] == "heading"
            and draft.size < _SMALLER * body.size
            and not _SEVERAL_PARTS.match(draft.text)
        ):
            below = drafts[i + 1] if i + 1 < len(drafts) else None
            out[i] = "heading" if below and _stands_over(draft, below, body) else "paragraph"
    for run in _numbered_runs(drafts, kinds):
        for i in run:
            out[i] = "list_item"
    entries = [i for i, draft in enumerate(drafts) if draft.has_leaders]
    for before, after in pairwise(entries):
        if after - before <= _MOST_BETWEEN_ENTRIES:
            for i in range(before + 1, after):
                out[i] = "paragraph" if out[i] == "heading" else out[i]
    return out


def _stands_over(draft: Draft, below: Draft, body: Body) -> bool:
    """Whether running text begins right below the draft, at its left edge."""
    if below.table or below.page != draft.page or below.size < _SMALLER * body.size:
        return False
    return abs(below.box[0] - draft.box[0]) <= _SAME_EDGE_PT and below.box[1] >= draft.box[1]


def _numbered_runs(drafts: Sequence[Draft], kinds: Sequence[BlockKind]) -> list[range]:
    """Runs of headings with nothing between them, numbered 1., 2., 3. and so on: chapters would hold text."""
    runs: list[range] = []
    start = 0
    for i in range(1, len(drafts) + 1):
        goes_on = (
            i < len(drafts) and _number_of(drafts[i], kinds[i]) == _number_of(drafts[i - 1], kinds[i - 1]) + 1
        )
        if not goes_on:
            if i - start >= _SHORTEST_RUN and _number_of(drafts[start], kinds[start]) > 0:
                runs.append(range(start, i))
            start = i
    return runs


def _number_of(draft: Draft, kind: BlockKind) -> int:
    """The number in a heading's list mark; far below zero where there is none."""
    digits = re.fullmatch(r"(\d{1,2})[.)]", draft.mark or "")
    return int(digits.group(1)) if digits and kind == "heading" else -1_000


def heading_number(text: str) -> str | None:
    """The number that opens a heading, without its last point.

    >>> heading_number("4.1.1 Investeringsprioritet")
    '4.1.1'
    """
    found = _NUMBER.match(text)
    return found.group("number") if found else None


def depth(number: str) -> int:
    """The level that a number tells; a final 0 does not count.

    >>> depth("2.0"), depth("4.1.1")
    (1, 3)
    """
    return len(re.sub(r"(?:\.0)+$", "", number).split("."))


def heading_levels(headings: Sequence[Draft], texts: Sequence[str], cover: int | None = None) -> list[int]:
    """A level for each heading: from its number, else from the rank of its style among those of the others.

    `cover` is the page, if there is one, that holds a title and hardly any text.
    """
    ranks = [_rank(draft, text) for draft, text in zip(headings, texts, strict=True)]
    depths = _depths(ranks, texts)
    numbered: dict[_Rank, Counter[int]] = defaultdict(Counter)
    for rank, level in zip(ranks, depths, strict=True):
        if level is not None:
            numbered[rank][level] += 1
    inner = {rank for draft, rank in zip(headings, ranks, strict=True) if draft.page != cover}
    levels = _levels_by_rank(sorted(inner), numbered)
    return [
        level if level is not None else levels.get(rank, 1) for rank, level in zip(ranks, depths, strict=True)
    ]


def _depths(ranks: Sequence[_Rank], texts: Sequence[str]) -> list[int | None]:
    """The depth of each heading's number, where it is a chapter's: not the number of a goal, or of a scale.

    Numbers of one part say nothing where most headings of the style have none, or have more parts.
    """
    numbers = [heading_number(text) for text in texts]
    found = [None if number is None or number.startswith("0") else depth(number) for number in numbers]
    of_rank: dict[_Rank, list[int | None]] = defaultdict(list)
    for rank, level in zip(ranks, found, strict=True):
        of_rank[rank].append(level)
    stray = {rank for rank, own in of_rank.items() if own.count(1) < _LEAST_NUMBERED * len(own)}
    stray -= {min(ranks, default=None)}
    return [None if level == 1 and rank in stray else level for rank, level in zip(ranks, found, strict=True)]


def _rank(draft: Draft, text: str) -> _Rank:
    letters = [char for char in text if char.isalpha()]
    capitals = bool(letters) and all(char.isupper() for char in letters)
    bold, italic = draft.share("bold") > _WHOLE, draft.share("italic") > _WHOLE
    return _Rank(-round(draft.size * 2) / 2, not bold, italic, not capitals)


def _levels_by_rank(ranks: Sequence[_Rank], numbered: dict[_Rank, Counter[int]]) -> dict[_Rank, int]:
    """Level of unnumbered headings: that of their style's numbers (one below where deep), else the next."""
    levels: dict[_Rank, int] = {}
    lowest = 0
    for rank in ranks:
        if rank in numbered:
            usual, deepest = numbered[rank].most_common(1)[0][0], max(numbered[rank])
            levels[rank] = usual if usual <= 2 else deepest + 1
            lowest = max(lowest, deepest, levels[rank])
        else:
            lowest += 1
            levels[rank] = lowest
    return levels


def run_in_label(draft: Draft) -> str | None:
    """Bold or italic words that open a paragraph and end in a colon (or, bold, in a point).

    A whole line of that kind is a label too.
    """
    words = draft.words
    for trait in ("bold", "italic"):
        count = next((i for i, word in enumerate(words) if not getattr(word.style, trait)), len(words))
        if count and count < len(words) and words[count].text == ":":
            count += 1
        label = text_of(words[:count])
        closes = label.endswith(":") or (trait == "bold" and label.endswith(".") and count < len(words))
        if closes and 1 <= count <= 10 and len(label) > 2:
            return label
    return None
