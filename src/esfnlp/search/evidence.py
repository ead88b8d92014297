"""Evidence for an answer: the records of the dataset that state what a question asks for.

Each kind of question has its table: groups are looked for in `target_groups`, themes in `priorities`,
actors in `actors`, numbers in `targets`; what no record can answer is answered by the passages themselves.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from esfnlp.finding import ROLE_STRENGTH
from esfnlp.record import Row
from esfnlp.search.index import Statements
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.passages import NARROWER, Hit, wanted_concepts
from esfnlp.search.scope import Scope
from esfnlp.search.sums import Number, number_of
from esfnlp.search.terms import text_keys
from esfnlp.taxonomy.concepts import load_taxonomy
from esfnlp.taxonomy.matching import matcher

Rank = tuple[int, ...]
"""What decides before the score; smaller is stronger."""

_STATUS_ORDER = ("prioritised", "eligible", "mentioned", "excluded")
_KIND_ORDER = ("target", "milestone", "budget", "statistic")
_PROMISED = frozenset({"target", "milestone"})
_UNITS_MEANT = {"SEK": frozenset({"SEK", "EUR"})}
"""Units that a question for another one means too."""
_MOST_NAMED = 30_000
"""Values that SQLite takes in one query."""
_UNITS_OF_THRESHOLDS = frozenset({"months", "years"})
_UNRELATED = 0.6
"""What evidence counts for where its passage does not name the other things that are asked for."""
_LEAST_SHARE = 0.65
"""Of the best passage's score; weaker passages are no evidence that a plan speaks of what was asked."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that answers the question. `about` is the concept or actor it is about, "" for none; `number` is the
    number that it gives, where one was asked for."""

    document_id: str
    passage_id: str
    page: int | None
    quote: str
    status: str | None
    score: float
    rank: Rank = ()
    char_start: int = 0
    about: str = ""
    number: Number | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """Stronger first, then the better, then as it stands in the plan."""
        return (self.rank, -self.score, self.document_id, self.char_start, self.passage_id, self.quote)

    def as_json(self) -> dict[str, Any]:
        return {
            "passage_id": self.passage_id,
            "page": self.page,
            "quote": self.quote,
            "status": self.status,
            "score": self.score,
        }


def find_evidence(
    statements: Statements, asked: Interpretation, scope: Scope, hits: Sequence[Hit]
) -> list[Evidence]:
    """Everything in scope that answers the question, best first; empty where no plan does."""
    return sorted(_evidence(statements, asked, scope, hits), key=lambda evidence: evidence.order)


def _evidence(
    statements: Statements, asked: Interpretation, scope: Scope, hits: Sequence[Hit]
) -> Iterable[Evidence]:
    def rows(table: str, column: str = "", values: Collection[str] = ()) -> Iterable[Row]:
        return filter(scope.holds, statements.rows(table, column, values))

    near = {hit.passage_id: hit.concept_score for hit in hits}
    is_named = asked.is_named
    if asked.relation == "targets":
        counted = (
            rows("targets", "unit", _UNITS_MEANT.get(asked.unit, {asked.unit}))
            if asked.unit
            else rows("targets")
        )
        return _from_targets(counted, asked, near)
    if not is_named and asked.compares and asked.regions and not asked.unknown:
        return _of_any_group(rows, asked)
    if not is_named and (asked.unknown or asked.relation in (None, "mentions")):
        return _from_passages(hits)
    if asked.relation == "responsible" or (asked.actors and not _are_of_groups(asked)):
        if asked.actors:
            return _from_actors(rows("actors", "actor", asked.actors), asked, near)
        beside = [passage_id for passage_id, share in near.items() if share > 0]
        is_beside = asked.concepts and len(beside) <= _MOST_NAMED
        return _from_actors(
            rows("actors", "passage_id", beside) if is_beside else rows("actors"), asked, near
        )
    if not is_named:
        return _of_any_group(rows, asked)
    with_theme = _with_theme(rows, asked, near) if asked.themes else ()
    if not asked.groups:
        return [*_from_priorities(with_theme, asked, near), *_from_themes(hits)]
    groups = _from_groups(rows("target_groups", "concept", wanted_concepts(asked.groups)), asked, near)
    return [*groups, *_from_priorities(with_theme, asked, near)]


def _with_theme(
    rows: Callable[[str, str, Collection[str]], Iterable[Row]],
    asked: Interpretation,
    near: Mapping[str, float],
) -> Iterable[Row]:
    """Priorities that may hold a theme asked for; where groups are asked for too, of the few passages that name both."""
    both = [passage_id for passage_id, share in near.items() if share >= NARROWER]
    if asked.groups and len(both) <= _MOST_NAMED:
        return rows("priorities", "passage_id", both)
    return rows("priorities", "themes", wanted_concepts(asked.themes))


def _are_of_groups(asked: Interpretation) -> bool:
    """Whether a question that names groups and actors is about the groups; a class of actors is only their surroundings."""
    known = load_taxonomy().concepts
    only_classes = all(actor in known and known[actor].is_class for actor in asked.actors)
    return bool(asked.groups) and (asked.relation is not None or only_classes)


def _of_any_group(rows: Callable[[str], Iterable[Row]], asked: Interpretation) -> Iterator[Evidence]:
    """Of a question that names nothing: the groups of the status asked for, then what else has priority."""
    status = "excluded" if asked.relation == "excludes" else "prioritised"
    for row in rows("target_groups"):
        if row["status"] == status:
            yield _one(row, status, (0,), 1.0, str(row["concept"]))
    for row in rows("priorities") if status == "prioritised" else ():
        yield _one(row, status, (0, 1), 1.0)


def _one(row: Mapping[str, Any], status: str | None, rank: Rank, weight: float, about: str = "") -> Evidence:
    return Evidence(
        document_id=row["document_id"],
        passage_id=row["passage_id"],
        page=row["page"],
        quote=row["quote"],
        status=status,
        score=round(min(1.0, row["confidence"] * weight), 4),
        rank=rank,
        char_start=row["char_start"],
        about=about,
    )


def _related(row: Mapping[str, Any], near: Mapping[str, float], alone: bool) -> float:
    """What a record counts for by what else its passage names; all where nothing else is asked for."""
    share = near.get(row["passage_id"], 0.0)
    return 1.0 if alone else _UNRELATED + (1.0 - _UNRELATED) * share


def _status_rank(status: str, relation: str | None) -> int:
    """Place of a status in an answer: prioritised first, unless it is asked who is left out."""
    if relation == "excludes" and status == "excluded":
        return -1
    return _STATUS_ORDER.index(status)


def _from_groups(rows: Iterable[Row], asked: Interpretation, near: Mapping[str, float]) -> Iterator[Evidence]:
    wanted = wanted_concepts(asked.groups)
    alone = len(asked.concepts) + len(asked.actors) <= 1
    for row in rows:
        concept, status = str(row["concept"]), str(row["status"])
        rank = (_status_rank(status, asked.relation),)
        yield _one(row, status, rank, wanted[concept] * _related(row, near, alone), concept)


def _from_actors(rows: Iterable[Row], asked: Interpretation, near: Mapping[str, float]) -> Iterator[Evidence]:
    """What the actors are to do, those in charge first; of a question about who, what stands with its subject."""
    alone = len(asked.concepts) + len(asked.actors) <= 1
    for row in rows:
        actor, role = str(row["actor"]), str(row["role"])
        share = near.get(str(row["passage_id"]), 0.0)
        fits = (
            actor in asked.actors
            if asked.actors
            else role != "mentioned" and (share > 0 or not asked.concepts)
        )
        if fits:
            rank = (-ROLE_STRENGTH[role],)
            yield _one(row, None, rank, _related(row, near, alone and bool(asked.actors)), actor)


def _from_priorities(
    rows: Iterable[Row], asked: Interpretation, near: Mapping[str, float]
) -> Iterator[Evidence]:
    """Priorities with the theme; where a group is asked for too, those whose passage names both."""
    wanted = wanted_concepts(asked.themes)
    alone = len(asked.concepts) <= 1
    of_groups = bool(asked.groups)
    for row in rows:
        if of_groups and near.get(str(row["passage_id"]), 0.0) < NARROWER:
            continue
        themes: Any = row["themes"] or ()
        weight, about = max(((wanted.get(theme, 0.0), theme) for theme in themes), default=(0.0, ""))
        if weight:
            rank = (_status_rank("prioritised", asked.relation),)
            yield _one(row, "prioritised", rank, weight * _related(row, near, alone), about)


def _from_themes(hits: Iterable[Hit]) -> Iterator[Evidence]:
    """Passages that name the theme and state no priority."""
    for hit in hits:
        if hit.concept_score:
            yield _passage_evidence(hit, "mentioned", (_STATUS_ORDER.index("mentioned"),))


def _from_targets(
    rows: Iterable[Row], asked: Interpretation, near: Mapping[str, float]
) -> Iterator[Evidence]:
    """Numbers, promises first; a threshold only says who counts, and answers nothing."""
    wanted = wanted_concepts(asked.concepts)
    asked_words = set(text_keys(" ".join(asked.unknown)))
    for row in rows:
        weight = _weight_of_target(row, asked, wanted, near) if _is_counted(row, asked) else 0.0
        if weight:
            weight *= _share_of_words(row, asked_words)
            is_due = asked.deadline is None or row["year"] == asked.deadline
            rank = (0 if is_due else 1, _kind_rank(str(row["kind"])))
            found = _one(row, None, rank, weight, next(iter(asked.concepts), ""))
            yield replace(found, number=number_of(row))


def _kind_rank(kind: str) -> int:
    return _KIND_ORDER.index(kind) if kind in _KIND_ORDER else len(_KIND_ORDER)


def _is_counted(row: Row, asked: Interpretation) -> bool:
    """Whether a number is of the kind and programme area asked for; who counts is a matter of ages and
    months only."""
    if asked.programme_areas and row["programme_area"] not in asked.programme_areas:
        return False
    if row["kind"] not in _KIND_ORDER:
        return asked.unit in _UNITS_OF_THRESHOLDS
    return not asked.promised or row["kind"] in _PROMISED or asked.unit == "SEK"


def _share_of_words(row: Row, asked_words: set[str]) -> float:
    """More for a number whose words are those of the question."""
    if not asked_words:
        return 1.0
    own = set(text_keys(f"{row['indicator']} {row['quote']}"))
    return _UNRELATED + (1.0 - _UNRELATED) * len(asked_words & own) / len(asked_words)


def _weight_of_target(
    row: Mapping[str, Any], asked: Interpretation, wanted: Mapping[str, float], near: Mapping[str, float]
) -> float:
    """1 for a number of the very group, less for one whose words or passage only name what is asked for. Where it is no
    group, every number may be meant: themes are wide."""
    if not (asked.concepts or asked.actors):
        return 1.0
    own = max((wanted.get(concept, 0.0) for concept in row["population"] or ()), default=0.0)
    said = max((wanted.get(c, 0.0) for c in _named_in(f"{row['indicator']}. {row['quote']}")), default=0.0)
    beside = max(_UNRELATED, NARROWER * near.get(row["passage_id"], 0.0))
    return max(own, 0.9 * said, 0.0 if asked.groups else beside)


def _named_in(text: str) -> set[str]:
    return {match.concept_id for scheme in ("tg", "th") for match in matcher(scheme)(text)}


def _from_passages(hits: Sequence[Hit]) -> Iterator[Evidence]:
    """The passages that come near the best."""
    best = max((hit.score for hit in hits), default=0.0)
    for hit in hits:
        if hit.score >= best * _LEAST_SHARE:
            yield _passage_evidence(hit, None, (0,))


def _passage_evidence(hit: Hit, status: str | None, rank: Rank) -> Evidence:
    return Evidence(
        hit.document_id, hit.passage_id, hit.page, hit.text, status, hit.score, rank, hit.char_start
    )
