"""What a linguistic analysis says, in plain rows: nothing here depends on spaCy."""

from dataclasses import dataclass

from esfnlp.document import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A token that is not white space; `start` and `end` are its span in the analysed text.

    What the pipeline has no component for is empty, and `head` None. `head` is the index of the word that it depends
    on, its own index for a root. `upos`, `feats` and `deprel` are those of Universal Dependencies. `entity` is the label
    of the entity that it belongs to. `expanded` is the whole word where this one stands for a part (lång-), else its text.
    """

    text: str
    start: int
    end: int
    lemma: str = ""
    upos: str = ""
    feats: str = ""
    head: int | None = None
    deprel: str = ""
    entity: str = ""
    expanded: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity; `label` is PERSON, ORGANISATION, PLACE, EVENT, or what else the pipeline calls it."""

    label: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text analysed; all spans are in it. `sentences` is empty where nothing marks them."""

    words: tuple[Word, ...]
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()


ENTITY_LABELS = {
    "PER": "PERSON", "PRS": "PERSON", "ORG": "ORGANISATION", "ORGANIZATION": "ORGANISATION",
    "LOC": "PLACE", "GPE": "PLACE", "LOCATION": "PLACE", "EVN": "EVENT",
}  # fmt: skip
"""What other Swedish pipelines call the entities."""
