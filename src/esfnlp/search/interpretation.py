"""How a question was understood."""

from dataclasses import dataclass
from typing import Any

from esfnlp.search.question_words import Language, Relation
from esfnlp.search.where_and_when import Period


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question asks for; everything may be empty.

    `concepts` are target groups (tg:) and themes (th:), `actors` ac: ids, `regions` codes of the contract.
    `deadline` is the year that a target is to be reached by. `unknown` are the words of weight that were not
    understood. `asks_for_silence` says that plans are sought that say nothing, which no passage can show. Of a question
    for numbers, `unit` is what is counted (as in the targets table), and `promised` says that only what is to be
    reached is asked for. `corrected` is the question as it was read, where a slip was mended;
    `guessed` are those of the concepts that no word names. `programme_areas` are numbers or letters.
    """

    concepts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    relation: Relation | None = None
    regions: tuple[str, ...] = ()
    period: Period | None = None
    deadline: int | None = None
    language: Language = "sv"
    unknown: tuple[str, ...] = ()
    asks_for_silence: bool = False
    denies: bool = False
    compares: bool = False
    unit: str | None = None
    promised: bool = False
    corrected: str | None = None
    guessed: tuple[str, ...] = ()
    programme_areas: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether a group, theme or actor was understood."""
        return bool(self.concepts or self.actors)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(concept for concept in self.concepts if concept.startswith("tg:"))

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(concept for concept in self.concepts if concept.startswith("th:"))

    def as_json(self) -> dict[str, Any]:
        """The contract's `interpretation`."""
        return {
            "concepts": list(self.concepts),
            "actors": list(self.actors),
            "relation": self.relation,
            "regions": list(self.regions),
            "period": list(self.period) if self.period else None,
        }
