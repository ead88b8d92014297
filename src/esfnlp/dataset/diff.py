"""What changed in meaning between two versions of a plan, apart from wording and place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from esfnlp.dataset.alignment import words_agree
from esfnlp.dataset.changes import Change, Rows, Texts, claim_differences
from esfnlp.dataset.documents import known_document
from esfnlp.dataset.moves import Move, Placed, find_moves, placed_passages
from esfnlp.dataset.rewordings import Rewording, find_rewordings
from esfnlp.dataset.stability import Evidence, Side, borne_out
from esfnlp.document import TEXT_KINDS
from esfnlp.record import RECORD_TABLES, Row
from esfnlp.swedish.tokens import squeeze

if TYPE_CHECKING:
    from esfnlp.dataset.tables import Dataset


@dataclass(frozen=True)
class Diff:
    """`changes` are those of meaning; what is `reworded` or `moved` says the same as before.

    `unread` says per document what could not be read of it: what seems removed or added may stand there.
    """

    old: str
    new: str
    changes: list[Change] = field(default_factory=list)
    reworded: list[Rewording] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The contract's shape, and what could not be read."""
        return {
            "old": self.old,
            "new": self.new,
            "changes": [change.to_json() for change in self.changes],
            "reworded": [rewording.to_json() for rewording in self.reworded],
            "moved": [move.to_json() for move in self.moved],
            "unread": self.unread,
        }


def diff(dataset: "Dataset", old: str, new: str) -> Diff:
    """The differences from document `old` to document `new`.

    Raises
    ------
    UsageError : the dataset has no such document.
    """
    documents = dataset.document_ids()
    rows_old, rows_new = (_rows_of(dataset, known_document(name, documents)) for name in (old, new))
    placed_old, placed_new = (
        placed_passages(rows["passages"], rows["sections"]) for rows in (rows_old, rows_new)
    )
    texts = Texts(*("".join(squeeze(p.text) for p in placed.values()) for placed in (placed_old, placed_new)))
    running = _running(placed_old), _running(placed_new)
    sentences = find_rewordings(*running)
    changes, reworded = claim_differences(rows_old, rows_new, texts)
    changes = borne_out(changes, Evidence(Side.of(placed_old), Side.of(placed_new), sentences))
    return Diff(
        old,
        new,
        changes,
        _merged(sentences, reworded, changes),
        find_moves(*running),
        _unread(dataset, [old, new]),
    )


def diff_rows(old_rows: Rows, new_rows: Rows, *, old: str = "", new: str = "") -> Diff:
    """The same from plain rows of the record tables by table, as gold files hold them.

    Without passages, moves are not seen, and of what is reworded only the evidence of records.
    """
    changes, reworded = claim_differences(old_rows, new_rows, Texts())
    return Diff(old, new, changes, _merged([], reworded, changes))


def _unread(dataset: "Dataset", documents: Sequence[str]) -> dict[str, list[str]]:
    rows = dataset.rows("documents", ["document_id", "warnings"], documents=documents)
    return {str(row["document_id"]): list(row["warnings"]) for row in rows if row["warnings"]}  # type: ignore[call-overload]


def _rows_of(dataset: "Dataset", document_id: str) -> dict[str, list[Row]]:
    tables = (*RECORD_TABLES, "passages", "sections")
    return {table: dataset.rows(table, documents=[document_id]) for table in tables}


def _running(placed: Mapping[str, Placed]) -> list[Placed]:
    """Headings, captions and footnotes follow what they belong to; their moves and wordings say little."""
    return [passage for passage in placed.values() if passage.kind in TEXT_KINDS]


def _merged(
    sentences: Sequence[Rewording], claims: Sequence[Rewording], changes: Sequence[Change]
) -> list[Rewording]:
    """Each reworded stretch once, with all claims that rest on it, and without those that state a change."""
    merged = list(sentences)
    for claim in claims:
        if not words_agree(claim.quote_old, claim.quote_new):
            continue
        index = next((i for i, other in enumerate(merged) if other.covers(claim)), None)
        if index is None:
            merged.append(claim)
        else:
            merged[index] = replace(merged[index], claims=(*merged[index].claims, *claim.claims))
    return [rewording for rewording in merged if not _states_change(rewording, changes)]


def _states_change(rewording: Rewording, changes: Sequence[Change]) -> bool:
    old = {"quote": rewording.quote_old, "page": rewording.page_old}
    new = {"quote": rewording.quote_new, "page": rewording.page_new}
    return any(change.is_stated_in(old, new) for change in changes)
