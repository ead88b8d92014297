"""What the header of a table column says: kind, year, and whether the column holds codes, units or labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from esfnlp.extract.targets.cells import cell_numbers
from esfnlp.extract.targets.frame import GOAL, MILESTONE, OUTCOME, framing_kind, single_year
from esfnlp.finding import TargetKind

_CODE = re.compile(
    r"\W*(?:nr|nummer|kod|id|mål(?:nr|nummer)|programområde|po|investeringsprioritet|prioritet"
    r"|rang|prioritetsordning|insatsområde|specifikt mål|särskilt mål|sid(?:a|an)|sidor|kapitel|version|datum|diarienr"
    r"|dnr|rad|lpo|mål)\.?\W*",
    re.I,
)
_RANK = re.compile(r"\W*(?:prioritet|prioritering|rang(?:ordning)?|turordning|prioritetsordning)\W*", re.I)
_RANKED = re.compile(r"\W*\d{1,2}(?![\d.,]|\s*(?:%|procent|\d))")
_UNTIL = re.compile(
    r"\W*(?:till och med|t\.?\s?o\.?\s?m\.?|senast|fram till|vid utgången av|i slutet av)\s+(?:år\s+)?(?:19|20)\d{2}\W*",
    re.I,
)
"""A header that says by when: what stands below is to be reached."""
_UNIT = re.compile(r"\W*(?:(?:mät|mått)?enhet|mått|sort)\W*", re.I)
_SOURCE = re.compile(
    r"\W*(?:(?:data)?källa|källor|kommentar(?:er)?|anmärkning(?:ar)?|uppföljning|ansvarig)\W*", re.I
)
_YEAR_LABEL = re.compile(
    r"\W*(?:år|årtal|tidpunkt|period|måldatum|senast|när|klart|tidsplan|slutår)\W*", re.I
)
_LABEL = re.compile(
    r"\b(?:indikator|mått|beskrivning|område|programområde|målgrupp|kategori|aktivitet|insats"
    r"|post|län|kommun|region|mål|benämning)\w*",
    re.I,
)
_BASELINE = re.compile(
    r"\b(?:utgångsvärde|utgångsläge|basvärde|basår|baslinje|startvärde|referensvärde|nuläge"
    r"|baseline)\w*|^\W*(?:nu|i ?dag|nuvarande(?: värde)?)\W*$",
    re.I,
)
_TOTAL = re.compile(r"\b(?:totalt?|summa|hela perioden|sammanlagt)\b", re.I)
_NOT_A_NAME = re.compile(
    r"\b(?:19|20)\d{2}\b|\b(?:slutmål|delmål|etappmål|målvärde|mål|utfall|utgångs|basvärde|nuläge"
    r"|budget|belopp|totalt?|summa|värde|år|antal)\w*|[()%:,.–-]",
    re.I,
)

_UNIT_LENGTH = 20
"""Characters of a unit in a cell ("antal personer") at the most."""
_PROGNOSIS = re.compile(
    r"^(?=.*\b(?:planera|prognos|beräkna|förvänta|önska)\w*)"
    r"(?=.*\b\w*(?:deltagare|projekt|platser|företag)\b)",
    re.I,
)
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`text` is the header, `name` what it names besides year and kind ("Kvinnor").

    `holds_years` says that every cell is a year, `is_year_label` that this is the year of the row's values.
    """

    text: str = ""
    kind: TargetKind | None = None
    year: int | None = None
    is_code: bool = False
    is_unit: bool = False
    is_year_label: bool = False
    holds_years: bool = False
    is_label: bool = False

    @property
    def names_row(self) -> bool:
        """Whether the words in the column say what the row is about: not codes, units or sources."""
        return not (self.is_code or self.is_unit or _SOURCE.fullmatch(self.text))

    @property
    def is_baseline(self) -> bool:
        return _BASELINE.search(self.text) is not None

    @property
    def is_total(self) -> bool:
        return _TOTAL.search(self.text) is not None

    @property
    def name(self) -> str:
        return re.sub(r"\s+", " ", _NOT_A_NAME.sub(" ", self.text)).strip()


@lru_cache(maxsize=32)
def read_columns(headers: Rows, width: int, kind: TargetKind | None, body: Rows) -> tuple[Column, ...]:
    """One column per cell. `kind` is that of the whole table, `body` its rows below the headers.

    Of several columns with years in a table of targets the last is the target, those before are milestones.
    """
    texts = [_joined(headers, index) for index in range(width)]
    columns = [_column(text, index, body) for index, text in enumerate(texts)]
    if any(column.is_baseline for column in columns):
        columns = [_as_goal(column) for column in columns]
    goals = [
        c.year for c in columns if c.year and (c.kind == "target" or (c.kind is None and kind == "target"))
    ]
    return tuple(_with_milestone(column, goals, kind) for column in columns)


def _as_goal(column: Column) -> Column:
    """Beside a column of present values, one that is headed by a year alone holds what is to be reached."""
    bare = column.year is not None and column.kind is None and not column.name and not column.is_baseline
    return replace(column, kind="target") if bare else column


def _joined(headers: Rows, index: int) -> str:
    """Header cells over a column, outermost first; an empty outer cell continues the one to its left."""
    parts: list[str] = []
    for level, row in enumerate(headers):
        position = min(index, len(row) - 1)
        inner = level == len(headers) - 1
        while not inner and position > 0 and not row[position].strip():
            position -= 1
        text = row[position].strip() if 0 <= position < len(row) else ""
        if text and text not in parts:
            parts.append(text)
    return " ".join(parts)


def _column(text: str, index: int, body: Rows) -> Column:
    values = [row[index].strip() for row in body if index < len(row) and row[index].strip()]
    years = bool(values) and all(re.fullmatch(r"(?:19|20)\d{2}", value) for value in values)
    worded = bool(values) and sum(_is_worded(value) for value in values) * 2 > len(values)
    code = _CODE.fullmatch(text) is not None and all(
        re.fullmatch(r"\w{0,4}[.:]?\d{0,2}(?:[.:]\d+)*|[IVX]+", v) for v in values
    )
    ranks = _RANK.fullmatch(text) is not None and all(
        _RANKED.match(v) or not re.search(r"\d", v) for v in values
    )
    return Column(
        text=text,
        kind=None if worded and _LABEL.match(text) and not MILESTONE.search(text) else _kind(text),
        year=single_year(text),
        is_code=code or ranks,
        is_unit=_UNIT.fullmatch(text) is not None and all(len(value) <= _UNIT_LENGTH for value in values),
        is_year_label=_YEAR_LABEL.fullmatch(text) is not None or (index == 0 and years),
        holds_years=years,
        is_label=worded and (index == 0 or _LABEL.search(text) is not None),
    )


def _is_worded(value: str) -> bool:
    return re.search(r"[^\W\d_]{3}", value) is not None and not cell_numbers(value)


def _kind(text: str) -> TargetKind | None:
    if OUTCOME.search(text) or re.search(r"\bresultat\b", text, re.I):
        return "statistic"
    if MILESTONE.search(text):
        return "milestone"
    if (
        GOAL.search(text)
        or _UNTIL.fullmatch(text)
        or _PROGNOSIS.search(text)
        or framing_kind(text) == "target"
    ):
        return "target"
    return (
        "budget"
        if framing_kind(text) == "budget" or re.search(r"\b(?:belopp|ram|tilldelat)\b", text, re.I)
        else None
    )


def _with_milestone(column: Column, goals: Sequence[int | None], kind: TargetKind | None) -> Column:
    years = [year for year in goals if year is not None]
    if not years or column.year is None or column.kind not in (None, "target"):
        return column
    explicit = re.search(r"\bslutmål", column.text, re.I) is not None
    if column.year < max(years) and not explicit:
        return replace(column, kind="milestone")
    return replace(column, kind="target") if column.kind or kind == "target" else column
