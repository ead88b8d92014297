"""Headings in plain text, where nothing is bold or large: by number, white space, length and wording."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from esfnlp.ingest.labels import is_statement, label_of, run_in_label
from esfnlp.ingest.pieces import Piece
from esfnlp.ingest.sections import is_coded
from esfnlp.ingest.text_lines import Line, list_mark

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+(?=[A-ZÅÄÖ”\"])\S")
_SINGLE = re.compile(r"(?:\d{1,2}\.?|[A-H]\.|[IVX]{1,4}\.)\s+[A-ZÅÄÖ]\w")
_CAPTION = re.compile(
    r"(?:figur|tabell|diagram|karta|bild|ruta|faktaruta)\s*\d+(?:\.\d+)?\s*[.:–-]\s*\S|(?:bildtext|källa|källor|anm)\s*:",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:läs mer|se även|se vidare|klicka|tillbaka|källa|foto|tel|fax|e-post)\b|.*(?:@|www\.|https?:)", re.I
)
_DATE_OR_NUMBER = re.compile(r"[\d\s.,:/–%()-]+$")
_FIGURE = re.compile(r"[\d\s.,%]+$|[–-]$")
_MANY_FIGURES = 3
_QUESTION = re.compile(r"(?:vad|vem|vilka|vilken|hur|när|var|varför|så)\b", re.IGNORECASE)
_DANGLING = re.compile(
    r"\b(?:att|som|och|eller|samt|för|i|på|med|av|till|om|från|inom|vid|den|det|de|en|ett|är)$"
)
_MAX_LINES = 4
_MAX_WORDS = 22
_MAX_LENGTH = 160
_NARROW = 0.75
_SHORT = 0.8


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text is set: `width` is the usual length of a full line, in characters; where the text is not
    `wrapped`, each line is a paragraph."""

    wrapped: bool
    width: int


def measure(lines: Sequence[Line]) -> Layout:
    body = [line for line in lines if line.role == "body"]
    lengths = sorted(len(line.text) for line in body)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 80
    close = [(a, b) for a, b in pairwise(body) if not b.is_apart and not list_mark(b.text)]
    broken = sum(b.text[0].islower() and a.text[-1] not in ".!?:;" for a, b in close)
    return Layout(wrapped=width < 160 and broken >= max(2, 0.15 * len(close)), width=width)


def is_caption(text: str) -> bool:
    return _CAPTION.match(text) is not None


def is_numbered_heading(text: str) -> bool:
    """Whether a line opens with a number of several parts ("4.1 Mål") and does not end as a sentence does."""
    return _NUMBERED.match(text) is not None and not text.endswith((".", ",", ";"))


def heading_lines(lines: Sequence[Line], i: int, layout: Layout, *, in_series: bool) -> int:
    """How many lines, from `i` on, are one heading; 0 where none begins.

    `in_series` says that the paragraph before has a title of its own: then a title may fill its line.
    """
    text = lines[i].text
    if is_numbered_heading(text):
        return 1 + _continued(lines, i)
    if not _may_open(text):
        return 0
    if not layout.wrapped:
        return int(_is_title(text) and _before_content(lines, i + 1) and not lines[i + 1].text[0].islower())
    return _set_apart(lines, i, layout) or _over_prose(lines, i, layout, in_series=in_series)


def _may_open(text: str) -> bool:
    opens = text[0].isupper() or text[0].isdigit() or text[0] in '”"'
    marked = list_mark(text) is not None and not _SINGLE.match(text)
    labelled = run_in_label(text) is not None and not is_coded(text)
    return opens and not marked and not labelled and not is_caption(text) and not _NO_TITLE.match(text)


def _continued(lines: Sequence[Line], i: int) -> int:
    """Further lines of a numbered heading: those that go on in lower case."""
    count = 0
    while (
        count < _MAX_LINES - 1
        and i + count + 1 < len(lines)
        and _is_beside(following := lines[i + count + 1])
        and following.text[0].islower()
        and not list_mark(following.text)
    ):
        count += 1
    return count


def _is_title(text: str, *, longest: int = _MAX_LENGTH) -> bool:
    words = text.split()
    return (
        len(text) <= longest
        and len(words) <= _MAX_WORDS
        and text[-1] not in ".,;:!-"
        and not _DATE_OR_NUMBER.match(text)
        and (text.endswith("?") or _QUESTION.match(text) is not None or not is_statement(text))
        and not _DANGLING.search(text)
        and any(len(word) > 2 for word in words)
        and not all(_FIGURE.match(word) for word in words[-2:])
        and sum(_FIGURE.match(word) is not None for word in words) < _MANY_FIGURES
    )


def _before_content(lines: Sequence[Line], i: int) -> bool:
    return i < len(lines) and any(line.role in ("body", "contents") for line in lines[i : i + 3])


def _set_apart(lines: Sequence[Line], i: int, layout: Layout) -> int:
    """A title with white space before and after it, in up to four short lines."""
    count = 1
    while i + count < len(lines) and _is_beside(lines[i + count]) and count <= _MAX_LINES:
        count += 1
    title = lines[i : i + count]
    text = " ".join(line.text for line in title)
    narrow = all(len(line.text) <= _NARROW * layout.width for line in title[:-1]) or count <= 2
    fits = lines[i].is_apart and count <= _MAX_LINES and narrow and _is_title(text)
    plain = all(not list_mark(line.text) and not is_coded(line.text) for line in title[1:])
    follows = _before_content(lines, i + count) and not lines[i + count].text[0].islower()
    return count if fits and plain and follows and not label_of(text) else 0


def _over_prose(lines: Sequence[Line], i: int, layout: Layout, *, in_series: bool) -> int:
    """A title that stands on the paragraph below it: a short line, then a sentence from the margin."""
    for count in range(1, _MAX_LINES):
        below = i + count
        if below >= len(lines) or not _is_beside(lines[below]):
            return 0
        text = " ".join(line.text for line in lines[i:below])
        goes_on = lines[below].text[0].islower() or _DANGLING.search(text)
        if goes_on and not list_mark(lines[below].text):
            continue
        return (
            count if _titles(text, lines, below, layout, apart=lines[i].is_apart, in_series=in_series) else 0
        )
    return 0


def _titles(
    text: str, lines: Sequence[Line], below: int, layout: Layout, *, apart: bool, in_series: bool
) -> bool:
    """Whether `text`, the lines just above `below`, is a title of what begins there."""
    last, following = lines[below - 1].text, lines[below].text
    if list_mark(following):
        return _is_title(text, longest=70) and not is_statement(text)
    run = run_of(lines, below)
    width = max(len(line.text) for line in run)
    room = len(last) + 1 + len(following.split()[0]) <= max(width, 0.8 * layout.width) - 2
    is_short = room or len(last) <= _SHORT * width
    coded = is_coded(text) or is_coded(following)
    labelled = label_of(following) is not None or run_in_label(following) is not None
    is_full = width >= 0.6 * layout.width or labelled or coded
    stopped = (
        apart and text.endswith(".") and len(run) > 1 and _is_title(text[:-1]) and not is_statement(text)
    )
    return is_full and ((is_short and (_is_title(text) or stopped)) or (in_series and stopped))


def run_of(lines: Sequence[Line], start: int, longest: int = 8) -> Sequence[Line]:
    """The lines from `start` on that nothing sets apart."""
    end = start + 1
    while end < len(lines) and end - start < longest and _is_beside(lines[end]):
        end += 1
    return lines[start:end]


def _is_beside(line: Line) -> bool:
    """Whether the line follows the one before it directly, in the same column of text."""
    return not line.is_apart and line.role == "body"


def with_listed_titles(pieces: list[Piece]) -> list[Piece]:
    """Titles in a row that are but listed become paragraphs."""
    for start, end in _runs(pieces, lambda piece: piece.kind == "heading"):
        pieces[start:end] = _listed_titles(pieces[start:end])
    return pieces


def _runs(pieces: Sequence[Piece], holds: Callable[[Piece], bool]) -> list[tuple[int, int]]:
    edges = [i for i in range(1, len(pieces)) if holds(pieces[i]) != holds(pieces[i - 1])]
    bounds = [0, *edges, len(pieces)]
    return [(a, b) for a, b in pairwise(bounds) if a < b and holds(pieces[a])]


def _listed_titles(titles: list[Piece]) -> list[Piece]:
    """Three or more titles in a row that begin with the same word are a list of titles ("Bilaga 1 …")."""
    words = [title.text.split()[0].casefold() for title in titles]
    times = Counter(words)
    return [
        replace(title, kind="paragraph") if times[word] >= 3 else title
        for title, word in zip(titles, words, strict=True)
    ]
