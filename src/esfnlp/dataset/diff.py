"""What changed in meaning between two versions of a plan, apart from wording and place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from esfnlp.dataset.alignment import (
    Claim,
    figure,
    figure_stands_among,
    pair_statements,
    pair_targets,
    same_meaning,
    scope_key,
    stands_among,
    words_agree,
)
from esfnlp.dataset.documents import known_document
from esfnlp.dataset.moves import Move, find_moves, placed_passages
from esfnlp.dataset.rewordings import Rewording, find_rewordings
from esfnlp.dataset.rows import scope_of
from esfnlp.dataset.wording import squeeze
from esfnlp.finding import ROLE_STRENGTH, STATUS_STRENGTH
from esfnlp.record import RECORD_TABLES, SCOPE_COLUMNS, Row

ChangeKind = Literal["added", "removed", "changed"]
Rows = Mapping[str, Sequence[Claim]]

ACTOR_SCOPE = ("region_code", "programme_area", "thematic_area")
"""Actors are recorded per programme or thematic area, not below."""


class Tables(Protocol):
    def rows(self, table: str) -> list[Row]:
        """The rows of one table of the contract."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in one field of a claim; `key` names the claim, `scope` whom it concerns."""

    kind: ChangeKind
    table: str
    key: Mapping[str, Any]
    scope: Mapping[str, Any]
    field: str
    old: Any
    new: Any
    quote_old: str | None
    quote_new: str | None
    page_old: int | None = None
    page_new: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "table": self.table,
            **self.key,
            **self.scope,
            "field": self.field,
            "old": self.old,
            "new": self.new,
            "quote_old": self.quote_old,
            "quote_new": self.quote_new,
            "page_old": self.page_old,
            "page_new": self.page_new,
        }

    def rests_on(self, rewording: Rewording) -> bool:
        """Whether the change is stated within the reworded evidence."""
        return any(
            quote and page == other_page and squeeze(quote) in squeeze(other)
            for quote, page, other, other_page in (
                (self.quote_old, self.page_old, rewording.quote_old, rewording.page_old),
                (self.quote_new, self.page_new, rewording.quote_new, rewording.page_new),
            )
        )


@dataclass(frozen=True)
class Diff:
    old: str
    new: str
    changes: list[Change] = field(default_factory=list)
    reworded: list[Rewording] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The contract's shape."""
        return {
            "old": self.old,
            "new": self.new,
            "changes": [change.to_json() for change in self.changes],
            "reworded": [rewording.to_json() for rewording in self.reworded],
            "moved": [move.to_json() for move in self.moved],
        }


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both documents' texts, squeezed; empty where only records are known."""

    old: str = ""
    new: str = ""

    def reworded(self, old: Claim, new: Claim) -> bool:
        """Whether the evidence of a claim is worded anew: neither quote stands in the other document."""
        before, after = squeeze(old.get("quote")), squeeze(new.get("quote"))
        return before not in self.new and after not in self.old and before != after


def diff(dataset: Tables, old: str, new: str) -> Diff:
    """The differences from document `old` to document `new`.

    Raises
    ------
    UsageError : the dataset has no such document.
    """
    documents = [str(row["document_id"]) for row in dataset.rows("documents")]
    old, new = known_document(old, documents), known_document(new, documents)
    tables = {table: dataset.rows(table) for table in (*RECORD_TABLES, "passages", "sections")}
    rows_old, rows_new = (
        {table: [row for row in rows if row["document_id"] == document] for table, rows in tables.items()}
        for document in (old, new)
    )
    placed = [placed_passages(rows["passages"], rows["sections"]) for rows in (rows_old, rows_new)]
    texts = _Texts(*("".join(squeeze(row["text"]) for row in r["passages"]) for r in (rows_old, rows_new)))
    changes, reworded = _differences(rows_old, rows_new, texts)
    all_reworded = _merged(find_rewordings(*placed), reworded, changes)
    return Diff(old, new, changes, all_reworded, find_moves(*placed))


def diff_rows(old_rows: Rows, new_rows: Rows, *, old: str = "", new: str = "") -> Diff:
    """The same from plain rows of the record tables by table, as gold files hold them.

    Without passages, moves are not seen, and of what is reworded only the evidence of records.
    """
    changes, reworded = _differences(old_rows, new_rows, _Texts())
    return Diff(old, new, changes, _merged([], reworded, changes))


def _differences(old: Rows, new: Rows, texts: _Texts) -> tuple[list[Change], list[Rewording]]:
    changes: list[Change] = []
    reworded: list[Rewording] = []
    for table in RECORD_TABLES:
        for difference in _DIFFERENCES[table](old.get(table, ()), new.get(table, ()), texts):
            if isinstance(difference, Change):
                changes.append(difference)
            else:
                reworded.append(difference)
    return changes, reworded


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
    return [rewording for rewording in merged if not any(change.rests_on(rewording) for change in changes)]


def _strongest(
    rows: Sequence[Claim], key: str, scope: Sequence[str], name: str, strength: Mapping[str, int]
) -> dict[tuple[str, ...], Claim]:
    best: dict[tuple[str, ...], Claim] = {}
    for row in rows:
        identity = (str(row[key]), *scope_key(row, scope))
        if identity not in best or strength[row[name]] > strength[best[identity][name]]:
            best[identity] = row
    return best


def _diff_target_groups(
    old: Sequence[Claim], new: Sequence[Claim], texts: _Texts
) -> Iterator[Change | Rewording]:
    before, after = (_strongest(r, "concept", SCOPE_COLUMNS, "status", STATUS_STRENGTH) for r in (old, new))
    yield from _diff_keyed("target_groups", "concept", "status", before, after, texts)


def _diff_actors(old: Sequence[Claim], new: Sequence[Claim], texts: _Texts) -> Iterator[Change | Rewording]:
    before, after = (_strongest(r, "actor", ACTOR_SCOPE, "role", ROLE_STRENGTH) for r in (old, new))
    yield from _diff_keyed("actors", "actor", "role", before, after, texts)


def _diff_keyed(
    table: str,
    key: str,
    name: str,
    before: Mapping[tuple[str, ...], Claim],
    after: Mapping[tuple[str, ...], Claim],
    texts: _Texts,
) -> Iterator[Change | Rewording]:
    """Differences between claims that are known by their key and scope."""
    for identity in dict.fromkeys([*before, *after]):
        old, new = before.get(identity), after.get(identity)
        claim = old or new or {}
        names = {key: claim[key]}
        if old is None or new is None or old[name] != new[name]:
            yield _change(table, names, name, old, new)
        elif texts.reworded(old, new):
            yield _rewording(table, names, old, new)


def _diff_priorities(
    old: Sequence[Claim], new: Sequence[Claim], texts: _Texts
) -> Iterator[Change | Rewording]:
    pairs = pair_statements(old, new)
    for before, after in _all_of(old, new, pairs):
        claim = after or before or {}
        names = {"priority_kind": claim.get("kind"), "themes": list(claim.get("themes") or ())}
        if before is None or after is None:
            others = old if before is None else new
            if not stands_among(claim, others):
                yield _change("priorities", names, "text", before, after)
        elif not same_meaning(before, after):
            yield _change("priorities", names, "text", before, after)
        elif texts.reworded(before, after):
            yield _rewording("priorities", names, before, after)


def _diff_targets(old: Sequence[Claim], new: Sequence[Claim], texts: _Texts) -> Iterator[Change | Rewording]:
    pairs = pair_targets(old, new)
    for before, after in _all_of(old, new, pairs):
        claim = after or before or {}
        names = {"target": claim.get("indicator")}
        if before is None or after is None:
            others = old if before is None else new
            if not figure_stands_among(claim, others):
                yield _change("targets", names, "value", before, after)
        elif figure(before) != figure(after):
            fields = ("value", "year", "comparator")
            differing = zip(fields, figure(before), figure(after), strict=True)
            for name in (name for name, left, right in differing if left != right):
                yield _change("targets", names, name, before, after)
        elif texts.reworded(before, after):
            yield _rewording("targets", names, before, after)


_DIFFERENCES = {
    "target_groups": _diff_target_groups,
    "actors": _diff_actors,
    "priorities": _diff_priorities,
    "targets": _diff_targets,
}


def _all_of(
    old: Sequence[Claim], new: Sequence[Claim], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[Claim | None, Claim | None]]:
    """Every claim of both versions once, beside its partner where it has one."""
    partner = dict(pairs)
    for i, claim in enumerate(old):
        yield claim, new[partner[i]] if i in partner else None
    paired = set(partner.values())
    yield from ((None, claim) for j, claim in enumerate(new) if j not in paired)


def _change(table: str, names: Mapping[str, Any], name: str, old: Claim | None, new: Claim | None) -> Change:
    kind: ChangeKind = "added" if old is None else "removed" if new is None else "changed"
    quotes = [None if row is None else str(row.get("quote") or "") for row in (old, new)]
    values = [None if row is None else row.get(name) for row in (old, new)]
    pages = [None if row is None else row.get("page") for row in (old, new)]
    return Change(kind, table, names, scope_of(new or old or {}), name, *values, *quotes, *pages)


def _rewording(table: str, names: Mapping[str, Any], old: Claim, new: Claim) -> Rewording:
    claim = {"table": table, **names, **scope_of(new)}
    return Rewording(str(old["quote"]), str(new["quote"]), old.get("page"), new.get("page"), (claim,))
