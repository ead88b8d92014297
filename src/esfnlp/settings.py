"""Every tunable number of a run. `pipeline/params.yaml` holds the same keys; an unknown key is an error."""

from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from esfnlp.errors import UsageError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits for the worker process that reads one document.

    `ocr_seconds` is the time that OCR may take for the scanned pages of one document, beside the others; 0
    turns it off.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 2_000_000_000
    ocr_dpi: int = 300
    ocr_seconds: float = 900.0
    ocr_page_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of the evidence that ranks a passage: words, runs of letters and meaning make up its text's score,
    which is set against the concepts that it names.

    A passage with none of the words of a question is shown from `least_letters` (BM25 of its runs of letters,
    1 where all stand in it once) or `least_similarity` (cosine).
    """

    lexical_weight: float = 0.3
    ngram_weight: float = 1.0
    similarity_weight: float = 1.0
    text_weight: float = 1.0
    concept_weight: float = 1.0
    least_letters: float = 0.5
    least_similarity: float = 0.5


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """`pipeline` names the spaCy pipeline that analyses sentences (a folder or an installed package); empty for
    the one that travels with the package."""

    pipeline: str = ""


@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """Records that are less sure than `min_confidence` stay out of the tables; they are kept for another run."""

    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    ingest: IngestSettings = field(default_factory=IngestSettings)
    language: LanguageSettings = field(default_factory=LanguageSettings)
    dataset: DatasetSettings = field(default_factory=DatasetSettings)
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
            language=_stage(LanguageSettings, given.get("language", {}), path),
            dataset=_stage(DatasetSettings, given.get("dataset", {}), path),
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
    defaults = asdict(kind())  # type: ignore[call-overload]
    for key, value in given.items():
        if isinstance(defaults[key], str) != isinstance(value, str) or not _is_scalar(value):
            wanted = "a name" if isinstance(defaults[key], str) else "a number"
            raise UsageError(f"{path}: {key} is {value!r}; give {wanted}")
    return kind(**given)


def _is_scalar(value: object) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)
