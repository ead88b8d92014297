"""Text that stands in another place of the document than before."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from esfnlp.dataset.wording import unnumbered
from esfnlp.record import Row
from esfnlp.swedish.sentences import sentences
from esfnlp.swedish.tokens import squeeze

Path = tuple[str, ...]
"""Headings from the outermost in, without their numbers."""

TELLING_LENGTH = 40
"""Letters from which on a sentence is the same sentence wherever its lines and paragraphs break."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with the headings, outermost first, it stands under."""

    text: str
    headings: Path
    page: int | None = None
    kind: str = "paragraph"
    label: str = ""
    lead_in: str = ""

    @property
    def heading(self) -> str:
        """The nearest heading with its number, empty before the first."""
        return self.headings[-1] if self.headings else ""

    @property
    def path(self) -> Path:
        return tuple(squeeze(unnumbered(heading)) for heading in self.headings)


Numbered = tuple[int, Placed]
"""A passage, or a sentence of it, and the passage's number in its document."""


@dataclass(frozen=True, slots=True)
class Move:
    old: Placed
    new: Placed

    def to_json(self) -> dict[str, Any]:
        return {
            "old": self.old.heading,
            "new": self.new.heading,
            "quote": self.new.text,
            "page_old": self.old.page,
            "page_new": self.new.page,
        }


def placed_passages(passages: Iterable[Row], sections: Iterable[Row]) -> dict[str, Placed]:
    """Passages by id in reading order."""
    by_id = {str(section["section_id"]): section for section in sections}
    return {str(row["passage_id"]): _placed(row, by_id) for row in passages}


def _placed(row: Row, sections: Mapping[str, Row]) -> Placed:
    return Placed(
        text=str(row["text"]),
        headings=_headings(row, sections),
        page=row["page"],  # type: ignore[arg-type]
        kind=str(row["kind"]),
        label=str(row.get("label") or ""),
        lead_in=str(row.get("lead_in") or ""),
    )


def find_moves(old: Sequence[Placed], new: Sequence[Placed]) -> list[Move]:
    """Passages of the same words in another section, or in a section that has another place among the others.

    Of a passage that was changed or broken otherwise, the sentences that stayed the same count. A section that
    only has another number or another heading did not move.
    """
    pairs = _same_words(old, new)
    kept_sections = {passage.path for passage in old} & {passage.path for passage in new}
    shifted = _shifted([(p.old.path, p.new.path) for p in pairs if p.old.path == p.new.path], new)
    return [
        move
        for move in pairs
        if (
            move.old.path in shifted
            if move.old.path == move.new.path
            else move.old.path in kept_sections or move.new.path in kept_sections
        )
    ]


def _headings(row: Row, sections: Mapping[str, Row]) -> Path:
    path: list[str] = []
    section = sections.get(str(row.get("section_id")))
    while section is not None:
        number, heading = section.get("number"), str(section["heading"])
        path.append(heading if not number or heading.startswith(str(number)) else f"{number} {heading}")
        section = sections.get(str(section.get("parent_id")))
    return tuple(reversed(path))


def _same_words(old: Sequence[Placed], new: Sequence[Placed]) -> list[Move]:
    """Whole passages of the same words, then sentences of what is left, in the order of the old document."""
    whole = _pairs_of_text(list(enumerate(old)), list(enumerate(new)))
    left = _telling_sentences(old, {i for i, _, _ in whole})
    right = _telling_sentences(new, {j for _, j, _ in whole})
    found = whole + _joined(_pairs_of_text(left, right))
    return [
        Move(replace(old[i], text=text), replace(new[j], text=text))
        for i, j, text in sorted(found, key=lambda pair: pair[:2])
    ]


def _pairs_of_text(old: Sequence[Numbered], new: Sequence[Numbered]) -> list[tuple[int, int, str]]:
    """The numbers of texts in the same words, each once, those in the same section first, and the new text."""
    waiting: dict[str, list[Numbered]] = {}
    for number, passage in new:
        waiting.setdefault(squeeze(passage.text), []).append((number, passage))
    pairs: list[tuple[int, int, str]] = []
    for number, passage in old:
        same = waiting.get(squeeze(passage.text))
        if same:
            found = next((other for other in same if other[1].path == passage.path), same[0])
            same.remove(found)
            pairs.append((number, found[0], found[1].text))
    return pairs


def _telling_sentences(passages: Sequence[Placed], taken: set[int]) -> list[Numbered]:
    """The longer sentences of the passages that are not taken, with the passages' numbers."""
    return [
        (number, replace(passage, text=text))
        for number, passage in enumerate(passages)
        if number not in taken
        for text in (passage.text[span.start : span.end] for span in sentences(passage.text))
        if len(squeeze(text)) >= TELLING_LENGTH
    ]


def _joined(pairs: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Sentences that stand together in both versions as one text."""
    runs = groupby(pairs, key=lambda pair: pair[:2])
    return [(i, j, " ".join(text for _, _, text in run)) for (i, j), run in runs]


def _shifted(pairs: Sequence[tuple[Path, Path]], new: Sequence[Placed]) -> set[Path]:
    """Sections out of order: all but those of the longest run of passages whose sections rise in both."""
    position: dict[Path, int] = {}
    for passage in new:
        position.setdefault(passage.path, len(position))
    order = [position[path] for _, path in pairs]
    rising = longest_rising(order)
    kept = {pairs[i][1] for i in rising}
    return {path for _, path in pairs} - kept


def longest_rising(values: Sequence[int]) -> list[int]:
    """Indices of a longest run that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, value + 1)
        before.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [i]
    run: list[int] = []
    index: int | None = ends[-1] if ends else None
    while index is not None:
        run.append(index)
        index = before[index]
    return run[::-1]
