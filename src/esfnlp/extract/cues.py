"""What a plan does with a group: give it priority, let it take part, leave it out. The cues: patterns/status.toml."""

import re
from dataclasses import dataclass

from esfnlp.document import Passage
from esfnlp.extract.patterns import patterns
from esfnlp.finding import Status

CUES = patterns("status")
GROUP_HEADING = CUES["group_heading"]
_PREPOSITION = re.compile(r"(?<!\bin)(?<!\bsatsas)\s(?:för|till|mot|åt|på)$", re.I)


@dataclass(frozen=True, slots=True)
class Decision:
    """A status, the words that decided it, and whether they stand in the sentence itself."""

    status: Status
    cue: str
    local: bool


def clause(sentence: str, position: int) -> tuple[int, int]:
    """The clause of the sentence that holds `position`, as (start, end)."""
    breaks = [match.start() for match in CUES["clause_break"].finditer(sentence)]
    start = max((b for b in breaks if b <= position), default=0)
    end = min((b for b in breaks if b > position), default=len(sentence))
    return start, end


def decide(sentence: str, start: int, end: int, passage: Passage, headings: list[str]) -> Decision:
    """The status of a group that stands at [start, end) of `sentence`.

    Words of its own clause decide first, then those earlier in the sentence, then the label, the lead-in and
    the heading it stands under. Those that are only counted ("varav hälften kvinnor") are mentioned.
    """
    if CUES["counted"].search(sentence[:start]):
        return Decision("mentioned", "", False)
    left, right = clause(sentence, start)
    for lo, hi in ((left, right), (0, right)):
        found = _in_stretch(sentence[lo:hi], start - lo, end - lo)
        if found:
            return found
    return (
        _aimed_at(sentence, start, end, passage, headings)
        or from_surroundings(passage, headings)
        or Decision("mentioned", "", False)
    )


def _aimed_at(sentence: str, start: int, end: int, passage: Passage, headings: list[str]) -> Decision | None:
    """An item in a list of measures that does something for the group ("starta en lärlingsskola för ...") or is it."""
    surroundings = (passage.label, passage.lead_in, *headings[-1:])
    measures = next((text for text in surroundings if CUES["measure_heading"].search(text)), None)
    if passage.kind != "list_item" or measures is None:
        return None
    aim = re.search(r"\b(?:för|till|åt|mot|bland)\s(?:\w+\s){0,2}$", sentence[:start])
    if aim:
        return Decision("prioritised", aim.group().strip(), True)
    alone = not sentence[:start].strip() and not sentence[end:].strip(" .,;")
    return Decision("prioritised", measures, False) if alone else None


def _in_stretch(stretch: str, start: int, end: int) -> Decision | None:
    """The cue in force at [start, end): a negation anywhere, else the last cue before it, else one after it.

    What lies inside words that only let a group take part ("möjligt att erbjuda") gives no priority. A cue that ends in a preposition ("insatser för") governs what follows, not a group before it; but a group can
    stand before what is spent on it ("för nyanlända satsas på ...").
    """
    excluded = CUES["excluded"].search(
        CUES["not_excluded"].sub(lambda match: "_" * len(match.group()), stretch)
    )
    if excluded:
        return Decision("excluded", excluded.group().strip(), True)
    open_to = list(CUES["eligible"].finditer(stretch))
    aimed = [
        match
        for match in CUES["prioritised"].finditer(stretch)
        if not any(match.start() < other.end() and other.start() < match.end() for other in open_to)
    ]
    cues: list[tuple[int, Status, str]] = [
        *((match.start(), "eligible", match.group().strip()) for match in open_to),
        *((match.start(), "prioritised", match.group().strip()) for match in aimed),
    ]
    before = [cue for cue in cues if cue[0] <= start]
    after = [cue for cue in cues if cue[0] >= end and not _PREPOSITION.search(cue[2])]
    if before:
        _, status, words = max(before, key=lambda cue: (cue[0], cue[1] == "eligible"))
        return Decision(status, words, True)
    if after:
        _, status, words = min(after)
        return Decision(status, words, True)
    return None


def from_surroundings(passage: Passage, headings: list[str]) -> Decision | None:
    """The status that the label, the lead-in and the nearest headings lend.

    Where a label is in force, what stands above it no longer counts.
    """
    inside = _in_stretch(passage.lead_in, len(passage.lead_in), len(passage.lead_in))
    for text in (passage.label, passage.lead_in, *reversed(headings[-2:])):
        if text and CUES["excluded_heading"].search(text):
            return Decision("excluded", text, False)
        if text and CUES["eligible_heading"].search(text):
            return Decision("eligible", text, False)
        if text is passage.lead_in and inside:
            return Decision(inside.status, text, False)
        if text and GROUP_HEADING.search(text):
            return Decision("prioritised", text, False)
        if text and text is passage.label:
            return None
    return None
