"""Tables without a full grid: rows between horizontal rules, or rows that only their alignment shows."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from esfnlp.ingest.pdf_drawings import Rule
from esfnlp.ingest.pdf_lines import CHUNK_GAP_EM, Line, chunks, cut_at_gaps, joined
from esfnlp.ingest.pdf_words import Word

Cell = tuple[Line, ...]
Rows = list[list[Cell]]
Interval = tuple[float, float]

CAPTION_START = re.compile(r"(?:Tabell|Figur|Diagram|Bild|Karta|Table|Figure|Tab\.|Fig\.)\s*\d", re.I)
_NARROWEST_TABLE_PT = 120.0
_TALLEST_ROW_PT = 150.0
_EXTENT_SLACK_PT = 8.0
_MOST_WORDS_A_CELL = 14
_COLUMN_GAP_PT = 3.0
_ROW_REACH_EM, _ROW_REACH_PT = 0.6, 0.6
_NUMBER = re.compile(r"[^\W\d_]{0,3}\s?(?=\D*\d)[\d\s.,%–+()-]++|[–-]")


def ruled_rows(words: Sequence[Word], rules: Sequence[Rule]) -> list[Rows]:
    """The tables whose rows lie between horizontal rules of the same extent; the header may stand above."""
    found = []
    for group in _stacks(rules):
        x0, x1 = group[0].x0 - 2, group[0].x1 + 2
        inside = [word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1]
        bands = [_between(inside, above.top, below.top) for above, below in pairwise(group)]
        rows = rows_of_bands(_header_above(inside, group[0].top), [band for band in bands if band])
        if rows:
            found.append(rows)
    return found


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules above one another with the same ends, none too far from the next; three at least."""
    stacks: list[list[Rule]] = []
    for rule in sorted(_merged(rules), key=lambda rule: rule.top):
        if rule.x1 - rule.x0 < _NARROWEST_TABLE_PT:
            continue
        home = next((stack for stack in stacks if _stacked(stack[-1], rule)), None)
        if home is None:
            stacks.append([rule])
        elif rule.top - home[-1].top > 4:
            home.append(rule)
    return [stack for stack in stacks if len(stack) >= 3]


def _stacked(above: Rule, below: Rule) -> bool:
    same = abs(above.x0 - below.x0) <= _EXTENT_SLACK_PT and abs(above.x1 - below.x1) <= _EXTENT_SLACK_PT
    return same and below.top - above.top <= _TALLEST_ROW_PT


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one rule put together: the borders of neighbouring cells."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top), rule.x0)):
        last = out[-1] if out else None
        if last and abs(last.top - rule.top) <= 1.5 and rule.x0 - last.x1 <= 6:
            out[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            out.append(rule)
    return out


def _between(words: Sequence[Word], top: float, bottom: float) -> list[Word]:
    return [word for word in words if top < word.baseline - 0.3 * word.style.size < bottom]


def _header_above(words: Sequence[Word], top: float) -> list[Word]:
    """The words of the lines right above the first rule that are divided into columns."""
    header: list[Word] = []
    limit, rows = top, _rows([word for word in words if word.baseline < top + 1])
    for row in reversed(rows):
        baseline, size = row[0].baseline, row[0].style.size
        is_first = not header
        parts = cut_at_gaps(row, CHUNK_GAP_EM)
        too_far = limit - baseline > (2.2 if is_first else 1.6) * size
        if too_far or len(parts) < 2 or CAPTION_START.match(Line(tuple(row)).text):
            break
        header = [*row, *header]
        limit = baseline
    return header


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by baseline, each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("baseline", "x0")):
        if rows and word.baseline - rows[-1][0].baseline <= 0.3 * word.style.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=attrgetter("x0")) for row in rows]


def rows_of_bands(header: Sequence[Word], bands: Sequence[Sequence[Word]]) -> Rows:
    """The rows; none where the bands are not divided into columns."""
    if not bands:
        return []
    parts = [chunks(band) for band in bands]
    columns = columns_of([line for band in parts for line in band])
    divided = sum(len({_column(columns, line) for line in band}) > 1 for band in parts)
    lines = [line for band in parts for line in band]
    wordy = sum(len(line.words) for line in lines) / len(lines)
    if len(columns) < 2 or divided * 2 < len(bands) or wordy > _MOST_WORDS_A_CELL:
        return []
    groups = [[*header]] if header else []
    for band in bands:
        groups += _lines_as_rows(band, columns) if len(bands) <= 2 else [list(band)]
    return [_row(group, columns) for group in groups]


def _lines_as_rows(band: Sequence[Word], columns: Sequence[Interval]) -> list[list[Word]]:
    """A band that holds several rows, as in tables with rules at head and foot only."""
    groups: list[list[Word]] = []
    for row in _rows(band):
        parts = cut_at_gaps(row, CHUNK_GAP_EM)
        opens = len(parts) > 1 and _column(columns, Line(tuple(parts[0]))) == 0
        if opens or not groups:
            groups.append(list(row))
        else:
            groups[-1] += row
    return groups


def _row(words: Sequence[Word], columns: Sequence[Interval]) -> list[Cell]:
    """The words by column; a chunk that reaches over several is divided."""
    cells: list[list[Line]] = [[] for _ in columns]
    for line in chunks(words):
        reached = [x0 for x0, x1 in columns if min(line.x1, x1) - max(line.x0, x0) > _COLUMN_GAP_PT]
        for part in [Line((word,)) for word in line.words] if len(reached) > 1 else [line]:
            cells[_column(columns, part)].append(part)
    return [tuple(joined(cell)) if cell else () for cell in cells]


def columns_of(lines: Sequence[Line]) -> list[Interval]:
    """The intervals that the lines cover together, from left to right.

    Where a few lines alone close a gap between others, as a long cell does, the gap stands.
    """
    columns: list[list[Line]] = []
    right = 0.0
    for line in sorted(lines, key=lambda line: line.x0):
        if columns and line.x0 <= right + _COLUMN_GAP_PT:
            columns[-1].append(line)
        else:
            columns.append([line])
        right = max(right, line.x1) if len(columns[-1]) > 1 else line.x1
    return [interval for column in columns for interval in _divided_column(column)]


def _divided_column(lines: Sequence[Line]) -> list[Interval]:
    """The column cut where no more than a tenth of its lines pass, if many stand on both sides."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    few = max(len(lines) // 10, 1)
    for edge in sorted({line.x0 for line in lines}):
        left = [line for line in lines if line.x1 < edge - _COLUMN_GAP_PT]
        right = [line for line in lines if line.x0 >= edge]
        if min(len(left), len(right)) > 2 * few and len(lines) - len(left) - len(right) <= few:
            return [(x0, max(line.x1 for line in left)), *_divided_column(right)]
    return [(x0, x1)]


def _column(columns: Sequence[Interval], line: Line) -> int:
    """The column that shares most with the line, or the nearest."""

    def shared(i: int) -> float:
        return min(columns[i][1], line.x1) - max(columns[i][0], line.x0)

    return max(range(len(columns)), key=shared)


def may_be_aligned(parts: Sequence[Line]) -> bool:
    """Whether three chunks stand on one row somewhere, as `unruled_tables` asks for: a quick look."""
    baselines = sorted([part.baseline for part in parts])
    reach = _ROW_REACH_EM * max([part.size for part in parts], default=0.0) + _ROW_REACH_PT
    return any(third - first <= reach for first, third in zip(baselines, baselines[2:], strict=False))


def unruled_tables(words: Sequence[Word]) -> list[Rows]:
    """Three rows or more with three columns or more of short cells, a third of them numbers."""
    found = []
    for block in _blocks(_rows(words)):
        lines = [Line(tuple(part)) for row in block for part in cut_at_gaps(row, CHUNK_GAP_EM)]
        columns = columns_of(lines)
        if _is_table(lines, columns, len(block)):
            found.append([_row(group, columns) for group in _with_wrapped(block, columns)])
    return found


def _blocks(rows: Sequence[list[Word]]) -> list[list[list[Word]]]:
    """Runs of rows that are cut by gaps, begun and ended by rows of three parts or more."""
    blocks: list[list[list[Word]]] = []
    current: list[list[Word]] = []
    last = 0.0
    for row in rows:
        count, near = len(cut_at_gaps(row, CHUNK_GAP_EM)), row[0].baseline - last <= 2.6 * row[0].style.size
        last = row[0].baseline
        if current and near and (count >= 3 or (count < 3 and _fits_under(row, current))):
            current.append(row)
        else:
            blocks.append(current)
            current = [row] if count >= 3 else []
    blocks.append(current)
    return [trimmed for block in blocks if len(trimmed := _trimmed(block)) >= 3]


def _trimmed(block: list[list[Word]]) -> list[list[Word]]:
    """A last row with fewer parts than three is kept only right under its row: a wrapped cell."""
    while len(block) > 1 and len(cut_at_gaps(block[-1], CHUNK_GAP_EM)) < 3:
        size = block[-1][0].style.size
        if block[-1][0].baseline - block[-2][0].baseline < 1.35 * size:
            break
        block = block[:-1]
    return block


def _fits_under(row: Sequence[Word], block: Sequence[Sequence[Word]]) -> bool:
    """Whether every part of the row lies within one column of the block: the rest of wrapped cells."""
    lines = [Line(tuple(part)) for above in block for part in cut_at_gaps(above, CHUNK_GAP_EM)]
    columns = columns_of(lines)
    parts = [Line(tuple(part)) for part in cut_at_gaps(row, CHUNK_GAP_EM)]
    return all(
        sum(part.x0 < x1 and part.x1 > x0 for x0, x1 in columns) == 1 and part.x1 <= lines[-1].x1
        for part in parts
    )


def _is_table(lines: Sequence[Line], columns: Sequence[Interval], row_count: int) -> bool:
    if len(columns) < 3 or len(lines) < 2 * row_count:
        return False
    numbers = sum(bool(_NUMBER.fullmatch(line.text)) for line in lines)
    prose = any(line.text.endswith(("-", "\u2010")) and len(line.text) > 2 for line in lines)
    return not prose and numbers * 3 >= len(lines)


def _with_wrapped(block: Sequence[Sequence[Word]], columns: Sequence[Interval]) -> list[list[Word]]:
    """Rows put together: one that fills few columns, close under another, is the rest of its cells."""
    groups: list[list[Word]] = []
    last = 0.0
    for row in block:
        filled = {_column(columns, Line(tuple(part))) for part in cut_at_gaps(row, CHUNK_GAP_EM)}
        close = row[0].baseline - last < 1.35 * row[0].style.size
        last = row[0].baseline
        if groups and close and len(filled) <= len(columns) / 2:
            groups[-1] += row
        else:
            groups.append(list(row))
    return groups
