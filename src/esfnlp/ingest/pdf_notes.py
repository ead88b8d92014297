"""Footnotes: marked lines at the foot of a page, and what carries over from the page before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from esfnlp.ingest.pdf_drawings import Rule
from esfnlp.ingest.pdf_lines import Line, joined

SMALLER_THAN_BODY = 0.93
_MARK = re.compile(r"^(\d{1,3}|[*†‡]{1,3})(?:[.)]?\s+|(?=[^\W\d_]|[\"”(])|$)")
_NOTE_ZONE = 0.35
"""Notes begin below this share of the page's height."""
_LARGEST_GAP_EM = 2.4
_SHORTEST_SEPARATOR_PT, _LONGEST_SEPARATOR_PT = 40.0, 260.0


@dataclass(frozen=True)
class Note:
    """`mark` is None where the note goes on from the page before."""

    mark: str | None
    lines: tuple[Line, ...]


def take_notes(
    lines: Sequence[Line],
    rules: Sequence[Rule] = (),
    *,
    body_size: float,
    height: float,
    carries: bool = False,
) -> tuple[list[Note], list[Line]]:
    """The notes of a page, and the lines that are left.

    Small lines at a column's foot, or what stands below a short rule there, are notes from the first mark on;
    where a note of the page before is unfinished (`carries`), also what stands above that mark.
    """
    notes: list[Note] = []
    rest = list(lines)
    groups = [*_below_rules(lines, rules, height), *_foot_groups(lines, body_size, height)]
    for group in groups:
        left = [line for line in group if line in rest]
        found = _divided(joined(left), carries)
        notes += found
        taken = {id(word) for note in found for line in note.lines for word in line.words}
        if taken:
            rest = [line for line in rest if not any(id(word) in taken for word in line.words)]
    return notes, rest


def _below_rules(lines: Sequence[Line], rules: Sequence[Rule], height: float) -> list[list[Line]]:
    """The lines of a column below a short rule that is no underline and that a mark follows."""
    groups = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        if not (rule.is_horizontal and rule.top > _NOTE_ZONE * height and _is_separator(rule, lines)):
            continue
        edge = rule.x0
        column = [line for line in lines if line.baseline > rule.top and line.x0 > edge - 12]
        column = [line for line in column if line.x0 < max(rule.x1, edge + 120)]
        first = min(column, key=lambda line: line.baseline, default=None)
        if first and _MARK.match(first.text) and first.top - rule.top < _LARGEST_GAP_EM * first.size:
            groups.append(sorted(column, key=lambda line: (line.baseline, line.x0)))
    return groups


def _is_separator(rule: Rule, lines: Sequence[Line]) -> bool:
    """Short, and not right under a line of text."""
    width = rule.x1 - rule.x0
    if not _SHORTEST_SEPARATOR_PT < width < _LONGEST_SEPARATOR_PT:
        return False
    return not any(
        -2 < rule.top - line.baseline < 0.35 * line.size and line.x0 < rule.x1 and line.x1 > rule.x0
        for line in lines
    )


def _foot_groups(lines: Sequence[Line], body_size: float, height: float) -> list[list[Line]]:
    """Runs of small lines, one under the other, that end a column."""
    small = [
        line
        for line in lines
        if line.size < SMALLER_THAN_BODY * body_size and line.baseline > _NOTE_ZONE * height
    ]
    groups: list[list[Line]] = []
    for line in sorted(small, key=lambda line: (line.baseline, line.x0)):
        home = next((group for group in groups if _continues(group, line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return [group for group in groups if _ends_column(group, lines, body_size)]


def _continues(group: Sequence[Line], line: Line) -> bool:
    last = group[-1]
    near = line.baseline - last.baseline < _LARGEST_GAP_EM * max(last.size, line.size)
    left, right = min(part.x0 for part in group), max(part.x1 for part in group)
    return near and line.x0 < right + 3 * line.size and line.x1 > left - 3 * line.size


def _ends_column(group: Sequence[Line], lines: Sequence[Line], body_size: float) -> bool:
    """Nothing of the body's size stands below the group."""
    left, right = min(part.x0 for part in group), max(part.x1 for part in group)
    limit = group[-1].baseline - 0.5 * group[-1].size
    return not any(
        line.baseline > limit and line.x0 < right and line.x1 > left
        for line in lines
        if line.size >= SMALLER_THAN_BODY * body_size
    )


def _divided(lines: Sequence[Line], carries: bool) -> list[Note]:
    """The group cut at its marks."""
    starts = _starts(lines)
    notes = [
        Note(_mark(lines[start]), tuple(lines[start:end]))
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)
    ]
    head = lines[: starts[0]] if starts else lines
    notes = [note for note in notes if any(char.isalpha() for line in note.lines for char in line.text)]
    return [Note(None, tuple(head)), *notes] if carries and head else notes


def _mark(line: Line) -> str:
    found = _MARK.match(line.text)
    return found.group(1) if found else ""


def _starts(lines: Sequence[Line]) -> list[int]:
    """Indices of the lines that open a note: marked, at the left edge, the numbers rising one by one."""
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    marked = [
        i for i, line in enumerate(lines) if _MARK.match(line.text) and line.x0 < left + 1.5 * line.size
    ]
    starts: list[int] = []
    for i in marked:
        mark = _mark(lines[i])
        before = _mark(lines[starts[-1]]) if starts else None
        if before is None or not (mark.isdigit() and before.isdigit()) or int(mark) == int(before) + 1:
            starts.append(i)
    return starts
