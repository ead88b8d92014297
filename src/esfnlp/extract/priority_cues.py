"""Priorities by cues: which statements the words of patterns/priorities.toml make a commitment, and of which kind.

What they find is evidence for the classifier in `priorities`.
"""

import re
from collections.abc import Mapping
from typing import cast

from esfnlp.document import Document, Passage, Section, Span
from esfnlp.extract.cues import from_surroundings
from esfnlp.extract.patterns import Pattern, patterns
from esfnlp.extract.reading import Sentence, body, group_matches, read_sentences
from esfnlp.finding import Finding, PriorityClaim, PriorityKind
from esfnlp.taxonomy.places import heading_place
from esfnlp.taxonomy.programmes import programme_of

METHOD = "statement-cues"
_OPENING = 4
"""Characters before a group that opens a list item (an article, a bracket)."""

PriorityKinds = Mapping[PriorityKind, Pattern]
LIST_KINDS = cast(PriorityKinds, patterns("priorities", "list"))
SENTENCE_KINDS = cast(PriorityKinds, patterns("priorities", "sentence"))
NOTE_KINDS = cast(PriorityKinds, patterns("priorities", "note"))
WORDS = patterns("priorities", "words")


def cued_priorities(document: Document) -> list[Finding]:
    """Findings for headings that name a priority area, list items, and sentences of running text."""
    found = _areas(document)
    for passage, path in body(document):
        headings = [heading for heading in path if heading != document.metadata.title]
        if passage.kind == "list_item":
            found += _list_item(passage, headings)
        elif passage.kind in ("paragraph", "footnote"):
            found += _paragraph(passage, headings)
    leads = {passage.lead_in for passage in document.passages}
    found = [finding for finding in found if document.quote(finding.span) not in leads]
    return sorted(found, key=lambda finding: finding.span)


def _areas(document: Document) -> list[Finding]:
    """Headings that name a programme area, an investment priority, a thematic or prioritised area, or a need."""
    found = []
    for passage in document.passages:
        if passage.kind == "heading" and WORDS["need_heading"].search(passage.text):
            found.append(_cued(passage, _title(passage, "need_heading"), "need", passage.text))
        elif passage.kind == "heading" and _names_area(document, passage):
            found.append(_cued(passage, _title(passage), "priority_area", passage.text))
    return found


def _title(passage: Passage, opening: str = "area_heading") -> Span:
    """The heading without its number and without "Programområde 1 –" or "Behov 2."."""
    number = re.match(r"[\d.:]+\s+", passage.text)
    start = number.end() if number else 0
    area = re.compile(rf"(?:{WORDS[opening].pattern})\s*[-–:.]?\s*", re.I).match(passage.text, start)
    if area and area.end() < len(passage.text):
        start = area.end()
    return Span(passage.char_start + start, passage.char_end)


def _names_area(document: Document, passage: Passage) -> bool:
    programme = programme_of(document.metadata.programme, document.metadata.period_start)
    if programme and programme.thematic_area_in(passage.text):
        return True
    if WORDS["programme_area"].search(passage.text):
        title = document.quote(_title(passage)).casefold()
        areas = programme.areas if programme else ()
        return any(title.endswith(a.label().casefold()) for a in areas if not a.investment_priorities)
    if WORDS["area_heading"].search(passage.text):
        return True
    above: list[Section] = document.section_path(passage.section_id)[:-1]
    return (
        bool(above)
        and bool(WORDS["areas_ahead"].search(above[-1].heading))
        and len(passage.text.split()) >= 3
    )


def _list_item(passage: Passage, headings: list[str]) -> list[Finding]:
    """The item as a whole where its surroundings say what the list is; else sentence by sentence."""
    near = (passage.label, passage.lead_in, *headings[-1:])
    if (
        _only_groups(passage.text)
        or _is_group_of(passage, headings)
        or any(WORDS["groups"].search(t) or WORDS["figures"].search(t) for t in near if t)
    ):
        return []
    if any(WORDS["background"].search(text) for text in headings) or WORDS["actors"].search(
        passage.label or passage.lead_in
    ):
        return []
    for text in (passage.label, passage.lead_in, *reversed(headings[-2:])):
        for kind, pattern in LIST_KINDS.items() if text else ():
            cue = pattern.search(text)
            if cue and kind == "priority_area":
                return _titled(passage, cue.group())
            if cue:
                return [_whole(passage, kind, cue.group())]
    if headings and heading_place(headings[-1]):
        return _notes(passage)
    return _sentences(passage, headings)


def _is_group_of(passage: Passage, headings: list[str]) -> bool:
    """The item opens with a group, and what stands above it tells whom the list is for."""
    opens = any(match.span.start <= _OPENING for match in group_matches(passage.text))
    return opens and from_surroundings(passage, headings) is not None


def _titled(passage: Passage, cue: str) -> list[Finding]:
    """A prioritised area: its title, then what the item says of it sentence by sentence."""
    title, *rest = read_sentences(passage)
    found = [_cued(passage, title.span, "priority_area", cue)]
    for sentence in rest:
        kind_and_cue = _kind_of(sentence.text)
        if kind_and_cue:
            found.append(_cued(passage, sentence.span, *kind_and_cue))
    return found


def _notes(passage: Passage) -> list[Finding]:
    """Notes of what a place put forward: each sentence asks for something, in telegraphic style."""
    if passage.text.endswith("?"):
        return []
    for kind, pattern in NOTE_KINDS.items():
        cue = pattern.search(passage.text)
        if cue:
            return [_whole(passage, kind, cue.group())]
    return [_whole(passage, "need", "")]


def _only_groups(text: str) -> bool:
    """The item is a target group and nothing else."""
    matches = group_matches(text)
    covered = sum(len(match.span) for match in matches)
    return bool(matches) and covered >= 0.7 * len(text.rstrip(" .,;"))


def _paragraph(passage: Passage, headings: list[str]) -> list[Finding]:
    if any(WORDS["background"].search(heading) for heading in headings):
        return []
    if headings and WORDS["goal_heading"].search(headings[-1]) and not WORDS["figures"].search(passage.text):
        return [
            _cued(passage, sentence.span, "qualitative_target", headings[-1])
            for sentence in read_sentences(passage)
            if not sentence.text.endswith(":") and not WORDS["figure_goal"].search(sentence.text)
        ]
    return _sentences(passage, headings)


def _sentences(passage: Passage, headings: list[str]) -> list[Finding]:
    found = []
    ahead = [text for text in (passage.label, *headings[-1:]) if not WORDS["need_heading"].search(text)]
    needs = next((text for text in ahead if WORDS["needs_ahead"].search(text)), None)
    demands = any(WORDS["demands_ahead"].search(text) for text in ahead)
    for sentence in read_sentences(passage):
        kind_and_cue = _kind_of(sentence.text)
        if kind_and_cue is None and needs and not sentence.text.endswith(":"):
            kind_and_cue = ("need", needs)
        if demands and kind_and_cue and kind_and_cue[1].casefold() in ("ska", "skall"):
            kind_and_cue = ("principle", kind_and_cue[1])
        if kind_and_cue and not _says_who_is_covered(sentence, headings, kind_and_cue[0]):
            found.append(_cued(passage, sentence.span, *kind_and_cue))
    return found


def _kind_of(text: str) -> tuple[PriorityKind, str] | None:
    """What a sentence commits to; one that only opens a list commits to nothing itself."""
    if text.endswith((":", "?")):
        return None
    for kind, pattern in SENTENCE_KINDS.items():
        cue = pattern.search(text)
        if cue:
            return kind, cue.group().strip()
    modal = WORDS["modal"].search(text)
    if modal:
        by_who = _modal_kind(text, modal)
        return (by_who, modal.group()) if by_who else None
    emphasis = WORDS["emphasis"].search(text)
    return ("principle", emphasis.group()) if emphasis else None


def _modal_kind(text: str, modal: re.Match[str]) -> PriorityKind | None:
    """By who is to do it: those that carry out the plan follow a principle, the rest of the world has needs and goals."""
    subject = text[: modal.start()] or text[modal.end() : modal.end() + 40]
    if WORDS["conduct"].search(subject) or WORDS["every_project"].search(text):
        return "principle"
    if WORDS["action"].search(text):
        return "measure"
    word = modal.group().casefold()
    if word in ("ska", "skall") and WORDS["figure_goal"].search(text):
        return None
    if word in ("behöver", "behövs", "måste"):
        return "need"
    return "qualitative_target" if word in ("ska", "skall") else "principle"


def _says_who_is_covered(sentence: Sentence, headings: list[str], kind: PriorityKind) -> bool:
    """Statements that only say who is covered give no priority (guidelines, "Kind")."""
    if kind in ("measure", "need"):
        return False
    aimed = WORDS["aimed"].search(sentence.text)
    if WORDS["groups"].search(sentence.passage.label) or (
        aimed and _only_groups(sentence.text[aimed.end() :])
    ):
        return True
    covers = re.search(r"\b(?:omfatta\w*|rikta[ts]\w*|ingår?|avse[rs]?)\b", sentence.text)
    about_groups = any(WORDS["groups"].search(heading) for heading in headings[-1:])
    return bool(covers) and (about_groups or bool(WORDS["coverage"].search(sentence.text)))


def _whole(passage: Passage, kind: PriorityKind, cue: str) -> Finding:
    text = passage.text.rstrip(" ,;")
    return _cued(passage, Span(passage.char_start, passage.char_start + len(text)), kind, cue)


def _cued(passage: Passage, span: Span, kind: PriorityKind, cue: str) -> Finding:
    """What the cues make of a stretch of the passage; themes and groups are read where it is taken."""
    text = passage.text[span.start - passage.char_start : span.end - passage.char_start]
    return Finding(
        PriorityClaim(kind, " ".join(text.split()), cue=cue), span, passage.passage_id, span, METHOD
    )
