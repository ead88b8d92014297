"""Records as a reviewer judges them: their evidence in its passage, the fields of a form, and corrections in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from esfnlp.dataset.package import ENUMS, LIST_SEPARATOR
from esfnlp.document import Box, Document, Span
from esfnlp.record import COLUMNS, RECORD_TABLES, SCOPE_COLUMNS, Row
from esfnlp.review.columns import DECIDED, REQUIRED
from esfnlp.review.correction import Correction
from esfnlp.taxonomy import load_taxonomy
from esfnlp.web import words
from esfnlp.web.languages import N_, Language
from esfnlp.web.views.page_marks import body_of, page_stretches, quotes_on
from esfnlp.web.views.statements import Statement, statement

COLUMN: dict[str, str] = {
    "concept": N_("Group"), "status": N_("Status"), "surface": N_("The plan's words"), "age_min": N_("From age"),
    "age_max": N_("Up to age"), "duration_min_months": N_("At least months"), "gender": N_("Women or men"),
    "actor": N_("Actor (id)"), "name": N_("Name"), "actor_type": N_("Kind of actor"), "role": N_("Role"),
    "kind": N_("Kind"), "text": N_("Statement"), "themes": N_("Themes"), "target_groups": N_("Target groups"),
    "indicator": N_("What is counted"), "value": N_("Value"), "comparator": N_("How it is meant"),
    "unit": N_("Unit"), "year": N_("Year"), "baseline": N_("Baseline"), "measure": N_("Level or change"),
    "population": N_("Who is counted"), "region_code": N_("Region (code)"), "programme_area": N_("Programme area"),
    "investment_priority": N_("Investment priority"), "objective": N_("Objective"),
    "thematic_area": N_("Thematic area"),
}  # fmt: skip
ACTION: dict[str, str] = {
    "accept": N_("accepted"), "reject": N_("rejected"), "edit": N_("edited"), "add": N_("added by a reviewer"),
}  # fmt: skip
STATE: dict[str, str] = {
    "pending": N_("waits for the next run"), "applied": N_("in the dataset"),
    "restored": N_("in the dataset; the program did not find it"), "moot": N_("nothing left to reject"),
    "superseded": N_("a later correction counts"), "merged": N_("a stronger record says the same"),
    "ambiguous": N_("fits several places"), "lost": N_("its words are gone"),
    "gone": N_("its document is not there"), "retracted": N_("taken back"),
}  # fmt: skip
_CODES: dict[tuple[str, str], dict[str, str]] = {
    ("target_groups", "status"): words.STATUS, ("target_groups", "gender"): words.GENDER,
    ("actors", "role"): words.ROLE, ("priorities", "kind"): words.PRIORITY_KIND,
    ("targets", "kind"): words.TARGET_KIND, ("targets", "unit"): words.UNIT,
    ("targets", "comparator"): words.COMPARATOR,
}  # fmt: skip
_SCHEMES = {"concept": "tg", "target_groups": "tg", "population": "tg", "themes": "th"}
_WORDY = frozenset({"surface", "name", "text", "indicator"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: `kind` is choice, choices, words or line; `options` are (value, name, is chosen)."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()
    is_needed: bool = False
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record's quote with the text of its passage around it, and the headings above."""

    path: tuple[str, ...]
    lead_in: str
    before: str
    quote: str
    after: str


def fields(table: str, row: Mapping[str, object], say: Language) -> list[Field]:
    """What a reviewer can decide of a record, as it stands in the row."""
    return [_field(table, column, row.get(column), say) for column in DECIDED[table]]


def scope_fields(found: Iterable[Field]) -> tuple[list[Field], list[Field]]:
    """The fields of the claim, and those of its scope."""
    both: tuple[list[Field], list[Field]] = ([], [])
    for one in found:
        both[one.name in SCOPE_COLUMNS].append(one)
    return both


def _field(table: str, column: str, value: object, say: Language) -> Field:
    is_needed, label, kind = column in REQUIRED[table], say(COLUMN[column]), COLUMNS[table][column]
    options = _options(table, column, say)
    if options is not None:
        many = kind == "list"
        chosen = _chosen(options, _held(value), has_blank=not many and not (is_needed and _held(value)))
        return Field(column, label, "choices" if many else "choice", options=chosen, is_needed=is_needed)
    shown = "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
    numeric = kind in ("int", "float")
    return Field(column, label, "words" if column in _WORDY else "line", shown, (), is_needed, numeric)


def _options(table: str, column: str, say: Language) -> list[tuple[str, str]] | None:
    """The values that a column may have with their names; None where they are not counted."""
    known = ENUMS.get(table, {}).get(column)
    if known:
        names = _CODES.get((table, column), {})
        return [(code, say(names.get(code, code)) or code) for code in known]
    if column in _SCHEMES:
        concepts = load_taxonomy().scheme(_SCHEMES[column])
        named = ((one.concept_id, say.concept(one.concept_id)) for one in concepts)
        return sorted(named, key=lambda pair: pair[1])
    return None


def _held(value: object) -> list[str]:
    """The values of a field: of a record, or as a form gives them."""
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [one for one in str(value).split(LIST_SEPARATOR) if one] if value not in (None, "") else []


def _chosen(
    options: Sequence[tuple[str, str]], held: Sequence[str], *, has_blank: bool
) -> tuple[tuple[str, str, bool], ...]:
    """The options with those that are held. What no list has is an option of its own, and where nothing is held
    nothing is chosen, so that a form which is sent as it was shown changes nothing."""
    known = {code for code, _ in options}
    further = [(code, code) for code in held if code not in known]
    blank = [("", "–", not held)] if has_blank else []
    return (*blank, *((code, name, code in held) for code, name in (*options, *further)))


def given_values(table: str, form: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What a form says of each column, as `review.columns.parsed_values` reads it."""
    found = {}
    for column in DECIDED[table]:
        if column in form:
            said = [text.replace("\r\n", "\n") for text in form[column] if text.strip()]
            found[column] = LIST_SEPARATOR.join(said)
        elif COLUMNS[table][column] == "list":
            found[column] = ""
    return found


def evidence_of(document: Document, row: Mapping[str, object]) -> Evidence:
    """The record's quote in its passage."""
    start, end = int(str(row["char_start"])), int(str(row["char_end"]))
    passage = next((p for p in document.passages if p.passage_id == row["passage_id"]), None)
    first, last = (passage.char_start, passage.char_end) if passage else (start, end)
    path = document.heading_path(passage.section_id) if passage else []
    above = [part for part in (passage.lead_in or passage.label, passage.context) if part] if passage else []
    return Evidence(
        tuple(path),
        " · ".join(above),
        document.text[first:start],
        document.text[start:end],
        document.text[end:last],
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page that a quote begins on, its size in points, and the boxes (x0, y0, x1, y1) that the quote stands in."""

    number: int
    width: float
    height: float
    boxes: tuple[Box, ...]


def page_text(document: Document, number: int | None) -> str:
    """The text of a page without headers and footers, block by block; of the whole document where it has no pages."""
    stretches = [Span(0, len(document.text))] if number is None else list(page_stretches(document, number))
    blocks = (
        document.quote(Span(max(block.char_start, stretch.start), min(block.char_end, stretch.end)))
        for block in body_of(document, stretches)
        for stretch in stretches
        if block.span.overlaps(stretch)
    )
    return "\n\n".join(blocks)


def blank_sheet(document: Document, number: int) -> Sheet | None:
    """A page on which nothing is marked; None where it has no size."""
    page = next((page for page in document.pages if page.number == number), None)
    if page is None or not (page.width and page.height):
        return None
    return Sheet(number, page.width, page.height, ())


def sheet_of(document: Document, row: Mapping[str, object]) -> Sheet | None:
    """None where the page has no size or the quote no place on it."""
    page = next((page for page in document.pages if page.number == row["page"]), None)
    if page is None or not (page.width and page.height):
        return None
    span = Span(int(str(row["char_start"])), int(str(row["char_end"])))
    boxes = [box for found in quotes_on(document, [span], page.number) for box in found.boxes]
    return Sheet(page.number, page.width, page.height, tuple(boxes)) if boxes else None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction in words; `can_retract` is false for one that was taken back."""

    correction: Correction
    claim: Statement
    said: str
    state: str
    when: str
    can_retract: bool


def correction_view(one: Correction, state: str, say: Language) -> CorrectionView:
    row: Row = {**dict.fromkeys(COLUMNS[one.table]), **one.told, "record_id": one.record_id}
    return CorrectionView(
        one,
        statement(one.table, row, say),
        say(ACTION[one.action]),
        say(STATE.get(state, state)),
        one.when[:16].replace("T", " "),
        state != "retracted",
    )


def changes_of(one: Correction, say: Language) -> list[tuple[str, str, str]]:
    """What an edit changes: the column, what stood there, what is to stand there."""
    return [(say(COLUMN[c]), _shown(one.record.get(c)), _shown(value)) for c, value in one.values.items()]


def _shown(value: object) -> str:
    return (
        ", ".join(map(str, value)) if isinstance(value, list) else "–" if value in (None, "") else str(value)
    )


def table_names(say: Language) -> list[tuple[str, str]]:
    return [(table, say(words.TABLE[table])) for table in RECORD_TABLES]
