"""The corrections of reviewers, applied to the rows of a run.

The words that a correction is about are looked for in the text as it is now, and the correction applies to the
record that makes its claim there. What does not fit any more is told, never applied elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from esfnlp.document import Document, Passage, Span, content_id
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import COLUMNS, RECORD_TABLES, Row
from esfnlp.review.anchors import Anchor, Anchors
from esfnlp.review.columns import CODE, IDENTITY, identity, scope
from esfnlp.review.correction import Correction

State = Literal["applied", "restored", "moot", "superseded", "merged", "ambiguous", "lost", "gone"]
UNFIT: frozenset[str] = frozenset({"ambiguous", "lost", "gone"})
"""States of corrections that say nothing in this run, though they should."""

REVIEW = {"accept": "accepted", "edit": "edited", "add": "added"}
METHOD = "review"
CERTAIN = 1.0

_STRENGTH: dict[str, Mapping[str, int]] = {"target_groups": STATUS_STRENGTH, "actors": ROLE_STRENGTH}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction.

    States: `applied`; `restored` (the run did not find the record, and the reviewer did); `moot` (what was
    rejected is not there); `superseded` (a later correction of the same record counts); `merged` (a stronger
    one says the same); `ambiguous`, `lost` (its words stand in several places, or in none); `gone` (the document
    is not in this run). `how` and `score` tell how its words were found.
    """

    correction: Correction
    state: State
    document_id: str = ""
    how: str = ""
    score: float | None = None


@dataclass(frozen=True)
class Replayed:
    """`rows` of all tables with the corrections in them, and what became of each correction, in order."""

    rows: dict[str, list[Row]]
    outcomes: list[Outcome]


def replay(
    corrections: Sequence[Correction],
    rows: Mapping[str, list[Row]],
    document_of: Callable[[str], Document | None],
) -> Replayed:
    """Applies corrections that stand (`Log.standing`, in order of time) to the rows of a run.

    `document_of` gives a document of the run by its id, None where it could not be read. The rows that are given
    stay as they are. Rows of documents without corrections are taken over unchanged.
    """
    documents = rows.get("documents", ())
    mine: dict[str, list[Correction]] = {}
    for one in corrections:
        mine.setdefault(home_of(one, documents), []).append(one)
    outcomes = {one.correction_id: Outcome(one, "gone") for one in corrections}
    corrected = {table: list(found) for table, found in rows.items()}
    own = {table: _by_document(corrected.get(table, ())) for table in RECORD_TABLES}
    for document_id in sorted(mine.keys() - {""}):
        document = document_of(document_id)
        if document is not None:
            work = _Work(document, {table: own[table].get(document_id, []) for table in RECORD_TABLES})
            outcomes |= {
                outcome.correction.correction_id: outcome for outcome in work.apply(mine[document_id])
            }
            for table in RECORD_TABLES:
                own[table][document_id] = work.rows[table]
    corrected |= {table: [row for found in own[table].values() for row in found] for table in RECORD_TABLES}
    return Replayed(corrected, [outcomes[one.correction_id] for one in corrections])


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(str(row["document_id"]), []).append(row)
    return grouped


def home_of(correction: Correction, documents: Iterable[Row]) -> str:
    """The id of the document that the correction is about now: its own, else the only one of the same file, else
    the only one of the same plan; empty where there is none."""
    rows = list(documents)
    if any(row["document_id"] == correction.document_id for row in rows):
        return correction.document_id
    for column in ("source_sha256", "plan_id"):
        stated = getattr(correction, column)
        same = [str(row["document_id"]) for row in rows if stated and row.get(column) == stated]
        if len(same) == 1:
            return same[0]
    return ""


class _Work:
    """The rows of one document while its corrections are applied."""

    def __init__(self, document: Document, rows: dict[str, list[Row]]) -> None:
        self._document = document
        self._anchors = Anchors(document)
        self.rows = rows
        self._by: dict[int, Correction] = {}
        """The correction behind a row, by the row's `id()`."""

    def apply(self, corrections: Sequence[Correction]) -> list[Outcome]:
        """Of the corrections of one record the last counts; it says all that the record is to say."""
        histories: dict[tuple[str, str], list[Correction]] = {}
        for one in corrections:
            histories.setdefault((one.table, one.record_id), []).append(one)
        outcomes: dict[str, Outcome] = {}
        for history in sorted(histories.values(), key=lambda history: history[-1].when):
            for one in history[:-1]:
                outcomes[one.correction_id] = self._outcome(one, "superseded")
            outcomes[history[-1].correction_id] = self._applied(history)
        for loser in self._merge():
            outcomes[loser.correction_id] = self._outcome(loser, "merged")
        self._tell_apart()
        return list(outcomes.values())

    def _applied(self, history: Sequence[Correction]) -> Outcome:
        one = history[-1]
        anchor = self._anchors.find(one.selector)
        if not isinstance(anchor, Anchor):
            return self._outcome(one, anchor.why)
        rows = self.rows.setdefault(one.table, [])
        found = _subjects(history, anchor.span, [row for row in rows if id(row) not in self._by])
        if len(found) > 1:
            return self._outcome(one, "ambiguous", anchor)
        before = found[0] if found else None
        rows[:] = [row for row in rows if row is not before]
        if one.action == "reject":
            return self._outcome(one, "applied" if found else "moot", anchor)
        row = self._row(one, anchor, before)
        rows.append(row)
        self._by[id(row)] = one
        is_new = before is None and not any(earlier.action == "add" for earlier in history)
        return self._outcome(one, "restored" if is_new else "applied", anchor)

    def _row(self, one: Correction, anchor: Anchor, before: Row | None) -> Row:
        """The row as the reviewer has it; where the run did not find it, with evidence from where its words stand."""
        if before is None:
            before = dict.fromkeys(COLUMNS[one.table]) | self._evidence(anchor.span, anchor.passage)
            before |= {column: [] for column, kind in COLUMNS[one.table].items() if kind == "list"}
            before["method"] = METHOD
        told = {**before, **one.told}
        if told[CODE[one.table]] != before[CODE[one.table]]:
            told["cue"] = None
        if "inconsistencies" in told and identity(one.table, told) != identity(one.table, before):
            told["inconsistencies"] = []
        judged: Row = {"record_id": one.record_id, "confidence": CERTAIN, "review": REVIEW[one.action]}
        return {**told, **judged}

    def _evidence(self, span: Span, passage: Passage) -> Row:
        return {
            "document_id": self._document.document_id,
            "passage_id": passage.passage_id,
            "quote": self._document.quote(span),
            "page": self._document.page_at(span.start),
            "char_start": span.start,
            "char_end": span.end,
        }

    def _merge(self) -> list[Correction]:
        """Leaves one row per claim and scope, as the contract has it, and gives the corrections that lost.

        A reviewer's row replaces what the run found of the same claim, unless that is stronger and stands
        elsewhere: then nobody has judged it. Of two reviewers' rows the stronger stays, of equals the later.
        """
        lost: list[Correction] = []
        for table, rows in self.rows.items():
            for row in [row for row in rows if id(row) in self._by]:
                if id(row) not in self._by:
                    continue
                for other in [o for o in rows if o is not row and _is_same_claim(table, o, row)]:
                    loser = self._weaker(table, row, other)
                    if loser is not None:
                        rows[:] = [r for r in rows if r is not loser]
                        by = self._by.pop(id(loser), None)
                        lost += [by] if by else []
                    if loser is row:
                        break
        return lost

    def _weaker(self, table: str, row: Row, other: Row) -> Row | None:
        """Which of a reviewer's row and another of the same claim goes; None where both stay."""
        strength = _STRENGTH.get(table, {})
        mine, its = (strength.get(str(one[CODE[table]]), 0) for one in (row, other))
        if id(other) not in self._by:
            return other if its <= mine or _overlap(row, other) else None
        if mine != its:
            return other if its < mine else row
        return other if self._by[id(other)].when <= self._by[id(row)].when else row

    def _tell_apart(self) -> None:
        """Gives a reviewer's row an id of its own where the run has given the same to another."""
        for rows in self.rows.values():
            counts = Counter(row["record_id"] for row in rows)
            for row in rows:
                if counts[row["record_id"]] > 1 and id(row) in self._by:
                    prefix = str(row["record_id"]).partition("-")[0]
                    row["record_id"] = content_id(prefix, self._by[id(row)].correction_id)

    def _outcome(self, one: Correction, state: State, anchor: Anchor | None = None) -> Outcome:
        how, score = (anchor.how, round(anchor.score, 3)) if anchor else ("", None)
        return Outcome(one, state, self._document.document_id, how, score)


def _subjects(history: Sequence[Correction], place: Span, rows: Sequence[Row]) -> list[Row]:
    """The rows that the corrections of a record can be about: those that make its claim in its place; of several
    the one of the same scope, evidence or id."""
    one = history[-1]
    claims = {identity(one.table, said) for c in history for said in (c.record, c.told)}
    scopes = {scope(said) for c in history for said in (c.record, c.told)}
    found = [row for row in rows if identity(one.table, row) in claims and _span(row).overlaps(place)]
    if any(c.action == "add" for c in history):
        found = [row for row in found if scope(row) in scopes]
    for narrower in (
        [row for row in found if scope(row) in scopes],
        [row for row in found if scope(row) in scopes and _span(row) == place],
        [row for row in found if row["record_id"] == one.record_id],
    ):
        if len(found) > 1 and narrower:
            found = narrower
    return found


def _span(row: Row) -> Span:
    return Span(int(str(row["char_start"])), int(str(row["char_end"])))


def _is_same_claim(table: str, left: Row, right: Row) -> bool:
    """Whether two rows say the same of the same scope; where that takes no evidence, anywhere in the document."""
    if identity(table, left) != identity(table, right) or scope(left) != scope(right):
        return False
    if table in _STRENGTH:
        return True
    return left["record_id"] == right["record_id"] or (
        bool(IDENTITY[table] or left["text"] == right["text"]) and _overlap(left, right)
    )


def _overlap(left: Row, right: Row) -> bool:
    return _span(left).overlaps(_span(right))
