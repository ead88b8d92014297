"""Concepts and their labels, read from the package's data files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from esfnlp.errors import EsfnlpError, UsageError


@dataclass(frozen=True, slots=True)
class Concept:
    """A target group, theme or actor.

    `labels` holds, per language (sv, en), the preferred label first. `abbreviations` are matched as written.
    `negative` are phrases that look like the concept and are not. `weak` are labels so general that they mean
    the concept only where a cue singles them out; `needs_cue` says so of all its labels. `actor_type` is set
    for actors, `is_class` where the actor is a class of organisations.
    """

    concept_id: str
    labels: Mapping[str, tuple[str, ...]]
    abbreviations: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict)
    negative: tuple[str, ...] = ()
    needs_cue: bool = False
    actor_type: str | None = None
    is_class: bool = False
    weak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, language: str = "sv") -> str:
        return self.labels[language][0]

    @property
    def scheme(self) -> str:
        """tg, th or ac."""
        return self.concept_id.partition(":")[0]


@dataclass(frozen=True)
class Taxonomy:
    concepts: Mapping[str, Concept]

    def __getitem__(self, concept_id: str) -> Concept:
        try:
            return self.concepts[concept_id]
        except KeyError:
            raise UsageError(
                f"no concept {concept_id!r} in the taxonomy; `esfnlp taxonomy list` shows those that are"
            ) from None

    def scheme(self, prefix: str) -> list[Concept]:
        """Concepts of one scheme (tg, th, ac) in the order of the files."""
        return [concept for concept in self.concepts.values() if concept.scheme == prefix]

    def ancestors(self, concept_id: str) -> list[str]:
        """Broader concepts, nearest first, each once."""
        found: list[str] = []
        queue = list(self[concept_id].broader)
        while queue:
            parent = queue.pop(0)
            if parent not in found:
                found.append(parent)
                queue.extend(self[parent].broader)
        return found

    def narrower(self, concept_id: str) -> list[str]:
        """Every concept that has `concept_id` among its ancestors."""
        return [other for other in self.concepts if concept_id in self.ancestors(other)]


def data_text(name: str) -> str:
    return files("esfnlp.taxonomy").joinpath("data", name).read_text(encoding="utf-8")


def load_yaml(name: str) -> Any:
    """Parsed content of a data file; libyaml's parser where it is there, since it is ten times faster."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(data_text(name), Loader=loader)


def parse_concepts(entries: Iterable[Mapping[str, Any]]) -> list[Concept]:
    """Concepts from the entries of a data file.

    Raises
    ------
    EsfnlpError : an entry has an unknown key or lacks its Swedish label.
    """
    return [_parse_concept(entry) for entry in entries]


_KEYS = {
    "id", "label", "alt", "weak", "abbreviations", "broader", "definition", "negative", "needs_cue", "type",
    "class",
}  # fmt: skip


def _parse_concept(entry: Mapping[str, Any]) -> Concept:
    unknown = entry.keys() - _KEYS
    if unknown or "sv" not in entry.get("label", {}):
        raise EsfnlpError(
            f"taxonomy entry {entry.get('id')!r}: unknown keys {sorted(unknown)} or no Swedish label"
        )
    alternatives = entry.get("alt", {})
    return Concept(
        concept_id=entry["id"],
        labels={lang: (text, *alternatives.get(lang, [])) for lang, text in entry["label"].items()},
        abbreviations=tuple(entry.get("abbreviations", [])),
        broader=tuple(entry.get("broader", [])),
        definition=entry.get("definition", {}),
        negative=tuple(entry.get("negative", [])),
        needs_cue=entry.get("needs_cue", False),
        actor_type=entry.get("type"),
        is_class=entry.get("class", False),
        weak={lang: tuple(labels) for lang, labels in entry.get("weak", {}).items()},
    )


CONCEPT_FILES = ("target_groups.yaml", "themes.yaml", "actor_classes.yaml", "organisations.yaml")


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy that travels with the package."""
    concepts = [c for name in CONCEPT_FILES for c in parse_concepts(load_yaml(name))]
    return Taxonomy({concept.concept_id: concept for concept in concepts})
