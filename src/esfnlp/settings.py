"""Every tunable number of a run. `pipeline/params.yaml` holds the same keys; an unknown key is an error."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from esfnlp.errors import UsageError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits for the worker process that reads one document."""

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of the evidence that ranks a passage."""

    lexical_weight: float = 1.0
    ngram_weight: float = 0.5
    concept_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    ingest: IngestSettings = field(default_factory=IngestSettings)
    search: SearchSettings = field(default_factory=SearchSettings)

    @classmethod
    def read(cls, path: Path) -> "Settings":
        """Settings from a YAML file of stages and keys; what is not named keeps its default.

        Raises
        ------
        UsageError : the file is not there, or names a stage or key that does not exist.
        """
        if not path.is_file():
            raise UsageError(f"no settings file at {path}")
        given = _parsed(path)
        stages = {f.name: f.type for f in fields(cls)}
        unknown = given.keys() - stages.keys()
        if unknown:
            raise UsageError(f"{path}: unknown stage {sorted(unknown)}; known: {', '.join(sorted(stages))}")
        return cls(
            ingest=_stage(IngestSettings, given.get("ingest", {}), path),
            search=_stage(SearchSettings, given.get("search", {}), path),
        )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a YAML file; {str(error).splitlines()[0]}") from error
    if not isinstance(given, dict) or not all(isinstance(keys or {}, dict) for keys in given.values()):
        raise UsageError(f"{path}: a settings file holds stages, each with keys and numbers")
    return {stage: keys or {} for stage, keys in given.items()}


def _stage(kind: type[T], given: dict[str, Any], path: Path) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = given.keys() - known
    if unknown:
        raise UsageError(
            f"{path}: unknown key {sorted(unknown)} for {kind.__name__}; known: {', '.join(sorted(known))}"
        )
    wrong = [
        key for key, value in given.items() if isinstance(value, bool) or not isinstance(value, int | float)
    ]
    if wrong:
        raise UsageError(f"{path}: {wrong[0]} is {given[wrong[0]]!r}; give a number")
    return kind(**given)
