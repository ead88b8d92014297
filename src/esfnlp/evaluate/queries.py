"""Graded queries: what somebody asks, how it is to be understood, and which passages and plans answer it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from esfnlp.errors import UsageError
from esfnlp.evaluate.matching import Row
from esfnlp.swedish.tokens import fold


@dataclass(frozen=True)
class Query:
    """A query with its grades; corpus/queries/README.md says what the fields mean.

    `plans` and `numbers` are None where no plan or number is asked for, and empty where none is right; `silent` are
    the plans that say nothing, where these are asked for.
    """

    id: str
    type: str
    language: str
    split: str
    query: str
    parse: Mapping[str, Any]
    passages: Sequence[Mapping[str, Any]]
    plans: Sequence[Mapping[str, Any]] | None = None
    numbers: Sequence[Mapping[str, Any]] | None = None
    silent: Sequence[str] | None = None


def read_queries(path: Path) -> list[Query]:
    """The queries of a YAML file.

    Raises
    ------
    UsageError : the file is not there, or is not of that form.
    """
    try:
        return [Query(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        raise UsageError(f"no queries at {path}") from None
    except (TypeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: not a list of graded queries ({error})") from error


def graded_passages(query: Query, passages: Iterable[Row]) -> dict[str, int]:
    """The grade of each passage that holds a quote of the query, by passage_id; the highest where it holds several.

    Raises
    ------
    UsageError : a quote stands in no passage, or in several.
    """
    of_document: dict[str, list[Row]] = {}
    for row in passages:
        of_document.setdefault(str(row["document_id"]), []).append(row)
    grades: dict[str, int] = {}
    for graded in query.passages:
        passage_id = _holding(query, graded, of_document.get(graded["document_id"], []))
        grades[passage_id] = max(graded["grade"], grades.get(passage_id, 0))
    return grades


def _holding(query: Query, graded: Mapping[str, Any], passages: Sequence[Row]) -> str:
    """The passage that holds the quote; with `after`, the first below the text above it."""
    places = places_of(graded["quote"], passages)
    if "after" in graded:
        above = places_of(graded["after"], passages)
        places = [place for place in places if above and place > above[0]][:1]
    if len(places) != 1:
        raise UsageError(
            f"{query.id}: {len(places)} passages of {graded['document_id']} hold the quote: {graded['quote']}"
        )
    return str(passages[places[0]]["passage_id"])


def places_of(quote: str, passages: Sequence[Row]) -> list[int]:
    """Which of the passages hold a quote, whatever its spaces and punctuation."""
    sought = _letters(quote)
    return [place for place, row in enumerate(passages) if sought in _letters(str(row["text"]))]


def _letters(text: str) -> str:
    """The letters and digits of a text: how it was set and broken into lines does not count."""
    return re.sub(r"[\W_]+", "", fold(text))
