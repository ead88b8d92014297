"""Priorities: the statements that commit a plan to a direction, and what kind of commitment each is."""

import re

from esfnlp.document import Document, Passage, Section, Span
from esfnlp.extract.reading import Sentence, body, group_matches, read_sentences
from esfnlp.extract.themes import themes_of
from esfnlp.finding import Finding, PriorityClaim, PriorityKind
from esfnlp.taxonomy.places import heading_place
from esfnlp.taxonomy.programmes import programme_of

METHOD = "statement-cues"

LIST_KINDS: list[tuple[PriorityKind, re.Pattern[str]]] = [
    ("qualitative_target", re.compile(r"kvalitativa\s|\bmålvärde|\bmål(?:en|et|sättning\w*|bild\w*)?\b(?!\s?\d)|\bdelmål|\bsyfte|\beffekter|\bförväntade\sresultat|\bvision", re.I)),
    ("principle", re.compile(r"\bprincip|\bkriteri|\burval|\bstyrande\b|\bvägledande|\bvillkor|\bförhållningssätt|\b(?:behöver|bör|ska|skall|måste)\b(?!.*\bbehov)|\bangeläget\satt\b", re.I)),
    ("measure", re.compile(r"\båtgärd|\binsats(?!område)|\baktivitet|\bexempel\spå|\bkan\s(?:\w+\s){0,2}handla\b|\bförslag", re.I)),
    ("priority_area", re.compile(r"\bprioriter(?:ade|ing\w*|at|a)\b|\binsatsområde|\bfokusområde|\bområden\b|\binriktning", re.I)),
    ("need", re.compile(r"\bbehov|\butmaning|\bförbättringsområde|\bhinder|\bproblem|\bbrist", re.I)),
]  # fmt: skip
"""What the label, lead-in or heading of a list makes of its items; the first that fits (guidelines, "Kind")."""

SENTENCE_KINDS: list[tuple[PriorityKind, re.Pattern[str]]] = [
    ("measure", re.compile(r"\bkan\s(?:\w+\s){0,3}?(?:handla|röra\ssig|innebära|bestå|ske|omfatta|innehålla|kombinera\w*|engageras|vara\s(?:att|kartläggning))\b|\bkan\s(?:\w+\s){0,2}?(?:bidra|leda|syfta|riktas)\s(?:\w+\s)?(?:till|mot)\b|\bexempel\s(?:på\s\w+\s)?(?:är|kan)\b|\bexempel\spå\sinsatser|\bexempelvis\s(?:handlar|gäller|kan)|\bhandlar\s(?:det|detta)\s(?:\w+\s)?om|\bsatsas\spå|\bkan\s(?:till\sexempel|t\.ex\.|exempelvis)|\bkommer\satt\s(?:\w+\s)?(?:genomföra|starta|inrätta|erbjuda|prövas|utveckla)|\b(?:efterfrågas|önskas|föreslås)\b|\butlysning\w*\s(?:\w+\s){0,3}?(?:gällde|handlade|rörde|avsåg)\b|\b(?:gällde|handlade|rörde|avsåg)\s(?:en\s|den\s)?(?:\w+\s)?utlysning", re.I)),
    ("qualitative_target", re.compile(r"\b(?:ska|skall|bör)\s(?:\w+\s){0,3}?(?:bidra|leda|syfta|medverka)\s(?:\w+\s)?till\b|\bsyftar\s(?:\w+\s){0,3}?till\b|\bsyftet\b|\bavsikten\b|\bmålet\s(?:\w+\s){0,4}?är\b|\bmålsättning\w*\s(?:\w+\s){0,4}?är\b|\bambition(?:en)?\s(?:\w+\s){0,4}?är\b|\bvisionen\s(?:\w+\s){0,3}?är\b|^mål\s\d\.\d\s(?:gäller|handlar\som|avser|är)\b", re.I)),
    ("need", re.compile(r"\b(?:det\s)?finns\s(?:\w+\s){0,3}?behov\b|\bbehov(?:et|en)?\s(?:\w+\s){0,2}?(?:av|finns|är|handlar)\b|\bi\sbehov\sav\b|\butmaning\w*\s(?:\w+\s){0,3}?(?:är|att|handlar|gäller|ligger|består)\b|\b(?:en|ett)\s(?:\w+\s)?(?:utmaning|bekymmer|hinder)\b|\bbrist(?:en)?\spå\b|\bhar\s(?:\w+\s){0,2}?behov\b|\bsaknas\b|\bett\s(?:stort\s)?problem\b", re.I)),
]  # fmt: skip
"""What a sentence of running text commits to; the first that fits (guidelines, "Kind" and "Goal or principle")."""

MODAL = re.compile(r"\b(ska|skall|bör|måste|behöver|behövs)\b", re.I)
EMPHASIS = re.compile(
    r"\b(?:viktigt?a?|avgörande|centralt?|angeläget|nödvändigt?|betydelsefulla?|väsentligt?)\b|\bställer\s(?:\w+\s){0,2}?krav\b|\bkrävs\b|\bkräver\b|"
    r"\b(?:uppmuntra|premiera|uppmana|förutsätt|värdera)s?\w*\b|\bprioriteras\b|\butgångspunkt\w*\b|\bmed\sfördel\b|\bnyckelord\w*\b",
    re.I,
)
CONDUCT = re.compile(
    r"\b(?:projekt\w*|insats(?:en|er|erna|ernas)?|\w+insats(?:er|erna)?|utlysning\w*|satsning\w*|åtgärd\w*|handlingsplan\w*|årsplan\w*|plan(?:en|er)|samordning\w*|"
    r"\w*partnerskap\w*|program(?:met|mets|området)|målområde\w*|socialfond\w*|fond\w*|arbet(?:et|ssätt\w*)|ansök\w*|sökande\w*|aktörer\w*|genomförande\w*|"
    r"uppföljning\w*|utvärdering\w*|princip\w*|resultat\w*|medel|medlen|stödet|ansvar\w*|organisation\w*|kriterie\w*|prioritering\w*|det|detta)\b",
    re.I,
)
"""Subjects that carry out the plan: what is said of them with "ska" or "behöver" is a principle."""

NOTE_KINDS: list[tuple[PriorityKind, re.Pattern[str]]] = [
    ("need", re.compile(r"\bbehov\w*|\w+behov\b|\bbrist\w*|\bproblem\w*|\bsvårt\b|\brisk\b|\bbehöver\b|\bsaknas\b|\bökat\b", re.I)),
    ("qualitative_target", re.compile(r"^(?:öka|minska|stärka|förbättra|nå|halvera)\b", re.I)),
    ("principle", re.compile(r"\bprojekt\w*|\butlysning\w*|\bstrategi\b", re.I)),
    ("measure", re.compile(r"\binsats\w*|\w+insatser|\bnätverk|\butbildning\w*|\w+utbildning\w*|\bkompetensutveckling|\bstöd\b|\bmetod\w*|\bsatsning\w*|\bprogram\b|\bhjälp\b", re.I)),
]  # fmt: skip
"""What a note in telegraphic style asks for, in lists of what each place put forward."""

COVERAGE = re.compile(r"\bmålgrupp\w*|\bdeltagare\b", re.I)
BACKGROUND = re.compile(
    r"\bförord\b|\binnehåll\w*\b|\bframtagande|\bmedverkande\b|\breferenser\b|\bkällor\b|\bläs mer\b|\bbilagor\b|\bprocessen\b|\bom\s(?:detta\ssammandrag|dokumentet)",
    re.I,
)
ACTORS = re.compile(r"\baktörer\b|\bsamverkanspart|\bmedverkande\b|\breferensgrupp|\bsökande\b|\bdeltog\b", re.I)
GROUPS = re.compile(r"\bmålgrupp|\b(?:riktas|riktar\ssig|vänder\ssig)\s(?:\w+\s){0,2}till\b|\bsom:?$", re.I)
FIGURES = re.compile(r"\bkvantitativ|\bslutmålet\b|\bdelmålet\b|\bindikator", re.I)
PROGRAMME_AREA = re.compile(r"\bprogramområde", re.I)
AREA_HEADING = re.compile(
    r"\b(?:programområde|investeringsprioritet|insatsområde|prioriterat område|utvecklingsområde|prioritering)\s*(?:[A-F]\b|\d)[\d.:]*", re.I
)
GOAL_HEADING = re.compile(r"^(?:[\d.]+\s)?(?:specifikt\s|särskilt\s)?mål\s\d|\bkvalitativa\smål|^(?:[\d.]+\s)?(?:övergripande\s)?mål(?:bild|sättning)?$", re.I)
NEEDS_AHEAD = re.compile(r"\butmaning|\bbehov\b|\bbehöver\b", re.I)
AREAS_AHEAD = re.compile(
    r"\bprioriterade\s(?:områden|insatsområden|insatser)\b|\bregional\w*\s(?:fokus|prioritering\w*)\b|\binsatsområden\b", re.I
)


def find_priorities(document: Document) -> list[Finding]:
    """Findings for headings that name a priority area, list items, and sentences of running text."""
    found = _areas(document)
    for passage, headings in body(document):
        if passage.kind == "list_item":
            found += _list_item(passage, headings)
        elif passage.kind in ("paragraph", "footnote"):
            found += _paragraph(passage, headings)
    leads = {passage.lead_in for passage in document.passages}
    found = [finding for finding in found if document.quote(finding.span) not in leads]
    return sorted(found, key=lambda finding: finding.span)


def _areas(document: Document) -> list[Finding]:
    """Headings that name a programme area, an investment priority, a thematic area or a prioritised area."""
    return [
        _finding(passage, _title(passage), "priority_area", passage.text, ())
        for passage in document.passages
        if passage.kind == "heading" and _names_area(document, passage)
    ]


def _title(passage: Passage) -> Span:
    """The heading without its number and without "Programområde 1 –"."""
    number = re.match(r"[\d.:]+\s+", passage.text)
    start = number.end() if number else 0
    area = re.compile(rf"{AREA_HEADING.pattern}\s*[-–:.]?\s*", re.I).match(passage.text, start)
    if area and area.end() < len(passage.text):
        start = area.end()
    return Span(passage.char_start + start, passage.char_end)


def _names_area(document: Document, passage: Passage) -> bool:
    programme = programme_of(document.metadata.programme, document.metadata.period_start)
    if programme and programme.thematic_area_in(passage.text):
        return True
    if PROGRAMME_AREA.search(passage.text):
        title = document.quote(_title(passage)).casefold()
        return bool(programme) and any(
            title == area.label().casefold() for area in programme.areas if not area.investment_priorities
        )
    if AREA_HEADING.search(passage.text):
        return True
    above: list[Section] = document.section_path(passage.section_id)[:-1]
    return bool(above) and bool(AREAS_AHEAD.search(above[-1].heading)) and len(passage.text.split()) >= 3


def _list_item(passage: Passage, headings: list[str]) -> list[Finding]:
    """The item as a whole where its surroundings say what the list is; else sentence by sentence."""
    near = (passage.label, passage.lead_in, *headings[-1:])
    if _only_groups(passage.text) or any(GROUPS.search(t) or FIGURES.search(t) for t in near if t):
        return []
    if any(BACKGROUND.search(text) for text in headings) or ACTORS.search(passage.label or passage.lead_in):
        return []
    for text in (passage.label, passage.lead_in, *reversed(headings[-2:])):
        for kind, pattern in LIST_KINDS if text else ():
            cue = pattern.search(text)
            if cue and kind == "priority_area":
                return _titled(passage, cue.group(), headings)
            if cue:
                return [_whole(passage, kind, cue.group(), headings)]
    if headings and heading_place(headings[-1]):
        return _notes(passage, headings)
    return _sentences(passage, headings)


def _titled(passage: Passage, cue: str, headings: list[str]) -> list[Finding]:
    """A prioritised area: its title, then what the item says of it sentence by sentence."""
    title, *rest = read_sentences(passage)
    found = [_finding(passage, title.span, "priority_area", cue, headings)]
    for sentence in rest:
        kind_and_cue = _kind_of(sentence.text)
        if kind_and_cue:
            found.append(_finding(passage, sentence.span, *kind_and_cue, headings))
    return found


def _notes(passage: Passage, headings: list[str]) -> list[Finding]:
    """Notes of what a place put forward: each sentence asks for something, in telegraphic style."""
    if passage.text.endswith("?"):
        return []
    for kind, pattern in NOTE_KINDS:
        cue = pattern.search(passage.text)
        if cue:
            return [_whole(passage, kind, cue.group(), headings)]
    return [_whole(passage, "need", "", headings)]


def _only_groups(text: str) -> bool:
    """The item is a target group and nothing else."""
    matches = group_matches(text)
    covered = sum(len(match.span) for match in matches)
    return bool(matches) and covered >= 0.7 * len(text.rstrip(" .,;"))


def _paragraph(passage: Passage, headings: list[str]) -> list[Finding]:
    if any(BACKGROUND.search(heading) for heading in headings):
        return []
    if headings and GOAL_HEADING.search(headings[-1]) and not FIGURES.search(passage.text):
        return [
            _finding(passage, sentence.span, "qualitative_target", headings[-1], headings)
            for sentence in read_sentences(passage)
            if not sentence.text.endswith(":")
        ]
    return _sentences(passage, headings)


def _sentences(passage: Passage, headings: list[str]) -> list[Finding]:
    found = []
    speaks_of_needs = any(NEEDS_AHEAD.search(text) for text in (passage.label, *headings[-1:]))
    for sentence in read_sentences(passage):
        kind_and_cue = _kind_of(sentence.text)
        if kind_and_cue is None and speaks_of_needs and not sentence.text.endswith(":"):
            kind_and_cue = ("need", headings[-1])
        if kind_and_cue and not _says_who_is_covered(sentence, passage, kind_and_cue[0]):
            found.append(_finding(passage, sentence.span, *kind_and_cue, headings))
    return found


def _kind_of(text: str) -> tuple[PriorityKind, str] | None:
    """What a sentence commits to; one that only opens a list commits to nothing itself."""
    if text.endswith((":", "?")):
        return None
    for kind, pattern in SENTENCE_KINDS:
        cue = pattern.search(text)
        if cue:
            return kind, cue.group().strip()
    modal = MODAL.search(text)
    if modal:
        return _modal_kind(text, modal), modal.group()
    emphasis = EMPHASIS.search(text)
    return ("principle", emphasis.group()) if emphasis else None


def _modal_kind(text: str, modal: re.Match[str]) -> PriorityKind:
    """By who is to do it: those that carry out the plan follow a principle, the rest of the world has needs and goals."""
    subject = text[: modal.start()] or text[modal.end() : modal.end() + 40]
    if CONDUCT.search(subject):
        return "principle"
    word = modal.group().casefold()
    if word in ("behöver", "behövs", "måste"):
        return "need"
    return "qualitative_target" if word in ("ska", "skall") else "principle"


def _says_who_is_covered(sentence: Sentence, passage: Passage, kind: PriorityKind) -> bool:
    """Statements that only say who is covered give no priority (guidelines, "Kind")."""
    if kind in ("measure", "need"):
        return False
    return bool(GROUPS.search(passage.label)) or bool(
        COVERAGE.search(sentence.text) and re.search(r"\b(?:omfatta|riktas|ingå|avser)\w*", sentence.text)
    )


def _whole(passage: Passage, kind: PriorityKind, cue: str, headings: list[str]) -> Finding:
    text = passage.text.rstrip(" ,;")
    return _finding(passage, Span(passage.char_start, passage.char_start + len(text)), kind, cue, headings)


def _finding(
    passage: Passage, span: Span, kind: PriorityKind, cue: str, headings: list[str] | tuple[()]
) -> Finding:
    text = passage.text[span.start - passage.char_start : span.end - passage.char_start]
    groups = tuple(dict.fromkeys(match.concept_id for match in group_matches(text)))
    surroundings = " ".join([*headings[-1:], passage.label])
    claim = PriorityClaim(kind, " ".join(text.split()), themes_of(text, surroundings), groups, cue)
    return Finding(claim, span, passage.passage_id, span, 0.5, METHOD)
