"""Priorities: the statements that commit a plan to a direction, and what kind of commitment each is."""

import re

from esfnlp.document import Document, Passage, Section, Span
from esfnlp.extract.reading import Sentence, body, group_matches, read_sentences
from esfnlp.extract.themes import themes_of
from esfnlp.finding import Finding, PriorityClaim, PriorityKind

METHOD = "statement-cues"

LIST_KINDS: list[tuple[PriorityKind, re.Pattern[str]]] = [
    ("qualitative_target", re.compile(r"kvalitativa\s|\bmålvärde|\bmål(?:en|et|sättning\w*|bild\w*)?\b|\bdelmål|\bsyfte|\beffekter|\bresultat\b|\bvision", re.I)),
    ("principle", re.compile(r"\bprincip|\bkriteri|\burval|\bstyrande\b|\bvägledande|\bbedömning|\bvillkor|\bförhållningssätt|\b(?:behöver|bör|ska|skall|måste)\b(?!.*\bbehov)", re.I)),
    ("measure", re.compile(r"\båtgärd|\binsats|\baktivitet|\bexempel\spå|\bkan\s(?:\w+\s){0,2}handla\b|\bförslag", re.I)),
    ("priority_area", re.compile(r"\bprioriter(?:ade|ing\w*|at)\b|\binsatsområde|\bfokusområde|\bområden\b|\binriktning", re.I)),
    ("need", re.compile(r"\bbehov|\butmaning|\bförbättringsområde|\bhinder|\bproblem|\bbrist", re.I)),
]  # fmt: skip
"""What the label, lead-in or heading of a list makes of its items; the first that fits (guidelines, "Kind")."""

SENTENCE_KINDS: list[tuple[PriorityKind, re.Pattern[str]]] = [
    ("measure", re.compile(r"\bkan\s(?:\w+\s){0,3}?(?:handla|röra\ssig|innebära|bestå|ske|omfatta|vara\s(?:att|kartläggning))\b|\bexempel\s(?:på\s\w+\s)?(?:är|kan)\b|\bexempel\spå\sinsatser|\bexempelvis\s(?:handlar|gäller|genom|kan)|\bhandlar\s(?:det|detta)\s(?:\w+\s)?om|\bsatsas\spå|\bkommer\satt\s(?:\w+\s)?(?:genomföra|starta|inrätta|erbjuda|prövas|utveckla)", re.I)),
    ("qualitative_target", re.compile(r"\b(?:ska|skall|kan|bör)\s(?:\w+\s){0,3}?(?:bidra|leda|syfta|medverka)\s(?:\w+\s)?till\b|\bsyftar\s(?:\w+\s){0,3}?till\b|\bsyftet\b|\bavsikten\b|\bmålet\s(?:\w+\s){0,4}?är\b|\bmålsättning\w*\s(?:\w+\s){0,4}?är\b|\bambitionen\b|\bvisionen\b|\bska\s(?:\w+\s){0,3}?(?:öka|minska|stärkas|förbättras|halveras|komma\si)\b", re.I)),
    ("need", re.compile(r"\b(?:det\s)?finns\s(?:\w+\s){0,3}?behov\b|\bbehov(?:et|en)?\s(?:\w+\s){0,2}?(?:av|finns|är)\b|\bbehövs\b|\bi\sbehov\sav\b|\butmaning\w*\b|\bbrist(?:en)?\spå\b|\bhar\s(?:\w+\s){0,2}?behov\b|\bsaknas\b", re.I)),
    ("principle", re.compile(r"\b(?:ska|skall|bör|måste|behöver|får)\b|\b(?:viktigt?a?|avgörande|centralt?|angeläget|nödvändigt?|betydelsefulla?|väsentligt?)\b|\bställer\s(?:\w+\s){0,2}?krav\b|\bförutsättning\w*\b|\bkrävs\b|\bkräver\b|\buppmuntra\w*\b|\bpremiera\w*\b|\bprioriteras\b|\butgångspunkt\w*\b|\bmed\sfördel\b|\bmervärde\w*\b", re.I)),
]  # fmt: skip
"""What a sentence of running text commits to; the first that fits (guidelines, "Kind" and "Goal or principle")."""

SUBJECT = re.compile(
    r"\b(?:projekt\w*|insats\w*|\w+insats(?:er|erna)?|utlysning\w*|satsning\w*|åtgärd\w*|handlingsplan\w*|årsplan\w*|plan(?:en|er)\b|samverkan\w*|samordning\w*|"
    r"partnerskap\w*|strukturfondspartnerskap\w*|program\w*|målområde\w*|socialfond\w*|fond\w*|arbet(?:et|ssätt\w*)|metod\w*|aktörer\w*|"
    r"kompetens\w*|utbildning\w*|validering\w*|stöd\w*|uppföljning\w*|utvärdering\w*|princip\w*|verksamhet\w*|region\w*|kommun\w*|"
    r"studie\w*|resurs\w*|prioritering\w*|arbetsgivar\w*|arbetslivet|ESF|mål\w*)\b",
    re.I,
)
COVERAGE = re.compile(r"\bmålgrupp\w*|\bdeltagare\b", re.I)
BACKGROUND = re.compile(r"\bförord\b|\binnehåll\w*\b|\bbakgrund\b|\bframtagande|\bmedverkande\b|\breferenser\b|\bkällor\b|\bläs mer\b|\bbilagor\b", re.I)
ACTORS = re.compile(r"\baktörer\b|\bsamverkanspart|\bmedverkande\b|\breferensgrupp|\bsökande\b|\borganisation(?:en)?$", re.I)
GROUPS = re.compile(r"\bmålgrupp", re.I)
AREA_HEADING = re.compile(
    r"\b(?:programområde|investeringsprioritet|insatsområde|prioriterat område|utvecklingsområde)\s*[A-F\d]", re.I
)
AREAS_AHEAD = re.compile(r"\bprioriterade\s(?:områden|insatsområden|insatser)\b|\bregional\w*\s(?:fokus|prioritering\w*)\b|\binsatsområden\b", re.I)


def find_priorities(document: Document) -> list[Finding]:
    """Findings for headings that name a priority area, list items, and sentences of running text."""
    found = _areas(document)
    for passage, headings in body(document):
        if passage.kind == "list_item":
            found += _list_item(document, passage, headings)
        elif passage.kind in ("paragraph", "footnote"):
            found += _paragraph(document, passage, headings)
    return sorted(found, key=lambda finding: finding.span)


def _areas(document: Document) -> list[Finding]:
    """Headings of programme areas and investment priorities, and the titled paragraphs below "Prioriterade områden"."""
    found = []
    for passage in document.passages:
        if passage.kind == "heading" and _names_area(document, passage):
            title = re.sub(r"^[\d.:]+\s*", "", passage.text)
            title = re.sub(rf"^{AREA_HEADING.pattern}[\d.:]*\s*[-–:]?\s*", "", title, flags=re.I) or title
            start = passage.char_start + passage.text.rindex(title)
            found.append(
                _finding(passage, Span(start, passage.char_end), "priority_area", title, passage.text, ())
            )
    return found


def _names_area(document: Document, passage: Passage) -> bool:
    path = document.section_path(passage.section_id)
    if AREA_HEADING.search(passage.text):
        return True
    above: list[Section] = path[:-1]
    return bool(above) and bool(AREAS_AHEAD.search(above[-1].heading)) and len(passage.text.split()) >= 3


def _list_item(document: Document, passage: Passage, headings: list[str]) -> list[Finding]:
    surroundings = (passage.label, passage.lead_in, *reversed(headings[-2:]))
    if any(GROUPS.search(text) or ACTORS.search(text) for text in surroundings[:1] if text):
        return []
    if _only_groups(passage.text):
        return []
    for text in surroundings:
        if not text:
            continue
        if GROUPS.search(text) or BACKGROUND.search(text) or ACTORS.search(text):
            return []
        for kind, pattern in LIST_KINDS:
            cue = pattern.search(text)
            if cue:
                return [_whole(passage, kind, cue.group(), headings)]
    kind_and_cue = _kind_of(passage.text)
    return [_whole(passage, *kind_and_cue, headings)] if kind_and_cue else []


def _only_groups(text: str) -> bool:
    """The item is a target group and nothing else."""
    matches = group_matches(text)
    covered = sum(len(match.span) for match in matches)
    return bool(matches) and covered >= 0.7 * len(text.rstrip(" .,;"))


def _paragraph(document: Document, passage: Passage, headings: list[str]) -> list[Finding]:
    if headings and BACKGROUND.search(headings[-1]):
        return []
    found = []
    for sentence in read_sentences(document, passage):
        kind_and_cue = _kind_of(sentence.text)
        if kind_and_cue and not _says_who_is_covered(sentence, passage, kind_and_cue[0]):
            kind, cue = kind_and_cue
            found.append(_finding(passage, sentence.span, kind, sentence.text, cue, headings))
    return found


def _kind_of(text: str) -> tuple[PriorityKind, str] | None:
    for kind, pattern in SENTENCE_KINDS:
        cue = pattern.search(text)
        if cue and (kind == "measure" or SUBJECT.search(text)):
            return kind, cue.group().strip()
    return None


def _says_who_is_covered(sentence: Sentence, passage: Passage, kind: PriorityKind) -> bool:
    """Statements that only say who is covered give no priority (guidelines, "Kind")."""
    if kind in ("measure", "need"):
        return False
    return bool(GROUPS.search(passage.label)) or bool(
        COVERAGE.search(sentence.text) and re.search(r"\b(?:omfatta|riktas|ingå|avser)\w*", sentence.text)
    )


def _whole(passage: Passage, kind: PriorityKind, cue: str, headings: list[str]) -> Finding:
    text = passage.text.rstrip(" ,;")
    return _finding(passage, Span(passage.char_start, passage.char_start + len(text)), kind, text, cue, headings)


def _finding(
    passage: Passage, span: Span, kind: PriorityKind, text: str, cue: str, headings: list[str] | tuple[()]
) -> Finding:
    groups = tuple(dict.fromkeys(match.concept_id for match in group_matches(text)))
    surroundings = " ".join([*headings[-1:], passage.label])
    claim = PriorityClaim(kind, " ".join(text.split()), themes_of(text, surroundings), groups, cue)
    return Finding(claim, span, passage.passage_id, span, 0.5, METHOD)
