"""Answers a question from the dataset and its index: plans with their evidence, and passages."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from esfnlp.dataset.package import FORMAT as DATASET_FORMAT
from esfnlp.embedding import Encoder
from esfnlp.errors import NothingToDoError, UsageError
from esfnlp.search.comparison import Side, compared
from esfnlp.search.duplicates import fold_duplicates
from esfnlp.search.encoder import encoder_of
from esfnlp.search.evidence import Evidence, find_evidence
from esfnlp.search.index import Statements
from esfnlp.search.interpretation import Interpretation
from esfnlp.search.kept_index import kept_index
from esfnlp.search.passages import Hit, find_passages, with_terms
from esfnlp.search.question import parse_question
from esfnlp.search.reader import Passages
from esfnlp.search.scope import Scope, scope_of
from esfnlp.search.silence import SilentPlan, is_sought, silent_plans
from esfnlp.search.standing import fitting_first, stating_first
from esfnlp.search.sums import Part, Sum, summed
from esfnlp.search.where_and_when import Period
from esfnlp.settings import SearchSettings
from esfnlp.taxonomy.places import COUNTRY, TRAINING_REGION, load_places

_AROUND = 0.8
"""What a passage on the whole region keeps of its score where a part of it was asked for."""
MOST_EVIDENCE = 10
"""Quotes shown for one plan; the strongest come first."""


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A plan that says something of what was asked, with its strongest status and its quotes, best first; of a
    question for numbers also what they come to, where they can be added."""

    document_id: str
    region_codes: tuple[str, ...]
    period_start: int | None
    period_end: int | None
    title: str
    status: str | None
    score: float
    evidence: tuple[Evidence, ...]
    sum: Sum | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "region_codes": list(self.region_codes),
            "period_start": self.period_start,
            "period_end": self.period_end,
            "title": self.title,
            "status": self.status,
            "score": self.score,
            "evidence": [evidence.as_json() for evidence in self.evidence],
            **({"sum": self.sum.as_json()} if self.sum else {}),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """`unread` are the warnings, by document in scope, on what could not be read: it may hold what is missed. `silent` are
    the plans that say nothing of what was asked, where that is part of the answer, and `comparison` its sides."""

    query: str
    interpretation: Interpretation
    plans: tuple[PlanAnswer, ...]
    passages: tuple[Hit, ...]
    unread: Mapping[str, tuple[str, ...]]
    silent: tuple[SilentPlan, ...] = ()
    comparison: tuple[Side, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's `search --format json`; `silent` and `comparison` where they are asked for."""
        return {
            "query": self.query,
            "interpretation": self.interpretation.as_json(),
            "plans": [plan.as_json() for plan in self.plans],
            "passages": [hit.as_json() for hit in self.passages],
            **(
                {"silent": [plan.as_json() for plan in self.silent]} if is_sought(self.interpretation) else {}
            ),
            **({"comparison": [side.as_json() for side in self.comparison]} if self.comparison else {}),
        }


class Most(NamedTuple):
    """How many are answered with at most."""

    plans: int
    passages: int


def answer(
    out: Path,
    query: str,
    *,
    k: int = 10,
    plans: int | None = None,
    regions: tuple[str, ...] = (),
    period: Period | None = None,
    settings: SearchSettings | None = None,
    embedder: str | None = None,
) -> Answer:
    """The answer to a question from what `esfnlp run` wrote in `out`.

    Parameters
    ----------
    k : how many plans and how many passages at most.
    plans : how many plans at most, if not as many as passages.
    regions : codes to keep to (NUTS 2, NUTS 3, municipality, SE or SEZZ), in place of those the question names.
    period : years to keep to, in place of those the question names.
    embedder : name or folder of the encoder, the one that the index names if None.

    Raises
    ------
    UsageError : no question, an unknown region, a concept id in the question that does not exist, or an encoder
        that is not the one of the index.
    NothingToDoError : there is no dataset or index, or one of a newer version.
    """
    if not query.strip():
        raise UsageError("the question is empty; ask for a group, a theme, an actor or any words")
    for code in regions:
        _check_region(code)
    asked = parse_question(query)
    asked = replace(asked, regions=regions or asked.regions, period=period or asked.period)
    _check_dataset(out / "dataset" / "datapackage.json")
    try:
        with kept_index(out / "index") as connection:
            encoder = encoder_of(connection, embedder)
            around = asked.regions if regions else around_places(asked.regions)
            most = Most(k if plans is None else plans, k)
            return _answer(connection, query, asked, around, most, settings or SearchSettings(), encoder)
    except sqlite3.DatabaseError as error:
        raise NothingToDoError(f"{out}: the index is damaged; make it again with `esfnlp run`") from error


def _answer(
    connection: sqlite3.Connection,
    query: str,
    asked: Interpretation,
    around: tuple[str, ...],
    most: Most,
    settings: SearchSettings,
    encoder: Encoder,
) -> Answer:
    statements = Statements(connection)
    documents = statements.rows("documents")
    scope = scope_of(documents, asked.regions, asked.period)
    hits = fitting_first(find_passages(connection, query, asked, scope, settings, encoder), asked)
    evidence = find_evidence(statements, asked, scope, hits)
    if around != asked.regions:
        wider = scope_of(documents, around, asked.period)
        found = find_passages(connection, query, asked, wider, settings, encoder)
        hits = _nearest_first(hits, fitting_first(found, asked))
        if not evidence:
            scope, evidence = wider, find_evidence(statements, asked, wider, hits)
    plans = _plans(evidence, scope, asked, most.plans)
    shown = [
        with_terms(hit, query, asked) for hit in fold_duplicates(stating_first(hits, evidence), most.passages)
    ]
    speaking = {item.document_id for item in evidence}
    silent = silent_plans(Passages(connection), asked, scope, speaking) if is_sought(asked) else ()
    sides = compared(asked, scope, evidence)
    return Answer(query, asked, tuple(plans), tuple(shown), _unread(scope), silent, sides)


def around_places(codes: Iterable[str]) -> tuple[str, ...]:
    """The regions of counties and municipalities: what is said of all of a region holds for its parts."""
    return tuple(dict.fromkeys(load_places().region_of(code) for code in codes))


def _nearest_first(inside: Iterable[Hit], around: Iterable[Hit]) -> list[Hit]:
    """Passages of a region, those on the very place that was asked for further up."""
    here = {hit.passage_id for hit in inside}
    weighed = [
        hit if hit.passage_id in here else replace(hit, score=round(hit.score * _AROUND, 4)) for hit in around
    ]
    return sorted(weighed, key=lambda hit: hit.order)


def _check_dataset(path: Path) -> None:
    """As opening the dataset does, without loading the library that reads its tables.

    Raises
    ------
    NothingToDoError : there is no dataset, or a newer version of esfnlp wrote it.
    """
    try:
        version = int(json.loads(path.read_text(encoding="utf-8"))["esfnlp_format"])
    except FileNotFoundError:
        raise NothingToDoError(
            f"no dataset in {path.parent}; make one with `esfnlp run INPUT... --out OUT`"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise NothingToDoError(f"{path}: not a dataset of esfnlp; make it again with `esfnlp run`") from error
    if version > DATASET_FORMAT:
        raise NothingToDoError(
            f"{path.parent}: dataset format {version}, and this esfnlp reads up to {DATASET_FORMAT}; upgrade esfnlp"
        )


def _check_region(code: str) -> None:
    if code not in (COUNTRY, TRAINING_REGION):
        try:
            load_places()[code]
        except UsageError as error:
            raise UsageError(f"--region: {error}") from None


def _plans(evidence: Iterable[Evidence], scope: Scope, asked: Interpretation, most: int) -> list[PlanAnswer]:
    """The first plans by their strongest evidence; of equals the one that speaks of more of what is asked for."""
    of_document: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        of_document[item.document_id].append(item)
    named = frozenset((*asked.concepts, *asked.actors))
    ordered = sorted(
        of_document.items(),
        key=lambda pair: (pair[1][0].rank, -_breadth(pair[1], named), -pair[1][0].score, pair[0]),
    )
    return [_plan(scope.documents[document_id], items) for document_id, items in ordered[:most]]


def _breadth(items: Sequence[Evidence], named: frozenset[str]) -> int:
    """How many of the things asked for the evidence is about."""
    return len(named.intersection(item.about for item in items))


def _plan(document: Mapping[str, Any], items: Sequence[Evidence]) -> PlanAnswer:
    return PlanAnswer(
        document_id=document["document_id"],
        region_codes=tuple(document["region_codes"] or ()),
        period_start=document["period_start"],
        period_end=document["period_end"],
        title=document["title"] or document["document_id"],
        status=items[0].status,
        score=items[0].score,
        evidence=tuple(_once(items))[:MOST_EVIDENCE],
        sum=summed(Part(i.number, i.page, i.quote, i.passage_id) for i in items if i.number),
    )


def _once(items: Iterable[Evidence]) -> Iterable[Evidence]:
    """Each quote once, in its strongest reading."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        if (item.passage_id, item.quote) not in seen:
            seen.add((item.passage_id, item.quote))
            yield item


def _unread(scope: Scope) -> dict[str, tuple[str, ...]]:
    found = {key: tuple(row["warnings"] or ()) for key, row in sorted(scope.documents.items())}
    return {key: warnings for key, warnings in found.items() if warnings}
