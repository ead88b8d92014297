"""What the last run left behind, to go on from there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from esfnlp.errors import NothingToDoError
from esfnlp.settings import DatasetSettings, IngestSettings, LanguageSettings, SearchSettings, Settings
from esfnlp.store.ingested import Ingested, read_ingested
from esfnlp.store.results import RUN_FILE

T = TypeVar("T")


@dataclass(frozen=True)
class LastRun:
    """`documents` are the ids of the dataset, `inputs` the absolute paths that were read."""

    documents: list[str]
    inputs: list[str]
    settings: Settings


def read_last_run(out: Path) -> LastRun:
    """What `OUT/run.json` says.

    Raises
    ------
    NothingToDoError : there is none, or it cannot be used.
    """
    content = _run_file(out)
    if not content.get("documents"):
        raise NothingToDoError("no run has ended here; make the dataset with `esfnlp run` first")
    return LastRun(content["documents"], content.get("inputs", []), _settings(content.get("settings", {})))


def documents_of_last_run(out: Path) -> list[str]:
    """The ids of its documents; none where there was no run."""
    found: list[str] = _run_file(out).get("documents", [])
    return found


def kept_document(out: Path, document_id: str) -> Ingested:
    """What the last run read of a document.

    Raises
    ------
    NothingToDoError : it is not kept.
    """
    kept = read_ingested(out, document_id)
    if kept is None:
        raise NothingToDoError(f"what was read of {document_id} is not kept; do `esfnlp run` again first")
    return kept


def _run_file(out: Path) -> dict[str, Any]:
    try:
        content = json.loads((out / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _settings(stated: Mapping[str, Mapping[str, Any]]) -> Settings:
    """The settings of another version as far as this one knows them."""
    return Settings(
        ingest=_known(IngestSettings, stated.get("ingest", {})),
        language=_known(LanguageSettings, stated.get("language", {})),
        dataset=_known(DatasetSettings, stated.get("dataset", {})),
        search=_known(SearchSettings, stated.get("search", {})),
    )


def _known(kind: type[T], stated: Mapping[str, Any]) -> T:
    names = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in stated.items() if name in names})
